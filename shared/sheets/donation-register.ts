// 捐款登记表: one row per person and payment. The rows stay in the workbook; only counts and sums leave it.
// Source: domain page 5.1b.
import { choice, date, money, person, remark, serial, t, text, unit } from "../sheet/declare.ts";
import { defineSheet } from "../sheet/sheet.ts";

const YUAN = t("元", "yuan");

/** A gift below or above this (元) suggests a slip of the pen or mixed units of measure. A setting. */
const USUAL_GIFT = { min: 1, max: 10_000 };

export const donationRegister = defineSheet({
  key: "donation-register",
  version: 1,
  label: t("捐款登记表", "Donation register"),
  titles: ["捐款登记", "捐款名单", "捐款花名册", "捐款明细"],
  rowsStayLocal: true,
  columns: {
    seq: serial(),
    name: person("姓名", "Name", ["捐款人", "捐款人姓名"], "name", { required: true }),
    sex: choice(
      "性别",
      "Sex",
      [],
      [
        ["m", "男", "Male"],
        ["f", "女", "Female"],
      ],
      { local: true },
    ),
    branch: unit("所在党支部", "Branch", ["党支部", "所属支部", "支部名称", "所在支部", "单位"]),
    politics: choice(
      "政治面貌",
      "Political status",
      ["身份"],
      [
        ["member", "中共党员", "Party member", "党员"],
        ["probationary", "预备党员", "Probationary member", "中共预备党员"],
        ["masses", "群众", "Non-member"],
        ["league", "团员", "League member", "共青团员"],
        ["democratic", "民主党派", "Democratic party"],
      ],
    ),
    post: text("职务", "Post", ["职务职级"], { local: true, max: 60 }),
    amount: money("金额", "Amount", ["捐款金额", "捐款数额", "捐款额"], {
      required: true,
      min: -1_000_000,
      hint: t("单位：元；退款填负数并在备注说明", "In yuan; a refund is negative with a remark"),
    }),
    channel: choice(
      "捐款方式",
      "Channel",
      ["方式", "缴款方式"],
      [
        ["unit", "个人到单位捐", "Brought to the unit", "现金", "到单位捐款"],
        ["home", "上门收取", "Collected at home", "党务工作人员上门取"],
        ["transfer", "电子转账", "Transfer", "微信", "支付宝", "转账", "线上捐款", "银行转账", "汇款"],
      ],
      { open: true },
    ),
    paidOn: date("捐款日期", "Date", ["日期", "捐款时间"]),
    receipt: text("收据号", "Receipt no.", ["票据号", "凭证号"], { max: 60, local: true }),
    signature: text("签名", "Signature", ["签字"], { local: true, max: 60 }),
    remark: remark({ local: true }),
  },
  naturalKey: ["name", "branch", "paidOn", "amount"],
  category: "politics",
  rules: [
    {
      id: "G6",
      rule: "unique",
      effect: "waivable",
      columns: ["name", "amount"],
      apart: ["branch", "paidOn"],
      why: t("同一人同一笔只登记一次。", "One payment is entered once."),
    },
    {
      id: "M29",
      rule: "unique",
      effect: "note",
      columns: ["name"],
      why: t("同名可能是重名，也可能重复登记。", "The same name may be two persons or one entered twice."),
    },
    {
      id: "D4",
      rule: "range",
      effect: "explain",
      of: "amount",
      ...USUAL_GIFT,
      when: { column: "amount", above: 0 },
      why: t("金额过小或过大，多半是元与万元混用。", "A tiny or huge amount usually means mixed units."),
    },
    {
      id: "M46",
      rule: "needs",
      effect: "must",
      column: "remark",
      when: { column: "amount", below: 0 },
      why: t("负数（退款、冲销）须注明原因。", "A refund needs its reason."),
    },
    {
      id: "paidOn",
      rule: "inPeriod",
      effect: "explain",
      column: "paidOn",
      why: t("捐款日期应在报告期内。", "Payments lie in the period."),
    },
    {
      id: "receipt",
      rule: "unique",
      effect: "waivable",
      columns: ["receipt"],
      why: t("一张收据只对应一笔。", "One receipt, one payment."),
    },
    {
      id: "D7",
      rule: "stranger",
      effect: "explain",
      words: ["党费"],
      why: t("捐款与党费分开统计。", "Donations and dues are kept apart."),
    },
  ],
  measures: [
    {
      key: "donors",
      kind: "distinct",
      label: t("捐款人数", "Donors"),
      unit: t("人", "persons"),
      of: "name",
    },
    {
      key: "payments",
      kind: "flow",
      label: t("捐款笔数", "Payments"),
      unit: t("笔", "payments"),
      of: { count: "rows", where: { column: "amount", above: 0 } },
      by: "politics",
    },
    {
      key: "amount",
      kind: "flow",
      label: t("捐款金额", "Amount given"),
      unit: YUAN,
      of: { sum: "amount" },
      by: "politics",
    },
    {
      key: "channels",
      kind: "flow",
      label: t("按捐款方式的金额", "Amount by channel"),
      unit: YUAN,
      of: { sum: "amount" },
      by: "channel",
    },
  ],
});
