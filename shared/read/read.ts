// A grid → its tables: finds the lists, matches their headers to a sheet, reads the values, and says what it found on the
// way. The whole promise of reading in one place; each step has its own file. Longer than most, because a table is
// put together here. It checks no rule and knows no particular sheet.
import { CATALOGUE, type IssueCode, slotOf } from "../check/catalogue.ts";
import type { Issue } from "../check/issue.ts";
import { daysOf, sayPeriod } from "../report/period.ts";
import { isNumber, type Value } from "../sheet/column.ts";
import type { Sheet } from "../sheet/sheet.ts";
import { type Captions, readCaptions } from "./captions.ts";
import { createFindings, type Findings } from "./findings.ts";
import { addressOf, type Cell, formatAt, type Grid, letterOf, MAX_ROWS } from "./grid.ts";
import { bareLabel, isFigure, isNote, totalLabel } from "./label.ts";
import { type Lattice, latticeOf } from "./lattice.ts";
import { type Headed, type Match, matchSheet, SURE, vocabularyOf } from "./match.ts";
import { createSum, figureIn, roundOff } from "./number.ts";
import { findRegions, type Region, type TotalFound } from "./region.ts";
import type { Table, TableColumn, TotalsRow } from "./table.ts";
import { isBlank, isSame, likeness, plain, tight } from "./text.ts";
import { unitIn, unitOf } from "./unit-of-measure.ts";
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
    for (const { at } of held.columns) {
      const cell = grid.values[row - grid.top]?.[at - grid.left] ?? null;
      if (typeof cell === "string" && (totalLabel(cell) || isNote(cell) || isSame(plain(cell)))) return false;
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

function cellOf(cell: Cell | undefined): Cell {
  return cell === undefined || isBlank(cell) ? null : cell;
}

function issueOf(
  code: IssueCode,
  cell: string | null,
  slots: Issue["slots"],
  more: Partial<Issue> = {},
): Issue {
  return { code, effect: CATALOGUE[code].effect, cell, slots, ...more };
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
  const plans: { at: number; read: ReadCell | null; column: TableColumn }[] = [];
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
    plans.push({ at: column + grid.left, read: plan && readerOf(plan), column: table });
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

interface Measured {
  readonly unit: string | null;
  readonly factor: number;
  /** The header's and the title's units, where they contradict. */
  readonly conflict: readonly [string, string] | null;
}

/** The unit of measure printed for a column, and the factor to the declared one. */
function measureOf(
  path: readonly string[],
  column: TableColumn["column"],
  measures: readonly string[],
): Measured {
  const header = path.map(unitIn).findLast((unit) => unit !== null) ?? null;
  if (!column || !isNumber(column)) return { unit: header, factor: 1, conflict: null };
  const declared = unitOf(column.unit.zh);
  const sameKind = (word: string | null) =>
    word !== null && unitOf(word)?.dimension === (declared?.dimension ?? "");
  const title =
    measures.find((word) => sameKind(word)) ??
    (column.kind === "money" ? (measures.find((word) => /元$/.test(word)) ?? null) : null);
  const unit = header ?? title;
  const known = unit === null ? null : unitOf(unit);
  if (column.kind === "money" && unit !== null && !known)
    return { unit, factor: 1, conflict: [unit, column.unit.zh] };
  if (!declared || !known || known.dimension !== declared.dimension)
    return { unit, factor: 1, conflict: null };
  const factor = roundOff(known.size / declared.size);
  const clash =
    header !== null && title !== null && header !== title && sameKind(header) && column.kind === "money";
  return { unit, factor, conflict: clash ? [header, title as string] : null };
}

/** The cells of the data rows, column by column. Row by row through the grid: that is how it lies in memory. */
function cellsOf(lattice: Lattice, region: Region): Cell[][] {
  const { values } = lattice.grid;
  const places = region.columns.map(({ column }) => column);
  const cells = places.map(() => new Array<Cell>(region.at.length));
  for (let index = 0; index < region.at.length; index++) {
    const row = values[region.at[index] as number] as readonly Cell[];
    for (let c = 0; c < places.length; c++) (cells[c] as Cell[])[index] = cellOf(row[places[c] as number]);
  }
  return cells;
}

/** A text merged over several rows stands in each of them. True when there was one. */
function fillDown(lattice: Lattice, region: Region, column: number, cells: Cell[]): boolean {
  let filled = false;
  for (const [index, row] of region.at.entries()) {
    if (cells[index] !== null) continue;
    const area = lattice.mergeAt(row, column);
    if (
      !area ||
      area.rows < 2 ||
      area.row === row ||
      area.row <= region.header.last ||
      area.column !== column
    )
      continue;
    const shown = lattice.at(area.row, area.column);
    if (typeof shown !== "string" || isFigure(shown)) continue;
    cells[index] = shown;
    filled = true;
  }
  return filled;
}

/** Numbers of a percentage column between 0 and 1 only: typed as fractions. */
function isFractions(lattice: Lattice, region: Region, column: number): boolean {
  for (const row of region.at.slice(0, 200)) {
    const cell = lattice.at(row, column);
    if (typeof cell === "number" && cell > 1) return false;
  }
  return true;
}

function readColumn(
  column: TableColumn,
  at: readonly number[],
  from: number,
  read: ReadCell,
  findings: Findings,
): void {
  const { cells, values } = column;
  for (let index = 0; index < cells.length; index++) {
    let cell = cells[index] as Cell;
    const row = at[index] as number;
    if (typeof cell === "string" && cell.length <= 2 && index > 0 && isSame(plain(cell))) {
      const above = cells[index - 1] as Cell;
      findings.add("C10", { at: from, key: column.key }, row, { found: cell, read: String(above ?? "") });
      cell = above;
      cells[index] = above;
    }
    values.push(cell === null ? null : read(cell, row, index));
  }
}

/** Puts the last days of ranges into the column declared for them, where that one is empty. */
function leaveEnds(
  ends: readonly { key: string; index: number; iso: string }[],
  byKey: ReadonlyMap<string, TableColumn>,
  columns: TableColumn[],
  rows: number,
): void {
  const made = new Map<string, Value[]>();
  for (const { key, index, iso } of ends) {
    const values = byKey.get(key)?.values ?? made.get(key) ?? new Array<Value>(rows).fill(null);
    if (!byKey.has(key)) made.set(key, values);
    values[index] ??= iso;
  }
  for (const [key, values] of made) {
    const source = columns.find(({ column }) => column?.kind === "date" && column.until === key);
    if (!source) continue;
    columns.push({ ...source, key, values, cells: new Array<Cell>(rows).fill(null) });
  }
}

function headerIssues(
  region: Region,
  letters: readonly string[],
  match: Match | null,
  best: Match | null,
  rowOf: (row: number) => number,
  headed: readonly Headed[],
): Issue[] {
  const row = rowOf(region.header.last);
  const cell = (index: number) => `${letters[index]}${row}`;
  if (!match) {
    const likely = best ? slotOf(best.sheet.label) : "—";
    return [issueOf("F01", null, { likely, confidence: Math.round((best?.confidence ?? 0) * 100) })];
  }
  const issues: Issue[] = [];
  const labelOf = (key: string) =>
    slotOf((match.sheet.columns[key] as NonNullable<TableColumn["column"]>).label);
  const header = (index: number) => (headed[index] as Headed).path.join("/");
  const extra = headed.flatMap(({ path }, index) =>
    path.length > 0 && match.keys[index] === null && !isDouble(match, index) ? [index] : [],
  );
  if (match.missing.length > 0) {
    const missing = match.missing.map((key) => match.sheet.columns[key]?.label.zh ?? key);
    const english = match.missing.map((key) => match.sheet.columns[key]?.label.en ?? key);
    const renamed = renamedOf(match, extra.map(header));
    issues.push(
      issueOf("H02", null, { missing: slotOf({ zh: missing.join("、"), en: english.join(", ") }), renamed }),
    );
  }
  for (const [taken, other] of match.doubles) {
    const slots = {
      first: header(taken),
      second: header(other),
      column: labelOf(match.keys[taken] as string),
    };
    issues.push(issueOf("H04", cell(other), slots, { column: match.keys[taken] as string }));
  }
  for (const [index, key] of match.keys.entries()) {
    const score = match.scores[index] as number;
    if (key !== null && score < SURE)
      issues.push(
        issueOf("H06", cell(index), { found: header(index), expected: labelOf(key) }, { column: key }),
      );
  }
  if (extra.length > 0) issues.push(issueOf("H03", null, { extra: extra.map(header).join("、") }));
  for (const [index, { path }] of headed.entries())
    if (path.length === 0) issues.push(issueOf("H05", cell(index), { letter: letters[index] as string }));
  return issues;
}

function isDouble(match: Match, index: number): boolean {
  return match.doubles.some(([, other]) => other === index);
}

/** A missing column and an extra header that are alike, said as a question. */
function renamedOf(match: Match, extra: readonly string[]): string {
  for (const key of match.missing) {
    const label = match.sheet.columns[key]?.label;
    const near = label && extra.find((header) => likeness(bareLabel(header), bareLabel(label.zh)) >= 0.4);
    if (near)
      return slotOf({ zh: `“${near}”是否就是“${label.zh}”？`, en: `Is “${near}” perhaps “${label.en}”?` });
  }
  return "";
}

function sheetIssues(
  lattice: Lattice,
  region: Region,
  captions: Captions,
  options: ReadOptions,
  match: Match | null,
  rowOf: (row: number) => number,
): Issue[] {
  const { grid } = lattice;
  const issues: Issue[] = [];
  const [first, last] = [region.at[0], region.at.at(-1)];
  if (first !== undefined && last !== undefined) {
    const hidden = grid.hiddenRows.filter((row) => row >= rowOf(first) && row <= rowOf(last));
    if (hidden.length > 0) issues.push(issueOf("F07", null, { count: hidden.length }));
    if (region.blanks.length > 0)
      issues.push(
        issueOf(
          "R01",
          `A${rowOf(region.blanks[0] as number)}`,
          {},
          { row: rowOf(region.blanks[0] as number) },
        ),
      );
  }
  for (const row of match ? region.sections : []) {
    const column = lattice.filled(row)[0] ?? 0;
    const slots = { found: plain(String(lattice.at(row, column))) };
    issues.push(issueOf("R02", addressOf(rowOf(row), column + grid.left), slots, { row: rowOf(row) }));
  }
  if (match && options.period && captions.period && contradicts(captions.period, options.period))
    issues.push(issueOf("F04", null, { found: inWords(captions.period), expected: inWords(options.period) }));
  const linked = match ? linkedCells(grid, region, match, rowOf) : [];
  if (linked.length > 0) issues.push(issueOf("F10", linked[0] as string, {}, { cells: linked.slice(1) }));
  return issues;
}

function inWords(period: string): string {
  return slotOf({ zh: sayPeriod(period, "zh"), en: sayPeriod(period, "en") });
}

/** Two periods that cannot both be meant; a bare year goes with each of its parts. */
function contradicts(found: string, expected: string): boolean {
  const [a, b] = [daysOf(found), daysOf(expected)];
  if (!a || !b || (a.first === b.first && a.last === b.last)) return false;
  return found.length === 4 ? b.first.slice(0, 4) !== found : true;
}

function linkedCells(grid: Grid, region: Region, match: Match, rowOf: (row: number) => number): string[] {
  if (!grid.formulas) return [];
  const known = new Set(
    region.columns
      .filter((_, index) => match.keys[index] !== null)
      .map(({ column }) => letterOf(column + grid.left)),
  );
  const [first, last] = [rowOf(region.at[0] ?? 0), rowOf(region.at.at(-1) ?? -1)];
  return Object.entries(grid.formulas).flatMap(([address, formula]) => {
    if (!/\[[^\]]+\]/.test(formula)) return [];
    const row = Number(/\d+$/.exec(address)?.[0]);
    return row >= first && row <= last && known.has(address.replace(/\d+$/, "")) ? [address] : [];
  });
}

function totalsRow(
  lattice: Lattice,
  region: Region,
  total: TotalFound,
  columns: readonly TableColumn[],
): TotalsRow {
  const printed: Record<string, number> = {};
  for (const [index, { column }] of region.columns.entries()) {
    const cell = lattice.at(total.row, column);
    const figure = typeof cell === "number" ? cell : typeof cell === "string" ? figureIn(cell) : null;
    if (figure !== null) printed[(columns[index] as TableColumn).letter] = figure;
  }
  if (total.rest !== "") place(total, region, columns, printed);
  const { top } = lattice.grid;
  return {
    row: total.row + top,
    kind: total.kind,
    label: total.label,
    printed,
    of: [total.first + top, total.last + top],
  };
}

/** 小计：88 in one cell: the number belongs to the only column that adds up to it, or to the only one with numbers. */
function place(
  total: TotalFound,
  region: Region,
  columns: readonly TableColumn[],
  printed: Record<string, number>,
): void {
  const figures =
    tight(total.rest)
      .match(/\d[\d,]*(?:\.\d+)?/g)
      ?.map((text) => Number(text.replaceAll(",", ""))) ?? [];
  const sums = columns.slice(0, region.columns.length).flatMap((column) => {
    if (/^(序号|编号|序)$/.test(bareLabel(column.header))) return [];
    const sum = createSum();
    for (const [index, cell] of column.cells.entries()) {
      const row = region.at[index] as number;
      if (row >= total.first && row <= total.last && typeof cell === "number") sum.add(cell);
    }
    return sum.total === null ? [] : [{ letter: column.letter, sum: sum.total }];
  });
  for (const figure of figures) {
    const equal = sums.filter(({ sum }) => Math.abs(sum - figure) < 0.005);
    if (equal.length === 1) printed[(equal[0] as { letter: string }).letter] = figure;
    else if (sums.length === 1 && figures.length === 1)
      printed[(sums[0] as { letter: string }).letter] = figure;
  }
}
