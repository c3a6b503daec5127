// Totals: exact, of the units that count, at the cost of a few rows, and never older than the last submission.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { branchesOf } from "../../city/seed.ts";
import type { Consolidation } from "../../shared/wire.ts";
import {
  codeOf,
  PERIOD,
  type Person,
  REGISTRATION,
  receiptIn,
  registration,
  startTown,
  type Town,
  table,
} from "./town.ts";

let town: Town;
let superior: Person;
const clerks = new Map<number, Person>();
beforeAll(async () => {
  town = await startTown();
  superior = await town.signIn(1);
  for (const { id } of branchesOf(town.city)) clerks.set(id, await town.signIn(id));
});
afterAll(() => town.close());

const send = async (unit: number, registered: number, base = 0) =>
  receiptIn(
    (await clerks.get(unit)?.call("submit", { body: registration(town, unit, registered, base) })) as never,
  );
const pull = async (unit = 1, stage: Consolidation["stage"] = "received", more = {}, person = superior) =>
  (
    await person.call("consolidation", {
      query: { unit, sheet: REGISTRATION, period: PERIOD, stage, ...more },
    })
  ).body;
const decide = (unit: number, rev: number, verdict: "accept" | "return") =>
  superior.call("decide", {
    body: { unit, sheet: REGISTRATION, period: PERIOD, rev, verdict, reason: "核对", notes: [] },
  });
const membersOf = (unit: number) => town.city.units.find(({ id }) => id === unit)?.members ?? 0;

describe("a total", () => {
  test("of nothing is null, never zero, with the units expected beside it", async () => {
    expect(await pull()).toMatchObject({
      reported: 0,
      expected: 9,
      onTime: 0,
      totals: { registered: null, rate: null },
    });
  });

  test("adds the units below the scope, and a ratio as sum over sum", async () => {
    await send(1001, 9);
    await send(1002, 1);
    await send(1004, 7);
    const base = membersOf(1001) + membersOf(1002);
    expect(await pull(101)).toMatchObject({
      reported: 2,
      expected: 3,
      onTime: 2,
      scope: { id: 101, name: "示例市财政局机关党委" },
      totals: { "#rows": 2, registered: 10, rate: [10, base], teams: 2 },
    });
    expect((await pull()).totals).toMatchObject({ registered: 17, rate: [17, base + membersOf(1004)] });
    expect((await pull(1005)).totals).toMatchObject({ registered: null });
  });

  test("leaves a unit that lacks one part out of both parts of a ratio", async () => {
    const body = {
      ...registration(town, 1005, 4),
      rows: table({ org: ["示例"], base: [membersOf(1005)], registered: [4] }),
    };
    receiptIn((await clerks.get(1005)?.call("submit", { body })) as never);
    // teams is missing in 1005: the stock is the sum of those who have it, and null is not zero.
    expect((await pull(102)).totals).toMatchObject({ registered: 11, teams: 1 });
    const lines = (await pull(102, "received", { detail: 1 })).units;
    expect(lines.map(({ unit, figures }) => [unit.id, figures.teams])).toEqual([
      [1004, 1],
      [1005, null],
    ]);
  });

  test("of the accepted ones holds those alone; a returned one counts nowhere until it is sent again", async () => {
    await decide(1001, 1, "accept");
    expect(await pull(101, "accepted")).toMatchObject({
      reported: 1,
      expected: 3,
      totals: { registered: 9 },
    });
    await decide(1002, 1, "return");
    expect(await pull(101)).toMatchObject({ reported: 1, totals: { registered: 9 } });
    await send(1002, 3, 1);
    expect(await pull(101)).toMatchObject({ reported: 2, totals: { registered: 12 } });
    await decide(1001, 1, "return");
    expect(await pull(101, "accepted")).toMatchObject({ reported: 0, totals: { registered: null } });
  });

  test("in detail lists the units in the order of the tree, with the unit above", async () => {
    const { units, totals } = await pull(1, "received", { detail: 1 });
    expect(units.map(({ unit, under }) => [unit.id, under])).toEqual([
      [1002, "示例市财政局机关党委"],
      [1004, "示例市审计局机关党委"],
      [1005, "示例市审计局机关党委"],
    ]);
    const sum = units.reduce((all, { figures }) => all + Number(figures.registered), 0);
    expect(totals.registered).toBe(sum);
  });

  test("of an unknown sheet or a period never opened is not found", async () => {
    const query = { unit: 1, sheet: REGISTRATION, period: "1999Q1", stage: "received" };
    expect(codeOf(await superior.call("consolidation", { query }))).toBe("notFound");
    expect(codeOf(await superior.call("consolidation", { query: { ...query, sheet: "none" } }))).toBe(
      "notFound",
    );
  });
});

