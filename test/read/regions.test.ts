// Where a list lies in a worksheet: header, records, totals, notes; several lists; and what is no list. Invented data.
import { describe, expect, test } from "vitest";
import { latticeOf } from "../../shared/read/lattice.ts";
import { findRegions } from "../../shared/read/region.ts";
import { gridOf, layoutOf, read, tableOf } from "./grid-of.ts";

type Case = readonly [
  name: string,
  rows: readonly string[],
  merges: readonly string[],
  expected: { header: number[]; rows: number[]; totals?: number[]; notes?: number[] },
];

const LISTS: readonly Case[] = [
  [
    "title, captions, header, records, total, note and signature",
    [
      "某局2020年上半年物资发放情况表",
      "填报单位：某局||填报日期：2020年7月1日",
      "序号|领用单位|物资名称|数量",
      "1|一科|口罩|20",
      "2|二科|手套|5",
      "合　计|||25",
      "注：数量按只计。",
      "",
      "审核人：||填表人：",
    ],
    ["A1:D1", "A2:B2", "A6:B6"],
    { header: [3], rows: [4, 5], totals: [6], notes: [7, 9] },
  ],
  [
    "a header of two rows with merged groups",
    ["单位|人数||金额", "|党员|群众|", "一科|3|4|50", "二科|5|6|70"],
    ["A1:A2", "B1:C1", "D1:D2"],
    { header: [1, 2], rows: [3, 4] },
  ],
  [
    "a header of two rows whose merges were lost",
    ["单位|人数||金额|", "|党员|群众|党员|群众", "一科|3|4|50|6", "二科|5|6|70|8"],
    [],
    { header: [1, 2], rows: [3, 4] },
  ],
  [
    "a header far down, under a long preamble",
    [
      "关于报送有关情况的函",
      "",
      "各有关单位：",
      "请于月底前将下表报送办公室，逾期视为没有情况，感谢各单位的支持和配合。",
      "",
      "附件1",
      "",
      "发放情况表",
      "",
      "序号|姓名|部门|金额",
      "1|甲|一科|100",
      "2|乙|二科|200",
    ],
    [],
    { header: [10], rows: [11, 12] },
  ],
  [
    "a list that begins in column C",
    ["||序号|名称|数量", "||1|甲|5", "||2|乙|6"],
    [],
    { header: [1], rows: [2, 3] },
  ],
  [
    "totals above the records",
    ["项目|人数|小时", "总合计|7|9", "甲|3|4", "乙|4|5"],
    [],
    { header: [1], rows: [3, 4], totals: [2] },
  ],
  [
    "a total whose label stands in the third column",
    ["序号|内容|说明|工时", "1|甲|无|3", "2|乙|无|4", "||共计|7"],
    [],
    { header: [1], rows: [2, 3], totals: [4] },
  ],
  [
    "subtotals and totals as text",
    ["序号|内容|工时", "1|甲|3", "小计：3", "2|乙|4", "小计：4", "合计：7"],
    [],
    { header: [1], rows: [2, 4], totals: [3, 5, 6] },
  ],
  [
    "a last row of sums without a label",
    ["单位|人数|金额", "一科|3|10", "二科|4|20", "三科|5|30", "|12|60"],
    [],
    { header: [1], rows: [2, 3, 4], totals: [5] },
  ],
  [
    "sections between the records",
    ["序号|名称|数量|备注", "一、机关", "1|甲|5|好", "2|乙|6|好", "二、基层", "3|丙|7|好"],
    ["A2:D2", "A5:D5"],
    { header: [1], rows: [3, 4, 6] },
  ],
  [
    "sections numbered 一, 二 that print the sums of what follows",
    [
      "序号|名称|人数|金额",
      "一|机关|7|30",
      "1|甲|3|10",
      "2|乙|4|20",
      "二|基层|11|70",
      "1|丙|5|30",
      "2|丁|6|40",
    ],
    [],
    { header: [1], rows: [3, 4, 6, 7], totals: [2, 5] },
  ],
  [
    "a row of column letters",
    ["单位|人数|金额|备注", "甲|1|2|乙", "一科|3|4|无"],
    [],
    { header: [1], rows: [3] },
  ],
  [
    "rows numbered beforehand",
    ["序号|项目|负责人", "1|甲|张", "2|乙|李", "3", "4", "5"],
    [],
    { header: [1], rows: [2, 3] },
  ],
  [
    "rows of formulas that show zero",
    ["日期|活动|人数|合计", "43900|甲|3|3", "43901|乙|4|4", "||0|0", "||0|0"],
    [],
    { header: [1], rows: [2, 3] },
  ],
  [
    "the header repeated on each page",
    ["序号|姓名|金额", "1|甲|5", "2|乙|6", "序号|姓名|金额", "3|丙|7"],
    [],
    { header: [1], rows: [2, 3, 5] },
  ],
  [
    "blank rows between the records",
    ["单位|金额|日期", "一科|5|43900", "", "二科|6|43901"],
    [],
    { header: [1], rows: [2, 4] },
  ],
  [
    "a list of words only",
    ["培训课程|培训时间|主讲人", "公文写作|三月底|甲", "保密常识|七月上旬|乙、丙"],
    [],
    { header: [1], rows: [2, 3] },
  ],
  [
    "a header and nothing else",
    ["培训班名称|主办部门|应参训人数|实际参训人数|参训率"],
    [],
    { header: [1], rows: [] },
  ],
  [
    "a block of names and values above the list",
    ["班次情况", "编号：|A-1", "名称：|示范班", "", "序号|人员类型|通知人数|到课人数", "1|甲类|5|4"],
    [],
    { header: [5], rows: [6] },
  ],
  [
    "a helper list beside the list",
    ["活动类型|名称|人数|||选项", "学习|甲|5|||学习", "参观|乙|6|||参观"],
    [],
    { header: [1], rows: [2, 3] },
  ],
  [
    "notes of two cells",
    ["单位|金额", "一科|5", "二科|6", "说明|本表按月填写，金额以元计，没有的填0。"],
    [],
    { header: [1], rows: [2, 3], notes: [4] },
  ],
  [
    "a place and a date under the list",
    ["姓名|金额", "甲|5", "乙|6", "", "某局办公室", "2020年7月1日"],
    [],
    { header: [1], rows: [2, 3], notes: [5, 6] },
  ],
  [
    "units of measure in a row of their own",
    ["单位|捐款人数|捐款金额", "|（人）|（元）", "一科|5|50", "二科|6|60"],
    [],
    { header: [1, 2], rows: [3, 4] },
  ],
  [
    "sums carried from page to page, the title again on each",
    [
      "发放表",
      "序号|姓名|金额",
      "1|甲|50",
      "本页小计||50",
      "发放表",
      "序号|姓名|金额",
      "承前页||50",
      "2|乙|60",
      "总计||110",
    ],
    [],
    { header: [2], rows: [3, 8], totals: [4, 9], notes: [7] },
  ],
  [
    "averages and highest marks",
    ["姓名|课时|成绩", "甲|8|90", "乙|6|80", "平均分||85", "最高分||90"],
    [],
    { header: [1], rows: [2, 3] },
  ],
  [
    "an English total",
    ["No.|Name|Amount", "1|A|50", "2|B|60", "Total||110"],
    [],
    { header: [1], rows: [2, 3], totals: [4] },
  ],
  [
    "a title down the left side",
    ["志愿服务|序号|活动|人数", "|1|甲|5", "|2|乙|6"],
    ["A1:A3"],
    { header: [1], rows: [2, 3] },
  ],
  [
    "a note between the records of a list of words and amounts",
    ["序号|姓名|支部|金额|日期", "1|甲|一支部|5元|三月", "注：以下为补交。", "2|乙|一支部|6元|四月"],
    [],
    { header: [1], rows: [2, 4], notes: [3] },
  ],
  [
    "the header again after a total on top",
    ["序号|名称|数量", "合计||11", "1|甲|5", "二、基层", "序号|名称|数量", "2|乙|6"],
    [],
    { header: [1], rows: [3, 6], totals: [2] },
  ],
  [
    "nothing to report",
    ["序号|名称|数量", "本单位无此项", "单位负责人：|审核人：|"],
    [],
    { header: [1], rows: [], notes: [2, 3] },
  ],
  [
    "years as headers",
    ["指标|2018|2019|2020", "人数|5|6|7", "次数|8|9|10"],
    [],
    { header: [1], rows: [2, 3] },
  ],
];

