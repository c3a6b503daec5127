// A worksheet of a known sheet, from header to values: which column a header means, what the cells become, and what
// the person is told. Invented data.
import { describe, expect, test } from "vitest";
import { CATALOGUE, sayIssue } from "../../shared/check/catalogue.ts";
import { addressOf, type Cell, type Grid } from "../../shared/read/grid.ts";
import { type ReadOptions, readGrid, rereadRows } from "../../shared/read/read.ts";
import { sumOf } from "../../shared/read/sum.ts";
import type { Table } from "../../shared/read/table.ts";
import { SHEETS } from "../../shared/sheets/index.ts";
import { found, gridOf, read, TODAY, tableOf } from "./grid-of.ts";

const keys = (table: Table) => table.columns.map(({ key }) => key);
const valuesOf = (table: Table, key: string) => table.columns.find((column) => column.key === key)?.values;

describe("headers", () => {
  test.each([
    [
      "as declared",
      "填报单位|捐款活动名称|党员总数|捐款党员人数|党员捐款金额|捐款金额合计",
      "org campaign members donorsM amountM amount",
    ],
    [
      "in another order, by alias, with brackets and units",
      "善款（元）|参捐党员（人）|党员人数|捐款项目|支部名称|党员捐款数(元)",
      "amount donorsM members campaign org amountM",
    ],
    [
      "with blanks, marks and full-width signs",
      "所属党组织*|捐 款 活 动|党员总数：|捐款党员人数|党员捐款金额（元）|捐款总额（元）",
      "org campaign members donorsM amountM amount",
    ],
    [
      "with a typo",
      "填报单位|捐款活动名称|党员总数|捐款党员人数|党员捐款金额|捐款金額合计",
      "org campaign members donorsM amountM amount",
    ],
  ])("%s", (_, header, expected) => {
    const table = tableOf(gridOf(["党员捐款情况统计表", header, "一支部|疫情防控|9|8|700|900"]));
    expect(table.sheet?.key).toBe("donation-summary");
    expect(keys(table)).toEqual(expected.split(" "));
  });

  test("group and label joined tell equal labels apart", () => {
    const table = tableOf(
      gridOf(
        [
          "党员捐款情况统计表",
          "单位|捐款活动|党员总数|捐款人数||捐款金额||捐款金额合计",
          "|||党员|群众|党员|群众|",
          "一支部|疫情防控|9|8|1|700|20|720",
        ],
        ["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:H3"],
      ),
    );
    expect(table.headerRows).toEqual([2, 3]);
    expect(keys(table)).toEqual([
      "org",
      "campaign",
      "members",
      "donorsM",
      "donorsO",
      "amountM",
      "amountO",
      "amount",
    ]);
  });

  test("one finding names all that is missing, another all that is extra", () => {
    const table = tableOf(
      gridOf([
        "捐款情况统计表",
        "单位|捐款活动|捐款党员人数|党员捐款金额|捐款总额|党龄",
        "一支部|疫情防控|8|700|700|5",
      ]),
    );
    expect(found(table)).toEqual(["H02", "H03"]);
    expect(table.findings[0]?.slots.missing).toContain("党员总数");
    expect(table.findings[1]?.slots).toEqual({ extra: "党龄" });
  });

  test("two headers for one column", () => {
    const table = tableOf(
      gridOf([
        "整改台账",
        "问题编号|问题来源|问题描述|整改措施|责任单位|整改时限|整改状态|责任部门",
        "1|审计|票据附件不齐全|补齐|办公室|2020.6.1|整改中|财务科",
      ]),
    );
    expect(found(table)).toContain("H04 H2");
  });

  test("a column that is only similar must be confirmed", () => {
    const table = tableOf(
      gridOf([
        "捐款情况统计表",
        "单位|捐款活动|党员总人数|捐款党员人数|党员捐款金额|捐款总额",
        "一支部|疫情防控|9|8|700|700",
      ]),
    );
    expect(keys(table)[2]).toBe("members");
    expect(found(table)).toContain("H06 C2");
  });

  test("the person's mapping and choice of sheet decide", () => {
    const grid = gridOf(["甲|乙|丙|丁", "一支部|8|9|700"]);
    expect(tableOf(grid).sheet).toBeNull();
    const options = {
      sheetKey: "volunteer-registration",
      mapping: { A: "org", B: "registered", C: "base", D: null },
    };
    const table = tableOf(grid, options);
    expect([table.sheet?.key, keys(table)]).toEqual([
      "volunteer-registration",
      ["org", "registered", "base", null],
    ]);
    expect([valuesOf(table, "org"), valuesOf(table, "base")]).toEqual([["一支部"], [9]]);
  });

  test("an unknown list is read all the same", () => {
    const grid = gridOf(["书名|单价|册数", "甲|12.5|3", "乙|7.25|4", "合计||7"]);
    const table = tableOf(grid);
    expect([table.sheet, table.at, table.totals.map(({ row, printed }) => [row, printed])]).toEqual([
      null,
      [2, 3],
      [[4, { C: 7 }]],
    ]);
    expect(table.columns.map((column) => sumOf(table, column, grid))).toEqual([
      { numbers: 0, sum: null },
      { numbers: 2, sum: 19.75 },
      { numbers: 2, sum: 7 },
    ]);
    expect(found(table)).toEqual(["F01"]);
  });

  test("a list that no sheet fits is most like the one with its subject, or like none", () => {
    const likely = (...rows: string[]) => {
      const { sheet, otherwise, confidence } = tableOf(gridOf(rows));
      expect([sheet, confidence < 0.5]).toEqual([null, true]);
      return otherwise?.key ?? null;
    };
    expect(likely("接收捐赠物资一览表", "捐赠方|品名|规格|数量", "甲|口罩|只|5")).toMatch(/^donation/);
    expect(likely("隐患排查治理表", "序号|隐患|整改人|复查", "1|甲|乙|好")).toBe("rectification-ledger");
    expect(likely("学院|学号|迎新|志愿者", "甲|1|1|0", "乙|2|1|1")).toMatch(/^volunteer/);
    const none = tableOf(gridOf(["车牌|型号|油耗", "甲|乙|7.5", "丙|丁|8"]));
    expect(none.otherwise).toBeNull();
    const [issue] = none.findings;
    expect(issue && sayIssue(issue, "zh")).not.toMatch(/最像|《/);
  });
});

