// 约30: the approximate mark travels with the value, from the cell to the roll-up and into the consolidated sheet.
import { expect, test } from "vitest";
import { readGrid } from "../../shared/read/read.ts";
import { rowsOf, sentRows } from "../../shared/read/table.ts";
import { consolidatedSheet } from "../../shared/report/consolidate.ts";
import { ABOUT, figuresOf, plausible } from "../../shared/report/figures.ts";
import { rollUp } from "../../shared/report/rollup.ts";
import { misfit } from "../../shared/sheet/schema.ts";
import { SHEETS, sheetOf } from "../../shared/sheets/index.ts";
import type { Consolidation } from "../../shared/wire.ts";

const sheet = sheetOf("volunteer-registration");
if (!sheet) throw new Error("no such sheet");
const AT = { period: "2020Q1", today: "2020-04-10" };

function rowsWith(registered: string | number) {
  const values = [
    ["市审计局2020年第一季度志愿者注册情况表（示例数据）", null, null, null],
    ["序号", "填报单位", "在职党员数", "注册志愿者数"],
    [1, "第一党支部", 40, registered],
    [2, "第二党支部", 20, 10],
  ];
  const grid = { worksheet: "表", top: 1, left: 1, values, merges: [], hiddenRows: [] };
  const { tables } = readGrid(grid, { sheets: SHEETS, ...AT });
  if (!tables[0]) throw new Error("no table");
  return sentRows(sheet as NonNullable<typeof sheet>, rowsOf(tables[0]));
}

test("only the column with the word is marked, at its rows, and the rows still fit", () => {
  const rows = rowsWith("约30");
  expect(rows.columns.map(({ key, about }) => [key, about])).toContainEqual(["registered", [0]]);
  expect(rows.columns.filter(({ about }) => about)).toHaveLength(1);
  expect(misfit(sheet, rows)).toBeNull();
  const beyond = { ...rows, columns: rows.columns.map((one) => ({ ...one, about: [7] })) };
  expect(misfit(sheet, beyond)).toMatch(/approximate/);
});

test("figures name the measures that rest on it, and a roll-up unites them", () => {
  const [about, exact] = [figuresOf(sheet, rowsWith("约30"), AT), figuresOf(sheet, rowsWith(30), AT)];
  expect(about[ABOUT]).toEqual({ values: ["rate", "registered"] });
  expect(exact[ABOUT]).toBeUndefined();
  expect(about.registered).toBe(exact.registered);
  expect(plausible(sheet, about)).toBeNull();
  expect(plausible(sheet, { ...about, [ABOUT]: { values: ["no such"] } })).not.toBeNull();
  expect(rollUp(sheet, [exact, about])[ABOUT]).toEqual({ values: ["rate", "registered"] });
  expect(rollUp(sheet, [exact, exact])[ABOUT]).toBeUndefined();
});

test.each([
  ["约30", true],
  [30, false],
] as const)("the consolidated sheet says so: %s", (registered, said) => {
  const figures = figuresOf(sheet, rowsWith(registered), AT);
  const consolidation: Consolidation = {
    sheet: sheet.key,
    period: "2020Q1",
    scope: { id: 1, name: "示例工委" },
    stage: "accepted",
    totals: figures,
    reported: 1,
    expected: 1,
    onTime: 1,
    units: [{ unit: { id: 2, name: "示例支部" }, under: "示例局", figures }],
    version: 1,
    rowsRead: 0,
  };
  const notes = consolidatedSheet(sheet, consolidation, { by: "unit", language: "zh" })
    .rows.filter(({ role }) => role === "note")
    .flatMap(({ cells }) => cells)
    .flatMap((cell) => (cell && "text" in cell ? [cell.text] : []));
  expect(notes.some((note) => note.includes("含约数") && note.includes("注册志愿者数"))).toBe(said);
});
