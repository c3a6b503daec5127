// Volunteer events as a branch lists them, invented: one untidy sheet without faults, one faulty.
import type { IssueCode } from "../../shared/check/catalogue.ts";
import type { ClerkCell, ClerkSheet } from "../clerk-sheet.ts";
import type { Calendar } from "./calendar.ts";

const WIDTHS = [6, 20, 24, 14, 15, 18, 18, 12, 11, 10, 10, 11, 11, 10, 11, 12, 18];
const HEAD: ClerkSheet["rows"] = [
  // biome-ignore format: one header cell after the other, as in the sheet
  ["header", "序号", "服务队", "活动主题", "活动类型", "活动时间", "地点", "共建单位", "参加情况", null, null, "服务时长（小时）", null, "受益人数（人）", "无偿献血", null, "是否录入", "备注"],
  // biome-ignore format: one header cell after the other, as in the sheet
  ["header", null, null, null, null, null, null, null, "参加人数", "其中：党员", "参加人次", "人均时长", "服务总时长", null, "献血人数", "献血量（毫升）", null, null],
];
const HEAD_MERGES = [
  ..."ABCDEFG".split("").map((letter) => `${letter}3:${letter}4`),
  "H3:J3",
  "K3:L3",
  "M3:M4",
  "N3:O3",
  "P3:P4",
  "Q3:Q4",
];

const caption = (at: Calendar): ClerkSheet["rows"][number] => [
  "caption",
  `填报单位：${at.unit}`,
  ...Array.from({ length: 7 }, () => null),
  `统计时间：${at.period}`,
  ...Array.from({ length: 4 }, () => null),
  `填报日期：${at.todayInWords}`,
];

/** Without a fault; teams merged down, a subtotal for each month, a hidden row, days in five ways. */
export function cleanVolunteer(at: Calendar): ClerkSheet {
  const hours = (row: number, times: number, each: number): ClerkCell => ({
    formula: `J${row}*K${row}`,
    value: times * each,
    format: "0.0",
  });
  const sums = (areas: (letter: string) => string[]): ClerkCell[] =>
    [..."HIJKLMNO"].map((letter) => (letter === "K" ? null : { sum: areas(letter) }));
  return {
    title: "示例：志愿服务活动统计表（无错）",
    worksheet: "志愿服务",
    widths: WIDTHS,
    rows: [
      ["title", `${at.unit}${at.period}志愿服务活动统计表`],
      caption(at),
      ...HEAD,
      // biome-ignore format: one worksheet row per line
      ["body", 1, "红马甲志愿服务队", "社区环境清洁日", "环境整治", { day: at.day(1, 5) }, "春晖社区", "春晖社区党支部", 12, 9, 12, 2.5, hours(5, 12, 2.5), 120, 0, 0, "是", null],
      // biome-ignore format: one worksheet row per line
      ["body", 2, null, "路口文明劝导", "文明交通", at.dotted(1, 12), "迎宾路口", "—", 10, 8, 20, 1.5, hours(6, 20, 1.5), 300, "无", "无", "√", "早晚两班"],
      // biome-ignore format: one worksheet row per line
      ["total", "小计", null, null, null, null, null, null, ...sums((letter) => [`${letter}5:${letter}6`]), null, null],
      // biome-ignore format: one worksheet row per line
      ["body", 3, "红马甲志愿服务队", "无偿献血", "献血", at.inWords(2, 14), "中心血站示例点", null, 8, 6, 8, 2, hours(8, 8, 2), 0, 7, 2100, "已登记", null],
      // biome-ignore format: one worksheet row per line
      ["body", 4, "政策宣讲志愿服务队", "惠企政策进园区", "助企服务", at.joined(2, 20), "示例产业园", null, 6, 6, 6, 3, hours(9, 6, 3), 45, 0, 0, "是", "服务企业，人数为到场人数"],
      // biome-ignore format: one worksheet row per line
      ["total", "小计", null, null, null, null, null, null, ...sums((letter) => [`${letter}8:${letter}9`]), null, null],
      // biome-ignore format: one worksheet row per line
      ["body", 5, "红马甲志愿服务队", "垃圾分类入户宣传", "垃圾分类", { day: at.day(3, 7), format: "m/d/yy" }, "春晖社区", "春晖社区党支部", 15, 11, 15, 2, hours(11, 15, 2), 260, 0, 0, "否", null],
      // biome-ignore format: one worksheet row per line
      ["body", 6, "政策宣讲志愿服务队", "老年人手机课堂", "社区服务", at.day(3, 21), "长青小区", null, 5, 5, 5, 2, "１０小时", 32, 0, 0, "是", "小班教学"],
      // biome-ignore format: one worksheet row per line
      ["total", "小计", null, null, null, null, null, null, 20, 16, 20, null, 40, 292, 0, 0, null, null],
      // biome-ignore format: one worksheet row per line
      ["total", "累　计", null, null, null, null, null, null, ...sums((letter) => [`${letter}7`, `${letter}10`, `${letter}13`]), null, null],
      ["note", "注：参加人次按班次统计。本表为示例，单位和数字均为虚构。"],
      ["note", "填表人：", null, null, "联系电话："],
    ],
    // biome-ignore format: a merge after the other
    merges: ["A1:Q1", "A2:H2", "I2:M2", "N2:Q2", ...HEAD_MERGES, "B5:B6", "A7:G7", "A10:G10", "A13:G13", "A14:G14", "A15:Q15"],
    hiddenRows: [9],
  };
}

