// The blank template of a sheet (空表样): title, place for the unit, grouped header with units of measure,
// drop-down lists and empty rows, as a clerk expects it. Our own reader recognises it; local columns are in it.
import { addressOf, letterOf } from "../read/grid.ts";
import { type Column, isNumber } from "../sheet/column.ts";
import type { Sheet } from "../sheet/sheet.ts";
import type { WrittenCell, WrittenRow, WrittenSheet } from "./worksheet.ts";

/** Empty rows under the header, all with drop-down lists. */
const EMPTY_ROWS = 50;

const CAPTION = {
  zh: ["填报单位：", "统计截止日期：", "填报日期："],
  en: ["填报单位 Unit:", "截止日期 As of:", "填报日期 Date:"],
} as const;
const HINTS = { zh: "填表说明：", en: "填表说明 Notes: " } as const;

/** The template with labels in a language; choices are offered in Chinese, as the sheets that go up hold them. */
export function templateSheet(sheet: Sheet, language: "zh" | "en"): WrittenSheet {
  const columns = Object.values(sheet.columns).filter((column) => column.asked !== false);
  const width = columns.length;
  const grouped = columns.some(({ group }) => group !== undefined);
  const first = grouped ? 5 : 4;
  const merges = [`A1:${addressOf(1, width)}`];

  const header: WrittenRow[] = [
    { role: "header", cells: columns.map((column) => headOf(column, language, grouped)) },
  ];
  if (grouped) {
    header.push({
      role: "header",
      cells: columns.map((column) => (column.group ? { text: labelOf(column, language) } : null)),
    });
    for (let start = 0; start < width; ) {
      const group = columns[start]?.group?.zh;
      let end = start;
      while (group !== undefined && columns[end + 1]?.group?.zh === group) end += 1;
      const bottom = group === undefined ? 4 : 3;
      if (end > start || bottom === 4)
        merges.push(`${addressOf(3, start + 1)}:${addressOf(bottom, end + 1)}`);
      start = end + 1;
    }
  }
  const hints = columns.filter((column) => column.hint !== undefined);
  const notes = hints.map(({ label, hint }) => `${label[language]}：${hint?.[language] ?? ""}`).join("；");
  const rows: WrittenRow[] = [
    { role: "title", cells: [{ text: sheet.label[language] }] },
    { role: "caption", cells: captionCells(width, language) },
    ...header,
    ...Array.from(
      { length: EMPTY_ROWS },
      (): WrittenRow => ({ role: "body", cells: columns.map(() => null) }),
    ),
  ];
  if (notes !== "") {
    rows.push({ role: "note", cells: [{ text: HINTS[language] + notes }] });
    merges.push(`A${rows.length}:${addressOf(rows.length, width)}`);
  }
  return {
    name: sheet.label[language],
    widths: columns.map((column) => widthOf(column, language)),
    rows,
    merges,
    frozen: { rows: first - 1, columns: 0 },
    lists: columns.flatMap((column, n) => {
      if (column.kind !== "choice") return [];
      const letter = letterOf(n + 1);
      const area = `${letter}${first}:${letter}${first + EMPTY_ROWS - 1}`;
      return [{ area, values: column.choices.map(({ label }) => label.zh), strict: !column.open }];
    }),
  };
}

/** The upper header cell: the group above its first column, or the label of a column that stands alone. */
function headOf(column: Column, language: "zh" | "en", grouped: boolean): WrittenCell {
  return { text: grouped && column.group ? column.group[language] : labelOf(column, language) };
}

/** A label with its unit of measure, as headers have it: "捐款金额（元）". */
export function labelOf(column: Column, language: "zh" | "en"): string {
  const label = column.label[language];
  if (!isNumber(column)) return label;
  return language === "zh" ? `${label}（${column.unit.zh}）` : `${label} (${column.unit.en})`;
}

function captionCells(width: number, language: "zh" | "en"): WrittenCell[] {
  const cells: WrittenCell[] = Array.from({ length: width }, () => null);
  CAPTION[language].forEach((text, n) => {
    cells[Math.floor((n * width) / CAPTION[language].length)] = { text };
  });
  return cells;
}

function widthOf(column: Column, language: "zh" | "en"): number {
  const label = labelOf(column, language);
  const letters = [...label].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 255 ? 2 : 1), 2);
  const least = column.kind === "serial" ? 6 : column.kind === "unit" ? 26 : column.kind === "text" ? 18 : 12;
  return Math.min(Math.max(letters, least), 36);
}
