// Totals that do not say so (R10): found wherever they stand, and nothing like them by chance. Invented data.
import { describe, expect, test } from "vitest";
import { check } from "../../shared/check/check.ts";
import { createInspection, inspect } from "../../shared/check/inspect.ts";
import type { Rows } from "../../shared/read/table.ts";
import type { Value } from "../../shared/sheet/column.ts";
import { SHEETS, sheetOf } from "../../shared/sheets/index.ts";
import { gridOf } from "../read/grid-of.ts";

const today = "2020-04-10";
const options = { sheets: SHEETS, today };
const HEADER = "填报单位|捐款活动名称|党员总数|捐款党员人数|党员捐款金额|捐款金额合计";
const grid = (...rows: string[]) => gridOf(["捐款情况统计表", HEADER, ...rows]);
const hidden = (...rows: string[]) =>
  inspect(grid(...rows), options)
    .issues.filter(({ code }) => code === "R10")
    .map(({ cell, slots }) => `${cell} ${slots.rows}`);

const A = "一支部|扶贫|46|44|8800|8800";
const B = "二支部|扶贫|30|30|3000|3000";
const C = "三支部|扶贫|21|20|1950|1950";

describe("found", () => {
  test.each([
    ["above its rows", ["机关党委|扶贫|76|74|11800|11800", A, B, C], "A3 4—5"],
    ["below its rows", [C, A, B, "机关党委|扶贫|76|74|11800|11800"], "A6 4—5"],
    ["for all rows, first", ["全局|扶贫|97|94|13750|13750", A, B, C], "A3 4—6"],
    ["for all rows, last", [A, B, C, "全局|扶贫|97|94|13750|13750"], "A6 3—5"],
  ])("%s", (_, rows, expected) => expect(hidden(...rows)).toEqual([expected]));

  test("for two groups", () => {
    expect(hidden("甲局|扶贫|76|74|11800|11800", A, B, "乙局|扶贫|51|50|4950|4950", B, C)).toEqual([
      "A3 4—5",
      "A6 7—8",
    ]);
  });

  test("and gone as soon as it is called a total", () => {
    const live = createInspection(grid(A, B, "全局|扶贫|76|74|11800|11800"), options);
    const codes = () => live.inspection.issues.map(({ code }) => code);
    expect(codes()).toContain("R10");
    const area = { ...gridOf(["合计"]), top: 5, left: 1 };
    expect(live.edit(area).issues.map(({ code }) => code)).not.toContain("R10");
    expect(live.inspection.table?.at).toEqual([3, 4]);
  });

  test("and gone as soon as a figure differs", () => {
    const live = createInspection(grid(A, B, "全局|扶贫|76|74|11800|11800"), options);
    live.edit({ ...gridOf(["11900|11900"]), top: 5, left: 5 });
    expect(live.inspection.issues.map(({ code }) => code)).not.toContain("R10");
  });
});

describe("not found", () => {
  test.each([
    ["where one figure differs", ["机关党委|扶贫|76|75|11800|11800", A, B]],
    ["in rows that are multiples", [A, A.replace("一", "二"), "三支部|扶贫|92|88|17600|17600"]],
    ["in a single equal row", [A, "二支部|扶贫|46|44|8800|8800"]],
    ["in rows of zero", ["一支部|扶贫|0|0|0|0", "二支部|扶贫|0|0|0|0", "三支部|扶贫|0|0|0|0"]],
  ])("%s", (_, rows) => expect(hidden(...rows)).toEqual([]));

  test("in small figures that agree by chance", () => {
    const rows = ["一支部|9|8", "二支部|7|5", "三支部|16|13", "四支部|8|8"];
    const { table, issues } = inspect(
      gridOf(["志愿者注册情况表", "填报单位|在职党员数|注册志愿者数", ...rows]),
      options,
    );
    expect([table?.sheet?.key, issues]).toEqual(["volunteer-registration", []]);
  });

  test("where each row has a day and a name of its own", () => {
    const rows = [
      "清扫|2020-03-05|示例社区|120|130|260",
      "劝导|2020-03-06|示例路口|110|150|370",
      "宣传|2020-03-07|示例广场|230|280|630",
    ];
    const header = "活动名称|活动日期|服务地点|参加人数|参加人次|服务总时长";
    const { issues } = inspect(gridOf(["志愿服务活动统计表", header, ...rows]), options);
    expect(issues.map(({ code }) => code)).not.toContain("R10");
  });

  // The figures go through a fixed sequence without pattern, so that a failure can be repeated.
  test("in two hundred lists of branches as they come", () => {
    const sheet = sheetOf("donation-summary");
    if (!sheet) throw new Error("no sheet");
    let seed = 7;
    const next = (most: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return 1 + (seed % most);
    };
    for (let list = 0; list < 200; list++) {
      const columns: Record<string, Value[]> = {
        org: [],
        campaign: [],
        members: [],
        donorsM: [],
        amountM: [],
      };
      for (let row = 0; row < 30; row++) {
        const members = 3 + next(40);
        const donors = Math.max(1, members - next(3));
        const values = [`第${row}支部`, "poverty", members, donors, donors * 5_000 * next(4)];
        for (const [n, key] of Object.keys(columns).entries()) columns[key]?.push(values[n] as Value);
      }
      const rows: Rows = {
        at: Array.from({ length: 30 }, (_, n) => n + 3),
        columns: Object.entries(columns).map(([key, values], n) => ({
          key,
          letter: "ABCDE"[n] as string,
          values,
        })),
      };
      expect(
        check(sheet, rows, { today, period: "2020Q1", previous: null, known: {} }).map(({ code }) => code),
      ).not.toContain("R10");
    }
  });
});
