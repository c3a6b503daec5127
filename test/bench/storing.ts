// Lines c and d: 1,000 submissions of 200 rows into workerd and D1, and the total of a city of 5,000 units, each
// beside a Worker in the same workerd that keeps row by row. Both totals must be equal, or the bench fails.
import { mkdirSync } from "node:fs";
import { createTestHarness } from "wrangler";
import { addCity, openFor, personOf } from "../../city/seed.ts";
import { makeCity } from "../../city/units.ts";
import type { Figures } from "../../shared/report/figure.ts";
import { figuresOf } from "../../shared/report/figures.ts";
import { sheetOf } from "../../shared/sheets/index.ts";
import type { Consolidation } from "../../shared/wire.ts";
import worker from "../../worker/index.ts";
import { sha256 } from "../../worker/seal.ts";
import { type Database, dayOf, type Statement } from "../../worker/store/database.ts";
import { raisePulse } from "../../worker/store/registry.ts";
import { counting } from "../worker/town.ts";
import { eventsOf, PERIOD, peerBodyOf, ROWS, SHEET, submissionOf } from "./events.ts";
import { type Line, lineOf, medianOf, middleOf, rounded } from "./line.ts";
import type { PeerTotal } from "./peer.ts";
import { PEER_INSERT, PEER_TABLE } from "./peer-sql.ts";

const SUBMISSIONS = 1000;
/** Submissions in one turn; ours and the peer take turns. */
const TURN = 100;
const UNITS = 5000;
const CLIENTS = 8;

/** Line c, and line d when totals are asked for: filling the city takes the longest. */
export async function storingLines({ totals }: { totals: boolean }): Promise<Line[]> {
  mkdirSync("dist", { recursive: true });
  const server = createTestHarness({
    workers: [
      { configPath: "./wrangler.toml" },
      {
        config: {
          name: "peer",
          main: "test/bench/peer.ts",
          compatibility_date: "2026-10-23",
          d1_databases: [{ binding: "DB", database_name: "peer", database_id: "peer" }],
        },
      },
    ],
  });
  await server.listen();
  try {
    const [ours, peer] = [server.getWorker<{ DB: Database }>(), server.getWorker<{ DB: Database }>("peer")];
    await server.getWorker().applyD1Migrations("DB");
    const [db, peerDb] = [(await ours.getEnv()).DB, (await peer.getEnv()).DB];
    await peerDb.prepare(PEER_TABLE).all();
    const branches = await foundCity(db);
    const token = (unit: number) => ({ authorization: `Bearer bench-token-of-unit-${unit}` });
    const bodies = branches.slice(0, SUBMISSIONS + 1).map((unit) => JSON.stringify(submissionOf(unit)));
    const peerBodies = branches.slice(0, SUBMISSIONS + 1).map((unit) => JSON.stringify(peerBodyOf(unit)));

    // One more than is timed, sent first and counted: rows read and written, as D1 itself reports them.
    const counted = counting(db);
    const request = new Request("http://bench/api/submissions", {
      method: "POST",
      headers: { ...token(branches[SUBMISSIONS] ?? 0), "content-type": "application/json" },
      body: bodies[SUBMISSIONS] ?? "",
    });
    await accepted(
      await worker.fetch(request, { DB: counted.db, ASSETS: { fetch: () => Promise.reject() } }),
    );
    const first = await accepted(
      await peer.fetch("/", { method: "POST", body: peerBodies[SUBMISSIONS] ?? "" }),
    );
    const peerMeta = (JSON.parse(first) as { meta: { rows_read: number; rows_written: number } }).meta;

    // In turns, so that whatever else the machine does falls on both; the middle of the turns counts.
    const [oursMs, peerMs]: [number[], number[]] = [[], []];
    for (let from = 0; from < SUBMISSIONS; from += TURN) {
      oursMs.push(
        await inParallel(TURN, async (n) => {
          const headers = { ...token(branches[from + n] ?? 0), "content-type": "application/json" };
          const body = bodies[from + n] ?? "";
          await accepted(await ours.fetch("/api/submissions", { method: "POST", headers, body }));
        }),
      );
      peerMs.push(
        await inParallel(TURN, async (n) => {
          await accepted(await peer.fetch("/", { method: "POST", body: peerBodies[from + n] ?? "" }));
        }),
      );
    }
    const c = lineOf({
      key: "c",
      what: `${SUBMISSIONS.toLocaleString("en-US")} submissions of ${ROWS} rows over HTTP: signed in, checked, kept with figures and a hash chain`,
      unit: "submissions/s",
      ours: rounded(TURN / (middleOf(oursMs) / 1000)),
      against: "row-per-row storage in the same workerd, one json_each insert each, nothing checked",
      peer: rounded(TURN / (middleOf(peerMs) / 1000)),
      more: {
        "rows written per submission": counted.written,
        "rows written per submission, peer": peerMeta.rows_written,
        "rows read per submission": counted.read,
        "rows read per submission, peer": peerMeta.rows_read,
      },
    });

    if (!totals) return [c];
    await fill(db, peerDb, branches.slice(SUBMISSIONS + 1));
    const total = async () => {
      const path = `/api/consolidation?unit=1&sheet=${SHEET}&period=${PERIOD}&stage=received`;
      return JSON.parse(await accepted(await ours.fetch(path, { headers: token(1) }))) as Consolidation;
    };
    const peerTotal = async () => JSON.parse(await accepted(await peer.fetch("/"))) as PeerTotal;
    let cold = await total();
    const makeCold = () => db.batch([raisePulse(db, SHEET, PERIOD)]);
    const coldMs = await medianOf(
      5,
      async () => {
        cold = await total();
      },
      { before: makeCold },
    );
    const warmMs = await medianOf(21, total);
    const warm = await total();
    const grouped = await peerTotal();
    const groupedMs = await medianOf(3, peerTotal, { warm: true });
    mustAgree(cold, grouped);
    const d = (key: string, how: string, ms: number, read: number) =>
      lineOf({
        key,
        what: `city total over ${UNITS.toLocaleString("en-US")} units, ${how}, over HTTP`,
        unit: "ms",
        ours: rounded(ms),
        against: `GROUP BY over ${(UNITS * ROWS).toLocaleString("en-US")} raw rows in D1 of the same workerd`,
        peer: rounded(groupedMs),
        more: { "rows read": read, "rows read, peer": grouped.meta.rows_read },
      });
    return [c, d("d cold", "cold", coldMs, cold.rowsRead), d("d warm", "warm", warmMs, warm.rowsRead)];
  } finally {
    await server.close();
  }
}

