// Rectification ledgers as a branch keeps them, invented: one untidy ledger without faults, one faulty.
import type { IssueCode } from "../../shared/check/catalogue.ts";
import type { ClerkCell, ClerkSheet } from "../clerk-sheet.ts";
import type { Calendar } from "./calendar.ts";

const WIDTHS = [6, 11, 14, 13, 14, 34, 13, 34, 9, 14, 10, 13, 13, 12, 13, 26, 9, 9, 9, 12, 14];
const HEAD: ClerkSheet["rows"] = [
  // biome-ignore format: one header cell after the other, as in the sheet
  ["header", "序号", "问题编号", "问题来源", "交办单编号", "问题类别", "具体问题", "交办时间", "整改措施", "措施\n项数", "整改责任", null, "整改时限", "阶段目标日期", "完成情况", "整改完成时间", "整改成效", "建立制度数（项）", "群众评价（人）", null, "回头看结果", "备注"],
  // biome-ignore format: one header cell after the other, as in the sheet
  ["header", null, null, null, null, null, null, null, null, null, "责任单位", "责任人", null, null, null, null, null, null, "调查人数", "满意人数", null, null],
];
const HEAD_MERGES = [
  ..."ABCDEFGHI".split("").map((letter) => `${letter}3:${letter}4`),
  "J3:K3",
  "R3:S3",
  ..."LMNOPQTU".split("").map((letter) => `${letter}3:${letter}4`),
];

const caption = (at: Calendar): ClerkSheet["rows"][number] => [
  "caption",
  `填报单位：${at.unit}`,
  ...Array.from({ length: 6 }, () => null),
  `统计截止日期：${at.lastInWords}`,
  ...Array.from({ length: 7 }, () => null),
  `填报日期：${at.todayInWords}`,
];

/** Without a fault; states and sources by their other names, merged sources, 立行立改 and 长期坚持 as time limits. */
export function cleanRectification(at: Calendar): ClerkSheet {
  const on = (month: number, day: number): ClerkCell => ({ day: at.day(month, day) });
  const nextYear = `${Number(at.last.slice(0, 4)) + 1}年6月30日`;
  return {
    title: "示例：问题整改台账（无错）",
    worksheet: "整改台账",
    widths: WIDTHS,
    rows: [
      ["title", `${at.unit}${at.period}问题整改台账`],
      caption(at),
      ...HEAD,
      // biome-ignore format: one worksheet row per line
      ["body", 1, "XC-01", "市委巡察反馈", null, "基层党组织组织力", "个别党小组活动记录不完整", on(1, 6), "逐次补记并每月检查一次记录本", 2, "办公室", "示例甲", on(2, 28), null, "√", on(2, 20), "记录齐全，已连续两月检查", 1, 20, 19, "通过", null],
      // biome-ignore format: one worksheet row per line
      ["body", 2, "XC-02", null, null, "主体责任", "“一岗双责”清单没有细化到岗位", on(1, 6), "修订责任清单，明确到人", 1, "办公室", "示例甲", at.dotted(3, 20), null, "已销号", at.dotted(3, 12), "清单已印发", "１", null, null, "验收通过", null],
      // biome-ignore format: one worksheet row per line
      ["body", 3, "XC-03", null, null, "党员教育管理", "理论学习形式单一，研讨不够深入", on(1, 6), "每月安排一次专题研讨，结合业务交流", 3, "第一党小组", "示例乙", "长期坚持", nextYear, "长期坚持", null, "已研讨三次", 0, null, null, null, null],
      // biome-ignore format: one worksheet row per line
      ["body", 4, "JB-07", "交办单", `交办〔${at.last.slice(0, 4)}〕7号`, "工作效率和作风", "窗口午间无人值守，群众等候时间长", at.inWords(1, 15), "实行轮班值守，公示值班表", 2, "服务窗口", "示例丙", "立行立改", null, "已整改", at.inWords(1, 22), "值班表已公示，午间有人值守", 1, 50, 48, "通过", "群众满意"],
      // biome-ignore format: one worksheet row per line
      ["body", 5, "ZC-01", "自查自纠", null, "方法和管理", "党费台账与收据存根未及时核对", on(2, 3), "每季度核对一次并签字", 1, "第二党小组", "示例丁", on(3, 31 - 1), null, "正在整改", null, null, 0, null, null, null, null],
      // biome-ignore format: one worksheet row per line
      ["body", 6, "QZ-02", "群众反映", null, "社会民生", "便民服务点标识不清，老年人不易找到", at.joined(2, 17), "增设大字标识和引导员", 2, "服务窗口", "示例丙", nextYear, null, "基本完成", null, null, "无", 30, 27, "未复查", null],
      // biome-ignore format: one worksheet row per line
      ["total", "合　计", null, null, null, null, null, null, null, { sum: ["I5:I10"] }, null, null, null, null, null, null, null, 3, { sum: ["R5:R10"] }, { sum: ["S5:S10"] }, null, null],
      ["note", "说明：整改状态按截止日期填写。本表为示例，单位、人员和事项均为虚构。"],
      ["note", "单位负责人：", null, null, null, null, "审核人：", null, "填表人："],
    ],
    merges: ["A1:U1", "A2:G2", "H2:O2", "P2:U2", ...HEAD_MERGES, "C5:C7", "A11:H11", "A12:U12"],
  };
}