/** Fourteen faults, one to a row; see `PLANTED_VOLUNTEER`. */
export function faultyVolunteer(at: Calendar): ClerkSheet {
  const on = (month: number, day: number): ClerkCell => ({ day: at.day(month, day) });
  const lastYear = `${Number(at.last.slice(0, 4)) - 1}${at.day(1, 25).slice(4)}`;
  const red = "红马甲志愿服务队";
  return {
    title: "示例：志愿服务活动统计表（有错）",
    worksheet: "Sheet1",
    widths: WIDTHS,
    rows: [
      ["title", `${at.unit}${at.period}志愿服务活动统计表`],
      caption(at),
      ...HEAD,
      // biome-ignore format: one worksheet row per line
      ["body", 1, red, "社区环境清洁日", "环境卫生整治", on(1, 5), "春晖社区", null, 12, 15, 12, 2, 24, 120, 0, 0, "是", "党员比参加人数多"],
      // biome-ignore format: one worksheet row per line
      ["body", 2, red, "路口文明劝导", "文明交通劝导", on(1, 12), "迎宾路口", null, 20, 8, 10, 1.5, 15, 300, 0, 0, "是", "人次比人数少"],
      // biome-ignore format: one worksheet row per line
      ["body", 3, red, "河道垃圾清理", "环境卫生整治", on(1, 19), "示例河岸", null, 10, 8, 10, 3, 60, 0, 0, 0, "是", "总时长算错"],
      // biome-ignore format: one worksheet row per line
      ["body", 4, red, "防汛知识宣传", "社区服务", { day: lastYear }, "长青小区", null, 6, 6, 6, 2, 12, 60, 0, 0, "是", "日期是去年"],
      // biome-ignore format: one worksheet row per line
      ["body", 5, red, "公交站台引导", "公交文明引导", on(2, 2), "中心车站", null, 8, 5, 8, 2, 16, 500, 0, 0, "好像登了", "是否登记不清"],
      // biome-ignore format: one worksheet row per line
      ["body", 6, red, "政策宣讲", "企业服务", on(2, 9), "示例产业园", null, 0, 0, 0, null, 0, 20, 0, 0, "是", "没有人参加？"],
      // biome-ignore format: one worksheet row per line
      ["body", 7, red, "老年人手机课堂", "社区服务", on(2, 16), "长青小区", null, 5, 5, 5, 2, 10, "80多人", 0, 0, "是", "约数"],
      // biome-ignore format: one worksheet row per line
      ["body", 8, red, "楼道杂物清理", "社区服务", null, "长青小区", null, 9, 7, 9, 2, 18, 40, 0, 0, "是", "没填日期"],
      // biome-ignore format: one worksheet row per line
      ["body", 9, red, "老年人手机课堂", "社区服务", on(2, 16), "长青小区", null, 6, 5, 6, 2, 12, 30, 0, 0, "是", "同一活动报了两行"],
      // biome-ignore format: one worksheet row per line
      ["body", 10, red, "无偿献血", "无偿献血", on(3, 2), "中心血站示例点", null, 10, 8, 10, 2, 20, 0, 12, 3600, "是", "献血比参加多"],
      // biome-ignore format: one worksheet row per line
      ["body", 11, red, "无偿献血第二场", "无偿献血", on(3, 9), "中心血站示例点", null, 10, 8, 10, 2, 20, 0, 8, 5000, "是", "献血量过大"],
      // biome-ignore format: one worksheet row per line
      ["body", 12, red, "连续值守", "社区服务", on(3, 12), "春晖社区", null, 4, 4, 4, 30, 120, 10, 0, 0, "是", "人均超过一天"],
      // biome-ignore format: one worksheet row per line
      ["body", 13, red, "植树护绿", "环境卫生整治", on(3, 14), "示例公园", null, "12人，其中党员8人", 8, 12, 2, 24, 0, 0, 0, "是", "一格多个数"],
      // biome-ignore format: one worksheet row per line
      ["total", "合计", null, null, null, null, null, null, null, null, { sum: ["J5:J16"] }, null, { sum: ["L5:L17"] }, null, null, null, null, null],
      ["note", "注：本表为示例，单位和数字均为虚构，错误是特意留下的。"],
    ],
    merges: ["A1:Q1", "A2:H2", "I2:M2", "N2:Q2", ...HEAD_MERGES, "A18:G18"],
  };
}

/** [cell, code] of every fault in `faultyVolunteer`. The total leaves out its last row. */
export const PLANTED_VOLUNTEER = [
  ["I5", "L02"],
  ["J6", "L02"],
  ["L7", "L02"],
  ["E8", "R08"],
  ["P9", "C07"],
  ["H10", "C05"],
  ["M11", "C14"],
  ["E12", "C01"],
  ["C13", "R04"],
  ["N14", "L02"],
  ["O15", "L02"],
  ["K16", "L02"],
  ["H17", "C15"],
  ["J18", "L01"],
] as const satisfies readonly (readonly [cell: string, code: IssueCode])[];
