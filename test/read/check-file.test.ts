// The checker on the command line, as it is called: its JSON, its exit codes, and that it never shows a stack trace.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "check-file-"));
  const rows = (joined: number | string) => [
    ["某局2020年第一季度志愿者注册情况表（示例数据）"],
    ["填报单位", "在职党员数", "注册志愿者数"],
    ["第一党支部", 9, joined],
    ["第二党支部", 7, 6],
    ["合计", 16, 14],
  ];
  const save = async (name: string, sheets: { name: string; rows: (string | number)[][] }[]) =>
    writeFileSync(path.join(folder, name), await writeXlsx({ sheets }));
  await save("clean.xlsx", [
    { name: "注册", rows: rows(8) },
    { name: "空表", rows: [] },
  ]);
  await save("faulty.xlsx", [{ name: "注册", rows: rows("XX") }]);
  await save("letter.xlsx", [{ name: "函", rows: [["关于报送情况的函"]] }]);
  writeFileSync(path.join(folder, "broken.xlsx"), "no workbook");
  writeFileSync(path.join(folder, "list.csv"), "书名,册数\n甲,3\n乙,4\n");
  const gifts = [
    "填报单位",
    "捐款活动名称",
    "党员总数",
    "捐款党员人数",
    "党员捐款金额",
    "捐款金额合计",
    "上缴日期",
    "捐款率",
  ];
  writeFileSync(
    path.join(folder, "days.csv"),
    `捐款情况统计表\n${gifts.join(",")}\n一支部,疫情防控,9,8,700,700,3月27日,0.889\n\n\n书名,册数\n甲,3\n乙,4\n`,
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

function checkFile(...args: string[]) {
  const node = path.join(root, "node_modules/.bin/node");
  const { status, stdout, stderr } = spawnSync(node, [path.join(root, "addin/check-file.ts"), ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stdout + stderr).not.toMatch(/^\s+at .+:\d+:\d+/m);
  return { status, stdout, stderr };
}

test("a clean file: what was read, as JSON, exit code 0", () => {
  const { status, stdout } = checkFile("clean.xlsx", "--json");
  expect(JSON.parse(stdout)).toEqual([
    {
      file: "clean.xlsx",
      refused: null,
      tables: [
        {
          worksheet: "注册",
          sheet: "volunteer-registration",
          confidence: 1,
          period: "2020Q1",
          unit: "某局",
          headerRows: [2],
          firstDataRow: 3,
          lastDataRow: 4,
          rows: 2,
          totalsRows: [5],
          columns: [
            { letter: "A", header: "填报单位", key: "org", numbers: 0, sum: null },
            { letter: "B", header: "在职党员数", key: "base", numbers: 2, sum: 16 },
            { letter: "C", header: "注册志愿者数", key: "registered", numbers: 2, sum: 14 },
          ],
          issues: [expect.objectContaining({ code: "L08", effect: "note" })],
        },
      ],
    },
  ]);
  expect(status).toBe(0);
});

test("something to mend: exit code 1, the finding at its cell, in words for people", () => {
  const { status, stdout } = checkFile("faulty.xlsx");
  expect(status).toBe(1);
  expect(stdout).toMatch(/✗ C3 .*XX/);
  const [file] = JSON.parse(checkFile("faulty.xlsx", "--json").stdout);
  expect(file.tables[0].issues).toContainEqual(
    expect.objectContaining({
      code: "C11",
      effect: "must",
      cell: "C3",
      message: expect.stringContaining("XX"),
    }),
  );
});

test.each([
  ["broken.xlsx", "notXlsx"],
  ["letter.xlsx", "notAList"],
  ["absent.xlsx", "notFound"],
])("%s cannot be read: %s, exit code 2", (name, refused) => {
  const { status, stdout } = checkFile(name, "--json");
  expect([status, JSON.parse(stdout)]).toEqual([2, [{ file: name, refused, tables: [] }]]);
  expect(checkFile(name).stdout).toContain("✗");
});

test("a list of no known sheet is read and said to be unknown", () => {
  const { status, stdout } = checkFile("list.csv", "--json");
  const [file] = JSON.parse(stdout);
  expect([file.tables[0].sheet, file.tables[0].columns[1], status]).toEqual([
    null,
    { letter: "B", header: "册数", key: null, numbers: 2, sum: 7 },
    1,
  ]);
});

test("several files at once; without any, how to call it", () => {
  expect(JSON.parse(checkFile("clean.xlsx", "list.csv", "--json").stdout)).toHaveLength(2);
  const { status, stdout, stderr } = checkFile();
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("check-file");
});

test("a fix is said as a person reads it, and nothing points at a pane", () => {
  const { stdout } = checkFile("days.csv", "--period", "2020Q1");
  expect(stdout).toMatch(/G3 .*3月27日.*\n\s+→ 2020-03-27/);
  expect(stdout).not.toMatch(/439\d\d|在上方|选择报表/);
  expect(checkFile("list.csv").stdout).not.toMatch(/在上方|选择报表/);
});

test.each([
  [["clean.xlsx", "--period", "2020年一季度"], "不是报告期"],
  [["clean.xlsx", "--period"], "不是报告期"],
  [["clean.xlsx", "--jsn"], "--jsn"],
])("%j is not understood: exit code 2 and a sentence", (args, words) => {
  const { status, stdout, stderr } = checkFile(...args);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(words);
});
