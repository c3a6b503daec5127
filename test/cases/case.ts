// A case: a worksheet drawn as a Markdown table, what is known beside it, and the issues expected. The folder names the
// sheet that it belongs to. All figures and names in cases are invented.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { InspectOptions } from "../../shared/check/inspect.ts";
import type { Issue } from "../../shared/check/issue.ts";
import { addressOf, areaOf, type Cell, type Grid } from "../../shared/read/grid.ts";
import { type Figure, type Figures, isPair } from "../../shared/report/figure.ts";
import { SHEETS } from "../../shared/sheets/index.ts";

export interface Case {
  /** "donation-summary/d1-more-donors-than-members" */
  readonly name: string;
  readonly sheet: string;
  readonly grid: Grid;
  readonly options: InspectOptions;
  /** Figures that the rows give, by measure: "3", "18/20", "<=3", "2 values" or "none". */
  readonly figures: ReadonlyMap<string, string>;
  /** Lines of the table of issues; [] for "none"; null where the case does not say yet. */
  readonly expected: readonly string[] | null;
}

/** All cases of all sheets, in the order of their names. */
export function allCases(): Case[] {
  return readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((folder) => casesOf(folder.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The cases in the folder of a sheet. */
export function casesOf(sheet: string): Case[] {
  const folder = path.join(import.meta.dirname, sheet);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".md"))
    .map((file) => {
      const text = readFileSync(path.join(folder, file), "utf8");
      return { name: `${sheet}/${file.slice(0, -3)}`, sheet, ...parseCase(text) };
    });
}

/** Issues as lines of the expected table: cell | code | rule | effect, in the order shown. */
export function linesOf(issues: readonly Issue[]): string[] {
  return issues.map(({ cell, code, rule, effect }) => [cell ?? "—", code, rule ?? "—", effect].join(" | "));
}

/** A figure in the words of a case. */
export function wordOf(figure: Figure | undefined): string {
  if (figure === undefined || figure === null) return "none";
  if (typeof figure === "number") return String(figure);
  if (isPair(figure)) return figure.join("/");
  return "values" in figure ? `${figure.values.length} values` : `<=${figure.atMost}`;
}

function parseCase(text: string): Pick<Case, "grid" | "options" | "figures" | "expected"> {
  const [drawn = "", issues = ""] = text.split(/^## Issues$/m);
  const facts = new Map<string, string>();
  for (const [, name = "", value = ""] of drawn.matchAll(/^(\w+): (.+)$/gm)) facts.set(name, value.trim());
  const lines = rowsOf(drawn).slice(1);
  const formulas: Record<string, string> = {};
  const values: Cell[][] = [];
  for (const [number = "", ...cells] of lines) {
    const row = Number(number);
    while (values.length < row) values.push([]);
    values[row - 1] = cells.map((cell, n) => {
      const formula = /^(=.+?)\s+→\s+(.*)$/.exec(cell);
      if (formula) formulas[addressOf(row, n + 1)] = formula[1] as string;
      return cellOf(formula ? (formula[2] as string) : cell);
    });
  }
  const merges = (facts.get("merges") ?? "").split(/,\s*/).flatMap((address) => areaOf(address) ?? []);
  const hiddenRows = (facts.get("hidden") ?? "").split(/,\s*/).filter(Boolean).map(Number);
  const grid: Grid = { worksheet: "Sheet1", top: 1, left: 1, values, formulas, merges, hiddenRows };
  const options: InspectOptions = {
    sheets: SHEETS,
    today: facts.get("today") ?? "2020-04-10",
    period: facts.get("period") === "unknown" ? null : (facts.get("period") ?? "2020Q1"),
    unit: facts.get("unit") ?? null,
    ...(facts.has("previous") ? { previous: pairs(facts.get("previous") as string) as Figures } : {}),
    ...(facts.has("known") ? { known: pairs(facts.get("known") as string) } : {}),
  };
  const figures = new Map(
    (facts.get("figures") ?? "")
      .split(/,\s*/)
      .filter(Boolean)
      .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] as const),
  );
  const expected = rowsOf(issues).slice(1);
  const none = /^none$/m.test(issues);
  return {
    grid,
    options,
    figures,
    expected: expected.length > 0 ? expected.map((cells) => cells.join(" | ")) : none ? [] : null,
  };
}

/** The cells of the lines of a Markdown table, the line under its head left out. */
function rowsOf(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^[|\s:-]+$/.test(line))
    .map((line) =>
      line
        .replace(/^\||\|\s*$/g, "")
        .split("|")
        .map((cell) => cell.trim()),
    );
}

/** 12 is a number, '12 is text, an empty cell is null. */
function cellOf(cell: string): Cell {
  if (cell === "") return null;
  if (/^-?\d+(\.\d+)?$/.test(cell)) return Number(cell);
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

/** "members=46, amount=100" in stored integers. */
function pairs(text: string): Record<string, number> {
  return Object.fromEntries(
    text.split(/,\s*/).map((pair) => {
      const [key = "", value = ""] = pair.split("=");
      return [key, Number(value)];
    }),
  );
}
