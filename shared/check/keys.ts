// Rules over all rows that compare keys: no two rows alike, and a row in every month. The keys of the rows are kept,
// so that an edit costs what it touches and not the sheet.
import { holdsOver } from "../report/amount.ts";
import { cutOffOf } from "../report/figures.ts";
import { daysOf, sayPeriod } from "../report/period.ts";
import type { Rule } from "../sheet/rule.ts";
import { slotOf } from "./catalogue.ts";
import { isDay } from "./cells.ts";
import type { Issue } from "./issue.ts";
import { cellOf, joined, type Lane, labelOf, type Subject, said } from "./lane.ts";

/** Findings of a rule over all rows, kept up to date. */
export interface TableTest {
  /** Takes the present values of these rows. */
  readonly renew: (rows: readonly number[]) => void;
  readonly issues: () => Issue[];
}

/** Rows by key. Most keys have one row, so a single row is kept as a number. */
interface KeyMap {
  readonly keys: (string | null)[];
  readonly rows: Map<string, number | number[]>;
  /** Keys of more than one row. */
  readonly repeated: Set<string>;
}

function keyMap(count: number, keyOf: (row: number) => string | null): KeyMap {
  const map: KeyMap = { keys: new Array(count).fill(null), rows: new Map(), repeated: new Set() };
  for (let row = 0; row < count; row++) put(map, row, keyOf(row));
  return map;
}

function put(map: KeyMap, row: number, key: string | null): void {
  map.keys[row] = key;
  if (key === null) return;
  const there = map.rows.get(key);
  if (there === undefined) map.rows.set(key, row);
  else {
    map.repeated.add(key);
    if (typeof there === "number") map.rows.set(key, [there, row]);
    else there.push(row);
  }
}

function renew(map: KeyMap, row: number, key: string | null): void {
  const old = map.keys[row] ?? null;
  if (old === key) return;
  if (old !== null) {
    const there = map.rows.get(old);
    if (typeof there === "number" || there === undefined) map.rows.delete(old);
    else {
      const rest = there.filter((other) => other !== row);
      map.rows.set(old, rest.length === 1 ? (rest[0] as number) : rest);
      if (rest.length === 1) map.repeated.delete(old);
    }
  }
  put(map, row, key);
}

/** No two rows share the key; a note on a personal name only says that it stands twice. */
export function uniqueTest(subject: Subject, rule: Extract<Rule, { rule: "unique" }>): TableTest | null {
  const lanes = rule.columns.map((key) => subject.lane(key));
  if (lanes.some((lane) => lane === null)) return null;
  const own = lanes as Lane[];
  const apart = (rule.apart ?? []).map((key) => subject.lane(key)).filter((lane) => lane !== null);
  const holds =
    rule.when === undefined
      ? null
      : holdsOver(subject.sheet, subject.rows, rule.when, cutOffOf(subject.context));
  const keyOf = (row: number): string | null => {
    if (holds && !holds(row)) return null;
    let key = "";
    for (const { values } of own) {
      const value = values[row];
      if (value === null || value === undefined || value === "") return null;
      key += `${value}\u0001`;
    }
    for (const { values } of apart) key += `${values[row] ?? ""}\u0001`;
    return key;
  };
  const map = keyMap(subject.rows.at.length, keyOf);
  const lane = own[0] as Lane;
  const sameName = rule.effect === "note" && lane.column.kind === "person";
  const compared = subject.lanes.filter(({ column }) => column.kind !== "serial");
  const issueAt = (row: number, first: number): Issue => {
    const identical = compared.every(({ values }) => values[row] === values[first]);
    const filled = apart.filter(({ values }) => values[row] !== null);
    return {
      code: sameName ? "R06" : identical ? "R03" : "R04",
      rule: rule.id,
      effect: rule.effect,
      cell: cellOf(subject, lane, row),
      related: [cellOf(subject, lane, first)],
      row: subject.rows.at[row] ?? 0,
      column: lane.key,
      slots: {
        other: subject.rows.at[first] ?? 0,
        columns: slotOf(
          joined(
            [...own, ...filled].map(({ column }) => column.label),
            "＋",
          ),
        ),
        value: said(lane, lane.values[row] ?? null),
      },
    };
  };
  return {
    renew: (rows) => {
      for (const row of rows) renew(map, row, keyOf(row));
    },
    issues: () => {
      const issues: Issue[] = [];
      for (const key of map.repeated) {
        const [first, ...others] = [...(map.rows.get(key) as number[])].sort((a, b) => a - b);
        for (const row of others) issues.push(issueAt(row, first as number));
      }
      return issues;
    },
  };
}

/** Each value has a row in every month of the period that is over; undecided without a period. */
export function monthlyTest(subject: Subject, rule: Extract<Rule, { rule: "monthly" }>): TableTest | null {
  const [of, date] = [subject.lane(rule.of), subject.lane(rule.date)];
  const days = subject.context.period === null ? null : daysOf(subject.context.period);
  if (!of || !date || !days) return null;
  const thisMonth = subject.context.today.slice(0, 7);
  const months = monthsBetween(days.first, days.last).filter((month) => month < thisMonth);
  const keyOf = (row: number): string | null => {
    const [value, day] = [of.values[row], date.values[row]];
    return typeof value === "string" && value !== "" && isDay(day) ? `${day.slice(0, 7)}${value}` : null;
  };
  const map = keyMap(subject.rows.at.length, keyOf);
  return {
    renew: (rows) => {
      for (const row of rows) renew(map, row, keyOf(row));
    },
    issues: () => {
      const values = new Set<string>();
      for (const key of map.rows.keys()) values.add(key.slice(7));
      return [...values].flatMap((value) => {
        const missing = months.filter((month) => !map.rows.has(month + value));
        if (missing.length === 0) return [];
        return [
          {
            code: "L14" as const,
            rule: rule.id,
            effect: rule.effect,
            cell: null,
            column: of.key,
            key: value,
            slots: {
              column: labelOf(of),
              value,
              months: slotOf({
                zh: missing.map((month) => sayPeriod(month, "zh")).join("、"),
                en: missing.map((month) => sayPeriod(month, "en")).join(", "),
              }),
            },
          },
        ];
      });
    },
  };
}

function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))]; ; month++) {
    if (month > 12) [year, month] = [year + 1, 1];
    const code = `${year}-${String(month).padStart(2, "0")}`;
    if (code > last.slice(0, 7)) return months;
    months.push(code);
  }
}
