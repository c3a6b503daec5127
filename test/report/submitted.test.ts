// A submission as a worksheet: every value of every sheet as people read it, text as text, nothing that was not sent.
import { expect, test } from "vitest";
import { openXlsx } from "../../addin/hosts/xlsx/open.ts";
import { writeXlsx } from "../../addin/hosts/xlsx/write.ts";
import { cellAt } from "../../shared/read/grid.ts";
import { submittedSheet } from "../../shared/report/submitted.ts";
import { sheetOf } from "../../shared/sheets/index.ts";
import type { Receipt } from "../../shared/wire.ts";

const sheet = sheetOf("donation-summary");
if (!sheet) throw new Error("there is no such sheet");
const receipt = {
  number: "7-donation-summary-2020Q1-2-abcdef12",
  unit: { id: 7, name: "示例第三支部" },
  sheet: sheet.key,
  period: "2020Q1",
  rev: 2,
  person: "示例填报人",
} as Receipt;
const money = Object.entries(sheet.columns).find(([, { kind }]) => kind === "money")?.[0] ?? "";
const choice = Object.entries(sheet.columns).find(([, { kind }]) => kind === "choice");
const [choiceKey = "", choiceColumn] = choice ?? [];
const first = choiceColumn?.kind === "choice" ? choiceColumn.choices[0] : undefined;
const day = Object.entries(sheet.columns).find(([, { kind }]) => kind === "date")?.[0] ?? "";
const rows = {
  at: [6, 9],
  columns: [
    { key: "org", letter: "B", values: ['=HYPERLINK("http://x","甲")', "乙组"] },
    { key: money, letter: "J", values: [123450, null] },
    { key: choiceKey, letter: "C", values: [first?.key ?? null, "自己的写法"] },
    { key: day, letter: "D", values: ["2020-03-27", null] },
  ],
};

test("labels with their units, the clerk's row numbers, and values as people read them", () => {
  const written = submittedSheet(sheet, { receipt, rows, worksheet: "一季度" }, "zh");
  const [title, caption, header, one, two] = written.rows;
  expect(title?.cells).toEqual([{ text: `示例第三支部 2020年第一季度 ${sheet.label.zh}` }]);
  expect(JSON.stringify(caption)).toContain("第2次报送 示例填报人");
  expect(header?.cells[2]).toEqual({ text: `${sheet.columns[money]?.label.zh}（元）` });
  expect(one?.cells).toEqual([
    { number: 6 },
    { text: '=HYPERLINK("http://x","甲")' },
    { number: 1234.5, format: "#,##0.00" },
    { text: first?.label.zh },
    { text: "2020-03-27" },
  ]);
  expect(two?.cells).toEqual([{ number: 9 }, { text: "乙组" }, null, { text: "自己的写法" }, null]);
  expect(written.widths).toHaveLength(5);
});

test("in a file a text that looks like a formula is still text", async () => {
  const bytes = await writeXlsx([submittedSheet(sheet, { receipt, rows, worksheet: "一季度" }, "en")]);
  const [opened] = (await openXlsx(bytes, "x.xlsx")).worksheets;
  expect(opened && cellAt(opened.grid, 4, 2)).toBe('=HYPERLINK("http://x","甲")');
  expect(opened?.grid.formulas ?? []).not.toContainEqual(expect.stringContaining("HYPERLINK"));
});
