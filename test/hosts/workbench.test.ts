// The contract over the workbench in a real browser, and what only it does: a person who types, pastes and
// takes back, formulas that are computed, and a file that is saved with all of it.
import { readXlsx } from "hucre/xlsx";
import type { JSHandle, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openXlsx } from "../../addin/hosts/xlsx/open.ts";
import { cellAt, formatAt } from "../../shared/read/grid.ts";
import { type BenchPage, openIn, saveIn, serveBench, workbookIn } from "./bench-page.ts";
import { contract, SUMMARY } from "./contract.ts";
import type { Driven } from "./page/main.ts";
import { sampleBytes } from "./sample.ts";

let served: BenchPage;
const pages: Page[] = [];

beforeAll(async () => {
  served = await serveBench();
}, 60_000);
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});
afterAll(() => served?.close());

async function freshPage(query = "") {
  const fresh = await served.page(query);
  pages.push(fresh.page);
  return fresh;
}

// One page for all of it: each opening must leave nothing of the one before.
let shared: Awaited<ReturnType<BenchPage["page"]>> | null = null;
contract("the workbench", async (bytes) => {
  shared ??= await served.page();
  await openIn(shared.driven, bytes, "示例.xlsx");
  return workbookIn(shared.driven);
});

/** The sample, opened, with one cell selected by reveal. */
async function opened(address = "E4", query = "") {
  const { page, driven } = await freshPage(query);
  await openIn(driven, await sampleBytes(), "示例.xlsx");
  const workbook = workbookIn(driven);
  const { id } = await workbook.active();
  await workbook.reveal(id, address);
  // The grid takes the keyboard once it was clicked: on the cell just revealed.
  await page.waitForTimeout(300);
  return { page, driven, workbook, id };
}

const heard = (driven: JSHandle<Driven>) => driven.evaluate(({ changes }) => changes.splice(0));

async function until<T>(ask: () => Promise<T>, wanted: T): Promise<void> {
  await expect.poll(ask, { timeout: 8_000 }).toEqual(wanted);
}

