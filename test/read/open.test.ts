// Files as bytes → grids: what the file format hides (number formats, dates, shared formulas, far used ranges) and every
// kind of file that cannot be read. The packages are written here, part by part; all content invented.
import { strToU8, zipSync } from "fflate";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { WorkbookRefusal } from "../../addin/hosts/workbook.ts";
import { shiftFormula } from "../../addin/hosts/xlsx/formula.ts";
import { openXlsx } from "../../addin/hosts/xlsx/open.ts";
import { read } from "./grid-of.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

/** A workbook of worksheets given as the XML of their rows; styles 1, 2, 3 are the built-in formats 31, 58 and 10. */
function workbook(
  sheets: readonly { rows: string; after?: string; state?: string }[],
  date1904 = false,
): Uint8Array {
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${date1904 ? ' date1904="1"' : ""}/><sheets>${sheets.map(({ state }, i) => `<sheet name="S${i + 1}" sheetId="${i + 1}"${state ? ` state="${state}"` : ""} r:id="s${i + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, i) => `<Relationship Id="s${i + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}<Relationship Id="st" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="58"/><xf numFmtId="10"/></cellXfs></styleSheet>`,
  };
  for (const [i, { rows, after = "" }] of sheets.entries())
    parts[`xl/worksheets/sheet${i + 1}.xml`] =
      `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${after}</worksheet>`;
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(HEAD + xml)])),
    { level: 1 },
  );
}

const text = (at: string, words: string) =>
  `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${words}</t></is></c>`;
const open = async (bytes: Uint8Array, name = "a.xlsx") => (await openXlsx(bytes, name)).worksheets;

test("days in the Chinese built-in formats are serial numbers with a format", async () => {
  const bytes = workbook([
    {
      rows: '<row r="1"><c r="A1" s="1"><v>43917</v></c><c r="B1" s="2"><v>43918.5</v></c><c r="C1" s="3"><v>0.95</v></c><c r="D1"><v>5</v></c></row>',
    },
  ]);
  const [sheet] = await open(bytes);
  expect(sheet?.grid.values).toEqual([[43917, 43918.5, 0.95, 5]]);
  expect(sheet?.grid.formats?.[0]).toEqual(['yyyy"年"m"月"d"日"', 'm"月"d"日"', "0.00%"]);
});

test("a workbook that counts from 1904 keeps its own serial numbers", async () => {
  const [sheet] = await open(workbook([{ rows: '<row r="1"><c r="A1" s="1"><v>42455</v></c></row>' }], true));
  expect([sheet?.grid.values, sheet?.grid.date1904]).toEqual([[[42455]], true]);
});

test("errors, shared formulas, merges, hidden rows and hidden worksheets", async () => {
  const rows = `<row r="1">${text("A1", "甲")}<c r="B1"><f t="shared" ref="B1:B3" si="0">C1+$D$1</f><v>1</v></c></row><row r="2" hidden="1"><c r="A2" t="e"><v>#REF!</v></c><c r="B2"><f t="shared" si="0"/><v>2</v></c></row><row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>`;
  const sheets = await open(
    workbook([
      { rows, after: '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>' },
      { rows: `<row r="1">${text("A1", "乙")}</row>`, state: "hidden" },
    ]),
  );
  expect(sheets.map(({ visible }) => visible)).toEqual([true, false]);
  const grid = sheets[0]?.grid;
  expect(grid?.values).toEqual([
    ["甲", 1],
    ["#REF!", 2],
    [true, 3],
  ]);
  expect(grid?.formulas).toEqual({ B1: "=C1+$D$1", B2: "=C2+$D$1", B3: "=C3+$D$1" });
  expect([grid?.merges, grid?.hiddenRows]).toEqual([[{ row: 1, column: 1, rows: 2, columns: 1 }], [2]]);
});

test("moving a formula", () => {
  expect(shiftFormula("SUM(A1:$B$2)&\"A1\"&'A1'!C3+LOG10(D4)", 2, 1)).toBe(
    "SUM(B3:$B$2)&\"A1\"&'A1'!D5+LOG10(E6)",
  );
});

