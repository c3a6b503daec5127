// Finds the header of a list: the row whose cells name what stands below them, with the rows above and below that
// belong to it through merged groups. It promises paths, not meanings: which column of which sheet is for match.ts.
import type { Cell } from "./grid.ts";
import { extend } from "./header-rows.ts";
import { isCaption, isFigure, isLabel } from "./label.ts";
import type { Lattice } from "./lattice.ts";
import { plain, tight } from "./text.ts";

export interface HeaderColumn {
  /** From 0. */
  readonly column: number;
  /** From the outermost group to the column's own label; empty for a column without header. */
  readonly path: readonly string[];
}

export interface Header {
  /** Rows from 0; blank ones among them left out. */
  readonly rows: readonly number[];
  readonly first: number;
  readonly last: number;
  readonly columns: readonly HeaderColumn[];
  /** How many cells are headers by their words alone. */
  readonly labels: number;
}

/** Rows looked at for a header, from where a table may begin. */
const SEARCHED = 80;

/** Rows below a header that tell what its columns hold. */
const SAMPLED = 12;

interface Candidate {
  readonly row: number;
  readonly score: number;
  readonly labels: number;
}

/** The header of the first list at or below row `from`; null when no row is one. */
export function findHeader(
  lattice: Lattice,
  from: number,
  to: number,
  known: ReadonlySet<string>,
): Header | null {
  const candidates: Candidate[] = [];
  let seen = 0;
  for (let row = from; row < to && seen < SEARCHED; row++) {
    const filled = lattice.filled(row);
    if (filled.length === 0) continue;
    seen += 1;
    const candidate = weigh(lattice, row, to, filled, known);
    if (candidate) candidates.push(candidate);
  }
  const best = candidates.reduce((most, { score }) => Math.max(most, score), 0);
  const chosen = candidates.find(({ score }) => score >= Math.max(3, best * 0.55));
  if (!chosen) return null;
  const [first, last] = extend(lattice, chosen.row, from, to, known);
  const rows: number[] = [];
  for (let row = first; row <= last; row++) if (lattice.filled(row).length > 0) rows.push(row);
  return { rows, first, last, columns: pathsOf(lattice, first, last), labels: chosen.labels };
}

/** How much a row looks like a header; null when it cannot be one. */
function weigh(
  lattice: Lattice,
  row: number,
  to: number,
  filled: readonly number[],
  known: ReadonlySet<string>,
): Candidate | null {
  let words = 0;
  let labels = 0;
  let figures = 0;
  let captions = 0;
  let long = 0;
  const texts = new Map<string, number>();
  for (const column of filled) {
    const cell = lattice.at(row, column);
    if (typeof cell !== "string") {
      if (typeof cell === "number" && cell >= 1950 && cell <= 2100 && Number.isInteger(cell)) words += 1;
      else figures += 1;
      continue;
    }
    if (isFigure(cell)) figures += 1;
    else if (isCaption(cell)) captions += 1;
    else if (tight(cell).replace(/\([^)]*\)/g, "").length > 24) long += 1;
    else {
      words += 1;
      if (isLabel(cell, known)) labels += 1;
    }
    const flat = tight(cell);
    texts.set(flat, (texts.get(flat) ?? 0) + 1);
  }
  if (words < 2 || figures > words * 0.34 || captions > words || long > words) return null;
  if (coverage(lattice, row, filled) < 0.6) return null;
  let repeated = 0;
  for (const times of texts.values()) repeated += times - 1;
  const contrast = contrastOf(lattice, row, to, filled);
  const score =
    words +
    1.5 * labels +
    1.5 * contrast.differing -
    2 * figures -
    2 * captions -
    1.5 * long -
    repeated -
    2 * contrast.again;
  return { row, score, labels };
}

/**
 * Which part of the row, from its first to its last cell, shows something (merged cells count in full). A helper list
 * beside the list, behind columns that are empty throughout, does not count.
 */
