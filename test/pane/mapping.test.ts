// Confirming headers and names once: what the pane asks, what it then remembers, in the workbook and for the unit, and
// what it sends. Real state, acts and check over an invented file; the server answers as told.
import { beforeEach, describe, expect, test } from "vitest";
import { type FileWorkbook, openFile } from "../../addin/hosts/file.ts";
import { writeXlsx } from "../../addin/hosts/xlsx/write.ts";
import { type RememberWork, rememberActs } from "../../addin/pane/acts/remember.ts";
import { readMemory } from "../../addin/pane/memory.ts";
import { fixesOf, nextAct, sameKind } from "../../addin/pane/state/checking.ts";
import { isAsking, isMapping, proposalsOf } from "../../addin/pane/state/mapping.ts";
import type { Issue } from "../../shared/check/issue.ts";
import type { WrittenCell } from "../../shared/report/worksheet.ts";
import type { RememberBody, Remembered } from "../../shared/wire.ts";
import { CLERK, type Office, office } from "./office.ts";

const HEADERS = ["党小组名", "募捐主题", "支部人头", "奉献爱心的同志数", "爱心款", "全部善款"];
const RIGHT = ["org", "campaign", "members", "donorsM", "amountM", "amount"];
const ROWS = [
  ["第一党小组", "慈善一日捐", 20, 18, 1800, 1800],
  ["第二党小组", "慈善一日捐", 15, 15, 2350, 2350],
];

/** An invented workbook; its headers are those that no reader knows unless others are given. */
async function workbookOf(
  headers: string[] = HEADERS,
  title = "2020年第一季度捐款情况",
): Promise<FileWorkbook> {
  const cells = (row: (string | number)[]): WrittenCell[] =>
    row.map((cell) => (typeof cell === "number" ? { number: cell } : { text: cell }));
  const bytes = await writeXlsx([
    {
      name: "Sheet1",
      widths: headers.map(() => 14),
      rows: [
        { role: "title", cells: cells([title]) },
        { role: "header", cells: cells(headers) },
        ...ROWS.map((row) => ({ role: "body" as const, cells: cells(row) })),
      ],
      merges: [],
      frozen: { rows: 2, columns: 0 },
    },
  ]);
  return openFile(bytes, "虚构.xlsx");
}

/** What the server remembers, and whether it is there. */
let server: Remembered;
let isThere: boolean;
let sent: RememberBody[];
beforeEach(() => {
  server = { layouts: [], aliases: [] };
  isThere = true;
  sent = [];
});
const answer = (_: string, init: RequestInit) => {
  if (!isThere) throw new TypeError("no network");
  if (init.method !== "POST") return server;
  sent.push(JSON.parse(String(init.body)) as RememberBody);
  return { at: "2020-04-10T02:32:00.000Z" };
};

interface Desk {
  readonly at: Office;
  readonly memory: RememberWork;
}

async function open(workbook: FileWorkbook, signedIn = true): Promise<Desk> {
  const at = office(workbook, answer);
  const memory = rememberActs(at.bench, at.desk.again);
  if (!signedIn) at.bench.dispatch({ act: "signedOut" });
  await memory.load();
  at.desk.opened();
  await at.settled();
  return { at, memory };
}

const codes = ({ at }: Desk) => at.state().desk.issues.map(({ code }) => code);
const keys = ({ at }: Desk) => at.state().desk.table?.columns.map(({ key }) => key);
const doubts = ({ at }: Desk) => proposalsOf(at.state().desk).map(({ doubt }) => doubt);

/** Chooses the sheet and the columns as a person does. */
async function answerAll({ at, memory }: Desk): Promise<void> {
  at.desk.acts.choose({ sheetKey: "donation-summary", mapping: {} });
  for (const [n, key] of RIGHT.entries()) memory.acts.mapColumn("ABCDEF"[n] as string, key);
  memory.acts.confirmColumns();
  await at.settled();
}

