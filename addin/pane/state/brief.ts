// Findings as a person reads them in a narrow pane: long texts cut, and a correction in the writing of its cell: 75%,
// 2020-03-27. It changes no finding and no correction.
import type { Fix, Issue } from "../../../shared/check/issue.ts";
import { dayOfSerial } from "../../../shared/read/date.ts";
import type { Table } from "../../../shared/read/table.ts";
import { isNumber } from "../../../shared/sheet/column.ts";

/** So much of a text is read at a glance; one that is hardly longer is better left whole. */
const MOST = 40;
const CUT_FROM = 60;

/** The finding with its texts cut; null when nothing is too long. */
export function briefOf(issue: Issue): Issue | null {
  const key = issue.key === undefined ? undefined : cut(issue.key);
  const slots = Object.fromEntries(
    Object.entries(issue.slots).map(([name, value]) => [
      name,
      // A slot may hold the same text in two languages.
      typeof value === "string" ? value.split("\u0000").map(cut).join("\u0000") : value,
    ]),
  );
  const same =
    key === issue.key && Object.entries(slots).every(([name, value]) => value === issue.slots[name]);
  return same ? null : { ...issue, slots, ...(key === undefined ? {} : { key }) };
}

export function cut(text: string): string {
  const letters = [...text];
  return letters.length > CUT_FROM ? `${letters.slice(0, MOST).join("")}…` : text;
}

/** What would be written, as the cell will show it. */
export function sayAfter({ before, after, format }: Fix): string {
  if (typeof after === "string") return after;
  if (format && /y/i.test(format)) return dayOfSerial(after) ?? String(after);
  const printed = /^\s*(-?[\d.]+)\s*[%％]\s*$/.exec(before)?.[1];
  const isShare = format?.includes("%") || (printed !== undefined && Number(printed) !== after);
  return isShare ? `${Number((after * 100).toPrecision(12))}%` : String(after);
}

/** Whether the finding is about a figure, and not about a date or a text. */
export function isOfFigure({ column }: Issue, table: Table | null): boolean {
  const declared = column === undefined ? undefined : table?.sheet?.columns[column];
  return declared === undefined || isNumber(declared);
}