/** One cell of a donation summary: which column, what it holds. */
function cell(column: string, value: Cell, options: Partial<ReadOptions> = {}, format?: string) {
  const columns = [
    "填报单位",
    "捐款活动名称",
    "党员总数",
    "捐款党员人数",
    "党员捐款金额",
    "捐款金额合计",
    "上缴日期",
    "捐款率(%)",
    "上缴账户",
    "备注",
  ];
  const row: Cell[] = ["一支部", "疫情防控", 9, 8, 700, 700, 43917, 88.9, "慈善会", "好"];
  const at = columns.indexOf(column);
  row[at] = value;
  const formats = format ? [[], [], Object.assign([], { [at]: format })] : [];
  const grid: Grid = { ...gridOf([["2020年第一季度捐款情况统计表"], columns, row]), formats };
  const table = tableOf(grid, options);
  const issue = table.findings.find(({ cell: address }) => address === addressOf(3, at + 1));
  return { value: table.columns[at]?.values[0], code: issue?.code ?? null, after: issue?.fix?.after ?? null };
}

describe("cells", () => {
  test.each<[column: string, cell: Cell, value: Cell, code: string | null, after?: Cell]>([
    ["捐款党员人数", 8, 8, null],
    ["捐款党员人数", "８", 8, "C10"],
    ["捐款党员人数", "8人", 8, "C10"],
    ["捐款党员人数", "1,200", 1200, "C10"],
    ["捐款党员人数", "三十五", 35, "C10"],
    ["捐款党员人数", "无", 0, "C10"],
    ["捐款党员人数", 0, 0, null],
    ["捐款党员人数", "—", null, null],
    ["捐款党员人数", null, null, null],
    ["捐款党员人数", " \u200b", null, null],
    ["捐款党员人数", "约8人", 8, "C14", 8],
    ["捐款党员人数", "80余人", 80, "C14", 80],
    ["捐款党员人数", "8-9人", null, "C15"],
    ["捐款党员人数", "党员8人，群众2人", null, "C15"],
    ["捐款党员人数", "XX", null, "C11"],
    ["捐款党员人数", "待定", null, "C11"],
    ["捐款党员人数", "若干", null, "C02"],
    ["捐款党员人数", true, null, "C02"],
    ["捐款党员人数", 8.5, null, "C04"],
    ["捐款党员人数", "8个", 8, "C10"],
    ["捐款党员人数", "8户", null, "C31"],
    ["捐款党员人数", "不详", null, "C10"],
    ["捐款党员人数", "8人次", 8, "C19", 8],
    ["捐款党员人数", "#REF!", null, "F09"],
    ["捐款党员人数", 1e300, null, "C02"],
    ["党员捐款金额", 700.05, 70005, null],
    ["党员捐款金额", 0.29, 29, null],
    ["党员捐款金额", 33.333, 3333, "C28"],
    ["党员捐款金额", "￥1,200.00", 120000, "C10"],
    ["党员捐款金额", "0.07万元", 70000, "C19", 700],
    ["党员捐款金额", "3.2万", 3200000, "C10"],
    ["党员捐款金额", -200, -20000, null],
    ["上缴日期", 43917, "2020-03-27", null],
    ["上缴日期", "2020-03-27", "2020-03-27", null],
    ["上缴日期", "2020.3.27", "2020-03-27", "C10"],
    ["上缴日期", "43917", "2020-03-27", "C10"],
    ["上缴日期", "3月27日", "2020-03-27", "C18", 43917],
    ["上缴日期", 3.27, "2020-03-27", "C18", 43917],
    ["上缴日期", "3月下旬", "2020-03-31", "C22", 43921],
    ["上缴日期", "2020.13.6", null, "C03"],
    ["上缴日期", "3.2-3.6", "2020-03-02", "C18"],
    ["捐款率(%)", 88.9, 8890, null],
    ["捐款率(%)", "88.9%", 8890, null],
    ["捐款率(%)", "九成", 9000, "C10"],
    ["捐款率(%)", 0.889, 8890, "C23", 88.9],
    ["捐款率(%)", 100, 10000, null],
    ["捐款活动名称", "抗疫", "epidemic", null],
    ["捐款活动名称", " 疫情防控 ", "epidemic", null],
    ["捐款活动名称", "疫情放控", "疫情放控", "C26", "疫情防控"],
    ["捐款活动名称", "团建", "团建", null],
    ["上缴账户", "某街道账户", "某街道账户", null],
    ["填报单位", " 一支部\n", "一支部", null],
    ["备注", "无", null, null],
    ["备注", "=HYPERLINK(1)", "=HYPERLINK(1)", null],
  ])("%s %j is %j (%s)", (column, value, expected, code, after) => {
    expect(cell(column, value)).toEqual({ value: expected, code, after: after ?? null });
  });

  test("a percentage that the format shows is no fraction", () => {
    expect(cell("捐款率(%)", 0.889, {}, "0.0%")).toEqual({ value: 8890, code: null, after: null });
  });

  test("the year of a day comes from the period that is expected", () => {
    expect(cell("上缴日期", "12月5日", { period: "2019Q4" }).value).toBe("2019-12-05");
  });

  test("every code that reading raises keeps the effect of the catalogue", () => {
    const table = tableOf(
      gridOf(["捐款情况统计表", "单位|捐款活动|捐款党员人数|党员捐款金额", "一支部|#REF!|约8|XX"]),
    );
    expect(table.findings.length).toBeGreaterThan(3);
    for (const { code, effect } of table.findings) expect(effect).toBe(CATALOGUE[code].effect);
  });
});

