// Consolidating from the pane: what is asked for is chosen among what can be asked, and the worksheet says when
// it was made.
import { expect, test } from "vitest";
import { pullActs } from "../../addin/pane/acts/pull.ts";
import { cellAt } from "../../shared/read/grid.ts";
import type { Askable, Consolidation, Me } from "../../shared/wire.ts";
import { expectation, office, sample } from "./office.ts";

const SUPERIOR: Me = {
  person: { id: 2, name: "示例汇总人" },
  role: "superior",
  unit: { id: 1, name: "示例工委" },
};
const PARTY = { id: 101, name: "示例机关党委" };
const period = (sheet: string, code: string, open: boolean, received: boolean) => ({
  sheet,
  period: code,
  due: "2020-04-20",
  closes: "2020-05-20",
  open,
  received,
});
const ASKABLE: Askable = {
  periods: [
    period("training-class", "2020Q1", true, true),
    period("donation-summary", "2020Q1", true, false),
    period("donation-summary", "2019Q4", false, true),
  ],
  scopes: [SUPERIOR.unit, PARTY],
};

async function atPull(askable: Askable = ASKABLE) {
  const asked: string[] = [];
  const workbook = await sample("donation-summary", false);
  const room = office(workbook, (url) => {
    const { pathname, searchParams: query } = new URL(url, "http://x");
    if (pathname === "/api/askable") return askable;
    asked.push(["unit", "sheet", "period"].map((key) => query.get(key)).join(" "));
    if (pathname === "/api/reporting") return [expectation({ unit: PARTY })];
    return {
      sheet: query.get("sheet") ?? "",
      period: query.get("period") ?? "",
      scope: PARTY,
      stage: "accepted",
      totals: {},
      reported: 1,
      expected: 1,
      onTime: 1,
      units: [{ unit: PARTY, under: "", figures: {} }],
      version: 1,
      rowsRead: 1,
    } satisfies Consolidation;
  });
  room.bench.dispatch({ act: "signedIn", me: SUPERIOR });
  const acts = pullActs(room.bench);
  return { ...room, workbook, asked, acts };
}

test("begins with the newest period that has something in it, for the whole of the person's units", async () => {
  const room = await atPull();
  room.acts.refreshPull();
  await room.settled();
  expect(room.state().pull).toMatchObject({
    sheet: "training-class",
    period: "2020Q1",
    scope: 1,
    trouble: null,
  });
  expect(new Set(room.asked)).toEqual(new Set(["1 training-class 2020Q1"]));
});

test("a period without submissions and a unit below can be chosen, and stay chosen", async () => {
  const room = await atPull();
  room.acts.refreshPull();
  await room.settled();
  room.acts.ask({ sheet: "donation-summary" });
  await room.settled();
  expect(room.state().pull.period).toBe("2020Q1");
  room.acts.ask({ scope: 101 });
  await room.settled();
  expect(room.asked.at(-1)).toBe("101 donation-summary 2020Q1");
  room.acts.refreshPull();
  await room.settled();
  expect(room.asked.at(-1)).toBe("101 donation-summary 2020Q1");
});

test("nothing expected is said and nothing is asked", async () => {
  const room = await atPull({ periods: [], scopes: [SUPERIOR.unit] });
  room.acts.refreshPull();
  await room.settled();
  expect(room.state().pull).toMatchObject({ phase: "ready", sheet: null });
  expect(room.asked).toEqual([]);
});

test("the worksheet written carries the day in the city", async () => {
  const room = await atPull();
  room.acts.refreshPull();
  await room.settled();
  room.acts.write();
  await room.settled();
  const { written } = room.state().pull;
  const made = (await room.workbook.worksheets()).find(({ name }) => name === written);
  expect(cellAt(await room.workbook.read(made?.id ?? ""), 2, 1)).toContain("2020-04-10");
});
