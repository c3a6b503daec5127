// What reading puts together from several places: rows of one record, parts of one column, a choice that the title names,
// a number that stands in the wrong column, and a merged number that every row shares. Invented data.
import { describe, expect, test } from "vitest";
import { inspect } from "../../shared/check/inspect.ts";
import { layoutOf } from "../../shared/read/layout.ts";
import type { Table } from "../../shared/read/table.ts";
import { figuresOf } from "../../shared/report/figures.ts";
import { SHEETS } from "../../shared/sheets/index.ts";
import { found, gridOf, read, TODAY, tableOf } from "./grid-of.ts";

const valuesOf = (table: Table, key: string) => table.columns.find((column) => column.key === key)?.values;

const LEDGER = "问题编号|问题来源|问题描述|整改措施|责任单位|整改时限|整改状态|完成时间";
const MERGED = ["A3:A5", "B3:B5", "C3:C5", "G3:G5"];

describe("rows of one record", () => {
  const rows = [
    "问题整改台账",
    LEDGER,
    "1|审计|票据附件不齐全|补齐附件|办公室|2020-03-10|已完成|2020-03-08",
    "|||建立台账|财务科|2020-03-20||2020-03-18",
    "|||定期检查|办公室|||",
    "2|审计|合同未及时归档|重新归档|办公室|2020-06-30|整改中|",
  ];

  test("are counted once, their texts and units put together, the last day taken", () => {
    const table = tableOf(gridOf(rows, MERGED));
    expect(table.at).toEqual([3, 6]);
    expect(valuesOf(table, "measure")).toEqual(["补齐附件；建立台账；定期检查", "重新归档"]);
    expect(valuesOf(table, "duty")).toEqual(["办公室、财务科", "办公室"]);
    expect(valuesOf(table, "due")).toEqual(["2020-03-20", "2020-06-30"]);
    expect(valuesOf(table, "doneOn")).toEqual(["2020-03-18", null]);
    expect(valuesOf(table, "measures")).toEqual([3, 1]);
    expect(found(table)).toContain("R11");
  });

  test("give the figures of two problems, not of four", () => {
    const { table, rows: read } = inspect(gridOf(rows, MERGED), { sheets: SHEETS, today: TODAY });
    if (!table?.sheet || !read) throw new Error("not recognised");
    const figures = figuresOf(table.sheet, read, { period: "2020Q1", today: TODAY });
    expect([figures.total, figures.closeRate, figures.measures]).toEqual([2, [1, 2], 4]);
  });

  test("stay apart where each has a key of its own, or a figure", () => {
    const own = rows.map((row, n) => (n === 3 || n === 4 ? `1.${n}${row}` : row));
    expect(tableOf(gridOf(own, ["C3:C5", "G3:G5"])).at).toEqual([3, 4, 5, 6]);
    const classes = [
      "教育培训情况统计表",
      "主办单位|培训班名称|期次|培训对象|开始日期|实参训人数",
      "一局|党务班|1|党员|2020-03-05|20",
      "|||发展对象||10",
    ];
    const table = tableOf(gridOf(classes, ["A3:A4", "B3:B4", "C3:C4", "E3:E4"]));
    expect([table.at, valuesOf(table, "present")]).toEqual([
      [3, 4],
      [20, 10],
    ]);
  });

  test("a typed number of measures stays", () => {
    const typed = rows.map((row, n) => (n === 1 ? `${row}|措施项数` : n === 2 ? `${row}|5` : row));
    expect(valuesOf(tableOf(gridOf(typed, [...MERGED, "I3:I5"])), "measures")).toEqual([5, null]);
  });
});

const GIFTS = "填报单位|捐款活动名称|党员总数|捐款党员人数|党员捐款金额|捐款金额合计";

test("a merged number of members stands in each row, a merged amount once", () => {
  const table = tableOf(
    gridOf(
      ["捐款情况统计表", GIFTS, "一支部|疫情防控|9|8|700|700", "|扶贫||7||600"],
      ["A3:A4", "C3:C4", "E3:E4"],
    ),
  );
  expect([valuesOf(table, "members"), valuesOf(table, "amountM")]).toEqual([
    [9, 9],
    [70_000, null],
  ]);
});

describe("parts of one column", () => {
  const parts = (header: string, row: string) =>
    tableOf(gridOf(["捐款情况统计表", `${GIFTS}|${header}`, `一支部|疫情防控|9|8|700|700|${row}`]));

  test("are added, an empty one as nothing", () => {
    expect(valuesOf(parts("现金|微信|支付宝|银行转账", "100|200|300|100"), "byTransfer")).toEqual([60_000]);
    expect(valuesOf(parts("微信|支付宝", "|300"), "byTransfer")).toEqual([30_000]);
    expect(valuesOf(parts("微信|支付宝", "|"), "byTransfer")).toEqual([null]);
    expect(found(parts("微信|支付宝", "200|300"))).toEqual(["H10 G2"]);
  });

  test("are not added to the whole, nor the same header twice", () => {
    expect(found(parts("线上捐款|微信", "500|200"))).toContain("H04 H2");
    expect(found(parts("微信|微信", "500|200"))).toContain("H04 H2");
  });
});

