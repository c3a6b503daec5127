// A unit outside the caller's subtree is neither readable nor writable through any endpoint. The endpoints are
// taken from the wire itself, so that a new one cannot be forgotten here.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { personOf } from "../../city/seed.ts";
import { SHEETS } from "../../shared/sheets/index.ts";
import { type EndpointName, ROLES, type Role, WIRE } from "../../shared/wire.ts";
import { hashCode } from "../../worker/sign.ts";
import { moveUnit } from "../../worker/store/place.ts";
import { grant } from "../../worker/store/registry.ts";
import {
  codeOf,
  dayFromNow,
  PERIOD,
  type Person,
  REGISTRATION,
  receiptIn,
  registration,
  startTown,
  type Town,
} from "./town.ts";

let town: Town;
let foreignReceipt: string;
let ownReceipt: string;
const people = {} as Record<Role, Person>;
const OWN: Record<Role, number> = { clerk: 1001, reviewer: 101, superior: 103 };
/** A clerk of a bureau: for the bureau itself, and not for the branches below it. */
let bureauClerk: Person;
/** Two branches: one below 102, one below 101. Nobody here stands above the first. */
const [FOREIGN, NEIGHBOUR] = [1004, 1002];

beforeAll(async () => {
  town = await startTown();
  people.clerk = await town.signIn(OWN.clerk);
  people.reviewer = await town.signIn(OWN.reviewer);
  // A superior of a part of the city: the person of 103, in that role.
  people.superior = await town.signIn(OWN.superior);
  await town.db.prepare("update token set role = 'superior' where unit = 103").all();
  const code = "BUREAUCLERK0";
  const expires = new Date(Date.now() + 60_000).toISOString();
  const person = personOf(town.city, 101).id;
  await town.db.batch(
    grant(town.db, { hash: await hashCode(code), person, role: "clerk", unit: 101, expires }, expires),
  );
  bureauClerk = town.with((await town.anyone.call("signIn", { body: { code } })).body.token);
  const sendFrom = async (unit: number) =>
    receiptIn(await (await town.signIn(unit)).call("submit", { body: registration(town, unit, 5) }));
  foreignReceipt = (await sendFrom(FOREIGN)).number;
  ownReceipt = (await sendFrom(OWN.clerk)).number;
});
afterAll(() => town.close());

const which = (unit: number) => ({ unit, sheet: REGISTRATION, period: PERIOD });

/** How each endpoint that names a unit is asked for one; an endpoint missing here fails the walk. */
const ASKED: {
  [N in EndpointName]?: (unit: number) => { query?: Record<string, string | number>; body?: unknown };
} = {
  expected: (unit) => ({ query: { unit } }),
  submit: (unit) => ({ body: registration(town, unit, 6) }),
  receipt: (unit) => ({
    query: {
      number: unit === FOREIGN ? foreignReceipt : `${unit}-${ownReceipt.split("-").slice(1).join("-")}`,
    },
  }),
  submissions: (unit) => ({ query: { unit } }),
  submission: (unit) => ({ query: which(unit) }),
  decide: (unit) => ({ body: { ...which(unit), rev: 1, verdict: "accept", reason: "", notes: [] } }),
  consolidation: (unit) => ({ query: { ...which(unit), stage: "received", detail: 1 } }),
  reporting: (unit) => ({ query: which(unit) }),
  remembered: (unit) => ({ query: { unit } }),
  remember: (unit) => ({ body: { unit, alias: "示例支部", ours: true } }),
};
const NAMES = Object.keys(WIRE) as EndpointName[];
const SCOPED = NAMES.filter((name) => WIRE[name].scope !== "none");

test("the walk knows every endpoint that names a unit", () => {
  expect(Object.keys(ASKED).sort()).toEqual([...SCOPED].sort());
  const others = NAMES.filter((name) => !SCOPED.includes(name));
  expect(others.sort()).toEqual(["askable", "me", "sheets", "signIn", "signOut"]);
});

test("the sheets are told to everyone who is signed in", async () => {
  for (const role of ROLES)
    expect((await people[role].call("sheets")).body).toEqual(
      SHEETS.map(({ key, version, label }) => ({ key, version, label })),
    );
});

test("what can be asked for is the caller's own part of the tree, and nothing to a clerk", async () => {
  expect(codeOf(await people.clerk.call("askable"))).toBe("notAllowed");
  const { body } = await people.reviewer.call("askable");
  expect(body.scopes).toEqual([{ id: 101, name: "示例市财政局机关党委" }]);
  expect(body.periods).toEqual([
    {
      sheet: REGISTRATION,
      period: PERIOD,
      due: dayFromNow(20),
      closes: dayFromNow(40),
      open: true,
      received: true,
    },
  ]);
  // Of 103 nothing was sent, whatever came from elsewhere.
  const other = (await people.superior.call("askable")).body;
  expect(other.scopes.map(({ id }) => id)).toEqual([103]);
  expect(other.periods.map(({ received }) => received)).toEqual([false]);
});