/** Fourteen faults, one to a row; see `PLANTED_RECTIFICATION`. */
export function faultyRectification(at: Calendar): ClerkSheet {
  const on = (month: number, day: number): ClerkCell => ({ day: at.day(month, day) });
  const nextYear = `${Number(at.today.slice(0, 4)) + 1}`;
  return {
    title: "示例：问题整改台账（有错）",
    worksheet: "Sheet1",
    widths: WIDTHS,
    rows: [
      ["title", `${at.unit}${at.period}问题整改台账`],
      caption(at),
      ...HEAD,
      // biome-ignore format: one worksheet row per line
      ["body", 1, "XC-01", "市委巡察", null, "组织力", "个别党小组活动记录不完整", on(2, 6), "补记并每月检查", 2, "办公室", "示例甲", on(3, 28), null, "已完成", on(1, 20), "记录齐全", 1, 20, 19, "通过", "完成早于交办"],
      // biome-ignore format: one worksheet row per line
      ["body", 2, "XC-02", "市委巡察", null, "主体责任", "责任清单没有细化到岗位", on(1, 6), "修订责任清单", 1, "办公室", "示例甲", on(3, 20), null, "已完成", null, "清单已印发", 1, null, null, "通过", "没填完成时间"],
      // biome-ignore format: one worksheet row per line
      ["body", 3, "XC-03", "市委巡察", null, "党员教育管理", "理论学习形式单一", on(1, 6), "安排专题研讨", 3, "第一党小组", "示例乙", on(3, 25), null, "整改中", on(3, 10), null, 0, null, null, null, "没完成却有时间"],
      // biome-ignore format: one worksheet row per line
      ["body", 4, "SJ-01", "审计", null, "方法和管理", "固定资产标签缺失若干", on(1, 9), "逐件补贴标签", 1, "办公室", "示例甲", on(2, 28), null, "已完成", on(2, 18), null, 0, null, null, null, "没写成效"],
      // biome-ignore format: one worksheet row per line
      ["body", 5, "SJ-02", "审计", null, "方法和管理", "报销附件不齐全，手续补办不及时", on(2, 16), "补齐附件，明确时限", 2, "第二党小组", "示例丁", on(1, 26), null, "整改中", null, null, 0, null, null, null, "时限早于交办"],
      // biome-ignore format: one worksheet row per line
      ["body", 6, "QZ-01", "群众反映", null, "社会民生", "便民服务点标识不清楚", on(1, 12), "增设大字标识", 1, "服务窗口", "示例丙", on(2, 12), null, "已销号", on(2, 2), "标识已更换", 0, 30, 27, null, "销号没有验收"],
      // biome-ignore format: one worksheet row per line
      ["body", 7, "QZ-01", "群众反映", null, "社会民生", "办事指南更新不及时", on(1, 13), "每季度更新一次", 1, "服务窗口", "示例丙", on(3, 13), null, "整改中", null, null, 0, null, null, null, "编号重复"],
      // biome-ignore format: one worksheet row per line
      ["body", 8, "JB-07", "交办单", null, "工作效率和作风", "窗口午间无人值守", on(1, 15), "实行轮班值守", 2, "服务窗口", "示例丙", "立行立改", null, "已完成", on(1, 22), "午间有人值守", 1, 50, 48, "通过", "没填交办单号"],
      // biome-ignore format: one worksheet row per line
      ["body", 9, "QY-01", "企业反映", null, "工作效率和作风", "材料重复提交，企业跑了多趟", on(1, 19), "一次性告知并共享材料", 2, "服务窗口", "示例丙", on(3, 19), null, "已完成", on(3, 1), "材料减少三项", 1, 20, 22, "通过", "满意比调查多"],
      // biome-ignore format: one worksheet row per line
      ["body", 10, "ZC-01", "自查", null, "方法和管理", "不规范", on(2, 2), "对照检查", 1, "第一党小组", "示例乙", on(3, 22), null, "整改中", null, null, 0, null, null, null, "描述太短"],
      // biome-ignore format: one worksheet row per line
      ["body", 11, "ZC-02", "自查", null, "主体责任", "谈心谈话覆盖面不够广", on(2, 2), "年内谈话全覆盖", 1, "第二党小组", "示例丁", on(3, 26), null, "差不多了", null, null, 0, null, null, null, "状态不在选项中"],
      // biome-ignore format: one worksheet row per line
      ["body", 12, "ZC-03", "自查", null, "组织力", "支部活动室资料更新较慢", on(2, 2), "专人负责更新", 1, "第二党小组", "示例丁", "抓紧", null, "整改中", null, null, 0, null, null, null, "时限不是日期"],
      // biome-ignore format: one worksheet row per line
      ["body", 13, "PY-01", "作风评议", null, "深度和广度", "走访服务对象不够经常", on(1, 26), "每月走访两次", 2, "第一党小组", "示例乙", on(3, 26), null, "已完成", `${nextYear}年12月1日`, "已走访四次", 0, 40, 38, "通过", "完成时间在将来"],
      // biome-ignore format: one worksheet row per line
      ["body", 14, "PY-02", "作风评议", null, "深度和广度", "调研成果转化运用不足", on(1, 26), "跟踪落实调研建议", 2, "办公室", "示例甲", "长期坚持", null, "长期坚持", null, null, 0, null, null, null, "没有阶段目标"],
      ["note", "注：本表为示例，单位、人员和事项均为虚构，错误是特意留下的。"],
    ],
    merges: ["A1:U1", "A2:G2", "H2:O2", "P2:U2", ...HEAD_MERGES],
  };
}

/** [cell, code] of every fault in `faultyRectification`. */
export const PLANTED_RECTIFICATION = [
  ["O5", "L05"],
  ["O6", "L10"],
  ["O7", "L11"],
  ["P8", "L10"],
  ["L9", "L05"],
  ["T10", "L10"],
  ["C11", "R04"],
  ["D12", "L10"],
  ["S13", "L02"],
  ["F14", "C17"],
  ["N15", "C07"],
  ["L16", "C03"],
  ["O17", "C20"],
  ["M18", "L10"],
] as const satisfies readonly (readonly [cell: string, code: IssueCode])[];
