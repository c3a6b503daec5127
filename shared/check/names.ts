// The row's own key in a finding, as a person knows the row: its branch, its class, its problem number. Where
// several rows share that, the rest of the natural key is added, so that an explanation belongs to one row.
import type { Value } from "../sheet/column.ts";
import { keyColumns } from "../sheet/sheet.ts";
import type { Issue } from "./issue.ts";
import { type Lane, type Subject, said } from "./lane.ts";

/** Of a long text the beginning tells the row. */
const LONGEST = 40;

export interface Names {
  /** Takes the present values of these rows. */
  renew(rows: readonly number[]): void;
  /** The issues with the key of their row. */
  name(issues: readonly Issue[]): Issue[];
}

export function createNames(subject: Subject): Names {
  const { sheet, rows } = subject;
  const has = (part: string) => subject.lane(part) !== null;
  const key = keyColumns(sheet, has).map((part) => subject.lane(part) as Lane);
  const telling = tellingLane(key);
  if (!telling) return { renew: () => {}, name: (issues) => [...issues] };
  const others = key.filter((lane) => lane !== telling);
  // Counted when the first finding needs it; after that kept up to date edit by edit.
  let counted: { values: Value[]; times: Map<Value, number> } | null = null;
  const count = (value: Value, by: 1 | -1) => {
    counted?.times.set(value, (counted.times.get(value) ?? 0) + by);
  };
  const nameOf = (row: number): string => {
    const value = telling.values[row] ?? null;
    const unique = value !== null && counted?.times.get(value) === 1;
    const words = (unique ? [telling] : [telling, ...others]).flatMap((lane) => {
      const part = lane.values[row] ?? null;
      if (part === null || part === "") return [];
      return [(String(said(lane, part)).split("\u0000")[0] as string).slice(0, LONGEST)];
    });
    return words.join(" · ");
  };
  return {
    renew: (touched) => {
      if (!counted) return;
      for (const row of touched) {
        count(counted.values[row] ?? null, -1);
        counted.values[row] = telling.values[row] ?? null;
        count(counted.values[row] ?? null, 1);
      }
    },
    name: (issues) => {
      if (!counted && issues.some(({ row }) => row !== undefined)) {
        counted = { values: [...telling.values], times: new Map() };
        for (const value of counted.values) count(value, 1);
      }
      return issues.map((issue) => {
        const row = issue.row === undefined ? -1 : indexOf(rows.at, issue.row);
        const name = row < 0 ? "" : nameOf(row);
        return name === "" ? issue : { ...issue, key: name };
      });
    },
  };
}

/** Index of a worksheet row among rising row numbers; -1 when it is not there. */
export function indexOf(at: readonly number[], row: number): number {
  let [low, high] = [0, at.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const there = at[middle] as number;
    if (there === row) return middle;
    if (there < row) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The part of a key by which a person knows the row: its name or number, else its unit. */
function tellingLane(key: readonly Lane[]): Lane | undefined {
  return (
    key.find(({ column }) => column.kind === "text" || column.kind === "person") ??
    key.find(({ column }) => column.kind === "unit") ??
    key[0]
  );
}
