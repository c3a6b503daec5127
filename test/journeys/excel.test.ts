// The main job inside Excel: the built pane, untouched, in a frame of another origin beside a simulated Excel on the
// web, with Microsoft's own office.js between them, a real Worker behind, and real Chromium. No network. A clerk
// checks, mends by one click and submits; the superior writes the consolidated sheet into a workbook. Then where the
// pane cannot run. Long because all of it shares one served city and one browser.
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { periodsOn } from "../../city/units.ts";
import { PLANTED, SAMPLES } from "../../city/workbooks.ts";
import { blockAt, bookOf, bookOfRows } from "../excel-host/fill.ts";
import { type Answers, type ExcelPage, openExcel, routeExcel } from "../excel-host/frame-page.ts";
import { Excel } from "../excel-host/host.ts";
import { type Book, stateOf } from "../excel-host/model.ts";
import { olderSets, type Sets } from "../excel-host/sets.ts";
import { launch, newPage } from "./browser.ts";
import { type ServedCity, serveCity } from "./city.ts";

const SCREENS = path.resolve("test/screens");
const SHEET = "donation-summary";
const FAULTY = SAMPLES.find(({ sheet, faulty }) => sheet === SHEET && faulty)?.file ?? "";
const CLOSED = periodsOn(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)).closed;
/** What the clerk types where no correction is offered (as in main.test.ts). */
const TYPED: readonly [cell: string, typed: string | number][] = [
  ["F5", 4],
  ["P6", 500],
  ["F8", 3],
  ["F9", 4],
  ["Q10", "2026-8-6"],
  ["O11", 400],
  ["C13", "慈善一日捐"],
  ["F14", 2],
  ["B15", "第九党小组"],
  ["H16", 0],
  ["I16", 3],
  ["I5", 5],
];
const TAG = '"onesheet-';

let city: ServedCity;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(SCREENS, { recursive: true });
  [city, browser] = await Promise.all([serveCity(), launch({ network: false })]);
});
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});

const sample = (file: string) => bookOf(new Uint8Array(readFileSync(path.join("dist/samples", file))));
const paneOf = (page: Page): FrameLocator => page.frameLocator("iframe");
const shot = async ({ page, paint }: ExcelPage, name: string) => {
  await paint();
  await page.screenshot({ path: path.join(SCREENS, `excel-${name}.png`) });
};

interface Opened {
  readonly excel: Excel;
  readonly shown: ExcelPage;
  readonly pane: FrameLocator;
  readonly asked: string[];
  /** What does not come may be changed while the page is open. */
  readonly answers: Answers;
}

/** A workbook in Excel, on a machine of its own. */
async function open(
  book: Book,
  {
    view = "check",
    locale = "zh-CN",
    sets,
    lost,
  }: { view?: string; locale?: string; sets?: Sets; lost?: RegExp } = {},
): Promise<Opened> {
  const { page, context } = await newPage(browser, { locale, viewport: { width: 1366, height: 768 } });
  const asked: string[] = [];
  const answers: Answers = { city: city.address, ...(lost ? { lost } : {}) };
  await routeExcel(context, answers, asked);
  const excel = new Excel(book, sets);
  const shown = await openExcel(page, excel, locale, view);
  return { excel, shown, pane: paneOf(page), asked, answers };
}

async function signIn(pane: FrameLocator, code: string): Promise<void> {
  await pane.locator("#code").fill(code);
  await pane.locator("#primary").click();
  await pane.locator("#tab-signIn").waitFor({ state: "detached" });
}

/** Cells under a conditional format of ours. */
function markedCells({ active }: Book): string[] {
  return active.conditional
    .filter(({ formula }) => formula.includes(TAG))
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ row, column, rows }) =>
      Array.from({ length: rows }, (_, n) => `${String.fromCharCode(65 + column)}${row + n + 1}`),
    );
}

