// Questions and acts of the pane's state, without a page, a workbook or a network.
import { describe, expect, test } from "vitest";
import { type Act, reduce } from "../../addin/pane/state/act.ts";
import { countsOf, fixesOf, sameKind, walk } from "../../addin/pane/state/checking.ts";
import { dayOf, daysBetween, sayTime } from "../../addin/pane/state/clock.ts";
import { daysLeft, dueOf, periodInForce } from "../../addin/pane/state/due.ts";
import { firstAsked, lateOf, missingOf, progressOf, sayShare } from "../../addin/pane/state/reporting.ts";
import { changedRows, compareRows, removedCount } from "../../addin/pane/state/reviewing.ts";
import { firstState, type State } from "../../addin/pane/state/state.ts";
import type { Issue } from "../../shared/check/issue.ts";
import type { Table } from "../../shared/read/table.ts";
import { SHEETS } from "../../shared/sheets/index.ts";
import { CLERK, expectation } from "./office.ts";

const [SHEET] = SHEETS;
if (!SHEET) throw new Error("there is no sheet");
const first = (): State => firstState({ language: "zh", theme: "auto", marks: true }, CLERK, true);
const stateAfter = (...acts: Act[]): State => acts.reduce(reduce, first());
const issue = (part: Partial<Issue>): Issue => ({
  code: "C01",
  effect: "must",
  cell: null,
  slots: {},
  ...part,
});

function withTable(period: string | null, expected = [expectation()]): State {
  const table = { sheet: SHEET, period, columns: [], at: [], headerRows: [1] } as unknown as Table;
  return stateAfter({ act: "desk", part: { phase: "ready", table } }, { act: "expected", list: expected });
}

describe("walking the findings", () => {
  const note = issue({ effect: "note" });
  const issues = [note, issue({ cell: "A1" }), note, issue({ cell: "B2" })];
  const from = (at: number, of = 0) => ({ at, of });
  test("visits every cell of many findings told as one, of a note only the first; all of them count", () => {
    const many = [
      issue({ cell: "A1", cells: ["A2", "A3"] }),
      issue({ cell: "B1", cells: ["B2"], effect: "note" }),
    ];
    const path = [from(-1), from(0, 0), from(0, 1), from(0, 2), from(1, 0)];
    expect(path.map((place) => walk(many, place, 1)?.cell)).toEqual(["A1", "A2", "A3", "B1", "A1"]);
    expect(walk(many, from(1), -1)).toEqual({ at: 0, of: 2, cell: "A3" });
    expect(countsOf(many)).toEqual({ must: 3, waivable: 0, explain: 0, note: 1 });
  });
  test("skips notes without a cell and goes around the end, both ways", () => {
    expect(walk(issues, from(-1), 1)).toEqual({ at: 1, of: 0, cell: "A1" });
    expect(walk(issues, from(1), 1)?.at).toBe(3);
    expect(walk(issues, from(3), 1)?.at).toBe(1);
    expect(walk(issues, from(1), -1)?.at).toBe(3);
    expect(walk(issues, from(-1), -1)?.at).toBe(3);
  });
  test("stops at the card of what has no cell and must be settled", () => {
    const whole = [issue({}), issue({ cell: "A1" })];
    expect(walk(whole, from(-1), 1)).toEqual({ at: 0, of: 0, cell: null });
    expect(walk(whole, from(0), 1)).toEqual({ at: 1, of: 0, cell: "A1" });
    expect(walk(whole, from(1), -1)).toEqual({ at: 0, of: 0, cell: null });
  });
  test("goes nowhere where nothing has a cell or must be settled", () => {
    expect(walk([note, note], from(-1), 1)).toBeNull();
    expect(walk([], from(0), 1)).toBeNull();
  });
});

test("corrections at once leave out a cell with two different ones", () => {
  const fix = (cell: string, after: number) => issue({ cell, fix: { cell, before: "1", after } });
  expect(fixesOf([fix("A1", 2), fix("B1", 3), fix("B1", 4), fix("C1", 5), fix("C1", 5)])).toEqual([
    { cell: "A1", before: "1", after: 2 },
    { cell: "C1", before: "1", after: 5 },
  ]);
});

test("corrections at once: of many told as one all, of figures that contradict each other none, totals last", () => {
  const fix = (cell: string, after: number) => ({ cell, before: "1", after });
  const many = issue({ code: "C14", cell: "A1", cells: ["A2"], fixes: [fix("A1", 2), fix("A2", 3)] });
  const total = issue({ code: "L01", rule: "G4", cell: "A9", fix: fix("A9", 5) });
  const relation = issue({ code: "L02", rule: "R1", cell: "C1", fix: fix("C1", 7) });
  expect(fixesOf([many, total, relation]).map(({ cell }) => cell)).toEqual(["A1", "A2"]);
  expect(fixesOf([total, relation]).map(({ cell }) => cell)).toEqual(["A9"]);
  expect(fixesOf(sameKind([many, total], many)).length).toBe(2);
});