describe("one list", () => {
  test.each(LISTS)("%s", (_, rows, merges, expected) => {
    expect(layoutOf(tableOf(gridOf(rows, merges)))).toEqual({ totals: [], notes: [], ...expected });
  });
});

test("two lists one below the other keep their units apart", () => {
  const { tables } = read(
    gridOf([
      "捐赠单位|金额（元）",
      "甲|5",
      "乙|6",
      "",
      "捐赠单位和个人|金额（美元）",
      "丙|7",
      "",
      "注：以上为到账数。",
    ]),
  );
  expect(tables.map(layoutOf)).toEqual([
    { header: [1], rows: [2, 3], totals: [], notes: [] },
    { header: [5], rows: [6], totals: [], notes: [8] },
  ]);
  expect(tables.map(({ columns }) => columns[1]?.unit)).toEqual(["元", "美元"]);
});

test("two lists with the same header, each under its own title", () => {
  const { tables } = read(
    gridOf([
      "甲组发放表",
      "姓名|金额",
      "甲|5",
      "乙|6",
      "合计|11",
      "",
      "乙组发放表",
      "姓名|金额",
      "丙|7",
      "合计|7",
    ]),
  );
  expect(tables.map((table) => [table.title, layoutOf(table)])).toEqual([
    ["甲组发放表", { header: [2], rows: [3, 4], totals: [5], notes: [] }],
    ["乙组发放表", { header: [8], rows: [9], totals: [10], notes: [] }],
  ]);
});

