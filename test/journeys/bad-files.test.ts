// What is no sheet, in the page: each bad file gets a plain sentence, in the person's language, and the file that
// was open before stays open. The findings inside readable files are cases; these are the files themselves.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeXlsx } from "hucre";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SAMPLES } from "../../city/workbooks.ts";
import { launch, newPage } from "./browser.ts";
import { type ServedCity, serveCity } from "./city.ts";

let city: ServedCity;
let browser: Browser;
let page: Page;
let folder: string;
const clean = SAMPLES.find(({ faulty }) => !faulty)?.file ?? "";

beforeAll(async () => {
  [city, browser] = await Promise.all([serveCity(), launch()]);
  folder = mkdtempSync(path.join(tmpdir(), "onesheet-bad-"));
  ({ page } = await newPage(browser, { locale: "zh-CN" }));
  await page.goto(city.address);
  await page.locator(`[data-sample="${clean}"]`).click();
  await page.locator('#view[data-phase="ready"]').waitFor();
});
afterAll(async () => {
  await browser?.close();
  await city?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function choose(name: string, bytes: Uint8Array | string): Promise<void> {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  await page.locator("#file").setInputFiles(file);
}

const workbookOf = (rows: (string | number | null)[][], more = {}) =>
  writeXlsx({ sheets: [{ name: "表", rows }], ...more });

interface Bad {
  readonly is: string;
  readonly name: string;
  readonly bytes: () => Promise<Uint8Array> | string;
  /** Of the sentence that is shown. */
  readonly words: string;
}

/** Not opened at all: the file that was open stays. */
const UNREADABLE: readonly Bad[] = [
  { is: "not an xlsx", name: "1.xlsx", bytes: () => "不是表格", words: "不是 Excel 工作簿" },
  { is: "an empty file", name: "2.xlsx", bytes: () => "", words: "没有内容" },
  { is: "an empty workbook", name: "4.xlsx", bytes: () => workbookOf([]), words: "没有内容" },
  {
    is: "a workbook with a password",
    name: "3.xlsx",
    bytes: () => workbookOf([["甲"]], { encryption: { password: "secret", spinCount: 10 } }),
    words: "密码",
  },
];

test.each(UNREADABLE)("$is", async ({ name, bytes, words }) => {
  await choose(name, await bytes());
  await page.locator("#notice", { hasText: words }).waitFor();
  expect(await page.locator("#file-name").textContent()).toBe(clean);
});

/** Opened and shown, with what is wrong said in the pane. */
const NOT_A_SHEET: readonly Bad[] = [
  {
    is: "a form",
    name: "5.xlsx",
    bytes: () =>
      workbookOf([
        ["姓名", null, "性别", null],
        ["单位", null, "职务", null],
        ["事由", null, null, null],
      ]),
    words: "不是一行一条的清单",
  },
  {
    is: "a list of no known sheet",
    name: "6.xlsx",
    bytes: () =>
      workbookOf([
        ["车牌", "里程", "油耗"],
        ["甲1", 10, 1],
        ["甲2", 20, 2],
        ["甲3", 30, 3],
      ]),
    words: "没有认出",
  },
  {
    is: "one row too many",
    name: "7.csv",
    bytes: () => `车牌,里程\n${"甲,1\n".repeat(200_000)}`,
    words: "20 万行",
  },
];

test.each(NOT_A_SHEET)("$is", async ({ name, bytes, words }) => {
  await choose(name, await bytes());
  await page.locator('#view [role="alert"], #notice, .card').filter({ hasText: words }).first().waitFor();
});
