// Is this text a header, a caption, a total, a note? What the words of Chinese statistical sheets tell before any
// sheet is known. General words only; the labels of known sheets are given by the caller.
import type { Cell } from "./grid.ts";
import { figureIn } from "./number.ts";
import { tight } from "./text.ts";

const ENDINGS =
  "序号 编号 编码 代码 号码 号 序 姓名 名称 名 单位 部门 科室 机构 组织 支部 党委 总支 公司 日期 时间 时限 期限 年度 月份 季度 年份 年 月 日 地点 地址 地区 区域 类型 类别 种类 性质 级别 等级 层次 数量 人数 人次 次数 户数 件数 项数 总数 数 金额 总额 经费 费用 单价 价值 价格 额 款 率 比例 占比 时长 学时 课时 天数 时数 工时 人工日 备注 说明 情况 内容 主题 描述 概述 简介 措施 状态 进展 进度 结果 意见 建议 要求 电话 手机 方式 形式 渠道 来源 出处 对象 负责人 责任人 联系人 主讲人 人员 人 者 方 品名 规格 型号 用途 流向 去向 链接 网址 附件 标题 题目 职务 职称 职位 学历 民族 籍贯 性别 年龄 面貌 签名 签字 总计 合计 小计 问题 不足 成绩 分数 得分 课程 活动 项目 阶段 要点 依据 标准 目标 任务 成效 效果 模块 菜单 大类 小类 专业 班级 学院 男 女 男性 女性 党员 群众 领导 讲师 教师 评价 排名 名次 账户 账号 凭证 票据 收据 标识 权重 指标 特色 物资 物品 周期 频次 流程 职责 范围 样式 品牌 产地 厂家 供应商 捐赠方 受赠方 接收方 使用方".split(
    " ",
  );
const ENDING = new RegExp(`(?:${[...ENDINGS].sort((a, b) => b.length - a.length).join("|")})$`);

