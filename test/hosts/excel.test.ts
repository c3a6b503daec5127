// The contract over Excel, on Microsoft's own library; and what only Excel asks of us: few round trips, small
// messages, the person's undo, no trace left behind, and a way on from everything that Excel refuses.
import { afterAll, describe, expect, test } from "vitest";
import type { Mark } from "../../addin/hosts/workbook.ts";
import type { Cell, Grid } from "../../shared/read/grid.ts";
import { cellAt, formatAt } from "../../shared/read/grid.ts";
import type { WrittenRow, WrittenSheet } from "../../shared/report/worksheet.ts";
import { blockAt, bookOf, bookOfRows } from "../excel-host/fill.ts";
import { type Book, stateOf } from "../excel-host/model.ts";
import { olderSets, SETS, type Sets } from "../excel-host/sets.ts";
import { UNREADABLE } from "../excel-host/surface-format.ts";
import { contract, SUMMARY } from "./contract.ts";
import { type OpenExcel, openExcel as open } from "./excel-page.ts";
import { sampleBytes } from "./sample.ts";

const opened: OpenExcel[] = [];
const openExcel = (book: Book, sets?: Sets): OpenExcel => {
  const both = open(book, sets);
  opened.push(both);
  return both;
};

contract("Excel", async (bytes) => openExcel(await bookOf(bytes)).workbook);
contract("an older Excel", async (bytes) => openExcel(await bookOf(bytes), olderSets("1.14")).workbook);

afterAll(() => {
  expect(opened.length).toBeGreaterThan(40);
  expect(opened.flatMap(({ excel }) => [...excel.unsupported.keys()])).toEqual([]);
});

const MEGABYTE = 1024 * 1024;
const TITLE = "示例捐款情况统计表（虚构）";
const HEADS = ["序号", "支部", "日期", "应交金额", "实交金额", "备注"];

/** An invented list: a title, a header and so many rows of numbers, names and days. */
function listOf(rows: number, columns = HEADS.length): Book {
  const wide = Array.from({ length: columns }, (_, c) => HEADS[c] ?? `指标${c}`);
  const book = bookOfRows([[TITLE], wide]);
  const sheet = book.active;
  for (let n = 0; n < rows; n++) {
    for (let c = 0; c < columns; c++) {
      const value =
        [n + 1, `第${n}党支部`, 45_000 + (n % 300), 100, 90.5, "说明"][c] ?? 1000 + ((n * c) % 977);
      sheet.place(n + 2, c, value, c === 2 ? "yyyy/m/d" : undefined);
    }
  }
  return book;
}

/** A consolidated sheet of so many units. */
function consolidation(rows: number, columns = 12): WrittenSheet {
  const body = Array.from({ length: rows }, (_, n): WrittenRow => {
    const cells = Array.from({ length: columns }, (_, c) =>
      c === 0
        ? { text: `示例市第${n}机关党支部` }
        : (n + c) % 7 === 0
          ? null
          : { number: n * c, format: "#,##0.00" },
    );
    return { role: "body", cells };
  });
  const total = Array.from({ length: columns }, (_, c) =>
    c === 0 ? { text: "合计" } : { formula: `=SUM(B3:B${rows + 2})`, value: 0, format: "#,##0.00" },
  );
  return {
    name: "汇总",
    widths: [30, ...Array.from({ length: columns - 1 }, () => 12)],
    merges: [],
    frozen: { rows: 2, columns: 1 },
    rows: [
      { role: "title", cells: [{ text: "示例汇总表" }] },
      { role: "header", cells: Array.from({ length: columns }, (_, c) => ({ text: `指标${c}` })) },
      ...body,
      { role: "total", cells: total },
    ],
  };
}

/** Round trips that an act waits for. */
async function syncsOf({ excel }: OpenExcel, act: () => Promise<unknown>): Promise<number> {
  const before = excel.syncs;
  await act();
  return excel.syncs - before;
}

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const heaviest = ({ excel }: OpenExcel) =>
  Math.max(...excel.exchanges.flatMap((one) => [one.request, one.response]));
const first = async ({ workbook }: OpenExcel) => (await workbook.worksheets())[0]?.id ?? "";
const refused = (reason: string) => ({ reason });

