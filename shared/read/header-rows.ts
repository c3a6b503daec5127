// Which rows belong to a header: from the row that names most columns up to the groups above it and down to the last
// labels under merged or open groups.
import type { Cell } from "./grid.ts";
import { isCaption, isColumnLetters, isFigure, isLabel } from "./label.ts";
import type { Lattice } from "./lattice.ts";
import { tight } from "./text.ts";

/** First and last row of the header that contains `row`. */
export function extend(
  lattice: Lattice,
  row: number,
  from: number,
  to: number,
  known: ReadonlySet<string>,
): [number, number] {
  let first = row;
  while (first > from && joinsAbove(lattice, first)) first -= 1;
  let last = row;
  for (
    let end = below(lattice, first, last, to, known);
    end > last;
    end = below(lattice, first, last, to, known)
  )
    last = end;
  while (last > row && lattice.filled(last).length === 0) last -= 1;
  return [first, last];
}

/** True when the row above carries groups of this row's columns. */
function joinsAbove(lattice: Lattice, row: number): boolean {
  const above = lattice.filled(row - 1);
  const cells = lattice.filled(row);
  if (above.length === 0)
    return cells.some((column) => mergedFrom(lattice, row, column) < row - 1) || bridges(lattice, row);
  const texts = above.map((column) => lattice.at(row - 1, column));
  if (texts.some((cell) => typeof cell !== "string" || isFigure(cell))) return false;
  if (texts.filter((cell) => isCaption(cell as string)).length * 2 >= texts.length) return false;
  const width = (cells[cells.length - 1] as number) - (cells[0] as number) + 1;
  let groups = 0;
  for (const column of above) {
    const area = lattice.mergeAt(row - 1, column);
    if (area && area.row + area.rows > row && area.rows > 1) groups += 1;
    else if (area && area.columns > 1 && area.columns < Math.max(width * 0.8, 3) && above.length > 1)
      groups += 1;
  }
  if (groups > 0) return above.length > 1 || groups > 1;
  // Without merges: the row above names what this row leaves open, and groups what it names.
  const open = above.filter((column) => lattice.at(row, column) === null);
  return (
    above.length >= 2 &&
    open.length > 0 &&
    open.length < above.length &&
    cells.every((column) => column >= (above[0] as number))
  );
}

/** A blank row inside a header: merged cells reach over it from above. */
function bridges(lattice: Lattice, row: number): boolean {
  for (let column = 0; column < lattice.columns; column++) {
    const area = lattice.mergeAt(row, column);
    if (
      area &&
      area.rows > 1 &&
      area.row < row - 1 &&
      area.row + area.rows > row &&
      lattice.at(area.row, area.column) !== null
    )
      return true;
  }
  return false;
}

function mergedFrom(lattice: Lattice, row: number, column: number): number {
  const area = lattice.mergeAt(row, column);
  return area ? area.row : row;
}

/** The last row that the header's merged cells or its groups' children reach. */
function below(
  lattice: Lattice,
  first: number,
  last: number,
  to: number,
  known: ReadonlySet<string>,
): number {
  const ends = new Map<number, number>();
  const groups: number[] = [];
  for (let row = first; row <= last; row++)
    for (const column of lattice.filled(row)) {
      const area = lattice.mergeAt(row, column);
      if (area && area.rows > 1)
        ends.set(area.row + area.rows - 1, (ends.get(area.row + area.rows - 1) ?? 0) + 1);
      if (area && area.columns > 1 && area.row + area.rows - 1 === last)
        for (let c = area.column; c < area.column + area.columns; c++) groups.push(c);
    }
  let reach = last;
  let most = 0;
  for (const [end, count] of ends)
    if (
      end < to &&
      !holdsFigures(lattice, last + 1, end) &&
      (count > most || (count === most && end > reach))
    )
      [reach, most] = [end, count];
  if (reach > last) return reach;
  const next = last + 1;
  if (next >= to) return last;
  const cells = lattice.filled(next);
  if (cells.length === 0 || cells.some((column) => !isWord(lattice.at(next, column)))) return last;
  const letters = cells.map((column) => lattice.at(next, column));
  if (isColumnLetters(letters)) return last;
  // Children of merged groups, in a row that names nothing outside them.
  if (groups.length > 0 && cells.every((column) => groups.includes(column)) && cells.length >= 2) return next;
  // Without merges: names only where this row is open, under or beside a group; by their words, or with figures below.
  const open = cells.filter((column) => lattice.shown(last, column) === null);
  const named = lattice.filled(last).filter((column) => lattice.shown(next, column) === null);
  const under = cells.filter((column) => !open.includes(column));
  if (open.length === 0 || named.length === 0 || under.length > open.length) return last;
  if (cells.length === 1 && !/^其中/.test(tight(String(letters[0])))) return last;
  const labels = cells.filter((column) => isLabel(lattice.at(next, column) as string, known)).length;
  return hasFigures(lattice, next + 1, to, open) || labels * 10 >= cells.length * 7 ? next : last;
}

/** Rows of a header hold words, and years at most. */
function holdsFigures(lattice: Lattice, from: number, to: number): boolean {
  for (let row = from; row <= to; row++)
    for (const column of lattice.filled(row)) {
      const cell = lattice.at(row, column);
      const year = typeof cell === "number" && cell >= 1950 && cell <= 2100;
      if (!year && isFigure(cell)) return true;
    }
  return false;
}

function isWord(cell: Cell): boolean {
  return typeof cell === "string" && !isFigure(cell) && tight(cell).length <= 30 && !isCaption(cell);
}

/** True when one of the columns holds a figure in the next rows. */
export function hasFigures(lattice: Lattice, from: number, to: number, columns: readonly number[]): boolean {
  for (let row = from; row < Math.min(to, from + 5); row++)
    if (columns.some((column) => isFigure(lattice.at(row, column)))) return true;
  return false;
}
