// A small invented sheet that uses every kind of measure, and rows for it, for the tests of this folder.
import type { Rows } from "../../shared/read/table.ts";
import type { Value } from "../../shared/sheet/column.ts";
import { defineSheet } from "../../shared/sheet/sheet.ts";

const t = (zh: string, en: string) => ({ zh, en });
const persons = t("人", "persons");
const yuan = t("元", "yuan");

export const example = defineSheet({
  key: "example",
  version: 1,
  label: t("示例统计表", "Example sheet"),
  titles: ["示例"],
  columns: {
    org: { kind: "unit", label: t("填报单位", "Unit"), aliases: [], required: true },
    kind: {
      kind: "choice",
      label: t("类别", "Kind"),
      aliases: [],
      choices: [
        { key: "a", label: t("甲类", "A"), aliases: [] },
        { key: "b", label: t("乙类", "B"), aliases: [] },
        { key: "c", label: t("丙类", "C"), aliases: [] },
      ],
      open: true,
    },
    members: { kind: "count", label: t("党员总数", "Members"), unit: persons, aliases: [] },
    donors: { kind: "count", label: t("捐款党员人数", "Donors"), unit: persons, aliases: [] },
    amount: { kind: "money", label: t("捐款金额", "Amount"), unit: yuan, aliases: [] },
    hours: { kind: "hours", label: t("人均时长", "Hours each"), unit: t("小时", "hours"), aliases: [] },
    given: { kind: "date", label: t("交办时间", "Given"), aliases: [] },
    due: {
      kind: "date",
      label: t("整改时限", "Due"),
      aliases: [],
      words: ["立行立改", "长期坚持"],
      future: true,
    },
    done: { kind: "date", label: t("完成时间", "Done"), aliases: [] },
  },
  naturalKey: ["org"],
  category: "kind",
  rules: [],
  measures: [
    {
      key: "events",
      kind: "flow",
      label: t("件数", "Items"),
      unit: t("件", "items"),
      of: { count: "rows" },
      by: "kind",
    },
    {
      key: "amount",
      kind: "cumulative",
      label: t("捐款金额", "Amount"),
      unit: yuan,
      of: { sum: "amount" },
      by: "kind",
    },
    { key: "members", kind: "stock", label: t("党员总数", "Members"), unit: persons, of: { sum: "members" } },
    {
      key: "big",
      kind: "flow",
      label: t("大额", "Large"),
      unit: yuan,
      of: { sum: "amount", where: { column: "amount", above: 100 } },
    },
    {
      key: "hours",
      kind: "flow",
      label: t("总时长", "Hours"),
      unit: t("小时", "hours"),
      of: { sum: ["donors", "hours"] },
    },
    {
      key: "rate",
      kind: "ratio",
      label: t("捐款率", "Rate"),
      unit: t("%", "%"),
      numerator: { sum: "donors" },
      denominator: { sum: "members" },
      show: "percent",
    },
    {
      key: "perHead",
      kind: "ratio",
      label: t("人均捐款", "Per member"),
      unit: t("元/人", "yuan each"),
      numerator: { sum: "amount" },
      denominator: { sum: "members" },
      show: "quotient",
    },
    {
      key: "days",
      kind: "ratio",
      label: t("平均天数", "Mean days"),
      unit: t("天", "days"),
      numerator: { days: ["given", "done"], where: { column: "done", filled: true } },
      denominator: { count: "rows", where: { column: "done", filled: true } },
      show: "quotient",
    },
    { key: "orgs", kind: "distinct", label: t("单位数", "Units"), unit: t("个", "units"), of: "org" },
    {
      key: "late",
      kind: "overdue",
      label: t("逾期", "Overdue"),
      unit: t("件", "items"),
      due: "due",
      from: "given",
      plus: 30,
      closed: { column: "done", filled: true },
    },
  ],
});

/** Rows from objects; a key that is left out is null. */
export function rowsFrom(rows: readonly Readonly<Record<string, Value>>[]): Rows {
  return {
    at: rows.map((_, n) => n + 5),
    columns: Object.keys(example.columns).map((key, n) => ({
      key,
      letter: String.fromCharCode(65 + n),
      values: rows.map((row) => row[key] ?? null),
    })),
  };
}