const MARKS: readonly Mark[] = [
  { address: "E5", effect: "must", message: "一" },
  { address: "E6", effect: "must", message: "二" },
  { address: "B4:C6", effect: "explain", message: "三" },
];

describe("round trips", () => {
  test("a check of 5,000 rows takes at most four, an edit two, marks two", async () => {
    const both = openExcel(listOf(5_000));
    const { workbook } = both;
    let id = "";
    const check = await syncsOf(both, async () => {
      await workbook.worksheets();
      id = (await workbook.active()).id;
      const grid = await workbook.read(id);
      expect(grid.values.length).toBe(5_002);
    });
    expect(check).toBeLessThanOrEqual(4);
    expect(await syncsOf(both, () => workbook.mark(id, MARKS))).toBeLessThanOrEqual(2);
    expect(await syncsOf(both, () => workbook.readArea(id, "D7:E9"))).toBe(1);
    // Marks that stay as they are cost nothing after an edit.
    expect(await syncsOf(both, () => workbook.mark(id, MARKS))).toBe(0);
    const edit = [{ address: "E7", value: "=text" }];
    expect(await syncsOf(both, () => workbook.write(id, edit))).toBeLessThanOrEqual(2);
    expect(await syncsOf(both, () => workbook.mark(id, []))).toBeLessThanOrEqual(2);
  });

  test("a consolidated sheet of 10,000 rows takes at most six, with its gaps in every column", async () => {
    const both = openExcel(listOf(3));
    const written = consolidation(10_000);
    expect(await syncsOf(both, () => both.workbook.writeSheet(written))).toBeLessThanOrEqual(6);
    const sheet = both.excel.book.find("汇总");
    expect(sheet?.used(true)).toEqual({ row: 0, column: 0, rows: 10_003, columns: 12 });
    expect(sheet?.format(9_000, 3)).toBe("#,##0.00");
    expect(heaviest(both)).toBeLessThan(5 * MEGABYTE);
  });

  test("a thousand corrections in a column are two round trips and one step of undo", async () => {
    const both = openExcel(listOf(2_000));
    const id = await first(both);
    const edits = Array.from({ length: 1_000 }, (_, n) => ({ address: `E${n + 3}`, value: n }));
    const steps = both.excel.book.undo.length;
    expect(await syncsOf(both, () => both.workbook.write(id, edits))).toBe(2);
    expect(both.excel.book.undo.length).toBe(steps + 1);
    expect(both.excel.book.active.value(1_001, 4)).toBe(999);
  });
});

