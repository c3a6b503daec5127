// When the database loses a connection, before or after it kept what was sent: tried again, never kept twice, and
// said to be busy when it does not pass. A run of random acts from a printed seed agrees with a plain model.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { chance } from "../../city/chance.ts";
import { personOf } from "../../city/seed.ts";
import type { Receipt, Refusal } from "../../shared/wire.ts";
import { decide } from "../../worker/decide.ts";
import app from "../../worker/index.ts";
import { logTrouble } from "../../worker/log.ts";
import type { Call } from "../../worker/route.ts";
import { pack } from "../../worker/seal.ts";
import type { Database } from "../../worker/store/database.ts";
import { submit } from "../../worker/submit.ts";
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
beforeAll(async () => {
  town = await startTown();
});
afterAll(() => town.close());

const LOST = "D1_ERROR: Network connection lost.";

/** The database, whose batches fail as told, in turn: before or after they did their work. */
function failing(faults: ("before" | "after" | null)[], message = LOST): Database & { batches: number } {
  const db = {
    batches: 0,
    prepare: (sql: string) => town.db.prepare(sql),
    batch: async <T>(statements: Parameters<Database["batch"]>[0]) => {
      const fault = faults[db.batches] ?? null;
      db.batches += 1;
      if (fault === "before") throw new Error(message);
      const results = await town.db.batch<T>(statements);
      if (fault === "after") throw new Error(message);
      return results;
    },
  };
  return db;
}

function submitVia(db: Database, unit: number, registered: number, base = 0) {
  const person = personOf(town.city, unit);
  const place = town.city.units.find(({ id }) => id === unit);
  return submit({
    db,
    now: new Date(),
    query: {},
    body: registration(town, unit, registered, base),
    caller: { person: person.id, name: person.name, role: "clerk", unit },
    unit: { id: unit, name: place?.name, paths: [place?.path] },
    address: "test",
  } as unknown as Call<"submit">);
}
const revisionsOf = async (unit: number) =>
  (await town.db.prepare("select count(*) n from revision where unit = ?1").bind(unit).first<{ n: number }>())
    ?.n;

describe("a connection lost", () => {
  test("before the batch: tried again, kept once", async () => {
    const db = failing(["before", "before", "before"]);
    expect(await submitVia(db, 1001, 5)).toMatchObject({ rev: 1, repeated: false });
    expect([db.batches, await revisionsOf(1001)]).toEqual([4, 1]);
  });

  test("after the batch: the receipt of what was kept, not a second one", async () => {
    const db = failing(["after"]);
    expect(await submitVia(db, 1002, 5)).toMatchObject({ rev: 1, repeated: true });
    expect([db.batches, await revisionsOf(1002)]).toEqual([2, 1]);
  });

  test("again and again: given up after four tries, and the next attempt of the clerk is kept", async () => {
    const db = failing(["before", "before", "before", "before"]);
    await expect(submitVia(db, 1003, 5)).rejects.toThrow(LOST);
    expect([db.batches, await revisionsOf(1003)]).toEqual([4, 0]);
    expect(await submitVia(town.db, 1003, 5)).toMatchObject({ rev: 1, repeated: false });
  });

  test("an overloaded database is not asked again at once", async () => {
    const db = failing(["before"], "D1_ERROR: D1 DB is overloaded. Requests queued for too long.");
    await expect(submitVia(db, 1004, 5)).rejects.toThrow("overloaded");
    expect(db.batches).toBe(1);
  });
});

test.each([
  ["D1_ERROR: D1 DB is overloaded. Requests queued for too long.", 503, "busy"],
  [LOST, 503, "busy"],
  ["D1_ERROR: something nobody has seen", 503, "busy"],
  ["D1_ERROR: Failed to get session commit token: internal error", 503, "busy"],
  ["D1_ERROR: no such table: head: SQLITE_ERROR", 500, "broken"],
  ["D1_ERROR: CHECK constraint failed: json_valid(body): SQLITE_CONSTRAINT", 500, "broken"],
  ["D1_TYPE_ERROR: Type 'undefined' not supported for value 'undefined'", 500, "broken"],
  ["Cannot read properties of undefined", 500, "broken"],
])("a database that only says %j is answered with %i", async (message, status, code) => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const DB = {
    prepare: () => {
      throw new Error(message);
    },
  };
  const headers = { Authorization: `Bearer ${"a".repeat(43)}` };
  const response = await app.request("/api/me", { headers }, { DB });
  const refusal = (await response.json()) as Refusal;
  expect([response.status, refusal.code]).toEqual([status, code]);
  expect(response.headers.get("retry-after")).toBe(code === "busy" ? "5" : null);
  // One line, under the number that the person is told.
  expect(log.mock.calls.length).toBe(1);
  expect(JSON.parse(String(log.mock.calls[0]?.[0]))).toMatchObject({ requestId: refusal.requestId, code });
  log.mockRestore();
});

