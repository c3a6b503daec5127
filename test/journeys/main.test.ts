// The main job, once through, as its people do it: a clerk opens a faulty workbook, mends it at its cells and
// submits; the reviewer returns it at a cell; the clerk mends that; it is accepted; the superior pulls the
// consolidated sheet and takes the file home. Real Chromium, real workerd, real D1, the built pages.
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openXlsx } from "../../addin/hosts/xlsx/open.ts";
import { PLANTED, SAMPLES } from "../../city/workbooks.ts";
import { cellAt } from "../../shared/read/grid.ts";
import { launch, newPage } from "./browser.ts";
import { type ServedCity, serveCity } from "./city.ts";

const SCREENS = path.resolve("test/screens");
const FAULTY = SAMPLES.find(({ sheet, faulty }) => sheet === "donation-summary" && faulty)?.file ?? "";
const CLEAN = SAMPLES.find(({ sheet, faulty }) => sheet === "donation-summary" && !faulty)?.file ?? "";

/** What the clerk types where no correction is offered; the sample's own remarks say why. */
const TYPED: readonly [cell: string, typed: string][] = [
  ["F8", "3"],
  ["Q10", "2026-8-6"],
  ["O11", "400"],
  ["C13", "慈善一日捐"],
  ["F14", "2"],
  ["B15", "第九党小组"],
  ["H16", "0"],
  ["I16", "3"],
  ["I5", "5"],
];

