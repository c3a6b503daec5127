// What a person confirmed of headers: found again by the headers alone, and by no others.
import { describe, expect, test } from "vitest";
import { inspect } from "../../shared/check/inspect.ts";
import type { Cell, Grid } from "../../shared/read/grid.ts";
import { headerNames, headerSetOf, type Layout, layoutOf, MAX_NAME } from "../../shared/read/layout.ts";
import { SHEETS } from "../../shared/sheets/index.ts";

const setOf = (...headers: string[]) => headerSetOf(headerNames(headers));

describe("the names of headers", () => {
  test("are the same however they are spaced and whichever period they name", () => {
    expect(headerNames(["捐 款\n额（元）", "2020年第一季度上缴", "3月份人数"])).toEqual([
      "捐款额(元)",
      "上缴",
      "人数",
    ]);
  });
  test("keep the period where only it tells two headers apart", () => {
    expect(headerNames(["2019年底党员", "2020年底党员", "1月", "2月"])).toEqual([
      "2019年底党员",
      "2020年底党员",
      "1月",
      "2月",
    ]);
  });
  test("differ for headers that are alike or empty, and are never too long", () => {
    const names = headerNames(["金额", "金额", "", "", "长".repeat(500), `${"长".repeat(499)}短`]);
    expect(names.slice(0, 4)).toEqual(["金额", "金额#2", "#1", "#2"]);
    expect(new Set(names).size).toBe(6);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(MAX_NAME);
  });
});

test("a set of headers is the same in any order, the next quarter too, and another with one header more", () => {
  const set = setOf("单位", "2020年第一季度爱心款", "备注");
  expect(set).toMatch(/^[0-9a-f]{16}$/);
  expect(setOf("备注", "单位", "2020年第二季度爱心款")).toBe(set);
  expect(setOf("单位", "2020年第一季度爱心款", "备注", "经手")).not.toBe(set);
  expect(setOf("单位2020", "年第一季度爱心款", "备注")).not.toBe(set);
});

test("no two of many sets share their sixteen digits", () => {
  const sets = new Set<string>();
  for (let n = 0; n < 20_000; n++) sets.add(headerSetOf([`甲${n % 141}`, `乙${Math.floor(n / 141)}`]));
  expect(sets.size).toBe(20_000);
});

const gridOf = (...values: Cell[][]): Grid => ({
  worksheet: "Sheet1",
  top: 1,
  left: 1,
  values,
  merges: [],
  hiddenRows: [],
});
const look = (grid: Grid, layouts: readonly Layout[] = [], more = {}) =>
  inspect(grid, { sheets: SHEETS, today: "2020-04-10", period: "2020Q1", layouts, ...more });
const codes = ({ issues }: ReturnType<typeof look>) => issues.map(({ code }) => code);
const HEADERS = ["党小组名", "募捐主题", "支部人头", "奉献爱心的同志数", "爱心款", "全部善款"];
const ROW = ["第一党小组", "慈善一日捐", 20, 18, 1800, 1800];
const COLUMNS = {
  党小组名: "org",
  募捐主题: "campaign",
  支部人头: "members",
  奉献爱心的同志数: "donorsM",
  爱心款: "amountM",
  全部善款: "amount",
};
const TITLE = ["2020年第一季度奉献台"];
const LAYOUT = { headers: setOf(...HEADERS), sheet: "donation-summary", columns: COLUMNS };

describe("a sheet whose headers no reader knows", () => {
  test("is of no sheet, until what was confirmed decides", () => {
    expect(codes(look(gridOf(TITLE, HEADERS, ROW)))).toContain("F01");
    const known = look(gridOf(TITLE, HEADERS, ROW), [LAYOUT]);
    expect(codes(known)).toEqual([]);
    expect(known.table).toMatchObject({ confirmed: true, sheet: { key: "donation-summary" } });
    expect(layoutOf(known.table as NonNullable<typeof known.table>)).toEqual(LAYOUT);
  });
  test("is read right with its columns in another order", () => {
    const turned = look(gridOf(TITLE, [...HEADERS].reverse(), [...ROW].reverse()), [LAYOUT]);
    expect(turned.table?.columns.map(({ key }) => key)).toEqual(Object.values(COLUMNS).reverse());
    expect(codes(turned)).toEqual([]);
  });
  test("is asked again with other headers, and keeps a header that was said to be of no column out", () => {
    expect(codes(look(gridOf(TITLE, [...HEADERS, "经手"], [...ROW, "甲"]), [LAYOUT]))).toContain("F01");
    const { 支部人头: _, ...fewer } = COLUMNS;
    const left = look(gridOf(TITLE, HEADERS, ROW), [{ ...LAYOUT, columns: fewer }]);
    expect(left.table?.columns[2]).toMatchObject({ header: "支部人头", key: null });
  });
});

test("of two sheets with the same headers the one that fits or was chosen is taken, and the newest of each", () => {
  const other = { headers: LAYOUT.headers, sheet: "volunteer-event", columns: { 党小组名: "team" } };
  const old = { ...LAYOUT, columns: { 党小组名: "remark" } };
  const grid = gridOf(TITLE, HEADERS, ROW);
  expect(look(grid, [other, LAYOUT, old]).table?.sheet?.key).toBe("donation-summary");
  expect(look(grid, [other, LAYOUT, old]).table?.columns[0]?.key).toBe("org");
  const chosen = look(grid, [LAYOUT, other], { sheetKey: "volunteer-event" }).table;
  expect([chosen?.sheet?.key, chosen?.columns[0]?.key]).toEqual(["volunteer-event", "team"]);
});

test("what the person chooses now outweighs what was confirmed, and is not yet confirmed", () => {
  const { table } = look(gridOf(TITLE, HEADERS, ROW), [LAYOUT], { mapping: { C: "staff" } });
  expect([table?.columns[2]?.key, table?.confirmed]).toEqual(["staff", false]);
});

test("a column that the sheet no longer has is left alone", () => {
  const layout = { ...LAYOUT, columns: { ...COLUMNS, 支部人头: "gone" } };
  expect(look(gridOf(TITLE, HEADERS, ROW), [layout]).table?.columns[2]?.key).toBeNull();
});

test("of stacked tables the mapping goes to the one that was chosen", () => {
  const grid = gridOf(
    ["2020年第一季度党员捐款情况统计表"],
    ["单位", "活动", "党员人数", "捐款党员人数", "党员捐款金额", "捐款金额"],
    ["第一党支部", "扶贫", 20, 18, 1800, 1800],
    [],
    ["2020年第一季度党员捐款情况统计表（二）"],
    ["单位", "活动", "党员人数", "捐款党员人数", "党员捐款金额", "捐款金额"],
    ["第二党支部", "扶贫", 20, 18, 1800, 1800],
  );
  const keys = (options: object) =>
    look(grid, [], options).reading.tables.map(({ columns }) => columns[2]?.key);
  expect(keys({})).toEqual(["members", "members"]);
  expect(keys({ mapping: { C: "staff" } })).toEqual(["staff", "members"]);
  expect(keys({ mapping: { C: "staff" }, tableAt: 6 })).toEqual(["members", "staff"]);
});
