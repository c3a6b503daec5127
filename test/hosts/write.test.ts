// New worksheets as files: text stays text, formulas bring their value, looks follow roles.
import { readXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { shiftFormula } from "../../addin/hosts/xlsx/formula.ts";
import { writeXlsx } from "../../addin/hosts/xlsx/write.ts";
import { SUMMARY } from "./contract.ts";

describe("writing worksheets", () => {
  test("names, widths, merges, frozen panes and looks", async () => {
    const bytes = await writeXlsx([SUMMARY, SUMMARY]);
    const { sheets } = await readXlsx(bytes, { readStyles: true });
    expect(sheets.map(({ name }) => name)).toEqual(["汇总", "汇总 (2)"]);
    const [sheet] = sheets;
    expect(sheet?.columns?.map(({ width }) => width)).toEqual([14, 12, 12]);
    expect(sheet?.merges).toEqual([{ startRow: 0, startCol: 0, endRow: 0, endCol: 2 }]);
    expect(sheet?.freezePane).toMatchObject({ rows: 2 });
    const cell = (at: string) => sheet?.cells?.get(at);
    expect(cell("0,0")?.style).toMatchObject({ font: { bold: true, size: 16 } });
    expect(cell("1,0")?.style?.fill).toMatchObject({ pattern: "solid" });
    expect(cell("2,0")?.style?.numFmt).toBe("@");
    expect(cell("2,0")?.formula).toBeUndefined();
    expect(cell("3,1")).toMatchObject({ formula: "SUM(B3:B3)", formulaResult: 12.5 });
    // A ruled row is ruled to its end.
    expect(cell("3,2")?.style?.border?.bottom?.style).toBe("thin");
  });

  test("drop-down lists: short ones stay in the validation", async () => {
    const lists = [{ area: "C3:C9", values: ["是", "否"], strict: true }];
    const { sheets } = await readXlsx(await writeXlsx([{ ...SUMMARY, lists }]));
    expect(sheets.length).toBe(1);
    expect(sheets[0]?.dataValidations).toMatchObject([
      { type: "list", range: "C3:C9", values: ["是", "否"], showErrorMessage: true },
    ]);
  });

  test("equal sheets give equal bytes", async () => {
    expect(await writeXlsx([SUMMARY])).toEqual(await writeXlsx([SUMMARY]));
  });
});

describe("moving a formula", () => {
  test.each([
    ["SUM(A1:B2)", "SUM(B2:C3)"],
    ["$A1+A$1+$A$1", "$A2+B$1+$A$1"],
    ['"A1"&A1', '"A1"&B2'],
    ["'A1 表'!A1+表1!A1", "'A1 表'!B2+表1!B2"],
    ["LOG10(A1)+A1B+数据A1", "LOG10(B2)+A1B+数据A1"],
    ["SUM(A:A)+SUM($B:C)+SUM(1:2)+SUM($1:3)", "SUM(B:B)+SUM($B:D)+SUM(2:3)+SUM($1:4)"],
    ["表[A1]+A1%", "表[A1]+B2%"],
    ["XFD1", "#REF!"],
  ])("%s", (formula, moved) => expect(shiftFormula(formula, 1, 1)).toBe(moved));

  test("up beyond the first row", () => expect(shiftFormula("A1+A2", -1, 0)).toBe("#REF!+A1"));
});