let city: ServedCity;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(SCREENS, { recursive: true });
  [city, browser] = await Promise.all([serveCity(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});

const shots = (page: Page, name: string) => page.screenshot({ path: path.join(SCREENS, `${name}.png`) });
const view = (page: Page, name: string) => page.locator(`#view[data-view="${name}"]`);
const card = (page: Page, cell: string, code?: string) =>
  page.locator(`.card[data-cell="${cell}"]${code ? `[data-code="${code}"]` : ""}`).first();

async function visit(language = "zh-CN"): Promise<{ page: Page; context: BrowserContext }> {
  const { page, context } = await newPage(browser, {
    locale: language,
    viewport: { width: 1440, height: 900 },
  });
  await page.goto(city.address);
  return { page, context };
}

async function openSample(page: Page, file: string): Promise<void> {
  await page.locator(`[data-sample="${file}"]`).click();
  await page.locator('#view[data-phase="ready"]').waitFor();
}

async function signIn(page: Page, code: string): Promise<void> {
  await page.locator("#tab-signIn").click();
  await page.locator("#code").fill(code);
  await page.locator("#primary").click();
  await page.locator("#tab-signIn").waitFor({ state: "detached" });
}

/** Types into a cell of the grid, chosen by its name as in Excel's name box. */
async function typeInto(page: Page, cell: string, typed: string): Promise<void> {
  await page.locator("#grid input").first().fill(cell);
  await page.keyboard.press("Enter");
  await page.keyboard.type(typed);
  await page.keyboard.press("Enter");
}

describe("the main job", () => {
  let clerk: { page: Page; context: BrowserContext };
  let reviewer: { page: Page; context: BrowserContext };
  let superior: { page: Page; context: BrowserContext };

  test("the faulty sample: every planted fault at its cell, before any sign-in", async () => {
    clerk = await visit();
    const { page } = clerk;
    await shots(page, "01-welcome");
    await openSample(page, FAULTY);
    const found = await page
      .locator(".card[data-cell]")
      .evaluateAll((cards) =>
        cards.map((one) => `${one.getAttribute("data-cell")} ${one.getAttribute("data-code")}`),
      );
    const planted = PLANTED.filter(({ file }) => file === FAULTY).map(({ cell, code }) => `${cell} ${code}`);
    expect(planted.length).toBeGreaterThanOrEqual(10);
    expect(planted.filter((one) => !found.includes(one))).toEqual([]);
    await shots(page, "02-faulty");
  });

  test("mending: corrections by one click, the rest typed into the grid", async () => {
    const { page } = clerk;
    for (const cell of ["F5", "L6", "C7", "T12", "J17"]) {
      const correction = page.locator(`.card[data-cell="${cell}"] .fix`);
      await correction.click();
      await correction.waitFor({ state: "detached" });
    }
    // Where a finding has no correction at hand, its address leads to the cell, ready for typing.
    await card(page, "F9").locator("button.cell").click();
    await page.keyboard.type("4");
    await page.keyboard.press("Enter");
    await card(page, "F9").waitFor({ state: "detached" });
    for (const [cell, typed] of TYPED) await typeInto(page, cell, typed);
    await page.locator('.card[data-effect="must"]').first().waitFor({ state: "detached" });
    await shots(page, "03-mended");
    expect(await page.locator('.card[data-effect="must"], .card[data-effect="explain"]').count()).toBe(0);
  });

  test("submitting: what leaves is said, and the receipt comes back", async () => {
    const { page } = clerk;
    await signIn(page, city.codes.clerk);
    await shots(page, "04-signed-in");
    await page.locator("#tab-submit").click();
    await view(page, "submit").waitFor();
    await shots(page, "05-submit");
    await page.locator('#primary[data-act="send"]').click();
    await page.locator("#receipt").waitFor();
    await shots(page, "06-receipt");
    expect(await page.locator("#receipt").textContent()).toContain("12");
  });

  test("the reviewer returns it with a note at a cell", async () => {
    reviewer = await visit();
    const { page } = reviewer;
    await signIn(page, city.codes.reviewer);
    await page.locator("#tab-review").click();
    await page.locator('#submissions [data-sheet="donation-summary"][data-unit="1001"]').first().click();
    await page.locator("#rows").waitFor();
    await shots(page, "07-review");
    await page.locator('#rows [data-address="H16"]').click();
    await page.locator("#note-text").fill("群众捐款人数与台账不一致，请核对");
    await page.locator("#return").click();
    await page.locator("#reason").fill("群众捐款数请再核对");
    await page.locator("#confirm-return").click();
    await page.locator("#decided").waitFor();
    await shots(page, "08-returned");
  });

  test("the clerk finds the note at the same cell, mends it and submits again", async () => {
    const { page } = clerk;
    await page.locator("#primary").click();
    await page.reload();
    await openSample(page, CLEAN);
    await page.locator("text=群众捐款人数与台账不一致").first().waitFor();
    await shots(page, "09-returned-note");
    await page.locator("#tab-submit").click();
    await page.locator('#primary[data-act="send"]').click();
    await page.locator("#receipt").waitFor();
    await shots(page, "10-second-receipt");
  });

  test("after a correction the reviewer sees what changed, and accepts", async () => {
    const { page } = reviewer;
    await page.locator("#refresh-review").click();
    await page.locator('#submissions [data-sheet="donation-summary"][data-unit="1001"]').first().click();
    await page.locator("#changed-only").waitFor();
    await shots(page, "11-changes");
    await page.locator("#accept").click();
    await page.locator("#decided").waitFor();
  });

  test("the superior pulls the consolidated sheet, its totals are right, and the file opens again", async () => {
    superior = await visit();
    const { page } = superior;
    await signIn(page, city.codes.superior);
    await page.locator("#tab-pull").click();
    await page.locator("#pull-totals").waitFor();
    await shots(page, "12-pull");
    await page.locator('#primary[data-act="write"]').click();
    await page.locator("#written").waitFor();
    await shots(page, "13-consolidated");
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save").click()]);
    const bytes = readFileSync(await download.path());
    const { worksheets } = await openXlsx(new Uint8Array(bytes), "汇总.xlsx");
    const grid = worksheets.map(({ grid }) => grid).find(({ worksheet }) => worksheet.includes("汇总"));
    expect(grid).toBeDefined();
    if (grid) expect(cellAt(grid, 1, 1)).toContain("汇总");
  });
});
