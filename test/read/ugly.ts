// Ten ugly sheets, as people keep them, with what must be read from each. Names, units and figures are invented.
import type { Grid } from "../../shared/read/grid.ts";
import { gridOf } from "./grid-of.ts";

export interface Ugly {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly grid: Grid;
  /** Key of the sheet; null for a refusal. */
  readonly sheet: string | null;
  readonly header: readonly number[];
  readonly rows: readonly number[];
  readonly totals?: readonly number[];
  /** Sums by column key, in stored integers. */
  readonly sums?: Readonly<Record<string, number>>;
}

export const UGLY: readonly Ugly[] = [
  {
    name: "01-letter",
    title: {
      zh: "公文在上，表头在第 10 行，单位写在角上",
      en: "A letter above, the header in row 10, the unit in a corner",
    },
    grid: gridOf(
      [
        "附件2",
        "关于报送捐款情况的通知",
        "",
        "各党支部：",
        "请于月底前将下表报送机关党委，没有的填 0，逾期未报的视为没有情况。",
        "",
        "示例局2020年第一季度党员捐款情况统计表",
        "填报单位：示例局机关党委|||||单位：万元",
        "",
        "支 部 名 称|捐款项目|在册党员数|参捐党员*|党员捐款数|善款",
        "第一党支部|抗疫|46|44|0.88|0.94",
        "第二党支部|慈善一日捐|50|50|1|1.2",
        "合　计||96|94|1.88|2.14",
        "单位负责人：||审核人：||填表人：",
      ],
      ["A5:F5", "A7:F7"],
    ),
    sheet: "donation-summary",
    header: [10],
    rows: [11, 12],
    totals: [13],
    sums: { donorsM: 94, amount: 2_140_000 },
  },
  {
    name: "02-merged-header",
    title: { zh: "三行表头，横竖合并", en: "Three header rows, merged both ways" },
    grid: gridOf(
      [
        "捐款情况统计表（截至2020年3月31日）",
        "序号|单位|活动|党员总数|捐款情况",
        "||||捐款人数||捐款金额（元）||",
        "||||党员|群众|党员|群众|捐款金额合计",
        "1|一支部|扶贫|46|44|6|8800|600|9400",
        "2|二支部|扶贫|30|30|0|6000|0|6000",
      ],
      ["A1:I1", "A2:A4", "B2:B4", "C2:C4", "D2:D4", "E2:I2", "E3:F3", "G3:I3"],
    ),
    sheet: "donation-summary",
    header: [2, 3, 4],
    rows: [5, 6],
    sums: { donorsM: 74, donorsO: 6, amount: 1_540_000 },
  },
  {
    name: "03-sections",
    title: { zh: "小标题行、小计写成文字、承前页", en: "Sections, subtotals as text, sums carried over" },
    grid: gridOf(
      [
        "示例局捐款登记表",
        "序号|姓名|所在党支部|金额（元）|备注",
        "一、机关",
        "1|人员一|一支部|200",
        "2|人员二|一支部|150|分两次",
        "小计：350",
        "承前页|||350",
        "二、离退休",
        "1|人员三|二支部|100",
        "小计：100",
        "合计：450 元",
        "注：标红的为补交。",
      ],
      ["A3:E3", "A6:E6", "A8:E8", "A10:E10", "A11:E11"],
    ),
    sheet: "donation-register",
    header: [2],
    rows: [4, 5, 9],
    totals: [6, 10, 11],
    sums: { amount: 45_000 },
  },
  {
    name: "04-currencies",
    title: { zh: "上下两张表，两种货币", en: "Two lists one below the other, in two currencies" },
    grid: gridOf([
      "接收捐款公示",
      "一、人民币",
      "捐款人|金额（元）|时间",
      "人员一|500|2020.3.1",
      "人员二|1,200.00|2020年3月2日",
      "合计|1700",
      "",
      "二、美元",
      "捐款人|金额（美元）|时间",
      "人员三|60|2020/3/5",
      "合计|60",
    ]),
    sheet: "donation-register",
    header: [3],
    rows: [4, 5],
    totals: [6],
    sums: { amount: 170_000 },
  },
  {
    name: "05-official-frame",
    title: {
      zh: "正式报表框架：表号、计量单位行、甲乙 1 2",
      en: "The frame of an official return: number, units, column letters",
    },
    grid: gridOf(
      [
        "志愿者注册情况表",
        "|||表号：示统1表",
        "|||制表机关：示例组织部",
        "填报单位：示例局||2020年一季度|单位：人",
        "填报单位|在职党员数|注册志愿者数|其中：党员",
        "甲|1|2|3",
        "合计|74|70|66",
        "第一党支部|40|38|36",
        "第二党支部|34|32|30",
        "单位负责人：|统计负责人：|填表人：|报出日期：",
      ],
      ["A1:D1"],
    ),
    sheet: "volunteer-registration",
    header: [5],
    rows: [8, 9],
    totals: [7],
    sums: { registered: 70, registeredM: 66 },
  },
  {
    name: "06-numbered-beforehand",
    title: {
      zh: "预先编号的空行、零公式行、旁边的选项",
      en: "Rows numbered beforehand, zeros of formulas, options beside",
    },
    grid: gridOf([
      "2020年第一季度志愿服务活动统计表",
      "序号|服务队名称|活动名称|活动日期|参加人数|服务总时长|||是",
      "1|示例一队|清扫|2020-03-05|12|24|||否",
      "2|示例一队|劝导|2020-03-12|8|16",
      "3|示例二队|帮扶|2020-03-20|5|10",
      "4||||0|0",
      "5||||0|0",
      "6||||0|0",
      "",
      "填表说明：人数按实际到场填报。",
    ]),
    sheet: "volunteer-event",
    header: [2],
    rows: [3, 4, 5],
    sums: { vols: 25, hours: 500 },
  },
  {
    name: "07-days",
    title: { zh: "合并的主办单位，六种日期写法", en: "Merged hosts, days written in six ways" },
    grid: gridOf(
      [
        "示例局2020年一季度教育培训情况统计表",
        "主办单位|培训班名称|培训对象|培训时间|天数|实参训人数",
        "组织处|党务干部班|党务干部|3月2日-6日|5|30人",
        "|发展对象班|发展对像|2020.3.9-3.11|3|12",
        "|支书轮训|党支部书记|20200316|1天|二十",
        "宣传处|理论学习|党员|2020年3月20日|半天|120",
        "同上|专题讲座|全体党员|3月下旬|1|约80人",
      ],
      ["A3:A5"],
    ),
    sheet: "training-class",
    header: [2],
    rows: [3, 4, 5, 6, 7],
    sums: { present: 262, days: 105 },
  },
  {
    name: "08-ledger",
    title: {
      zh: "整改台账：时限和状态各写各的",
      en: "A ledger whose due days and states are written freely",
    },
    grid: gridOf([
      "问题整改台账（红色为逾期）",
      "问题编号|问题来源|问题描述|整改措施|措施项数|责任部门|整改时限|完成情况|完成时间|整改成效",
      "A-1|审计|票据附件不齐全的问题|1.补齐附件；2.开展自查；3.建立台账。|2|办公室|6月底前|部分整改",
      "A-2|巡察|学习记录不完整的问题|补记|1|一支部|立行立改|√|2020.3.10|已补齐",
      "A-3|自查|制度更新不及时的问题|修订制度|1|办公室|长期|正在推进",
      "共3个问题，已完成1个。",
    ]),
    sheet: "rectification-ledger",
    header: [2],
    rows: [3, 4, 5],
    sums: { measures: 4 },
  },
  {
    name: "09-numbers",
    title: { zh: "数字的各种写法", en: "Numbers in every way of writing" },
    grid: gridOf([
      "某局2020年第一季度党员捐款情况统计表",
      "填报单位|捐款活动名称|党员总数|捐款党员人数|党员捐款金额（元）|捐款金额合计（元）|捐款率(%)",
      ["第一党支部", "疫情防控", "４６", "44人", "8,800", "8800元", "95.7%"],
      ["第二党支部", "扶贫", "三十", "近30人", "0.6万元", "￥6,000.00", 0.967],
      ["第三党支部", "扶贫", "'20", "18-20", "4000\n", " 4 000", "九成"],
      ["第四党支部", "扶贫", 25, "XX", 5000, 5000, "—"],
    ]),
    sheet: "donation-summary",
    header: [2],
    rows: [3, 4, 5, 6],
    sums: { members: 121, amountM: 2_380_000, amount: 2_380_000 },
  },
  {
    name: "10-turned",
    title: {
      zh: "横过来的表：不是清单，说明原因，不硬读",
      en: "A sheet turned on its side: refused, with the reason",
    },
    grid: gridOf([
      "捐款情况统计表",
      "指标|第一支部|第二支部|第三支部",
      "党员总数|46|50|30",
      "捐款党员人数|44|50|29",
      "党员捐款金额|8800|10000|5800",
      "捐款金额合计|9400|12000|6000",
    ]),
    sheet: null,
    header: [],
    rows: [],
  },
];