describe("a choice that the title names", () => {
  const source = (title: string) => {
    const header = "问题编号|问题描述|整改措施|责任单位|整改时限|整改状态|完成时间";
    return tableOf(gridOf([title, header, "1|票据附件不齐全|补齐附件|办公室|2020-06-30|整改中|"]));
  };

  test.each([
    ["市委巡察反馈问题整改台账", "city"],
    ["市审计局2020年市委巡察反馈问题整改台账", "city"],
    ["2019年度审计反馈问题整改台账", "audit"],
  ])("%s", (title, key) => {
    const table = source(title);
    expect([valuesOf(table, "source"), found(table)]).toEqual([[key], ["H09"]]);
  });

  test.each(["问题整改台账", "巡察和审计反馈问题整改台账", "市审计局2020年问题整改台账"])(
    "%s names none",
    (title) => {
      expect([valuesOf(source(title), "source"), found(source(title))]).toEqual([undefined, ["H02"]]);
    },
  );

  test("is no header of the layout that a person confirms", () => {
    const table = source("市委巡察反馈问题整改台账");
    expect(Object.values(layoutOf(table)?.columns ?? {})).not.toContain("source");
  });
});

describe("a number in the wrong column", () => {
  const HEADER = "活动名称|活动日期|服务地点|参加人数|受益人数";
  const served = (rows: readonly string[], header = HEADER) =>
    tableOf(gridOf(["志愿服务活动统计表", header, ...rows]));

  test("goes to the one that counts its unit", () => {
    const table = served(["宣传|2020-03-05|示例社区|20|50户", "帮扶|2020-03-06|示例园区|10|3家"]);
    expect(["persons", "households", "firms"].map((key) => valuesOf(table, key))).toEqual([
      [null, null],
      [50, null],
      [null, 3],
    ]);
    expect(found(table)).toEqual(["C30 E3", "C30 E4"]);
  });

  test("is refused where that one is filled already", () => {
    const table = served(["宣传|2020-03-05|示例社区|20|50户|40"], `${HEADER}|受益户数`);
    expect([valuesOf(table, "households"), found(table)]).toEqual([[40], ["C31 E3"]]);
  });
});

test.each([
  ["5万", "万元", 5_000_000, "C19"],
  ["三万", "万元", 3_000_000, "C19"],
  ["5", "万元", 5_000_000, "C10"],
  ["5万元", "万元", 5_000_000, "C10"],
  ["5千", "千元", 500_000, "C19"],
  ["5万", "元", 5_000_000, "C10"],
])("%s in a column of %s is %i 分", (cell, unit, value, code) => {
  const header = GIFTS.replace("党员捐款金额", `党员捐款金额（${unit}）`);
  const table = tableOf(gridOf(["捐款情况统计表", header, ["一支部", "扶贫", 9, 8, cell, 700]]));
  expect([valuesOf(table, "amountM"), found(table)]).toEqual([[value], [`${code} E3`]]);
});

test.each([
  ["服务时长（小时）", "hours"],
  ["服务时长（小时/人）", "hoursEach"],
  ["人均时长（小时）", "hoursEach"],
  ["人均时长(小时/人)", "hoursEach"],
  ["志愿服务时长(小时)", "hours"],
])("%s means %s", (header, key) => {
  const grid = gridOf(["志愿服务活动统计表", `活动名称|活动日期|参加人数|${header}`, "清扫|2020-03-05|9|18"]);
  expect([tableOf(grid).columns[3]?.key, found(tableOf(grid))]).toEqual([key, []]);
});

test.each([
  ["活动日期", "2020年3月2日-6日", "2020-03-02", ["C10 B3"]],
  ["活动日期", "2020年3月5日 上午9:00", "2020-03-05", ["C10 B3"]],
  ["活动日期", "2020年3月5日下午2时-5时", "2020-03-05", ["C10 B3"]],
  ["活动日期", "2020年3月5日9:30", "2020-03-05", ["C10 B3"]],
  ["活动日期", "2020-03-20 14:30", "2020-03-20", ["C10 B3"]],
  ["活动日期", "3月5日上午", "2020-03-05", ["C18 B3"]],
  ["活动日期", "3.5、3.12", null, ["C03 B3"]],
])("%s %s is %s", (header, cell, value, findings) => {
  const grid = gridOf(["志愿服务活动统计表", `活动名称|${header}|参加人数`, ["清扫", cell, 9]]);
  expect([valuesOf(tableOf(grid), "date"), found(tableOf(grid))]).toEqual([[value], findings]);
});

test.each([
  ["即日", "立行立改"],
  ["立整立改", "立行立改"],
  ["持续整改", "长期坚持"],
  ["2020年3月-6月", "2020-06-30"],
  ["2020年6月1日至6月20日", "2020-06-20"],
])("the deadline %s is %s", (cell, value) => {
  const grid = gridOf(["问题整改台账", LEDGER, `1|审计|票据附件不齐全|补齐附件|办公室|${cell}|整改中|`]);
  expect(valuesOf(tableOf(grid), "due")).toEqual([value]);
});