test("a word in a number column does not begin a new list", () => {
  expect(
    layoutOf(tableOf(gridOf(["单位|人数|次数", "一支部|9人|8", "", "二支部|7人|待定", "三支部|5人|4"]))).rows,
  ).toEqual([2, 4, 5]);
});

test("two lists side by side", () => {
  const { tables } = read(gridOf(["序号|姓名|金额||序号|姓名|金额", "1|甲|5||3|丙|7", "2|乙|6||4|丁|8"]));
  expect(tables.map(({ columns, at }) => [columns.map(({ letter }) => letter).join(""), at])).toEqual([
    ["ABC", [2, 3]],
    ["EFG", [2, 3]],
  ]);
});

test("lists side by side: the same labels again without a gap, and one of another kind that ends sooner", () => {
  const twins = read(gridOf(["姓名|金额|姓名|金额", "甲|5|丙|7", "乙|6|丁|8"])).tables;
  expect(twins.map(({ columns, at }) => [columns.map(({ letter }) => letter).join(""), at])).toEqual([
    ["AB", [2, 3]],
    ["CD", [2, 3]],
  ]);
  const { tables } = read(
    gridOf(["单位|人数|金额||书名|册数", "甲|5|50||读本|30", "乙|6|60", "丙|7|70", "合计|18|180"]),
  );
  expect(tables.map(layoutOf)).toEqual([
    { header: [1], rows: [2, 3, 4], totals: [5], notes: [] },
    { header: [1], rows: [2], totals: [], notes: [] },
  ]);
});

test("a heading above each of two lists is the title of its own", () => {
  const { tables } = read(
    gridOf([
      "一、人民币",
      "捐赠人|金额（元）",
      "甲|500",
      "合计|500",
      "二、美元",
      "捐赠人|金额（美元）",
      "乙|60",
      "合计|60",
    ]),
  );
  expect(tables.map(({ title, at }) => [title, at])).toEqual([
    ["一、人民币", [3]],
    ["二、美元", [7]],
  ]);
});

