// Whether title, cut-off line and rows speak of one period. Said once for the table, with all that they name, since
// nobody but the person can know which of them is wrong.
import type { Table } from "../read/table.ts";
import { daysOf, sayPeriod } from "../report/period.ts";
import type { Sheet, Text } from "../sheet/sheet.ts";
import { slotOf } from "./catalogue.ts";
import type { Issue } from "./issue.ts";

/** The finding that the title and the cut-off line differ, with where most days of the rows lie; null without one. */
export function periodsApart(table: Table, sheet: Sheet): Issue | null {
  const { period, cutOff } = table;
  if (period === null || cutOff === null || agree(period, cutOff.period)) return null;
  const days = sayDays(table, sheet);
  return {
    code: "F13",
    effect: "explain",
    cell: null,
    slots: {
      found: slotOf({ zh: sayPeriod(period, "zh"), en: sayPeriod(period, "en") }),
      words: cutOff.words.length > 40 ? `${cutOff.words.slice(0, 40)}…` : cutOff.words,
      days: days ? slotOf(days) : "",
    },
  };
}

/** A cut-off names the last day that counts: 截至9月底 goes with the third quarter and with the first nine months. */
function agree(period: string, cutOff: string): boolean {
  const [a, b] = [daysOf(period), daysOf(cutOff)];
  if (!a || !b || a.last === b.last) return true;
  // A bare year goes with each of its parts.
  if (period.length === 4) return b.first.startsWith(period);
  return cutOff.length === 4 && a.first.startsWith(cutOff);
}

/** The month or months in which more than half of the rows' days lie that the sheet asks to be of the period. */
function sayDays(table: Table, sheet: Sheet): Text | null {
  const asked = sheet.rules.flatMap((rule) => (rule.rule === "inPeriod" ? [rule.column] : []));
  const months = table.columns
    .filter(({ key }) => key !== null && asked.includes(key))
    .flatMap(({ values }) =>
      values.filter((value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value)),
    )
    .map((day) => String(day).slice(0, 7))
    .sort();
  const [first, last] = [months[Math.floor(months.length / 4)], months[Math.floor((months.length * 3) / 4)]];
  if (first === undefined || last === undefined) return null;
  const zh = (month: string) => sayPeriod(month, "zh");
  return first === last
    ? { zh: `各行日期多在${zh(first)}。`, en: `Most days of the rows lie in ${first}.` }
    : {
        zh: `各行日期多在${zh(first)}至${zh(last)}。`,
        en: `Most days of the rows lie from ${first} to ${last}.`,
      };
}
