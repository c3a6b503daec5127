// Explanations: what may stand, what says nothing (E02), what is missing (E01), and what still stops a submission.
import { describe, expect, test } from "vitest";
import { blocking, checkExplanations, explains } from "../../shared/check/explanation.ts";
import { type Issue, issueId } from "../../shared/check/issue.ts";

const asked: Issue = { code: "T01", rule: "D8a", effect: "explain", cell: null, slots: {} };
const other: Issue = {
  code: "L07",
  rule: "rate",
  effect: "explain",
  cell: "J5",
  row: 5,
  key: "第一党支部",
  slots: {},
};
const noted: Issue = { code: "C10", effect: "note", cell: "A4", slots: {} };
const waivable: Issue = { code: "R03", effect: "waivable", cell: "A5", slots: {} };
const must: Issue = { code: "C01", effect: "must", cell: "A6", slots: {} };

describe("what explains", () => {
  test.each(["两名党员三月转出", "上次误将慈善一日捐计入", "The branch was split in March"])("%s", (text) => {
    expect(explains(text)).toBe(true);
  });
  test.each([
    "",
    "转出",
    "核实无误",
    "属实",
    "情况属实",
    "已核实",
    "无误",
    "经核实，情况属实，数据无误。",
    "核实无误核实无误核实无误",
    "已核对过，数字没有问题",
    "……………………",
    "啊啊啊啊啊啊啊啊",
    "。。。。。。。。属实",
    "OK OK OK OK",
  ])("not: %s", (text) => {
    expect(explains(text)).toBe(false);
  });
});

test("one E01 counts all that is missing, each empty phrase has its own E02", () => {
  const found = checkExplanations([asked, other, noted, must], { [issueId(other)]: "核实无误" });
  expect(found.map(({ code, effect, cell, slots }) => [code, effect, cell, slots])).toEqual([
    ["E01", "must", null, { count: 1 }],
    ["E02", "must", "J5", { found: "核实无误" }],
  ]);
  const all = { [issueId(asked)]: "两名党员三月转出", [issueId(other)]: "该支部按年中人数计算" };
  expect(checkExplanations([asked, other, noted, must], all)).toEqual([]);
});

test("an explanation counts for its own finding only, and never for a key of the prototype", () => {
  expect(blocking([asked, other], { [issueId(asked)]: "两名党员三月转出" })).toEqual([other]);
  const odd: Issue = { ...asked, code: "T04" };
  expect(blocking([odd], JSON.parse('{"__proto__": {}}'))).toEqual([odd]);
});

test("must and waivable stop a submission whatever is explained; notes never do", () => {
  const every = Object.fromEntries(
    [asked, waivable, must, noted].map((issue) => [issueId(issue), "两名党员三月转出"]),
  );
  expect(blocking([asked, waivable, must, noted], every)).toEqual([waivable, must]);
});