const REFUSED: readonly (readonly [name: string, rows: readonly string[], merges: readonly string[]])[] = [
  [
    "an empty form",
    ["慰问审批表", "姓名||所在单位|", "慰问品||金额|", "慰问理由", "工会意见", "备注"],
    ["A1:D1", "B4:D4", "B5:D5", "B6:D6"],
  ],
  [
    "a filled form",
    [
      "个人情况登记表",
      "姓名|甲|性别|女|民族|汉族",
      "单位|一科|职务|科员|学历|本科",
      "电话|略|地址|略|政治面貌|群众",
      "工作简历|略",
      "单位意见|同意",
    ],
    ["A1:F1", "B5:F5", "B6:F6"],
  ],
  [
    "days across the top",
    [
      "项目|要求|43900|43901|43902|43903|43904|43905",
      "检查次数|填次数|1|2|1|1|2|1",
      "整改数量|填数量|3|4|5|6|7|8",
    ],
    [],
  ],
  [
    "days of the month across the top",
    ["姓名|1|2|3|4|5|6|7|8", "甲|√|√|√||√|√|√|√", "乙|√|√|√|√|√|√|√|"],
    [],
  ],
  [
    "days of the month by name across the top",
    ["姓名|1日|2日|3日|4日|5日|6日", "甲|√|√|√||√|√", "乙|√||√|√|√|√"],
    [],
  ],
  [
    "indicators down, units across",
    [
      "指标|第一支部|第二支部",
      "党员总数|5|6",
      "捐款党员人数|4|5",
      "党员捐款金额|400|500",
      "群众捐款金额|10|20",
    ],
    [],
  ],
  ["one line of text", ["会议通知"], []],
  [
    "text in paragraphs",
    [
      "一、总体要求",
      "认真学习，抓好落实，务求实效，不走过场。",
      "二、工作安排",
      "各单位按时间节点推进各项工作。",
    ],
    [],
  ],
];

test.each(REFUSED)("no list: %s", (_, rows, merges) => {
  expect(read(gridOf(rows, merges))).toEqual({ tables: [], refused: "notAList" });
});

test("hostile grids", () => {
  expect(read(gridOf([]))).toEqual({ tables: [], refused: "empty" });
  expect(read(gridOf([" \u200b|\u3000"]))).toEqual({ tables: [], refused: "empty" });
  expect(read(gridOf(["甲"])).refused).toBe("notAList");
  const many = new Array<readonly string[]>(200_001).fill(["甲", "乙"]);
  expect(read({ ...gridOf([]), values: many }).refused).toBe("tooManyRows");
  const far = gridOf(["单位|人数|金额", "甲科|5|6", ...new Array(150_000).fill(""), "乙科|7|8"]);
  expect(layoutOf(tableOf(far)).rows).toEqual([2, 150_003]);
  const lone = gridOf([
    "单位|人数|金额|备注",
    "甲科|5|6|无",
    ...new Array(150_000).fill("|注"),
    "姓名|数量|日期|金额",
    "乙|7|8|9",
  ]);
  expect(read(lone).tables.map(({ at }) => at.length)).toEqual([1, 1]);
  const stacked = gridOf(
    Array.from({ length: 3000 }, (_, n) => [
      `第${n}组表`,
      "姓名|金额|日期",
      "甲|5|43900",
      "合计|5|",
      "",
    ]).flat(),
  );
  expect(read(stacked).tables.length).toBeLessThanOrEqual(60);
  const wide = gridOf([
    Array.from({ length: 16_000 }, (_, n) => `指标名称${n}`),
    Array.from({ length: 16_000 }, (_, n) => n * 2),
  ]);
  expect(read(wide).tables.length).toBeLessThan(2);
  const whole = gridOf(["姓名|金额", "甲|5"], ["A1:XFD1048576"]);
  expect(layoutOf(tableOf(whole)).rows).toEqual([2]);
  const named = tableOf(gridOf(["__proto__|constructor|toString|金额", "甲|乙|丙|5", "丁|戊|己|6"]));
  expect(named.columns.map(({ header }) => header)).toEqual(["__proto__", "constructor", "toString", "金额"]);
  expect(findRegions(latticeOf(gridOf(["#REF!|#N/A", "#REF!|#N/A"])), new Set()).regions.length).toBeLessThan(
    2,
  );
});
