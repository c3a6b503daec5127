// The consolidated sheet: what its cells say, and that every formula gives the value written beside it and
// the total that adding up the figures gives.
import { expect, test } from "vitest";
import { openXlsx } from "../../addin/hosts/xlsx/open.ts";
import { writeXlsx } from "../../addin/hosts/xlsx/write.ts";
import { addressOf, cellAt } from "../../shared/read/grid.ts";
import { consolidatedSheet, isConsolidated } from "../../shared/report/consolidate.ts";
import type { Figures } from "../../shared/report/figure.ts";
import { figuresOf } from "../../shared/report/figures.ts";
import { rollUp } from "../../shared/report/rollup.ts";
import { templateSheet } from "../../shared/report/template.ts";
import type { WrittenCell, WrittenSheet } from "../../shared/report/worksheet.ts";
import { SHEETS } from "../../shared/sheets/index.ts";
import type { Consolidation } from "../../shared/wire.ts";
import { valueAt } from "./calculator.ts";
import { example, rowsFrom } from "./example.ts";

const at = { period: "2020Q1", today: "2020-04-10" };
const HOSTILE = '=HYPERLINK("http://example.invalid","点我")';

function consolidation(units: [name: string, rows: Parameters<typeof rowsFrom>[0]][]): Consolidation {
  const lines = units.map(([name, rows], n) => ({
    unit: { id: n + 1, name },
    under: "示例局机关党委",
    figures: figuresOf(example, rowsFrom(rows), at),
  }));
  return {
    sheet: "example",
    period: "2020Q1",
    scope: { id: 99, name: "示例工委" },
    stage: "accepted",
    totals: rollUp(
      example,
      lines.map(({ figures }) => figures),
    ),
    reported: lines.length,
    expected: 5,
    onTime: 2,
    units: lines,
    version: 7,
    rowsRead: 0,
  };
}

const three = consolidation([
  ["第三支部", [{ org: "丙", kind: "a", members: 10, donors: 9, amount: 1010, hours: 5 }]],
  [
    HOSTILE,
    [
      {
        org: "乙",
        kind: "b",
        members: 90,
        donors: 10,
        amount: 2020,
        given: "2020-03-01",
        done: "2020-03-05",
      },
    ],
  ],
  ["第一支部", [{ org: "甲", kind: "b", members: 50, donors: null, amount: 3 }]],
]);

const column = (sheet: WrittenSheet, head: string) => {
  for (const row of sheet.rows.filter(({ role }) => role === "header"))
    for (const [n, cell] of row.cells.entries())
      if (cell && "text" in cell && cell.text === head) return n + 1;
  throw new Error(`no column ${head}`);
};
const rowOf = (sheet: WrittenSheet, role: string) => sheet.rows.findIndex((row) => row.role === role) + 1;
const textAt = (sheet: WrittenSheet, row: number, n = 1) => sheet.rows[row - 1]?.cells[n - 1];

/** Every formula gives its cached value; returns how many there are. */
function proveFormulas(sheet: WrittenSheet): number {
  let formulas = 0;
  for (const [r, row] of sheet.rows.entries())
    for (const [c, cell] of row.cells.entries())
      if (cell && "formula" in cell) {
        formulas += 1;
        const value = valueAt(sheet, r + 1, c + 1);
        const where = `${cell.formula} in row ${r + 1}`;
        if (typeof cell.value === "number" && typeof value === "number")
          expect(Math.abs(value - cell.value), where).toBeLessThan(1e-9);
        else expect(value, where).toBe(cell.value);
      }
  return formulas;
}