test.each([
  ["11点半", "11:30"],
  ["9点整", "09:00"],
  ["下午2点半", "14:30"],
])("the time %s is %s", (cell, value) => {
  const grid = gridOf([
    "志愿服务活动统计表",
    "活动名称|活动日期|参加人数|开始时间",
    `清扫|2020-03-05|9|${cell}`,
  ]);
  expect(valuesOf(tableOf(grid), "start")).toEqual([value]);
});

test("1天半 is a day and a half, 7200ml so many 毫升", () => {
  const classes = gridOf([
    "教育培训情况统计表",
    "主办单位|培训班名称|培训对象|开始日期|天数|实参训人数",
    "一局|党务班|党员|2020-03-05|1天半|20",
  ]);
  expect(valuesOf(tableOf(classes), "days")).toEqual([15]);
  const given = gridOf([
    "志愿服务活动统计表",
    "活动名称|活动日期|参加人数|献血量",
    "献血|2020-03-05|20|7200ml",
  ]);
  expect(valuesOf(tableOf(given), "bloodMl")).toEqual([7200]);
});

describe("rows that are no records", () => {
  const branches = ["一支部|扶贫|9|8|700|700", "二支部|扶贫|7|6|500|500"];
  const lines = (...rows: string[]) => tableOf(gridOf(["捐款情况统计表", GIFTS, ...rows]));

  test.each(["计", "总", "汇总", "全局汇总", "合计数", "合 计 数", "小计", "全市总数", "Total"])(
    "a total by the label %s",
    (label) => {
      const table = lines(...branches, `${label}||16|14|1200|1200`);
      expect([table.at, table.totals.map(({ row, of }) => [row, of])]).toEqual([[3, 4], [[5, [3, 4]]]]);
    },
  );

  test.each(["人均", "平均", "平均数", "占比", "同比增长", "较上年同期"])("a row of %s", (label) => {
    const table = lines(...branches, "合计||16|14|1200|1200", `${label}|||0.9|75|75`);
    expect([table.at, table.totals.length, found(table)]).toEqual([[3, 4], 1, ["R09 A6"]]);
  });

  test("其中 rows that make up the row above are the records; the row is their subtotal", () => {
    for (const second of ["其中：二支部", "二支部"]) {
      const table = lines(
        "一总支|扶贫|16|14|1200|1200",
        "其中：一支部|扶贫|9|8|700|700",
        `${second}|扶贫|7|6|500|500`,
        "三支部|扶贫|5|5|100|100",
      );
      expect([table.at, table.totals.map(({ row, of }) => [row, of])]).toEqual([[4, 5, 6], [[3, [4, 5]]]]);
    }
  });

  test("其中 rows that leave something out are left aside, unless nothing stands above them", () => {
    const part = lines(
      "一总支|扶贫|16|14|1200|1200",
      "其中：退休支部|扶贫|9|8|700|700",
      "二总支|扶贫|5|5|100|100",
    );
    expect([part.at, found(part)]).toEqual([[3, 5], ["R09 A4"]]);
    const only = lines("合计||16|14|1200|1200", "其中：一支部|扶贫|9|8|700|700", "二支部|扶贫|7|6|500|500");
    expect(only.at).toEqual([4, 5]);
  });
});

describe("the period by a cut-off day", () => {
  const periodsOf = (title: string, expected: string) => {
    const [table] = read(gridOf([title, GIFTS, "一支部|扶贫|9|8|700|700"]), { period: expected }).tables;
    const issue = table?.findings.find(({ code }) => code === "F04");
    return [table?.period, issue?.effect ?? null];
  };

  test.each([
    ["捐款情况统计表（截至2020年3月31日）", "2020-03", "2020Q1", null],
    ["捐款情况统计表（截至2020年3月20日）", "2020Q1", "2020Q1", null],
    ["2020年捐款情况统计表（截至2020年6月30日）", "2020Q2", "2020H1", null],
    ["捐款情况统计表（截至2020年9月30日）", "2020Q3", "2020-01..09", null],
    ["2019年度捐款情况统计表（截至2020年3月20日）", "2020Q1", "2020Q1", null],
    ["捐款情况统计表（统计截止时间：2020.3.31）", "2020Q1", "2020Q1", null],
    ["2020年一季度捐款情况统计表（截至2020年4月2日）", "2020Q1", "2020Q1", null],
    ["捐款情况统计表（截至2020年4月2日）", "2020Q1", "2020-01..04", "explain"],
    ["捐款情况统计表（截至2019年12月31日）", "2020Q1", "2019", "must"],
    ["捐款情况统计表（截至2020年6月30日）", "2020Q1", "2020H1", "must"],
    ["2020年二季度捐款情况统计表", "2020Q1", "2020Q2", "must"],
    ["2019年捐款情况统计表", "2020Q1", "2019", "must"],
    ["2019年度审计捐款情况统计表", "2020Q1", null, null],
    ["2019年第四季度审计捐款情况统计表", "2020Q1", "2019Q4", "must"],
  ])("%s for %s", (title, expected, period, effect) => {
    expect(periodsOf(title, expected)).toEqual([period, effect]);
  });
});