describe("reading it", () => {
  test("warm costs at most two rows", async () => {
    const cold = await pull();
    const warm = await pull();
    expect(warm).toEqual({ ...cold, rowsRead: warm.rowsRead });
    expect(warm.rowsRead).toBeLessThanOrEqual(2);
  });

  test("after any submission, decision or opening is never the old one", async () => {
    let registered = 3;
    let { version } = await pull();
    const later = async (act: () => Promise<unknown>) => {
      await pull();
      await act();
      const after = await pull();
      expect(after.version).toBeGreaterThan(version);
      version = after.version;
      return after;
    };
    for (let rev = 2; rev < 7; rev++) {
      registered += 1;
      const after = await later(() => send(1002, registered, rev));
      expect(after.totals.registered).toBe(registered + 7 + 4);
    }
    expect((await later(() => decide(1002, 7, "return"))).totals.registered).toBe(11);
    expect((await later(() => town.open(REGISTRATION, PERIOD))).expected).toBe(9);
  });

  test("while others submit always equals the heads of one moment", async () => {
    const units = [1006, 1007, 1008, 1009];
    const start = Number((await pull()).totals.registered);
    const writes = units.map(async (unit) => {
      for (let rev = 0; rev < 5; rev++) await send(unit, rev + 1, rev);
    });
    const seen: Consolidation[] = [];
    const reads = [1, 2].map(async (n) => {
      for (let i = 0; i < 15; i++) seen.push(await pull(1, "received", n === 2 ? { detail: 1 } : {}));
    });
    await Promise.all([...writes, ...reads]);
    const byVersion = new Map<number, string>();
    for (const { version, totals, units: lines, reported } of seen) {
      const said = JSON.stringify([totals, reported]);
      expect(byVersion.get(version) ?? said).toBe(said);
      byVersion.set(version, said);
      if (lines.length > 0) {
        const sum = lines.reduce((all, { figures }) => all + Number(figures.registered), 0);
        expect([totals.registered, reported]).toEqual([sum, lines.length]);
      }
    }
    expect((await pull()).totals.registered).toBe(start + units.length * 5);
    const sql =
      "select sum(figures->>'registered') n from head where sheet = ?1 and period = ?2 and standing <> 'returned'";
    const heads = await town.db.prepare(sql).bind(REGISTRATION, PERIOD).first<{ n: number }>();
    expect((await pull()).totals.registered).toBe(heads?.n);
  });
});

describe("what can be asked for", () => {
  test("every period expected, the newest first, and each unit that has units below it, as the tree is read", async () => {
    await town.open(REGISTRATION, "2026Q2", { due: -30, closes: -10 });
    await town.open(REGISTRATION, "2026Q4", { due: 90, closes: 120 });
    // Expected of units elsewhere only: not theirs to ask for.
    await town.open("donation-summary", PERIOD);
    for (const table of ["expectation", "head"])
      await town.db.prepare(`delete from ${table} where sheet = 'donation-summary' and unit < 1007`).all();
    const { body } = await superior.call("askable");
    expect(body.periods.map(({ sheet, period, open, received }) => [sheet, period, open, received])).toEqual([
      [REGISTRATION, "2026Q4", true, false],
      ["donation-summary", PERIOD, true, false],
      [REGISTRATION, PERIOD, true, true],
      [REGISTRATION, "2026Q2", false, false],
    ]);
    expect(body.scopes.map(({ id }) => id)).toEqual([1, 101, 102, 103]);
    const reviewer = await town.signIn(102);
    expect((await reviewer.call("askable")).body.periods.map(({ sheet }) => sheet)).not.toContain(
      "donation-summary",
    );
  });
});

describe("who has reported", () => {
  test("is listed for the units expected below the scope", async () => {
    const { body } = await superior.call("reporting", {
      query: { unit: 103, sheet: REGISTRATION, period: PERIOD },
    });
    expect(body.map(({ unit, standing, rev, open }) => [unit.id, standing, rev, open])).toEqual([
      [1007, "waiting", 5, true],
      [1008, "waiting", 5, true],
      [1009, "waiting", 5, true],
    ]);
    const missing = await superior.call("reporting", {
      query: { unit: 101, sheet: REGISTRATION, period: PERIOD },
    });
    expect(missing.body.map(({ standing }) => standing)).toEqual(["returned", "returned", "missing"]);
  });
});
