// A unit outside the caller's subtree is neither readable nor writable through any endpoint. The endpoints are
// taken from the wire itself, so that a new one cannot be forgotten here.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SHEETS } from "../../shared/sheets/index.ts";
import { type EndpointName, ROLES, type Role, WIRE } from "../../shared/wire.ts";
import {
  codeOf,
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
/** Two branches: one below 102, one below 101. Nobody here stands above the first. */
const [FOREIGN, NEIGHBOUR] = [1004, 1002];

beforeAll(async () => {
  town = await startTown();
  people.clerk = await town.signIn(OWN.clerk);
  people.reviewer = await town.signIn(OWN.reviewer);
  // A superior of a part of the city: the person of 103, in that role.
  people.superior = await town.signIn(OWN.superior);
  await town.db.prepare("update token set role = 'superior' where unit = 103").all();
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
};
const NAMES = Object.keys(WIRE) as EndpointName[];
const SCOPED = NAMES.filter((name) => WIRE[name].scope !== "none");

test("the walk knows every endpoint that names a unit", () => {
  expect(Object.keys(ASKED).sort()).toEqual([...SCOPED].sort());
  const others = NAMES.filter((name) => !SCOPED.includes(name));
  expect(others.sort()).toEqual(["me", "sheets", "signIn", "signOut"]);
});

test("the sheets are told to everyone who is signed in", async () => {
  for (const role of ROLES)
    expect((await people[role].call("sheets")).body).toEqual(
      SHEETS.map(({ key, version, label }) => ({ key, version, label })),
    );
});

const everything = async () =>
  JSON.stringify(
    await Promise.all(
      ["revision", "head", "decision", "pulse"].map(
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
    const roles: readonly Role[] | null = WIRE[name].roles;
    const code = codeOf(await people[role].call(name, ASKED[name]?.(OWN[role]) ?? {}));
    if (roles?.includes(role)) expect(code).not.toBe("notAllowed");
    else expect(code).toBe("notAllowed");
  });
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
  const lines = (await people.reviewer.call("submissions", { query: { unit: 101 } })).body;
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
});

test("a unit that moved away is out of reach at once, and its token stays its own", async () => {
  await town.db.prepare("update membership set path = '/1/102/1002/', parent = 102 where unit = 1002").all();
  expect(codeOf(await people.reviewer.call("submission", ASKED.submission?.(1002)))).toBe("notAllowed");
});

test("an unknown path and a wrong method are not found", async () => {
  for (const [method, path] of [
    ["GET", "/api/nothing"],
    ["GET", "/api/sign-in"],
    ["POST", "/api/me"],
    ["DELETE", "/api/submissions"],
  ] as const) {
    const response = await town.fetch(path, { method });
    expect([path, response.status]).toEqual([path, 404]);
    expect(((await response.json()) as { code: string }).code).toBe("notFound");
  }
});
