// Donation summaries as a branch keeps them, invented: one without faults but as untidy as usual, one faulty.
import type { IssueCode } from "../../shared/check/catalogue.ts";
import type { ClerkCell, ClerkSheet } from "../clerk-sheet.ts";
import type { Calendar } from "./calendar.ts";

const WIDTHS = [6, 16, 13, 12, 9, 9, 11, 9, 9, 13, 13, 13, 12, 11, 11, 12, 15, 20, 12, 10, 10, 20];
const HEAD: ClerkSheet["rows"] = [
  // biome-ignore format: one header cell after the other, as in the sheet
  ["header", "序号", "所属党组织", "捐款活动", "截止日期", "党员总数", "捐款人数（人）", null, null, null, "捐款金额（元）", null, null, "捐款方式（元）", null, null, "上缴金额（元）", "上缴日期", "上缴账户", "收据号", "捐款率(%)", "人均捐款（元）", "备　注"],
  // biome-ignore format: one header cell after the other, as in the sheet
  ["header", null, null, null, null, null, "捐款党员人数", "其中：党员领导干部", "群众捐款人数", "捐款总人数", "党员捐款金额", "群众捐款金额", "捐款金额合计", "个人到单位捐", "上门收取", "电子转账", null, null, null, null, null, null, null],
];
const HEAD_MERGES = [
  ..."ABCDE".split("").map((letter) => `${letter}3:${letter}4`),
  "F3:I3",
  "J3:L3",
  "M3:O3",
  ..."PQRSTUV".split("").map((letter) => `${letter}3:${letter}4`),
];
const MONEY = "#,##0.00";
const ACCOUNT = "机关工委党费账户";

/** Three captions on one row, merged as clerks do. */
const caption = (at: Calendar): ClerkSheet["rows"][number] => [
  "caption",
  `填报单位：${at.unit}`,
  ...Array.from({ length: 8 }, () => null),
  `统计截止日期：${at.lastInWords}`,
  ...Array.from({ length: 7 }, () => null),
  "单位：人、元",
];

/**
 * Without a fault; full-width digits, separators and days in four ways are only notes. The first subtotal is
 * typed, because a sum would pass over the numbers kept as text.
 */
