// Names of one reporting unit, as people write them; and names that are near and another unit's.
import { expect, test } from "vitest";
import { inspect } from "../../shared/check/inspect.ts";
import { isUnit, sameUnit } from "../../shared/check/unit-name.ts";
import { SHEETS } from "../../shared/sheets/index.ts";

const COMMITTEE = [
  "市委直属机关工委",
  "市直机关工委",
  "市直工委",
  "市级机关工委",
  "中共示例市委市直机关工作委员会",
];
const BRANCH = [
  "一支部",
  "第一党支部",
  "机关第一支部",
  "第1党支部",
  "示例市财政局第一党支部",
  "财政局机关一支部",
];
const pairs = (names: string[]) => names.flatMap((a) => names.map((b) => [a, b] as const));

test.each<readonly [string, string]>([
  ...pairs(COMMITTEE),
  ...pairs(BRANCH),
  ["卫健委", "示例市卫生健康委员会"],
  ["人社局", "市人力资源和社会保障局"],
  ["市委办", "中共示例市委办公室"],
  ["示例街道办", "示例街道办事处"],
  ["市审计局", "市审计局机关党委（盖章）"],
  ["示例市审计局", "示例市审计局第三党支部"],
  ["第十一党支部", "11支部"],
])("%s and %s are one", (a, b) => expect(sameUnit(a, b)).toBe(true));

test.each([
  ["市审计局", "市财政局"],
  ["第一党支部", "第二党支部"],
  ["第十一党支部", "第一党支部"],
  ["财政局第二支部", "示例市财政局第一党支部"],
  ["财政局", "财政局国库支付中心"],
  ["省直机关工委", "市直机关工委"],
  ["县直工委", "市直工委"],
  ["市委办", "市政府办"],
  ["市委宣传部", "市委组织部"],
])("%s and %s are two", (a, b) => {
  expect(sameUnit(a, b)).toBe(false);
  expect(sameUnit(b, a)).toBe(false);
});

test("a further name counts as it stands, not what is like it", () => {
  const aliases = ["理财先锋支部"];
  expect(isUnit("理财 先锋支部", "示例市财政局第一党支部", aliases)).toBe(true);
  expect(isUnit("先锋支部", "示例市财政局第一党支部", aliases)).toBe(false);
});

test("a name that was said to be the unit's own is no finding", () => {
  const grid = {
    worksheet: "Sheet1",
    top: 1,
    left: 1,
    values: [
      ["理财先锋支部2020年第一季度党员捐款情况统计表"],
      ["单位", "活动", "党员人数", "捐款党员人数", "党员捐款金额", "捐款金额"],
      ["第一党小组", "扶贫", 20, 18, 1800, 1800],
    ],
    merges: [],
    hiddenRows: [],
  };
  const codes = (aliases: string[]) =>
    inspect(grid, {
      sheets: SHEETS,
      today: "2020-04-10",
      unit: "示例市财政局第一党支部",
      aliases,
    }).issues.map(({ code }) => code);
  expect(codes([])).toEqual(["F05"]);
  expect(codes(["理财先锋支部"])).toEqual([]);
});