function coverage(lattice: Lattice, row: number, filled: readonly number[]): number {
  let first = filled[0] as number;
  let last = first;
  let best = { cells: 0, share: 0 };
  let cells = 0;
  const close = () => {
    if (cells >= best.cells && cells > 0) best = { cells, share: shareShown(lattice, row, first, last) };
  };
  for (const column of filled) {
    if (column > last + 1 && isGap(lattice, row, last + 1, column)) {
      close();
      first = column;
      cells = 0;
    }
    last = column;
    cells += 1;
  }
  close();
  return best.cells < 2 ? 0 : best.share;
}

function shareShown(lattice: Lattice, row: number, first: number, last: number): number {
  let shown = 0;
  let boxes = 0;
  for (let column = first; column <= last; column++) {
    const area = lattice.mergeAt(row, column);
    if (lattice.at(row, column) !== null || (area && lattice.shown(row, column) !== null)) shown += 1;
    // An empty merged box beside a label is where a form wants an answer.
    else if (area && area.columns > 1 && area.rows === 1) boxes += 1;
  }
  return (shown - boxes) / (last - first + 1);
}

/** Columns that are empty and unmerged in this row and below it. */
function isGap(lattice: Lattice, row: number, from: number, to: number): boolean {
  for (let column = from; column < to; column++)
    for (let below = row; below <= row + SAMPLED && below < lattice.rows; below++)
      if (lattice.at(below, column) !== null || lattice.mergeAt(below, column) !== null) return false;
  return true;
}

/** Columns in which the rows below hold something of another kind; and cells that come again below. */
function contrastOf(
  lattice: Lattice,
  row: number,
  to: number,
  filled: readonly number[],
): { differing: number; again: number } {
  let differing = 0;
  let again = 0;
  const rows = new Map<number, number>();
  for (const column of filled) {
    const own = lattice.at(row, column);
    let cells = 0;
    let figures = 0;
    let same = false;
    for (let below = row + 1; below < to && below <= row + 40 && cells < SAMPLED; below++) {
      const cell = lattice.at(below, column);
      if (cell === null) continue;
      cells += 1;
      if (isFigure(cell)) figures += 1;
      if (cell !== own) continue;
      same = true;
      rows.set(below, (rows.get(below) ?? 0) + 1);
    }
    if (cells > 0 && figures / cells >= 0.6) differing += 1;
    if (same) again += 1;
  }
  // A header printed again on the next page comes again as a whole row.
  const page = Math.max(0, ...rows.values());
  return { differing, again: page >= Math.max(2, filled.length * 0.6) ? 0 : again };
}

/** Every column with a header, and its labels from the outermost group inwards. */
function pathsOf(lattice: Lattice, first: number, last: number): HeaderColumn[] {
  const columns: HeaderColumn[] = [];
  for (let column = 0; column < lattice.columns; column++) {
    // A header over several columns without children is one column.
    const leaf = lattice.mergeAt(last, column);
    if (leaf && leaf.columns > 1 && leaf.column !== column && leaf.row <= last && leaf.row >= first) continue;
    const path: string[] = [];
    for (let row = first; row <= last; row++) {
      const cell = lattice.shown(row, column) ?? groupOver(lattice, row, column, first, last);
      const text = cell === null ? "" : plain(String(cell)).replace(/\n/g, "");
      if (text !== "" && path[path.length - 1] !== text) path.push(text);
    }
    if (path.length > 0) columns.push({ column, path });
  }
  return columns;
}

/** The label of an unmerged group to the left, when this column is named only further down. */
function groupOver(lattice: Lattice, row: number, column: number, first: number, last: number): Cell {
  if (row === last || lattice.mergeAt(row, column)) return null;
  if (lattice.shown(last, column) === null) return null;
  for (let left = column - 1; left >= 0; left--) {
    const cell = lattice.shown(row, left);
    if (cell === null) {
      if (lattice.shown(last, left) === null) return null;
      continue;
    }
    const area = lattice.mergeAt(row, left);
    // A merged label ends where its merge ends; one that names a column of its own is no group.
    if (area || lattice.shown(last, left) === null) return null;
    return row >= first ? cell : null;
  }
  return null;
}
