// 党员（职工）捐款情况统计表: one row per branch and campaign, the sheet that goes up. Donations are voluntary:
// no rule here asks for a higher rate or amount, and nothing is ranked. Source: design page on the domain, 5.1a.
import { choice, count, date, money, percent, remark, serial, t, text, unit } from "../sheet/declare.ts";
import { defineSheet } from "../sheet/sheet.ts";

const DONORS = t("捐款人数", "Donors");
const AMOUNTS = t("捐款金额", "Amounts");
const CHANNELS = t("捐款方式", "Channels");

export const donationSummary = defineSheet({
  key: "donation-summary",
  version: 1,
  label: t("党员捐款情况统计表", "Donation summary"),
  titles: ["捐款情况", "捐款统计", "捐款汇总"],
  columns: {
    seq: serial(),
    org: unit(
      "填报单位",
      "Unit",
      ["单位", "单位名称", "报送单位", "党组织名称", "所属党组织", "支部名称", "党支部"],
      { required: true },
    ),
    campaign: choice(
      "捐款活动名称",
      "Campaign",
      ["活动", "捐款项目", "事由", "捐款活动"],
      [
        ["epidemic", "疫情防控", "Epidemic control", "抗疫", "抗击疫情", "防疫"],
        ["charityDay", "慈善一日捐", "Charity day", "一日捐"],
        ["poverty", "扶贫", "Poverty relief", "扶贫济困"],
        ["disaster", "救灾", "Disaster relief", "赈灾", "抗洪救灾"],
        ["other", "其他", "Other", "其它"],
      ],
      { required: true },
    ),
    asOf: date("截止日期", "As of", ["截至日期", "统计截止时间", "数据截至"]),
    members: count("党员总数", "Members", ["党员人数", "在册党员数", "应统计党员数"], {
      required: true,
      known: true,
    }),
    staff: count("职工总数", "Staff", ["干部职工数", "在编人数"]),
    donorsM: count("捐款党员人数", "Member donors", ["党员捐款人数", "参捐党员", "捐款党员数"], {
      required: true,
      group: DONORS,
    }),
    donorsLead: count("其中：党员领导干部", "of whom leaders", ["处级以上", "领导干部人数", "党员领导干部"], {
      group: DONORS,
    }),
    donorsO: count("群众捐款人数", "Other donors", ["非党员捐款人数", "其他人员"], { group: DONORS }),
    donors: count("捐款总人数", "All donors", ["捐款人数", "参捐人数", "人数合计"], { group: DONORS }),
    amountM: money("党员捐款金额", "Given by members", ["党员捐款数", "捐款额(党员)"], {
      required: true,
      group: AMOUNTS,
    }),
    amountO: money("群众捐款金额", "Given by others", ["其他捐款金额"], { group: AMOUNTS }),
    amount: money("捐款金额合计", "Given in all", ["捐款总额", "累计捐款金额", "善款", "金额", "捐款金额"], {
      required: true,
      group: AMOUNTS,
    }),
    byUnit: money("个人到单位捐", "Brought to the unit", ["现金", "到单位捐款"], { group: CHANNELS }),
    byHome: money("上门收取", "Collected at home", ["党务工作人员上门取"], { group: CHANNELS }),
    byTransfer: money("电子转账", "By transfer", ["微信", "支付宝", "线上捐款", "转账"], { group: CHANNELS }),
    handed: money("上缴金额", "Handed up", ["已上缴", "上交金额", "汇缴金额"]),
    handedOn: date("上缴日期", "Handed up on", ["缴款日期", "转账日期"]),
    account: choice(
      "上缴账户",
      "Account",
      ["接收单位", "收款单位"],
      [
        ["committee", "机关工委党费账户", "Dues account of the committee", "工委党费账户", "机关工委"],
        ["organisation", "组织部党费专户", "Dues account of the organisation department", "组织部"],
        ["charity", "慈善会", "Charity federation", "慈善总会"],
        ["redCross", "红十字会", "Red Cross"],
      ],
      { open: true },
    ),
    receipt: text("收据号", "Receipt no.", ["票据号", "凭证号"], { max: 60 }),
    rate: percent("捐款率", "Rate", ["捐款率(%)", "参捐率", "捐款比例", "占比"]),
    perHead: money("人均捐款", "Per member", ["人均捐款(元)", "人均金额"]),
    remark: remark(),
  },
  naturalKey: ["org", "campaign", "asOf"],
  category: "campaign",
  rules: [
    {
      id: "D1",
      rule: "compare",
      effect: "must",
      left: "donorsM",
      is: "<=",
      right: "members",
      why: t("捐款党员不会多于党员总数。", "Member donors cannot outnumber members."),
    },
    {
      id: "D2a",
      rule: "compare",
      effect: "must",
      left: "amount",
      is: "=",
      right: { sum: ["amountM", "amountO"] },
      tolerance: 0.01,
      why: t("合计等于党员与群众捐款之和。", "The amount is the sum of both."),
    },
  ],
  measures: [
    {
      key: "members",
      kind: "stock",
      label: t("党员总数", "Members"),
      unit: t("人", "persons"),
      of: { sum: "members" },
    },
    {
      key: "amount",
      kind: "cumulative",
      label: t("捐款金额", "Amount given"),
      unit: t("元", "yuan"),
      of: { sum: "amount" },
      by: "campaign",
    },
    {
      key: "rate",
      kind: "ratio",
      label: t("捐款率", "Rate"),
      unit: t("%", "%"),
      numerator: { sum: "donorsM" },
      denominator: { sum: "members" },
      show: "percent",
    },
  ],
});