describe("the workbench and the person", () => {
  test("typing is heard, computed, and taken back with one undo", async () => {
    const { page, driven, workbook, id } = await opened();
    await page.keyboard.type("95");
    await page.keyboard.press("Enter");
    await until(async () => (await workbook.readArea(id, "E4:E7")).values.flat(), [95, 200, null, 295]);
    const changes = await heard(driven);
    expect(changes).toContainEqual({ worksheetId: id, address: "E4" });
    expect(changes).toContainEqual({ worksheetId: id, address: "E7" });
    await page.keyboard.press("Control+z");
    await until(async () => (await workbook.readArea(id, "E4:E7")).values.flat(), [90.5, 200, null, 290.5]);
    expect(await heard(driven)).toContainEqual({ worksheetId: id, address: "E4" });
    await page.keyboard.press("Control+y");
    await until(async () => (await workbook.readArea(id, "E4")).values.flat(), [95]);
    expect(await heard(driven)).toContainEqual({ worksheetId: id, address: "E4" });
  });

  test("Chinese comes in through an input method", async () => {
    const { page, workbook, id } = await opened("B4");
    const input = await page.context().newCDPSession(page);
    await input.send("Input.imeSetComposition", { text: "zhibu", selectionStart: 5, selectionEnd: 5 });
    await input.send("Input.insertText", { text: "支部" });
    await page.keyboard.press("Enter");
    await until(async () => (await workbook.readArea(id, "B4")).values.flat(), ["支部"]);
  });

  test("what is pasted keeps its types and is heard", async () => {
    const { page, driven, workbook, id } = await opened("D4");
    await page.evaluate(() => navigator.clipboard.writeText("1\t2.5\n三\t4"));
    await page.keyboard.press("Control+v");
    await until(
      async () => (await workbook.readArea(id, "D4:E5")).values,
      [
        [1, 2.5],
        ["三", 4],
      ],
    );
    expect((await heard(driven)).length).toBeGreaterThan(0);
  });

  test("our own writes are silent, and one undo takes all of one back", async () => {
    const { page, driven, workbook, id } = await opened();
    await workbook.write(id, [
      { address: "B4", value: "=1+1" },
      { address: "D6", value: 1 },
      { address: "F9", value: 45000, format: "yyyy-mm-dd" },
    ]);
    await until(async () => (await workbook.readArea(id, "D7")).values.flat(), [301]);
    // The total that was computed from it is news; the cells that we wrote are not.
    expect((await heard(driven)).map(({ address }) => address)).not.toContain("B4:F9");
    await page.keyboard.press("Control+z");
    await until(
      async () => (await workbook.readArea(id, "B4:F9")).values.flat().slice(0, 5),
      ["第一支部", 43831, 100, 90.5, null],
    );
    expect((await workbook.readArea(id, "F9")).values).toEqual([[null]]);
  });

  test("what is being typed is read by whoever left the grid, and is not cut off while typing goes on", async () => {
    const { page, workbook, id } = await opened();
    await page.keyboard.type("9");
    await page.waitForTimeout(200);
    // Reading goes on by itself after edits: who is typing is not interrupted.
    expect((await workbook.readArea(id, "E4")).values).toEqual([[90.5]]);
    await page.keyboard.type("5");
    await page.locator("#elsewhere").focus();
    expect((await workbook.read(id)).values[3]?.[4]).toBe(95);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("elsewhere");
  });

  test.each(["save", "write", "writeSheet"] as const)("%s takes what is being typed with it", async (act) => {
    const { page, driven, workbook, id } = await opened();
    await page.keyboard.type("95");
    await page.waitForTimeout(200);
    if (act === "write") await workbook.write(id, [{ address: "D4", value: 1 }]);
    if (act === "writeSheet") await workbook.writeSheet(SUMMARY);
    const { worksheets } = await openXlsx(await saveIn(driven), "x.xlsx");
    const grid = worksheets[0]?.grid;
    if (!grid) throw new Error("the worksheet is missing");
    expect([cellAt(grid, 4, 5), cellAt(grid, 4, 4)]).toEqual([95, act === "write" ? 1 : 100]);
  });

  test("going to another cell while typing keeps what was typed and types there next", async () => {
    const { page, workbook, id } = await opened();
    await page.keyboard.type("95");
    await page.waitForTimeout(200);
    await workbook.reveal(id, "D5");
    await page.waitForTimeout(200);
    await page.keyboard.type("7");
    await page.keyboard.press("Enter");
    await until(async () => (await workbook.readArea(id, "D4:E5")).values.flat(), [100, 95, 7, 200]);
  });

  test("tells which worksheet the person brings into view, not what we bring there", async () => {
    const { page, driven, workbook } = await opened();
    const [, second, third] = await workbook.worksheets();
    await workbook.reveal(second?.id ?? "", "A1");
    expect(await driven.evaluate(({ followed }) => followed)).toEqual([]);
    const tab = (await workbook.worksheets())[0];
    await page
      .getByText(tab?.name ?? "", { exact: true })
      .last()
      .click();
    await until(() => driven.evaluate(({ followed }) => followed), [tab?.id]);
    expect(third).toBeDefined();
  });

  test("its menus change their language with the page", async () => {
    const { page, driven } = await opened();
    await driven.evaluate(({ bench }) => bench.setLanguage("en"));
    await page.mouse.click(300, 300, { button: "right" });
    await page.getByText("Clear", { exact: true }).first().waitFor({ timeout: 5_000 });
  });

  test("refuses what a saved file could not carry, and says so to the page", async () => {
    const { page, driven, workbook, id } = await opened();
    const before = await workbook.read(id);
    await page.keyboard.press("Control+b");
    await until(() => driven.evaluate((driven) => driven.refused), 1);
    expect(await workbook.read(id)).toEqual(before);
  });

  test.each(["", "?dark", "?language=en"])("looks complete under a strict policy %s", async (query) => {
    const { page, driven } = await opened("E4", query);
    expect(await driven.evaluate(({ blocked }) => blocked)).toBe(0);
    const primary = await page.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue("--univer-primary-600").trim(),
    );
    expect(primary.toUpperCase()).toBe("#0F6CBD");
  });
});