describe("a sheet whose headers no reader knows", () => {
  test("is asked for, column by column, with values, and its one act is to confirm", async () => {
    const desk = await open(await workbookOf());
    expect([desk.at.state().desk.table?.sheet, isMapping(desk.at.state().desk)]).toEqual([null, false]);
    desk.at.desk.acts.choose({ sheetKey: "donation-summary", mapping: {} });
    const { state } = desk.at;
    expect(isAsking(state().desk)).toBe(true);
    expect(nextAct(state())).toBe("confirmColumns");
    expect(doubts(desk)).toEqual([
      "unmatched",
      "unmatched",
      "unmatched",
      "unmatched",
      "unmatched",
      "renamed",
    ]);
    expect(state().desk.samples).toMatchObject({ A: ["第一党小组", "第二党小组"], E: ["1,800", "2,350"] });
  });

  test("once confirmed its findings are gone, and what was chosen stays first until then", async () => {
    const desk = await open(await workbookOf());
    desk.at.desk.acts.choose({ sheetKey: "donation-summary", mapping: {} });
    expect(codes(desk)).toContain("H02");
    desk.memory.acts.mapColumn("C", "members");
    expect(proposalsOf(desk.at.state().desk)[2]).toMatchObject({ doubt: null, first: true });
    await answerAll(desk);
    expect(codes(desk)).toEqual([]);
    expect(keys(desk)).toEqual(RIGHT);
    expect(isMapping(desk.at.state().desk)).toBe(false);
    expect(desk.at.state().announced).not.toBe("");
  });

  test("sends texts of headers and keys of columns, and no value of the sheet", async () => {
    const desk = await open(await workbookOf([...HEADERS.slice(0, 5), "全部善款（元）"]));
    await answerAll(desk);
    expect(sent).toEqual([
      {
        unit: CLERK.unit.id,
        layout: {
          headers: expect.stringMatching(/^[0-9a-f]{16}$/),
          sheet: "donation-summary",
          columns: Object.fromEntries(
            [...HEADERS.slice(0, 5), "全部善款(元)"].map((name, n) => [name, RIGHT[n]]),
          ),
        },
      },
    ]);
    for (const value of ["第一党小组", "慈善一日捐", "1800", "2350"])
      expect(JSON.stringify(sent)).not.toContain(value);
  });

  test("is not asked for again: in the saved workbook by nobody, signed in or not", async () => {
    const first = await open(await workbookOf(), false);
    await answerAll(first);
    expect(sent).toEqual([]);
    const saved = await (first.at.bench.workbook() as FileWorkbook).save();
    const again = await open(await openFile(saved, "虚构.xlsx"), false);
    expect([codes(again), keys(again), isAsking(again.at.state().desk)]).toEqual([[], RIGHT, false]);
  });

  test("is not asked for again on another machine of the unit, nor the next quarter", async () => {
    await answerAll(await open(await workbookOf()));
    const [{ layout }] = sent as [Extract<RememberBody, { layout: unknown }>];
    server = { layouts: [{ ...layout, at: "2020-04-10T02:32:00.000Z" }], aliases: [] };
    const next = await workbookOf(HEADERS, "2020年第二季度捐款情况");
    const other = await open(next);
    expect([codes(other), keys(other)]).toEqual([[], RIGHT]);
    expect(codes(await open(next, false))).toContain("F01");
  });

  test("confirmed before signing in, or without a network, it is sent when there is someone and a network", async () => {
    const desk = await open(await workbookOf(), false);
    await answerAll(desk);
    isThere = false;
    desk.at.bench.dispatch({ act: "signedIn", me: CLERK });
    await desk.memory.load();
    expect(sent).toEqual([]);
    isThere = true;
    await desk.memory.load();
    await desk.memory.load();
    expect(sent.map(({ unit }) => unit)).toEqual([CLERK.unit.id]);
  });

  test("what was confirmed in haste is looked at and confirmed anew", async () => {
    const desk = await open(await workbookOf());
    await answerAll(desk);
    desk.memory.acts.openMapping(true);
    expect([isMapping(desk.at.state().desk), isAsking(desk.at.state().desk)]).toEqual([true, false]);
    desk.memory.acts.mapColumn("C", "staff");
    desk.memory.acts.confirmColumns();
    await desk.at.settled();
    expect(keys(desk)?.[2]).toBe("staff");
    const { layouts } = await readMemory(desk.at.bench.workbook() as FileWorkbook);
    expect(layouts.map(({ columns }) => columns.支部人头)).toEqual(["staff"]);
  });
});

test("a column given to another header is taken from the one that had it", async () => {
  const desk = await open(
    await workbookOf(["单位", "活动", "党员人数", "捐款党员人数", "党员捐款金额", "捐款金额"]),
  );
  expect(isAsking(desk.at.state().desk)).toBe(false);
  desk.memory.acts.mapColumn("C", "donorsM");
  expect(keys(desk)).toEqual(["org", "campaign", "donorsM", null, "amountM", "amount"]);
});

test("after an edit the columns are read again from what stands there now", async () => {
  const desk = await open(await workbookOf());
  await answerAll(desk);
  desk.at.desk.acts.fix([{ cell: "D3", before: "18", after: 25 }]);
  await desk.at.settled();
  expect(codes(desk)).toEqual(["L02"]);
  desk.memory.acts.mapColumn("E", "amountM");
  expect(codes(desk)).toEqual(["L02"]);
});

