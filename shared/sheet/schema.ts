// Whether rows have the shape of a sheet, before they are checked: for the server, which trusts nothing that arrives.
// It says nothing about whether the figures are right.
import type { Rows } from "../read/table.ts";
import { isInvisible } from "../read/text.ts";
import { type Column, isNumber, type Value } from "./column.ts";
import { type Sheet, sentColumns } from "./sheet.ts";

/** Longest text of a cell, in characters. */
const LONGEST_TEXT = 4000;

/**
 * Why submitted rows cannot be rows of this sheet, in a few English words for the log; null when they can. Local
 * columns are refused: they must not have left the workbook. An empty list of columns fits a local sheet only.
 */
export function misfit(sheet: Sheet, rows: Rows): string | null {
  const sent = new Map(sentColumns(sheet));
  if (sheet.rowsStayLocal && (rows.at.length > 0 || rows.columns.length > 0))
    return "rows of a local sheet were sent";
  for (let n = 0; n < rows.at.length; n++)
    if (!Number.isSafeInteger(rows.at[n]) || (rows.at[n] as number) <= ((rows.at[n - 1] as number) ?? 0))
      return "row numbers do not rise";
  const seen = new Set<string>();
  for (const { key, letter, values, about = [] } of rows.columns) {
    const column = sent.get(key);
    if (!column || column.kind === "serial") return `column ${key} is not sent`;
    if (seen.has(key)) return `column ${key} stands twice`;
    seen.add(key);
    if (!/^[A-Z]{1,3}$/.test(letter)) return `column ${key} has no letter`;
    if (values.length !== rows.at.length) return `column ${key} has ${values.length} values`;
    if (about.some((index, n) => index >= values.length || index <= (about[n - 1] ?? -1)))
      return `column ${key} calls rows approximate that it has not`;
    const odd = values.findIndex((value) => value !== null && !fits(column, value));
    if (odd >= 0) return `column ${key} row ${rows.at[odd]} has another kind of value`;
  }
  return null;
}

function fits(column: Column, value: Exclude<Value, null>): boolean {
  if (isNumber(column)) return Number.isSafeInteger(value);
  if (typeof value !== "string" || value.length > LONGEST_TEXT || !isClean(value)) return false;
  if (column.kind === "date") return isIsoDay(value) || (column.words?.includes(value) ?? false);
  if (column.kind === "time") return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value);
  if (column.kind === "choice") return column.open || column.choices.some(({ key }) => key === value);
  return true;
}

/** Reading leaves out what nobody sees, so who sends it did not read a workbook; and no workbook could hold it again. */
function isClean(text: string): boolean {
  for (let n = 0; n < text.length; n++) if (isInvisible(text.charCodeAt(n))) return false;
  return text.isWellFormed();
}

function isIsoDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}
