// Training classes as a branch lists them, invented: one untidy sheet without faults, one faulty.
import type { IssueCode } from "../../shared/check/catalogue.ts";
import type { ClerkCell, ClerkSheet } from "../clerk-sheet.ts";
import type { Calendar } from "./calendar.ts";

const WIDTHS = [6, 26, 26, 7, 14, 12, 16, 13, 13, 8, 8, 9, 9, 9, 9, 9, 10, 10, 12, 16];
const HEAD: ClerkSheet["rows"] = [
  // biome-ignore format: one header cell after the other, as in the sheet
  ["header", "序号", "主办单位", "培训班名称", "期次", "培训对象", "培训形式", "培训地点", "培训时间", null, "培训天数", "学时", "参训人数（人）", null, null, "结业人数", "培训人次", "参训率(%)", "完成率(%)", "培训经费（万元）", "备注"],
  // biome-ignore format: one header cell after the other, as in the sheet
  ["header", null, null, null, null, null, null, null, "开始日期", "结束日期", null, null, "应参训人数", "实参训人数", "其中：女", null, null, null, null, null, null],
];
const HEAD_MERGES = [
  ..."ABCDEFG".split("").map((letter) => `${letter}3:${letter}4`),
  "H3:I3",
  "L3:N3",
  ..."JKOPQRST".split("").map((letter) => `${letter}3:${letter}4`),
];

const caption = (at: Calendar): ClerkSheet["rows"][number] => [
  "caption",
  `填报单位（盖章）：${at.unit}`,
  ...Array.from({ length: 8 }, () => null),
  `截至${at.lastInWords}`,
  ...Array.from({ length: 6 }, () => null),
  `填报日期：${at.todayInWords}`,
];

/** Without a fault; the total stands at the top, a row is blank, days and percentages are written in many ways. */
export function cleanTraining(at: Calendar): ClerkSheet {
  const sum = (letter: string): ClerkCell => ({ sum: [`${letter}7:${letter}12`] });
  const share = (row: number, over: number, under: number): ClerkCell => ({
    formula: `M${row}/L${row}`,
    value: over / under,
    format: "0.0%",
  });
  return {
    title: "示例：教育培训情况统计表（无错）",
    worksheet: "附件2",
    widths: WIDTHS,
    rows: [
      ["title", `${at.unit}${at.period}教育培训情况统计表`],
      caption(at),
      ...HEAD,
      // biome-ignore format: the column letters of the formal frame
      ["letters", "甲", "乙", "丙", 1, "丁", "戊", "己", "庚", "辛", 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, "壬"],
      // biome-ignore format: one worksheet row per line
      ["total", "总　计", null, null, null, null, null, null, null, null, sum("J"), sum("K"), sum("L"), sum("M"), sum("N"), sum("O"), sum("P"), share(6, 106, 110), null, sum("S"), null],
      // biome-ignore format: one worksheet row per line
      ["body", 1, at.unit, "党支部书记和委员示范培训班", 1, "支部书记", "集中脱产", "示例市委党校", { day: at.day(1, 6) }, { day: at.day(1, 8) }, 3, 24, 20, 20, 8, 20, 60, share(7, 20, 20), 100, 1.2, null],
      // biome-ignore format: one worksheet row per line
      ["body", 2, at.unit, "党务干部业务培训班", 1, "党务工作者", "专题讲座", "机关三楼会议室", at.dotted(1, 20), at.dotted(1, 20), 0.5, 4, 30, 28, 15, 28, 28, "９３.３", "93.3%", 0.05, null],
      // biome-ignore format: one worksheet row per line
      ["body", 3, at.unit, "入党积极分子培训班", 1, "入党积极分子", "脱产培训", "示例市委党校", at.inWords(2, 10), at.inWords(2, 12), 3, 24, 12, 12, 5, 12, 36, share(9, 12, 12), 100, 0.66, null],
      ["body"],
      // biome-ignore format: one worksheet row per line
      ["body", 4, at.unit, "党员网络学习专题班", null, "全体党员", "线上培训", "—", at.joined(1, 15), at.joined(3, 15), null, 16, 24, 24, 9, 20, 24, share(11, 24, 24), 83.3, "无", "自学为主"],
      // biome-ignore format: one worksheet row per line
      ["body", 5, at.unit, "廉政警示教育", null, "党员", "警示教育", "廉政教育基地", { day: at.day(3, 8), format: 'yyyy"年"m"月"d"日"' }, { day: at.day(3, 8), format: 'yyyy"年"m"月"d"日"' }, 0.5, 4, 24, 22, 10, 22, 22, share(12, 22, 24), 91.7, 0.12, "2人因公请假"],
      ["note", "填表说明：1.每期培训班填一行；只派人参加的不填本表。2.本表为示例，单位和数字均为虚构。"],
      ["note", "审核人：", null, null, null, "填表人："],
    ],
    merges: ["A1:T1", "A2:I2", "J2:P2", "Q2:T2", ...HEAD_MERGES, "A6:I6", "A13:T13"],
  };
}