export function cleanDonation(at: Calendar): ClerkSheet {
  const rate = (row: number, donors: number, members: number): ClerkCell => ({
    formula: `ROUND(F${row}/E${row}*100,1)`,
    value: Math.round((donors / members) * 1000) / 10,
    format: "0.0",
  });
  const perHead = (row: number, amount: number, members: number): ClerkCell => ({
    formula: `ROUND(J${row}/E${row},2)`,
    value: Math.round((amount / members) * 100) / 100,
    format: MONEY,
  });
  const sums = (areas: (letter: string) => string[]): ClerkCell[] =>
    [..."EFGHIJKLMNOP"].map((letter) => ({
      sum: areas(letter),
      ...(letter >= "J" ? { format: MONEY } : {}),
    }));
  const day = { day: at.day(1, 30) };
  const all = at.members;
  const first = all - 26;
  return {
    title: "示例：党员捐款情况统计表（无错）",
    worksheet: "捐款统计(最终版)",
    widths: WIDTHS,
    rows: [
      ["title", `${at.unit}${at.period}党员捐款情况统计表`],
      caption(at),
      ...HEAD,
      // biome-ignore format: the column letters of the formal frame
      ["letters", "甲", "乙", "丙", "丁", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, "戊", "己", "庚", 13, 14, "辛"],
      // biome-ignore format: one worksheet row per line
      ["body", 1, "第一党小组", "疫情防控", day, first, first, 1, 2, first + 2, 1850, 200, { formula: "J6+K6", value: 2050, format: MONEY }, 450, 0, 1600, 2050, at.dotted(2, 6), "机关工委党费账户", "示0000101", rate(6, first, first), perHead(6, 1850, first), null],
      // biome-ignore format: one worksheet row per line
      ["body", 2, "第二党小组", null, day, 8, "７", 1, 0, 7, "1,400", 0, "１４００", 400, 200, 800, 1400, at.inWords(2, 6), null, "示0000102", rate(7, 7, 8), perHead(7, 1400, 8), "1人因公外出，自愿捐款"],
      // biome-ignore format: one worksheet row per line
      ["body", 3, "离退休党小组", null, day, 6, 5, 0, "无", 5, 900, 0, 900, 0, 900, 0, 900, at.joined(2, 6), null, "示0000103", rate(8, 5, 6), perHead(8, 900, 6), "上门收取"],
      // biome-ignore format: one worksheet row per line
      ["total", "小　计", null, null, null, first + 14, first + 12, 2, 2, first + 14, 4150, 200, 4350, 850, 1100, 2400, 4350, null, null, null, null, null, null],
      // biome-ignore format: one worksheet row per line
      ["body", 4, "青年党小组", "慈善一日捐", { day: at.last }, 7, 7, 0, 3, 10, 735.5, 150, 885.5, 885.5, 0, 0, 885.5, { day: at.last, format: "yyyy-mm-dd" }, "慈善会", "示0000104", rate(10, 7, 7), perHead(10, 735.5, 7), null],
      // biome-ignore format: one worksheet row per line
      ["body", 5, "窗口党小组", "一日捐", { day: at.last }, 5, 5, 0, 1, 6, 500, 50, 550, 50, 0, 500, 550, { day: at.last, format: "yyyy-mm-dd" }, "慈善会", "示0000105", rate(11, 5, 5), perHead(11, 500, 5), null],
      // biome-ignore format: one worksheet row per line
      ["total", "小　计", null, null, null, ...sums((letter) => [`${letter}10:${letter}11`]), null, null, null, null, null, null],
      // biome-ignore format: one worksheet row per line
      ["total", "合　计", null, null, null, ...sums((letter) => [`${letter}9`, `${letter}12`]), null, null, null, rate(13, all - 2, all), perHead(13, 5385.5, all), null],
      ["note", "注：1.本表由各党支部填报。2.捐款自觉自愿、量力而行。3.本表为示例，单位和数字均为虚构。"],
      ["blank"],
      [
        "note",
        "单位负责人：",
        null,
        null,
        null,
        "审核人：",
        null,
        null,
        null,
        null,
        "填表人：",
        null,
        null,
        null,
        "联系电话：",
      ],
    ],
    merges: [
      "A1:V1",
      "A2:H2",
      "J2:Q2",
      ...HEAD_MERGES,
      "C6:C8",
      "R6:R8",
      "A9:D9",
      "A12:D12",
      "A13:D13",
      "A14:V14",
    ],
  };
}