/** The header without brackets, units, numbering and marks: 1.捐款金额（万元）* → 捐款金额. */
export function bareLabel(text: string): string {
  const flat = tight(text);
  // 【金额】 is a label in brackets, not an explanation.
  const outside = flat.replace(/[([【][^)\]】]*[)\]】]/g, "");
  return (/[^*#★☆:：]/.test(outside) ? outside : flat.replace(/[()[\]【】]/g, ""))
    .replace(/^[*#★☆◎]+/, "")
    .replace(/^(其中|其):?/, "")
    .replace(/^(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、)]/, "")
    .replace(/[*#★☆◎:：。]+/g, "");
}

/** True for a text that by its words alone is likely a column header. */
export function isLabel(text: string, known: ReadonlySet<string>): boolean {
  const bare = bareLabel(text);
  if (bare === "" || bare.length > 16) return false;
  if (known.has(bare)) return true;
  // 9人 is an amount, 9月 a header.
  if (/^\d/.test(bare) && !/^\d{1,2}(月|季度|日|号)$/.test(bare)) return false;
  return bare.length > 1 && bare.length <= 12 && ENDING.test(bare);
}

/** 填报单位：XX, 单位：元: a caption that names itself. 其中：党员 is none. */
export function isCaption(text: string): boolean {
  const flat = tight(text);
  const colon = flat.indexOf(":");
  return colon > 0 && colon <= 12 && !/^(其中|其)/.test(flat);
}

/** A cell that holds a number rather than words. */
export function isFigure(cell: Cell): boolean {
  if (typeof cell === "number") return true;
  return typeof cell === "string" && cell.length <= 40 && beginsLikeFigure(cell) && figureIn(cell) !== null;
}

/** Looks at the first letter only: most texts are told apart by it. */
function beginsLikeFigure(text: string): boolean {
  const code = text.charCodeAt(0);
  if (code < 127) return code <= 57 && (code >= 48 || code <= 46);
  return code < 0x4e00 || code >= 0xfeff;
}

export interface TotalLabel {
  readonly kind: "total" | "subtotal";
  /** Text after the label: 88 of 小计：88. */
  readonly rest: string;
}

/** Sums carried from page to page: no records, and no totals of the list either. */
export function isCarried(text: string): boolean {
  return /^(承前页|承上页|接上页|过次页|转下页|转次页)[:：]?$/.test(tight(text));
}

const TOTAL =
  /^(.{0,10}?)(总合计|合计数|合计|总计数|总计|小计数?|共计|累计|汇总数?|总额|总数|总和|总金额|总人数)(?:[([].*?[)\]])?:?(.*)$/;

/** A row of totals by its label; null for anything else. */
export function totalLabel(text: string): TotalLabel | null {
  const english = /^(sub|grand)?\s*-?\s*total\s*:?$/i.exec(text.trim());
  if (english) return { kind: english[1]?.toLowerCase() === "sub" ? "subtotal" : "total", rest: "" };
  if (text.length > 60 || !/[计总]/.test(text)) return null;
  const flat = tight(text);
  if (/^[计总]:?$/.test(flat)) return { kind: "total", rest: "" };
  const match = TOTAL.exec(flat);
  if (!match) return null;
  const [, before = "", word = "", rest = ""] = match;
  if (
    before !== "" &&
    !/^(合计|总计|小计|共计)数?$/.test(word) &&
    !/^([本全][省市县区局委办厅院校处系统单位]{0,2}|年|年度|本年|全年|本月|本期|截至.*)$/.test(before)
  )
    return null;
  if (before !== "" && /[,。;]/.test(before)) return null;
  if (rest !== "" && !/^[=:\d.,¥￥\-+]+/.test(rest)) return null;
  return {
    kind: word.startsWith("小计") || before === "本页" || before === "本月" ? "subtotal" : "total",
    rest,
  };
}

const DERIVED =
  /^(?:最[高低大小](?:值|分|数|额)?|总?平均(?:数|值|分|成绩|每[人户个]|[到至]?人)?|人均(?:数|值|捐款|金额)?|均值|占比|比例|比重|百分比|所占比例|占总数比例|同比.{0,4}|环比.{0,4}|增减.{0,4}|增长率?|增幅|(?:较|比)?(?:上年|去年|上期|上月)(?:同期)?.{0,4})(?:[([].*[)\]])?:?$/;

/** 人均, 占比, 同比: a row of figures made from the rows above. */
export function isDerived(text: string): boolean {
  return text.length <= 20 && DERIVED.test(tight(text));
}

/** 其中：第一党支部: a part of the row above. */
export function isOfWhom(text: string): boolean {
  return /^其中/.test(tight(text));
}

const NOTE =
  /^[(（【*※]*(?:注|备注|说明|附注|附|填表说明|填报说明|填写说明|表注|注意|注意事项|提示|温馨提示|存在问题)(?:[:\d一]|$|[】)]|[\s].*)/;
const SIGNED =
  /(?:填表人|填报人|审核人|审批人|复核人|制表人|制表|经办人|负责人|签字|签名|盖章|公章|联系电话|联系人|填报日期|填表日期|填报时间|报送日期|制表日期|制表时间|统计人)(?:\([^)]*\))?:/;

/** A note, an explanation or a signature line, by how it begins. */
export function isNote(text: string): boolean {
  const flat = tight(text);
  return NOTE.test(flat) || SIGNED.test(flat) || /制表$/.test(flat);
}

const NOTHING =
  /^(?:[本我该]?(?:单位|支部|部门|季度|月|年度|期|次|局|委|办|校|院))*(?:暂|均|都)?(?:无|没有|未发生|未开展|零报告)(?:此|该|相关|上述)?(?:项|类)?(?:情况|内容|数据|业务|工作|事项|活动|问题)?[。.]?$/;

/** 本单位无此项: a report that there is nothing to report. */
export function saysNothing(text: string): boolean {
  return text.length <= 24 && NOTHING.test(tight(text));
}

const STEMS = "甲乙丙丁戊己庚辛壬癸";

/** 甲 乙 1 2 3, A B (1) (2), ①: the row of column letters and numbers under a header. */
export function isColumnLetters(cells: readonly Cell[]): boolean {
  let stems = 0;
  let letters = 0;
  let numbers = 0;
  for (const cell of cells) {
    const flat = tight(String(cell));
    const number = Number(/^[([]?(\d{1,3})[)\]]?(?:=.*)?$/.exec(flat)?.[1]);
    if (number === numbers + 1) numbers += 1;
    else if (flat === STEMS[stems]) stems += 1;
    else if (flat === String.fromCharCode(65 + letters)) letters += 1;
    else if (!/^[-—–]$/.test(flat)) return false;
  }
  const named = stems + letters;
  return cells.length >= 2 && (numbers >= 3 || (named >= 1 && numbers >= 1) || named >= 3);
}
