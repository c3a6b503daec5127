// The figures of one submission: every measure of its sheet over its rows, exact to the smallest unit. The
// server computes them once, when a revision is written; the pane computes the same before it is sent.
import type { Rows } from "../read/table.ts";
import type { Measure } from "../sheet/measure.ts";
import type { Sheet } from "../sheet/sheet.ts";
import { AT_ONCE, amountOver, dayNumber, holdsOver, valuesOf } from "./amount.ts";
import { type Figure, type Figures, isPair } from "./figure.ts";
import { daysOf } from "./period.ts";

/** A submission lists at most this many distinct values of at most this length; beyond, only their number. */
const MOST_VALUES = 1000;
const LONGEST_VALUE = 200;

/** The largest number in the figures of one submission (100 亿元 in 分): 9,000 such units still add up exactly. */
const MOST_FIGURE = 1e12;

/** Choice of a breakdown that collects rows without a choice and rows with words of their own. */
export const REST = "#rest";

/**
 * The figures of rows, in declared order. `at.today` and the last day of the period, whichever is earlier,
 * is the day that overdue is counted at. A breakdown holds "measure/choice" for each choice that has rows;
 * null there means rows without a value. Throws RangeError when a sum leaves the safe integers.
 */
export function figuresOf(sheet: Sheet, rows: Rows, at: { period: string | null; today: string }): Figures {
  const figures: Record<string, Figure> = { "#rows": rows.at.length };
  for (const measure of sheet.measures) {
    if ("by" in measure && measure.by !== undefined) breakDown(sheet, rows, measure, measure.by, figures);
    else figures[measure.key] = figureOf(sheet, rows, measure, at);
  }
  return figures;
}

/**
 * The key of a figure too large to be kept: one submission of it could make the total of a city inexact. Null
 * when all are small enough.
 */
export function tooLarge(figures: Figures): string | null {
  return Object.entries(figures).find(([, figure]) => !isSmall(figure))?.[0] ?? null;
}

/** Figures sent for a sheet whose rows stay local: why they cannot be its figures, or null when they can. */
export function plausible(sheet: Sheet, figures: Figures): string | null {
  const known = new Map<string, Measure | null>([["#rows", null]]);
  for (const measure of sheet.measures) {
    known.set(measure.key, measure);
    for (const choice of choicesOf(sheet, measure)) known.set(`${measure.key}/${choice}`, measure);
    if (figures[measure.key] === undefined) return `figure ${measure.key} is missing`;
  }
  const large = tooLarge(figures);
  if (large !== null) return `figure ${large} is too large or not whole`;
  const rows = figures["#rows"];
  if (typeof rows !== "number" || !Number.isSafeInteger(rows) || rows < 0)
    return "#rows is not a number of rows";
  for (const [key, figure] of Object.entries(figures)) {
    const measure = known.get(key);
    if (measure === undefined) return `figure ${key} is unknown`;
    if (measure && figure !== null && !fits(sheet, measure, figure, rows))
      return `figure ${key} does not fit its measure`;
  }
  return null;
}

/** The choices that a measure is broken down by, the rest included; empty for one that is not. */
export function choicesOf(sheet: Sheet, measure: Measure): string[] {
  const column = "by" in measure && measure.by ? sheet.columns[measure.by] : undefined;
  return column?.kind === "choice" ? [...column.choices.map(({ key }) => key), REST] : [];
}

/** a + b, where both and the result are safe integers; throws RangeError otherwise. */
export function addExactly(a: number, b: number): number {
  const sum = a + b;
  if (!Number.isSafeInteger(sum) || !Number.isSafeInteger(b))
    throw new RangeError("a sum leaves the safe integers");
  return sum;
}

function figureOf(
  sheet: Sheet,
  rows: Rows,
  measure: Measure,
  at: { period: string | null; today: string },
): Figure {
  if (measure.kind === "distinct") return distinct(sheet, rows, measure.of);
  if (measure.kind === "overdue") return overdue(sheet, rows, measure, at);
  if (measure.kind !== "ratio") {
    const counts = "count" in measure.of;
    const { concerns, value } = amountOver(sheet, rows, measure.of);
    let total = 0;
    let missing = rows.at.length === 0;
    let found = counts;
    for (let row = 0; row < rows.at.length; row++) {
      if (!concerns(row)) continue;
      const n = value(row);
      if (n === null) missing = true;
      else {
        total = addExactly(total, n);
        found = true;
      }
    }
    return missing && !found ? null : total;
  }
  const over = amountOver(sheet, rows, measure.numerator);
  const under = amountOver(sheet, rows, measure.denominator);
  let [numerator, denominator, found] = [0, 0, false];
  for (let row = 0; row < rows.at.length; row++) {
    const n = over.concerns(row) ? over.value(row) : 0;
    const d = under.concerns(row) ? under.value(row) : 0;
    if (n === null || d === null) continue;
    numerator = addExactly(numerator, n);
    denominator = addExactly(denominator, d);
    found = true;
  }
  return found ? [numerator, denominator] : null;
}

