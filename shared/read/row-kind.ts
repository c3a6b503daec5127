// What a single row under a header looks like: a total by its label, the header of another list, the header once more,
// a numbered section. It looks at the row alone, or at what stands right below it.
import type { Cell } from "./grid.ts";
import type { HeaderColumn } from "./header.ts";
import { hasFigures } from "./header-rows.ts";
import { isCaption, isFigure, isLabel, totalLabel } from "./label.ts";
import type { Lattice } from "./lattice.ts";
import { numeralIn } from "./numeral.ts";
import { plain, tight } from "./text.ts";

/** The label of a row of totals among its first words. */
export function totalIn(
  lattice: Lattice,
  row: number,
  columns: readonly number[],
  texts: number,
): { kind: "total" | "subtotal"; label: string; rest: string } | null {
  let seen = 0;
  for (const column of columns) {
    const cell = lattice.at(row, column);
    if (typeof cell !== "string") continue;
    const found = totalLabel(cell);
    if (found && texts <= 3) return { kind: found.kind, label: plain(cell), rest: found.rest };
    seen += 1;
    if (seen === 3) return null;
  }
  return null;
}

export function textInFigures(lattice: Lattice, row: number, figured: readonly number[]): boolean {
  if (figured.length === 0) return false;
  let texts = 0;
  for (const column of figured) {
    const cell = lattice.at(row, column);
    if (typeof cell !== "string") {
      if (cell !== null) return false;
    } else if (isFigure(cell)) return false;
    else texts += 1;
  }
  return texts * 2 >= figured.length;
}

/**
 * True when the row is the header of another list: labels where this list has figures, with figures below them. Right
 * after a record (`apart` false) nothing less than a row of labels will do.
 */
export function startsList(
  lattice: Lattice,
  row: number,
  filled: readonly number[],
  figured: readonly number[],
  known: ReadonlySet<string>,
  apart: boolean,
): boolean {
  let labels = 0;
  for (const column of filled) {
    const cell = lattice.at(row, column);
    if (typeof cell !== "string" || isFigure(cell) || isCaption(cell)) return false;
    if (isLabel(cell, known)) labels += 1;
  }
  if (labels < 2) return false;
  const all = labels === filled.length;
  const over = figured.filter((column) => lattice.at(row, column) !== null);
  if (over.length === 0)
    return apart && (all || (figured.length === 0 && labels > 2 && labels >= filled.length * 0.7));
  if (apart && all) return true;
  return (
    hasFigures(lattice, row + 1, lattice.rows, filled) && (all || (apart && labels * 2 >= filled.length))
  );
}

export function repeatsHeader(lattice: Lattice, row: number, headed: readonly HeaderColumn[]): boolean {
  let same = 0;
  let cells = 0;
  for (const { column, path } of headed) {
    const cell = lattice.at(row, column);
    if (cell === null) continue;
    cells += 1;
    if (typeof cell === "string" && path.some((label) => label === cell || tight(label) === tight(cell)))
      same += 1;
    // Nearly every row is told apart by its first cells.
    else if (same === 0 && cells === 2) return false;
  }
  return cells > 1 && same >= cells * 0.8;
}

/** 一, （二）, 三、: the number of a section. */
export function isOrdinal(cell: Cell): boolean {
  if (typeof cell !== "string" || cell.length > 30) return false;
  const word = /^[([]?([一二三四五六七八九十]{1,3})(?:[)\]、.．]|$)/.exec(tight(cell))?.[1];
  return word !== undefined && numeralIn(word) !== null;
}
