// A Worker with a small invented city on real workerd and D1, and people who call it through the front door.
import { mkdirSync } from "node:fs";
import net from "node:net";
import { createTestHarness } from "wrangler";
import { addCity, mintCode, openFor, personOf } from "../../city/seed.ts";
import { type City, makeCity } from "../../city/units.ts";
import type { Rows } from "../../shared/read/table.ts";
import type { Sheet } from "../../shared/sheet/sheet.ts";
import { sheetOf } from "../../shared/sheets/index.ts";
import {
  type EndpointName,
  REFUSALS,
  type Receipt,
  type Refusal,
  type RefusalCode,
  type Replies,
  type SubmissionBody,
  WIRE,
} from "../../shared/wire.ts";
import { type Database, dayOf, type Result, type Statement } from "../../worker/store/database.ts";

/** The sheet that most tests submit: one row per branch, few columns. */
export const REGISTRATION = "volunteer-registration";
export const PERIOD = "2026Q3";

export interface Reply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly refusal: Refusal | null;
}

interface Sent {
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
}

export interface Person {
  readonly token: string;
  call<N extends EndpointName>(name: N, sent?: Sent): Promise<Reply<Replies[N]>>;
}

export interface Town {
  readonly db: Database;
  readonly city: City;
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly anyone: Person;
  /** Whoever holds this token. */
  with(token: string): Person;
  /** Signs a unit's person in with a fresh code. */
  signIn(unit: number): Promise<Person>;
  /** Opens a period of a sheet for all branches; due and closes count in days from today. */
  open(sheet: string, period: string, at?: { due?: number; closes?: number }): Promise<void>;
  close(): Promise<void>;
}

/** Starts a city with the real migrations; PERIOD of REGISTRATION is open unless `open` is false. */
export async function startTown(size = { bureaus: 3, branches: 9 }, open = true): Promise<Town> {
  // The pages are not under test here; their folder must only be there.
  mkdirSync("dist", { recursive: true });
  const server = createTestHarness({ workers: [{ configPath: "./wrangler.toml" }] });
  await server.listen();
  await server.getWorker().applyD1Migrations("DB");
  const db = (await server.getWorker<{ DB: Database }>().getEnv()).DB;
  const city = makeCity(size);
  await addCity(db, city);
  const fetch = (path: string, init?: RequestInit) =>
    server.fetch(path, init as Parameters<typeof server.fetch>[1]) as unknown as Promise<Response>;

  const personWith = (token: string): Person => ({
    token,
    call: (name, sent = {}) => call(fetch, token, name, sent),
  });
  const town: Town = {
    db,
    city,
    fetch,
    anyone: personWith(""),
    with: personWith,
    async signIn(unit) {
      const code = await mintCode(db, personOf(city, unit), new Date());
      const { body } = await town.anyone.call("signIn", { body: { code } });
      return personWith(body.token);
    },
    open: (sheet, period, { due = 20, closes = 40 } = {}) =>
      openFor(db, city, sheetNamed(sheet), {
        period,
        due: dayFromNow(due),
        closes: dayFromNow(closes),
        day: dayFromNow(0),
      }),
    close: () => server.close(),
  };
  if (open) await town.open(REGISTRATION, PERIOD);
  return town;
}

/** Calls an endpoint as the wire describes it. */
async function call<N extends EndpointName>(
  fetch: Town["fetch"],
  token: string,
  name: N,
  { query = {}, body }: Sent,
): Promise<Reply<Replies[N]>> {
  const { method, path } = WIRE[name];
  const rest = new Map(Object.entries(query).map(([key, value]) => [key, String(value)]));
  const filled = path.replace(/:(\w+)/g, (_, key: string) => {
    const value = rest.get(key) ?? "";
    rest.delete(key);
    return encodeURIComponent(value);
  });
  const search = rest.size > 0 ? `?${new URLSearchParams([...rest])}` : "";
  const response = await fetch(filled + search, {
    method,
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(method === "POST" ? { "Content-Type": "application/json" } : {}),
    },
    ...(method === "POST" ? { body: JSON.stringify(body ?? {}) } : {}),
  });
  const reply = await response.json();
  const ok = response.status === 200;
  return { status: response.status, headers: response.headers, body: reply, refusal: ok ? null : reply };
}

/** The refusal's code, checked to have its own status, both sentences and a number to quote. */
export function codeOf(reply: Reply<unknown>): RefusalCode | null {
  if (reply.refusal === null) return null;
  const { code, message, requestId } = reply.refusal;
  if (
    reply.status !== REFUSALS[code][0] ||
    !message.zh ||
    !message.en ||
    !requestId ||
    /[{}]/.test(message.en)
  )
    throw new Error(`a refusal out of shape: ${reply.status} ${JSON.stringify(reply.refusal)}`);
  return code;
}

/** The receipt of a submission that was kept. Throws with the refusal when it was not. */
export function receiptIn(reply: Reply<Replies["submit"]>): Receipt {
  if (reply.refusal !== null || !("number" in reply.body)) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

/** A clean submission of REGISTRATION: as many registered as wanted of the members known. */
export function registration(town: Town, unit: number, registered: number, base = 0): SubmissionBody {
  const { name, members } = town.city.units.find(({ id }) => id === unit) ?? { name: "", members: 0 };
  return {
    unit,
    sheet: REGISTRATION,
    period: PERIOD,
    base,
    worksheet: "Sheet1",
    rows: table({ org: [name], base: [members], registered: [registered], teams: [1] }),
    explanations: {},
  };
}

/** Rows of columns, from worksheet row 4 and column A on. */
export function table(columns: Record<string, (string | number | null)[]>): SubmissionBody["rows"] {
  const [first = []] = Object.values(columns);
  return {
    at: first.map((_, n) => n + 4),
    columns: Object.entries(columns).map(([key, values], n) => ({
      key,
      letter: String.fromCharCode(65 + n),
      values,
    })),
  } satisfies Rows;
}

export function sheetNamed(key: string): Sheet {
  const sheet = sheetOf(key);
  if (!sheet) throw new RangeError(key);
  return sheet;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

export const dayFromNow = (days: number): string => dayOf(new Date(Date.now() + days * 86_400_000));

/** The database with every row that its statements read and wrote counted, as D1 itself reports them. */
export function counting(db: Database): { db: Database; read: number; written: number } {
  const inner = new Map<Statement, Statement>();
  const count = <T>(result: Result<T>): Result<T> => {
    tally.read += result.meta.rows_read;
    tally.written += result.meta.rows_written;
    return result;
  };
  const wrap = (statement: Statement): Statement => {
    const outer: Statement = {
      bind: (...values) => wrap(statement.bind(...values)),
      all: async <T>() => count(await statement.all<T>()),
      first: async <T>() => count(await statement.all<T>()).results[0] ?? null,
    };
    inner.set(outer, statement);
    return outer;
  };
  const batch = async <T>(statements: Statement[]) =>
    (await db.batch<T>(statements.map((one) => inner.get(one) ?? one))).map(count);
  const tally = { db: { batch, prepare: (sql: string) => wrap(db.prepare(sql)) }, read: 0, written: 0 };
  return tally;
}
