// The order in which issues are shown: those that hide others, then by effect; within an effect by their weight in
// the column's total, then from top to bottom.
import { columnOf } from "../read/grid.ts";
import type { Rows } from "../read/table.ts";
import { isNumber, scaleOf } from "../sheet/column.ts";
import type { Effect } from "../sheet/rule.ts";
import type { Sheet } from "../sheet/sheet.ts";
import type { Issue } from "./issue.ts";

const RANK: Readonly<Record<Effect, number>> = { must: 1, waivable: 2, explain: 3, note: 4 };

/** A new list in order. */
export function inOrder(issues: readonly Issue[], sheet: Sheet, rows: Rows): Issue[] {
  const totals = new Map<string, number>();
  const totalOf = (key: string): number => {
    const known = totals.get(key);
    if (known !== undefined) return known;
    const column = sheet.columns[key];
    let sum = 0;
    if (column && isNumber(column))
      for (const value of rows.columns.find((one) => one.key === key)?.values ?? [])
        if (typeof value === "number") sum += Math.abs(value) / scaleOf(column.kind);
    totals.set(key, sum);
    return sum;
  };
  const weighed = issues.map((issue) => {
    const { difference } = issue.slots;
    const total = typeof difference === "number" && issue.column !== undefined ? totalOf(issue.column) : 0;
    return {
      issue,
      rank: hides(issue) ? 0 : RANK[issue.effect],
      weight: total > 0 ? Math.min(1, (difference as number) / total) : 0,
      row: issue.row ?? rowOf(issue),
    };
  });
  weighed.sort(
    (a, b) => a.rank - b.rank || b.weight - a.weight || a.row - b.row || byPlace(a.issue, b.issue),
  );
  return weighed.map(({ issue }) => issue);
}

/** Row of the first cell; what is about the whole table comes before all rows, a mere note of it after them. */
function rowOf({ cell, effect }: Issue): number {
  if (cell === null) return effect === "note" ? Number.MAX_SAFE_INTEGER : 0;
  return Number(/\d+$/.exec(cell)?.[0] ?? 0);
}

/** Left before right; then any order that is the same each time. */
function byPlace(a: Issue, b: Issue): number {
  const column = ({ cell }: Issue) => (cell === null ? 0 : columnOf(cell.replace(/\d+$/, "")));
  const name = ({ code, rule = "", column: key = "", key: row = "" }: Issue) =>
    `${code}|${rule}|${key}|${row}`;
  const [one, other] = [name(a), name(b)];
  return column(a) - column(b) || (one < other ? -1 : one > other ? 1 : 0);
}

/** True for what keeps other rules from being asked: the wrong sheet, period or unit, a column missing or double. */
function hides(issue: Issue): boolean {
  return issue.effect === "must" && issue.row === undefined && /^[FH]/.test(issue.code);
}
