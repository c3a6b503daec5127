// Corrections as they leave the check: of many findings told as one all are at hand, and none overwrites a formula.
import { describe, expect, test } from "vitest";
import { openFile } from "../../addin/hosts/file.ts";
import { fixesOf } from "../../addin/pane/state/checking.ts";
import { makeWorkbooks, SAMPLES } from "../../city/workbooks.ts";
import { inspect } from "../../shared/check/inspect.ts";
import { createFindings } from "../../shared/read/findings.ts";
import { addressOf } from "../../shared/read/grid.ts";
import { SHEETS } from "../../shared/sheets/index.ts";

const TODAY = "2020-04-10";

describe("many findings told as one", () => {
  test("keep the correction of every cell", () => {
    const findings = createFindings();
    for (let row = 5; row < 125; row++) {
      const fix = { cell: addressOf(row, 6), before: "约3", after: 3 };
      findings.add("C14", { at: 6, key: "donors" }, row, { found: "约3" }, fix);
    }
    const [issue, ...others] = findings.issues();
    expect(others).toEqual([]);
    expect(issue?.fixes).toHaveLength(120);
    expect(fixesOf([{ ...(issue as NonNullable<typeof issue>) }])).toHaveLength(120);
  });
});

test("no correction is offered for a cell that holds a formula", async () => {
  const all = await makeWorkbooks({ unitName: "示例支部", members: 38, period: "2020Q1", today: TODAY });
  const named = SAMPLES.find(({ sheet, faulty }) => sheet === "donation-summary" && faulty);
  const made = all.find(({ file }) => file === named?.file);
  if (!made) throw new Error("the sample is missing");
  const workbook = await openFile(made.bytes, made.file);
  const grid = await workbook.read((await workbook.active()).id);
  const options = { sheets: SHEETS, today: TODAY };
  const cells = (formulas: Record<string, string>) =>
    inspect({ ...grid, formulas }, options).issues.flatMap(({ fix }) => (fix ? [fix.cell] : []));
  const offered = cells({});
  expect(offered.length).toBeGreaterThan(2);
  const [first = ""] = offered;
  expect(cells({ [first]: "=1+1" })).toEqual(offered.filter((cell) => cell !== first));
});