test("the log says where it went wrong, and nothing of what people wrote", async () => {
  const clerk = await town.signIn(1009);
  receiptIn(await clerk.call("submit", { body: registration(town, 1009, 5) }));
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const words = "王小明 18612345678\n    at 13800000000";
  const kept = await town.db.prepare("select body from revision where unit = 1009").first<{ body: string }>();
  const keep = (body: string) =>
    town.db.prepare("update revision set body = ?1 where unit = 1009").bind(body).all();
  try {
    await keep(await pack(words));
    const response = await app.request(
      `/api/submission?unit=1009&sheet=${REGISTRATION}&period=${PERIOD}`,
      { headers: { Authorization: `Bearer ${clerk.token}` } },
      { DB: town.db },
    );
    expect([response.status, ((await response.json()) as Refusal).code]).toEqual([500, "broken"]);
    logTrouble(new SyntaxError(`${words} is not valid JSON`));
    const said = JSON.stringify(log.mock.calls);
    expect(log.mock.calls.length).toBe(2);
    expect(said).toMatch(/stored\.ts:\d+/);
    expect(said).not.toMatch(/王小明|186123|138000/);
  } finally {
    log.mockRestore();
    await keep(kept?.body ?? "");
  }
});

/** The database, whose batch is done but not answered, once. */
const answerLost = (): Database => failing(["after"]);

test("a verdict whose answer was lost is answered as done, not as decided by someone", async () => {
  const clerk = await town.signIn(1008);
  receiptIn(await clerk.call("submit", { body: registration(town, 1008, 5) }));
  const { id: person } = personOf(town.city, 103);
  const call = (verdict: "accept" | "return", db: Database) =>
    decide({
      db,
      now: new Date(),
      body: { unit: 1008, sheet: REGISTRATION, period: PERIOD, rev: 1, verdict, reason: "核对", notes: [] },
      caller: { person, role: "reviewer", unit: 103 },
      unit: { id: 1008, name: "", paths: ["/1/103/1008/"] },
    } as unknown as Call<"decide">);
  expect(await call("accept", answerLost())).toEqual({ standing: "accepted", rev: 1 });
  expect(await call("return", town.db)).toEqual({ refused: "decided" });
  const { results } = await town.db.prepare("select * from decision where unit = 1008").all();
  expect(results.length).toBe(1);
});

test("a total is answered although it could not be cached, and a person although the day was not noted", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const superior = await town.signIn(1);
  await town.db.prepare("update token set last_used = '2026-01-01T00:00:00.000Z'").all();
  const DB = {
    batch: (statements: Parameters<Database["batch"]>[0]) => town.db.batch(statements),
    prepare: (sql: string) => {
      if (/insert into total|set last_used/.test(sql)) return failingStatement;
      return town.db.prepare(sql);
    },
  };
  const failingStatement = {
    bind: () => failingStatement,
    all: () => Promise.reject(new Error("D1_ERROR: D1 DB is overloaded.")),
  };
  const query = `unit=1&sheet=${REGISTRATION}&period=${PERIOD}&stage=received`;
  const headers = { Authorization: `Bearer ${superior.token}` };
  const response = await app.request(`/api/consolidation?${query}`, { headers }, { DB });
  expect(response.status).toBe(200);
  expect(((await response.json()) as { expected: number }).expected).toBe(9);
  expect(log.mock.calls.length).toBe(2);
  log.mockRestore();
});

