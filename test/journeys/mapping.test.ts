// A sheet whose headers no reader knows, in a real browser: the pane asks, the person answers once, and nobody of the
// unit is asked again: not after a reload, not on another machine. The workbook is invented.
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeXlsx } from "../../addin/hosts/xlsx/write.ts";
import { CITY, periodsOn, SIGN_INS, unitOf } from "../../city/units.ts";
import { daysOf, sayPeriod } from "../../shared/report/period.ts";
import type { WrittenCell } from "../../shared/report/worksheet.ts";
import { launch, newPage } from "./browser.ts";
import { type ServedCity, serveCity } from "./city.ts";

const SCREENS = path.resolve("test/screens");
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const OPEN = periodsOn(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)).open;
const LAST_DAY = Date.parse(daysOf(OPEN)?.last ?? "") / 86_400_000 + 25_569;
/** No rule about names can know that this is the clerk's branch. */
const NAME = "先锋示范支部";
const MEMBERS = unitOf(CITY, SIGN_INS.clerk).members ?? 0;

/** Header → what it means; null: of no column. */
const COLUMNS: readonly [header: string, key: string | null][] = [
  ["党小组名", "org"],
  ["募捐主题", "campaign"],
  ["支部人头", "members"],
  ["奉献爱心的同志数", "donorsM"],
  ["爱心款", "amountM"],
  ["全部善款", "amount"],
  ["交款时间", "handedOn"],
  ["经手人员", null],
];
const ROWS = [
  ["第一党小组", "慈善一日捐", MEMBERS - 15, 12, 1200, 1200, LAST_DAY, "示例甲"],
  ["第二党小组", "慈善一日捐", 15, 15, 2350, 2350, LAST_DAY, "示例乙"],
];

async function invented(): Promise<Uint8Array> {
  const cells = (row: readonly (string | number)[]): WrittenCell[] =>
    row.map((cell) =>
      typeof cell === "string"
        ? { text: cell }
        : { number: cell, ...(cell === LAST_DAY ? { format: "yyyy-mm-dd" } : {}) },
    );
  const title = `${NAME}${sayPeriod(OPEN, "zh")}献爱心情况`;
  return writeXlsx([
    {
      name: "Sheet1",
      widths: COLUMNS.map(() => 16),
      rows: [
        { role: "title", cells: cells([title]) },
        { role: "header", cells: cells(COLUMNS.map(([header]) => header)) },
        ...ROWS.map((row) => ({ role: "body" as const, cells: cells(row) })),
      ],
      merges: [],
      frozen: { rows: 2, columns: 0 },
    },
  ]);
}

let city: ServedCity;
let browser: Browser;
let file: Uint8Array;
beforeAll(async () => {
  mkdirSync(SCREENS, { recursive: true });
  [city, browser, file] = await Promise.all([serveCity(), launch(), invented()]);
});
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});

async function visit(locale = "zh-CN"): Promise<Page> {
  const { page } = await newPage(browser, { locale, viewport: { width: 1440, height: 900 } });
  await page.goto(city.address);
  return page;
}

async function openFile(page: Page, bytes: Uint8Array): Promise<void> {
  await page
    .locator("#file")
    .setInputFiles({ name: "虚构.xlsx", mimeType: XLSX, buffer: Buffer.from(bytes) });
  await page.locator('#view[data-phase="ready"]').waitFor();
}

async function signIn(page: Page, code: string): Promise<void> {
  await page.locator("#tab-signIn").click();
  await page.locator("#code").fill(code);
  await page.locator("#primary").click();
  await page.locator("#tab-signIn").waitFor({ state: "detached" });
}

async function shot(page: Page, name: string): Promise<void> {
  await page.locator("#pane").screenshot({ path: path.join(SCREENS, `mapping-${name}.png`) });
}

const codesIn = (page: Page) =>
  page.locator(".card[data-code]").evaluateAll((cards) => cards.map((one) => one.getAttribute("data-code")));
/** Opens what the headers were taken for and reads it off the page. */
async function meant(page: Page): Promise<(string | null)[]> {
  await page.locator("#choose-table").click();
  await page.locator("#open-mapping").click();
  await page.locator("#mapping").waitFor();
  const keys = await page
    .locator("#mapping select")
    .evaluateAll((selects) => selects.map((one) => (one as HTMLSelectElement).value || null));
  await page.locator("#close-mapping").click();
  return keys;
}
const RIGHT = COLUMNS.map(([, key]) => key);

