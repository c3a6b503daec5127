// The score as it is called: a folder with answers, right and wrong ones told apart, shares of all.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "score-"));
  writeFileSync(
    path.join(folder, "gifts.csv"),
    "捐款登记表,,\n姓名,金额,支部\n甲,50,一支部\n乙,60,一支部\n合计,110,\n",
  );
  writeFileSync(path.join(folder, "form.csv"), "会议通知\n");
  const entry = {
    file: "gifts.csv",
    kind: "donation",
    nature: "filled",
    sheetName: "Sheet1",
    tableIndex: 1,
    isListTable: true,
    headerRows: [2],
    firstDataRow: 3,
    lastDataRow: 4,
    dataRowCount: 2,
    totalsRow: 5,
    subtotalRows: [],
    sums: { 金额: 110 },
  };
  const wrong = { ...entry, lastDataRow: 5, dataRowCount: 3, totalsRow: null };
  const form = { ...entry, file: "form.csv", isListTable: false };
  writeFileSync(path.join(folder, "expected.json"), JSON.stringify([entry, wrong, form]));
});

afterAll(() => rmSync(folder, { recursive: true }));

function score(...args: string[]) {
  const node = path.join(root, "node_modules/.bin/node");
  return spawnSync(node, [path.join(root, "addin/score.ts"), ...args], { encoding: "utf8" });
}

test("what is right is counted, what is wrong is named", () => {
  const { stdout, status } = score(folder);
  expect(status).toBe(0);
  expect(stdout).toContain("✗ range: 3–4, expected 3–5");
  expect(stdout).toContain("✗ totals: 5, expected none");
  for (const line of [
    "100.0 %  2/2      header rows",
    "50.0 %  1/2      first and last data row",
    "100.0 %  1/1      sums",
    "100.0 %  2/2      kind of sheet",
    "100.0 %  1/1      no list",
  ])
    expect(stdout).toContain(line);
});

test("without a folder, or with one that has no answers, it says so", () => {
  expect([score().status, score(path.join(folder, "none")).status]).toEqual([2, 2]);
  expect(score().stderr).toContain("score");
});