test("a used range to the end of the worksheet is cut to what has content", async () => {
  const rows = `<row r="3">${text("C3", "姓名")}${text("D3", "金额")}</row><row r="4">${text("C4", "甲")}<c r="D4"><v>5</v></c><c r="XFD4" s="1"/></row><row r="5">${text("C5", " \u200b ")}</row><row r="1048576"><c r="Z1048576" s="1"/></row>`;
  const [sheet] = await open(workbook([{ rows }]));
  const { top, left, values } = sheet?.grid ?? { top: 0, left: 0, values: [] };
  expect({ top, left, values }).toEqual({
    top: 3,
    left: 3,
    values: [
      ["姓名", "金额"],
      ["甲", 5],
    ],
  });
});

test("more rows than can be read are told by reading, not by running out of memory", async () => {
  let rows = "";
  for (let row = 1; row <= 200_050; row++) rows += `<row r="${row}"><c r="A${row}"><v>${row}</v></c></row>`;
  const [sheet] = await open(workbook([{ rows }]));
  expect(sheet?.grid.values.length).toBe(200_001);
  expect(sheet && read(sheet.grid).refused).toBe("tooManyRows");
});

describe("text files", () => {
  const expected = [
    ["单位", "金额"],
    ["一科", 5],
    ["二科", "1,234.50"],
  ];
  const written = '单位,金额\n一科,5\n"二科","1,234.50"\n,\n';
  test.each([
    ["UTF-8", new TextEncoder().encode(written)],
    ["UTF-8 with a mark", new TextEncoder().encode(`\ufeff${written}`)],
    [
      "UTF-16",
      Uint8Array.from([
        0xff,
        0xfe,
        ...[...written].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]),
      ]),
    ],
  ])("%s", async (_, bytes) => {
    const [sheet] = await open(bytes, "某表.csv");
    expect([sheet?.name, sheet?.grid.values]).toEqual(["某表", expected]);
  });
  test("GB 18030", async () => {
    const bytes = Uint8Array.from([
      0xb5, 0xa5, 0xce, 0xbb, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, 0xd2, 0xbb, 0xbf, 0xc6, 0x2c, 0x35,
    ]);
    expect((await open(bytes, "a.csv"))[0]?.grid.values).toEqual([
      ["单位", "金额"],
      ["一科", 5],
    ]);
  });
});

describe("files that cannot be read", () => {
  const ole = (words: string) => {
    const bytes = new Uint8Array(2048);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    bytes.set(
      [...words].flatMap((letter) => [letter.charCodeAt(0), 0]),
      1024,
    );
    return bytes;
  };
  const cases: [name: string, reason: string, bytes: () => Promise<Uint8Array> | Uint8Array, file: string][] =
    [
      ["no bytes", "empty", () => new Uint8Array(), "a.xlsx"],
      [
        "a workbook without content",
        "empty",
        () => workbook([{ rows: "" }, { rows: `<row r="1">${text("A1", "\u3000")}</row>` }]),
        "a.xlsx",
      ],
      ["text named .xlsx", "notXlsx", () => strToU8("hello"), "a.xlsx"],
      ["a picture named .csv", "notXlsx", () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), "a.csv"],
      [
        "another kind of package",
        "notXlsx",
        () => zipSync({ "word/document.xml": strToU8("<w/>") }),
        "a.xlsx",
      ],
      [
        "half a package",
        "notXlsx",
        () => workbook([{ rows: `<row r="1">${text("A1", "甲")}</row>` }]).slice(0, 400),
        "a.xlsx",
      ],
      [
        "a package whose worksheet is missing",
        "notXlsx",
        () =>
          zipSync({
            "xl/workbook.xml": strToU8('<workbook><sheets><sheet name="S" r:id="r1"/></sheets></workbook>'),
          }),
        "a.xlsx",
      ],
      ["an old file that is none", "notXlsx", () => ole("Nothing"), "a.xls"],
      ["an encrypted package", "passwordProtected", () => ole("EncryptedPackage"), "a.xlsx"],
      [
        "a workbook with a password",
        "passwordProtected",
        () =>
          writeXlsx({
            sheets: [{ name: "S", rows: [["甲"]] }],
            encryption: { password: "secret", spinCount: 10 },
          }),
        "a.xlsx",
      ],
    ];
  test.each(cases)("%s: %s", async (_, reason, bytes, file) => {
    const refusal = await openXlsx(await bytes(), file).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(WorkbookRefusal);
    expect((refusal as WorkbookRefusal).reason).toBe(reason);
  });
});
