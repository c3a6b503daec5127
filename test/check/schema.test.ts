// What the server refuses before it checks anything: rows that are not rows of the sheet.
import { describe, expect, test } from "vitest";
import { inspect } from "../../shared/check/inspect.ts";
import { type Rows, sentRows } from "../../shared/read/table.ts";
import { misfit } from "../../shared/sheet/schema.ts";
import type { Sheet } from "../../shared/sheet/sheet.ts";
import { SHEETS, sheetOf } from "../../shared/sheets/index.ts";
import { allCases } from "../cases/case.ts";

const sheet = sheetOf("rectification-ledger") as Sheet;
const column = (key: string, ...values: unknown[]) => ({ key, letter: "A", values: values as never });
const one = (key: string, value: unknown): Rows => ({ at: [4], columns: [column(key, value)] });

test("the rows of every case fit, once local columns are left out", () => {
  for (const { grid, options, sheet: key } of allCases()) {
    const { rows, table } = inspect(grid, options);
    if (rows && table?.sheet)
      expect([key, misfit(table.sheet, sentRows(table.sheet, rows))]).toEqual([key, null]);
  }
});

describe("is refused:", () => {
  test.each<[string, Rows]>([
    ["an unknown column", one("nothing", 1)],
    ["a column of the prototype", one("constructor", "x")],
    ["a local column", one("owner", "人员一")],
    ["the serial number", one("seq", 1)],
    ["a column twice", { at: [4], columns: [column("desc", "x"), column("desc", "x")] }],
    ["too few values", { at: [4, 5], columns: [column("desc", "x")] }],
    ["row numbers that do not rise", { at: [5, 4], columns: [column("desc", "x", "y")] }],
    ["a row number twice", { at: [4, 4], columns: [column("desc", "x", "y")] }],
    ["text in a number column", one("measures", "3")],
    ["a fraction", one("measures", 1.5)],
    ["a number beyond the safe integers", one("involved", 2 ** 60)],
    ["a number in a text column", one("desc", 5)],
    ["a text too long", one("desc", "x".repeat(4001))],
    ["a sign that no workbook can hold", one("desc", "甲\0乙")],
    ["a sign that turns the text around", one("desc", "甲\u202e乙")],
    ["half of a sign", one("desc", "甲\ud83d")],
    ["a day that does not exist", one("given", "2020-02-30")],
    ["a date in another form", one("given", "2020/02/03")],
    ["a word that is no day", one("given", "长期坚持")],
    ["a choice that is none", one("state", "finished")],
    ["a label instead of a choice's key", one("state", "已完成")],
    ["a letter that is none", { at: [4], columns: [{ ...column("desc", "x"), letter: "a1" }] }],
  ])("%s", (_, rows) => {
    expect(misfit(sheet, rows)).toEqual(expect.any(String));
  });
});

test.each<[string, unknown]>([
  ["due", "长期坚持"],
  ["due", "2020-12-31"],
  ["state", "lasting"],
  ["cat", "另一类"],
  ["money", null],
])("%s may be %s", (key, value) => {
  const rows = key === "money" ? one("involved", value) : one(key, value);
  expect(misfit(sheet, rows)).toBe(null);
});

test("a local sheet sends no rows at all", () => {
  for (const local of SHEETS.filter(({ rowsStayLocal }) => rowsStayLocal)) {
    expect(misfit(local, { at: [], columns: [] })).toBe(null);
    expect(misfit(local, { at: [4], columns: [] })).toEqual(expect.any(String));
  }
});
