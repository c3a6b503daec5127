// Following edits: whatever is edited, what is then found is what a fresh look at the worksheet finds.
import { expect, test } from "vitest";
import { createInspection, inspect } from "../../shared/check/inspect.ts";
import { withArea } from "../../shared/check/patch.ts";
import type { Cell, Grid } from "../../shared/read/grid.ts";
import { SHEETS } from "../../shared/sheets/index.ts";
import { allCases } from "../cases/case.ts";

/** Numbers from 0 to 1 in an order that is the same each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const CELLS: readonly Cell[] = [
  null,
  0,
  1,
  12,
  46,
  300,
  -5,
  0.5,
  "XX",
  "约30",
  "#REF!",
  "第一党支部",
  "2020-03-05",
  "合计",
  "已完成",
  "疫情防控",
  "同上",
  "3月2日-6日",
];

test.each(allCases().map((one) => [one.name, one] as const))("%s: after each of twelve edits", (_, one) => {
  const random = chance(one.name.length * 7919);
  const pick = (count: number) => Math.floor(random() * count);
  const live = createInspection(one.grid, one.options);
  let now = one.grid;
  const width = Math.max(...one.grid.values.map((row) => row.length));
  for (let n = 0; n < 12; n++) {
    const top = 1 + pick(one.grid.values.length);
    const left = 1 + pick(width);
    const rows = random() < 0.8 ? 1 : 2;
    const values = Array.from({ length: rows }, () => [CELLS[pick(CELLS.length)] as Cell]);
    const area: Grid = { worksheet: now.worksheet, top, left, values, merges: [], hiddenRows: [] };
    now = withArea(now, area);
    const edited = live.edit(area);
    const fresh = inspect(now, one.options);
    expect(edited.issues).toEqual(fresh.issues);
    expect(edited.rows).toEqual(fresh.rows);
  }
});

test("the grid given is never changed", () => {
  for (const one of allCases()) {
    const before = JSON.stringify(one.grid);
    const live = createInspection(one.grid, one.options);
    live.edit({ ...one.grid, top: 4, left: 1, values: [["x", 1, 2, 3, 4, 5]], merges: [] });
    expect(JSON.stringify(one.grid)).toBe(before);
  }
});

test("200,001 rows are refused, not cut (F12)", () => {
  const row: Cell[] = ["第一党支部", 1];
  const values = Array.from({ length: 200_001 }, () => row);
  const grid = { worksheet: "Sheet1", top: 1, left: 1, values, merges: [], hiddenRows: [] };
  const { issues, rows } = inspect(grid, { sheets: SHEETS, today: "2020-04-10" });
  expect(rows).toBe(null);
  expect(issues.map(({ code, slots }) => [code, slots])).toEqual([
    ["F12", { found: 200_001, most: 200_000 }],
  ]);
});

test("an empty worksheet and one that is no list say so", () => {
  const grid = { worksheet: "Sheet1", top: 1, left: 1, values: [], merges: [], hiddenRows: [] };
  expect(inspect(grid, { sheets: SHEETS, today: "2020-04-10" }).issues.map(({ code }) => code)).toEqual([
    "F06",
  ]);
});
