// The sample workbooks, opened, read and checked as the product does: every planted fault is found at its cell
// and none is invented; the clean ones have nothing that stops a submission.
import { beforeAll, describe, expect, test } from "vitest";
import { openXlsx } from "../../addin/hosts/xlsx/open.ts";
import { CITY, SIGN_INS, unitOf } from "../../city/units.ts";
import { makeWorkbooks, PLANTED, SAMPLES } from "../../city/workbooks.ts";
import { type Inspection, inspect } from "../../shared/check/inspect.ts";
import { SHEETS } from "../../shared/sheets/index.ts";

const branch = unitOf(CITY, SIGN_INS.clerk);
const members = branch.members ?? 0;
const SETTINGS = [
  { period: "2026Q3", today: "2026-11-20" },
  { period: "2025Q1", today: "2025-04-02" },
  { period: "2027Q2", today: "2027-07-01" },
  { period: "2026Q4", today: "2027-01-05" },
];

describe.each(SETTINGS)("samples of $period", ({ period, today }) => {
  const found = new Map<string, Inspection>();
  beforeAll(async () => {
    for (const { file, bytes } of await makeWorkbooks({ unitName: branch.name, members, period, today })) {
      const [worksheet] = (await openXlsx(bytes, file)).worksheets;
      if (!worksheet) throw new Error(`${file} has no worksheet`);
      // As for the clerk who is signed in: period, unit and what the superior holds are known.
      const known = { members, base: members };
      found.set(file, inspect(worksheet.grid, { sheets: SHEETS, today, period, unit: branch.name, known }));
    }
  });

  test.each(SAMPLES)("$file is recognised, with its unit and period", ({ file, sheet }) => {
    const table = found.get(file)?.table;
    expect(table?.sheet?.key).toBe(sheet);
    expect(table?.unit).toBe(branch.name);
    expect(table?.period).toBe(period);
    expect(table?.columns.filter(({ key }) => key === null).map(({ header }) => header)).toEqual([]);
  });

  test.each(SAMPLES.filter(({ faulty }) => !faulty))("$file: only notes", ({ file }) => {
    const issues = found.get(file)?.issues ?? [];
    expect(issues.filter(({ effect }) => effect !== "note")).toEqual([]);
    // It is untidy all the same.
    expect(issues.length).toBeGreaterThan(2);
  });

  test.each(SAMPLES.filter(({ faulty }) => faulty))("$file: every planted fault, no other", ({ file }) => {
    const planted = PLANTED.filter((one) => one.file === file).map(({ cell, code }) => `${cell} ${code}`);
    const issues = (found.get(file)?.issues ?? []).filter(({ effect }) => effect !== "note");
    expect(issues.map(({ cell, code }) => `${cell} ${code}`).toSorted()).toEqual(planted.toSorted());
    expect(planted.length).toBeGreaterThanOrEqual(10);
  });
});

test("every planted fault stands at a cell of its own", () => {
  expect(new Set(PLANTED.map(({ file, cell }) => `${file} ${cell}`)).size).toBe(PLANTED.length);
});
