// An amount of a measure over the rows of one submission: how many rows, or the sum of a column, a product
// or the days between two dates. Integers in the smallest unit throughout. It knows no particular sheet.
import type { Rows } from "../read/table.ts";
import { isNumber, type Quantity, scaleOf, type Value } from "../sheet/column.ts";
import type { Amount } from "../sheet/measure.ts";
import type { When } from "../sheet/rule.ts";
import type { Sheet } from "../sheet/sheet.ts";

/** The word in a due column that means: within a fixed number of days from another date. */
export const AT_ONCE = "立行立改";

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

/** Makes an amount ready for rows. A column that the rows lack is missing in every row. */
export function amountOver(sheet: Sheet, rows: Rows, amount: Amount<string>): AmountOf {
  const concerns = amount.where ? holdsOver(sheet, rows, amount.where) : () => true;
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
    if ("less" in amount) {
      const less = valuesOf(rows, amount.less);
      return {
        concerns,
        value: (row) => {
          const [a, b] = [numberAt(values, row), numberAt(less, row)];
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

/** Makes a condition ready for rows. A missing value fulfils only `filled: false`. */
export function holdsOver(sheet: Sheet, rows: Rows, when: When<string>): (row: number) => boolean {
  if (Array.isArray(when)) {
    const all = (when as readonly When<string>[]).map((part) => holdsOver(sheet, rows, part));
    return (row) => all.every((holds) => holds(row));
  }
  const part = when as Exclude<When<string>, readonly unknown[]>;
  const values = valuesOf(rows, part.column);
  if ("in" in part) {
    const words = new Set<Value>(part.in);
    return (row) => values !== null && words.has(values[row] ?? null);
  }
  if ("filled" in part) return (row) => isFilled(values?.[row] ?? null) === part.filled;
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
