// The wire as functions: a refusal and a missing network are values, told apart; a busy server is asked again.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createApi } from "../../addin/pane/api.ts";
import { sayIn, type TextKey } from "../../addin/pane/texts.ts";

function apiWith(answers: (() => Response | Promise<Response>)[]) {
  const asked: { url: string; init: RequestInit }[] = [];
  const pauses: number[] = [];
  const api = createApi({
    fetch: async (url, init) => {
      asked.push({ url: String(url), init: init ?? {} });
      return (answers[asked.length - 1] ?? answers.at(-1))?.() as Response;
    },
    token: () => "secret",
    pause: async (milliseconds) => void pauses.push(milliseconds),
    random: () => 0.5,
  });
  return { api, asked, pauses };
}

const away = () => Promise.reject(new TypeError("Failed to fetch"));
const busy = () => Response.json({ code: "busy", message: { zh: "忙", en: "busy" } }, { status: 503 });

test("fills the path and the query, and carries the sign-in", async () => {
  const { api, asked } = apiWith([() => Response.json({})]);
  await api.call("receipt", { query: { number: "7-a/b" } });
  await api.call("submission", { query: { unit: 7, sheet: "s", period: "2020Q1", rev: undefined } });
  expect(asked.map(({ url }) => url)).toEqual([
    "/api/receipts/7-a%2Fb",
    "/api/submission?unit=7&sheet=s&period=2020Q1",
  ]);
  expect(new Headers(asked[0]?.init.headers).get("authorization")).toBe("Bearer secret");
});

test("a refusal is a value; a page that is not ours counts as a service that is not there", async () => {
  const closed = () =>
    Response.json({ code: "closed", message: { zh: "截止", en: "closed" } }, { status: 423 });
  expect(await apiWith([closed]).api.call("me")).toMatchObject({ ok: false, refusal: { code: "closed" } });
  const proxy = () => new Response("<html>Bad gateway</html>", { status: 502 });
  expect(await apiWith([proxy]).api.call("me")).toMatchObject({ ok: false, refusal: { code: "busy" } });
});

test("no network is no refusal, and the person's stop is no missing network", async () => {
  expect(await apiWith([away]).api.call("me")).toEqual({ ok: false, refusal: null, stopped: false });
  const stopper = new AbortController();
  stopper.abort();
  expect(await apiWith([away]).api.call("me", { signal: stopper.signal })).toMatchObject({ stopped: true });
});

test("insists three times with growing pauses, then says what is so; a refusal ends it at once", async () => {
  const { api, asked, pauses } = apiWith([busy, away, () => Response.json({ done: true })]);
  expect(await api.insist("me")).toMatchObject({ ok: true });
  expect(asked).toHaveLength(3);
  expect(pauses[1]).toBeGreaterThan(pauses[0] ?? 0);
  const gone = apiWith([away]);
  expect(await gone.api.insist("me")).toMatchObject({ ok: false, refusal: null });
  expect(gone.asked).toHaveLength(3);
  const closed = apiWith([
    () => Response.json({ code: "closed", message: { zh: "", en: "" } }, { status: 423 }),
  ]);
  await closed.api.insist("me");
  expect(closed.asked).toHaveLength(1);
});

test("one and many are told apart in English", () => {
  const say = sayIn("en");
  expect(say("leavesRows", { rows: 1, columns: 1200 })).toBe("1 row, 1,200 columns");
  expect(say("leavesRows", { rows: 0, columns: 1 })).toBe("0 rows, 1 column");
});

test("no word of the machine's is on a screen, and every slot of one language is in the other", () => {
  const source = readFileSync("addin/pane/texts.ts", "utf8");
  const keys = [...source.matchAll(/^ {2}(\w+): \[/gm)].map(([, key]) => key as TextKey);
  expect(keys.length).toBeGreaterThan(150);
  const slots = (text: string) => [...new Set(text.match(/⟨\w+⟩/g))].sort();
  for (const key of keys) {
    const marked = new Proxy({}, { get: (_, slot) => `⟨${String(slot)}⟩` });
    const [zh, en] = [sayIn("zh")(key, marked), sayIn("en")(key, marked)];
    expect(`${zh} ${en}`, key).not.toMatch(
      /JSON|token|sync|HTTP|API|\b[45]\d\d\b|null|undefined|服务器|同步|令牌|接口/i,
    );
    expect(slots(zh), key).toEqual(slots(en));
  }
});
