// kill -9 of the whole server in the middle of a run of submissions, several times on one database: afterwards every
// acknowledged receipt is there, none twice, what was unanswered is there whole or not at all, and totals add up.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getPlatformProxy } from "wrangler";
import { chance } from "../../city/chance.ts";
import { addCity, branchesOf, mintCode, openFor, personOf } from "../../city/seed.ts";
import { makeCity } from "../../city/units.ts";
import type { Receipt, SubmissionBody } from "../../shared/wire.ts";
import type { Database } from "../../worker/store/database.ts";
import { dayFromNow, freePort, PERIOD, REGISTRATION, sheetNamed, table } from "./town.ts";

const CYCLES = 5;
const PORT = await freePort();
const URL_OF = `http://127.0.0.1:${PORT}`;
const WRANGLER = path.resolve("node_modules/wrangler/bin/wrangler.js");
const city = makeCity({ bureaus: 2, branches: 8 });
const { between, happens } = chance(Number(process.env.SEED ?? 20_261_120));

let state: string;
let server: ChildProcess | null = null;
beforeAll(() => {
  state = mkdtempSync(path.join(tmpdir(), "onesheet-kill-"));
  mkdirSync("dist", { recursive: true });
});
afterAll(async () => {
  await kill();
  rmSync(state, { recursive: true, force: true });
});

function wrangler(words: string[]): ChildProcess {
  const child = spawn(process.execPath, [WRANGLER, ...words, "--persist-to", state], {
    detached: true,
    stdio: "ignore",
  });
  return child;
}

async function serve(): Promise<void> {
  server = wrangler(["dev", "--ip", "127.0.0.1", "--port", String(PORT), "--inspector-port", "0"]);
  for (let tries = 0; tries < 300; tries++) {
    const answered = await fetch(`${URL_OF}/api/me`).then(
      ({ status }) => status === 401,
      () => false,
    );
    if (answered) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error("the server did not start");
}

/** SIGKILL to the server's whole group, workerd with its database included; nothing can flush or say goodbye. */
async function kill(): Promise<void> {
  const child = server;
  server = null;
  if (child?.pid === undefined || child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-child.pid, "SIGKILL");
  await gone;
}

async function post<T>(where: string, body: unknown, token?: string): Promise<{ status: number; body: T }> {
  const response = await fetch(URL_OF + where, {
    method: "POST",
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as T };
}
async function get<T>(where: string, token: string): Promise<T> {
  const response = await fetch(URL_OF + where, { headers: { Authorization: `Bearer ${token}` } });
  expect([where, response.status]).toEqual([where, 200]);
  return (await response.json()) as T;
}

test(`${CYCLES} times, nothing acknowledged is lost and nothing is kept twice`, async () => {
  const migrated = await new Promise((resolve) =>
    wrangler(["d1", "migrations", "apply", "DB", "--local"]).once("exit", resolve),
  );
  expect(migrated).toBe(0);
  const platform = await getPlatformProxy<{ DB: Database }>({
    configPath: "wrangler.toml",
    persist: { path: path.join(state, "v3") },
  });
  const codes = new Map<number, string>();
  try {
    const at = { period: PERIOD, due: dayFromNow(9), closes: dayFromNow(9), day: dayFromNow(0) };
    await addCity(platform.env.DB, city);
    await openFor(platform.env.DB, city, sheetNamed(REGISTRATION), at);
    for (const { unit } of city.people)
      codes.set(unit, await mintCode(platform.env.DB, personOf(city, unit), new Date()));
  } finally {
    await platform.dispose();
  }

  await serve();
  const tokens = new Map<number, string>();
  for (const [unit, code] of codes)
    tokens.set(unit, (await post<{ token: string }>("/api/sign-in", { code })).body.token);

  /** Each clerk sends one submission after the other, each on top of the last; `sent` is the one without an answer yet. */
  const clerks = branchesOf(city).map((unit) => ({
    unit,
    token: tokens.get(unit.id) ?? "",
    receipts: [] as Receipt[],
    sent: null as SubmissionBody | null,
  }));
  type Clerk = (typeof clerks)[number];
  const bodyFor = ({ unit, receipts }: Clerk): SubmissionBody => {
    const previous = receipts.at(-1)?.figures.registered;
    let registered = between(1, unit.members ?? 1);
    if (registered === previous) registered = (registered % (unit.members ?? 1)) + 1;
    return {
      unit: unit.id,
      sheet: REGISTRATION,
      period: PERIOD,
      base: receipts.length,
      worksheet: "Sheet1",
      rows: table({ org: [unit.name], base: [unit.members], registered: [registered], teams: [1] }),
      explanations: {},
    };
  };
  const acknowledged = () => clerks.reduce((all, { receipts }) => all + receipts.length, 0);
  let repeated = 0;
  let unanswered = 0;
  const sendOne = async (clerk: Clerk) => {
    clerk.sent ??= bodyFor(clerk);
    const { status, body } = await post<Receipt>("/api/submissions", clerk.sent, clerk.token);
    expect([status, body]).toEqual([200, expect.objectContaining({ rev: clerk.sent.base + 1 })]);
    if (body.repeated) repeated += 1;
    clerk.receipts.push({ ...body, repeated: false });
    clerk.sent = null;
  };

  for (let cycle = 0; cycle < CYCLES; cycle++) {
    if (server === null) await serve();
    let killed = false;
    const working = clerks.map(async (clerk) => {
      while (!killed) {
        try {
          await sendOne(clerk);
        } catch (error) {
          // A lost connection is what this test makes; everything else is a failure.
          if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error;
          unanswered += 1;
          return;
        }
        if (happens(0.1)) await new Promise((resume) => setTimeout(resume, 5));
      }
    });
    // After a random number of receipts, however slow the machine is, and a random moment into the next ones.
    const enough = acknowledged() + between(10, 80);
    for (let waited = 0; acknowledged() < enough && waited < 10_000; waited += 5)
      await new Promise((resume) => setTimeout(resume, 5));
    await new Promise((resume) => setTimeout(resume, between(0, 8)));
    await kill();
    killed = true;
    await Promise.all(working);
  }

  await serve();
  for (const clerk of clerks) if (clerk.sent) await sendOne(clerk);
  console.log(
    `${CYCLES} kills: ${acknowledged()} acknowledged, ${unanswered} unanswered, of which ${repeated} were kept`,
  );
  expect(acknowledged()).toBeGreaterThan(CYCLES * clerks.length);
  expect(unanswered).toBeGreaterThan(0);

  const superior = tokens.get(1) ?? "";
  let sum = 0;
  for (const { unit, receipts, token } of clerks) {
    const where = `unit=${unit.id}&sheet=${REGISTRATION}&period=${PERIOD}`;
    const view = await get<{ revisions: { rev: number; hash: string }[] }>(`/api/submission?${where}`, token);
    // Revision by revision: what was acknowledged, in its order, with its hash, once, and nothing else.
    expect(view.revisions.reverse().map(({ rev, hash }) => [rev, hash])).toEqual(
      receipts.map(({ rev, hash }) => [rev, hash]),
    );
    const newest = receipts.at(-1);
    expect(await get(`/api/receipts/${newest?.number}`, token)).toEqual(newest);
    sum += Number(newest?.figures.registered);
  }
  const where = `unit=1&sheet=${REGISTRATION}&period=${PERIOD}&stage=received`;
  const total = await get<{ totals: Record<string, number>; reported: number }>(
    `/api/consolidation?${where}`,
    superior,
  );
  expect([total.totals.registered, total.reported]).toEqual([sum, clerks.length]);
}, 90_000);