test.each([
  ["no JSON", "{"],
  ["another shape", '{"layouts":{},"aliases":1}'],
  ["a layout of nonsense", '{"layouts":[{"at":"x","headers":"<b>","sheet":"a","columns":{}}],"aliases":[]}'],
])("a workbook whose memory is %s is read as without one", async (_, text) => {
  const workbook = await workbookOf();
  await workbook.settings.set("onesheet.remembered", text);
  const desk = await open(workbook);
  expect(codes(desk)).toContain("F01");
  await answerAll(desk);
  expect((await readMemory(workbook)).layouts).toHaveLength(1);
});

describe("a name of the unit in the sheet", () => {
  const NAME = "先锋示范支部";
  const named = () =>
    workbookOf(
      ["单位", "活动", "党员人数", "捐款党员人数", "党员捐款金额", "捐款金额"],
      `${NAME}2020年第一季度捐款情况`,
    );

  test("is asked about once, and remembered in the workbook and for the unit", async () => {
    const desk = await open(await named());
    expect(codes(desk)).toEqual(["F05"]);
    desk.memory.acts.ours(NAME, true);
    await desk.at.settled();
    expect(codes(desk)).toEqual([]);
    expect(sent).toEqual([{ unit: CLERK.unit.id, alias: NAME, ours: true }]);
    const saved = await (desk.at.bench.workbook() as FileWorkbook).save();
    expect(codes(await open(await openFile(saved, "虚构.xlsx")))).toEqual([]);
    server = { layouts: [], aliases: [NAME] };
    expect(codes(await open(await named()))).toEqual([]);
  });

  test("is taken back, and is of no other unit", async () => {
    const desk = await open(await named());
    desk.memory.acts.ours(NAME, true);
    await desk.at.settled();
    desk.memory.acts.ours(NAME, false);
    await desk.at.settled();
    expect(codes(desk)).toEqual(["F05"]);
    expect(sent.at(-1)).toEqual({ unit: CLERK.unit.id, alias: NAME, ours: false });
    desk.memory.acts.ours(NAME, true);
    await desk.at.settled();
    desk.at.bench.dispatch({
      act: "signedIn",
      me: { ...CLERK, unit: { id: 8, name: "示例市水利局第二支部" } },
    });
    desk.at.desk.again();
    expect(codes(desk)).toEqual(["F05"]);
  });
});

describe("corrections of many cells", () => {
  const issue = (part: Partial<Issue>): Issue => ({
    code: "C14",
    effect: "explain",
    cell: "A1",
    slots: {},
    ...part,
  });
  const fix = (cell: string) => ({ cell, before: "约3", after: 3 });
  const list = [
    issue({ cell: "A1", column: "donors", fix: fix("A1") }),
    issue({ cell: "A2", column: "donors", fix: fix("A2") }),
    issue({ cell: "A3", column: "donors" }),
    issue({ cell: "B1", column: "members", fix: fix("B1") }),
    issue({ code: "C10", effect: "note", cell: "C1", column: "members", fix: fix("C1") }),
  ];
  test("of one kind are those of the same code and column", () => {
    expect(sameKind(list, list[0] as Issue).map(({ cell }) => cell)).toEqual(["A1", "A2"]);
    expect(sameKind(list, list[3] as Issue).map(({ cell }) => cell)).toEqual(["B1"]);
  });
  test("what is only tidier is never among what is to be mended", () => {
    expect(fixesOf(list).map(({ cell }) => cell)).toEqual(["A1", "A2", "B1"]);
  });
});

test("all corrections of a kind are one write, and the findings go with it", async () => {
  const workbook = await workbookOf(["单位", "活动", "党员人数", "捐款党员人数", "党员捐款金额", "捐款金额"]);
  await workbook.write("s1", [
    { address: "D3", value: "约18" },
    { address: "D4", value: "约15" },
  ]);
  const writes: number[] = [];
  const write = workbook.write;
  workbook.write = (id, edits) => {
    writes.push(edits.length);
    return write(id, edits);
  };
  const desk = await open(workbook);
  const { issues } = desk.at.state().desk;
  const [first] = issues.filter(({ code }) => code === "C14");
  if (!first) throw new Error(codes(desk).join());
  desk.at.desk.acts.fix(fixesOf(sameKind(issues, first)));
  await desk.at.settled();
  expect([writes, codes(desk)]).toEqual([[2], []]);
});