/** Thirteen faults, one to a row; see `PLANTED_DONATION`. */
export function faultyDonation(at: Calendar): ClerkSheet {
  const day = { day: at.day(1, 30) };
  const paid = { day: at.day(2, 6) };
  return {
    title: "示例：党员捐款情况统计表（有错）",
    worksheet: "Sheet1",
    widths: WIDTHS,
    rows: [
      ["title", `${at.unit}${at.period}党员捐款情况统计表`],
      caption(at),
      ...HEAD,
      // biome-ignore format: one worksheet row per line
      ["body", 1, "第一党小组", "疫情防控", day, 4, 5, 1, 1, 6, 500, 100, 600, 600, 0, 0, 600, paid, ACCOUNT, "示0000201", null, null, "捐款党员比党员多"],
      // biome-ignore format: one worksheet row per line
      ["body", 2, "第二党小组", "疫情防控", day, at.members - 32, 1, 1, 2, 3, 300, 200, 600, null, null, null, null, null, null, null, null, null, "合计加错，也没写上缴多少（500）"],
      // biome-ignore format: one worksheet row per line
      ["body", 3, "第三党小组", "疫情放控", day, 3, 3, 0, 0, 3, 300, 0, 300, 0, 0, 300, 300, paid, ACCOUNT, "示0000203", 100, 100, "活动名称写错"],
      // biome-ignore format: one worksheet row per line
      ["body", 4, "第四党小组", "疫情防控", day, 4, "约3", 0, 0, 3, 300, 0, 300, 0, 0, 300, 300, paid, ACCOUNT, "示0000204", null, null, "约数"],
      // biome-ignore format: one worksheet row per line
      ["body", 5, "第五党小组", "疫情防控", day, 4, "XX", 0, 0, null, 400, 0, 400, 0, 0, 400, 400, paid, ACCOUNT, "示0000205", null, null, "占位文字没有改"],
      // biome-ignore format: one worksheet row per line
      ["body", 6, "第六党小组", "疫情防控", day, 3, 3, 0, 0, 3, 300, 0, 300, 0, 0, 300, 300, `${at.last.slice(0, 4)}.13.6`, ACCOUNT, "示0000206", null, null, "没有这一天"],
      // biome-ignore format: one worksheet row per line
      ["body", 7, "第七党小组", "疫情防控", day, 4, 4, 0, 0, 4, 400, 0, 400, 0, 0, { formula: "SUM(#REF!)", value: "#REF!" }, 400, paid, ACCOUNT, "示0000207", null, null, "公式引用失效"],
      // biome-ignore format: one worksheet row per line
      ["body", 8, "第八党小组", "疫情防控", day, 4, 3, 0, 0, 3, 300, 0, 300, 0, 0, 300, 300, paid, ACCOUNT, "示0000208", 85, null, "应为75"],
      // biome-ignore format: one worksheet row per line
      ["body", 9, "第八党小组", "疫情防控", day, 4, 2, 0, 0, 2, 200, 0, 200, 0, 0, 200, 200, paid, ACCOUNT, "示0000209", null, null, "应为慈善一日捐"],
      // biome-ignore format: one worksheet row per line
      ["body", 10, "第九党小组", "疫情防控", day, 3, 1.5, 0, 0, null, 150, 0, 150, 0, 0, 150, 150, paid, ACCOUNT, "示0000210", null, null, "人数不是整数"],
      // biome-ignore format: one worksheet row per line
      ["body", 11, null, "救灾", day, 3, 3, 0, 0, 3, 300, 0, 300, 0, 0, 300, 300, paid, ACCOUNT, "示0000211", null, null, "没写是谁（第九党小组）"],
      // biome-ignore format: one worksheet row per line
      ["body", 12, "第十党小组", "疫情防控", day, 3, 3, 0, 2, 5, 300, 0, 300, 0, 0, 300, 300, paid, ACCOUNT, "示0000212", null, null, "2名群众捐了多少？"],
      // biome-ignore format: one worksheet row per line
      ["total", "合计", null, null, null, { sum: ["E5:E16"] }, null, null, null, null, 3570, { sum: ["K5:K16"] }, null, null, null, null, null, null, null, null, null, null, null],
      ["note", "注：本表为示例，单位和数字均为虚构，错误是特意留下的。"],
    ],
    merges: ["A1:V1", "A2:H2", "J2:Q2", ...HEAD_MERGES, "A17:D17"],
  };
}

/** [cell, code] of every fault in `faultyDonation`. */
export const PLANTED_DONATION = [
  ["F5", "L02"],
  ["L6", "L02"],
  ["P6", "L10"],
  ["C7", "C26"],
  ["F8", "C14"],
  ["F9", "C11"],
  ["Q10", "C03"],
  ["O11", "F09"],
  ["T12", "L07"],
  ["B13", "R04"],
  ["F14", "C04"],
  ["B15", "C01"],
  ["H16", "L03"],
  ["J17", "L01"],
] as const satisfies readonly (readonly [cell: string, code: IssueCode])[];
