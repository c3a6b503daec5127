// The fifty patterns of everyday mess, M01 to M50: what each becomes (FIX: read and said; ASK: a finding to explain, with
// a proposal where there is one; WARN; BLOCK) and that the original text is kept. Where a pattern needs what only the
// superior knows (names, base figures, other units), it says what one worksheet alone can tell. Invented data. Its
// length is the fifty.

import { writeXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import { openXlsx } from "../../addin/hosts/xlsx/open.ts";
import { type InspectOptions, inspect } from "../../shared/check/inspect.ts";
import type { Cell, Grid } from "../../shared/read/grid.ts";
import type { Value } from "../../shared/sheet/column.ts";
import { org, person, t } from "../../shared/sheet/declare.ts";
import { defineSheet } from "../../shared/sheet/sheet.ts";
import { SHEETS } from "../../shared/sheets/index.ts";
import { gridOf } from "./grid-of.ts";

type Rows = readonly (string | readonly Cell[])[];

const isGrid = (rows: Rows | Grid): rows is Grid => "hiddenRows" in rows;

const OPTIONS = { sheets: SHEETS, today: "2020-04-10", period: "2020Q1" };
const look = (rows: Rows | Grid, more: Partial<InspectOptions> = {}, merges: readonly string[] = []) => {
  const grid = isGrid(rows) ? rows : gridOf(rows, merges);
  const inspection = inspect(grid, { ...OPTIONS, ...more });
  const { table, issues } = inspection;
  const column = (key: string) => table?.columns.find((found) => found.key === key);
  return {
    ...inspection,
    sheet: table?.sheet?.key ?? null,
    at: table?.at ?? [],
    values: (key: string): readonly Value[] => column(key)?.values ?? [],
    /** What the workbook holds, untouched. */
    kept: (key: string): readonly Cell[] => column(key)?.cells ?? [],
    /** Code and effect of what was found at a cell; "" for the table as a whole. */
    at_: (cell: string) =>
      issues.filter((one) => (one.cell ?? "") === cell).map(({ code, effect }) => `${code} ${effect}`),
    fix: (cell: string) => issues.find((one) => one.cell === cell && one.fix)?.fix ?? null,
    codes: issues.map(({ code }) => code),
  };
};

const TITLE = "某局2020年第一季度志愿者注册情况表";
const HEADER = "填报单位|在职党员数|注册志愿者数";
/** A clean list of branches; its numbers are base and registered. */
const registered = (...rows: Rows) => [TITLE, HEADER, ...rows];
const GIFTS = "填报单位|捐款活动名称|党员总数|捐款党员人数|党员捐款金额|捐款金额合计";
const gift = (members: Cell, donors: Cell, amount: Cell, total: Cell = amount): Cell[] => [
  "一支部",
  "疫情防控",
  members,
  donors,
  amount,
  total,
];
const gifts = (...rows: Rows) => ["某局2020年第一季度党员捐款情况统计表", GIFTS, ...rows];
const LEDGER = "问题编号|问题来源|问题描述|整改措施|责任单位|整改时限|整改状态";
const problem = (due: Cell, state: Cell, measure: Cell = "补齐"): Cell[] => [
  "A-1",
  "审计",
  "票据附件不齐全的问题",
  measure,
  "办公室",
  due,
  state,
];
const ledger = (...rows: Rows) => ["某局2020年第一季度问题整改台账", LEDGER, ...rows];
/** One number as typed into the column of registered volunteers: value and findings. */
const typed = (cell: Cell) => {
  const found = look(registered(["一支部", 90_000, cell]));
  expect(found.kept("registered")).toEqual([cell]);
  return [found.values("registered")[0], ...found.at_("C3")];
};
const due = (cell: Cell) => {
  const found = look(ledger(problem(cell, "整改中")));
  expect(found.kept("due")).toEqual([cell]);
  return [found.values("due")[0], ...found.at_("F3").filter((code) => !code.startsWith("L12"))];
};

const PATTERNS: Record<string, readonly [mess: string, check: () => void | Promise<void>]> = {
  M01: [
    "title rows above the header",
    () => {
      const found = look(["附件1", TITLE, "填报单位：某局机关党委||单位：人", "", HEADER, "一支部|9|8"], {}, [
        "A1:C1",
        "A2:C2",
      ]);
      expect([found.sheet, found.at, found.table?.period, found.table?.unit]).toEqual([
        "volunteer-registration",
        [6],
        "2020Q1",
        "某局机关党委",
      ]);
      expect(found.codes).toEqual([]);
    },
  ],
  M02: [
    "unit in title or header only",
    () => {
      const title = look(["某局捐款情况统计表||||||单位：万元", GIFTS, gift(9, 8, 0.07)]);
      expect([title.values("amount"), title.kept("amount")]).toEqual([[70_000], [0.07]]);
      const header = look([
        "某局捐款情况统计表",
        GIFTS.replace("党员捐款金额", "党员捐款金额（万元）"),
        gift(9, 8, 0.07, 700),
      ]);
      expect([header.values("amountM"), header.values("amount")]).toEqual([[70_000], [70_000]]);
      const both = look([
        "某局捐款情况统计表||||||单位：万元",
        GIFTS.replace("党员捐款金额", "党员捐款金额（元）"),
        gift(9, 8, 700, 0.07),
      ]);
      expect(both.at_("E2")).toEqual(["H08 must"]);
    },
  ],
  M03: [
    "header rows with merged groups",
    () => {
      const rows = [
        "捐款情况统计表",
        "单位|活动|党员总数|捐款人数||捐款金额||捐款金额合计",
        "|||党员|群众|党员|群众|",
        "一支部|扶贫|9|8|1|700|20|720",
      ];
      const found = look(rows, {}, ["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:H3"]);
      expect(["donorsM", "donorsO", "amountM", "amountO"].map((key) => found.values(key)[0])).toEqual([
        8, 1, 70_000, 2_000,
      ]);
    },
  ],
  M04: [
    "merged down",
    () => {
      const found = look(registered("一支部|9|8", "|7|", "二支部|6|5"), {}, ["A3:A4", "C3:C4"]);
      expect([found.values("org"), found.values("registered")]).toEqual([
        ["一支部", "一支部", "二支部"],
        [8, null, 5],
      ]);
      expect(found.codes).toContain("F08");
    },
  ],
  M05: [
    "rows of totals, above or below, with blanks inside",
    () => {
      for (const label of ["合计", "总计", "合　计", "合 计：", "累计"]) {
        for (const rows of [
          ["一支部|9|8", "二支部|7|6", `${label}|16|14`],
          [`${label}|16|14`, "一支部|9|8", "二支部|7|6"],
        ]) {
          const found = look(registered(...rows));
          expect([found.values("registered"), found.table?.totals.length, found.codes]).toEqual([
            [8, 6],
            1,
            [],
          ]);
        }
      }
      const groups = look(registered("一支部|9|8", "小计|9|8", "二支部|7|6", "小计|7|7", "合计|16|14"));
      expect([groups.at, groups.at_("C6")]).toEqual([[3, 5], ["L01 must"]]);
    },
  ],
  M06: [
    "notes and signatures",
    () => {
      const found = look(
        registered(
          "一支部|9|8",
          "注：1.以在册为准。",
          "填表说明：按季填报。",
          "单位负责人：|审核人：|填表人：",
        ),
      );
      expect([found.at, found.table?.notes]).toEqual([[3], [4, 5, 6]]);
    },
  ],
  M07: ["column letters", () => expect(look(registered("甲|1|2", "一支部|9|8")).at).toEqual([4])],
  M08: [
    "blank rows, several lists",
    () => {
      const blank = look(registered("一支部|9|8", "", "二支部|7|6"));
      expect([blank.at, blank.codes]).toEqual([[3, 5], ["R01"]]);
      const same = [
        ...registered("一支部|9|8", "合计|9|8"),
        "",
        "离退休支部注册情况",
        HEADER,
        "三支部|5|4",
        "合计|5|4",
      ];
      const twice = look(same);
      expect(twice.at_("")).toEqual(["F11 explain"]);
      expect(look(same, { tableAt: 7 })).toMatchObject({ at: [8] });
      expect(look([...registered("一支部|9|8", "合计|9|8"), "", "书名|册数", "读本|5"]).at_("")).toEqual([
        "F11 note",
      ]);
    },
  ],
  M09: [
    "days in many ways",
    () => {
      for (const full of ["2020.3.27", "2020-3-27", "2020/3/27", "2020年3月27日", "20200327"])
        expect(due(full)).toEqual(["2020-03-27", "C10 note"]);
      expect(due(43_917)).toEqual(["2020-03-27"]);
      expect(due("3月27日")).toEqual(["2020-03-27", "C18 explain"]);
      expect(due("3.27")).toEqual(["2020-03-27", "C18 explain"]);
      expect(due(3.1)).toEqual(["2020-03-01", "C18 explain"]);
      expect(due("3月下旬")).toEqual(["2020-03-31", "C22 explain"]);
    },
  ],
  M10: [
    "cut-off wording",
    () => {
      const cut = (words: string) => {
        const found = look([TITLE, `${HEADER}|截止日期`, `一支部|9|8|${words}`]);
        return [found.values("asOf")[0], ...found.at_("D3").filter((code) => /^C/.test(code))];
      };
      expect(cut("截至2020年3月31日")).toEqual(["2020-03-31", "C10 note"]);
      expect(cut("截止3月31日")).toEqual(["2020-03-31", "C18 explain"]);
      expect(cut("截至3月")[0]).toBe("2020-03-31");
      expect(cut("到2019年底")[0]).toBe("2019-12-31");
      expect(cut("截至目前")).toEqual(["2020-04-10", "C22 explain"]);
      expect(look(["某局志愿者注册情况表（截至2020年3月底）", HEADER, "一支部|9|8"]).table?.period).toBe(
        "2020Q1",
      );
    },
  ],
  M11: [
    "a range of days in one cell",
    () => {
      const found = look([
        "培训情况统计表",
        "主办单位|培训班名称|培训对象|培训时间|实参训人数",
        "一局|甲班|党员|2月18日至3月28日|30",
        "一局|乙班|党员|2020.3.2-3.6|20",
        "一局|丙班|党员|1至3月份|20",
      ]);
      expect([found.values("start"), found.values("end")]).toEqual([
        ["2020-02-18", "2020-03-02", "2020-01-01"],
        ["2020-03-28", "2020-03-06", "2020-03-31"],
      ]);
    },
  ],
  M12: [
    "period words",
    () => {
      for (const [words, period] of [
        ["2020年一季度", "2020Q1"],
        ["2020年上半年", "2020H1"],
        ["2020年1-9月", "2020-01..09"],
        ["2020年前三季度", "2020-01..09"],
        ["2020年1—3月", "2020Q1"],
      ])
        expect(
          look([`某局${words}志愿者注册情况表`, HEADER, "一支部|9|8"], { period: null }).table?.period,
        ).toBe(period);
      expect(look(["某局2020年上半年志愿者注册情况表", HEADER, "一支部|9|8"]).at_("")).toEqual(["F04 must"]);
    },
  ],
  M13: [
    "due words",
    () => {
      expect(due("2020年6月底前")[0]).toBe("2020-06-30");
      expect(due("2020年底")[0]).toBe("2020-12-31");
      expect(due("立行立改")).toEqual(["立行立改"]);
      expect(due("即日")).toEqual(["立行立改", "C10 note"]);
      expect(due("长期")[0]).toBe("长期坚持");
    },
  ],
  M14: [
    "numbers as text",
    () => {
      for (const cell of ["'50", "50\n", "\u00a050"]) expect(typed(cell)).toEqual([50, "C10 note"]);
      expect(typed("1 200")).toEqual([1200, "C10 note"]);
    },
  ],
  M15: [
    "full-width signs",
    () => {
      expect(typed("５０")).toEqual([50, "C10 note"]);
      const found = look([
        TITLE,
        "填报单位|在职党员数（人）|注册志愿者数（人）|注册率（％）",
        "一支部|80|40|５０．０％",
      ]);
      expect([found.values("rate"), found.codes]).toEqual([[5000], []]);
    },
  ],
  M16: [
    "separators",
    () => {
      for (const cell of ["12,000", "12，000"]) expect(typed(cell)).toEqual([12_000, "C10 note"]);
    },
  ],
  M17: [
    "unit in the cell",
    () => {
      expect(typed("50人")).toEqual([50, "C10 note"]);
      const money = (cell: string) => {
        const found = look(gifts(gift(9, 8, cell, 50_000)));
        return [
          found.values("amountM")[0],
          ...found.at_("E3").filter((code) => /^C/.test(code)),
          found.fix("E3")?.after,
        ];
      };
      expect(money("5万元")).toEqual([5_000_000, "C19 explain", 50_000]);
      expect(money("5千元")).toEqual([500_000, "C19 explain", 5000]);
      expect(money("一百元")).toEqual([10_000, "C10 note", undefined]);
      expect(typed("12户")).toEqual([null, "C31 must"]);
    },
  ],
  M18: [
    "Chinese numerals",
    () => {
      for (const [cell, value] of [
        ["两", 2],
        ["十三", 13],
        ["三名", 3],
        ["壹佰", 100],
        ["一百二十", 120],
      ] as const)
        expect(typed(cell)[0]).toBe(value);
      expect(typed("十三人")).toEqual([13, "C10 note"]);
      expect(typed("近百个")).toEqual([100, "C14 explain"]);
    },
  ],
  M19: [
    "approximations",
    () => {
      for (const [cell, value] of [
        ["约50人", 50],
        ["50余人", 50],
        ["万余人", 10_000],
        ["10余", 10],
        ["80多名", 80],
        ["近50余人", 50],
        ["不少于3人", 3],
        ["5人以上", 5],
      ] as const)
        expect(typed(cell)).toEqual([value, "C14 explain"]);
      expect(typed("XX多名")[0]).toBeNull();
    },
  ],
  M20: [
    "ranges are not added",
    () => {
      for (const cell of ["1-2个", "2～3人", "5至8"]) expect(typed(cell)).toEqual([null, "C15 must"]);
    },
  ],
  M21: [
    "signs for nothing",
    () => {
      expect(typed("无")).toEqual([0, "C10 note"]);
      expect(typed("未开展")).toEqual([0, "C10 note"]);
      expect(typed("—")[0]).toBeNull();
      expect(typed("/")[0]).toBeNull();
      expect(typed(null)[0]).toBeNull();
      expect(typed("不详")).toEqual([null, "C01 must", "C10 note"]);
      const same = look(registered("一支部|9|8", "同上|7|6", "〃|5|4"));
      expect(same.values("org")).toEqual(["一支部", "一支部", "一支部"]);
      expect(same.at_("A4")).toContain("C10 note");
    },
  ],
  M22: [
    "placeholders",
    () => {
      for (const cell of ["X", "XX", "XXX", "＊＊", "待定", "？"])
        expect(typed(cell)).toEqual([null, "C11 must"]);
    },
  ],
  M23: [
    "percentages",
    () => {
      const rates = (...cells: Cell[]) => {
        const found = look([
          TITLE,
          `${HEADER}|注册率(%)`,
          ...cells.map((cell, n): Cell[] => [`第${n + 1}支部`, 100, 95, cell]),
        ]);
        return [found.values("rate"), cells.flatMap((_, n) => found.at_(`D${n + 3}`))];
      };
      expect(rates(95, "95%", "95.0％")).toEqual([[9500, 9500, 9500], []]);
      expect(rates("百分之九十五", "九成五")).toEqual([[9500, 9500], ["C10 note"]]);
      expect(rates(95, 0.95)[1]).toContain("C23 explain");
      expect(rates(0.95, 0.94)[0]).toEqual([9500, 9400]);
    },
  ],
  M24: [
    "shares above 100, growth by words",
    () => {
      const rate = (cell: Cell) => {
        const found = look([TITLE, `${HEADER}|注册率(%)`, ["一支部", 100, 95, cell]]);
        return [found.values("rate")[0], ...found.at_("D3").filter((code) => /^C/.test(code))];
      };
      expect(rate("102%")).toEqual([10_200, "C06 must"]);
      expect(rate("下降10%")[0]).toBe(-1000);
      expect(rate("翻番")[0]).toBe(10_000);
      expect(rate("持平")[0]).toBe(0);
      expect(rate(-3)).toEqual([-300, "C05 must"]);
    },
  ],
  M25: [
    "several unit words in one column",
    () => {
      const found = look(registered("一支部|9|8人", "二支部|9|3户"));
      expect([found.values("registered"), found.at_("C3"), found.at_("C4")]).toEqual([
        [8, null],
        ["C10 note"],
        ["C31 must"],
      ]);
    },
  ],
  M26: ["several values in one cell", () => expect(typed("党员35人，群众12人")).toEqual([null, "C15 must"])],
  M27: [
    "ID numbers",
    () => {
      const ids = (cell: Cell) => {
        const found = look(["甲班名册", "单位|身份证号码|手机号码", ["一支部", cell, "13800138000"]], {
          sheets: [ROSTER],
        });
        return [found.values("id")[0], ...found.at_("B3").filter((code) => /^C(08|12)/.test(code))];
      };
      expect(ids("'11010519491231002x")).toEqual(["11010519491231002X"]);
      expect(ids(4.40101e17)).toEqual([null, "C12 must"]);
      expect(ids("4.40101E+17")).toEqual([null, "C12 must"]);
      expect(ids("110105194912310021")[1]).toBe("C08 must");
    },
  ],
  M28: [
    "phone numbers",
    () => {
      const phone = (cell: string) =>
        look(["甲班名册", "单位|身份证号码|手机号码", ["一支部", "11010519491231002X", cell]], {
          sheets: [ROSTER],
        });
      expect(phone("138 0013 8000").values("phone")).toEqual(["13800138000"]);
      expect(phone("0571-8888888").codes).toEqual(["C21"]);
      expect(phone("12345").at_("C3")).toEqual(["C08 waivable"]);
    },
  ],
  M29: [
    "names",
    () => {
      const found = look([
        "捐款登记表",
        "姓名|所在党支部|金额|捐款日期",
        "张　三|一支部|50|2020-03-01",
        "李四|一支部|60|2020-03-01",
        "张三|一支部|70|2020-03-02",
      ]);
      expect([found.values("name"), found.kept("name")[0], found.at_("A5")]).toEqual([
        ["张三", "李四", "张三"],
        "张　三",
        ["R06 note"],
      ]);
    },
  ],
  M30: [
    "unit names",
    () => {
      const unit = (written: string, signedIn: string, aliases: string[] = []) =>
        look([TITLE, `填报单位：${written}`, HEADER, "一支部 |9|8"], { unit: signedIn, aliases }).at_("");
      expect(unit("财政局", "市财政局")).toEqual([]);
      expect(unit("市财政局机关党委", "市财政局")).toEqual([]);
      expect(unit("市审计局", "市财政局")).toEqual(["F05 must"]);
      expect(unit("原市地税局", "市税务局", ["原市地税局"])).toEqual([]);
      expect(look(registered(" 一支部\u3000|9|8")).values("org")).toEqual(["一支部"]);
    },
  ],
  M31: [
    "branch names with number words",
    () => {
      const found = look([TITLE, "填报单位：机关一支部", HEADER, "第一党小组|9|8"], { unit: "第一党支部" });
      expect(found.at_("")).toEqual([]);
      expect(
        look([TITLE, "填报单位：机关二支部", HEADER, "第一党小组|9|8"], { unit: "第一党支部" }).at_(""),
      ).toEqual(["F05 must"]);
    },
  ],
  M32: [
    "words of a state",
    () => {
      const states = ["已完成", "完成", "已整改", "√", "基本完成", "正在推进", "部分整改", "×"];
      const found = look(
        ledger(...states.map((state, n) => [`A-${n}`, ...problem("2020-06-30", state).slice(1)])),
      );
      expect(found.values("state")).toEqual([
        "done",
        "done",
        "done",
        "done",
        "mostly",
        "ongoing",
        "ongoing",
        "notStarted",
      ]);
    },
  ],
  M33: [
    "typos in choices",
    () => {
      const found = look([
        "培训情况统计表",
        "主办单位|培训班名称|培训对象|开始日期|实参训人数",
        "一局|甲班|发展对像|2020-03-02|30",
        "一局|乙班|入党积级分子|2020-03-02|30",
      ]);
      expect([found.at_("C3"), found.fix("C3"), found.fix("C4")?.after]).toEqual([
        ["C07 must"],
        { cell: "C3", before: "发展对像", after: "发展对象" },
        "入党积极分子",
      ]);
    },
  ],
  M34: ["text of a replacement gone wrong", () => expect(typed("2019年度家")).toEqual([null, "C02 must"])],
  M35: [
    "hidden rows",
    () => {
      const found = look({
        ...gridOf(registered("一支部|9|8", "二支部|7|6", "三支部|5|4")),
        hiddenRows: [4, 5],
      });
      expect([found.values("registered"), found.at_("")]).toEqual([[8, 6, 4], ["F07 note"]]);
      expect(found.issues[0]?.slots).toEqual({ count: 2 });
    },
  ],
  M36: [
    "links to other files",
    () =>
      expect(
        look({ ...gridOf(registered("一支部|9|8")), formulas: { B3: "='[2019.xlsx]Sheet1'!B3" } }).at_("B3"),
      ).toEqual(["F10 note"]),
  ],
  M37: [
    "formula errors, sums over text",
    () => {
      expect(typed("#REF!")).toEqual([null, "F09 must"]);
      expect(typed("#DIV/0!")).toEqual([null, "F09 must"]);
      const found = look(registered(["一支部", 9, "8"], ["二支部", 7, "6"], ["合计", 16, 0]));
      expect([found.at_("C5"), found.at_("C3")]).toEqual([["L01 must"], ["C10 note"]]);
    },
  ],
  M38: [
    "a total that leaves out the last row, or is typed",
    () => {
      const second: Cell[] = ["二支部", "扶贫", 7, 6, 500, 500];
      const grid = gridOf(gifts(gift(9, 8, 700), second, ["合计", null, 16, 14, 700, 1200]));
      const found = look({ ...grid, formulas: { C5: "=SUM(C3:C4)", D5: "=SUM(D3:D4)", E5: "=SUM(E3:E3)" } });
      // A formula is mended by the person; a typed total is proposed.
      expect([found.at_("E5"), found.fix("E5")]).toEqual([["L01 must"], null]);
      const typedIn = look({ ...grid, formulas: {} });
      expect(typedIn.fix("E5")).toEqual({ cell: "E5", before: "700", after: 1200 });
      expect(typedIn.codes).toContain("L08");
    },
  ],
  M39: [
    "rounding in 万元",
    () => {
      const rows = (total: number): Rows => [
        "捐款情况统计表||||||单位：万元",
        GIFTS,
        gift(9, 8, 3.2),
        ["二支部", "扶贫", 9, 8, 1.15, 1.15],
        ["合计", null, 18, 16, total, 4.35],
      ];
      expect(look(rows(4.4)).codes).not.toContain("L01");
      expect(look(rows(4.5)).at_("E5")).toEqual(["L01 must"]);
    },
  ],
  M40: [
    "names of worksheets mean nothing",
    () => {
      for (const worksheet of ["Sheet1", "汇总表(最终版)", "附件2", "捐款登记"])
        expect(look({ ...gridOf([HEADER, "一支部|9|8"]), worksheet }).sheet).toBe("volunteer-registration");
    },
  ],
  M41: [
    "colours with a meaning",
    () => {
      expect(look(registered("一支部|9|8", "注：红色为逾期未报。")).at_("A4")).toEqual(["F14 note"]);
      expect(look(registered("一支部|9|8", "注：以在册为准。")).codes).toEqual([]);
    },
  ],
  M42: [
    "other headers for the same",
    () => {
      const found = look([
        "捐款情况统计表",
        "所属党组织|捐款项目|在册党员数|参捐党员|党员捐款数|善款",
        "一支部|扶贫|9|8|700|700",
      ]);
      expect([found.sheet, found.values("donorsM"), found.codes]).toEqual(["donation-summary", [8], []]);
    },
  ],
  M43: [
    "figures of another period in the sheet",
    () => {
      const found = look([TITLE, `${HEADER}|统计期间`, "一支部|9|8|2020年一季度", "二支部|9|8|2020年上半年"]);
      expect(found.at_("D4")).toEqual(["R07 must"]);
    },
  ],
  M44: [
    "the same event twice",
    () => {
      const header =
        "填报单位|志愿服务队名称|活动名称|活动类型|活动日期|参加人数|参加人次|服务总时长|服务地点";
      const event = "一支部|一队|清扫|环境卫生整治|2020-03-05|9|9|18|示例社区";
      const found = look(["志愿服务活动统计表", header, event, event]);
      expect(found.codes).toContain("R03");
    },
  ],
  M45: [
    "the base and what the superior holds",
    () => {
      const found = look(registered("一支部|92|80"), { known: { base: 90 } });
      expect(found.codes).toContain("T10");
    },
  ],
  M46: [
    "negative amounts",
    () => {
      const header = "姓名|所在党支部|金额|捐款日期|备注";
      const found = look([
        "捐款登记表",
        header,
        "张三|一支部|200|2020-03-01|",
        "张三|一支部|-200|2020-03-02|退回多交部分",
      ]);
      expect([found.values("amount"), found.at_("C4")]).toEqual([[20_000, -20_000], []]);
      expect(look(gifts(gift(9, 8, -200))).at_("E3")).toContain("C05 must");
    },
  ],
  M47: [
    "several measures in one cell",
    () => {
      const text = "1.补齐附件；\n2.开展自查；\n3.建立台账。";
      const found = look(ledger(problem("2020-06-30", "整改中", text)));
      expect(found.values("measure")).toEqual([text]);
      const counted = (cell: Cell, measures: string) => {
        const rows = [
          "某局2020年第一季度问题整改台账",
          `${LEDGER}|措施项数`,
          [...problem("2020-06-30", "整改中", measures), cell],
        ];
        const { at_, fix } = look(rows);
        return [...at_("H3"), fix("H3")?.after];
      };
      expect(counted(2, text)).toEqual(["C25 explain", 3]);
      expect(counted(null, "一是补齐附件；二是开展自查。")).toEqual(["C25 explain", 2]);
      expect(counted(3, text)).toEqual([undefined]);
      expect(counted(5, "补齐2020.1.2的附件")).toEqual([undefined]);
    },
  ],
  M48: [
    "protected worksheets are read",
    async () => {
      const rows = gridOf(registered("一支部|9|8")).values.map((row) => [...row]);
      const bytes = await writeXlsx({
        sheets: [{ name: "Sheet1", rows, protection: { sheet: true } }],
      } as never);
      const { worksheets } = await openXlsx(bytes, "a.xlsx");
      expect(look(worksheets[0]?.grid as Grid).values("registered")).toEqual([8]);
    },
  ],
  M49: [
    "an empty report",
    () => {
      for (const words of ["本单位无此项", "无", "无|无|无", "本季度没有相关情况。"]) {
        const found = look(registered(words));
        expect([found.sheet, found.at, found.codes]).toEqual(["volunteer-registration", [], ["F06"]]);
      }
    },
  ],
  M50: [
    "punctuation in headers",
    () => {
      for (const header of [
        "填报单位：|在职党员数(人)|注册志愿者数（人）",
        "*填报单位|在职党员数：|【注册志愿者数】",
        "填报 单位|在职党员数\n（人）|注册志愿者数*",
      ]) {
        const found = look([TITLE, header, "一支部|9|8"]);
        expect([found.values("base"), found.values("registered"), found.codes]).toEqual([[9], [8], []]);
      }
    },
  ],
};

const ROSTER = defineSheet({
  key: "roster",
  version: 1,
  label: t("名册", "Roster"),
  titles: ["名册"],
  columns: {
    org: org({ required: true }),
    id: person("身份证号码", "ID number", ["身份证号"], "idNumber", { required: true }),
    phone: person("手机号码", "Phone", ["电话"], "phone"),
  },
  naturalKey: ["org", "id"],
  rules: [],
  measures: [],
});

test.each(Object.entries(PATTERNS).map(([name, [mess, check]]) => [name, mess, check] as const))(
  "%s %s",
  (_name, _mess, check) => check(),
);

test("all fifty are here", () => {
  const names = Array.from({ length: 50 }, (_, n) => `M${String(n + 1).padStart(2, "0")}`);
  expect(Object.keys(PATTERNS)).toEqual(names);
});
