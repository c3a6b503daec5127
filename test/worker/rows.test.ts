// What the store costs, in rows as D1 counts and bills them: a submission of any size, a warm and a cold total.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportOf } from "../../city/reports.ts";
import { branchesOf, personOf, revisionOf } from "../../city/seed.ts";
import type { DecisionBody, SubmissionBody } from "../../shared/wire.ts";
import { decide } from "../../worker/decide.ts";
import { isRefused } from "../../worker/refuse.ts";
import type { Call } from "../../worker/route.ts";
import { unpack } from "../../worker/seal.ts";
import { importRevisions } from "../../worker/store/import.ts";
import { submit } from "../../worker/submit.ts";
import { reporting, submissions } from "../../worker/views.ts";
import {
  counting,
  dayFromNow,
  PERIOD,
  REGISTRATION,
  registration,
  sheetNamed,
  startTown,
  type Town,
  table,
} from "./town.ts";

const EVENT = "volunteer-event";
let town: Town;
beforeAll(async () => {
  town = await startTown({ bureaus: 100, branches: 5000 });
  await town.open(EVENT, PERIOD);
});
afterAll(() => town.close());

/** Events of one day each, as many as wanted; every cell filled with something different. */
function events(unit: number, rows: number): SubmissionBody {
  const each = <T>(make: (n: number) => T) => Array.from({ length: rows }, (_, n) => make(n));
  return {
    unit,
    sheet: EVENT,
    period: PERIOD,
    base: 0,
    worksheet: "活动",
    rows: table({
      team: each((n) => `示例服务队${n % 7}`),
      event: each((n) => `示例活动${n}`),
      vtype: each((n) => (n % 2 ? "traffic" : "community")),
      date: each((n) => `2026-0${(n % 3) + 7}-${String((n % 28) + 1).padStart(2, "0")}`),
      place: each((n) => `示例社区第${n}网格`),
      vols: each((n) => (n % 30) + 1),
      volsM: each((n) => n % 2),
      times: each((n) => (n % 30) + 1),
      hoursEach: each(() => 20),
      hours: each((n) => ((n % 30) + 1) * 20),
      persons: each((n) => n % 90),
      platform: each(() => "yes"),
    }),
    explanations: {},
  };
}

/** Runs an endpoint's own code against the counting database; no name is looked up, only the caller is given. */
async function cost(
  act: (db: Call<"submit">["db"]) => Promise<unknown>,
): Promise<{ written: number; read: number }> {
  const tally = counting(town.db);
  const answer = await act(tally.db);
  if (isRefused(answer)) throw new Error(JSON.stringify(answer));
  return { written: tally.written, read: tally.read };
}

function callBy<B>(unit: number, target: number, body: B) {
  const person = personOf(town.city, unit);
  const place = town.city.units.find(({ id }) => id === target);
  return {
    now: new Date(),
    query: {},
    body,
    caller: { person: person.id, name: person.name, role: person.role, unit },
    unit: { id: target, name: place?.name, paths: [place?.path] },
    address: "test",
  };
}
const submitting = (body: SubmissionBody) => (db: unknown) =>
  submit({ db, ...callBy(body.unit, body.unit, body) } as unknown as Call<"submit">);
const deciding = (body: DecisionBody) => (db: unknown) =>
  decide({ db, ...callBy(101, body.unit, body) } as unknown as Call<"decide">);

describe("a submission writes at most five rows", () => {
  const measured: Record<string, { written: number; read: number }> = {};
  afterAll(() => console.log("rows per submission:", JSON.stringify(measured)));

  test.each([
    [1, 10_001],
    [200, 10_002],
    [10_000, 10_003],
  ])("of %i rows", async (rows, unit) => {
    const spent = await cost(submitting(events(unit, rows)));
    measured[`${rows} rows`] = spent;
    expect(spent.written).toBeGreaterThan(0);
    expect(spent.written).toBeLessThanOrEqual(5);
    expect(spent.read).toBeLessThanOrEqual(20);
    const kept = await town.db
      .prepare("select body, rows from revision where unit = ?1")
      .bind(unit)
      .first<{ body: string; rows: number }>();
    expect(kept?.rows).toBe(rows);
    expect(JSON.parse(await unpack(kept?.body ?? ""))).toEqual(events(unit, rows).rows);
  });

  test("and so does a revision after a return, and a decision", async () => {
    const decision: DecisionBody = {
      unit: 10_001,
      sheet: EVENT,
      period: PERIOD,
      rev: 1,
      verdict: "return",
      reason: "核对",
      notes: [],
    };
    measured.return = await cost(deciding(decision));
    measured["revision of 2 rows"] = await cost(submitting({ ...events(10_001, 2), base: 1 }));
    measured.acceptance = await cost(deciding({ ...decision, rev: 2, verdict: "accept", reason: "" }));
    for (const { written } of Object.values(measured)) expect(written).toBeLessThanOrEqual(5);
  });

  test("while a repetition and a stale one write none", async () => {
    const repeated = await cost(submitting(events(10_002, 200)));
    expect(repeated.written).toBe(0);
    const tally = counting(town.db);
    const answer = await submitting(events(10_002, 3))(tally.db);
    expect(answer).toMatchObject({ refused: "stale" });
    expect(tally.written).toBe(0);
  });

  test("and one that would not fit a row of the database is refused", async () => {
    // Chinese text that does not compress: two megabytes of it, within the limit of a request.
    const words = () =>
      String.fromCharCode(
        ...crypto.getRandomValues(new Uint16Array(480)).map((word) => 0x4e00 + (word % 0x5000)),
      );
    const rows = Array.from({ length: 1500 }, words);
    const remarks = {
      ...events(10_004, 1500).rows,
      columns: [...events(10_004, 1500).rows.columns, { key: "remark", letter: "M", values: rows }],
    };
    const packed = await submitting({ ...events(10_004, 1500), rows: remarks })(town.db);
    expect(isRefused(packed) && packed.refused).toBe("tooLarge");
  });
});

