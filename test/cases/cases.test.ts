// Every case says what is found in its worksheet. A case whose table of issues is empty fails and prints the answer,
// to be read and, if right, put into the case.
import { describe, expect, test } from "vitest";
import { sayIssue } from "../../shared/check/catalogue.ts";
import { inspect } from "../../shared/check/inspect.ts";
import type { Issue } from "../../shared/check/issue.ts";
import { figuresOf } from "../../shared/report/figures.ts";
import { SHEETS } from "../../shared/sheets/index.ts";
import { casesOf, linesOf, wordOf } from "./case.ts";

describe.each(SHEETS.map(({ key }) => key))("%s", (key) => {
  test.each(casesOf(key))("$name", ({ grid, options, expected, figures }) => {
    const { issues, table, rows } = inspect(grid, options);
    if (expected === null) throw new Error(`No issues are expected yet. Found:\n\n${answer(issues)}`);
    expect(linesOf(issues)).toEqual(expected);
    if (table?.sheet) expect(table.sheet.key).toBe(key);
    if (figures.size > 0) {
      if (!table?.sheet || !rows) throw new Error("there are no rows to take figures from");
      const found = figuresOf(table.sheet, rows, { period: options.period ?? null, today: options.today });
      const words = [...figures.keys()].map((measure) => [measure, wordOf(found[measure])]);
      expect(Object.fromEntries(words)).toEqual(Object.fromEntries(figures));
    }
    for (const issue of issues)
      for (const language of ["zh", "en"] as const) {
        const said = sayIssue(issue, language);
        expect(said).not.toMatch(/[{}]|undefined|NaN/);
        expect(said).not.toContain("\u0000");
        expect(said.length).toBeGreaterThan(4);
      }
  });
});

function answer(issues: readonly Issue[]): string {
  const lines = linesOf(issues).map((line) => `| ${line} |`);
  const said = issues.map((issue) => `${issue.cell ?? "—"} ${issue.key ?? ""}: ${sayIssue(issue, "zh")}`);
  const table = ["| cell | code | rule | effect |", "|---|---|---|---|", ...lines];
  return [...(lines.length > 0 ? table : ["none"]), "", ...said].join("\n");
}
