// What every sheet of the registry must pass, by its declaration and its case folder alone: a seventh sheet needs its
// file, its line in the registry and its folder here.
import { describe, expect, test } from "vitest";
import type { CheckContext } from "../../shared/check/context.ts";
import { inspect } from "../../shared/check/inspect.ts";
import { areaOf, type Cell, type Grid } from "../../shared/read/grid.ts";
import { readGrid } from "../../shared/read/read.ts";
import type { Rows } from "../../shared/read/table.ts";
import { holdsOver, valuesOf } from "../../shared/report/amount.ts";
import { isPair } from "../../shared/report/figure.ts";
import { figuresOf } from "../../shared/report/figures.ts";
import { rollUp } from "../../shared/report/rollup.ts";
import { templateSheet } from "../../shared/report/template.ts";
import type { Column } from "../../shared/sheet/column.ts";
import type { Rule } from "../../shared/sheet/rule.ts";
import type { Sheet } from "../../shared/sheet/sheet.ts";
import { SHEETS } from "../../shared/sheets/index.ts";
import { type Case, casesOf } from "./case.ts";

const AT = { period: "2020Q1", today: "2020-04-10" };

describe.each(SHEETS.map((sheet) => [sheet.key, sheet] as const))("%s", (key, sheet) => {
  const cases = casesOf(key);
  const clean = cases.find(({ name }) => name.endsWith("/clean")) as Case;

  const found = cases.map((one) => ({ one, inspection: inspect(one.grid, one.options) }));

  test("says every word in both languages and names nothing twice", () => {
    const texts = [
      sheet.label,
      ...sheet.rules.map(({ why }) => why),
      ...sheet.measures.map(({ label }) => label),
    ];
    for (const column of Object.values(sheet.columns)) {
      texts.push(column.label);
      if (column.kind === "choice") texts.push(...column.choices.map(({ label }) => label));
    }
    for (const { zh, en } of texts) expect(zh && en).toBeTruthy();
    for (const ids of [sheet.rules.map(({ id }) => id), sheet.measures.map((measure) => measure.key)])
      expect(new Set(ids).size).toBe(ids.length);
    const headers = Object.values(sheet.columns).flatMap(({ label, aliases }) => [label.zh, ...aliases]);
    expect(headers.filter((header, n) => headers.indexOf(header) !== n)).toEqual([]);
    for (const column of Object.values(sheet.columns)) {
      const words = choiceWords(column);
      expect(words.filter((word, n) => words.indexOf(word) !== n)).toEqual([]);
    }
  });

  test("asks for nothing that the superior holds, and breaks down by choices only", () => {
    for (const column of Object.values(sheet.columns)) expect(column.known && column.required).not.toBe(true);
    if (sheet.category !== null) expect(sheet.columns[sheet.category]?.kind).toBe("choice");
    for (const measure of sheet.measures)
      if ("by" in measure && measure.by) expect(sheet.columns[measure.by]?.kind).toBe("choice");
  });

  test("has a clean case that fills every column it asks for", () => {
    const { issues, table } = inspect(clean.grid, clean.options);
    expect(issues.filter(({ effect }) => effect !== "note")).toEqual([]);
    const read = new Map(table?.columns.map(({ key: found, values }) => [found, values]));
    const asked = Object.entries(sheet.columns).filter(([, column]) => column.asked !== false);
    const empty = asked.filter(([found]) => !read.has(found));
    expect(empty.map(([found]) => found)).toEqual([]);
  });

  const headers = Object.entries(sheet.columns).flatMap(([column, { label, aliases }]) =>
    [label.zh, ...aliases].map((header) => [header, column] as const),
  );
  test.each(headers)("knows the header %s as %s", (header, column) => {
    const [table] = readGrid(gridWith(sheet, column, header), { sheets: SHEETS, ...AT }).tables;
    expect(table?.sheet?.key).toBe(key);
    expect(table?.columns.filter((found) => found.key === column).map((found) => found.header)).toEqual([
      header,
    ]);
    expect(table?.findings.filter(({ code }) => /^H/.test(code))).toEqual([]);
  });

  test.each(sheet.rules.map((rule) => [rule.id, rule] as const))("rule %s can pass and fail", (id, rule) => {
    const failing = found.filter(({ inspection }) => inspection.issues.some((issue) => issue.rule === id));
    expect(
      failing.map(({ one }) => one.name),
      "fails in some case",
    ).not.toEqual([]);
    const passing = found.filter(({ one, inspection: { issues, rows } }) => {
      if (!rows || issues.some((issue) => issue.rule === id)) return false;
      return isDecided(sheet, rule, rows, { ...AT, previous: null, ...one.options } as CheckContext);
    });
    expect(
      passing.map(({ one }) => one.name),
      "is decided and passes in some case",
    ).not.toEqual([]);
  });

  test.each(sheet.measures.map((measure) => [measure.key, measure] as const))(
    "measure %s adds up two units and leaves out one without figures",
    (measureKey, measure) => {
      const rows = found.find(({ one }) => one === clean)?.inspection.rows as Rows;
      const figures = figuresOf(sheet, rows, AT);
      const figure = figures[measureKey] ?? null;
      expect(figure, "the clean case has a value for it").not.toBe(null);
      const missing = { "#rows": 1, ...Object.fromEntries(sheet.measures.map((other) => [other.key, null])) };
      const all = rollUp(sheet, [figures, missing, figures])[measureKey];
      if (typeof figure === "number") expect(all).toBe(figure * 2);
      else if (isPair(figure)) expect(all).toEqual([figure[0] * 2, figure[1] * 2]);
      else if (figure && "values" in figure) expect(all).toEqual(figure);
      else expect(all).toEqual({ atMost: (figure as { atMost: number }).atMost * 2 });
      expect(measure.label.zh).not.toBe("");
    },
  );

  test.each(["zh", "en"] as const)("its blank template in %s is recognised by its own reader", (language) => {
    const written = templateSheet(sheet, language);
    const values = written.rows.map(({ cells }) =>
      cells.map((cell): Cell => (cell && "text" in cell ? cell.text : null)),
    );
    const merges = written.merges.flatMap((address) => areaOf(address) ?? []);
    const grid: Grid = { worksheet: written.name, top: 1, left: 1, values, merges, hiddenRows: [] };
    const [table] = readGrid(grid, { sheets: SHEETS, ...AT }).tables;
    expect(table?.sheet?.key).toBe(key);
    const asked = Object.entries(sheet.columns).filter(([, column]) => column.asked !== false);
    expect(table?.columns.map((column) => column.key)).toEqual(asked.map(([column]) => column));
    expect(table?.findings.filter(({ effect }) => effect !== "note")).toEqual([]);
  });
});