describe("the limits of Excel on the web", () => {
  test("100,000 rows of 20 columns are read in messages under 5 MB, with dates known as dates", async () => {
    const both = openExcel(listOf(100_000, 20));
    const seen: number[] = [];
    const grid = await both.workbook.read(await first(both), (done) => seen.push(done));
    expect(grid.values.length).toBe(100_002);
    expect([cellAt(grid, 60_003, 1), cellAt(grid, 60_003, 2)]).toEqual([60_001, "第60000党支部"]);
    expect(formatAt(grid, 60_003, 3)).toBe("yyyy/m/d");
    expect(formatAt(grid, 60_003, 4)).toBe("General");
    expect(heaviest(both)).toBeLessThan(5 * MEGABYTE);
    expect(both.excel.syncs).toBeLessThanOrEqual(26);
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.at(-1)).toBe(1);
  });

  test("100,000 rows of 20 columns are written in messages under 5 MB", async () => {
    const both = openExcel(listOf(1));
    await both.workbook.writeSheet(consolidation(100_000, 20));
    expect(both.excel.book.find("汇总")?.used(true)?.rows).toBe(100_003);
    expect(heaviest(both)).toBeLessThan(5 * MEGABYTE);
  });

  test("8,000 scattered corrections are written in messages under 5 MB", async () => {
    const both = openExcel(listOf(1));
    const edits = Array.from({ length: 8_000 }, (_, n) => ({ address: `E${2 * n + 3}`, value: n }));
    await both.workbook.write(await first(both), edits);
    expect(both.excel.book.active.value(16_000, 4)).toBe(7_999);
    expect(heaviest(both)).toBeLessThan(5 * MEGABYTE);
  });

  test("formats that change from row to row are written in messages under 5 MB too", async () => {
    const both = openExcel(listOf(1));
    const formats = ["#,##0.00;[Red]-#,##0.00", "0.00%;[Red]-0.00%;0.00%"];
    const rows = Array.from({ length: 20_000 }, (_, r): WrittenRow => {
      const cells = Array.from({ length: 12 }, (_, c) => ({ number: r, format: formats[(r + c) % 2] ?? "" }));
      return { role: "body", cells };
    });
    await both.workbook.writeSheet({ ...SUMMARY, merges: [], rows });
    const sheet = both.excel.book.find("汇总");
    expect([0, 1].map((c) => sheet?.format(19_998, c))).toEqual(formats);
    expect(heaviest(both)).toBeLessThan(5 * MEGABYTE);
  });

  test("a large worksheet reads the same as a small one: formulas, texts like formulas, formats, hidden rows", async () => {
    const book = await bookOf(await sampleBytes());
    const both = openExcel(book);
    const id = await first(both);
    const whole = await both.workbook.read(id);
    const compared = (grid: Grid) => ({
      ...grid,
      formats: grid.values.map((row, r) => row.map((_, c) => formatAt(grid, grid.top + r, grid.left + c))),
    });
    // Two rows fit into one reading.
    both.excel.limits.cells = 10;
    expect(compared(await both.workbook.read(id)).values).toEqual(whole.values);
    const { formulas, merges, hiddenRows } = await both.workbook.read(id);
    expect({ formulas, merges, hiddenRows }).toEqual({
      formulas: whole.formulas,
      merges: whole.merges,
      hiddenRows: whole.hiddenRows,
    });
    expect(formatAt(await both.workbook.read(id), 4, 3)).toBe("yyyy/m/d");
  });

  test("an answer that would be too large is asked for again in halves", async () => {
    const both = openExcel(listOf(4_000));
    const id = await first(both);
    const grid = await both.workbook.read(id);
    both.excel.limits.response = 100_000;
    expect((await both.workbook.read(id)).values).toEqual(grid.values);
    both.excel.limits.response = 300;
    await expect(both.workbook.read(id)).rejects.toMatchObject(refused("tooLarge"));
    both.excel.limits.response = 5 * MEGABYTE;
    expect((await both.workbook.read(id)).values).toEqual(grid.values);
  });

  test("a reading that gives nothing is never taken for an empty worksheet", async () => {
    const both = openExcel(listOf(10));
    both.excel.limits.cells = 0;
    const id = await first(both);
    await expect(both.workbook.read(id)).rejects.toMatchObject(refused("tooLarge"));
    await expect(both.workbook.readArea(id, "A1:B2")).rejects.toMatchObject(refused("tooLarge"));
    both.excel.limits.cells = 5_000_000;
    expect((await both.workbook.read(id)).values.length).toBe(12);
  });

  test("a used range that formats have blown up to the last row is read as far as it holds values", async () => {
    const book = listOf(10);
    book.active.setFormat(1_048_575, 16_383, "0.00");
    const both = openExcel(book);
    const grid = await both.workbook.read(await first(both));
    expect([grid.values.length, grid.values[0]?.length]).toEqual([12, HEADS.length]);
  });

  test("a stray value in the last row is refused before anything is loaded, and the person can go on", async () => {
    const book = listOf(10);
    book.active.place(1_048_575, 0, "x");
    const both = openExcel(book);
    const id = await first(both);
    await expect(both.workbook.read(id)).rejects.toMatchObject(refused("tooLarge"));
    expect(heaviest(both)).toBeLessThan(10_000);
    book.active.clear(blockAt("A1048576"));
    expect((await both.workbook.read(id)).values.length).toBe(12);
  });
});