/** Fourteen faults, one to a row; see `PLANTED_TRAINING`. */
export function faultyTraining(at: Calendar): ClerkSheet {
  const on = (month: number, day: number): ClerkCell => ({ day: at.day(month, day) });
  const lastYear = `${Number(at.last.slice(0, 4)) - 1}${at.day(1, 9).slice(4)}`;
  const unit = at.unit;
  return {
    title: "示例：教育培训情况统计表（有错）",
    worksheet: "Sheet1",
    widths: WIDTHS,
    rows: [
      ["title", `${at.unit}${at.period}教育培训情况统计表`],
      caption(at),
      ...HEAD,
      // biome-ignore format: one worksheet row per line
      ["body", 1, unit, "党支部书记示范培训班", 1, "党支部书记", "集中脱产", "示例市委党校", on(1, 6), on(1, 8), 3, 24, 30, 35, 12, 30, 105, null, null, 1.2, "实到比应到多"],
      // biome-ignore format: one worksheet row per line
      ["body", 2, unit, "党务干部业务培训班", 1, "党务干部", "专题讲座", "机关会议室", on(1, 20), on(1, 20), 0.5, 4, 30, 25, 12, 28, 28, null, null, 0.05, "结业比参训多"],
      // biome-ignore format: one worksheet row per line
      ["body", 3, unit, "纪检干部培训班", 1, "纪检干部", "专题讲座", "机关会议室", on(1, 23), on(1, 21), null, 12, 15, 15, 6, 15, 15, null, null, 0.1, "日期填反了"],
      // biome-ignore format: one worksheet row per line
      ["body", 4, unit, "年轻干部培训班", 1, "年轻干部", "外出培训", "示例市干部学院", on(2, 3), on(2, 5), 5, 24, 18, 18, 9, 18, 54, null, null, 1.5, "三天写成五天"],
      // biome-ignore format: one worksheet row per line
      ["body", 5, unit, "发展对象培训班", 1, "发展对象", "集中脱产", "示例市委党校", on(2, 10), on(2, 12), null, 24, 9, 9, 4, 9, 27, null, null, null, "没填天数"],
      // biome-ignore format: one worksheet row per line
      ["body", 6, unit, "科级干部轮训班", 2, "科级干部", "轮训", "示例市委党校", on(2, 17), on(2, 19), 3, 24, 16, 16, 7, 16, 12, null, null, 0.8, "人次比人数少"],
      // biome-ignore format: one worksheet row per line
      ["body", 7, unit, "入党积极分子培训班", 1, "入党积级分子", "集中脱产", "示例市委党校", on(2, 24), on(2, 26), 3, 24, 12, 12, 5, 12, 36, null, null, 0.66, "培训对象有错字"],
      // biome-ignore format: one worksheet row per line
      ["body", 8, unit, "新党员教育培训班", 1, "党员", "现场教学", "示例纪念馆", { day: lastYear }, { day: lastYear }, 1, 8, 20, 20, 8, 20, 20, null, null, 0.2, "年份是去年"],
      // biome-ignore format: one worksheet row per line
      ["body", 9, unit, "党支部书记示范培训班", 1, "党支部书记", "集中脱产", "示例市委党校", on(3, 3), on(3, 5), 3, 24, 20, 20, 8, 20, 60, null, null, 1.2, "应为第2期"],
      // biome-ignore format: one worksheet row per line
      ["body", 10, unit, "理论骨干培训班", 1, "理论骨干", "专题讲座", "机关会议室", on(3, 9), on(3, 9), 1, 8, 24, 20, 9, 20, 20, 80, null, 0.1, "参训率应为83.3"],
      // biome-ignore format: one worksheet row per line
      ["body", 11, unit, "支部委员业务培训", 1, "支部委员", "以会代训", "机关会议室", on(3, 12), on(3, 12), 0.5, 4, 10, 10, 4, 10, 10, null, null, 9.9, "元当成了万元？"],
      // biome-ignore format: one worksheet row per line
      ["body", 12, unit, null, 1, "预备党员", "专题讲座", "机关会议室", on(3, 16), on(3, 16), 0.5, 4, 6, 6, 2, 6, 6, null, null, 0.02, "没填班名"],
      // biome-ignore format: one worksheet row per line
      ["body", 13, unit, "村（社区）干部培训班", 1, "社区干部", "专题讲座", "春晖社区", on(3, 18), on(3, 18), 1, 8, "若干", 25, 12, 25, 25, null, null, 0.3, "应参训没有数"],
      // biome-ignore format: one worksheet row per line
      ["total", "合计", null, null, null, null, null, null, null, null, null, null, null, { sum: ["M5:M17"] }, 99, { sum: ["O5:O17"] }, null, null, null, null, null],
      ["note", "注：本表为示例，单位和数字均为虚构，错误是特意留下的。"],
    ],
    merges: ["A1:T1", "A2:I2", "J2:P2", "Q2:T2", ...HEAD_MERGES, "A18:I18"],
  };
}

/** [cell, code] of every fault in `faultyTraining`. */
export const PLANTED_TRAINING = [
  ["M5", "L02"],
  ["O6", "L02"],
  ["I7", "L05"],
  ["J8", "L02"],
  ["J9", "L10"],
  ["P10", "L02"],
  ["E11", "C07"],
  ["H12", "R08"],
  ["B13", "R04"],
  ["Q14", "L07"],
  ["S15", "L02"],
  ["C16", "C01"],
  ["L17", "C02"],
  ["N18", "L01"],
] as const satisfies readonly (readonly [cell: string, code: IssueCode])[];