describe("saving from the workbench", () => {
  test("nothing changed: the very bytes", async () => {
    const { driven } = await opened();
    expect(await saveIn(driven)).toEqual(await sampleBytes());
  });

  test("all that was typed, written, computed and added is in the file, marks are not", async () => {
    const { page, driven, workbook, id } = await opened();
    await page.keyboard.type("95");
    await page.keyboard.press("Enter");
    await page.keyboard.type("2026/3/5");
    await page.keyboard.press("Enter");
    await workbook.write(id, [
      { address: "B5", value: "=HYPERLINK(1)" },
      { address: "A6", value: null },
    ]);
    await workbook.mark(id, [{ address: "B5", effect: "must", message: "不该存进文件" }]);
    const added = await workbook.writeSheet(SUMMARY);
    await workbook.write(added.id, [{ address: "B3", value: 99 }]);
    const saved = await saveIn(driven);

    const { worksheets } = await openXlsx(saved, "x.xlsx");
    expect(worksheets.map(({ name }) => name)).toEqual(["报表", "名单", "备注", "汇总"]);
    const grid = worksheets[0]?.grid;
    const summary = worksheets[3]?.grid;
    if (!grid || !summary) throw new Error("worksheets are missing");
    expect(cellAt(grid, 4, 5)).toBe(95);
    expect([cellAt(grid, 5, 2), cellAt(grid, 6, 1)]).toEqual(["=HYPERLINK(1)", null]);
    // The hidden row 5 is skipped by Enter; the date lands in row 6 with a format of days.
    expect(cellAt(grid, 6, 5)).toBe(46086);
    expect(formatAt(grid, 6, 5)).toMatch(/y.*m.*d/);
    expect(cellAt(grid, 7, 5)).toBe(95 + 200 + 46086);
    expect(grid.formulas).toEqual({ D7: "=SUM(D4:D6)", E7: "=SUM(E4:E6)" });
    expect([cellAt(summary, 3, 2), cellAt(summary, 4, 2)]).toEqual([99, 99]);
    expect(Buffer.from(saved).includes("不该存进文件")).toBe(false);
    // Saved again without a change: the same again.
    expect(await saveIn(driven)).toEqual(saved);
  });

  test("a row copied within the sheet brings its looks and merges into the file", async () => {
    const { page, driven, workbook, id } = await opened("D4");
    await page.keyboard.press("Control+c");
    await workbook.reveal(id, "D9");
    await page.waitForTimeout(200);
    await page.keyboard.press("Control+v");
    await until(async () => (await workbook.readArea(id, "D9")).values.flat(), [100]);
    await workbook.reveal(id, "D2");
    await page.waitForTimeout(200);
    await page.keyboard.press("Control+c");
    await workbook.reveal(id, "D10");
    await page.waitForTimeout(200);
    await page.keyboard.press("Control+v");
    await until(async () => (await workbook.readArea(id, "D10")).values.flat(), ["金额"]);
    const saved = await saveIn(driven);
    const { sheets } = await readXlsx(saved, { readStyles: true });
    expect(sheets[0]?.cells?.get("8,3")?.style).toEqual(sheets[0]?.cells?.get("3,3")?.style);
    expect(sheets[0]?.merges).toContainEqual({ startRow: 9, startCol: 3, endRow: 9, endCol: 4 });
    expect(sheets[0]?.merges?.length).toBe(3);
  });

  test("opening another file leaves nothing of the first", async () => {
    const { driven, workbook } = await opened();
    await workbook.writeSheet(SUMMARY);
    const bytes = new TextEncoder().encode("支部,金额\n第一支部,90.5\n");
    await openIn(driven, bytes, "捐款.csv");
    expect((await workbook.worksheets()).map(({ name }) => name)).toEqual(["捐款"]);
    expect(await driven.evaluate(({ bench }) => bench.fileName)).toBe("捐款.xlsx");
    const again = await openXlsx(await saveIn(driven), "捐款.xlsx");
    expect(again.worksheets[0]?.grid.values).toEqual([
      ["支部", "金额"],
      ["第一支部", 90.5],
    ]);
  });

  test("a file that cannot be opened leaves the present one", async () => {
    const { driven, workbook } = await opened();
    const refused = await driven.evaluate(async ({ bench }) => {
      try {
        await bench.open(new Uint8Array([1, 2, 3]), "x.xlsx");
        return "opened";
      } catch (error) {
        return (error as { reason?: string }).reason;
      }
    });
    expect(refused).toBe("notXlsx");
    expect((await workbook.worksheets()).length).toBe(3);
    expect(await driven.evaluate(({ bench }) => bench.fileName)).toBe("示例.xlsx");
  });
});