const everything = async () =>
  JSON.stringify(
    await Promise.all(
      ["revision", "head", "decision", "pulse", "remembered"].map(
        async (name) => (await town.db.prepare(`select * from ${name}`).all()).results,
      ),
    ),
  );

describe.each(ROLES)("a %s", (role) => {
  test.each(SCOPED)(
    "%s: not of a foreign unit, not of a unit above, not of one that is not",
    async (name) => {
      const before = await everything();
      for (const unit of [FOREIGN, 1, 102, 424_242, ...(role === "clerk" ? [NEIGHBOUR, 101] : [])]) {
        const reply = await people[role].call(name, ASKED[name]?.(unit) ?? {});
        expect([unit, codeOf(reply)]).toEqual([unit, "notAllowed"]);
        // Nothing but the refusal itself: no name, figure or issue of the other unit.
        expect(Object.keys(reply.refusal ?? {}).sort()).toEqual(["code", "message", "requestId"]);
      }
      expect(await everything()).toBe(before);
    },
  );

  test.each(SCOPED)("%s: of the own unit, exactly where the wire allows the role", async (name) => {
    const { roles, scope }: { roles: readonly Role[] | null; scope: string } = WIRE[name];
    const code = codeOf(await people[role].call(name, ASKED[name]?.(OWN[role]) ?? {}));
    if (roles?.includes(role) && scope !== "under") expect(code).not.toBe("notAllowed");
    else expect(code).toBe("notAllowed");
  });
});

test.each(SCOPED)("a clerk of a bureau, %s: nothing of the branches below it", async (name) => {
  const before = await everything();
  const named = await bureauClerk.call(name, ASKED[name]?.(OWN.clerk) ?? {});
  expect(codeOf(named)).toBe("notAllowed");
  const own = await bureauClerk.call(name, ASKED[name]?.(101) ?? {});
  expect(JSON.stringify(own.body)).not.toContain("党支部");
  if (name !== "remember") expect(await everything()).toBe(before);
});

test("nobody decides on what the own unit reports, in whatever role", async () => {
  const unit = OWN.clerk;
  const reviewer = town.with((await town.signIn(1003)).token);
  await town.db.prepare("update token set role = 'reviewer', unit = 1001 where unit = 1003").all();
  expect(codeOf(await reviewer.call("decide", ASKED.decide?.(unit)))).toBe("notAllowed");
  await town.db.prepare("delete from token where role = 'reviewer' and unit = 1001").all();
});

test("a reviewer reads and decides for the own branches", async () => {
  const unit = OWN.clerk;
  expect((await people.reviewer.call("submission", ASKED.submission?.(unit))).status).toBe(200);
  expect((await people.reviewer.call("receipt", { query: { number: ownReceipt } })).status).toBe(200);
  expect((await people.reviewer.call("decide", ASKED.decide?.(unit))).body).toEqual({
    standing: "accepted",
    rev: 1,
  });
});

test("totals and lists of a scope hold nothing from outside it", async () => {
  const total = (await people.reviewer.call("consolidation", ASKED.consolidation?.(101))).body;
  expect(total.units.map(({ unit }) => unit.id)).toEqual([OWN.clerk]);
  expect(total.expected).toBe(3);
  const lines = (await people.reviewer.call("submissions", { query: { unit: 101 } })).body.lines;
  expect(lines.map(({ unit }) => unit.id)).toEqual([OWN.clerk]);
  const tasks = (await people.reviewer.call("reporting", { query: which(101) })).body;
  expect(tasks.map(({ unit }) => unit.id)).toEqual([1001, 1002, 1003]);
});

test("a unit whose number begins like another's is not below it", async () => {
  // 101 and 1010…: a path ends each number with a slash.
  const before = await people.reviewer.call("expected", { query: { unit: 1003 } });
  expect(before.status).toBe(200);
  await town.db.prepare("update membership set path = '/1/1011/1003/' where unit = 1003").all();
  expect(codeOf(await people.reviewer.call("expected", { query: { unit: 1003 } }))).toBe("notAllowed");
  await town.db.prepare("update membership set path = '/1/101/1003/' where unit = 1003").all();
});

