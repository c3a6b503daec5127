// The contract over a file, and what only a file does: saving.
import { strToU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { openFile } from "../../addin/hosts/file.ts";
import { openXlsx } from "../../addin/hosts/xlsx/open.ts";
import { cellAt, formatAt } from "../../shared/read/grid.ts";
import { contract, SUMMARY } from "./contract.ts";
import { sampleBytes } from "./sample.ts";

contract("a file", (bytes) => openFile(bytes, "示例.xlsx"));

describe("saving a file", () => {
  test("nothing changed: the very bytes", async () => {
    const bytes = await sampleBytes();
    expect(await (await openFile(bytes, "示例.xlsx")).save()).toBe(bytes);
  });

  test("what was written is there when it is opened again, and can be saved twice", async () => {
    const workbook = await openFile(await sampleBytes(), "示例.xlsx");
    const [first] = await workbook.worksheets();
    await workbook.write(first?.id ?? "", [{ address: "E6", value: 300 }]);
    const added = await workbook.writeSheet(SUMMARY);
    await workbook.write(added.id, [{ address: "B3", value: 99 }]);
    await workbook.settings.set("mapping", "甲<乙>");
    await workbook.save();
    await workbook.write(first?.id ?? "", [{ address: "D6", value: 310 }]);

    const again = await openFile(await workbook.save(), "示例.xlsx");
    const names = (await again.worksheets()).map(({ name }) => name);
    expect(names).toEqual(["报表", "名单", "备注", "汇总"]);
    const grid = await again.read("s1");
    expect([cellAt(grid, 6, 5), cellAt(grid, 6, 4)]).toEqual([300, 310]);
    const summary = await again.read("s4");
    expect([cellAt(summary, 3, 2), formatAt(summary, 3, 2)]).toEqual([99, "#,##0.00"]);
    expect(await again.settings.get("mapping")).toBe("甲<乙>");

    // It remembers which worksheets are ours.
    const replaced = await again.writeSheet({ ...SUMMARY, rows: SUMMARY.rows.slice(0, 2) });
    expect([replaced.name, replaced.id]).toEqual(["汇总", "s4"]);
    const last = await openXlsx(await again.save(), "示例.xlsx");
    expect(last.worksheets.map(({ name }) => name)).toEqual(names);
    expect(last.worksheets[3]?.grid.values.length).toBe(2);
  });

  test("a text file is saved as a workbook with the same cells", async () => {
    const workbook = await openFile(strToU8("支部,金额\n第一支部,90.5\n=1+1,007\n"), "捐款.csv");
    const [only] = await workbook.worksheets();
    await workbook.write(only?.id ?? "", [{ address: "B2", value: 91 }]);
    const again = await openXlsx(await workbook.save(), "捐款.xlsx");
    expect(again.worksheets[0]?.name).toBe("捐款");
    expect(again.worksheets[0]?.grid.values).toEqual([
      ["支部", "金额"],
      ["第一支部", 91],
      ["=1+1", "007"],
    ]);
  });

  test("keeps marks for whoever asks", async () => {
    const workbook = await openFile(await sampleBytes(), "示例.xlsx");
    const marks = [{ address: "E5", effect: "must", message: "一" }] as const;
    await workbook.mark("s1", marks);
    expect(workbook.marks("s1")).toEqual(marks);
  });
});
