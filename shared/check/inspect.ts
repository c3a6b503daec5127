// From a worksheet to an ordered list of issues: read, choose the table, check its rows, its totals, its period and
// its unit. The pane, the file checker and the bench all come this way. After an edit only the touched rows are
// read and checked again; anything that may have changed the structure is read anew.

import { type Grid, letterOf, MAX_ROWS } from "../read/grid.ts";
import { bareLabel } from "../read/label.ts";
import { type Reading, type ReadOptions, readGrid, rereadRows } from "../read/read.ts";
import { type Rows, rowsOf, type Table } from "../read/table.ts";
import { likelyOf } from "../read/table-findings.ts";
import type { Figures } from "../report/figure.ts";
import { type Column, isNumber, type Value } from "../sheet/column.ts";
import type { Sheet, Text } from "../sheet/sheet.ts";
import { slotOf } from "./catalogue.ts";
import { type Check, createCheck } from "./check.ts";
import type { Fix, Issue } from "./issue.ts";
import { joined } from "./lane.ts";
import { indexOf } from "./names.ts";
import { inOrder } from "./order.ts";
import { type Changed, changedCells, withArea } from "./patch.ts";
import { periodsApart } from "./periods.ts";
import { createTotals, type Totals } from "./totals.ts";
import { isUnit } from "./unit-name.ts";

export interface InspectOptions extends ReadOptions {
  /** Figures of the last accepted submission, for comparison. */
  readonly previous?: Figures | null;
  /** Values that the superior holds, by column key (scaled integers). */
  readonly known?: Readonly<Record<string, Value>>;
  /** Name of the unit that is signed in. */
  readonly unit?: string | null;
  /** Other names of that unit, as a person confirmed them. */
  readonly aliases?: readonly string[];
}

export interface Inspection {
  readonly reading: Reading;
  /** The table that is checked; null when there is none. */
  readonly table: Table | null;
  readonly rows: Rows | null;
  /** First those that hide others, then by effect; within it by weight in the total, then by row. */
  readonly issues: readonly Issue[];
  /** How many rules and implied tests were asked; 0 when nothing could be checked. */
  readonly tests: number;
}

export interface LiveInspection {
  readonly inspection: Inspection;
  /** The worksheet with all edits taken so far. */
  readonly grid: Grid;
  /** Takes part of the worksheet after an edit and returns what is found now. */
  edit(area: Grid): Inspection;
}

/** Everything found in one worksheet. */
export function inspect(grid: Grid, options: InspectOptions): Inspection {
  return createInspection(grid, options).inspection;
}

/** An inspection that follows edits. The grid given is never changed. */
export function createInspection(grid: Grid, options: InspectOptions): LiveInspection {
  let now = grid;
  let state = examine(now, options);
  return {
    get inspection() {
      return state.inspection;
    },
    get grid() {
      return now;
    },
    edit(area) {
      const changed = changedCells(now, area);
      if (changed !== null && changed.length === 0) return state.inspection;
      now = withArea(now, area);
      state = (changed && follow(state, now, changed, options)) ?? examine(now, options);
      return state.inspection;
    },
  };
}

interface State {
  readonly inspection: Inspection;
  readonly check: Check | null;
  readonly totals: Totals | null;
}

function examine(grid: Grid, options: InspectOptions): State {
  const reading = readGrid(grid, options);
  const table = chosenTable(reading, options);
  if (!table?.sheet) {
    const issues = unread(reading, table, grid);
    return { inspection: { reading, table, rows: null, issues, tests: 0 }, check: null, totals: null };
  }
  const rows = rowsOf(table);
  const { today, previous = null, known = {}, period = null } = options;
  const context = { today, period: period ?? table.period, previous, known };
  const check = createCheck(table.sheet, rows, context);
  const totals = createTotals(table);
  const issues = found(table, table.sheet, rows, grid, options, check.issues(), totals);
  return { inspection: { reading, table, rows, issues, tests: check.tests }, check, totals };
}

