// What a unit's people confirmed: found again by whoever is signed in for that unit, by nobody else, and never more
// than a few rows written.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Layout } from "../../shared/read/layout.ts";
import { remember } from "../../worker/remember.ts";
import type { Call } from "../../worker/route.ts";
import { MOST_REMEMBERED } from "../../worker/store/remembered.ts";
import { codeOf, counting, type Person, REGISTRATION, startTown, type Town } from "./town.ts";

let town: Town;
let clerk: Person;
const UNIT = 1001;
beforeAll(async () => {
  town = await startTown();
  clerk = await town.signIn(UNIT);
});
afterAll(() => town.close());

const LAYOUT: Layout = {
  headers: "0123456789abcdef",
  sheet: REGISTRATION,
  columns: { 支部: "org", 在册人数: "base", "人数#2": "registered" },
};
const recalled = async (person: Person, unit = UNIT) =>
  (await person.call("remembered", { query: { unit } })).body;
const tell = (body: object, person = clerk) => person.call("remember", { body: { unit: UNIT, ...body } });

test("a layout is found again, on another machine too, and replaced by a newer one for the same headers", async () => {
  expect(await recalled(clerk)).toEqual({ layouts: [], aliases: [] });
  const { at } = (await tell({ layout: LAYOUT })).body;
  const other = await town.signIn(UNIT);
  expect(await recalled(other)).toEqual({ layouts: [{ ...LAYOUT, at }], aliases: [] });
  const newer = { ...LAYOUT, columns: { 支部: "org" } };
  const again = (await tell({ layout: newer }, other)).body;
  expect((await recalled(clerk)).layouts).toEqual([{ ...newer, at: again.at }]);
});

test("the same headers may be of two sheets; the newest stands first", async () => {
  await tell({ layout: { headers: LAYOUT.headers, sheet: "donation-summary", columns: { 支部: "org" } } });
  expect((await recalled(clerk)).layouts.map(({ sheet }) => sheet)).toEqual([
    "donation-summary",
    REGISTRATION,
  ]);
});

test("another name of the unit is remembered until it is taken back", async () => {
  await tell({ alias: "财政一支部", ours: true });
  await tell({ alias: "财政一支部", ours: true });
  expect((await recalled(clerk)).aliases).toEqual(["财政一支部"]);
  await tell({ alias: "财政一支部", ours: false });
  await tell({ alias: "从来没有", ours: false });
  expect((await recalled(clerk)).aliases).toEqual([]);
  const { results } = await town.db
    .prepare("select act, detail from audit where act in ('remember', 'forget') and detail like 'alias%'")
    .all<{ act: string; detail: string }>();
  expect(results.map(({ act, detail }) => `${act} ${detail}`)).toEqual([
    "remember alias 财政一支部",
    "remember alias 财政一支部",
    "forget alias 财政一支部",
  ]);
});

test("it is the unit's own: a neighbour has its own, a superior does not read it", async () => {
  expect((await recalled(await town.signIn(1002), 1002)).layouts).toEqual([]);
  for (const unit of [101, 1]) {
    const person = await town.signIn(unit);
    expect(codeOf(await person.call("remembered", { query: { unit: UNIT } }))).toBe("notAllowed");
    expect((await person.call("remember", { body: { unit, alias: "本单位", ours: true } })).status).toBe(200);
    expect((await recalled(person, unit)).aliases).toEqual(["本单位"]);
  }
});

test.each([
  ["a key that is no hash", { layout: { ...LAYOUT, headers: "支部,人数" } }],
  ["a sheet that is not", { layout: { ...LAYOUT, sheet: "no-such-sheet" } }],
  ["a column that is not", { layout: { ...LAYOUT, columns: { 支部: "constructor" } } }],
  ["two headers of one column", { layout: { ...LAYOUT, columns: { 甲: "org", 乙: "org" } } }],
  ["a header of great length", { layout: { ...LAYOUT, columns: { ["长".repeat(81)]: "org" } } }],
  ["a header without a name", { layout: { ...LAYOUT, columns: { "": "org" } } }],
  [
    "more columns than a sheet has",
    {
      layout: {
        ...LAYOUT,
        columns: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`c${n}`, "org"])),
      },
    },
  ],
  ["a value beside the headers", { layout: { ...LAYOUT, sample: ["4150"] } }],
  ["both at once", { layout: LAYOUT, alias: "支部", ours: true }],
  ["an empty name", { alias: "", ours: true }],
  ["a name of great length", { alias: "长".repeat(81), ours: true }],
  ["nothing", {}],
])("%s is refused and nothing is kept", async (_, body) => {
  const before = await recalled(clerk);
  expect(codeOf(await tell(body))).toBe("badRequest");
  expect(await recalled(clerk)).toEqual(before);
});

test("beyond the limit the oldest are forgotten, at a cost of at most five rows", async () => {
  const counted = counting(town.db);
  const most = MOST_REMEMBERED + 4;
  for (let n = 0; n < most; n++) {
    counted.written = 0;
    await remember({
      db: counted.db,
      now: new Date(Date.UTC(2030, 0, 1, 0, n)),
      query: undefined,
      body: { unit: UNIT, layout: { ...LAYOUT, headers: n.toString(16).padStart(16, "0") } },
      caller: { person: 1 },
      unit: { id: UNIT, name: "", path: "" },
      address: "",
    } as unknown as Call<"remember">);
    expect(counted.written).toBeLessThanOrEqual(5);
  }
  const { layouts, aliases } = await recalled(clerk);
  expect(layouts.length + aliases.length).toBe(MOST_REMEMBERED);
  expect(layouts[0]?.headers).toBe((most - 1).toString(16).padStart(16, "0"));
});
