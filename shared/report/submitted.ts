// A submission as a worksheet: the rows as the clerk sent them, wide enough to be read, for the reviewer. Values stand
// as people read them; text stays text. It holds nothing that was not sent, and no finding or verdict.
import { addressOf } from "../read/grid.ts";
import { type Column, isNumber, scaleOf, type Value } from "../sheet/column.ts";
import type { Sheet } from "../sheet/sheet.ts";
import type { SubmissionView } from "../wire.ts";
import { FORMATS } from "./consolidated-columns.ts";
import { sayPeriod } from "./period.ts";
import { labelOf } from "./template.ts";
import type { WrittenCell, WrittenSheet } from "./worksheet.ts";

/** The title stands over the columns first in sight, however wide the sheet is. */
const TITLE_COLUMNS = 7;

const WORDS = {
  row: { zh: "原表行", en: "Row there" },
  revision: { zh: (rev: number) => `第${rev}次报送`, en: (rev: number) => `Submission no. ${rev}` },
  worksheet: { zh: "工作表", en: "Worksheet" },
  receipt: { zh: "回执编号", en: "Receipt" },
};

/** The rows of one revision under the sheet's own labels; column A holds the row number in the clerk's worksheet. */
export function submittedSheet(
  sheet: Sheet,
  { receipt, rows, worksheet }: Pick<SubmissionView, "receipt" | "rows" | "worksheet">,
  language: "zh" | "en",
): WrittenSheet {
  const columns = rows.columns.flatMap(({ key, values }) => {
    const column = sheet.columns[key];
    return column ? [{ column, values }] : [];
  });
  const width = columns.length + 1;
  const unit = receipt.unit.name;
  const period = sayPeriod(receipt.period, language);
  const colon = language === "zh" ? "：" : ": ";
  const caption = [
    `${WORDS.revision[language](receipt.rev)} ${receipt.person}`,
    `${WORDS.worksheet[language]}${colon}${worksheet}`,
    `${WORDS.receipt[language]}${colon}${receipt.number}`,
  ].join("   ");
  const headers = [WORDS.row[language], ...columns.map(({ column }) => labelOf(column, language))];
  return {
    name: unit,
    widths: headers.map((header, n) => widthOf(header, columns[n - 1])),
    rows: [
      { role: "title", cells: [{ text: `${unit} ${period} ${sheet.label[language]}` }] },
      { role: "caption", cells: [{ text: caption }] },
      { role: "header", cells: headers.map((text) => ({ text })) },
      ...rows.at.map((row, n) => ({
        role: "body" as const,
        cells: [
          { number: row },
          ...columns.map(({ column, values }) => cellOf(column, values[n] ?? null, language)),
        ],
      })),
    ],
    merges: [1, 2].map((row) => `A${row}:${addressOf(row, Math.min(width, TITLE_COLUMNS))}`),
    frozen: { rows: 3, columns: 1 },
  };
}

function cellOf(column: Column, value: Value, language: "zh" | "en"): WrittenCell {
  if (value === null) return null;
  if (isNumber(column) && typeof value === "number")
    return { number: value / scaleOf(column.kind), format: FORMATS[column.kind] };
  const choice = column.kind === "choice" ? column.choices.find(({ key }) => key === value) : undefined;
  return { text: choice ? choice.label[language] : String(value) };
}

/** In characters: the header, or the longest of the first values, within reason. */
function widthOf(header: string, content?: { readonly values: readonly Value[] }): number {
  const texts = (content?.values ?? []).slice(0, 200).map((value) => String(value ?? ""));
  const longest = Math.max(...[header, ...texts].map(lettersOf));
  return Math.min(Math.max(longest + 2, 8), 48);
}

function lettersOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 255 ? 2 : 1), 0);
}
