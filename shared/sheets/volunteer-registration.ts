// 志愿者注册情况表: a snapshot, one row per branch. The base is the superior's figure: a difference is disputed, not
// silently taken. Source: domain page 5.4b, V4 and V5.
import { count, frame, frameRules, org, percent, remark, serial, t } from "../sheet/declare.ts";
import { defineSheet } from "../sheet/sheet.ts";

const PERSONS = t("人", "persons");

export const volunteerRegistration = defineSheet({
  key: "volunteer-registration",
  version: 1,
  label: t("志愿者注册情况表", "Volunteer registration"),
  titles: ["志愿者注册", "注册情况", "志愿服务注册"],
  columns: {
    seq: serial(),
    org: org({ required: true }),
    ...frame,
    base: count("在职党员数", "In-service members", ["在职党员", "党员数", "在职党员人数"], {
      expected: true,
      known: true,
    }),
    registered: count("注册志愿者数", "Registered volunteers", ["注册人数", "志愿者数", "已注册人数"], {
      required: true,
    }),
    registeredM: count("其中：党员", "of whom members", ["其中党员", "注册党员数"]),
    teams: count("服务队数", "Teams", ["志愿服务队数", "队伍数"], { unit: t("支", "teams") }),
    rate: percent("注册率", "Registration rate", ["注册率(%)", "注册比例"]),
    remark: remark(),
  },
  naturalKey: ["org"],
  rules: [
    {
      id: "V4",
      rule: "compare",
      effect: "must",
      left: "registered",
      is: "<=",
      right: "base",
      why: t(
        "注册数超过在职党员数，多半是基数未更新，请与上级核对基数。",
        "More registered than in service usually means a stale base; ask the superior.",
      ),
    },
    {
      id: "registeredM",
      rule: "compare",
      effect: "must",
      left: "registeredM",
      is: "<=",
      right: "registered",
      why: t("其中数不会多于总数。", "A part cannot exceed the whole."),
    },
    {
      id: "V5",
      rule: "ratio",
      effect: "explain",
      typed: "rate",
      numerator: "registered",
      denominator: "base",
      why: t("注册率＝注册志愿者数÷在职党员数。", "Rate = registered ÷ in service."),
    },
    {
      id: "G6",
      rule: "unique",
      effect: "must",
      columns: ["org"],
      apart: ["asOf"],
      why: t("每个支部一行。", "One row per branch."),
    },
    ...frameRules,
  ],
  measures: [
    { key: "base", kind: "stock", label: t("在职党员数", "In service"), unit: PERSONS, of: { sum: "base" } },
    {
      key: "registered",
      kind: "stock",
      label: t("注册志愿者数", "Registered"),
      unit: PERSONS,
      of: { sum: "registered" },
    },
    {
      key: "registeredM",
      kind: "stock",
      label: t("注册志愿者中的党员", "Registered members"),
      unit: PERSONS,
      of: { sum: "registeredM" },
    },
    {
      key: "rate",
      kind: "ratio",
      label: t("注册率", "Registration rate"),
      unit: t("%", "%"),
      numerator: { sum: "registered" },
      denominator: { sum: "base" },
      show: "percent",
    },
    {
      key: "teams",
      kind: "stock",
      label: t("志愿服务队", "Teams"),
      unit: t("支", "teams"),
      of: { sum: "teams" },
    },
  ],
});