const REGISTERED = "填报单位|在职党员数|注册志愿者数";

test("万元 in header or title multiplies; the sum stays as printed", () => {
  for (const rows of [
    [
      "捐款情况统计表",
      "单位|捐款活动|党员总数|捐款党员人数|党员捐款金额（万元）|捐款总额（万元）",
      "一支部|疫情防控|9|8|0.07|0.075",
    ],
    [
      "捐款情况统计表|单位：万元",
      "单位|捐款活动|党员总数|捐款党员人数|党员捐款金额|捐款总额",
      "一支部|疫情防控|9|8|0.07|0.075",
    ],
  ]) {
    const grid = gridOf(rows);
    const table = tableOf(grid);
    const amount = table.columns[5];
    expect([amount?.factor, amount?.unit, amount?.values]).toEqual([10_000, "万元", [75_000]]);
    expect(amount && sumOf(table, amount, grid)).toEqual({ numbers: 1, sum: 0.075 });
    expect(found(table)).toEqual([]);
  }
});

test("header and title that contradict each other about the unit", () => {
  const table = tableOf(
    gridOf([
      "捐款情况统计表|单位：万元",
      "单位|捐款活动|党员总数|捐款党员人数|党员捐款金额（元）|捐款总额",
      "一支部|疫情防控|9|8|700|0.07",
    ]),
  );
  expect(found(table)).toEqual(["H08 E2"]);
});

