// A grid → its tables: finds the lists, matches their headers to a sheet, reads the values, and says what it found on the
// way. The whole promise of reading stands here and each step in its own file; a little long because a table is put
// together in one place. It checks no rule and knows no particular sheet.

import type { Issue } from "../check/issue.ts";
import { daysOf } from "../report/period.ts";
import { isNumber } from "../sheet/column.ts";
import type { Sheet } from "../sheet/sheet.ts";
import { type Captions, readCaptions } from "./captions.ts";
import { cellOf, cellsOf, fillDown, isFractions, leaveEnds, readColumn } from "./column-cells.ts";
import { createFindings, type Findings } from "./findings.ts";
import { addressOf, type Cell, formatAt, type Grid, letterOf, MAX_ROWS } from "./grid.ts";
import { isNote, totalLabel } from "./label.ts";
import { type Lattice, latticeOf } from "./lattice.ts";
import { type Headed, type Match, matchSheet, vocabularyOf } from "./match.ts";
import { measureOf } from "./measure.ts";
import { totalsRow } from "./printed-totals.ts";
import { findRegions, type Region } from "./region.ts";
import type { Table, TableColumn } from "./table.ts";
import { headerIssues, issueOf, sheetIssues } from "./table-findings.ts";
import { isSame, plain } from "./text.ts";
import { type Plan, type ReadCell, readerOf } from "./values.ts";

export interface ReadOptions {
  readonly sheets: readonly Sheet[];
  /** ISO day. */
  readonly today: string;
  /** The period that is expected: gives the year of 3月27日. */
  readonly period?: string | null;
  /** Column letter → column key (null: none), as the person confirmed. */
  readonly mapping?: Readonly<Record<string, string | null>>;
  /** The sheet that the person chose. */
  readonly sheetKey?: string;
}

export interface Reading {
  /** Top first, left before right. */
  readonly tables: Table[];
  readonly refused: "empty" | "notAList" | "tooManyRows" | null;
}

/** Below this a table is of no known sheet. */
const RECOGNISED = 0.5;

/** What is needed to read some rows of a table again. */
interface Kept {
  readonly columns: readonly {
    readonly at: number;
    readonly read: ReadCell | null;
    readonly ranged: boolean;
    readonly column: TableColumn;
  }[];
  readonly findings: Findings;
  readonly structure: readonly Issue[];
  readonly merged: boolean;
  /** Worksheet row → index of the data row. */
  readonly indexOf: (row: number) => number;
}

const kept = new WeakMap<Table, Kept>();

/** Every list of the worksheet, with values and findings. Never throws for what the cells hold. */
export function readGrid(grid: Grid, options: ReadOptions): Reading {
  if (grid.values.length > MAX_ROWS) return { tables: [], refused: "tooManyRows" };
  const lattice = latticeOf(grid);
  let used = 0;
  for (let row = 0; row < lattice.rows && used === 0; row++) used += lattice.filled(row).length;
  if (used === 0) return { tables: [], refused: "empty" };
  const { regions, across } = findRegions(lattice, vocabularyOf(options.sheets));
  if (across) return { tables: [], refused: "notAList" };
  const year = (options.period ?? options.today).slice(0, 4);
  let above: Captions | null = null;
  const tables: Table[] = [];
  for (const [index, region] of regions.entries()) {
    const own = readCaptions(lattice, region.preamble, region.notes, year);
    // A list without a title of its own stands under the title of the worksheet.
    const captions: Captions =
      above && own.title === ""
        ? { ...own, title: above.title, period: own.period ?? above.period, unit: own.unit ?? above.unit }
        : own;
    if (index === 0) above = captions;
    const table = readTable(
      lattice,
      region,
      captions,
      options,
      tables.length === 0 ? options.mapping : undefined,
    );
    if (tables.length === 0 || table.sheet || region.header.labels >= 2) tables.push(table);
  }
  const lists = tables.filter(
    (table) => table.sheet || table.at.length > 0 || table.columns.filter(({ header }) => header).length >= 3,
  );
  if (lists.length === 0) return { tables: [], refused: "notAList" };
  mention(lists);
  return { tables: lists, refused: null };
}

