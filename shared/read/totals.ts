// Rows of totals: those that say so, those without a label that add up all the same, and sections that print the sums
// of what follows; each with the records it claims to sum.
import type { Cell } from "./grid.ts";
import { isFigure } from "./label.ts";
import type { Lattice } from "./lattice.ts";
import { createSum, figureIn } from "./number.ts";
import { isOrdinal } from "./row-kind.ts";
import { plain } from "./text.ts";

/** A row of totals as met on the way down. */
export interface TotalMark {
  readonly row: number;
  readonly kind: "total" | "subtotal";
  readonly label: string;
  /** Text after the label, where the numbers stand in the same cell. */
  readonly rest: string;
}

export interface TotalFound extends TotalMark {
  /** First and last record that it claims to sum. */
  readonly first: number;
  readonly last: number;
}

/** Totals with the rows they claim to sum; rows of totals without a label are taken out of `at`. */
export function settle(
  lattice: Lattice,
  at: number[],
  marks: TotalMark[],
  columns: readonly number[],
  figured: readonly number[],
): TotalFound[] {
  for (const row of unlabelled(
    lattice,
    at,
    columns,
    figured,
    marks.map((mark) => mark.row),
  )) {
    at.splice(at.indexOf(row), 1);
    marks.push({ row, kind: "total", label: "", rest: "" });
  }
  for (const row of sections(lattice, at, columns, figured)) {
    at.splice(at.indexOf(row), 1);
    marks.push({
      row,
      kind: "subtotal",
      label: plain(String(lattice.at(row, columns[1] as number) ?? "")),
      rest: "",
    });
  }
  marks.sort((a, b) => a.row - b.row);
  const first = at[0] ?? 0;
  const last = at.at(-1) ?? 0;
  return marks.map((mark, index) => {
    if (mark.kind === "total") return { ...mark, first, last };
    const before = marks.slice(0, index).at(-1)?.row ?? -1;
    const above = at.filter((row) => row > before && row < mark.row);
    const after = marks.slice(index + 1).find(() => true)?.row ?? Number.POSITIVE_INFINITY;
    const group = above.length > 0 ? above : at.filter((row) => row > mark.row && row < after);
    return { ...mark, first: group[0] ?? mark.row, last: group.at(-1) ?? mark.row };
  });
}

/** Rows without any word, in a list of words, whose figures are the sums of the rows above. */
function unlabelled(
  lattice: Lattice,
  at: readonly number[],
  columns: readonly number[],
  figured: readonly number[],
  known: readonly number[],
): number[] {
  const last = at.at(-1);
  if (last === undefined || at.length < 3 || figured.length === 0 || figured.length === columns.length)
    return [];
  if (
    columns.some(
      (column) => typeof lattice.at(last, column) === "string" && !isFigure(lattice.at(last, column)),
    )
  )
    return [];
  const rest = at.slice(0, -1).filter((row) => !known.includes(row));
  return sumsUp(lattice, last, rest, figured) ? [last] : [];
}

/** Rows numbered 一, 二, 三 among rows numbered 1, 2, 3 whose figures are the sums of the rows that follow. */
function sections(
  lattice: Lattice,
  at: readonly number[],
  columns: readonly number[],
  figured: readonly number[],
): number[] {
  const lead = columns[0] as number;
  const numbered = at.filter((row) => isOrdinal(lattice.at(row, lead)));
  if (numbered.length === 0 || numbered.length * 2 >= at.length) return [];
  return numbered.filter((row, index) => {
    const next = numbered[index + 1] ?? Number.POSITIVE_INFINITY;
    return sumsUp(
      lattice,
      row,
      at.filter((other) => other > row && other < next),
      figured,
    );
  });
}

function sumsUp(lattice: Lattice, row: number, rows: readonly number[], figured: readonly number[]): boolean {
  if (rows.length < 2) return false;
  let compared = 0;
  for (const column of figured) {
    const printed = figureOf(lattice.at(row, column));
    if (printed === null) continue;
    const sum = createSum();
    for (const other of rows) {
      const figure = figureOf(lattice.at(other, column));
      if (figure !== null) sum.add(figure);
    }
    if (sum.total === null || Math.abs(sum.total - printed) > 0.005) return false;
    compared += printed === 0 ? 0 : 1;
  }
  return compared > 0;
}

function figureOf(cell: Cell): number | null {
  return typeof cell === "number" ? cell : typeof cell === "string" ? figureIn(cell) : null;
}
