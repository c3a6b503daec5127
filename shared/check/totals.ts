// Totals and subtotals of a table against its rows (G4, G5): a column that adds up must print the sum of its rows, a
// ratio Σ numerator ÷ Σ denominator and never the sum or mean. The sums are kept running through edits. It cannot
// tell which side is wrong and says so. Its length is what a printed total may differ by and still be right.
import { addressOf, columnOf, type Grid } from "../read/grid.ts";
import { rowsOf, type Table, type TableColumn, type TotalsRow } from "../read/table.ts";
import { isNumber, type NumberColumn, scaleOf } from "../sheet/column.ts";
import type { Rule } from "../sheet/rule.ts";
import type { Sheet } from "../sheet/sheet.ts";
import { slotOf } from "./catalogue.ts";
import type { Issue } from "./issue.ts";
import { digitsOf, tidy } from "./lane.ts";
import { roundingOf } from "./rules.ts";

export interface Totals {
  /** L01 at each total that differs, L08 once for each row of typed totals. */
  issues(grid: Grid): Issue[];
  /** Takes the present values of these data rows (indexes from 0). */
  renew(rows: readonly number[]): void;
}

/** A sum over the data rows of one row of totals, kept while rows change. */
interface Series {
  readonly value: (row: number) => number;
  readonly taken: Float64Array;
  readonly sums: number[];
  readonly filled: number[];
}

/** One printed total to compare: the sum of one series, or the quotient of two. */
interface Compared {
  readonly found: TableColumn;
  readonly column: NumberColumn;
  readonly over: Series;
  readonly under: Series | null;
  /** Letters of numerator and denominator, where persons of the denominator may stand in several rows. */
  readonly printedParts: readonly [string, string] | null;
  /** What the sentence about a ratio names. */
  readonly names: { readonly numerator: string; readonly denominator: string } | null;
  /** Printed unit per quotient of the stored sums, or per stored sum. */
  readonly times: number;
}

/** Nothing to compare for a table of no known sheet or without totals. */
export function createTotals(table: Table): Totals {
  if (!table.sheet || table.totals.length === 0) return { issues: () => [], renew: () => {} };
  const ranges = table.totals.map(({ of }) => of);
  const compared = comparedColumns(table.sheet, table);
  const series = new Set(compared.flatMap(({ over, under }) => (under ? [over, under] : [over])));
  const take = (row: number) => {
    const at = table.at[row] as number;
    for (const one of series) {
      const old = one.taken[row] as number;
      const now = one.value(row);
      one.taken[row] = now;
      for (let n = 0; n < ranges.length; n++) {
        const [first, last] = ranges[n] as readonly [number, number];
        if (at < first || at > last) continue;
        if (!Number.isNaN(old)) {
          one.sums[n] = (one.sums[n] ?? 0) - old;
          one.filled[n] = (one.filled[n] ?? 0) - 1;
        }
        if (!Number.isNaN(now)) {
          one.sums[n] = (one.sums[n] ?? 0) + now;
          one.filled[n] = (one.filled[n] ?? 0) + 1;
        }
      }
    }
  };
  for (let row = 0; row < table.at.length; row++) take(row);
  return {
    renew: (rows) => {
      for (const row of rows) take(row);
    },
    issues: (grid) => [
      ...compared.flatMap((one) => table.totals.flatMap((totals, n) => differing(table, one, totals, n))),
      ...table.totals.flatMap((totals) => typedTotals(table, totals, grid)),
    ],
  };
}

function comparedColumns(sheet: Sheet, table: Table): Compared[] {
  const rows = rowsOf(table);
  const valuesOf = (key: string) => rows.columns.find((column) => column.key === key)?.values;
  const series = (value: (row: number) => number): Series => ({
    value,
    taken: new Float64Array(table.at.length).fill(Number.NaN),
    sums: [],
    filled: [],
  });
  return table.columns.flatMap((found): Compared[] => {
    const { key, column } = found;
    if (key === null || !column || !isNumber(column)) return [];
    const ratio = sheet.rules.find(
      (rule): rule is Extract<Rule, { rule: "ratio" }> => rule.rule === "ratio" && rule.typed === key,
    );
    if (ratio) {
      const [over, under] = [valuesOf(ratio.numerator), valuesOf(ratio.denominator)];
      if (!over || !under) return [];
      const both = (row: number) => typeof over[row] === "number" && typeof under[row] === "number";
      const times =
        ((column.kind === "percent" ? 100 : 1) * scaleAt(sheet, ratio.denominator)) /
        scaleAt(sheet, ratio.numerator);
      return [
        {
          found,
          column,
          over: series((row) => (both(row) ? (over[row] as number) : Number.NaN)),
          under: series((row) => (both(row) ? (under[row] as number) : Number.NaN)),
          times: times / found.factor,
          printedParts: printedParts(table, ratio),
          names: {
            numerator: sumName(sheet, ratio.numerator),
            denominator: sumName(sheet, ratio.denominator),
          },
        },
      ];
    }
    if (column.kind === "percent" || column.adds === "not") return [];
    const { values } = found;
    return [
      {
        found,
        column,
        over: series((row) => (typeof values[row] === "number" ? values[row] : Number.NaN)),
        under: null,
        times: 1 / scaleOf(column.kind) / found.factor,
        printedParts: null,
        names: null,
      },
    ];
  });
}