function breakDown(
  sheet: Sheet,
  rows: Rows,
  measure: Extract<Measure, { kind: "flow" | "stock" | "cumulative" }>,
  by: string,
  figures: Record<string, Figure>,
): void {
  const parts = new Map<string, number | null>();
  const declared = choicesOf(sheet, measure);
  const own = new Set<unknown>(declared);
  const { concerns, value } = amountOver(sheet, rows, measure.of);
  const choice = valuesOf(rows, by);
  for (let row = 0; row < rows.at.length; row++) {
    if (!concerns(row)) continue;
    const word = choice?.[row];
    const key = own.has(word) ? (word as string) : REST;
    const [before, n] = [parts.get(key) ?? null, value(row)];
    parts.set(key, n === null ? before : addExactly(before ?? 0, n));
  }
  // The total is that of the same amount without a breakdown, so that the two can never differ.
  figures[measure.key] = figureOf(sheet, rows, measure, { period: null, today: "" });
  for (const key of declared) if (parts.has(key)) figures[`${measure.key}/${key}`] = parts.get(key) ?? null;
}

/** Of a local column only the number is told: the values are persons. */
/** The values travel; of a local column, or of too many, only their number does. */
function distinct(sheet: Sheet, rows: Rows, key: string): Figure {
  const found = new Set<string>();
  for (const value of valuesOf(rows, key) ?? []) if (value !== null && value !== "") found.add(String(value));
  if (found.size === 0) return null;
  const local = sheet.columns[key]?.local === true;
  if (local || found.size > MOST_VALUES || [...found].some((value) => value.length > LONGEST_VALUE))
    return { atMost: found.size };
  return { values: [...found].sort() };
}

function overdue(
  sheet: Sheet,
  rows: Rows,
  measure: Extract<Measure, { kind: "overdue" }>,
  at: { period: string | null; today: string },
): Figure {
  const last = at.period === null ? null : (daysOf(at.period)?.last ?? null);
  const cutOff = dayNumber(last !== null && last < at.today ? last : at.today);
  if (cutOff === null) throw new RangeError(`today is not a day: ${at.today}`);
  const closed = holdsOver(sheet, rows, measure.closed);
  const [due, from] = [valuesOf(rows, measure.due), valuesOf(rows, measure.from)];
  let count = 0;
  for (let row = 0; row < rows.at.length; row++) {
    if (closed(row)) continue;
    const start = due?.[row] === AT_ONCE ? dayNumber(from?.[row] ?? null) : null;
    const day = start === null ? dayNumber(due?.[row] ?? null) : start + measure.plus;
    if (day !== null && day < cutOff) count += 1;
  }
  return count;
}

function isSmall(figure: Figure): boolean {
  const numbers = typeof figure === "number" ? [figure] : isPair(figure) ? figure : [];
  return numbers.every((n) => Number.isSafeInteger(n) && Math.abs(n) <= MOST_FIGURE);
}

function fits(sheet: Sheet, measure: Measure, figure: Exclude<Figure, null>, rows: number): boolean {
  if (typeof figure === "number") {
    if (measure.kind === "ratio" || measure.kind === "distinct") return false;
    const ofRows = measure.kind === "overdue" || "count" in measure.of;
    return !ofRows || (figure >= 0 && figure <= rows);
  }
  if (isPair(figure)) return measure.kind === "ratio" && figure.length === 2;
  if (measure.kind !== "distinct") return false;
  if ("atMost" in figure) return figure.atMost >= 0 && figure.atMost <= rows;
  if (sheet.columns[measure.of]?.local) return false;
  const { values } = figure;
  const ordered = values.every((value, n) => n === 0 || (values[n - 1] as string) < value);
  return ordered && values.length <= Math.min(rows, MOST_VALUES);
}