test("by unit: order of the tree, live totals, ratio over units that have both", () => {
  const sheet = consolidatedSheet(example, three, { by: "unit", language: "zh", today: "2020-04-12" });
  expect(textAt(sheet, 1)).toEqual({ text: "示例工委2020年第一季度示例统计表（汇总）" });
  expect(textAt(sheet, 2)).toEqual({
    text: "报告期：2020年第一季度　范围：示例工委　已报：3/5　按时：2/5　口径：已审核通过的报送　生成日期：2020-04-12",
  });
  const first = rowOf(sheet, "body");
  const total = rowOf(sheet, "total");
  expect([first, total]).toEqual([5, 8]);
  expect([5, 6, 7].map((row) => textAt(sheet, row))).toEqual(
    ["第三支部", HOSTILE, "第一支部"].map((text) => ({ text })),
  );
  expect(textAt(sheet, 6, 2)).toEqual({ text: "示例局机关党委" });

  const rate = column(sheet, "捐款率（%）");
  expect(sheet.rows[3]?.cells.slice(rate - 1, rate + 2)).toEqual(
    ["捐款党员人数", "党员总数", "比率"].map((text) => ({ text })),
  );
  expect([valueAt(sheet, total, rate), valueAt(sheet, total, rate + 1)]).toEqual([19, 100]);
  expect(valueAt(sheet, total, rate + 2)).toBe(0.19);
  expect(sheet.rows[6]?.cells.slice(rate - 1, rate + 1)).toEqual([null, null]);
  expect(valueAt(sheet, 7, rate + 2)).toBe("—");
  expect(valueAt(sheet, 5, rate + 2)).toBe(0.9);

  const amount = column(sheet, "捐款金额（元）");
  expect(textAt(sheet, 5, amount)).toEqual({ number: 10.1, format: "#,##0.00" });
  expect(textAt(sheet, total, amount)).toMatchObject({ value: 30.33 });
  expect(valueAt(sheet, total, column(sheet, "单位数（个）"))).toBe(3);
  expect(valueAt(sheet, total, column(sheet, "平均天数（天）") + 2)).toBe(4);
  expect(proveFormulas(sheet)).toBe(6 + 3 * 3 + 3 * 3);
});

test("text from a unit is a text cell, whatever it begins with", () => {
  for (const by of ["unit", "category"] as const) {
    const { rows } = consolidatedSheet(example, three, { by, language: "zh" });
    const formulas = rows
      .flatMap(({ cells }) => cells)
      .filter((cell): cell is WrittenCell & { formula: string } => Boolean(cell && "formula" in cell));
    expect(formulas.filter(({ formula }) => formula.includes("HYPERLINK"))).toEqual([]);
  }
});

test("written as .xlsx and opened again: the same text, numbers and live formulas", async () => {
  const sheet = consolidatedSheet(example, three, { by: "unit", language: "zh" });
  const [opened] = (await openXlsx(await writeXlsx([sheet]), "汇总.xlsx")).worksheets;
  for (const [r, row] of sheet.rows.entries())
    for (const [c, cell] of row.cells.entries()) {
      const [at, read] = [addressOf(r + 1, c + 1), opened && cellAt(opened.grid, r + 1, c + 1)];
      if (cell === null) continue;
      if ("text" in cell) expect(read, at).toBe(cell.text);
      else if ("number" in cell) expect(read, at).toBe(cell.number);
      else expect(opened?.grid.formulas?.[at]?.replace(/^=?/, "="), at).toBe(cell.formula);
    }
  expect(Object.values(opened?.grid.formulas ?? {}).some((formula) => formula.includes("HYPERLINK"))).toBe(
    false,
  );
});

test("by category: a line for each declared choice, zero where reported units have none, rest only if used", () => {
  const sheet = consolidatedSheet(example, three, { by: "category", language: "zh" });
  const first = rowOf(sheet, "body");
  expect([0, 1, 2].map((n) => valueAt(sheet, first + n, 1))).toEqual(["甲类", "乙类", "丙类"]);
  expect([0, 1, 2].map((n) => valueAt(sheet, first + n, 2))).toEqual([1, 2, 0]);
  expect([0, 1, 2].map((n) => valueAt(sheet, first + n, 3))).toEqual([10.1, 20.23, 0]);
  const total = rowOf(sheet, "total");
  expect([valueAt(sheet, total, 2), valueAt(sheet, total, 3)]).toEqual([3, 30.33]);
  proveFormulas(sheet);

  const own = consolidation([["支部", [{ kind: "自己的话", amount: 5 }, { amount: null }]]]);
  const rest = consolidatedSheet(example, own, { by: "category", language: "en" });
  expect(valueAt(rest, rowOf(rest, "total") - 1, 1)).toBe("Other wording or blank");
  expect(valueAt(rest, rowOf(rest, "total"), 2)).toBe(2);
  proveFormulas(rest);
});

