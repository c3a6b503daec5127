// Deciding: the newest revision, once, by someone above who did not send it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { branchesOf } from "../../city/seed.ts";
import type { DecisionBody } from "../../shared/wire.ts";
import { hashCode } from "../../worker/sign.ts";
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
let reviewer: Person;
let superior: Person;
const clerks = new Map<number, Person>();
beforeAll(async () => {
  town = await startTown();
  reviewer = await town.signIn(101);
  superior = await town.signIn(1);
  for (const { id } of branchesOf(town.city)) clerks.set(id, await town.signIn(id));
});
afterAll(() => town.close());

const send = async (unit: number, registered: number, base = 0) =>
  receiptIn(
    (await clerks.get(unit)?.call("submit", { body: registration(town, unit, registered, base) })) as never,
  );
const verdict = (unit: number, rev: number, more: Partial<DecisionBody> = {}): DecisionBody => ({
  unit,
  sheet: REGISTRATION,
  period: PERIOD,
  rev,
  verdict: "accept",
  reason: "",
  notes: [],
  ...more,
});
const taskOf = async (unit: number) =>
  (await clerks.get(unit)?.call("expected", { query: { unit } }))?.body.find(
    ({ period }) => period === PERIOD,
  );

describe("a submission that waits", () => {
  test("is accepted, and the clerk sees it", async () => {
    await send(1001, 5);
    const reply = await reviewer.call("decide", { body: verdict(1001, 1) });
    expect(reply.body).toEqual({ standing: "accepted", rev: 1 });
    expect(await taskOf(1001)).toMatchObject({ standing: "accepted", rev: 1, returned: null });
  });

  test("is returned with notes at cells, which the clerk sees until it is sent again", async () => {
    await send(1002, 5);
    const notes = [{ column: "registered", row: 4, address: "C4", text: "与平台登记数不一致" }];
    const body = verdict(1002, 1, { verdict: "return", reason: "请核对", notes });
    expect((await reviewer.call("decide", { body })).body).toEqual({ standing: "returned", rev: 1 });
    const task = await taskOf(1002);
    expect(task?.returned).toMatchObject({ reason: "请核对", notes });
    const seen = await reviewer.call("submission", {
      query: { unit: 1002, sheet: REGISTRATION, period: PERIOD },
    });
    expect(seen.body.standing).toBe("returned");
    expect(seen.body.decisions).toMatchObject([{ rev: 1, verdict: "return", reason: "请核对", notes }]);
    await send(1002, 6, 1);
    expect(await taskOf(1002)).toMatchObject({ standing: "waiting", rev: 2, returned: null });
    const old = await reviewer.call("submission", {
      query: { unit: 1002, sheet: REGISTRATION, period: PERIOD, rev: 1 },
    });
    expect(old.body.standing).toBe("returned");
  });

  test("stands in the reviewer's list while it waits, and nobody else's", async () => {
    const list = async (person: Person, unit: number, standing?: string) =>
      (
        await person.call("submissions", { query: { unit, ...(standing ? { standing } : {}) } })
      ).body.lines.map((line) => `${line.unit.id} ${line.standing} ${line.rev}`);
    expect(await list(reviewer, 101, "waiting")).toEqual(["1002 waiting 2"]);
    expect(await list(reviewer, 101)).toEqual(["1002 waiting 2", "1001 accepted 1"]);
    expect(await list(await town.signIn(102), 102)).toEqual([]);
    expect(await list(clerks.get(1002) as Person, 1002)).toEqual(["1002 waiting 2"]);
  });
});