describe("the person's workbook", () => {
  test("a check, marks and their removal leave nothing behind", async () => {
    const book = await bookOf(await sampleBytes());
    const sheet = book.active;
    sheet.conditional.push(
      { id: "{P1}", kind: "Custom", blocks: [blockAt("B4:B6")], formula: "=LEN(B4)>9", fill: "#FF0000" },
      { id: "{P2}", kind: "CellValue", blocks: [blockAt("D4:D6")], formula: ">250", fill: "#00FF00" },
    );
    const before = structuredClone(stateOf(book));
    const both = openExcel(book);
    const id = await first(both);
    await both.workbook.read(id);
    await both.workbook.mark(id, MARKS);
    expect(sheet.conditional.filter(({ formula }) => formula.includes("onesheet-")).length).toBe(2);
    expect(sheet.conditional.find(({ formula }) => formula.includes("must"))?.blocks).toEqual([
      blockAt("E5:E6"),
    ]);
    await both.workbook.reveal(id, "E5");
    await both.workbook.readArea(id, "E5");
    await both.workbook.mark(id, MARKS.slice(2));
    await both.workbook.mark(id, []);
    expect(stateOf(book)).toEqual(before);
    await later(20);
    expect(both.excel.held).toBe(0);
  });

  test.each([false, true])(
    "marks of an earlier day are found by their tag alone (ids move: %s)",
    async (moving) => {
      const book = listOf(10);
      const persons = {
        id: "{P}",
        kind: "Custom",
        blocks: [blockAt("A1")],
        formula: "=TRUE",
        fill: "#FF0000",
      };
      book.active.conditional.push(persons);
      const both = openExcel(book);
      both.excel.idsArePriorities = moving;
      const id = await first(both);
      await both.workbook.mark(id, [...MARKS, { address: "A3", effect: "note", message: "" }]);
      expect(book.active.conditional.length).toBe(4);
      // Another day, another pane.
      const again = openExcel(book);
      again.excel.idsArePriorities = moving;
      await again.workbook.mark(await first(again), []);
      expect(book.active.conditional).toEqual([persons]);
    },
  );

  test("a rule that Excel cannot give back is left alone, and the marks come and go beside it", async () => {
    const book = listOf(10);
    const broken = { id: "{P}", kind: "Custom", blocks: [blockAt("A1")], formula: UNREADABLE, fill: "" };
    book.active.conditional.push(broken);
    const both = openExcel(book);
    const id = await first(both);
    await both.workbook.mark(id, MARKS);
    expect(book.active.conditional.length).toBe(3);
    await both.workbook.mark(id, []);
    expect(book.active.conditional).toEqual([broken]);
  });

  test("marks that the person took back come again with the next whole reading, not with the next edit", async () => {
    const both = openExcel(listOf(10));
    const id = await first(both);
    await both.workbook.read(id);
    await both.workbook.mark(id, MARKS);
    both.excel.book.active.conditional = [];
    await both.workbook.readArea(id, "E5");
    await both.workbook.mark(id, MARKS);
    expect(both.excel.book.active.conditional.length).toBe(0);
    await both.workbook.read(id);
    await both.workbook.mark(id, MARKS);
    expect(both.excel.book.active.conditional.length).toBe(2);
  });

  test("two thousand scattered marks stay within the length of an address", async () => {
    const both = openExcel(listOf(5_000));
    const id = await first(both);
    const marks = Array.from({ length: 2_000 }, (_, n): Mark => {
      return { address: `${"ABCDE"[n % 5]}${n * 2 + 3}`, effect: "must", message: "" };
    });
    expect(await syncsOf(both, () => both.workbook.mark(id, marks))).toBe(2);
    const ours = both.excel.book.active.conditional;
    expect(ours.flatMap(({ blocks }) => blocks).length).toBe(2_000);
    expect(ours.length).toBeLessThanOrEqual(3);
  });

  test("marks and corrections can be taken back, one step each; an older Excel says that they cannot", async () => {
    const book = listOf(10);
    const both = openExcel(book);
    expect(both.workbook.can).toEqual({ hear: true, mark: true, undo: true });
    const id = await first(both);
    both.excel.type(book.active, blockAt("E5"), 7);
    await both.workbook.read(id);
    await both.workbook.mark(id, MARKS);
    await both.workbook.mark(id, MARKS);
    expect(book.undo).toEqual(["person", "add-in"]);

    const older = openExcel(listOf(10), olderSets("1.17"));
    expect(older.workbook.can).toEqual({ hear: true, mark: true, undo: false });
    const olderId = await first(older);
    older.excel.type(older.excel.book.active, blockAt("E5"), 7);
    await older.workbook.read(olderId);
    await older.workbook.readArea(olderId, "E5");
    expect(older.excel.book.undo).toEqual(["person"]);
    await older.workbook.mark(olderId, MARKS);
    expect(older.excel.book.undo).toEqual([]);
  });

  test("hostile text stays the text it is, also where it looks like a number or a day", async () => {
    const both = openExcel(listOf(3));
    const hostile = [
      '=HYPERLINK("http://x","y")',
      "+cmd|' /C calc'!A0",
      "-2+3",
      "@SUM(A1)",
      "110101199001011234",
      "007",
      "1/2",
      "2026-08-01",
      "8月1日",
      "下午3:00",
      "50%",
      "TRUE",
      "#N/A",
      "1e5",
      "'已有撇号",
      "无",
      "\t=1+1",
    ];
    const id = await first(both);
    const sheet = both.excel.book.active;
    await both.workbook.write(
      id,
      hostile.map((value, n) => ({ address: `G${n + 3}`, value })),
    );
    const read = (grid: Grid): Cell[] => hostile.map((_, n) => cellAt(grid, n + 3, 7));
    expect(read(await both.workbook.read(id))).toEqual(hostile);
    // Again into cells that are text already, and with the format of text given along.
    for (const n of hostile.keys()) sheet.setFormat(n + 2, 7, "@");
    await both.workbook.write(id, [
      ...hostile.map((value, n) => ({ address: `H${n + 3}`, value })),
      ...hostile.map((value, n) => ({ address: `I${n + 3}`, value, format: "@" })),
    ]);
    const grid = await both.workbook.read(id);
    expect(hostile.map((_, n) => cellAt(grid, n + 3, 8))).toEqual(hostile);
    expect(hostile.map((_, n) => cellAt(grid, n + 3, 9))).toEqual(hostile);
    expect(grid.formulas).toEqual({});

    const rows: WrittenRow[] = hostile.map((text) => ({ role: "body", cells: [{ text }, { number: 1 }] }));
    const added = await both.workbook.writeSheet({ ...SUMMARY, merges: [], rows });
    const written = await both.workbook.read(added.id);
    expect(hostile.map((_, n) => cellAt(written, n + 1, 1))).toEqual(hostile);
    expect(written.formulas).toEqual({});
  });

  test("a number that stood as text becomes a number, and its neighbours keep their formats", async () => {
    const both = openExcel(listOf(3));
    const id = await first(both);
    const sheet = both.excel.book.active;
    sheet.place(2, 4, "90.5", "@");
    sheet.setFormat(3, 4, "#,##0.00");
    await both.workbook.write(id, [
      { address: "E3", value: 90.5 },
      { address: "E4", value: 3 },
      { address: "E5", value: 45_000, format: "yyyy-mm-dd" },
    ]);
    expect([2, 3, 4].map((row) => sheet.value(row, 4))).toEqual([90.5, 3, 45_000]);
    expect([2, 3, 4].map((row) => sheet.format(row, 4))).toEqual(["General", "#,##0.00", "yyyy-mm-dd"]);
  });

  test.each([3, 30_000])("days that count from 1904 are told, of %i rows", async (rows) => {
    const both = openExcel(listOf(rows));
    const id = await first(both);
    expect((await both.workbook.read(id)).date1904).toBe(undefined);
    both.excel.book.date1904 = true;
    expect((await both.workbook.read(id)).date1904).toBe(true);
    expect((await both.workbook.readArea(id, "C3")).date1904).toBe(true);
  });

  test("nothing that reads says that it writes, but the question for merges in a whole reading", async () => {
    const both = openExcel(await bookOf(await sampleBytes()));
    const { workbook } = both;
    const id = (await workbook.active()).id;
    await workbook.worksheets();
    await workbook.readArea(id, "A1:E7");
    await workbook.reveal(id, "B3");
    await workbook.settings.get("x");
    await workbook.mark(id, []);
    expect(both.excel.exchanges.map(({ writes }) => writes)).not.toContain(true);
    await workbook.read(id);
    expect(both.excel.exchanges.filter(({ writes }) => writes).length).toBe(1);
  });

  test("the rows of a part are known as hidden, some or all", async () => {
    const both = openExcel(await bookOf(await sampleBytes()));
    const id = await first(both);
    expect((await both.workbook.readArea(id, "A4:E6")).hiddenRows).toEqual([5]);
    expect((await both.workbook.readArea(id, "A5:E5")).hiddenRows).toEqual([5]);
    expect((await both.workbook.readArea(id, "A6:E7")).hiddenRows).toEqual([]);
    await both.workbook.read(id);
    expect((await both.workbook.readArea(id, "D2")).merges).toEqual([
      { row: 2, column: 4, rows: 1, columns: 2 },
    ]);
  });

  test("two tables, filtered rows and errors are read as they are", async () => {
    const book = bookOfRows([
      ["名单一", null, null, "名单二"],
      ["姓名", "金额", null, "单位"],
      ["某甲", 1, null, "第一支部"],
      ["某乙", "#DIV/0!", null, "第二支部"],
    ]);
    const sheet = book.active;
    sheet.tables = [
      { name: "表1", block: blockAt("A2:B4") },
      { name: "表2", block: blockAt("D2:D4") },
    ];
    sheet.place(3, 1, "#DIV/0!", undefined, "=B3/0");
    sheet.hiddenRows.add(2);
    const both = openExcel(book);
    const grid = await both.workbook.read(await first(both));
    expect(grid.values[3]).toEqual(["某乙", "#DIV/0!", null, "第二支部"]);
    expect(grid.formulas).toEqual({ B4: "=B3/0" });
    expect(grid.hiddenRows).toEqual([3]);
  });

  test("drop-down lists: short ones in the cell, long ones beside on a hidden worksheet", async () => {
    const both = openExcel(listOf(3));
    const long = Array.from({ length: 60 }, (_, n) => `第${n}类，含其他说明`);
    const written = (values: string[]): WrittenSheet => ({
      ...SUMMARY,
      lists: [
        { area: "A3:A9", values: ["是", "否"], strict: true },
        { area: "B3:B9", values, strict: false },
      ],
    });
    await both.workbook.writeSheet(written([...long, "多余的一项"]));
    await both.workbook.writeSheet(written(long));
    const { book } = both.excel;
    expect(book.sheets.length).toBe(3);
    const rules = book.find("汇总")?.validations.map(({ rule }) => rule);
    expect(rules).toEqual([
      { list: { inCellDropDown: true, source: "是,否" } },
      { list: { inCellDropDown: true, source: "='汇总·选项'!$A$1:$A$60" } },
    ]);
    const beside = book.find("汇总·选项");
    expect(beside?.visibility).toBe("Hidden");
    expect([...long, ""].map((_, n) => beside?.value(n, 0))).toEqual([...long, ""]);
  });
});

