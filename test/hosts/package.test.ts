// Saving by patching: what changes is exactly what was asked for, and everything else stays byte for byte.
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { openXlsx } from "../../addin/hosts/xlsx/open.ts";
import { XlsxPackage } from "../../addin/hosts/xlsx/package.ts";
import { cellAt, formatAt, type Grid } from "../../shared/read/grid.ts";
import { SUMMARY } from "./contract.ts";
import { sampleBytes } from "./sample.ts";

const SHEET = "xl/worksheets/sheet1.xml";

/** The sample with the XML of one part rewritten. */
async function sampleWith(part: string, change: (xml: string) => string): Promise<Uint8Array> {
  const parts = unzipSync(await sampleBytes());
  const before = strFromU8(parts[part] ?? new Uint8Array());
  const after = change(before);
  expect(after).not.toBe(before);
  return zipSync({ ...parts, [part]: strToU8(after) });
}

function xmlOf(bytes: Uint8Array, part: string): string {
  return strFromU8(unzipSync(bytes)[part] ?? new Uint8Array());
}

async function gridOf(bytes: Uint8Array, name = "报表"): Promise<Grid> {
  const found = (await openXlsx(bytes, "x.xlsx")).worksheets.find((worksheet) => worksheet.name === name);
  if (!found) throw new Error(`no worksheet ${name}`);
  return found.grid;
}

