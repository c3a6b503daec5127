// Excel on the web as a page: a ribbon with the buttons of the manifest, the active worksheet drawn from the model,
// and beside it the add-in's frame, from another origin, untouched. Every address is answered by the test: the
// page itself, office.js from the npm package, the add-in from a served city. Nothing reaches the network.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { BrowserContext, Page, Frame as PageFrame } from "playwright-core";
import { manifestFor } from "../../addin/manifest.ts";
import { letterOf } from "../../shared/read/grid.ts";
import { createFrame, type Frame } from "./frame.ts";
import type { Excel } from "./host.ts";
import { holds, type Sheet } from "./model.ts";

/** A site that office.js trusts, as Excel on the web has it. */
const EXCEL_PAGE = "https://excel.officeapps.live.com/x/book";
const ADDIN = "https://onesheet.example.org";
const OFFICE_JS = "https://officeapis.public.onecdn.static.microsoft/1/";
const DIST = path.join(
  path.dirname(createRequire(import.meta.url).resolve("@microsoft/office-js/package.json")),
  "dist",
);

/** The buttons that the manifest puts into the ribbon. */
const BUTTONS = buttonsOf(manifestFor(ADDIN));

export interface ExcelPage {
  readonly page: Page;
  /** The frame's own document. */
  readonly pane: PageFrame;
  readonly frame: Frame;
  /** Draws the worksheet as it now is. */
  paint(): Promise<void>;
  /** What a button of the ribbon does: the one pane shows that view. */
  press(view: string): Promise<void>;
  close(): Promise<void>;
}

/** What answers the addresses of the context; each is decided anew for each request. */
export interface Answers {
  /** Address of the served city that stands for the add-in's site. */
  readonly city: string;
  /** Files that do not come: paths of office.js or of the add-in. */
  lost?: RegExp;
}

/** Lets the context reach Excel's page, office.js and the add-in, and nothing else. */
export async function routeExcel(
  context: BrowserContext,
  answers: Answers,
  asked: string[] = [],
): Promise<void> {
  await context.route("**/*", async (route) => {
    const url = route.request().url();
    // Letters for the pictures, which the context answers itself.
    if (url.includes("/test-font/")) return route.fallback();
    asked.push(url);
    if (answers.lost?.test(url)) return route.abort();
    if (url.startsWith(EXCEL_PAGE)) return route.fulfill({ contentType: "text/html", body: HTML });
    if (url.startsWith(OFFICE_JS)) {
      const file = path.join(DIST, new URL(url).pathname.replace("/1/", "").toLowerCase());
      if (!existsSync(file)) return route.fulfill({ status: 404 });
      return route.fulfill({ contentType: "text/javascript", body: readFileSync(file) });
    }
    // With the city's own headers, so that the pane runs under its own security policy.
    if (url.startsWith(ADDIN))
      return route.fulfill({ response: await route.fetch({ url: answers.city + url.slice(ADDIN.length) }) });
    return route.abort();
  });
}

/** Opens the workbook in Excel on the web, with the pane at a view. */
export async function openExcel(
  page: Page,
  excel: Excel,
  locale: string,
  view = "check",
): Promise<ExcelPage> {
  let frame: Frame | null = null;
  let pane: PageFrame | null = null;
  await page.exposeFunction("excelReceives", (text: string) => frame?.receive(text));
  await page.goto(EXCEL_PAGE);

  const press = async (to: string): Promise<void> => {
    frame?.close();
    frame = createFrame(excel, {
      page: EXCEL_PAGE,
      locale,
      post: (text) => {
        // Posted after the page was closed: nobody waits for it any more.
        if (!page.isClosed()) void page.evaluate(`excelTells(${JSON.stringify(text)})`).catch(() => {});
      },
    });
    const opens = BUTTONS.find(({ view }) => view === to)?.opens ?? `${ADDIN}/taskpane.html?view=${to}`;
    await page.evaluate(`openPane(${JSON.stringify([frame.name, opens])})`);
    const element = await page.waitForSelector("iframe");
    pane = await element.contentFrame();
    await pane?.waitForLoadState();
  };
  const paint = async (): Promise<void> => {
    await page.evaluate(`paint(${JSON.stringify(drawn(excel.book.active))})`);
    await page.evaluate(`tabs(${JSON.stringify(excel.book.sheets.map(({ name }) => name))})`);
  };
  await paint();
  await press(view);
  return {
    page,
    paint,
    press,
    async close() {
      frame?.close();
      await page.context().unrouteAll({ behavior: "ignoreErrors" });
      await page.context().close();
    },
    get pane() {
      if (!pane) throw new Error("no pane");
      return pane;
    },
    get frame() {
      if (!frame) throw new Error("no frame");
      return frame;
    },
  };
}

function buttonsOf(manifest: string) {
  const resource = (id: string) => new RegExp(`id="${id}" DefaultValue="([^"]*)"`).exec(manifest)?.[1] ?? "";
  return [...manifest.matchAll(/<Control xsi:type="Button" id="Onesheet\.(\w+)"/g)].map(([, name]) => {
    const opens = resource(`${name}.Page`);
    const view = new URL(opens).searchParams.get("view");
    return { view, opens, label: resource(`${name}.Label`), icon: resource(`${name}.80`) };
  });
}