describe("refused", () => {
  test("notes at cells that are not in the submission", async () => {
    await send(1007, 5);
    const third = await town.signIn(103);
    for (const odd of [{ column: "phone" }, { column: "nonsense" }, { row: 99 }]) {
      const note = { column: "registered", row: 4, address: "C4", text: "核对", ...odd };
      const body = verdict(1007, 1, { verdict: "return", reason: "请核对", notes: [note] });
      expect(codeOf(await third.call("decide", { body }))).toBe("badRequest");
    }
  });

  test("a return after the closing day, when it could not be sent again; it may still be accepted", async () => {
    await town.open(REGISTRATION, "2026Q2", { due: -9, closes: 0 });
    const period = "2026Q2";
    const body = { ...registration(town, 1007, 5), period };
    receiptIn((await clerks.get(1007)?.call("submit", { body })) as never);
    await town.db
      .prepare("update expectation set closes = ?1 where period = ?2")
      .bind(dayFromNow(-1), period)
      .all();
    const returned = { ...verdict(1007, 1, { verdict: "return", reason: "请核对" }), period };
    const third = await town.signIn(103);
    expect(codeOf(await third.call("decide", { body: returned }))).toBe("tooLateToReturn");
    const accepted = await third.call("decide", { body: { ...verdict(1007, 1), period } });
    expect(accepted.body).toEqual({ standing: "accepted", rev: 1 });
    expect(codeOf(await superior.call("decide", { body: returned }))).toBe("tooLateToReturn");
  });

  test("a return that says nothing", async () => {
    const body = verdict(1002, 2, { verdict: "return", reason: "  " });
    expect(codeOf(await reviewer.call("decide", { body }))).toBe("badRequest");
  });

  test("an older revision, and one that never was", async () => {
    expect(codeOf(await reviewer.call("decide", { body: verdict(1002, 1) }))).toBe("decided");
    expect(codeOf(await reviewer.call("decide", { body: verdict(1002, 3) }))).toBe("decided");
    expect(codeOf(await reviewer.call("decide", { body: verdict(1003, 1) }))).toBe("notFound");
  });

  test("a second verdict; of two at once one is kept", async () => {
    await send(1003, 5);
    const both = await Promise.all([
      reviewer.call("decide", { body: verdict(1003, 1) }),
      superior.call("decide", { body: verdict(1003, 1, { verdict: "return", reason: "不一致" }) }),
    ]);
    const codes = both.map(codeOf);
    // A superior may return what was accepted a moment before; the reviewer may not decide what was returned.
    expect(codes[1] === null || codes[0] === null).toBe(true);
    const { results } = await town.db
      .prepare("select verdict from decision where unit = 1003 order by at, verdict")
      .all<{ verdict: string }>();
    expect(results.length).toBe(codes.filter((code) => code === null).length);
  });

  test("the same verdict of the same person again is the same answer, written once", async () => {
    await send(1004, 5);
    const other = await town.signIn(102);
    const both = await Promise.all([1, 2].map(() => other.call("decide", { body: verdict(1004, 1) })));
    expect(both.filter((reply) => reply.refusal === null).length).toBeGreaterThan(0);
    expect((await other.call("decide", { body: verdict(1004, 1) })).body).toEqual({
      standing: "accepted",
      rev: 1,
    });
    const { results } = await town.db.prepare("select * from decision where unit = 1004").all();
    expect(results.length).toBe(1);
  });

  test("a clerk; and a person who sent it themselves", async () => {
    await send(1005, 5);
    expect(codeOf(await (clerks.get(1005) as Person).call("decide", { body: verdict(1005, 1) }))).toBe(
      "notAllowed",
    );
    // The same person, in both roles.
    const person = town.city.people.find(({ unit }) => unit === 1005)?.id ?? 0;
    const code = "TWOROLES0000";
    const expires = new Date(Date.now() + 60_000).toISOString();
    await town.db.batch(
      grant(town.db, { hash: await hashCode(code), person, role: "reviewer", unit: 102, expires }, expires),
    );
    const { body } = await town.anyone.call("signIn", { body: { code } });
    const response = await town.fetch("/api/decisions", {
      method: "POST",
      headers: { Authorization: `Bearer ${body.token}` },
      body: JSON.stringify(verdict(1005, 1)),
    });
    expect(response.status).toBe(403);
  });
});

describe("what was accepted", () => {
  test("is opened again by a superior with a reason, not by a reviewer", async () => {
    const body = verdict(1001, 1, { verdict: "return", reason: "数据需要更正" });
    expect(codeOf(await reviewer.call("decide", { body }))).toBe("decided");
    expect(codeOf(await superior.call("decide", { body: { ...body, reason: "", notes: [] } }))).toBe(
      "badRequest",
    );
    expect((await superior.call("decide", { body })).body).toEqual({ standing: "returned", rev: 1 });
    await send(1001, 6, 1);
    expect((await reviewer.call("decide", { body: verdict(1001, 2) })).body.standing).toBe("accepted");
  });
});