describe("the main job in Excel on the web", () => {
  let clerk: Opened;
  let before: unknown;

  test("the faulty sample: every planted fault in the pane, and at its cell as a format of ours alone", async () => {
    const book = await sample(FAULTY);
    before = stateOf(book);
    clerk = await open(book);
    const { pane, excel, shown } = clerk;
    await pane.locator('#view[data-phase="ready"]').waitFor();
    const found = await pane
      .locator(".card[data-cell]")
      .evaluateAll((cards) =>
        cards.map((one) => `${one.getAttribute("data-cell")} ${one.getAttribute("data-code")}`),
      );
    const planted = PLANTED.filter(({ file }) => file === FAULTY).map(({ cell, code }) => `${cell} ${code}`);
    expect(planted.length).toBeGreaterThanOrEqual(10);
    expect(planted.filter((one) => !found.includes(one))).toEqual([]);
    await expect.poll(() => markedCells(book).length).toBeGreaterThan(10);
    const cells = found.map((one) => one.split(" ")[0] ?? "");
    expect(cells.filter((cell) => /^[A-Z]+\d+$/.test(cell) && !markedCells(book).includes(cell))).toEqual([]);
    expect(book.active.conditional.every(({ formula }) => formula.includes(TAG))).toBe(true);
    expect(excel.unsupported).toEqual(new Map());
    expect(await pane.locator("#defect").count()).toBe(0);
    await shot(shown, "1-checked");
  });

  test("only office.js's own files were fetched from its address, and nothing from anywhere else", () => {
    const hosts = [...new Set(clerk.asked.map((url) => new URL(url).host))];
    expect(hosts.sort()).toEqual([
      "excel.officeapps.live.com",
      "officeapis.public.onecdn.static.microsoft",
      "onesheet.example.org",
    ]);
    const library = clerk.asked.filter((url) => url.includes("onecdn")).map((url) => new URL(url).pathname);
    expect(library.map((file) => file.toLowerCase())).toEqual([
      "/1/office.js",
      "/1/excel-web-16.00.js",
      "/1/zh-cn/office_strings.js",
    ]);
  });

  test("mending: corrections by one click, the rest typed into Excel and heard of", async () => {
    const { pane, excel, shown } = clerk;
    const cells = await pane
      .locator(".card[data-cell]", { has: pane.locator(".fix") })
      .evaluateAll((cards) => cards.map((one) => one.getAttribute("data-cell")));
    expect(cells.length).toBeGreaterThanOrEqual(3);
    for (const cell of cells) {
      const correction = pane.locator(`.card[data-cell="${cell}"] .fix`);
      await correction.first().click();
      await expect.poll(() => correction.count()).toBe(0);
    }
    // The address of a finding leads to its cell.
    await pane.locator('.card[data-cell="F9"] button.cell').first().click();
    await expect.poll(() => excel.book.selection.block).toEqual(blockAt("F9"));
    for (const [cell, typed] of TYPED) excel.type(excel.book.active, blockAt(cell), typed);
    await pane.locator('.card[data-effect="must"]').first().waitFor({ state: "detached" });
    await expect
      .poll(() => pane.locator('.card[data-effect="must"], .card[data-effect="explain"]').count())
      .toBe(0);
    await shot(shown, "2-mended");
  });

  test("signing in, submitting: the receipt comes back; the workbook differs only where the clerk changed it", async () => {
    const { pane, excel, shown } = clerk;
    await pane.locator("#tab-signIn").click();
    await signIn(pane, city.codes.clerk);
    await pane.locator("#tab-submit").click();
    await pane.locator('#primary[data-act="send"]').click();
    await pane.locator("#receipt").waitFor();
    await shot(shown, "3-receipt");
    expect(await pane.locator("#receipt").textContent()).toContain("12");
    expect(await pane.locator("#defect").count()).toBe(0);
    const own = (state: unknown) =>
      (state as { sheets: object[] }).sheets.map((sheet) => ({ ...sheet, lines: null, conditional: null }));
    expect(own(stateOf(excel.book))).toEqual(own(before));
    expect(excel.unsupported).toEqual(new Map());
    expect(shown.frame.unsupported).toEqual([]);
  });

  test("the ribbon's other buttons show their view in the same pane", async () => {
    const { shown, pane } = clerk;
    await shown.press("settings");
    await pane.locator('#view[data-view="settings"]').waitFor();
    await shot(shown, "4-settings");
    await shown.press("check");
    await pane.locator('#view[data-view="check"][data-phase="ready"]').waitFor();
    await shown.close();
  });

  test("the superior writes the consolidated sheet into an empty workbook", async () => {
    const superior = await open(bookOfRows([["备忘"]], "Sheet1"), { view: "pull" });
    const { pane, excel, shown } = superior;
    await signIn(pane, city.codes.superior);
    // The button of the ribbon led to the sign-in, and the sign-in leads on to what it was pressed for.
    await pane.locator("#pull-sheet").selectOption(SHEET);
    await pane.locator("#pull-period").selectOption(CLOSED);
    await pane.locator('#pull-totals [data-measure="amount"]').waitFor();
    await pane.locator('#primary[data-act="write"]').click();
    await pane.locator("#written").waitFor();
    await shot(shown, "5-consolidated");
    const written = excel.book.active;
    expect(excel.book.sheets.map(({ name }) => name)).toEqual(["Sheet1", written.name]);
    const lines = [...written.lines.values()];
    const units = lines.filter(({ values }) => String(values[0]).endsWith("党支部"));
    expect(units.length).toBeGreaterThan(1);
    const total = lines.find(({ values }) => values[0] === "合计");
    expect(total?.formulas.filter((formula) => formula?.startsWith("=SUM("))).not.toEqual([]);
    expect(excel.unsupported).toEqual(new Map());
    expect(shown.frame.unsupported).toEqual([]);
    await shown.close();
  });
});