test("nobody has reported: no total is shown as zero", () => {
  const sheet = consolidatedSheet(example, consolidation([]), { by: "unit", language: "zh" });
  expect(rowOf(sheet, "body")).toBe(0);
  expect(sheet.rows[rowOf(sheet, "total") - 1]?.cells.slice(1).every((cell) => cell === null)).toBe(true);
  const blank = consolidatedSheet(example, consolidation([["支部", []]]), { by: "unit", language: "zh" });
  expect(valueAt(blank, rowOf(blank, "total"), column(blank, "捐款金额（元）"))).toBe("—");
  proveFormulas(blank);
});

test("merges do not overlap and stay inside the sheet, in both languages", () => {
  for (const language of ["zh", "en"] as const) {
    const sheet = consolidatedSheet(example, three, { by: "unit", language });
    const seen = new Set<string>();
    for (const range of sheet.merges) {
      const [, a = "", top = "", b = "", bottom = ""] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(range) ?? [];
      for (let row = +top; row <= +bottom; row++)
        for (let n = a.charCodeAt(0); n <= b.charCodeAt(0); n++) {
          expect(seen.has(`${n},${row}`), `${range} overlaps`).toBe(false);
          seen.add(`${n},${row}`);
          expect(n - 64).toBeLessThanOrEqual(sheet.widths.length);
        }
    }
    expect(sheet.name.length).toBeLessThanOrEqual(31);
  }
});

test.each(SHEETS.map((sheet) => [sheet.key, sheet] as const))(
  "%s: every measure has its column",
  (_, sheet) => {
    const none: Figures = rollUp(sheet, []);
    const blank: Consolidation = {
      ...three,
      sheet: sheet.key,
      totals: none,
      units: [{ unit: { id: 1, name: "甲" }, under: "乙", figures: none }],
    };
    const written = consolidatedSheet(sheet, blank, { by: "unit", language: "zh" });
    const heads = written.rows.filter(({ role }) => role === "header").flatMap(({ cells }) => cells);
    for (const { label } of sheet.measures)
      expect(
        heads.some((cell) => cell && "text" in cell && cell.text.startsWith(label.zh)),
        label.zh,
      ).toBe(true);
    proveFormulas(written);
    if (sheet.category !== null)
      proveFormulas(consolidatedSheet(sheet, blank, { by: "category", language: "zh" }));
  },
);

test("named by period and grouping within Excel's limit; nobody is late before the day is over; told from a list", async () => {
  const made = (options: Partial<Parameters<typeof consolidatedSheet>[2]>) =>
    consolidatedSheet(example, three, { by: "unit", language: "zh", ...options });
  const names = (["zh", "en"] as const).flatMap((language) =>
    (["unit", "category"] as const).map((by) => made({ language, by }).name),
  );
  expect(new Set(names).size).toBe(4);
  expect(names[0]).toMatch(/汇总2020年第一季度$/);
  for (const name of names) expect(name.length).toBeLessThanOrEqual(31);

  const caption = (today: string) => JSON.stringify(textAt(made({ today, due: "2020-04-12" }), 2));
  expect(caption("2020-04-12")).toContain("按时：尚未截止");
  expect(caption("2020-04-13")).toContain("按时：2/5");

  for (const language of ["zh", "en"] as const) {
    const bytes = await writeXlsx([made({ language, today: "2020-04-12" })]);
    const [opened] = (await openXlsx(bytes, "汇总.xlsx")).worksheets;
    expect(opened && isConsolidated(opened.grid)).toBe(true);
    const [template] = (await openXlsx(await writeXlsx([templateSheet(example, language)]), "空表.xlsx"))
      .worksheets;
    expect(template && isConsolidated(template.grid)).toBe(false);
  }
});
