// What every host of the port must do, whatever stands behind it: one suite, run over each of them. Only
// plain data crosses, so that the workbook may live in another process.
import { describe, expect, test } from "vitest";
import type { Workbook } from "../../addin/hosts/workbook.ts";
import { cellAt, formatAt } from "../../shared/read/grid.ts";
import type { WrittenSheet } from "../../shared/report/worksheet.ts";
import { ROWS, sampleBytes } from "./sample.ts";

export const SUMMARY: WrittenSheet = {
  name: "汇总",
  widths: [14, 12, 12],
  frozen: { rows: 2, columns: 0 },
  merges: ["A1:C1"],
  rows: [
    { role: "title", cells: [{ text: "汇总表" }, null, null] },
    { role: "header", cells: [{ text: "单位" }, { text: "金额" }, { text: "占比" }] },
    {
      role: "body",
      cells: [{ text: '=HYPERLINK("http://x")' }, { number: 12.5, format: "#,##0.00" }, { text: "007" }],
    },
    { role: "total", cells: [{ text: "合计" }, { formula: "=SUM(B3:B3)", value: 12.5 }, null] },
  ],
};

/** `open` gives a workbook of `sampleBytes()`, freshly opened. */
export function contract(host: string, open: (bytes: Uint8Array) => Promise<Workbook>): void {
  const opened = async () => {
    const workbook = await open(await sampleBytes());
    const [first, second] = await workbook.worksheets();
    if (!first || !second) throw new Error("the sample has two worksheets at least");
    return { workbook, first, second };
  };

  describe(`the port over ${host}`, () => {
    test("tells its worksheets in order, with what is visible, and which is in front", async () => {
      const { workbook, first } = await opened();
      const worksheets = await workbook.worksheets();
      expect(worksheets.map(({ name, visible }) => [name, visible])).toEqual([
        ["报表", true],
        ["名单", true],
        ["备注", false],
      ]);
      expect(new Set(worksheets.map(({ id }) => id)).size).toBe(3);
      expect(await workbook.active()).toEqual(first);
    });

    test("reads values as they are, with formats, formulas, merges and hidden rows", async () => {
      const { workbook, first } = await opened();
      const grid = await workbook.read(first.id);
      expect([grid.worksheet, grid.top, grid.left]).toEqual(["报表", 1, 1]);
      expect(grid.values).toEqual(ROWS.map((row) => [...row]));
      expect(formatAt(grid, 4, 3)).toBe("yyyy/m/d");
      expect(formatAt(grid, 4, 4)).toBe("#,##0.00");
      expect(formatAt(grid, 4, 1)).toBe("General");
      expect(grid.formulas).toEqual({ D7: "=SUM(D4:D6)", E7: "=SUM(E4:E6)" });
      expect(grid.merges).toContainEqual({ row: 1, column: 1, rows: 1, columns: 5 });
      expect(grid.merges).toContainEqual({ row: 2, column: 4, rows: 1, columns: 2 });
      expect(grid.hiddenRows).toEqual([5]);
    });

    test("reads a part, also where it reaches beyond the used cells", async () => {
      const { workbook, first } = await opened();
      const part = await workbook.readArea(first.id, "C6:F8");
      expect([part.top, part.left]).toEqual([6, 3]);
      expect(part.values).toEqual([
        [43833, 300, null, null],
        [null, 600, 290.5, null],
        [null, null, null, null],
      ]);
      expect(formatAt(part, 6, 4)).toBe("#,##0.00");
      expect(part.formulas).toEqual({ D7: "=SUM(D4:D6)", E7: "=SUM(E4:E6)" });
    });

    test("writes cells: numbers, text that stays text, blanks, formats", async () => {
      const { workbook, first } = await opened();
      await workbook.write(first.id, [
        { address: "E6", value: 300 },
        { address: "B6", value: "=1+1" },
        { address: "B5", value: "007" },
        { address: "E5", value: null },
        { address: "F4", value: 43831, format: "yyyy-mm-dd" },
      ]);
      const grid = await workbook.read(first.id);
      expect(cellAt(grid, 6, 5)).toBe(300);
      expect(formatAt(grid, 6, 4)).toBe("#,##0.00");
      expect(cellAt(grid, 6, 2)).toBe("=1+1");
      expect(cellAt(grid, 5, 2)).toBe("007");
      expect(cellAt(grid, 5, 5)).toBe(null);
      expect([cellAt(grid, 4, 6), formatAt(grid, 4, 6)]).toEqual([43831, "yyyy-mm-dd"]);
      expect(Object.keys(grid.formulas ?? {}).sort()).toEqual(["D7", "E7"]);
    });

    test("a formula that is overwritten is gone", async () => {
      const { workbook, first } = await opened();
      await workbook.write(first.id, [{ address: "E7", value: 290.5 }]);
      expect((await workbook.read(first.id)).formulas).toEqual({ D7: "=SUM(D4:D6)" });
    });

    test("adds a worksheet, replaces its own of that name, and leaves anyone else's alone", async () => {
      const { workbook } = await opened();
      const added = await workbook.writeSheet(SUMMARY);
      expect([added.name, added.visible]).toEqual(["汇总", true]);
      const grid = await workbook.read(added.id);
      expect(cellAt(grid, 1, 1)).toBe("汇总表");
      expect(cellAt(grid, 3, 1)).toBe('=HYPERLINK("http://x")');
      expect(cellAt(grid, 3, 3)).toBe("007");
      expect(cellAt(grid, 3, 2)).toBe(12.5);
      expect(formatAt(grid, 3, 2)).toBe("#,##0.00");
      expect(grid.formulas).toEqual({ B4: "=SUM(B3:B3)" });
      expect(grid.merges).toEqual([{ row: 1, column: 1, rows: 1, columns: 3 }]);

      const again = await workbook.writeSheet({ ...SUMMARY, merges: [], rows: SUMMARY.rows.slice(1) });
      expect(again.name).toBe("汇总");
      expect(cellAt(await workbook.read(again.id), 1, 1)).toBe("单位");

      const beside = await workbook.writeSheet({ ...SUMMARY, name: "报表" });
      expect(beside.name).toBe("报表 (2)");
      const names = (await workbook.worksheets()).map(({ name }) => name);
      expect(names.filter((name) => !["报表", "名单", "备注"].includes(name))).toEqual(["汇总", "报表 (2)"]);
    });

    test("gives a worksheet a name that Excel accepts", async () => {
      const { workbook } = await opened();
      const added = await workbook.writeSheet({ ...SUMMARY, name: `'[甲]/乙*?:\\${"长".repeat(40)}` });
      expect(added.name).toMatch(/^甲 乙 长+$/);
      expect(added.name.length).toBe(31);
    });

    test("marks and reveals without changing a cell", async () => {
      const { workbook, first, second } = await opened();
      const before = await workbook.read(first.id);
      await workbook.mark(first.id, [
        { address: "E5", effect: "must", message: "一" },
        { address: "E5", effect: "note", message: "二" },
        { address: "B4:C6", effect: "explain", message: "三" },
      ]);
      await workbook.reveal(second.id, "B3");
      if (workbook.kind !== "file") expect((await workbook.active()).id).toBe(second.id);
      await workbook.mark(first.id, []);
      expect(await workbook.read(first.id)).toEqual(before);
    });

    test("keeps small texts of ours", async () => {
      const { workbook } = await opened();
      expect(await workbook.settings.get("mapping")).toBe(null);
      await workbook.settings.set("mapping", '{"A":"<no>&"}');
      expect(await workbook.settings.get("mapping")).toBe('{"A":"<no>&"}');
    });

    test("refuses a worksheet that is not there", async () => {
      const { workbook } = await opened();
      await expect(workbook.read("gone")).rejects.toMatchObject({ reason: "worksheetGone" });
      await expect(workbook.write("gone", [{ address: "A1", value: 1 }])).rejects.toMatchObject({
        reason: "worksheetGone",
      });
      await expect(workbook.mark("gone", [])).rejects.toMatchObject({ reason: "worksheetGone" });
    });
  });
}