describe("after a unit moved", () => {
  const CLOSED = "2026Q2";
  const of = (unit: number, period: string) => ({ unit, sheet: REGISTRATION, period });
  let next: Person;
  let city: Person;

  /** What a person sees and may do of 1002, in every way there is of asking. */
  async function seenBy(person: Person, bureau: number, period: string) {
    const query = of(1002, period);
    const decided = await person.call("decide", {
      body: { ...query, rev: 9, verdict: "accept", reason: "", notes: [] },
    });
    const lines = (await person.call("submissions", { query: { unit: bureau } })).body.lines;
    const total = await person.call("consolidation", {
      query: { ...of(bureau, period), stage: "received", detail: 1 },
    });
    const tasks = await person.call("reporting", { query: of(bureau, period) });
    const expected = await person.call("expected", { query: { unit: 1002 } });
    return {
      opens: codeOf(await person.call("submission", { query })) === null,
      // The revision is none, so that nothing changes: "decided" says that the caller may decide on the unit.
      decides: codeOf(decided) === "decided",
      lists: lines.some((line) => line.unit.id === 1002 && line.period === period),
      adds: total.body.units.some(({ unit }) => unit.id === 1002),
      counts: total.body.expected,
      tracks: tasks.body.some(({ unit }) => unit.id === 1002),
      expects: expected.status === 200 && expected.body.some((one) => one.period === period),
    };
  }
  const all = (counts: number) => ({
    ...{ opens: true, decides: true, lists: true, adds: true, counts, tracks: true, expects: true },
  });
  const nothing = (counts: number) => ({
    ...{ opens: false, decides: false, lists: false, adds: false, counts, tracks: false, expects: false },
  });

  beforeAll(async () => {
    [next, city] = [await town.signIn(102), await town.signIn(1)];
    const clerk = await town.signIn(1002);
    await town.open(REGISTRATION, CLOSED, { due: -9, closes: 0 });
    for (const period of [CLOSED, PERIOD])
      receiptIn(await clerk.call("submit", { body: { ...registration(town, 1002, 5), period } }));
    // Asked for once before, so that what is cached of it is of the old place.
    expect(await seenBy(people.reviewer, 101, PERIOD)).toEqual(all(3));
    expect(await seenBy(next, 102, PERIOD)).toEqual(nothing(3));
    await town.db
      .prepare("update expectation set closes = ?1 where period = ?2")
      .bind(dayFromNow(-1), CLOSED)
      .all();
    const move = { unit: 1002, under: 102, day: dayFromNow(0), at: new Date().toISOString() };
    await moveUnit(town.db, move);
  });

  test("what is open belongs to the new reviewer in every view, and to the old one in none", async () => {
    expect(await seenBy(next, 102, PERIOD)).toEqual(all(4));
    expect(await seenBy(people.reviewer, 101, PERIOD)).toEqual(nothing(2));
  });

  test("what has closed stays with the old one", async () => {
    expect(await seenBy(people.reviewer, 101, CLOSED)).toEqual(all(3));
    expect(await seenBy(next, 102, CLOSED)).toEqual(nothing(3));
  });

  test("its clerk has both, and the city's totals are as they were", async () => {
    const clerk = await town.signIn(1002);
    const tasks = (await clerk.call("expected", { query: { unit: 1002 } })).body;
    expect(tasks.map(({ period }) => period)).toEqual([PERIOD, CLOSED]);
    expect((await clerk.call("submissions", { query: { unit: 1002 } })).body.lines.length).toBe(2);
    for (const period of [PERIOD, CLOSED])
      expect(await seenBy(city, 1, period)).toMatchObject({ adds: true, counts: 9, decides: true });
    expect(receiptIn(await clerk.call("submit", { body: registration(town, 1002, 6, 1) })).rev).toBe(2);
  });

  test("with all below it, the bureau's reviewer keeps what was open and what had closed", async () => {
    const day = dayFromNow(0);
    await moveUnit(town.db, { unit: 102, under: 103, day, at: new Date().toISOString() });
    expect(await seenBy(next, 102, PERIOD)).toEqual(all(4));
    expect(await seenBy(next, 102, CLOSED)).toEqual(nothing(3));
    // 103 stands above it now: of what is open it sees all, of what had closed nothing but its own.
    expect(await seenBy(people.superior, 103, PERIOD)).toEqual(all(7));
    expect((await seenBy(people.superior, 103, CLOSED)).counts).toBe(3);
    expect(codeOf(await people.superior.call("consolidation", ASKED.consolidation?.(102)))).toBe(null);
    expect((await people.superior.call("askable")).body.scopes.map(({ id }) => id)).toEqual([103, 102]);
  });

  test("and it never comes to stand below itself", async () => {
    const move = { unit: 103, under: 1004, day: dayFromNow(0), at: new Date().toISOString() };
    await expect(moveUnit(town.db, move)).rejects.toThrow("cannot stand");
  });
});

test("an unknown path and a wrong method are not found", async () => {
  for (const [method, path] of [
    ["GET", "/api/nothing"],
    ["GET", "/api/sign-in"],
    ["POST", "/api/me"],
    ["DELETE", "/api/submissions"],
    ["GET", "/nothing"],
  ] as const) {
    const response = await town.fetch(path, { method });
    expect([path, response.status]).toEqual([path, 404]);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(((await response.json()) as { code: string }).code).toBe("notFound");
  }
});
