// A misspelt column name in a key, rule, measure or category does not compile. Each line below that should not compile
// is marked; the type check fails when one of them does.
import { expect, test } from "vitest";
import { count, unit } from "../../shared/sheet/declare.ts";
import { defineSheet } from "../../shared/sheet/sheet.ts";

const why = { zh: "理由", en: "reason" };
const label = { zh: "表", en: "Sheet" };
const base = {
  key: "x",
  version: 1,
  label,
  titles: [],
  columns: { org: unit("单位", "Unit", []), members: count("党员", "Members", []) },
  rules: [],
  measures: [],
} as const;

test("keys, rules, measures and category name columns that exist", () => {
  const sheets = [
    defineSheet({ ...base, naturalKey: ["org"] }),
    // @ts-expect-error a natural key of no column
    defineSheet({ ...base, naturalKey: ["orgg"] }),
    defineSheet({
      ...base,
      naturalKey: ["org"],
      // @ts-expect-error a rule over no column
      rules: [{ id: "a", rule: "compare", effect: "must", left: "memberz", is: "<=", right: 3, why }],
    }),
    defineSheet({
      ...base,
      naturalKey: ["org"],
      rules: [
        {
          id: "a",
          rule: "needs",
          effect: "must",
          column: "members",
          // @ts-expect-error a condition over no column
          when: { column: "og", filled: true },
          why,
        },
      ],
    }),
    defineSheet({
      ...base,
      naturalKey: ["org"],
      // @ts-expect-error a measure of no column
      measures: [{ key: "m", kind: "flow", label, unit: label, of: { sum: "membres" } }],
    }),
    // @ts-expect-error a category that is no column
    defineSheet({ ...base, naturalKey: ["org"], category: "kind" }),
  ];
  expect(sheets.map(({ key }) => key)).toEqual(["x", "x", "x", "x", "x", "x"]);
});
