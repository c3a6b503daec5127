// Ten ugly sheets and what is read from them. The expectations are checked on every run; with ONESHEET_PICTURES=folder
// the pictures of docs/reading.md are drawn anew, each worksheet beside its reading.
import { mkdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { describe, expect, test } from "vitest";
import { sayIssue } from "../../shared/check/catalogue.ts";
import { type Inspection, inspect } from "../../shared/check/inspect.ts";
import type { Fix } from "../../shared/check/issue.ts";
import { dayOfSerial } from "../../shared/read/date.ts";
import { cellAt, type Grid, letterOf } from "../../shared/read/grid.ts";
import { sayPeriod } from "../../shared/report/period.ts";
import { isNumber, scaleOf } from "../../shared/sheet/column.ts";
import { SHEETS } from "../../shared/sheets/index.ts";
import { launch, newPage } from "../journeys/browser.ts";
import { UGLY, type Ugly } from "./ugly.ts";

const look = ({ grid }: Ugly) => inspect(grid, { sheets: SHEETS, today: "2020-04-10", period: "2020Q1" });

test.each(UGLY.map((ugly) => [ugly.name, ugly] as const))("%s", (_, ugly) => {
  const { table, reading } = look(ugly);
  if (ugly.sheet === null) return expect(reading).toEqual({ tables: [], refused: "notAList" });
  expect(table?.sheet?.key).toBe(ugly.sheet);
  expect([table?.headerRows, table?.at, table?.totals.map(({ row }) => row)]).toEqual([
    ugly.header,
    ugly.rows,
    ugly.totals ?? [],
  ]);
  for (const [key, sum] of Object.entries(ugly.sums ?? {})) {
    const values = table?.columns.find((column) => column.key === key)?.values ?? [];
    expect([
      key,
      values.reduce<number>((all, value) => all + (typeof value === "number" ? value : 0), 0),
    ]).toEqual([key, sum]);
  }
});

const folder = process.env.ONESHEET_PICTURES;

describe.runIf(folder !== undefined)("pictures", () => {
  test("of all ten", async () => {
    mkdirSync(folder as string, { recursive: true });
    const browser = await launch();
    try {
      const { page, context } = await newPage(browser, { viewport: { width: 1180, height: 300 } });
      for (const ugly of UGLY) {
        await context.route("http://reading.test/", (route) =>
          route.fulfill({ contentType: "text/html; charset=utf-8", body: drawn(ugly, look(ugly)) }),
        );
        await page.goto("http://reading.test/");
        await page.evaluate(() => document.fonts.ready);
        await page.waitForTimeout(300);
        const file = path.join(folder as string, `${ugly.name}.png`);
        await page.locator("main").screenshot({ path: file });
        await context.unroute("http://reading.test/");
      }
    } finally {
      await browser.close();
    }
  });
});

const escaped = (text: unknown) =>
  String(text ?? "").replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE = `
*{box-sizing:border-box}body{margin:0;font:12px/1.4 "Segoe UI",sans-serif;color:#242424;background:#fff}
main{display:inline-block;padding:12px;background:#fff;min-width:900px}h1{font-size:15px;margin:0 0 8px}
.two{display:flex;gap:16px;align-items:flex-start}table{border-collapse:collapse}
td,th{border:1px solid #d1d1d1;padding:2px 6px;max-width:150px;vertical-align:middle}
th{background:#f5f5f5;color:#616161;font-weight:400}.head td{background:#cfe4fa}.row td{background:#fff}
.total td{background:#dff6dd}.note td{color:#707070;background:#fafafa}.out td{color:#8a8a8a;background:#fafafa}
.read td{text-align:right}.read td:first-child{text-align:left}.sheet{font-weight:600;margin:0 0 6px}
ul{margin:6px 0 0;padding:0;list-style:none;max-width:460px}li{margin:2px 0}.must{color:#b10e1c}.explain{color:#835b00}
.legend{color:#616161;margin-top:6px}.legend b{font-weight:400;padding:0 6px;border:1px solid #d1d1d1}`;

function drawn(ugly: Ugly, inspection: Inspection): string {
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><main><h1>${escaped(ugly.title.zh)} · ${escaped(ugly.title.en)}</h1><div class="two"><div>${worksheet(ugly.grid, inspection)}<p class="legend"><b style="background:#cfe4fa">表头</b> <b>数据</b> <b style="background:#dff6dd">合计</b> <b style="background:#fafafa">其他</b></p></div><div>${read(inspection)}</div></div></main>`;
}

/** A day is proposed as a serial number with a format. */
function proposed({ after, format }: Fix): string | number {
  return format && typeof after === "number" ? (dayOfSerial(after) ?? after) : after;
}

function worksheet(grid: Grid, { table }: Inspection): string {
  const kindOf = (row: number) =>
    table?.headerRows.includes(row)
      ? "head"
      : table?.at.includes(row)
        ? "row"
        : table?.totals.some((total) => total.row === row)
          ? "total"
          : table?.notes.includes(row)
            ? "note"
            : "out";
  const width = grid.values[0]?.length ?? 0;
  const letters = Array.from({ length: width }, (_, n) => `<th>${letterOf(n + 1)}</th>`).join("");
  const rows = grid.values.map((_, n) => {
    const row = n + 1;
    const cells = Array.from({ length: width }, (_, c) => {
      const merge = grid.merges.find(
        (area) =>
          row >= area.row &&
          row < area.row + area.rows &&
          c + 1 >= area.column &&
          c + 1 < area.column + area.columns,
      );
      if (merge && (merge.row !== row || merge.column !== c + 1)) return "";
      const span = merge ? ` rowspan="${merge.rows}" colspan="${merge.columns}"` : "";
      return `<td${span}>${escaped(cellAt(grid, row, c + 1))}</td>`;
    }).join("");
    return `<tr class="${kindOf(row)}"><th>${row}</th>${cells}</tr>`;
  });
  return `<table><tr><th></th>${letters}</tr>${rows.join("")}</table>`;
}

function read({ table, issues }: Inspection): string {
  if (!table?.sheet)
    return `<p class="sheet">没有读：这张表不是清单，记录横着排，按行读会得出没有人写过的数。</p><p>Refused: the records run across; read by rows they would give figures that nobody wrote.</p>`;
  const known = table.columns.filter(({ column }) => column !== null && column.kind !== "serial");
  const shown = (value: unknown, at: number) => {
    const column = known[at]?.column;
    if (!column || value === null) return "";
    if (column.kind === "choice")
      return escaped(column.choices.find(({ key }) => key === value)?.label.zh ?? value);
    return escaped(isNumber(column) ? Number(value) / scaleOf(column.kind) : value);
  };
  const rows = table.at.map(
    (row, n) =>
      `<tr class="row"><th>${row}</th>${known.map(({ values }, c) => `<td>${shown(values[n] ?? null, c)}</td>`).join("")}</tr>`,
  );
  const facts = [
    `《${table.sheet.label.zh}》 ${Math.round(table.confidence * 100)}%`,
    table.period ? sayPeriod(table.period, "zh") : "",
    table.unit ?? "",
  ].filter(Boolean);
  const worst = ["must", "explain", "waivable", "note"];
  const said = [...issues]
    .filter(({ code }) => !/^(L|T|C01|R)/.test(code) || code === "L01")
    .sort((a, b) => worst.indexOf(a.effect) - worst.indexOf(b.effect));
  const list = said
    .slice(0, 7)
    .map(
      (issue) =>
        `<li class="${issue.effect}">${escaped(issue.cell ?? "")} ${escaped(sayIssue(issue, "zh"))}${issue.fix ? ` → ${escaped(proposed(issue.fix))}` : ""}</li>`,
    );
  return `<p class="sheet">${escaped(facts.join(" · "))}</p><table class="read"><tr class="head"><th></th>${known.map(({ column }) => `<td>${escaped(column?.label.zh)}</td>`).join("")}</tr>${rows.join("")}</table><ul>${list.join("")}</ul>`;
}