/** Parts whose bytes differ, are new, or are gone. */
function changedParts(before: Uint8Array, after: Uint8Array): string[] {
  const [a, b] = [unzipSync(before), unzipSync(after)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((part) => Buffer.compare(a[part] ?? Buffer.of(0), b[part] ?? Buffer.of(1)) !== 0)
    .sort();
}

describe("editing cells", () => {
  test("touches the worksheet and the order to recalculate, and nothing else", async () => {
    const bytes = await sampleWith("xl/workbook.xml", (xml) => xml.replace(/<calcPr\b[^>]*>/, ""));
    const target = new XlsxPackage(bytes);
    target.edit("报表", [{ row: 4, column: 5, value: 95 }]);
    const saved = target.save();
    expect(changedParts(bytes, saved)).toEqual(["xl/workbook.xml", SHEET]);
    expect(xmlOf(saved, "xl/workbook.xml")).toContain('fullCalcOnLoad="1"');
    const before = xmlOf(bytes, SHEET);
    // The cell keeps its style; every other character of the worksheet stays.
    expect(xmlOf(saved, SHEET)).toBe(
      before.replace('<c r="E4" s="2"><v>90.5</v></c>', '<c r="E4" s="2"><v>95</v></c>'),
    );
  });

  test("makes cells and rows that are not there, in order, and grows the dimension", async () => {
    const target = new XlsxPackage(await sampleBytes());
    target.edit("报表", [
      { row: 9, column: 2, value: "下" },
      { row: 3, column: 2, value: true },
      { row: 9, column: 1, value: 1 },
      { row: 6, column: 28, value: 2 },
      { row: 12, column: 1, value: null },
    ]);
    const xml = xmlOf(target.save(), SHEET);
    expect(xml).toContain('<row r="3"><c r="B3" t="b"><v>1</v></c><c r="D3"');
    expect(xml).toMatch(/<row r="9"><c r="A9"><v>1<\/v><\/c><c r="B9" t="inlineStr">.*<\/row><\/sheetData>/);
    expect(xml).toContain('<dimension ref="A1:AB9"/>');
    expect(xml).not.toContain('r="12"');
    const grid = await gridOf(target.save());
    expect([cellAt(grid, 3, 2), cellAt(grid, 9, 2), cellAt(grid, 6, 28)]).toEqual([true, "下", 2]);
  });

  test("text stays text, whatever it looks like", async () => {
    const texts = [
      '=HYPERLINK("http://x","点")',
      "+1",
      "-1",
      "@x",
      "007",
      "1e5",
      " <b>&'\" ",
      "_x000D_",
      "a\nb\tc",
    ];
    const target = new XlsxPackage(await sampleBytes());
    target.edit(
      "名单",
      texts.map((value, n) => ({ row: 10 + n, column: 1, value })),
    );
    const saved = target.save();
    const grid = await gridOf(saved, "名单");
    expect(texts.map((_, n) => cellAt(grid, 10 + n, 1))).toEqual(texts);
    expect(grid.formulas).toEqual({});
    // What Excel would read otherwise when someone edits the cell has the text format.
    expect([0, 1, 2, 3, 4, 5].map((n) => formatAt(grid, 10 + n, 1))).toEqual(Array(6).fill("@"));
    expect(formatAt(grid, 16, 1)).toBe("General");
    expect(xmlOf(saved, "xl/worksheets/sheet2.xml")).not.toMatch(/<f>/);
  });

  test("a date in a plain cell gets its format, and the rest of the style stays", async () => {
    const target = new XlsxPackage(await sampleBytes());
    target.edit("报表", [
      { row: 4, column: 4, value: 0.12, format: "0.0%" },
      { row: 4, column: 1, value: 45000, format: "yyyy-mm-dd" },
      { row: 5, column: 1, value: 45001, format: "yyyy-mm-dd" },
    ]);
    const saved = target.save();
    const grid = await gridOf(saved);
    expect([formatAt(grid, 4, 4), formatAt(grid, 4, 1)]).toEqual(["0.0%", "yyyy-mm-dd"]);
    const xml = xmlOf(saved, SHEET);
    const styleOf = (address: string) => Number(new RegExp(`r="${address}" s="(\\d+)"`).exec(xml)?.[1]);
    expect(styleOf("A4")).toBe(styleOf("A5"));
    const styles = xmlOf(saved, "xl/styles.xml").match(/<xf\b[^>]*>/g) ?? [];
    const fonts = styles.slice(-2).map((xf) => /fontId="(\d+)"/.exec(xf)?.[1]);
    expect(fonts[0]).toBe("0");
    expect(fonts[1]).not.toBe("0");
  });

  test("a formula stays when only its result is new, and goes when it is overwritten", async () => {
    const target = new XlsxPackage(await sampleBytes());
    target.edit("报表", [
      { row: 7, column: 4, value: 700, formula: true },
      { row: 7, column: 5, value: 1 },
      { row: 8, column: 4, value: 2, formula: "=D7/350" },
    ]);
    const grid = await gridOf(target.save());
    expect(grid.formulas).toEqual({ D7: "=SUM(D4:D6)", D8: "=D7/350" });
    expect([cellAt(grid, 7, 4), cellAt(grid, 7, 5), cellAt(grid, 8, 4)]).toEqual([700, 1, 2]);
  });

  test("overwriting the first cell of a shared formula leaves the others theirs", async () => {
    const bytes = await sampleWith(SHEET, (xml) =>
      xml
        .replace(
          "<f>SUM(D4:D6)</f>",
          '<f t="shared" ref="D7:F7" si="0">SUM(D4:D6)+$A$4+LOG10(10)+名单!D$1</f>',
        )
        .replace("<f>SUM(E4:E6)</f>", '<f t="shared" si="0"/>'),
    );
    const target = new XlsxPackage(bytes);
    target.edit("报表", [{ row: 7, column: 4, value: 5 }]);
    const saved = target.save();
    expect(xmlOf(saved, SHEET)).toContain("<f>SUM(E4:E6)+$A$4+LOG10(10)+名单!E$1</f>");
    expect(xmlOf(saved, SHEET)).not.toContain("shared");
    expect((await gridOf(saved)).formulas).toEqual({ E7: "=SUM(E4:E6)+$A$4+LOG10(10)+名单!E$1" });
  });

  test("the order of calculation goes, as it no longer holds", async () => {
    const parts = unzipSync(await sampleBytes());
    const text = (part: string) => strFromU8(parts[part] ?? new Uint8Array());
    const chain =
      '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="D7" i="1"/></calcChain>';
    const type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain";
    const bytes = zipSync({
      ...parts,
      "xl/calcChain.xml": strToU8(chain),
      "xl/_rels/workbook.xml.rels": strToU8(
        text("xl/_rels/workbook.xml.rels").replace(
          "</Relationships>",
          `<Relationship Id="rId99" Type="${type}" Target="calcChain.xml"/></Relationships>`,
        ),
      ),
      "[Content_Types].xml": strToU8(
        text("[Content_Types].xml").replace(
          "</Types>",
          '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>',
        ),
      ),
    });
    const target = new XlsxPackage(bytes);
    target.edit("报表", [{ row: 7, column: 4, value: 5 }]);
    const saved = unzipSync(target.save());
    expect(Object.keys(saved)).not.toContain("xl/calcChain.xml");
    for (const part of ["xl/_rels/workbook.xml.rels", "[Content_Types].xml"]) {
      expect(strFromU8(saved[part] ?? new Uint8Array())).not.toContain("calcChain");
    }
  });

  test("a header of a table is renamed in the table too", async () => {
    const target = new XlsxPackage(await sampleBytes());
    target.edit("名单", [{ row: 1, column: 2, value: "支部 & 小组" }]);
    expect(xmlOf(target.save(), "xl/tables/table1.xml")).toContain('name="支部 &amp; 小组"');
  });

  test("two hundred edits, written and filled rows mixed", async () => {
    const target = new XlsxPackage(await sampleBytes());
    const edits = Array.from({ length: 200 }, (_, n) => ({ row: 200 - n, column: 1 + (n % 7), value: n }));
    target.edit("报表", edits);
    const grid = await gridOf(target.save());
    expect(edits.map(({ row, column }) => cellAt(grid, row, column))).toEqual(
      edits.map(({ value }) => value),
    );
  });

  test("refuses a worksheet that is not there", async () => {
    const target = new XlsxPackage(await sampleBytes());
    expect(() => target.edit("无", [{ row: 1, column: 1, value: 1 }])).toThrow(
      expect.objectContaining({ reason: "worksheetGone" }),
    );
  });
});

describe("adding a worksheet", () => {
  test("all that was there stays; the new one opens with the same numbers and its look", async () => {
    const bytes = await sampleBytes();
    const target = new XlsxPackage(bytes);
    await target.addSheet(SUMMARY);
    const saved = target.save();
    expect(changedParts(bytes, saved)).toEqual([
      "[Content_Types].xml",
      "xl/_rels/workbook.xml.rels",
      "xl/styles.xml",
      "xl/workbook.xml",
      "xl/worksheets/sheet4.xml",
    ]);
    // Styles are only added: each present one keeps its index.
    const before = xmlOf(bytes, "xl/styles.xml").match(/<cellXfs[\s\S]*?<\/cellXfs>/)?.[0] ?? "";
    const inside = before.replace(/<cellXfs[^>]*>|<\/cellXfs>/g, "");
    expect(xmlOf(saved, "xl/styles.xml")).toContain(inside);
    expect(await gridOf(saved)).toEqual(await gridOf(bytes));
    const grid = await gridOf(saved, "汇总");
    expect(grid.values).toEqual([
      ["汇总表", null, null],
      ["单位", "金额", "占比"],
      ['=HYPERLINK("http://x")', 12.5, "007"],
      ["合计", 12.5, null],
    ]);
    expect([formatAt(grid, 3, 1), formatAt(grid, 3, 2)]).toEqual(["@", "#,##0.00"]);
  });

  test("long drop-down lists stand on a hidden worksheet that comes along", async () => {
    const values = Array.from({ length: 80 }, (_, n) => `选择项，第${n}项`);
    const target = new XlsxPackage(await sampleBytes());
    await target.addSheet({ ...SUMMARY, lists: [{ area: "A3:A9", values, strict: true }] });
    const saved = target.save();
    const opened = await openXlsx(saved, "x.xlsx");
    const lists = opened.worksheets.at(-1);
    expect([lists?.name, lists?.visible]).toEqual(["汇总·选项", false]);
    expect(lists?.grid.values.map(([value]) => value)).toEqual(values);
    expect(xmlOf(saved, "xl/worksheets/sheet4.xml")).toContain("'汇总·选项'!$A$1:$A$80");
  });

  test("the optional list of titles goes, as it would be one short", async () => {
    const titles = "<TitlesOfParts><vt:vector><vt:lpstr>报表</vt:lpstr></vt:vector></TitlesOfParts>";
    const bytes = await sampleWith("docProps/app.xml", (xml) =>
      xml.replace("</Properties>", `${titles}</Properties>`),
    );
    const target = new XlsxPackage(bytes);
    await target.addSheet(SUMMARY);
    expect(xmlOf(target.save(), "docProps/app.xml")).toMatch(
      /<Properties\b(?:(?!TitlesOfParts)[\s\S])*<\/Properties>/,
    );
  });

  test("a workbook without styles gets them", async () => {
    const parts = unzipSync(await sampleBytes());
    delete parts["xl/styles.xml"];
    for (const part of ["xl/_rels/workbook.xml.rels", "[Content_Types].xml"]) {
      const xml = strFromU8(parts[part] ?? new Uint8Array());
      parts[part] = strToU8(xml.replace(/<(?:Relationship|Override)\b[^>]*styles[^>]*>/, ""));
    }
    const target = new XlsxPackage(zipSync(parts));
    await target.addSheet(SUMMARY);
    expect(formatAt(await gridOf(target.save(), "汇总"), 3, 2)).toBe("#,##0.00");
  });

  test("the same work gives the same bytes", async () => {
    const save = async () => {
      const target = new XlsxPackage(await sampleBytes());
      await target.addSheet(SUMMARY);
      return unzipSync(target.save());
    };
    expect(await save()).toEqual(await save());
  });
});

describe("what cannot be patched is refused", () => {
  const refusal = (bytes: Uint8Array) => {
    try {
      new XlsxPackage(bytes);
    } catch (error) {
      return (error as { reason?: string }).reason;
    }
    return "accepted";
  };

  test("no zip, no workbook, a password, another namespace, a prefix", async () => {
    expect(refusal(strToU8("不是表格"))).toBe("notXlsx");
    expect(refusal(zipSync({ "a.txt": strToU8("x") }))).toBe("notXlsx");
    expect(refusal((await sampleBytes()).subarray(0, 3000))).toBe("notXlsx");
    const compound = new Uint8Array(1024).fill(0);
    compound.set([0xd0, 0xcf, 0x11, 0xe0]);
    expect(refusal(compound)).toBe("notXlsx");
    compound.set(
      [..."EncryptedPackage"].flatMap((letter) => [letter.charCodeAt(0), 0]),
      600,
    );
    expect(refusal(compound)).toBe("passwordProtected");
    const strict = (xml: string) =>
      xml.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
      );
    expect(refusal(await sampleWith(SHEET, strict))).toBe("notSupported");
    expect(refusal(await sampleWith(SHEET, (xml) => xml.replaceAll(/<(\/?)(\w)/g, "<$1x:$2")))).toBe(
      "notSupported",
    );
  });

  test("a file that declares more than the memory should hold, before any of it is inflated", async () => {
    const bytes = new Uint8Array(await sampleBytes());
    // The central directory's declared size of the first entry, at offset 24 of its record.
    const view = new DataView(bytes.buffer);
    let at = bytes.length - 22;
    while (view.getUint32(at, true) !== 0x06054b50) at--;
    view.setUint32(view.getUint32(at + 16, true) + 24, 400_000_000, true);
    expect(refusal(bytes)).toBe("tooLarge");
  });
});