test("a foreign currency is no 元", () => {
  const table = tableOf(
    gridOf([
      "捐款情况统计表",
      "单位|捐款活动|党员总数|捐款党员人数|党员捐款金额（美元）|捐款总额",
      "一支部|疫情防控|9|8|700|700",
    ]),
  );
  expect(found(table)).toEqual(["H08 E2"]);
});

test("a range of days fills the start and the end", () => {
  const table = tableOf(
    gridOf([
      "培训情况统计表",
      "主办单位|培训班名称|培训对象|培训时间|实参训人数",
      "一局|示范班|党员|2020年3月2日-6日|30",
      "一局|轮训班|党员|2020.4.1|20",
    ]),
  );
  expect([valuesOf(table, "start"), valuesOf(table, "end")]).toEqual([
    ["2020-03-02", "2020-04-01"],
    ["2020-03-06", null],
  ]);
});

test("text merged down and 同上 are filled in, numbers are not", () => {
  const table = tableOf(
    gridOf(["志愿者注册情况", REGISTERED, "一支部|9|8", "|7|", "同上|6|5"], ["A3:A4", "C3:C4"]),
  );
  expect(valuesOf(table, "org")).toEqual(["一支部", "一支部", "一支部"]);
  expect(valuesOf(table, "registered")).toEqual([8, null, 5]);
  expect(found(table)).toEqual(["F08", "C10 A5"]);
});

test("period, unit and title are read from what stands above", () => {
  const table = tableOf(
    gridOf([
      "某局2020年第一季度志愿者注册情况表",
      "填报单位：某局机关党委|统计截止日期：2020年3月31日",
      REGISTERED,
      "一支部|9|8",
    ]),
    { period: "2020Q2" },
  );
  expect([table.title, table.period, table.unit]).toEqual([
    "某局2020年第一季度志愿者注册情况表",
    "2020Q1",
    "某局机关党委",
  ]);
  expect(found(table)).toEqual(["F04"]);
});

test("hidden rows, blank rows, links to other files are mentioned once", () => {
  const grid = {
    ...gridOf(["志愿者注册情况", REGISTERED, "一支部|9|8", "", "二支部|7|6", "三支部|5|4"]),
    hiddenRows: [5, 6, 99],
    formulas: { B5: "='[old.xlsx]Sheet1'!B3" },
  };
  expect(found(tableOf(grid))).toEqual(["F07", "R01 A4", "F10 B5"]);
});