describe("what is due", () => {
  const both = [expectation(), expectation({ period: "2019Q4", open: false })];
  test("the period of the title where it is expected, else the one that is open, else the person's choice", () => {
    expect(periodInForce(withTable("2019Q4", both))).toBe("2019Q4");
    expect(periodInForce(withTable("2020", both))).toBe("2020Q1");
    expect(periodInForce(withTable(null, both))).toBe("2020Q1");
    expect(periodInForce(withTable("2018Q1", []))).toBe("2018Q1");
    expect(
      periodInForce(reduce(withTable(null, both), { act: "desk", part: { choice: { period: "2019Q4" } } })),
    ).toBe("2019Q4");
  });
  test("nothing of another unit is taken for one's own", () => {
    expect(dueOf(withTable("2020Q1", [expectation({ unit: { id: 8, name: "另一支部" } })]))).toBeNull();
    expect(dueOf(withTable("2020Q1"))?.rev).toBe(0);
  });
  test("days are those of the city, not of the machine", () => {
    expect(dayOf(Date.parse("2020-04-10T16:30:00Z"))).toBe("2020-04-11");
    expect(sayTime("2020-04-10T16:30:00Z")).toBe("2020-04-11 00:30");
    expect(daysLeft(expectation({ due: "2020-04-20" }), "2020-04-21")).toBe(-1);
    expect(daysBetween("2020-02-28", "2020-03-01")).toBe(2);
  });
});

describe("acts", () => {
  test("views above the check need a sign-in", () => {
    const out = reduce(first(), { act: "signedOut" });
    expect(reduce(out, { act: "go", view: "submit" }).view).toBe("signIn");
    expect(reduce(out, { act: "go", view: "pull" }).view).toBe("signIn");
    expect(reduce(out, { act: "go", view: "check" }).view).toBe("check");
  });
  test("signing out forgets what was shown of others, and keeps the sheet", () => {
    const state = reduce(withTable("2020Q1"), { act: "signedOut" });
    expect(state).toMatchObject({
      me: null,
      expected: [],
      review: { lines: [] },
      pull: { consolidation: null },
    });
    expect(state.desk.table).not.toBeNull();
  });
  test("one note per cell; an empty text removes it", () => {
    const note = (text: string): Act => ({ act: "note", address: "D8", column: "members", row: 8, text });
    expect(stateAfter(note("一"), note("二")).review.notes).toEqual([
      { address: "D8", column: "members", row: 8, text: "二" },
    ]);
    expect(stateAfter(note("一"), note("")).review.notes).toEqual([]);
  });
  test("an emptied explanation is none", () => {
    const explain = (text: string): Act => ({ act: "explain", id: "x", text });
    expect(stateAfter(explain("因为"), explain("")).desk.explanations).toEqual({});
  });
  test("another workbook forgets the old one's mapping and explanations", () => {
    const state = stateAfter(
      { act: "desk", part: { choice: { sheetKey: "x" }, explanations: { a: "b" } } },
      { act: "opened" },
    );
    expect(state.desk).toMatchObject({ phase: "reading", choice: {}, explanations: {} });
  });
  test("returning from settings leads to where one was", () => {
    const there = stateAfter({ act: "go", view: "submit" }, { act: "go", view: "settings" });
    expect(there.backTo).toBe("submit");
  });
});

describe("a correction under review", () => {
  const [key = ""] = SHEET.naturalKey;
  const rows = (names: string[], numbers: (number | null)[]) => ({
    at: names.map((_, i) => i + 4),
    columns: [
      { key, letter: "A", values: names },
      { key: "members", letter: "B", values: numbers },
    ],
  });
  test("shows the changed and the new rows, each with what was before", () => {
    const compared = compareRows(SHEET, rows(["甲", "丙", "乙"], [1, 9, null]), rows(["甲", "乙"], [1, 2]));
    const changed = changedRows(compared);
    expect(changed.map(({ row, isNew }) => [row, isNew])).toEqual([
      [5, true],
      [6, false],
    ]);
    expect([...(changed[1]?.was ?? [])]).toEqual([[1, 2]]);
    expect(removedCount(SHEET, rows(["甲"], [1]), rows(["甲", "乙"], [1, 2]))).toBe(1);
  });
  test("a first submission has nothing to compare with", () => {
    const compared = compareRows(SHEET, rows(["甲"], [1]), null);
    expect(compared).toMatchObject([{ isNew: false }]);
    expect(changedRows(compared)).toEqual([]);
  });
});

describe("who has reported", () => {
  const list = [
    expectation({ rev: 2, standing: "accepted", onTime: true }),
    expectation({ rev: 1, standing: "returned", onTime: false }),
    expectation(),
  ];
  test("is counted, and a share over nothing is not zero", () => {
    expect(progressOf(list)).toEqual({ expected: 3, reported: 2, accepted: 1, onTime: 1 });
    expect([missingOf(list).length, lateOf(list).length]).toEqual([1, 1]);
    expect(sayShare(58, 60)).toBe("96.7%");
    expect(sayShare(0, 0)).toBe("—");
  });
  test("asked first: the sheet in view, then the newest with something in it, then the newest open", () => {
    const period = (sheet: string, code: string, open: boolean, received: boolean) => ({
      sheet,
      period: code,
      due: "",
      closes: "",
      open,
      received,
    });
    const all = [
      period("a", "2020Q2", true, false),
      period("b", "2020Q2", true, false),
      period("a", "2020Q1", false, true),
      period("c", "2019Q4", false, false),
    ];
    expect(firstAsked(all)).toBe(all[2]);
    expect(firstAsked(all, "b")).toBe(all[1]);
    expect(firstAsked(all, "c")).toBe(all[3]);
    expect(firstAsked(all, "none")).toBe(all[2]);
    expect(firstAsked([])).toBeNull();
  });
});
