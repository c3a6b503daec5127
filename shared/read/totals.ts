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
  /** First and last of the rows that it sums, where they are known. */
  readonly of?: readonly [number, number];
}

export interface TotalFound extends TotalMark {
  /** First and last record that it claims to sum. */
  readonly first: number;
  readonly last: number;
}

/**
 * Totals with the rows they claim to sum; rows of totals without a label are taken out of `at`, and so is a row whose
 * parts (其中) among `asides` are all there: then they are the records, and it is their subtotal.
 */
export function settle(
  lattice: Lattice,
  at: number[],
  marks: TotalMark[],
  asides: number[],
  columns: readonly number[],
  figured: readonly number[],
): TotalFound[] {
  divide(lattice, at, marks, asides, figured);
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
  const between = (from: number, to: number) => at.filter((row) => row > from && row < to);
  const groups = marks.map((mark, index) => ({
    above: between(marks[index - 1]?.row ?? -1, mark.row),
    below: between(mark.row, marks[index + 1]?.row ?? Number.POSITIVE_INFINITY),
  }));
  // A sheet has its subtotals all below their groups or all on top of them: whichever adds up.
  const fitting = (side: "above" | "below") =>
    marks.reduce((fits, { kind, row }, index) => {
      const group = groups[index]?.[side] ?? [];
      return kind === "total" ? fits : fits + equals(lattice, row, group, figured);
    }, 0);
  const onTop = marks.length > 0 && fitting("below") > fitting("above");
  return marks.map((mark, index) => {
    if (mark.kind === "total") return { ...mark, first, last };
    if (mark.of) return { ...mark, first: mark.of[0], last: mark.of[1] };
    const { above = [], below = [] } = groups[index] ?? {};
    const [own, other] = onTop ? [below, above] : [above, below];
    const group = own.length > 0 ? own : other;
    return { ...mark, first: group[0] ?? mark.row, last: group.at(-1) ?? mark.row };
  });
}

/** In how many columns a row prints the sum of these rows, where that is not zero. */
function equals(lattice: Lattice, row: number, rows: readonly number[], figured: readonly number[]): number {
  return figured.filter((column) => {
    const printed = figureOf(lattice.at(row, column));
    if (!printed || rows.length === 0) return false;
    const sum = createSum();
    for (const other of rows) {
      const figure = figureOf(lattice.at(other, column));
      if (figure !== null) sum.add(figure);
    }
    return sum.total !== null && Math.abs(sum.total - printed) <= 0.005;
  }).length;
}

/** Records looked at after the last row that says 其中, which may be parts as well. */
const MORE_PARTS = 50;

/** A row that the parts below it add up to becomes their subtotal; parts that leave something out stay aside. */
function divide(
  lattice: Lattice,
  at: number[],
  marks: TotalMark[],
  asides: number[],
  figured: readonly number[],
): void {
  if (asides.length === 0) return;
  const [apart, records] = [new Set(asides), new Set(at)];
  for (const first of asides) {
    const whole = first - 1;
    if (!records.has(whole)) continue;
    const parts: number[] = [];
    let more = 0;
    // Only the first of the parts need say 其中.
    for (let row = first; apart.has(row) || (more < MORE_PARTS && records.has(row)); row++) {
      parts.push(row);
      if (!apart.has(row)) more += 1;
      if (apart.has(row + 1) || !sumsUp(lattice, whole, parts, figured)) continue;
      records.delete(whole);
      const words = lattice.filled(whole).map((column) => lattice.at(whole, column));
      const label = words.find((cell) => typeof cell === "string" && !isFigure(cell)) ?? "";
      marks.push({ row: whole, kind: "subtotal", label: plain(String(label)), rest: "", of: [first, row] });
      for (const part of parts) if (apart.delete(part)) records.add(part);
      break;
    }
  }
  at.splice(0, at.length);
  for (const row of [...records].sort((a, b) => a - b)) at.push(row);
  asides.splice(0, asides.length, ...apart);
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
