// The plain form of what was read as meant: proposed for every such cell, except where something would be lost; and
// once it is written, the note is gone and the values are the same.
import { expect, test } from "vitest";
import { inspect } from "../../shared/check/inspect.ts";
import { withArea } from "../../shared/check/patch.ts";
import { type Cell, columnOf, type Grid } from "../../shared/read/grid.ts";
import type { Table } from "../../shared/read/table.ts";
import { tidyings } from "../../shared/read/tidy.ts";
import { SHEETS } from "../../shared/sheets/index.ts";
import { allCases } from "../cases/case.ts";

const OPTIONS = { sheets: SHEETS, today: "2020-07-10", period: "2020Q1" };
const gridOf = (...values: Cell[][]): Grid => ({
  worksheet: "Sheet1",
  top: 1,
  left: 1,
  values,
  merges: [],
  hiddenRows: [],
});
const HEADERS = ["主办单位", "培训班名称", "培训对象", "培训时间", "天数", "应训人数", "实到"];
const TITLE = ["市直机关2020年第一季度教育培训情况统计表"];

function proposed(grid: Grid): Record<string, [string, string | number, string?]> {
  const { table, issues } = inspect(grid, OPTIONS);
  const fixes = table ? tidyings(table, grid, issues) : [];
  return Object.fromEntries(
    fixes.map(({ cell, before, after, format }) => [
      cell,
      format ? [before, after, format] : [before, after],
    ]),
  );
}

test("numbers in words and full width, days in any full form, and what stands above", () => {
  const grid = gridOf(
    TITLE,
    HEADERS,
    ["市审计局", "培训班一", "党员", "2020.3.2", "１天", "四十人", 40],
    ["同上", "培训班二", "党员", "20200309", 1, "40 人", 40],
    ["市审计局", "培训班三", "党员", 43_902, 1, 40, 40],
  );
  expect(proposed(grid)).toEqual({
    A4: ["同上", "市审计局"],
    D3: ["2020.3.2", 43_892, "yyyy-mm-dd"],
    D4: ["20200309", 43_899, "yyyy-mm-dd"],
    E3: ["１天", 1],
    F3: ["四十人", 40],
    F4: ["40 人", 40],
  });
});

test("a range of days, a formula and a cell that says that nothing is known are left as they are", () => {
  const grid = gridOf(TITLE, HEADERS, [
    "市审计局",
    "培训班一",
    "党员",
    "2020年3月2日-6日",
    5,
    "４０",
    "不详",
  ]);
  expect(proposed({ ...grid, formulas: { F3: '="４０"' } })).toEqual({});
});

test("a number goes back in the unit that the header prints", () => {
  const headers = [
    "单位",
    "活动",
    "党员人数",
    "捐款党员人数",
    "党员捐款金额（万元）",
    "捐款金额合计（万元）",
  ];
  const grid = gridOf(["2020年第一季度党员捐款情况统计表"], headers, [
    "第一党支部",
    "疫情防控",
    46,
    44,
    "０.8８",
    0.88,
  ]);
  expect(proposed(grid)).toEqual({ E3: ["０.8８", 0.88] });
});

test.each(allCases().map((one) => [one.name, one] as const))("%s: written, it means the same", (_, one) => {
  const { table, issues, rows } = inspect(one.grid, one.options);
  const fixes = table ? tidyings(table, one.grid, issues) : [];
  let grid = one.grid;
  for (const { cell, after } of fixes) {
    const [, letters = "", row = ""] = /^([A-Z]+)(\d+)$/.exec(cell) ?? [];
    const [top, left] = [Number(row), columnOf(letters)];
    grid = withArea(grid, { worksheet: "Sheet1", top, left, values: [[after]], merges: [], hiddenRows: [] });
  }
  const again = inspect(grid, one.options);
  expect(again.rows).toEqual(rows);
  expect(tidyings(again.table as Table, grid, again.issues)).toEqual([]);
});
