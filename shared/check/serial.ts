// Numbers of rows (序号) that skip: a row may have been left out or deleted. Only noted, since such numbers mean nothing
// else; numbers that begin again, or repeat, are those of sections and merged rows.
import type { Issue } from "./issue.ts";
import { cellOf, type Subject } from "./lane.ts";

/** With more skips than this the numbers are no count of rows. */
const MOST = 5;

export function serialIssues(subject: Subject): Issue[] {
  const lane = subject.lanes.find(({ column }) => column.kind === "serial");
  if (!lane) return [];
  const skips: number[] = [];
  let before: number | null = null;
  for (let row = 0; row < lane.values.length; row++) {
    const value = lane.values[row];
    const number = typeof value === "number" ? value : /^\d{1,6}$/.test(value ?? "") ? Number(value) : null;
    if (number === null) continue;
    if (before !== null && number > before + 1) skips.push(row);
    if (skips.length > MOST) return [];
    before = number;
  }
  return skips.map((row) => ({
    code: "R05",
    effect: "note",
    cell: cellOf(subject, lane, row),
    row: subject.rows.at[row] ?? 0,
    column: lane.key,
    slots: { from: String(lane.values[row - 1] ?? ""), to: String(lane.values[row] ?? "") },
  }));
}