describe("what Excel tells", () => {
  const heard = async (sets?: Sets) => {
    const both = openExcel(listOf(50), sets);
    const changes: unknown[] = [];
    const stop = both.workbook.hear(({ address }) => changes.push(address));
    await expect.poll(() => both.excel.listening).toBe(true);
    const sheet = both.excel.book.active;
    const settle = async () => {
      await later(150);
      return changes.splice(0);
    };
    return { ...both, both, sheet, stop, settle, id: await first(both) };
  };

  test.each([SETS, olderSets("1.12")])("edits come joined, ours do not come (%#)", async (sets) => {
    const { excel, sheet, settle, workbook, id, stop } = await heard(sets);
    for (let n = 5; n < 15; n++) excel.type(sheet, blockAt(`E${n}`), n);
    excel.type(sheet, blockAt("B7:C8"), "x", "Remote");
    expect(await settle()).toEqual(["B7:C8", "E5:E14"]);
    await workbook.write(id, [{ address: "F5", value: "甲" }]);
    await workbook.mark(id, MARKS);
    expect(await settle()).toEqual([]);
    // What a person does right after a write of ours is heard.
    await workbook.write(id, [{ address: "F6", value: "乙" }]);
    excel.type(sheet, blockAt("E9"), 1);
    expect(await settle()).toEqual(["E9"]);
    stop();
    await expect.poll(() => excel.listening).toBe(false);
    excel.type(sheet, blockAt("E9"), 2);
    expect(await settle()).toEqual([]);
  });

  test("inserted rows, and too many places at once, mean that anything may have changed", async () => {
    const { excel, sheet, settle } = await heard();
    excel.insertRows(sheet, 5, 2);
    expect(await settle()).toEqual([null]);
    for (let n = 3; n < 60; n += 2) excel.type(sheet, blockAt(`A${n}`), n);
    expect(await settle()).toEqual([null]);
  });

  test("events that are late still come; lost ones are found by reading again", async () => {
    const { excel, sheet, settle, workbook, id } = await heard();
    excel.events = { late: 60 };
    excel.type(sheet, blockAt("E9"), 77);
    await later(100);
    expect(await settle()).toEqual(["E9"]);
    excel.events = "lost";
    excel.type(sheet, blockAt("E9"), 78);
    expect(await settle()).toEqual([]);
    expect(cellAt(await workbook.read(id), 9, 5)).toBe(78);
  });

  test("listening begins once the cell is left, on a build that cannot wait", async () => {
    const both = openExcel(listOf(5), olderSets("1.14", false));
    const leave = both.excel.beginEdit();
    both.workbook.hear(() => {});
    await later(50);
    expect(both.excel.listening).toBe(false);
    leave();
    await expect.poll(() => both.excel.listening, { timeout: 4_000 }).toBe(true);
  });
});