function printedParts(table: Table, ratio: Extract<Rule, { rule: "ratio" }>): [string, string] | null {
  const [over, under] = [ratio.numerator, ratio.denominator].map((key) =>
    table.columns.find((found) => found.key === key && found.factor === 1),
  );
  const atMost = under?.column && isNumber(under.column) && under.column.adds === "atMost";
  return over && under && atMost ? [over.letter, under.letter] : null;
}

function differing(table: Table, one: Compared, totals: TotalsRow, n: number): Issue[] {
  const { found: column, over, under } = one;
  const printed = totals.printed[column.letter];
  const filled = over.filled[n] ?? 0;
  if (printed === undefined || filled === 0 || hasUnreadable(table, column, totals)) return [];
  const bottom = under?.sums[n] ?? 0;
  if (under && bottom === 0) return [];
  const sum = over.sums[n] ?? 0;
  const expected = tidy((under ? sum / bottom : sum) * one.times);
  // A percentage may be printed as 0.972 under a % format or as 97.2; either is its own unit.
  const asPercent = one.column.kind === "percent" && Math.abs(printed) <= 1 && expected > 1;
  const value = asPercent ? printed * 100 : printed;
  const difference = tidy(Math.abs(value - expected));
  if (difference <= slackOf(one, value, filled)) return [];
  // Where the total counts each member once, its own figures are the better parts.
  const [top, base] = (one.printedParts ?? []).map((letter) => totals.printed[letter]);
  if (top !== undefined && base) {
    const own = (top / base) * (one.column.kind === "percent" ? 100 : 1);
    if (Math.abs(value - own) <= slackOf(one, value, filled)) return [];
  }
  const cell = `${column.letter}${totals.row}`;
  // Persons who stand in several rows are counted once in the total, so it may well be lower, and how much lower only
  // the person knows.
  const atMost = under === null && one.column.adds === "atMost";
  if (atMost && value < expected) return [];
  const shown = under ? Number(expected.toFixed(2)) : expected;
  return [
    {
      code: under ? "L07" : "L01",
      rule: totals.kind === "total" ? "G4" : "G5",
      effect: "must",
      cell,
      related: [`${column.letter}${totals.of[0]}`, `${column.letter}${totals.of[1]}`],
      row: totals.row,
      column: column.key ?? "",
      key: totals.label,
      slots: {
        column: slotOf(one.column.label),
        total: slotOf({ zh: totals.label || TOTAL[totals.kind].zh, en: TOTAL[totals.kind].en }),
        found: tidy(value),
        expected: shown,
        difference: tidy(Math.abs(value - shown)),
        ...one.names,
      },
      ...(atMost
        ? {}
        : { fix: { cell, before: String(printed), after: asPercent ? tidy(shown / 100) : shown } }),
    },
  ];
}

/**
 * Sums are exact in the declared unit. One printed in 万元 may differ by half the last digit that the column prints, for
 * each of its parts and for itself (M39); a ratio by its own rounding.
 */
function slackOf(one: Compared, value: number, parts: number): number {
  if (one.under) return roundingOf(Math.round(value * 100), 100);
  if (one.found.factor === 1) return 1e-6;
  let digits = 0;
  for (const stored of one.found.values)
    if (typeof stored === "number") digits = Math.max(digits, digitsOf(tidy(stored * one.times)));
  return 0.5 * (10 ** -digitsOf(tidy(value)) + parts * 10 ** -digits) + 1e-9;
}

const TOTAL = {
  total: { zh: "合计", en: "total" },
  subtotal: { zh: "小计", en: "subtotal" },
} as const;

/** A total over a cell that could not be read is not compared: the cell's own finding comes first. */
function hasUnreadable(table: Table, column: TableColumn, totals: TotalsRow): boolean {
  const [first, last] = totals.of;
  return table.findings.some(
    ({ effect, column: key, row }) =>
      effect === "must" && key === column.key && row !== undefined && row >= first && row <= last,
  );
}

/** A note where the workbook is known to hold numbers and no formulas in a row of totals. */
function typedTotals(table: Table, totals: TotalsRow, grid: Grid): Issue[] {
  const { formulas } = grid;
  if (!formulas) return [];
  const typed = table.columns
    .filter(({ key, letter }) => key !== null && totals.printed[letter] !== undefined)
    .map(({ letter }) => addressOf(totals.row, columnOf(letter)))
    .filter((cell) => formulas[cell] === undefined);
  const [first] = typed;
  if (first === undefined) return [];
  return [
    {
      code: "L08",
      effect: "note",
      cell: first,
      cells: typed.slice(1),
      row: totals.row,
      key: totals.label,
      slots: { count: typed.length },
    },
  ];
}

/** "捐款党员人数之和" */
function sumName(sheet: Sheet, key: string): string {
  const label = sheet.columns[key]?.label ?? { zh: key, en: key };
  return slotOf({ zh: `${label.zh}之和`, en: `the sum of ${label.en}` });
}

function scaleAt(sheet: Sheet, key: string): number {
  const column = sheet.columns[key];
  return column && isNumber(column) ? scaleOf(column.kind) : 1;
}