test("the same plain finding in many cells is said once, with all its cells", () => {
  const table = tableOf(
    gridOf(["志愿者注册情况", REGISTERED, "一支部|9人|8", "二支部|7人|6", "三支部|5人|4"]),
  );
  expect(table.findings).toEqual([
    {
      code: "C10",
      effect: "note",
      cell: "B3",
      cells: ["B4", "B5"],
      column: "base",
      slots: { found: "9人", read: 9 },
    },
  ]);
});

test("a second list is mentioned at the one that is known", () => {
  const { tables } = read(
    gridOf(["志愿者注册情况", REGISTERED, "一支部|9|8", "", "书名|册数|单价", "甲|3|2.5"]),
  );
  expect(tables.map(({ sheet }) => sheet?.key ?? null)).toEqual(["volunteer-registration", null]);
  expect(tables[0]?.findings.map(({ code, slots }) => [code, slots])).toEqual([
    ["F11", { count: 1, rows: "5" }],
  ]);
});

describe("reading rows again", () => {
  const options = { sheets: SHEETS, today: TODAY };
  const rows = ["志愿者注册情况", REGISTERED, "一支部|9人|8", "二支部|7人|6", "合计|16|14"];
  const edited = (row: number, column: number, value: Cell): Grid => {
    const grid = gridOf(rows);
    const values = grid.values.map((cells) => [...cells]);
    (values[row - 1] as Cell[])[column - 1] = value;
    return { ...grid, values };
  };

  test.each<readonly [row: number, column: number, value: Cell]>([
    [3, 2, 9],
    [3, 2, "约9"],
    [4, 3, "XX"],
    [4, 3, null],
    [4, 1, "三支部"],
  ])("row %i column %i %j: the same as reading everything", (row, column, value) => {
    const table = readGrid(gridOf(rows), options).tables[0] as Table;
    const grid = edited(row, column, value);
    expect(rereadRows(table, grid, [row], options)).toBe(true);
    const [whole] = readGrid(grid, options).tables;
    const byCell = (a: { cell: string | null }, b: { cell: string | null }) =>
      (a.cell ?? "") < (b.cell ?? "") ? -1 : 1;
    const plain = ({ columns, findings }: Table) => ({
      values: columns.map(({ cells, values }) => [cells, values]),
      findings: findings
        .map(({ code, cell: at, cells }) => ({ code, cell: at, all: [at, ...(cells ?? [])].sort() }))
        .sort(byCell),
    });
    const again = plain(table);
    expect(again.values).toEqual(plain(whole as Table).values);
    expect(again.findings.flatMap(({ all }) => all).sort()).toEqual(
      plain(whole as Table)
        .findings.flatMap(({ all }) => all)
        .sort(),
    );
  });

  test.each<readonly [row: number, column: number, value: Cell]>([
    [2, 2, "党员数"],
    [4, 1, "合计"],
    [5, 2, 17],
    [6, 1, "四支部"],
  ])("row %i column %i %j may change the structure", (row, column, value) => {
    const table = readGrid(gridOf(rows), options).tables[0] as Table;
    expect(
      rereadRows(
        table,
        row <= rows.length ? edited(row, column, value) : gridOf([...rows, `${value}|1|1`]),
        [row],
        options,
      ),
    ).toBe(false);
  });

  test("a range of days that fills the end again needs a full reading", () => {
    const lines = [
      "培训情况统计表",
      "主办单位|培训班名称|培训对象|培训时间|实参训人数",
      "一局|示范班|党员|2020年3月2日-6日|30",
    ];
    const table = readGrid(gridOf(lines), options).tables[0] as Table;
    expect(rereadRows(table, gridOf(lines), [3], options)).toBe(false);
  });
});
