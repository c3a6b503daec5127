// Finds every list of a worksheet: header by header, top first, with its records, totals, sections and notes; which columns
// belong to it when lists or helper lists stand side by side. It reads no meaning of a column.
import { isMostlyFigures, scanBody } from "./body.ts";
import { findHeader, type Header, type HeaderColumn } from "./header.ts";
import { bareLabel, isNote } from "./label.ts";
import type { Lattice } from "./lattice.ts";
import { isAcross, isForm, isTurned } from "./no-list.ts";
import type { TotalFound } from "./totals.ts";

/** A list in the lattice; all rows and columns from 0. */
export interface Region {
  readonly header: Header;
  readonly columns: readonly HeaderColumn[];
  readonly at: number[];
  readonly totals: readonly TotalFound[];
  readonly notes: readonly number[];
  readonly blanks: readonly number[];
  /** Rows among the records that only head those below them. */
  readonly sections: readonly number[];
  /** 其中 and 人均 rows: told by the rows above, never counted. */
  readonly asides: readonly number[];
  /** Rows above the header that are neither of this list nor of one before: title and captions. */
  readonly preamble: readonly number[];
}

export interface Regions {
  readonly regions: readonly Region[];
  /** The sheet's records run across. */
  readonly across: boolean;
}

/** More lists than this on one worksheet are no lists. */
const MOST = 60;

/** All lists of a lattice, top first, left before right. `known` are the bare labels of known sheets. */
export function findRegions(lattice: Lattice, known: ReadonlySet<string>): Regions {
  const regions: Region[] = [];
  let from = 0;
  while (from < lattice.rows && regions.length < MOST) {
    const header = findHeader(lattice, from, lattice.rows, known);
    if (!header) break;
    if (regions.length > 0 && header.labels < 2) break;
    if (isAcross(lattice, from, header.last)) return { regions, across: regions.length === 0 };
    const preamble = rowsBetween(lattice, from, header.first);
    let end = header.last + 1;
    const lists = sideBySide(lattice, header);
    for (const columns of lists) {
      const body = scanBody(lattice, header, columns, known, lists.length > 1);
      regions.push({ preamble, ...body });
      end = Math.max(end, body.end);
    }
    from = end;
  }
  if (regions.length === 0 && isAcross(lattice, 0, lattice.rows - 1)) return { regions, across: true };
  const lists = regions.filter(
    (region) => !isForm(lattice, region, known) && !isTurned(lattice, region, known),
  );
  return { regions: lists, across: false };
}

function rowsBetween(lattice: Lattice, from: number, to: number): number[] {
  const rows: number[] = [];
  for (let row = from; row < to; row++) if (lattice.filled(row).length > 0) rows.push(row);
  return rows;
}

/** The header's columns in groups that are lists of their own; helper lists beside the list are left out. */
function sideBySide(lattice: Lattice, header: Header): HeaderColumn[][] {
  const sample = Math.min(lattice.rows, header.last + 200);
  const used = (column: number) => {
    for (let row = header.last + 1; row < sample; row++) {
      const cell = lattice.at(row, column);
      // A signature below the list reaches into columns that are empty all the way.
      if (cell !== null && !(typeof cell === "string" && isNote(cell))) return true;
    }
    return false;
  };
  const headed = new Map(header.columns.map((column) => [column.column, column]));
  const groups: HeaderColumn[][] = [];
  let open: HeaderColumn[] | null = null;
  for (let column = 0; column < lattice.columns; column++) {
    const named = headed.get(column);
    const covered =
      !named && lattice.mergeAt(header.last, column) !== null && lattice.shown(header.last, column) !== null;
    if (named || (!covered && used(column))) {
      if (!open) {
        open = [];
        groups.push(open);
      }
      open.push(named ?? { column, path: [] });
    } else if (!covered) open = null;
  }
  const lists = groups.filter((group) => group.some(({ path }) => path.length > 0)).flatMap(repeats);
  const [main = []] = [...lists].sort((a, b) => b.length - a.length);
  const names = new Set(main.map(({ path }) => bareLabel(path.join(""))));
  const result: HeaderColumn[][] = [];
  let joined = [...main];
  for (const group of lists) {
    if (group === main) continue;
    const again = group.filter(({ path }) => names.has(bareLabel(path.join("")))).length;
    const figures = group.some(({ column }) => isMostlyFigures(lattice, header.last + 1, column));
    if ((again * 2 >= group.length && group.length > 1) || standsAlone(lattice, header, group, main)) {
      if (figures) result.push(group);
    } else if (figures || group.length > 3 || group.every(({ column }) => !used(column)))
      joined = joined.concat(group);
  }
  result.push(joined.sort((a, b) => a.column - b.column));
  return result.sort((a, b) => (a[0]?.column ?? 0) - (b[0]?.column ?? 0));
}

/** 姓名 金额 姓名 金额: the same labels again without a gap are lists of their own. */
function repeats(group: HeaderColumn[]): HeaderColumn[][] {
  const names = group.map(({ path }) => bareLabel(path.join("/")));
  for (let width = 2; width * 2 <= names.length; width++) {
    if (names.length % width > 0 || new Set(names.slice(0, width)).size < width) continue;
    if (names.every((name, n) => name !== "" && name === names[n % width]))
      return Array.from({ length: names.length / width }, (_, n) => group.slice(n * width, (n + 1) * width));
  }
  return [group];
}

/** Two or more columns that fill other rows than the list beside them: they begin together but end apart. */
function standsAlone(
  lattice: Lattice,
  header: Header,
  group: readonly HeaderColumn[],
  main: readonly HeaderColumn[],
): boolean {
  if (group.length < 2 || group.some(({ path }) => path.length === 0)) return false;
  const holds = (row: number, columns: readonly HeaderColumn[]) =>
    columns.some(({ column }) => lattice.at(row, column) !== null);
  let own = 0;
  let theirs = 0;
  let row = header.last + 1;
  for (; row < lattice.rows && holds(row, group); row++) {
    own += 1;
    if (holds(row, main)) theirs += 1;
  }
  if (own === 0) return false;
  if (theirs < own) return true;
  // Nothing more here, while the list beside goes on.
  const reach = Math.min(lattice.rows, row + 200);
  let more = false;
  for (; row < reach; row++) {
    if (holds(row, group)) return false;
    more ||= holds(row, main);
  }
  return more;
}
