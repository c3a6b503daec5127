// Questions about a submission under review: which rows changed since the one before, which waits longest.
import type { Value } from "../../../shared/sheet/column.ts";
import { keyColumns, type Sheet } from "../../../shared/sheet/sheet.ts";
import type { SubmissionView } from "../../../shared/wire.ts";

type SentRows = SubmissionView["rows"];

export interface ReviewRow {
  /** Index into the rows as sent. */
  readonly index: number;
  /** Worksheet row. */
  readonly row: number;
  readonly isNew: boolean;
  /** By column index: the value before, for cells that changed. */
  readonly was: ReadonlyMap<number, Value>;
}

/** Every row, with what changed since `before`; rows are told apart by the sheet's natural key. */
export function compareRows(sheet: Sheet, now: SentRows, before: SentRows | null): ReviewRow[] {
  const earlier = before ? byKey(sheet, before) : new Map<string, number>();
  const keyOf = keyMaker(sheet, now);
  const past = now.columns.map(({ key }) => before?.columns.find((column) => column.key === key)?.values);
  return now.at.map((row, index) => {
    const then = earlier.get(keyOf(index));
    const was = new Map<number, Value>();
    if (then !== undefined)
      now.columns.forEach(({ values }, c) => {
        const value = past[c]?.[then] ?? null;
        if (value !== (values[index] ?? null)) was.set(c, value);
      });
    return { index, row, isNew: before !== null && then === undefined, was };
  });
}

export function changedRows(rows: readonly ReviewRow[]): ReviewRow[] {
  return rows.filter(({ isNew, was }) => isNew || was.size > 0);
}

/** How many rows of the submission before are not in this one. */
export function removedCount(sheet: Sheet, now: SentRows, before: SentRows | null): number {
  if (!before) return 0;
  const present = byKey(sheet, now);
  return [...byKey(sheet, before).keys()].filter((key) => !present.has(key)).length;
}

function byKey(sheet: Sheet, rows: SentRows): Map<string, number> {
  const keyOf = keyMaker(sheet, rows);
  return new Map(rows.at.map((_, index) => [keyOf(index), index]));
}

/** Same keys twice (a fault that is found elsewhere) are told apart by their order. */
function keyMaker(sheet: Sheet, rows: SentRows): (index: number) => string {
  const valuesOf = (key: string) => rows.columns.find((column) => column.key === key)?.values;
  const columns = keyColumns(sheet, (key) => valuesOf(key) !== undefined).map(valuesOf);
  const seen = new Map<string, number>();
  const keys = rows.at.map((_, index) => {
    const key = JSON.stringify(columns.map((values) => values?.[index] ?? null));
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return `${key}#${times}`;
  });
  return (index) => keys[index] ?? "";
}