describe("a way on from every fault", () => {
  test("a cell being edited: acts wait, say so after a second, and are done when it is left", async () => {
    const both = openExcel(listOf(10));
    const id = await first(both);
    const told: boolean[] = [];
    const stop = both.workbook.hearWaiting?.((waiting) => told.push(waiting));
    const leave = both.excel.beginEdit();
    const reading = both.workbook.read(id);
    const writing = both.workbook.write(id, [{ address: "E5", value: 1 }]);
    await later(600);
    expect(told).toEqual([]);
    await later(600);
    expect(told).toEqual([true]);
    leave();
    expect((await reading).values.length).toBe(12);
    await writing;
    expect(told).toEqual([true, false]);
    expect(both.excel.book.active.value(4, 4)).toBe(1);
    stop?.();
  });

  test("a cell being edited: the person stops waiting, and nothing is done afterwards", async () => {
    const both = openExcel(listOf(10));
    const id = await first(both);
    const before = structuredClone(stateOf(both.excel.book));
    const leave = both.excel.beginEdit();
    const stopper = new AbortController();
    const reading = both.workbook.read(id, undefined, stopper.signal);
    const writing = both.workbook.writeSheet(SUMMARY, undefined, stopper.signal);
    stopper.abort();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    await expect(writing).rejects.toMatchObject({ name: "AbortError" });
    leave();
    await later(50);
    expect(stateOf(both.excel.book)).toEqual(before);
  });

  test("a cell being edited, on a build that cannot wait", async () => {
    const both = openExcel(listOf(10), olderSets("1.14", false));
    const id = await first(both);
    const leave = both.excel.beginEdit();
    await expect(both.workbook.read(id)).rejects.toMatchObject(refused("cellBeingEdited"));
    await expect(both.workbook.mark(id, MARKS)).rejects.toMatchObject(refused("cellBeingEdited"));
    leave();
    expect((await both.workbook.read(id)).values.length).toBe(12);
  });

  test("a protected worksheet is read, and neither written nor marked", async () => {
    const book = listOf(10);
    const sheet = book.active;
    sheet.protection.on = true;
    const both = openExcel(book);
    const id = await first(both);
    const before = structuredClone(stateOf(book));
    expect((await both.workbook.read(id)).values.length).toBe(12);
    await expect(both.workbook.mark(id, MARKS)).rejects.toMatchObject(refused("protected"));
    const edit = [{ address: "E5", value: "x" }];
    await expect(both.workbook.write(id, edit)).rejects.toMatchObject(refused("protected"));
    expect(stateOf(book)).toEqual(before);
    sheet.protection.allowFormatCells = true;
    await both.workbook.mark(id, MARKS);
    expect(sheet.conditional.length).toBe(2);
    sheet.protection.on = false;
    await both.workbook.write(id, edit);
    expect(sheet.value(4, 4)).toBe("x");
  });

  test("a worksheet renamed between two steps is the same worksheet; a deleted one is refused", async () => {
    const book = listOf(10);
    const both = openExcel(book);
    book.add("其他");
    const sheet = book.active;
    const id = await first(both);
    both.excel.meanwhile.push(null, () => {
      sheet.name = "改名";
    });
    expect((await both.workbook.read(id)).values.length).toBe(12);
    expect((await both.workbook.read(id)).worksheet).toBe("改名");
    both.excel.meanwhile.push(null, () => both.excel.remove(sheet));
    await expect(both.workbook.read(id)).rejects.toMatchObject(refused("worksheetGone"));
    await expect(both.workbook.reveal(id, "A1")).rejects.toMatchObject(refused("worksheetGone"));
    expect((await both.workbook.active()).name).toBe("其他");
  });

  test("a worksheet that we write is deleted under our hands, or written only in part: no half is left", async () => {
    const book = listOf(10);
    const both = openExcel(book);
    const remove = () => {
      const half = book.find("汇总");
      if (half) both.excel.remove(half);
    };
    both.excel.meanwhile.push(null, null, remove);
    await expect(both.workbook.writeSheet(SUMMARY)).rejects.toMatchObject(refused("worksheetGone"));
    const stopper = new AbortController();
    const stop = () => stopper.abort();
    const large = both.workbook.writeSheet(consolidation(30_000), stop, stopper.signal);
    await expect(large).rejects.toMatchObject({ name: "AbortError" });
    both.excel.limits.request = 20_000;
    const refusedWrite = both.workbook.writeSheet(consolidation(5_000));
    await expect(refusedWrite).rejects.toMatchObject(refused("tooLarge"));
    expect(book.sheets.map(({ name }) => name)).toEqual(["报表"]);
    both.excel.limits.request = 5 * MEGABYTE;
    expect((await both.workbook.writeSheet(SUMMARY)).name).toBe("汇总");
  });

  test("tells which worksheet the person brings into view, not what we bring there", async () => {
    const { excel, workbook } = openExcel(await bookOf(await sampleBytes()));
    const followed: string[] = [];
    const stop = workbook.hearActive?.((id) => followed.push(id));
    const [first, second] = await workbook.worksheets();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await workbook.reveal(second?.id ?? "", "A1");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(followed).toEqual([]);
    const [sheet] = excel.book.sheets;
    if (!sheet) throw new Error("there is no worksheet");
    excel.activate(sheet);
    await expect.poll(() => followed).toEqual([first?.id]);
    stop?.();
  });

  test("without the set for marks and hearing, reading works and the rest is said to be missing", async () => {
    const both = openExcel(listOf(10), olderSets("1.8"));
    expect(both.workbook.can).toEqual({ hear: false, mark: false, undo: false });
    const id = await first(both);
    expect((await both.workbook.read(id)).values.length).toBe(12);
    await expect(both.workbook.mark(id, MARKS)).rejects.toMatchObject(refused("notSupported"));
    both.workbook.hear(() => {})();
    await both.workbook.write(id, [{ address: "E5", value: 1 }]);
    expect(both.excel.book.active.value(4, 4)).toBe(1);
  });

  test("a hidden worksheet cannot be shown to the person, and says so", async () => {
    const book = listOf(10);
    book.add("暗").visibility = "Hidden";
    const both = openExcel(book);
    const hidden = (await both.workbook.worksheets())[1]?.id ?? "";
    await expect(both.workbook.reveal(hidden, "A1")).rejects.toMatchObject(refused("host"));
  });
});

