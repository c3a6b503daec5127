// The blank template of every sheet: our own reader recognises it, finds every column that is asked for, and a
// row filled in under the header is read as what was filled in.
import { describe, expect, test } from "vitest";
import { type Area, areaOf, type Cell, columnOf, type Grid } from "../../shared/read/grid.ts";
import { readGrid } from "../../shared/read/read.ts";
import { templateSheet } from "../../shared/report/template.ts";
import type { WrittenSheet } from "../../shared/report/worksheet.ts";
import { SHEETS } from "../../shared/sheets/index.ts";

const options = { sheets: SHEETS, today: "2026-11-20", period: "2026Q3" };

function gridOf(sheet: WrittenSheet): Grid {
  const width = sheet.widths.length;
  const values = sheet.rows.map(({ cells }) =>
    Array.from({ length: width }, (_, n): Cell => {
      const cell = cells[n] ?? null;
      if (cell === null) return null;
      return "text" in cell ? cell.text : "number" in cell ? cell.number : cell.value;
    }),
  );
  const merges = sheet.merges.map(areaOf).filter((area): area is Area => area !== null);
  return { worksheet: sheet.name, top: 1, left: 1, values, merges, hiddenRows: [] };
}

describe.each(SHEETS.map((sheet) => [sheet.key, sheet] as const))("%s", (_, sheet) => {
  const asked = Object.entries(sheet.columns).filter(([, { asked }]) => asked !== false);

  test.each(["zh", "en"] as const)(
    "the blank template in %s is recognised, each column in its place",
    (language) => {
      const template = templateSheet(sheet, language);
      const [table, ...others] = readGrid(gridOf(template), options).tables;
      expect(others).toEqual([]);
      expect(table?.sheet?.key).toBe(sheet.key);
      expect(table?.columns.map(({ key }) => key)).toEqual(asked.map(([key]) => key));
      expect(table?.at).toEqual([]);
      expect(table?.headerRows.at(-1)).toBe(template.frozen.rows);
      expect(table?.findings.filter(({ effect, code }) => effect !== "note" && code !== "F06")).toEqual([]);
      // A place for the unit is not a unit, and a sheet's own name is not a period.
      expect([table?.unit, table?.period]).toEqual([null, null]);
    },
  );

  test("its drop-down lists lie under their columns and offer every choice", () => {
    const { lists = [] } = templateSheet(sheet, "zh");
    const choices = asked.filter(([, column]) => column.kind === "choice");
    expect(lists.map(({ area }) => columnOf(/^[A-Z]+/.exec(area)?.[0] ?? ""))).toEqual(
      choices.map(([key]) => asked.findIndex(([other]) => other === key) + 1),
    );
    for (const [n, [, column]] of choices.entries())
      expect(lists[n]?.values.length).toBe(column.kind === "choice" ? column.choices.length : 0);
  });

  test("a row filled in with its own choices is read back", () => {
    const template = templateSheet(sheet, "zh");
    const grid = gridOf(template);
    const row = template.frozen.rows;
    const filled: Cell[] = asked.map(([, column]) => {
      if (column.kind === "choice") return column.choices[0]?.label.zh ?? null;
      if (column.kind === "date") return "2026-08-03";
      if (column.kind === "time") return "09:30";
      return column.kind === "text" || column.kind === "unit"
        ? "示例文字若干"
        : column.kind === "person"
          ? null
          : 2;
    });
    const values = grid.values.map((cells, n) => (n === row ? filled : cells));
    const [table] = readGrid({ ...grid, values }, options).tables;
    expect(table?.at).toEqual([row + 1]);
    for (const { key, values: read } of table?.columns ?? []) {
      const column = sheet.columns[key ?? ""];
      if (column?.kind === "choice") expect(read, key ?? "").toEqual([column.choices[0]?.key]);
      if (column?.kind === "count") expect(read, key ?? "").toEqual([2]);
      if (column?.kind === "money") expect(read, key ?? "").toEqual([200]);
      if (column?.kind === "date") expect(read, key ?? "").toEqual(["2026-08-03"]);
    }
  });

  test("no text of the template begins like a formula, and merges stay inside", () => {
    const { rows, merges, widths } = templateSheet(sheet, "zh");
    for (const cell of rows.flatMap(({ cells }) => cells))
      if (cell && "text" in cell) expect(cell.text).not.toMatch(/^[=+\-@]/);
    for (const range of merges) {
      const area = areaOf(range);
      expect(area && area.column + area.columns - 1).toBeLessThanOrEqual(widths.length);
      expect(area && area.rows * area.columns).toBeGreaterThan(1);
    }
  });
});