/** The state after these cells changed; null when a full reading is needed. */
function follow(
  state: State,
  grid: Grid,
  changed: readonly Changed[],
  options: InspectOptions,
): State | null {
  const { reading, table, rows, tests } = state.inspection;
  const { check, totals } = state;
  if (!table?.sheet || !rows || !check || !totals) return null;
  const touched = [...new Set(changed.map(({ row }) => row))];
  const indexes = touched.map((row) => indexOf(table.at, row));
  if (indexes.includes(-1) || changed.some((cell) => mayRemap(table, cell))) return null;
  if (!rereadRows(table, grid, touched, options)) return null;
  totals.renew(indexes);
  const issues = found(table, table.sheet, rows, grid, options, check.recheck(indexes), totals);
  return { ...state, inspection: { reading, table, rows, issues, tests } };
}

/** The first cells of a column are evidence of what the column means (see shared/read/match.ts). */
const EVIDENCE = { cells: 20, percentRows: 200 };

/** True when a cell may change what its column is taken for: a new column, or another kind of evidence. */
function mayRemap(table: Table, { row, column, before, after }: Changed): boolean {
  const letter = letterOf(column);
  const found = table.columns.find((one) => one.letter === letter);
  // What is rounded as printed is compared by the digits that its whole column prints.
  if (!found?.column || found.factor !== 1) return true;
  // Which rows a subtotal sums, those above or those below, is told by its figures.
  if (isNumber(found.column) && table.totals.some(({ kind }) => kind === "subtotal")) return true;
  const index = indexOf(table.at, row);
  if (found.column.kind === "percent" && index < EVIDENCE.percentRows) return true;
  if (typeof before === "number" && typeof after === "number" && isNumber(found.column)) return false;
  let filled = 0;
  for (let n = 0; n < index && filled < EVIDENCE.cells; n++) if (found.cells[n] !== null) filled += 1;
  return filled < EVIDENCE.cells;
}

/** The table asked for, else the one recognised best. */
function chosenTable(reading: Reading, options: InspectOptions): Table | null {
  const asked = reading.tables.find(({ headerRows }) => headerRows[0] === options.tableAt);
  if (asked) return asked;
  const [first, ...others] = reading.tables;
  if (!first) return null;
  const weight = (table: Table) => (table.sheet ? 1 : 0) + table.confidence;
  return others.reduce((best, table) => (weight(table) > weight(best) ? table : best), first);
}

/** Findings about a worksheet whose rows cannot be checked. */
function unread(reading: Reading, table: Table | null, grid: Grid): Issue[] {
  if (reading.refused === "tooManyRows")
    return [
      { code: "F12", effect: "must", cell: null, slots: { found: grid.values.length, most: MAX_ROWS } },
    ];
  if (reading.refused === "empty") return [{ code: "F06", effect: "explain", cell: null, slots: {} }];
  const likely = likelyOf(table?.otherwise ?? null, table?.confidence ?? 0);
  const issue: Issue = { code: "F01", effect: "must", cell: null, slots: { likely } };
  return [issue, ...(table?.findings ?? []).filter(({ code }) => code !== "F01")];
}

function found(
  table: Table,
  sheet: Sheet,
  rows: Rows,
  grid: Grid,
  options: InspectOptions,
  checked: readonly Issue[],
  totals: Totals,
): Issue[] {
  const findings = table.findings;
  // A cell that could not be read is told once, by reading: that it is also "empty" would mislead.
  const unreadable = new Set<string>();
  for (const { cell, cells = [], effect } of findings)
    if (effect === "must" && cell !== null) for (const one of [cell, ...cells]) unreadable.add(one);
  const headed = findings.some(({ code }) => code === "H02");
  const about = aboutTable(table, sheet, options);
  // Which period is meant is asked once; until that is settled, no day lies outside it.
  const undated = (options.period ?? null) === null && about.some(({ code }) => code === "F13");
  const kept = checked.filter(({ code, cell }) => {
    if (code === "H02") return !headed;
    if (code === "R08" && undated) return false;
    return !(EMPTINESS.has(code) && cell !== null && unreadable.has(cell));
  });
  const issues = [...about, ...findings, ...kept, ...totals.issues(grid)];
  return inOrder(soundFixes(issues, grid.formulas ?? {}), sheet, rows);
}