function choiceWords(column: Column): string[] {
  return column.kind === "choice"
    ? column.choices.flatMap(({ label, aliases }) => [label.zh, ...aliases])
    : [];
}

/** A worksheet with the labels of all columns and one row, where one column is headed differently. */
function gridWith(sheet: Sheet, key: string, header: string): Grid {
  const columns = Object.entries(sheet.columns).filter(([own, { asked }]) => asked !== false || own === key);
  const row = columns.map(([, column]) => example(column));
  const values = [
    [sheet.label.zh],
    columns.map(([own, { label }]) => (own === key ? header : label.zh)),
    row,
    row.map((cell) => cell),
  ];
  return { worksheet: "Sheet1", top: 1, left: 1, values, merges: [], hiddenRows: [] };
}

/** Any value of a column's kind. All invented. */
function example(column: Column): Cell {
  switch (column.kind) {
    case "choice":
      return column.choices[0]?.label.zh ?? "";
    case "date":
      return "2020-03-02";
    case "time":
      return "09:00";
    case "unit":
      return "第一党支部";
    case "person":
      return column.format === "phone" ? "13800138000" : "人员一";
    case "text":
      return "一些说明文字";
    default:
      return 1;
  }
}

/** Whether some row gives the rule all that it compares. */
function isDecided(sheet: Sheet, rule: Rule, rows: Rows, context: CheckContext): boolean {
  if (rule.rule === "stranger") return true;
  if (rule.rule === "neverFalls") return typeof context.previous?.[rule.measure] === "number";
  const holds = rule.when === undefined ? () => true : holdsOver(sheet, rows, rule.when);
  const { when: _, why: __, id: ___, ...rest } = rule;
  const named = keysIn(rest).filter((key) => Object.hasOwn(sheet.columns, key));
  return rows.at.some((_row, row) => {
    const filled = (key: string) => (valuesOf(rows, key)?.[row] ?? null) !== null;
    if (rule.rule === "excludes")
      return holds(row) && valuesOf(rows, rule.column) !== null && !filled(rule.column);
    const apart = "apart" in rule ? (rule.apart ?? []) : [];
    const optional = rule.rule === "overdue" ? [rule.from] : apart;
    return holds(row) && named.every((key) => filled(key) || (optional as readonly string[]).includes(key));
  });
}

/** All texts in a piece of a declaration that may be column keys. */
function keysIn(part: unknown): string[] {
  if (typeof part === "string") return [part];
  if (Array.isArray(part)) return part.flatMap(keysIn);
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    name === "rule" || name === "effect" || name === "closed" ? [] : keysIn(value),
  );
}
