// A grid → its tables: finds the lists, matches their headers to a sheet, reads the values, and says what it found on the
// way. The whole promise of reading stands here and each step in its own file; a little long because a table is put
// together in one place. It checks no rule and knows no particular sheet.

import { slotOf } from "../check/catalogue.ts";
import type { Issue } from "../check/issue.ts";
import { daysOf } from "../report/period.ts";
import { isNumber, type NumberColumn, scaleOf } from "../sheet/column.ts";
import type { Sheet } from "../sheet/sheet.ts";
import { type Captions, readCaptions } from "./captions.ts";
import {
  cellOf,
  cellsOf,
  fillDown,
  isFractions,
  leaveEnds,
  leaveMoved,
  type Moved,
  readColumn,
  takerOf,
} from "./column-cells.ts";
import { createFindings, type Findings } from "./findings.ts";
import { addressOf, type Cell, formatAt, type Grid, letterOf, MAX_ROWS } from "./grid.ts";
import { isNote, totalLabel } from "./label.ts";
import { type Lattice, latticeOf } from "./lattice.ts";
import { type Layout, recall } from "./layout.ts";
import { type Headed, type Match, matchSheet, sampleOf, vocabularyOf } from "./match.ts";
import { measureOf } from "./measure.ts";
import { totalsRow } from "./printed-totals.ts";
import { countItems, joinFurther, recordsIn } from "./records.ts";
import { findRegions, type Region } from "./region.ts";
import type { Table, TableColumn } from "./table.ts";
import { headerIssues, issueOf, sheetIssues } from "./table-findings.ts";
import { isSame, plain } from "./text.ts";
import { choicesInTitle, filledColumn } from "./title-choice.ts";
import { topicsOf } from "./topic.ts";
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
  /** First header row of the table that the person chose, to which `mapping` belongs; without it, the first. */
  readonly tableAt?: number;
  /** What was confirmed before, the newest first: it decides wherever a table has these very headers. */
  readonly layouts?: readonly Layout[];
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
        ? {
            ...own,
            title: above.title,
            period: own.period ?? above.period,
            byCutOff: own.period === null ? above.byCutOff : own.byCutOff,
            cutOff: own.cutOff ?? above.cutOff,
            unit: own.unit ?? above.unit,
            organ: own.organ ?? above.organ,
          }
        : own;
    if (index === 0) above = captions;
    const isMapped =
      options.tableAt === undefined
        ? tables.length === 0
        : options.tableAt === (region.header.rows[0] ?? 0) + grid.top;
    const table = readTable(lattice, region, captions, options, isMapped ? options.mapping : undefined);
    if (tables.length === 0 || table.sheet || region.header.labels >= 2) tables.push(table);
  }
  const lists = tables.filter(
    (table) => table.sheet || table.at.length > 0 || table.columns.filter(({ header }) => header).length >= 3,
  );
  if (lists.length === 0) return { tables: [], refused: "notAList" };
  mention(lists, options.tableAt !== undefined);
  return { tables: lists, refused: null };
}

