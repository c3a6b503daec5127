// An amount of a measure over the rows of one submission: how many rows, or the sum of a column, a product
// or the days between two dates. Integers in the smallest unit throughout. It knows no particular sheet.
import type { Rows } from "../read/table.ts";
import { isNumber, type Quantity, scaleOf, type Value } from "../sheet/column.ts";
import type { Amount, Deadline } from "../sheet/measure.ts";
import type { When } from "../sheet/rule.ts";
import type { Sheet } from "../sheet/sheet.ts";

/** The word in a due column that means: within a fixed number of days from another date. */
const AT_ONCE = "立行立改";

/** An amount made ready for one set of rows. Rows are counted from 0. */
export interface AmountOf {
  /** Whether the row is concerned at all; one that is not adds nothing and is not missing. */
  readonly concerns: (row: number) => boolean;
  /** What the row adds; null when it is missing. */
  readonly value: (row: number) => number | null;
}

/** The values of one column; null where the table has no such column. */
export function valuesOf(rows: Rows, key: string): readonly Value[] | null {
  return rows.columns.find((column) => column.key === key)?.values ?? null;
}

/**
 * Makes an amount ready for rows. A column that the rows lack is missing in every row. `cutOff` is a day number
 * (see `dayNumber`), for amounts of what is due.
 */
export function amountOver(
  sheet: Sheet,
  rows: Rows,
  amount: Amount<string>,
  cutOff: number | null = null,
): AmountOf {
  const concerns = amount.where ? holdsOver(sheet, rows, amount.where, cutOff) : () => true;
  if ("due" in amount) {
    const deadline = deadlineOver(rows, amount);
    const done = amount.done === undefined ? null : valuesOf(rows, amount.done);
    if (amount.count === "late") {
      const isLate = (row: number) => {
        const [day, doneOn] = [deadline(row), dayNumber(done?.[row] ?? null)];
        return day !== null && doneOn !== null && doneOn > day;
      };
      return { concerns: (row) => concerns(row) && isLate(row), value: () => 1 };
    }
    const isDue = (row: number) => {
      const day = deadline(row);
      if (day === null || cutOff === null || day > cutOff) return false;
      return amount.done === undefined || (dayNumber(done?.[row] ?? null) ?? Number.POSITIVE_INFINITY) <= day;
    };
    return { concerns: (row) => concerns(row) && isDue(row), value: () => 1 };
  }
  if ("count" in amount) return { concerns, value: () => 1 };
  if ("days" in amount) {
    const [from, to] = [valuesOf(rows, amount.days[0]), valuesOf(rows, amount.days[1])];
    return {
      concerns,
      value: (row) => {
        const [first, last] = [dayNumber(from?.[row] ?? null), dayNumber(to?.[row] ?? null)];
        return first === null || last === null ? null : last - first;
      },
    };
  }
  if (typeof amount.sum === "string") {
    const values = valuesOf(rows, amount.sum);
    if ("once" in amount) {
      const value = (row: number) => numberAt(values, row);
      const first = firstRows(valuesOf(rows, amount.once), (row) => concerns(row) && value(row) !== null);
      return { concerns: (row) => first(row) && concerns(row), value };
    }
    if ("most" in amount) {
      const value = (row: number) => numberAt(values, row);
      const most = mostRows(valuesOf(rows, amount.most), (row) => (concerns(row) ? value(row) : null));
      return { concerns: (row) => most(row) && concerns(row), value };
    }
    if ("less" in amount) {
      const less = valuesOf(rows, amount.less);
      return {
        concerns,
        value: (row) => {
          const [a, b] = [numberAt(values, row), numberAt(less, row)];
          if (a === 0 && b === null) return 0;
          return a === null || b === null ? null : a - b;
        },
      };
    }
    return { concerns, value: (row) => numberAt(values, row) };
  }
  const [left, right] = [valuesOf(rows, amount.sum[0]), valuesOf(rows, amount.sum[1])];
  return {
    concerns,
    value: (row) => {
      const [a, b] = [numberAt(left, row), numberAt(right, row)];
      return a === null || b === null ? null : a * b;
    },
  };
}

/** The day number that a row is due on; null where it has no day (长期坚持, or nothing). */
export function deadlineOver(
  rows: Rows,
  { due, from, plus }: Deadline<string>,
): (row: number) => number | null {
  const [days, starts] = [valuesOf(rows, due), valuesOf(rows, from)];
  return (row) => {
    if (days?.[row] !== AT_ONCE) return dayNumber(days?.[row] ?? null);
    const start = dayNumber(starts?.[row] ?? null);
    return start === null ? null : start + plus;
  };
}

/**
 * Makes a condition ready for rows. `cutOff` is a day number (see `dayNumber`); without one no day lies after it. A
 * missing value fulfils only `filled: false`, `none` and `byCutOff: true`.
 */