describe("the simulated Excel itself", () => {
  test("what it does not have fails and is counted, and what was done before stays done", async () => {
    const { excel } = open(listOf(3));
    const run = Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.getRange("A1").values = [["先"]];
      sheet.getRange("A2").format.indentLevel = 2;
      sheet.getRange("A3").values = [["后"]];
      await context.sync();
    });
    await expect(run).rejects.toMatchObject({ code: "NotImplemented" });
    expect([...excel.unsupported]).toEqual([["RangeFormat.IndentLevel", 1]]);
    expect([excel.book.active.value(0, 0), excel.book.active.value(2, 0)]).toEqual(["先", 1]);
  });

  test("a request over 5 MB is not taken, and neither is an answer", async () => {
    const { excel } = open(listOf(3));
    excel.limits.request = 4_000;
    const write = Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange("A1:A100");
      range.values = Array.from({ length: 100 }, () => ["长".repeat(20)]);
      await context.sync();
    });
    await expect(write).rejects.toMatchObject({ code: "RequestPayloadSizeLimitExceeded" });
    expect(excel.book.active.value(0, 0)).toBe(TITLE);
    excel.limits.response = 1_000;
    const read = Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().getRange("A1:F100").load("values");
      await context.sync();
    });
    await expect(read).rejects.toMatchObject({ code: "ResponsePayloadSizeLimitExceeded" });
  });
});