/** Says at each recognised table that the worksheet holds others. `chosen`: the person knows and has chosen. */
function mention(tables: readonly Table[], chosen: boolean): void {
  for (const table of tables) {
    const others = tables.filter((other) => other !== table);
    if (others.length === 0 || !table.sheet) continue;
    const rows = others.map(({ headerRows }) => headerRows[0] ?? 0).join("、");
    // Another list of the same sheet would be left out of the totals.
    const again = !chosen && others.some(({ sheet, at }) => sheet === table.sheet && at.length > 0);
    const slots = { count: others.length, rows };
    const issue = issueOf("F11", null, slots, again ? { effect: "explain" } : {});
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
  let again: readonly number[] = rows;
  // After the rows themselves, those whose cells give the next example of a note that is gone from them.
  while (again.length > 0) {
    if (!again.every((row) => standsAlone(held, grid, row))) return false;
    held.findings.forget(new Set(again));
    for (const row of again) {
      const index = held.indexOf(row);
      for (const { at, read, column } of held.columns) {
        const cell = cellOf(grid.values[row - grid.top]?.[at - grid.left]);
        column.cells[index] = cell;
        if (read) column.values[index] = read(cell, row, index);
      }
    }
    again = held.findings.examplesGone();
  }
  table.findings.splice(0, table.findings.length, ...held.structure, ...held.findings.issues());
  return true;
}

/** True for a data row that can be read by itself: no total or note, and it neither fills nor repeats another cell. */
function standsAlone({ columns, indexOf }: Kept, grid: Grid, row: number): boolean {
  if (indexOf(row) === -1) return false;
  let telling = 0;
  for (const { at, ranged } of columns) {
    const cell = grid.values[row - grid.top]?.[at - grid.left] ?? null;
    if (typeof cell === "string" && (totalLabel(cell) || isNote(cell) || isSame(plain(cell)))) return false;
    // A range of days, and a number of another unit, write into another column as well.
    if (ranged && typeof cell === "string") return false;
    if (cell !== null && cell !== "" && cell !== 0) telling += 1;
  }
  // A row below may repeat this one by 同上.
  const below = grid.values[row + 1 - grid.top] ?? [];
  return telling >= 2 && !below.some((cell) => typeof cell === "string" && isSame(plain(cell)));
}

function readTable(
  lattice: Lattice,
  found: Region,
  captions: Captions,
  options: ReadOptions,
  mapping: ReadOptions["mapping"],
): Table {
  const { grid } = lattice;
  const rowOf = (row: number) => row + grid.top;
  const letters = found.columns.map(({ column }) => letterOf(column + grid.left));
  const headed: Headed[] = found.columns.map(({ column, path }) => ({
    path,
    sample: sampleOf(firstCells(lattice, found, column)),
  }));
  const chosen = choose(headed, letters, captions.title, grid.worksheet, options, mapping);
  const { otherwise, confidence, confirmed } = chosen;
  const titled = chosen.match ? choicesInTitle(chosen.match, captions.title, captions.organ) : [];
  const match = chosen.match && {
    ...chosen.match,
    missing: chosen.match.missing.filter((key) => !titled.some((one) => one.key === key)),
  };
  const records = recordsIn(lattice, found, match);
  const region: Region = { ...found, at: records.at };
  const structure: Issue[] = [];
  const findings = createFindings();
  const at = region.at.map(rowOf);
  const hints = hintsOf(options, captions);
  const columns: TableColumn[] = [];
  const plans: Kept["columns"][number][] = [];
  const byKey = new Map<string, TableColumn>();
  const ends: { key: string; index: number; iso: string }[] = [];
  const moved: Moved[] = [];
  const allCells = cellsOf(lattice, region);
  let merged = records.further.size > 0 || (match?.parts.length ?? 0) > 0;
  for (const [index, { column, path }] of region.columns.entries()) {
    const whole = match?.parts.find(([, part]) => part === index)?.[0];
    const key = match?.keys[whole ?? index] ?? null;
    const spec = key && match ? (match.sheet.columns[key] ?? null) : null;
    const measure = measureOf(path, spec, captions.measures);
    const known = spec !== null;
    const cells = allCells[index] as Cell[];
    // A number that is no part of a sum (how many members there are) may stand in each row; an amount stands once.
    const stands = spec !== null && isNumber(spec) && (spec.known === true || spec.adds === "atMost");
    const fills = !(spec && isNumber(spec)) || stands;
    const filled = grid.merges.length > 0 && fills && fillDown(lattice, region, column, cells, stands);
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
      key: whole === undefined ? key : null,
      column: spec,
      factor: measure.factor,
      unit: measure.unit,
      cells,
      values: [],
    };
    columns.push(table);
    if (table.key) byKey.set(table.key, table);
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
      elsewhere: (unit, row, value) => {
        const taker = match && takerOf(match.sheet, spec, unit, row, byKey);
        if (!match || !taker) return null;
        const other = match.sheet.columns[taker] as NumberColumn;
        moved.push({ key: taker, index: row, value: Math.round(value * scaleOf(other.kind)) });
        return other;
      },
      formatAt: (row) => formatAt(grid, row, column + grid.left),
      findings,
    };
    plans.push({
      at: column + grid.left,
      read: plan && readerOf(plan),
      ranged: until !== undefined || (spec !== null && isNumber(spec) && spec.group !== undefined),
      column: table,
    });
  }
  for (const { at: from, read, column } of plans)
    if (read) {
      readColumn(column, at, from, read, findings);
      if (records.further.size > 0) joinFurther(column, from, read, records, lattice, findings);
    }
  for (const [whole, part] of match?.parts ?? []) {
    const [sum, more] = [(columns[whole] as TableColumn).values, (columns[part] as TableColumn).values];
    for (const [index, value] of more.entries())
      if (typeof value === "number") sum[index] = value + Number(sum[index] ?? 0);
  }
  leaveEnds(ends, byKey, columns, at.length, match?.sheet.columns ?? {});
  if (match) leaveMoved(moved, match.sheet, byKey, columns, at.length);
  const [several] = records.further.keys();
  if (match && several !== undefined) {
    countItems(match, columns, region, records, lattice);
    const slots = { row: rowOf(several), count: records.further.size };
    structure.push(issueOf("R11", null, slots, { row: rowOf(several) }));
  }
  for (const one of match ? titled : []) {
    const made = match && filledColumn(match, one, columns, at.length);
    if (!made?.column) continue;
    columns.push(made);
    structure.push(issueOf("H09", null, { column: slotOf(made.column.label), found: one.found }));
  }
  structure.push(...headerIssues(region, letters, match, otherwise, confidence, rowOf, headed));
  structure.push(...sheetIssues(lattice, region, captions, options, match, rowOf));
  const table: Table = {
    worksheet: grid.worksheet,
    sheet: match?.sheet ?? null,
    confidence,
    confirmed,
    otherwise,
    title: captions.title,
    period: captions.period,
    cutOff: captions.cutOff,
    unit: captions.unit ?? captions.organ,
    unitIsSaid: captions.unit !== null,
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
function firstCells(lattice: Lattice, region: Region, column: number): [Cell, string][] {
  const sample: [Cell, string][] = [];
  for (const row of region.at) {
    const cell = lattice.at(row, column);
    if (cell !== null)
      sample.push([cell, formatAt(lattice.grid, row + lattice.grid.top, column + lattice.grid.left)]);
    if (sample.length === 20) break;
  }
  return sample;
}

/** How much the subject of title and headers adds to the likeness of a list that no sheet fits. */
const TOPIC = 0.4;
/** Below this a list is like no sheet. */
const LIKE = 0.15;

/** The sheet whose columns fit best, or the one that the person chose; and the likeliest of the others. */
function choose(
  headed: readonly Headed[],
  letters: readonly string[],
  title: string,
  worksheet: string,
  options: ReadOptions,
  mapping: ReadOptions["mapping"],
): { match: Match | null; otherwise: Sheet | null; confidence: number; confirmed: boolean } {
  const decided = new Map<number, string | null>();
  for (const [index, letter] of letters.entries())
    if (mapping && Object.hasOwn(mapping, letter)) decided.set(index, mapping[letter] ?? null);
  const recalled = recall(
    options.layouts ?? [],
    headed.map(({ path }) => path.join("/")),
  );
  const isRecalled = ({ sheet }: Match) => recalled.has(sheet.key);
  const matches = options.sheets
    .map((sheet) => {
      const fixed = new Map([...(recalled.get(sheet.key)?.entries() ?? []), ...decided]);
      return matchSheet(sheet, headed, title || worksheet, fixed);
    })
    .sort((a, b) => Number(isRecalled(b)) - Number(isRecalled(a)) || b.confidence - a.confidence);
  const [best = null] = matches;
  const match =
    options.sheetKey === undefined
      ? best && (best.confidence >= RECOGNISED || isRecalled(best))
        ? best
        : null
      : (matches.find(({ sheet }) => sheet.key === options.sheetKey) ?? null);
  const headers = headed.map(({ path }) => path.join(""));
  const topics = topicsOf(options.sheets, `${title} ${worksheet}`, headers);
  const likely = matches
    .filter((other) => other !== match)
    .map(({ sheet, confidence }) => ({ sheet, likeness: confidence + TOPIC * (topics.get(sheet) ?? 0) }))
    .reduce<{ sheet: Sheet | null; likeness: number }>(
      (most, other) => (other.likeness > most.likeness ? other : most),
      { sheet: null, likeness: 0 },
    );
  const otherwise = likely.likeness >= LIKE ? likely.sheet : null;
  const unsure = otherwise ? Math.min(likely.likeness, RECOGNISED - 0.01) : 0;
  return {
    match,
    otherwise,
    confidence: match?.confidence ?? Math.round(unsure * 100) / 100,
    confirmed: match !== null && isRecalled(match) && decided.size === 0,
  };
}

function hintsOf(options: ReadOptions, captions: Captions): Plan["hints"] {
  const days = daysOf(options.period ?? captions.period ?? "");
  return { first: days?.first ?? null, last: days?.last ?? null, today: options.today };
}
