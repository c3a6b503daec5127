// Signing in: a code is good once and for a day, a token is good until it is ended, and guessing is slowed.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mintCode, personOf } from "../../city/seed.ts";
import { WIRE } from "../../shared/wire.ts";
import { sha256 } from "../../worker/seal.ts";
import { codeOf, startTown, type Town } from "./town.ts";

let town: Town;
beforeAll(async () => {
  town = await startTown();
});
afterAll(() => town.close());

const mint = (at = new Date()) => mintCode(town.db, personOf(town.city, 1001), at);
const audited = async (act: string) =>
  (await town.db.prepare("select count(*) n from audit where act = ?1").bind(act).first<{ n: number }>())?.n;

describe("an activation code", () => {
  test("becomes a token that says who holds it", async () => {
    const { body, status, headers } = await town.anyone.call("signIn", { body: { code: await mint() } });
    expect(status).toBe(200);
    expect(body.me).toEqual({
      person: { id: personOf(town.city, 1001).id, name: personOf(town.city, 1001).name },
      role: "clerk",
      unit: { id: 1001, name: "示例市财政局第一党支部" },
    });
    expect(body.token.length).toBeGreaterThanOrEqual(43);
    expect(Date.parse(body.expires)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(await audited("sign-in")).toBe(1);
  });

  test("is kept only as a hash, and so is the token", async () => {
    const code = await mint();
    const { body } = await town.anyone.call("signIn", { body: { code } });
    const dump = JSON.stringify([
      (await town.db.prepare("select * from activation").all()).results,
      (await town.db.prepare("select * from token").all()).results,
      (await town.db.prepare("select * from audit").all()).results,
    ]);
    expect(dump).not.toContain(body.token);
    expect(dump).not.toContain(code.replaceAll("-", ""));
    expect(dump).not.toContain(code);
    expect(dump).toContain(await sha256(body.token));
  });

  test("may be typed in small letters and without its hyphens", async () => {
    const typed = ` ${(await mint()).toLowerCase().replaceAll("-", " ")} `;
    expect((await town.anyone.call("signIn", { body: { code: typed } })).status).toBe(200);
  });

  test("is good once, even when used twice at the same moment", async () => {
    const code = await mint();
    const both = await Promise.all([1, 2, 3].map(() => town.anyone.call("signIn", { body: { code } })));
    expect(both.map(codeOf).sort()).toEqual(["badCode", "badCode", null]);
  });

  test("whose answer was lost gives the same token again, to the same client and for two minutes", async () => {
    const [code, nonce] = [await mint(), "0a".repeat(32)];
    const from = (more: object) => town.anyone.call("signIn", { body: { code, ...more } });
    const first = await from({ nonce });
    expect(first.status).toBe(200);
    expect((await from({ nonce })).body).toEqual(first.body);
    expect(codeOf(await from({ nonce: "0b".repeat(32) }))).toBe("badCode");
    expect(codeOf(await from({}))).toBe("badCode");
    expect((await town.with(first.body.token).call("me")).body).toEqual(first.body.me);
    await town.db
      .prepare("update token set created = ?2 where hash = ?1")
      .bind(await sha256(first.body.token), new Date(Date.now() - 121_000).toISOString())
      .all();
    expect(codeOf(await from({ nonce }))).toBe("badCode");
  });

  test("is not good after its day", async () => {
    const code = await mint(new Date(Date.now() - 86_400_000 - 1000));
    expect(codeOf(await town.anyone.call("signIn", { body: { code } }))).toBe("badCode");
  });
});

describe("a token", () => {
  test("opens nothing after signing out", async () => {
    const person = await town.signIn(1001);
    expect((await person.call("me")).status).toBe(200);
    expect((await person.call("signOut")).body).toEqual({ done: true });
    expect(codeOf(await person.call("me"))).toBe("signedOut");
    expect(await audited("sign-out")).toBe(1);
  });

  test("opens nothing after it expired", async () => {
    const person = await town.signIn(1001);
    await town.db
      .prepare("update token set expires = ?2 where hash = ?1")
      .bind(await sha256(person.token), new Date(Date.now() - 1000).toISOString())
      .all();
    expect(codeOf(await person.call("me"))).toBe("signedOut");
  });

  test("is noted as used at most once a day", async () => {
    const person = await town.signIn(1001);
    const hash = await sha256(person.token);
    const used = async () =>
      (
        await town.db
          .prepare("select last_used as at from token where hash = ?1")
          .bind(hash)
          .first<{ at: string }>()
      )?.at;
    const first = await used();
    await person.call("me");
    expect(await used()).toBe(first);
    await town.db
      .prepare("update token set last_used = '2026-01-01T00:00:00.000Z' where hash = ?1")
      .bind(hash)
      .all();
    await person.call("me");
    expect(await used()).not.toBe("2026-01-01T00:00:00.000Z");
  });

  test.each(["", "x", "Bearer", "Basic abc", "Bearer ' or 1=1 --", `Bearer ${"a".repeat(43)}`])(
    "that is none, %j, opens no endpoint that needs one",
    async (authorization) => {
      for (const { method, path, roles } of Object.values(WIRE)) {
        if (roles === null) continue;
        const response = await town.fetch(path, { method, headers: authorization ? { authorization } : {} });
        expect([path, response.status]).toEqual([path, 401]);
      }
    },
  );
});

test("after ten failures in a minute an address must wait, but a good code is good from anywhere", async () => {
  const from = (address: string, tried: string) =>
    town.fetch("/api/sign-in", {
      method: "POST",
      headers: { "CF-Connecting-IP": address },
      body: JSON.stringify({ code: tried }),
    });
  const statuses: number[] = [];
  // Guesses at the same moment are all counted; they may fall into two minutes, so go on until one must wait.
  for (let tries = 0; tries < 3 && !statuses.includes(429); tries++) {
    const guesses = Array.from({ length: 14 }, () => from("192.0.2.7", "WRONG-CODE-0000"));
    statuses.push(...(await Promise.all(guesses)).map(({ status }) => status));
  }
  expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(10);
  expect(statuses).toContain(429);
  const refused = await from("192.0.2.7", "WRONG-CODE-0000");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
  expect((await from("192.0.2.7", await mint())).status).toBe(200);
  expect((await from("192.0.2.8", "WRONG-CODE-0000")).status).toBe(401);
  // Noise is not worth a row of the audit for each guess: one for each address and minute.
  const { results } = await town.db
    .prepare("select detail, substr(at, 1, 16) minute from audit where act = 'sign-in refused'")
    .all<{ detail: string; minute: string }>();
  const rows = results.filter(({ detail }) => detail.startsWith("192.0.2.7"));
  expect(rows.length).toBe(new Set(rows.map(({ minute }) => minute)).size);
});

test("a sign-in forgets a few of what expired long ago", async () => {
  const old = new Date(Date.now() - 60 * 86_400_000);
  for (let n = 0; n < 25; n++) await mint(old);
  const left = async () =>
    (
      await town.db
        .prepare("select count(*) n from activation where expires < ?1")
        .bind(new Date(Date.now() - 31 * 86_400_000).toISOString())
        .first<{ n: number }>()
    )?.n;
  expect(await left()).toBe(25);
  await town.signIn(1001);
  expect(await left()).toBe(5);
});