describe("a total over 5,000 units", () => {
  test("reads at most a row per unit and a few, then at most two, and is exact", async () => {
    const sheet = sheetNamed(REGISTRATION);
    const branches = branchesOf(town.city);
    const at = new Date();
    const sent = [];
    for (const unit of branches) {
      const rows = reportOf(sheet, unit, PERIOD, 1);
      if (!rows) throw new Error("no rows");
      const person = personOf(town.city, unit.id);
      const revision = await revisionOf(sheet, rows, {
        unit,
        period: PERIOD,
        person,
        at,
        due: dayFromNow(20),
      });
      sent.push({ ...revision, day: dayFromNow(0) });
    }
    await importRevisions(town.db, sheet.key, PERIOD, sent, []);
    const expected = sent.reduce((all, { figures }) => all + JSON.parse(figures).registered, 0);
    const superior = await town.signIn(1);
    const pull = async (unit = 1) =>
      (
        await superior.call("consolidation", {
          query: { unit, sheet: REGISTRATION, period: PERIOD, stage: "received" },
        })
      ).body;
    let began = performance.now();
    const bureau = await pull(101);
    expect([bureau.reported, bureau.expected]).toEqual([50, 50]);
    expect(bureau.rowsRead).toBeLessThanOrEqual(50 + 5);
    const part = counting(town.db);
    const place = { id: 101, name: "", paths: ["/1/101/"] };
    const asked = { query: { sheet: REGISTRATION, period: PERIOD }, now: new Date(), unit: place };
    await reporting({ db: part.db, ...asked } as unknown as Call<"reporting">);
    const tracked = part.read;
    await submissions({
      db: part.db,
      ...asked,
      caller: { role: "reviewer" },
    } as unknown as Call<"submissions">);
    console.log(`a bureau of 50: cold ${bureau.rowsRead}, reporting ${tracked}, list ${part.read - tracked}`);
    expect(tracked).toBeLessThanOrEqual(50 * 5);
    expect(part.read - tracked).toBeLessThanOrEqual(50 * 5);
    began = performance.now();
    const cold = await pull();
    const between = performance.now();
    const warm = await pull();
    const ended = performance.now();
    console.log(
      `5,000 units: cold ${cold.rowsRead} rows ${Math.round(between - began)} ms, warm ${warm.rowsRead} rows ${Math.round(ended - between)} ms`,
    );
    expect(cold.totals).toMatchObject({ registered: expected, "#rows": 5000 });
    expect([cold.reported, cold.expected]).toEqual([5000, 5000]);
    expect(cold.rowsRead).toBeGreaterThanOrEqual(5000);
    expect(cold.rowsRead).toBeLessThanOrEqual(5000 + 5);
    expect(warm.rowsRead).toBeLessThanOrEqual(2);
    expect(warm).toEqual({ ...cold, rowsRead: warm.rowsRead });

    // One submission later the old total is gone, and reading the new one is warm again after once.
    const clerk = await town.signIn(10_001);
    await clerk.call("submit", { body: registration(town, 10_001, 1, 1) });
    const after = await pull();
    expect(after.version).toBe(cold.version + 1);
    expect(after.rowsRead).toBeGreaterThan(2);
    expect((await pull()).rowsRead).toBeLessThanOrEqual(2);
    // A list is cut, and says so.
    const listOf = async (unit: number) => (await superior.call("submissions", { query: { unit } })).body;
    const [whole, own] = [await listOf(1), await listOf(101)];
    expect([whole.lines.length, whole.more]).toEqual([1000, true]);
    // Three of them sent events besides.
    expect([own.lines.length, own.more]).toEqual([50 + 3, false]);
    // In detail each unit is read again, and told.
    const detail = await superior.call("consolidation", {
      query: { unit: 101, sheet: REGISTRATION, period: PERIOD, stage: "received", detail: 1 },
    });
    expect(detail.body.units.length).toBe(50);
    expect(detail.body.rowsRead).toBeGreaterThanOrEqual(50);
  });
});