interface Drawn {
  readonly name: string;
  readonly letters: readonly string[];
  readonly rows: readonly { readonly number: number; readonly cells: readonly DrawnCell[] }[];
}

interface DrawnCell {
  readonly text: string;
  readonly fill: string;
  readonly wide: number;
  readonly tall: number;
}

const ROWS_DRAWN = 40;
const COLUMNS_DRAWN = 20;

/** The upper left of a worksheet, with the fills of its conditional formats, the newest on top. */
function drawn(sheet: Sheet): Drawn {
  const used = sheet.used(true);
  const columns = Math.min(COLUMNS_DRAWN, used ? used.column + used.columns : 8);
  const rows = Math.min(ROWS_DRAWN, used ? used.row + used.rows + 2 : 20);
  const cellAt = (row: number, column: number): DrawnCell | null => {
    const merge = sheet.merges.find((block) => holds(block, row, column));
    if (merge && (merge.row !== row || merge.column !== column)) return null;
    const value = sheet.value(row, column);
    const mark = sheet.conditional.find(({ blocks }) => blocks.some((block) => holds(block, row, column)));
    return {
      text:
        typeof value === "number" && sheet.format(row, column).includes("y") ? dayOf(value) : String(value),
      fill: mark?.fill ?? "",
      wide: Math.min(merge?.columns ?? 1, columns - column),
      tall: merge?.rows ?? 1,
    };
  };
  return {
    name: sheet.name,
    letters: Array.from({ length: columns }, (_, column) => letterOf(column + 1)),
    rows: Array.from({ length: rows }, (_, row) => row)
      .filter((row) => !sheet.hiddenRows.has(row))
      .map((row) => ({
        number: row + 1,
        cells: Array.from({ length: columns }, (_, column) => cellAt(row, column)).filter(
          (cell) => cell !== null,
        ),
      })),
  };
}

function dayOf(serial: number): string {
  return new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10);
}

const HTML = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>Book.xlsx</title><style>
  * { box-sizing: border-box }
  body { margin: 0; display: grid; grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr) 350px; height: 100vh; font: 12px "Segoe UI", sans-serif; color: #242424 }
  header { grid-column: 1 / -1; padding: 8px 14px; background: #107c41; color: #fff; font-weight: 600 }
  nav { grid-column: 1 / -1; display: flex; gap: 2px; padding: 6px 14px; border-bottom: 1px solid #d1d1d1; background: #fafafa }
  nav button { display: grid; justify-items: center; gap: 2px; padding: 4px 10px; border: 0; background: none; font: inherit }
  nav img { width: 24px; height: 24px }
  main { overflow: auto }
  table { border-collapse: collapse }
  td, th { height: 20px; padding: 0 5px; border: 1px solid #e1e1e1; white-space: nowrap; text-align: start; font-weight: 400 }
  td { max-width: 150px; overflow: hidden; text-overflow: ellipsis }
  th { background: #f3f3f3; color: #616161; text-align: center }
  aside { grid-row: 3 / -1; grid-column: 2; border-left: 1px solid #d1d1d1 }
  iframe { width: 100%; height: 100%; border: 0 }
  footer { display: flex; gap: 4px; padding: 4px 14px; border-top: 1px solid #d1d1d1; background: #f3f3f3 }
  footer span { padding: 2px 10px } footer .on { background: #fff; color: #107c41; font-weight: 600 }
</style><header>Book.xlsx</header>
<nav>${BUTTONS.map(({ label, icon }) => `<button type="button"><img src="${icon}" alt="">${label}</button>`).join("")}</nav><main></main><aside></aside><footer></footer><script>
  let pane = null, shown = "";
  addEventListener("message", ({ source, origin, data }) => {
    if (pane && source === pane.contentWindow && origin === "${ADDIN}") excelReceives(data);
  });
  function excelTells(text) { pane.contentWindow.postMessage(text, "${ADDIN}") }
  function openPane([name, src]) {
    pane?.remove();
    pane = Object.assign(document.createElement("iframe"), { name, src, title: "Onesheet" });
    document.querySelector("aside").append(pane);
  }
  function paint({ name, letters, rows }) {
    shown = name;
    const cell = (kind, text, more = {}) => Object.assign(document.createElement(kind), { textContent: text }, more);
    const line = (cells) => { const row = document.createElement("tr"); row.append(...cells); return row };
    const table = document.createElement("table");
    table.append(line([cell("th", ""), ...letters.map((letter) => cell("th", letter))]));
    for (const { number, cells } of rows) table.append(line([cell("th", number), ...cells.map(({ text, fill, wide, tall }) => {
      const made = cell("td", text, { colSpan: wide, rowSpan: tall });
      made.style.background = fill;
      return made;
    })]));
    document.querySelector("main").replaceChildren(table);
  }
  function tabs(names) {
    document.querySelector("footer").replaceChildren(...names.map((name) => Object.assign(document.createElement("span"), { textContent: name, className: name === shown ? "on" : "" })));
  }
</script></html>`;
