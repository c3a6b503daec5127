// The figures of one submission: every measure of its sheet over its rows, exact to the smallest unit. The
// server computes them once, when a revision is written; the pane computes the same before it is sent.
import { MAX_ROWS } from "../read/grid.ts";
import type { Rows } from "../read/table.ts";
import { isNumber, scaleOf } from "../sheet/column.ts";
import type { Amount, Measure } from "../sheet/measure.ts";
import type { Sheet } from "../sheet/sheet.ts";
import { amountOver, columnsOf, dayNumber, deadlineOver, holdsOver, valuesOf } from "./amount.ts";
import { type Figure, type Figures, isPair, valuesIn } from "./figure.ts";
import { daysOf } from "./period.ts";

/** A submission lists at most this many distinct values of at most this length; beyond, only their number. */
const MOST_VALUES = 1000;
const LONGEST_VALUE = 200;

/** The largest number in the figures of one submission (100 亿元 in 分): 9,000 such units still add up exactly. */
const MOST_FIGURE = 1e12;

/** Figure that lists the measures resting on approximate values. */
export const ABOUT = "#about";

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
    if ("by" in measure && measure.by !== undefined) breakDown(sheet, rows, measure, measure.by, figures, at);
    else figures[measure.key] = figureOf(sheet, rows, measure, at);
  }
  const about = approximate(sheet, rows);
  if (about.length > 0) figures[ABOUT] = { values: about };
  return figures;
}

/** Keys of the measures that add up a column with approximate values, sorted. */
function approximate(sheet: Sheet, rows: Rows): string[] {
  const columns = new Set(rows.columns.flatMap(({ key, about = [] }) => (about.length > 0 ? [key] : [])));
  if (columns.size === 0) return [];
  const rests = (amount: Amount<string>) => columnsOf(amount).some((key) => columns.has(key));
  return sheet.measures
    .filter((measure) => {
      if (measure.kind === "ratio") return rests(measure.numerator) || rests(measure.denominator);
      return measure.kind !== "distinct" && measure.kind !== "overdue" && rests(measure.of);
    })
    .map(({ key }) => key)
    .sort();
}

/**
 * The key of a figure too large to be kept: one submission of it could make the total of a city inexact. Null
 * when all are small enough.
 */
export function tooLarge(figures: Figures): string | null {
  return Object.entries(figures).find(([, figure]) => !isSmall(figure))?.[0] ?? null;
}

/** The figures of rows as `figuresOf`; null when one of them is too large to be kept. */
export function keepableFigures(
  sheet: Sheet,
  rows: Rows,
  at: { period: string | null; today: string },
): Figures | null {
  try {
    const figures = figuresOf(sheet, rows, at);
    return tooLarge(figures) === null ? figures : null;
  } catch (error) {
    if (error instanceof BeyondSums) return null;
    throw error;
  }
}

/** Figures sent for a sheet whose rows stay local: why they cannot be its figures, or null when they can. */
export function plausible(sheet: Sheet, figures: Figures): string | null {
  const known = new Map<string, Measure | null>([["#rows", null]]);
  const about = figures[ABOUT];
  if (about !== undefined) {
    known.set(ABOUT, null);
    if (!valuesIn(about)?.every((key) => sheet.measures.some((measure) => measure.key === key)))
      return `${ABOUT} does not list measures`;
  }
  for (const measure of sheet.measures) {
    known.set(measure.key, measure);
    for (const choice of choicesOf(sheet, measure)) known.set(`${measure.key}/${choice}`, measure);
    if (figures[measure.key] === undefined) return `figure ${measure.key} is missing`;
  }
  const large = tooLarge(figures);
  if (large !== null) return `figure ${large} is too large or not whole`;
  const rows = figures["#rows"];
  if (typeof rows !== "number" || !Number.isSafeInteger(rows) || rows < 0 || rows > MAX_ROWS)
    return "#rows is not a number of rows";
  for (const [key, figure] of Object.entries(figures)) {
    const measure = known.get(key);
    if (measure === undefined) return `figure ${key} is unknown`;
    if (measure && figure !== null && !fits(sheet, measure, figure, rows))
      return `figure ${key} does not fit its measure`;
    if (measure?.key === key && figure === null && rows > 0 && isAlwaysThere(sheet, measure))
      return `figure ${key} cannot be missing`;
  }
  const torn = sheet.measures.find((measure) => !addsUp(sheet, measure, figures));
  return torn ? `figure ${torn.key} is not the sum of its parts` : null;
}

/** True where every row that may be sent has something to count or add up. */
function isAlwaysThere(sheet: Sheet, measure: Measure): boolean {
  if (measure.kind === "overdue") return true;
  const sum = measure.kind === "distinct" ? measure.of : plainSum(measure);
  return sum !== null && sheet.columns[sum]?.required === true;
}

/** The column that a measure adds up over all rows; null for every other measure. */
function plainSum(measure: Measure): string | null {
  if (measure.kind === "ratio" || measure.kind === "distinct" || measure.kind === "overdue") return null;
  const { of } = measure;
  const isPlain = "sum" in of && typeof of.sum === "string" && !("less" in of) && of.where === undefined;
  return isPlain ? (of.sum as string) : null;
}

/** A breakdown's parts are the whole; where part of it is not known, so is the whole of one column less another. */
function addsUp(sheet: Sheet, measure: Measure, figures: Figures): boolean {
  const choices = choicesOf(sheet, measure);
  const whole = figures[measure.key] ?? null;
  const parts = choices.map((choice) => figures[`${measure.key}/${choice}`] ?? null);
  if (choices.length === 0 || ("of" in measure && typeof measure.of !== "string" && "less" in measure.of))
    return true;
  const given = parts.filter((part): part is number => typeof part === "number");
  return whole === null ? given.length === 0 : given.reduce((sum, part) => sum + part, 0) === whole;
}

