// What is told in short: corrections in the writing of their cell, long texts cut, what someone else sent, what is due.
import { describe, expect, test } from "vitest";
import { briefOf, cut, isOfFigure, sayAfter } from "../../addin/pane/state/brief.ts";
import { tasksOf } from "../../addin/pane/state/due.ts";
import { differencesOf } from "../../addin/pane/state/newer.ts";
import { firstState } from "../../addin/pane/state/state.ts";
import type { Issue } from "../../shared/check/issue.ts";
import { serialOfDay } from "../../shared/read/date.ts";
import { rowsOf, sentRows, type Table } from "../../shared/read/table.ts";
import type { SubmissionView } from "../../shared/wire.ts";
import { CLERK, expectation, office, sample } from "./office.ts";

describe("a correction", () => {
  const told = (before: string, value: string | number, format?: string) =>
    sayAfter({ cell: "A1", before, after: value, ...(format ? { format } : {}) });
  test("is told as the cell will show it", () => {
    expect(told("70%", 0.75)).toBe("75%");
    expect(told("12.5％", 0.1251)).toBe("12.51%");
    expect(told("75%", 75)).toBe("75");
    expect(told("二〇二〇年三月", serialOfDay("2020-03-27"), "yyyy-mm-dd")).toBe("2020-03-27");
    expect(told("约30", 30)).toBe("30");
    expect(told("是", "符合")).toBe("符合");
  });
});

describe("a finding", () => {
  const issue = (part: Partial<Issue>): Issue => ({
    code: "C02",
    effect: "must",
    cell: "A1",
    slots: {},
    ...part,
  });
  test("keeps short texts as they are, and cuts long ones in both languages", () => {
    expect(briefOf(issue({ key: "第三支部", slots: { found: "三十", count: 1 } }))).toBeNull();
    const long = "字".repeat(61);
    const brief = briefOf(issue({ key: long, slots: { found: `${long}\u0000text` } }));
    expect(cut("字".repeat(60))).toBe("字".repeat(60));
    expect(brief?.key).toBe(`${"字".repeat(40)}…`);
    expect(brief?.slots.found).toBe(`${"字".repeat(40)}…\u0000text`);
    expect(cut("😀".repeat(61))).toBe(`${"😀".repeat(40)}…`);
  });

  test("is of a figure only where its column holds one", async () => {
    const { table } = await read();
    const columns = Object.entries(table.sheet?.columns ?? {});
    const of = (kind: string) => columns.find(([, column]) => column.kind === kind)?.[0] ?? "";
    expect(isOfFigure(issue({ column: of("count") }), table)).toBe(true);
    expect(isOfFigure(issue({ column: of("date") }), table)).toBe(false);
    expect(isOfFigure(issue({}), table)).toBe(true);
  });
});

async function read(): Promise<{ table: Table }> {
  const room = office(await sample("donation-summary", false), () => []);
  room.desk.opened();
  await room.settled();
  const { table } = room.state().desk;
  if (!table) throw new Error("the sample was not read");
  return { table };
}

describe("what someone else has sent", () => {
  const sentBy = (table: Table): SubmissionView["rows"] => {
    const { at, columns } = sentRows(table.sheet as NonNullable<Table["sheet"]>, rowsOf(table));
    return {
      at: [...at],
      columns: columns.map(({ key, letter, values }) => ({ key, letter, values: [...values] })),
    };
  };
  const viewOf = (rows: SubmissionView["rows"], sheet = "donation-summary") =>
    ({ receipt: { sheet }, rows }) as unknown as SubmissionView;

  test("is the same, or differs at cells: a figure, and a row whose key was changed", async () => {
    const { table } = await read();
    const theirs = sentBy(table);
    expect(differencesOf(table, viewOf(theirs))).toEqual({ cells: [], onlyMine: 0, onlyTheirs: 0 });
    const members = theirs.columns.find(({ key }) => key === "members");
    const date = theirs.columns.find(({ key }) => key === "asOf");
    if (!members || !date) throw new Error("the sample has other columns");
    const [mine] = members.values;
    members.values[0] = 99;
    date.values[1] = "2020-01-02";
    const found = differencesOf(table, viewOf(theirs));
    expect(found?.cells).toContainEqual({
      cell: `${members.letter}${theirs.at[0]}`,
      column: "members",
      mine,
      theirs: 99,
    });
    expect(found?.cells.map(({ column }) => column).sort()).toEqual(["asOf", "members"]);
    expect(found).toMatchObject({ onlyMine: 0, onlyTheirs: 0 });
  });

  test("tells rows that only one of the two has; another sheet is not compared", async () => {
    const { table } = await read();
    const theirs = sentBy(table);
    theirs.at.pop();
    for (const { values } of theirs.columns) values.pop();
    expect(differencesOf(table, viewOf(theirs))).toEqual({ cells: [], onlyMine: 1, onlyTheirs: 0 });
    expect(differencesOf(table, viewOf(theirs, "training-class"))).toBeNull();
    expect(differencesOf(null, viewOf(theirs))).toBeNull();
  });
});

test("what is to be done: returned first, then the earliest due; nothing that is done, closed, or of others", () => {
  const due = (part: Parameters<typeof expectation>[0]) => expectation(part);
  const state = {
    ...firstState({ language: "zh", theme: "auto", marks: true }, CLERK, true),
    expected: [
      due({ sheet: "a", due: "2020-04-30" }),
      due({ sheet: "b", due: "2020-04-20" }),
      due({ sheet: "c", due: "2020-05-30", standing: "returned", rev: 1 }),
      due({ sheet: "d", standing: "waiting", rev: 1 }),
      due({ sheet: "e", standing: "accepted", rev: 1 }),
      due({ sheet: "f", open: false }),
      due({ sheet: "g", unit: { id: 8, name: "示例其他单位" } }),
    ],
  };
  expect(tasksOf(state).map(({ sheet }) => sheet)).toEqual(["c", "b", "a"]);
  expect(tasksOf({ ...state, me: null })).toEqual([]);
});