/** Units, people and their tokens, and the open period. Returns the units that report. */
async function foundCity(db: Database): Promise<number[]> {
  const city = makeCity({ bureaus: 50, branches: UNITS });
  const sheet = sheetOf(SHEET);
  if (!sheet) throw new RangeError(SHEET);
  await addCity(db, city);
  const day = dayOf(new Date());
  await openFor(db, city, sheet, { period: PERIOD, due: "2099-01-01", closes: "2099-12-31", day });
  const branches = city.units.filter(({ members }) => members !== null).map(({ id }) => id);
  const now = new Date().toISOString();
  const tokens = await Promise.all(
    [1, ...branches.slice(0, SUBMISSIONS + 1)].map(async (unit) => ({
      hash: await sha256(`bench-token-of-unit-${unit}`),
      person: personOf(city, unit).id,
      role: unit === 1 ? "superior" : "clerk",
      unit,
    })),
  );
  await db
    .prepare(
      `insert into token (hash, person, role, unit, created, expires, last_used)
       select value->>'hash', value->>'person', value->>'role', value->>'unit', ?2, '2099-01-01T00:00:00.000Z', ?2
       from json_each(?1)`,
    )
    .bind(JSON.stringify(tokens), now)
    .all();
  return branches;
}

/** Puts what the remaining units would have sent straight into both databases; not timed. */
async function fill(db: Database, peerDb: Database, units: readonly number[]): Promise<void> {
  const sheet = sheetOf(SHEET);
  if (!sheet) throw new RangeError(SHEET);
  const heads: { unit: number; figures: string }[] = [];
  const inserts: Statement[] = [];
  for (const unit of units) {
    const { rows } = submissionOf(unit);
    const figures: Figures = figuresOf(sheet, rows, { period: PERIOD, today: "2026-10-10" });
    heads.push({ unit, figures: JSON.stringify(figures) });
    inserts.push(peerDb.prepare(PEER_INSERT).bind(SHEET, PERIOD, unit, JSON.stringify(eventsOf(unit))));
    if (inserts.length === 50) await peerDb.batch(inserts.splice(0));
  }
  if (inserts.length > 0) await peerDb.batch(inserts);
  while (heads.length > 0)
    await db
      .prepare(
        `update head set rev = 1, standing = 'waiting', on_time = 1, rows = ${ROWS}, figures = sent.figures
         from (select value->>'unit' as unit, value->>'figures' as figures from json_each(?3)) sent
         where sheet = ?1 and period = ?2 and head.unit = sent.unit`,
      )
      .bind(SHEET, PERIOD, JSON.stringify(heads.splice(0, 500)))
      .all();
}

/** The roll-up of figures and the GROUP BY over all rows are the same city, to the last hour. */
function mustAgree(ours: Consolidation, { results }: PeerTotal): void {
  const sum = (key: "events" | "times" | "hours" | "over" | "under") =>
    results.reduce((total, row) => total + row[key], 0);
  const pairs: [string, unknown, unknown][] = [
    ["reported", ours.reported, UNITS],
    ["events", ours.totals.events, sum("events")],
    ["times", ours.totals.times, sum("times")],
    ["hours", ours.totals.hours, sum("hours")],
    ["hoursEach", JSON.stringify(ours.totals.hoursEach), JSON.stringify([sum("over"), sum("under")])],
    ...results.map(({ vtype, events }): [string, unknown, unknown] => [
      `events/${vtype}`,
      ours.totals[`events/${vtype}`],
      events,
    ]),
  ];
  for (const [what, a, b] of pairs)
    if (a !== b) throw new Error(`the totals differ in ${what}: ${a} and ${b}`);
}

async function accepted(response: { status: number; text(): Promise<string> }): Promise<string> {
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${text.slice(0, 500)}`);
  return text;
}

/** Milliseconds for all of them, sent by some clients that each wait for their answer. */
async function inParallel(count: number, send: (n: number) => Promise<void>): Promise<number> {
  const start = performance.now();
  let next = 0;
  const client = async () => {
    while (next < count) await send(next++);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return performance.now() - start;
}