/** Says at each recognised table that the worksheet holds others. */
function mention(tables: readonly Table[]): void {
  for (const table of tables) {
    const others = tables.filter((other) => other !== table);
    if (others.length === 0 || !table.sheet) continue;
    const rows = others.map(({ headerRows }) => headerRows[0] ?? 0).join("、");
    const issue = issueOf("F11", null, { count: others.length, rows });
    table.findings.unshift(issue);
    const held = kept.get(table);
    if (held) kept.set(table, { ...held, structure: [issue, ...held.structure] });
  }
}

/**
 * Reads these worksheet rows of a table again, in place, after their cells changed. False when that is not enough (a row
 * that was no data row, became a total or blank, or is merged with others): then everything must be read.
 */
export function rereadRows(table: Table, grid: Grid, rows: readonly number[], options: ReadOptions): boolean {
  const held = kept.get(table);
  if (!held || held.merged || (options.sheetKey !== undefined && options.sheetKey !== table.sheet?.key))
    return false;
  const indexes = rows.map(held.indexOf);
  if (indexes.includes(-1)) return false;
  for (const row of rows) {
    let telling = 0;
    for (const { at, ranged } of held.columns) {
      const cell = grid.values[row - grid.top]?.[at - grid.left] ?? null;
      if (typeof cell === "string" && (totalLabel(cell) || isNote(cell) || isSame(plain(cell)))) return false;
      // A range of days writes into another column as well.
      if (ranged && typeof cell === "string") return false;
      if (cell !== null && cell !== "" && cell !== 0) telling += 1;
    }
    if (telling < 2) return false;
    // A row below may repeat this one by 同上.
    const below = grid.values[row + 1 - grid.top] ?? [];
    if (below.some((cell) => typeof cell === "string" && isSame(plain(cell)))) return false;
  }
  held.findings.forget(new Set(rows));
  for (const [position, row] of rows.entries()) {
    const index = indexes[position] as number;
    for (const { at, read, column } of held.columns) {
      const cell = cellOf(grid.values[row - grid.top]?.[at - grid.left]);
      column.cells[index] = cell;
      if (read) column.values[index] = read(cell, row, index);
    }
  }
  table.findings.splice(0, table.findings.length, ...held.structure, ...held.findings.issues());
  return true;
}