/** Without corrections that would overwrite a formula, and without those that contradict another of the same cell. */
function soundFixes(issues: readonly Issue[], formulas: Readonly<Record<string, string>>): Issue[] {
  const wanted = new Map<string, Fix["after"]>();
  const unsound = new Set<string>();
  for (const { fix, fixes = [] } of issues)
    for (const { cell, after } of fix ? [fix, ...fixes] : fixes) {
      if (formulas[cell] !== undefined || (wanted.has(cell) && wanted.get(cell) !== after)) unsound.add(cell);
      wanted.set(cell, after);
    }
  if (unsound.size === 0) return [...issues];
  return issues.map((issue) => {
    const { fix, fixes, ...rest } = issue;
    const sound = fixes?.filter(({ cell }) => !unsound.has(cell)) ?? [];
    if (sound.length === (fixes?.length ?? 0) && !(fix && unsound.has(fix.cell))) return issue;
    return {
      ...rest,
      ...(fix && !unsound.has(fix.cell) ? { fix } : {}),
      ...(sound.length > 0 ? { fixes: sound } : {}),
    };
  });
}

/** The label with what it means: 期次（第几期，不是共几期）. */
function hinted({ label, hint }: Column): Text {
  return hint ? { zh: `${label.zh}（${hint.zh}）`, en: `${label.en} (${hint.en})` } : label;
}

/** What only an empty cell can raise. */
const EMPTINESS: ReadonlySet<string> = new Set(["C01", "L10"]);

/** Committees and their departments, which ask for figures more often than they report them. */
const GIVES_FORMS = /(?:工委|党委|党组|委员会|[省市县区]委|组织部|宣传部|统战部|纪委|政府)$/;

/** The unit against that of the submission, foreign headers, and columns that stay. */
function aboutTable(table: Table, sheet: Sheet, options: InspectOptions): Issue[] {
  const issues: Issue[] = [];
  const { unit = null, aliases = [] } = options;
  if (unit !== null && table.unit !== null && !isUnit(table.unit, unit, aliases)) {
    const slots = { found: table.unit, expected: unit };
    // A form carries the name of whoever gave it out: of a committee that is nothing, of any other organ a question.
    if (table.unitIsSaid) issues.push({ code: "F05", effect: "must", cell: null, slots });
    else if (!GIVES_FORMS.test(table.unit))
      issues.push({ code: "F05", effect: "explain", cell: null, slots });
  }
  // A title of another period than expected is told already, and hides this.
  const apart = table.findings.some(({ code }) => code === "F04") ? null : periodsApart(table, sheet);
  if (apart) issues.push(apart);
  for (const { header, letter, key, column, cells } of table.columns) {
    if (!column || !isNumber(column) || table.confirmed || options.mapping?.[letter] !== undefined) continue;
    const doubtful = column.doubtful?.some((words) => bareLabel(header) === words);
    if (!doubtful || !cells.some((cell) => typeof cell === "number")) continue;
    issues.push({
      code: "H06",
      effect: "explain",
      cell: `${letter}${table.headerRows.at(-1) ?? 1}`,
      column: key ?? "",
      slots: { found: header, expected: slotOf(hinted(column)) },
    });
  }
  for (const rule of sheet.rules) {
    if (rule.rule !== "stranger") continue;
    const stranger = table.columns.find(
      ({ key, header }) => key === null && rule.words.some((word) => header.includes(word)),
    );
    if (stranger)
      issues.push({
        code: "L13",
        rule: rule.id,
        effect: rule.effect,
        cell: `${stranger.letter}${table.headerRows.at(-1) ?? 1}`,
        slots: { found: stranger.header },
      });
  }
  const local = table.columns.flatMap(({ column }) =>
    column?.local && column.kind !== "serial" ? [column.label] : [],
  );
  if (local.length > 0 && !sheet.rowsStayLocal)
    issues.push({
      code: "C21",
      effect: "note",
      cell: null,
      slots: { columns: slotOf(joined(local, { zh: "、", en: ", " })) },
    });
  return issues;
}