export function holdsOver(
  sheet: Sheet,
  rows: Rows,
  when: When<string>,
  cutOff: number | null = null,
): (row: number) => boolean {
  if (Array.isArray(when)) {
    const all = (when as readonly When<string>[]).map((part) => holdsOver(sheet, rows, part, cutOff));
    return (row) => all.every((holds) => holds(row));
  }
  const part = when as Exclude<When<string>, readonly unknown[]>;
  if ("any" in part) {
    const some = part.any.map((one) => holdsOver(sheet, rows, one, cutOff));
    return (row) => some.some((holds) => holds(row));
  }
  const values = valuesOf(rows, part.column);
  if ("in" in part) {
    const words = new Set<Value>(part.in);
    return (row) => values !== null && words.has(values[row] ?? null);
  }
  if ("filled" in part) return (row) => isFilled(values?.[row] ?? null) === part.filled;
  if ("none" in part) return (row) => !isFilled(values?.[row] ?? null) || values?.[row] === 0;
  if ("byCutOff" in part) {
    const limit = cutOff ?? Number.POSITIVE_INFINITY;
    return (row) => (dayNumber(values?.[row] ?? null) ?? Number.NEGATIVE_INFINITY) <= limit === part.byCutOff;
  }
  if ("equals" in part) {
    const other = valuesOf(rows, part.equals);
    return (row) => isFilled(values?.[row] ?? null) && values?.[row] === other?.[row];
  }
  if ("before" in part || "notAfter" in part) {
    const strict = "before" in part ? 1 : 0;
    const other = valuesOf(rows, "before" in part ? part.before : part.notAfter);
    return (row) => {
      const [a, b] = [dayNumber(values?.[row] ?? null), dayNumber(other?.[row] ?? null)];
      return a !== null && b !== null && a + strict <= b;
    };
  }
  const limit = ("above" in part ? part.above : part.below) * scaleOfColumn(sheet, part.column);
  if ("above" in part) return (row) => (numberAt(values, row) ?? Number.NEGATIVE_INFINITY) > limit;
  return (row) => (numberAt(values, row) ?? Number.POSITIVE_INFINITY) < limit;
}

/** Whether a row is the first that counts of those with its value; a row without a value stands for itself. */
function firstRows(
  values: readonly Value[] | null,
  counts: (row: number) => boolean,
): (row: number) => boolean {
  const first = new Map<Value, number>();
  values?.forEach((value, row) => {
    if (value !== null && !first.has(value) && counts(row)) first.set(value, row);
  });
  return (row) => {
    const value = values?.[row] ?? null;
    return value === null || (first.get(value) ?? row) === row;
  };
}

/** Whether a row holds the most of those with its value, the first of equals; one without a value stands for itself. */
function mostRows(
  values: readonly Value[] | null,
  amountAt: (row: number) => number | null,
): (row: number) => boolean {
  const best = new Map<Value, number>();
  values?.forEach((value, row) => {
    const there = best.get(value);
    const amount = amountAt(row);
    if (value === null || amount === null) return;
    if (there === undefined || amount > (amountAt(there) as number)) best.set(value, row);
  });
  return (row) => {
    const value = values?.[row] ?? null;
    return value === null || (best.get(value) ?? row) === row;
  };
}

/** The columns that an amount adds up; none for a number of rows. */
export function columnsOf(amount: Amount<string>): readonly string[] {
  if (!("sum" in amount)) return [];
  if (typeof amount.sum !== "string") return amount.sum;
  return "less" in amount ? [amount.sum, amount.less] : [amount.sum];
}

/** What the integer of an amount is divided by to print it: 100 for money, 1 for a number of rows. */
export function scaleOfAmount(sheet: Sheet, amount: Amount<string>): number {
  if (!("sum" in amount)) return 1;
  const keys: readonly string[] = typeof amount.sum === "string" ? [amount.sum] : amount.sum;
  return keys.reduce<number>((scale, key) => scale * scaleOfColumn(sheet, key), 1);
}

/** The kind of number that an amount is; a count of rows, days between dates and a product are counts. */
export function kindOfAmount(sheet: Sheet, amount: Amount<string>): Quantity {
  if (!("sum" in amount)) return "count";
  const keys: readonly string[] = typeof amount.sum === "string" ? [amount.sum] : amount.sum;
  for (const key of keys) {
    const column = sheet.columns[key];
    if (column && isNumber(column) && column.kind !== "count") return column.kind;
  }
  return "count";
}

/** Days since 1970 of an ISO day; null for anything else, the words of a date column included. */
export function dayNumber(value: Value): number | null {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return null;
  const time = Date.UTC(+value.slice(0, 4), +value.slice(5, 7) - 1, +value.slice(8, 10));
  return time / 86_400_000;
}

function scaleOfColumn(sheet: Sheet, key: string): number {
  const column = sheet.columns[key];
  return column && isNumber(column) ? scaleOf(column.kind) : 1;
}

function numberAt(values: readonly Value[] | null, row: number): number | null {
  const value = values?.[row];
  return typeof value === "number" ? value : null;
}

function isFilled(value: Value): boolean {
  return value !== null && value !== "";
}