function readTable(
  lattice: Lattice,
  region: Region,
  captions: Captions,
  options: ReadOptions,
  mapping: ReadOptions["mapping"],
): Table {
  const { grid } = lattice;
  const rowOf = (row: number) => row + grid.top;
  const letters = region.columns.map(({ column }) => letterOf(column + grid.left));
  const headed: Headed[] = region.columns.map(({ column, path }) => ({
    path,
    sample: sampleOf(lattice, region, column),
  }));
  const { match, otherwise, best } = choose(
    headed,
    letters,
    captions.title || grid.worksheet,
    options,
    mapping,
  );
  const structure: Issue[] = [];
  const findings = createFindings();
  const at = region.at.map(rowOf);
  const hints = hintsOf(options, captions);
  const columns: TableColumn[] = [];
  const plans: Kept["columns"][number][] = [];
  const byKey = new Map<string, TableColumn>();
  const ends: { key: string; index: number; iso: string }[] = [];
  const allCells = cellsOf(lattice, region);
  let merged = false;
  for (const [index, { column, path }] of region.columns.entries()) {
    const key = match?.keys[index] ?? null;
    const spec = key && match ? (match.sheet.columns[key] ?? null) : null;
    const measure = measureOf(path, spec, captions.measures);
    const known = spec !== null;
    const cells = allCells[index] as Cell[];
    const filled =
      lattice.grid.merges.length > 0 && !(spec && isNumber(spec)) && fillDown(lattice, region, column, cells);
    if (filled) {
      merged = true;
      if (known) structure.push(issueOf("F08", null, { header: path.join("/") }, { column: key as string }));
    }
    if (measure.conflict) {
      const header = measure.conflict[0];
      structure.push(
        issueOf(
          "H08",
          addressOf(rowOf(region.header.last), column + grid.left),
          { header, title: measure.conflict[1] },
          { column: key as string },
        ),
      );
    }
    const table: TableColumn = {
      letter: letters[index] as string,
      header: path.join("/"),
      key,
      column: spec,
      factor: measure.factor,
      unit: measure.unit,
      cells,
      values: [],
    };
    columns.push(table);
    if (key) byKey.set(key, table);
    const until = spec?.kind === "date" ? spec.until : undefined;
    const plan: Plan | null = spec && {
      at: column + grid.left,
      key: key as string,
      column: spec,
      factor: measure.factor,
      unit: measure.unit ?? (isNumber(spec) ? spec.unit.zh : ""),
      hints,
      date1904: grid.date1904 ?? false,
      fractions: isFractions(lattice, region, column),
      until: until === undefined ? null : (row, iso) => ends.push({ key: until, index: row, iso }),
      formatAt: (row) => formatAt(grid, row, column + grid.left),
      findings,
    };
    plans.push({
      at: column + grid.left,
      read: plan && readerOf(plan),
      ranged: until !== undefined,
      column: table,
    });
  }
  for (const { at: from, read, column } of plans) if (read) readColumn(column, at, from, read, findings);
  leaveEnds(ends, byKey, columns, at.length);
  structure.push(...headerIssues(region, letters, match, best, rowOf, headed));
  structure.push(...sheetIssues(lattice, region, captions, options, match, rowOf));
  const table: Table = {
    worksheet: grid.worksheet,
    sheet: match?.sheet ?? null,
    confidence: (match ?? best)?.confidence ?? 0,
    otherwise,
    title: captions.title,
    period: captions.period,
    unit: captions.unit,
    headerRows: region.header.rows.map(rowOf),
    firstDataRow: at[0] ?? null,
    lastDataRow: at.at(-1) ?? null,
    at,
    columns,
    totals: region.totals.map((total) => totalsRow(lattice, region, total, columns)),
    notes: region.notes.map(rowOf),
    findings: [...structure, ...findings.issues()],
  };
  const indexOf = (row: number) => {
    let low = 0;
    let high = at.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = at[middle] as number;
      if (found === row) return middle;
      if (found < row) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  };
  kept.set(table, { columns: plans, findings, structure, merged, indexOf });
  return table;
}

/** The first data rows' cells of a column. */
function sampleOf(lattice: Lattice, region: Region, column: number): [Cell, string][] {
  const sample: [Cell, string][] = [];
  for (const row of region.at) {
    const cell = lattice.at(row, column);
    if (cell !== null)
      sample.push([cell, formatAt(lattice.grid, row + lattice.grid.top, column + lattice.grid.left)]);
    if (sample.length === 20) break;
  }
  return sample;
}

/** The sheet whose columns fit best, or the one that the person chose. */
function choose(
  headed: readonly Headed[],
  letters: readonly string[],
  title: string,
  options: ReadOptions,
  mapping: ReadOptions["mapping"],
): { match: Match | null; otherwise: Sheet | null; best: Match | null } {
  const fixed = new Map<number, string | null>();
  for (const [index, letter] of letters.entries())
    if (mapping && Object.hasOwn(mapping, letter)) fixed.set(index, mapping[letter] ?? null);
  const matches = options.sheets
    .map((sheet) => matchSheet(sheet, headed, title, fixed))
    .sort((a, b) => b.confidence - a.confidence);
  const chosen =
    options.sheetKey === undefined ? undefined : matches.find(({ sheet }) => sheet.key === options.sheetKey);
  const [best = null, second = null] = matches;
  const match = chosen ?? (best && best.confidence >= RECOGNISED ? best : null);
  const other = match === best ? second : best;
  return { match, best, otherwise: other && other.confidence >= 0.25 ? other.sheet : null };
}

function hintsOf(options: ReadOptions, captions: Captions): Plan["hints"] {
  const days = daysOf(options.period ?? captions.period ?? "");
  return { first: days?.first ?? null, last: days?.last ?? null, today: options.today };
}