test("what arrives in full after the closing day is refused, however early it began", async () => {
  await town.open(REGISTRATION, "2026Q1", { due: 0, closes: 0 });
  const clerk = await town.signIn(1007);
  const sent = JSON.stringify({ ...registration(town, 1007, 5), period: "2026Q1" });
  const sendSlowly = (until: number) => {
    const body = new ReadableStream<Uint8Array>({
      async start(stream) {
        stream.enqueue(new TextEncoder().encode(sent.slice(0, 20)));
        await new Promise((resume) => setTimeout(resume, 100));
        vi.setSystemTime(until);
        stream.enqueue(new TextEncoder().encode(sent.slice(20)));
        stream.close();
      },
    });
    const headers = { Authorization: `Bearer ${clerk.token}`, "Content-Length": String(sent.length * 3) };
    return app.request("/api/submissions", { method: "POST", headers, body, duplex: "half" } as RequestInit, {
      DB: town.db,
    });
  };
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    const now = Date.now();
    const late = await sendSlowly(now + 86_400_000);
    expect([late.status, ((await late.json()) as Refusal).code]).toEqual([423, "closed"]);
    vi.setSystemTime(now);
    const kept = await sendSlowly(now + 5000);
    expect(Date.parse(((await kept.json()) as Receipt).at)).toBeGreaterThanOrEqual(now + 5000);
  } finally {
    vi.useRealTimers();
  }
});

test("a bug is told to the person with a number and no details", async () => {
  const clerk = await town.signIn(1005);
  await town.db.prepare("alter table head rename to head_away").all();
  try {
    const reply = await clerk.call("submit", { body: registration(town, 1005, 5) });
    expect(codeOf(reply)).toBe("broken");
    expect(reply.refusal?.message.zh).toContain(reply.refusal?.requestId);
    expect(JSON.stringify(reply.body)).not.toMatch(/SQL|D1|head/);
  } finally {
    await town.db.prepare("alter table head_away rename to head").all();
  }
});

test("random submissions, repetitions, decisions and stale ones agree with a model of twenty lines", async () => {
  const seed = Number(process.env.SEED ?? 20_261_120);
  const { between, pick, happens } = chance(seed);
  const [reviewer, superior] = [await town.signIn(102), await town.signIn(1)];
  const units = [1004, 1005, 1006];
  const clerks = new Map<number, Person>();
  for (const unit of units) clerks.set(unit, await town.signIn(unit));
  /** The registered number of each revision, and how the newest stands. */
  const model = new Map(units.map((unit) => [unit, { revisions: [] as number[], standing: "missing" }]));
  for (let step = 0; step < 150; step++) {
    const unit = pick(units);
    const own = model.get(unit) as { revisions: number[]; standing: string };
    const newest = own.revisions.length;
    if (happens(0.65)) {
      const base = happens(0.8) ? newest : between(0, newest);
      const registered = between(1, 4);
      const reply = await clerks
        .get(unit)
        ?.call("submit", { body: registration(town, unit, registered, base) });
      const repeats = own.revisions[base] === registered;
      const unchanged = base === newest && newest > 0 && own.revisions[newest - 1] === registered;
      const expected = repeats
        ? null
        : base < newest
          ? "stale"
          : unchanged
            ? own.standing === "returned"
              ? "unchanged"
              : null
            : own.standing === "accepted"
              ? "locked"
              : null;
      expect([seed, step, reply && codeOf(reply)]).toEqual([seed, step, expected]);
      if (expected === null && !repeats && !unchanged)
        Object.assign(own, { standing: "waiting" }).revisions.push(registered);
    } else {
      const rev = happens(0.8) ? newest : between(1, 9);
      const verdict = pick(["accept", "return"] as const);
      const by = pick([reviewer, superior]);
      const body = {
        unit,
        sheet: REGISTRATION,
        period: PERIOD,
        rev: Math.max(1, rev),
        verdict,
        reason: `第${step}步`,
        notes: [],
      };
      const reply = await by.call("decide", { body });
      const opens = own.standing === "accepted" && verdict === "return" && by === superior;
      const may = newest > 0 && body.rev === newest && (own.standing === "waiting" || opens);
      expect([seed, step, codeOf(reply)]).toEqual([
        seed,
        step,
        may ? null : newest === 0 ? "notFound" : "decided",
      ]);
      if (may) own.standing = verdict === "accept" ? "accepted" : "returned";
    }
    const total = (
      await superior.call("consolidation", {
        query: { unit: 102, sheet: REGISTRATION, period: PERIOD, stage: pick(["received", "accepted"]) },
      })
    ).body;
    const counted = [...model.values()].filter(
      ({ standing }) => standing === "accepted" || (total.stage === "received" && standing === "waiting"),
    );
    const sum = counted.reduce((all, { revisions }) => all + (revisions.at(-1) ?? 0), 0);
    expect([seed, step, total.reported, total.totals.registered]).toEqual([
      seed,
      step,
      counted.length,
      counted.length ? sum : null,
    ]);
  }
  const all = [...model.values()];
  expect(all.every(({ revisions }) => revisions.length > 3)).toBe(true);
});