describe("headers that no reader knows", () => {
  let clerk: Page;
  let saved: Uint8Array;

  test("are asked for with their values; confirmed with one click, the findings go", async () => {
    clerk = await visit();
    await openFile(clerk, file);
    expect(await codesIn(clerk)).toEqual(["F01"]);
    await shot(clerk, "1-which-sheet");
    await clerk.locator("#which-sheet").selectOption("donation-summary");
    await clerk.locator("#mapping").waitFor();
    expect(await codesIn(clerk)).toContain("H02");
    expect(await clerk.locator('#mapping [data-letter="E"] .samples').textContent()).toContain("1,200");
    expect(await clerk.locator("#primary").getAttribute("data-act")).toBe("confirmColumns");
    await shot(clerk, "2-asked");
    for (const [n, [, key]] of COLUMNS.entries())
      if (key) await clerk.locator(`#map-${"ABCDEFGH"[n]}`).selectOption(key);
    await shot(clerk, "3-chosen");
    await clerk.locator("#primary").click();
    await clerk.locator("#mapping").waitFor({ state: "detached" });
    expect(await codesIn(clerk)).toEqual(["H03"]);
    await clerk.locator("#clean").waitFor();
    await shot(clerk, "4-confirmed");
  });

  test("a reload and the saved file: nobody is asked, and no one is signed in", async () => {
    const [download] = await Promise.all([clerk.waitForEvent("download"), clerk.locator("#save").click()]);
    saved = new Uint8Array(readFileSync(await download.path()));
    await clerk.reload();
    await openFile(clerk, saved);
    expect(await clerk.locator("#mapping").count()).toBe(0);
    expect(await codesIn(clerk)).toEqual(["H03"]);
    expect(await meant(clerk)).toEqual(RIGHT);
  });

  test("signed in, the name in the title is asked about once", async () => {
    await signIn(clerk, city.codes.clerk);
    await clerk.locator("#tab-check").click();
    await clerk.locator('.card[data-code="F05"]').waitFor();
    await shot(clerk, "5-which-unit");
    await clerk.locator("#is-ours").click();
    await clerk.locator('.card[data-code="F05"]').waitFor({ state: "detached" });
    expect(await codesIn(clerk)).toEqual(["H03"]);
    // The columns are confirmed once more while signed in, so that the unit has them too.
    const told = clerk.waitForResponse((response) => response.url().endsWith("/api/remembered"));
    await clerk.locator("#choose-table").click();
    await clerk.locator("#open-mapping").click();
    await shot(clerk, "6-opened");
    await clerk.locator("#primary").click();
    expect((await told).status()).toBe(200);
  });

  test("on another machine of the unit the first file is read right at once", async () => {
    // The code works once, so the other machine has the same sign-in carried over.
    const other = await visit("en-GB");
    const kept = await clerk.evaluate(() => Object.entries(localStorage));
    expect(kept.length).toBeGreaterThan(0);
    await other.evaluate((entries) => {
      for (const [key, value] of entries)
        if (key.startsWith("onesheet.session")) localStorage.setItem(key, value);
    }, kept);
    await Promise.all([
      other.waitForResponse((response) => response.url().includes("/api/remembered?")),
      other.reload(),
    ]);
    await openFile(other, file);
    expect(await other.locator("#mapping").count()).toBe(0);
    expect(await codesIn(other)).toEqual(["H03"]);
    expect(await meant(other)).toEqual(RIGHT);
    await shot(other, "7-other-machine-en");
    await other.context().close();
  });

  test("of another unit nothing is known: the reviewer is asked", async () => {
    const reviewer = await visit("en-GB");
    await signIn(reviewer, city.codes.reviewer);
    await reviewer.locator("#tab-check").click();
    await openFile(reviewer, file);
    expect(await codesIn(reviewer)).toEqual(["F01"]);
    await shot(reviewer, "8-which-sheet-en");
    await reviewer.locator("#which-sheet").selectOption("donation-summary");
    await reviewer.locator("#mapping").waitFor();
    await shot(reviewer, "9-asked-en");
    await reviewer.context().close();
  });
});