/** The choices that a measure is broken down by, the rest included; empty for one that is not. */
export function choicesOf(sheet: Sheet, measure: Measure): string[] {
  const column = "by" in measure && measure.by ? sheet.columns[measure.by] : undefined;
  return column?.kind === "choice" ? [...column.choices.map(({ key }) => key), REST] : [];
}

/** A sum has left the safe integers, so it would no longer be exact. */
class BeyondSums extends RangeError {}

/** a + b, where both and the result are safe integers; throws RangeError otherwise. */
export function addExactly(a: number, b: number): number {
  const sum = a + b;
  if (!Number.isSafeInteger(sum) || !Number.isSafeInteger(b))
    throw new BeyondSums("a sum leaves the safe integers");
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
    const { concerns, value } = amountOver(sheet, rows, measure.of, cutOffOf(at));
    // What is left of a sum is not known while part of it is not: given, and not said how much was handed up.
    const whole = "less" in measure.of;
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
    return missing && (whole || !found) ? null : total;
  }
  const over = amountOver(sheet, rows, measure.numerator, cutOffOf(at));
  const under = amountOver(sheet, rows, measure.denominator, cutOffOf(at));
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
  at: { period: string | null; today: string },
): void {
  const parts = new Map<string, number | null>();
  const declared = choicesOf(sheet, measure);
  const own = new Set<unknown>(declared);
  const { concerns, value } = amountOver(sheet, rows, measure.of, cutOffOf(at));
  const choice = valuesOf(rows, by);
  for (let row = 0; row < rows.at.length; row++) {
    if (!concerns(row)) continue;
    const word = choice?.[row];
    const key = own.has(word) ? (word as string) : REST;
    const [before, n] = [parts.get(key) ?? null, value(row)];
    parts.set(key, n === null ? before : addExactly(before ?? 0, n));
  }
  // The total is that of the same amount without a breakdown, so that the two can never differ.
  figures[measure.key] = figureOf(sheet, rows, measure, at);
  for (const key of declared) if (parts.has(key)) figures[`${measure.key}/${key}`] = parts.get(key) ?? null;
}

/** The values travel; of too many only their number does, and of a local column the number of its filled rows. */
function distinct(sheet: Sheet, rows: Rows, key: string): Figure {
  const found = new Set<string>();
  let filled = 0;
  for (const value of valuesOf(rows, key) ?? [])
    if (value !== null && value !== "") {
      found.add(String(value));
      filled += 1;
    }
  if (filled === 0) return null;
  // The values of a local column are names, and two persons may share one.
  if (sheet.columns[key]?.local === true) return { atMost: filled };
  if (found.size > MOST_VALUES || [...found].some((value) => value.length > LONGEST_VALUE))
    return { atMost: found.size };
  return { values: [...found].sort() };
}

function overdue(
  sheet: Sheet,
  rows: Rows,
  measure: Extract<Measure, { kind: "overdue" }>,
  at: { period: string | null; today: string },
): Figure {
  const cutOff = cutOffOf(at);
  const closed = holdsOver(sheet, rows, measure.closed, cutOffOf(at));
  const deadline = deadlineOver(rows, measure);
  let count = 0;
  for (let row = 0; row < rows.at.length; row++) {
    const day = closed(row) ? null : deadline(row);
    if (day !== null && day < cutOff) count += 1;
  }
  return count;
}

/** Day number at which what is due is counted: the last day of the period, or today where that is earlier. */
export function cutOffOf(at: { period: string | null; today: string }): number {
  const last = at.period === null ? null : (daysOf(at.period)?.last ?? null);
  const cutOff = dayNumber(last !== null && last < at.today ? last : at.today);
  if (cutOff === null) throw new RangeError(`today is not a day: ${at.today}`);
  return cutOff;
}

function isSmall(figure: Figure): boolean {
  const numbers = typeof figure === "number" ? [figure] : isPair(figure) ? figure : [];
  return numbers.every((n) => Number.isSafeInteger(n) && Math.abs(n) <= MOST_FIGURE);
}

function fits(sheet: Sheet, measure: Measure, figure: Exclude<Figure, null>, rows: number): boolean {
  if (typeof figure === "number") {
    if (measure.kind === "ratio" || measure.kind === "distinct") return false;
    const ofRows = measure.kind === "overdue" || "count" in measure.of;
    if (ofRows) return figure >= 0 && figure <= rows;
    // So many values at most, each within what its cell may hold.
    const column = sheet.columns[plainSum(measure) ?? ""];
    if (!column || !isNumber(column)) return true;
    const { min = 0, max = Number.POSITIVE_INFINITY } = column;
    const scale = scaleOf(column.kind);
    return (
      figure >= Math.min(0, min * scale * rows) &&
      (rows === 0 ? figure === 0 : figure <= Math.max(0, max * scale * rows))
    );
  }
  if (isPair(figure)) return measure.kind === "ratio" && figure.length === 2;
  if (measure.kind !== "distinct") return false;
  if ("atMost" in figure) return figure.atMost >= 0 && figure.atMost <= rows;
  if (sheet.columns[measure.of]?.local) return false;
  const { values } = figure;
  const ordered = values.every((value, n) => n === 0 || (values[n - 1] as string) < value);
  return ordered && values.length <= Math.min(rows, MOST_VALUES);
}