describe("where Onesheet cannot run, the pane says what is missing and leads on", () => {
  const workbench = (pane: FrameLocator) => pane.locator('a[href="/"]:visible');

  test("office.js does not come: the address to ask for, and the workbench", async () => {
    const { pane, shown } = await open(bookOfRows([["序号"]]), { lost: /onecdn\.static\.microsoft/ });
    await pane.getByRole("alert").waitFor();
    expect(await pane.getByRole("alert").textContent()).toContain(
      "officeapis.public.onecdn.static.microsoft",
    );
    expect(await workbench(pane).count()).toBe(1);
    await shot(shown, "6-no-office-js");
    await shown.close();
  });

  test("office.js comes at the second try", async () => {
    const lost = { lost: /onecdn\.static\.microsoft/ };
    const { pane, shown, answers } = await open(await sample(FAULTY), lost);
    await pane.locator("#retry").waitFor();
    delete answers.lost;
    await shown.press("check");
    await pane.locator('#view[data-phase="ready"]').waitFor();
    await shown.close();
  });

  test.each([
    ["zh-CN", "太旧", "这里的版本"],
    ["en-US", "too old", "This version"],
  ])("an Excel below the floor, in %s: its version, and the workbench", async (locale, tooOld, version) => {
    const book = await sample(FAULTY);
    const before = stateOf(book);
    const { pane, excel, shown } = await open(book, { locale, sets: olderSets("1.8") });
    await pane.locator("#version").waitFor();
    expect(await pane.getByRole("alert").textContent()).toContain(tooOld);
    expect(await pane.locator("#version").textContent()).toMatch(new RegExp(`^${version}.*16\\.0\\.\\d+`));
    expect(await workbench(pane).count()).toBe(1);
    expect(stateOf(book)).toEqual(before);
    expect(excel.unsupported).toEqual(new Map());
    await shot(shown, `7-too-old-${locale}`);
    await shown.close();
  });

  test("a web view that cannot run the pane: a page that needs nothing new names it and leads to the workbench", async () => {
    // What an old web view does with a script that it does not understand.
    const { pane, shown } = await open(bookOfRows([["序号"]]), { lost: /assets\/taskpane-.*\.js/ });
    await pane.locator("#old-view").waitFor();
    // First what the page knows by itself, then what office.js knows.
    await expect
      .poll(() => pane.locator("#old-view-version").textContent())
      .toMatch(/Excel Web 16\.00 · 16\.0\.\d+\.\d+ · \S+ \d+/);
    expect(await workbench(pane).count()).toBe(1);
    await shot(shown, "8-old-web-view");
    await shown.close();
  });

  test("that page keeps to ECMAScript 5 and to styles as old", () => {
    const script = readFileSync("dist/old-view.js", "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
    expect(script).not.toMatch(
      /=>|`|\b(?:const|let|class|async|await|of)\b|\?\.|\?\?|\.\.\.|\bPromise\b|\bfetch\b/,
    );
    expect(readFileSync("dist/old-view.css", "utf8")).not.toMatch(
      /var\(|@layer|@import|&|inset|:is\(|:where\(/,
    );
  });
});

describe("which view the ribbon opens", () => {
  test("after signing in once, a step of another role is said to be one; where the browser keeps nothing, sign-in again", async () => {
    const { pane, shown } = await open(await sample(FAULTY));
    await pane.locator("#tab-signIn").click();
    await signIn(pane, city.codes.reviewer);
    await pane.locator("#tab-review").waitFor();
    // Some browsers keep nothing for a frame of another site; the pane works there too, but cannot remember.
    const keeps = await shown.pane.evaluate(() => {
      try {
        return localStorage.length > 0;
      } catch {
        return false;
      }
    });
    await shown.press("submit");
    await (keeps ? pane.getByText("这一步由别的岗位办理") : pane.locator("#code")).waitFor();
    await shot(shown, keeps ? "9-another-role" : "9-sign-in-again");
    await shown.close();
  });

  test("no view that is not one of the pane's", async () => {
    const { pane, shown } = await open(await sample(FAULTY), { view: "nonsense" });
    await pane.locator('#view[data-view="check"][data-phase="ready"]').waitFor();
    await shown.close();
  });
});
