// The figures of one submission and their roll-up, each with the numbers worked out by hand.
import { describe, expect, test } from "vitest";
import { figuresOf, keepableFigures, plausible, tooLarge } from "../../shared/report/figures.ts";
import { rollUp } from "../../shared/report/rollup.ts";
import { sayFigure } from "../../shared/report/show.ts";
import { example, rowsFrom } from "./example.ts";

const at = { period: "2020Q1", today: "2020-04-10" };
const figures = (rows: Parameters<typeof rowsFrom>[0]) => figuresOf(example, rowsFrom(rows), at);

describe("figures of a submission", () => {
  test("sums, products, conditions and days are exact integers in the smallest unit", () => {
    const found = figures([
      {
        org: "甲",
        kind: "a",
        members: 10,
        donors: 9,
        amount: 12345,
        hours: 15,
        given: "2020-02-27",
        done: "2020-03-02",
      },
      { org: "乙", kind: "b", members: 90, donors: 10, amount: 9999, hours: 20, given: "2020-03-01" },
    ]);
    expect(found).toMatchObject({
      "#rows": 2,
      events: 2,
      "events/a": 1,
      "events/b": 1,
      amount: 22344,
      "amount/a": 12345,
      members: 100,
      big: 12345,
      hours: 9 * 15 + 10 * 20,
      rate: [19, 100],
      perHead: [22344, 100],
      days: [4, 1],
      orgs: { values: ["乙", "甲"].sort() },
    });
    expect(found).not.toHaveProperty("events/c");
  });

  test("missing is left out and is not zero", () => {
    const found = figures([
      { members: 10, donors: 9 },
      { members: 90, donors: null },
      { members: null, donors: 4, kind: "自己写的" },
    ]);
    expect(found).toMatchObject({ members: 100, rate: [9, 10], amount: null, perHead: null, orgs: null });
    // 没有类别的行和自己写的类别同归“其余”，分类之和等于总数。
    expect(found).toMatchObject({ events: 3, "events/#rest": 3, "amount/#rest": null });
    // 没有一行符合条件是零，不是缺数。
    expect(figures([{ amount: 5000 }]).big).toBe(0);
    expect(figures([])).toMatchObject({ "#rows": 0, events: 0, amount: null, rate: null, late: 0 });
  });

  test("a column that the table lacks is missing in every row", () => {
    const rows = { at: [5, 6], columns: [{ key: "members", letter: "A", values: [3, 4] }] };
    expect(figuresOf(example, rows, at)).toMatchObject({
      members: 7,
      rate: null,
      hours: null,
      "events/#rest": 2,
    });
  });

  test("overdue counts at the end of the period, or today when that is earlier", () => {
    const rows = [
      { given: "2020-01-01", due: "2020-03-30" },
      { given: "2020-01-01", due: "2020-03-31" },
      { given: "2020-02-20", due: "立行立改" },
      { given: "2020-03-10", due: "立行立改" },
      { given: "2020-01-01", due: "长期坚持" },
      { given: "2020-01-01", due: "2020-02-01", done: "2020-03-01" },
    ];
    expect(figures(rows).late).toBe(2);
    expect(figuresOf(example, rowsFrom(rows), { period: "2020Q1", today: "2020-03-21" }).late).toBe(0);
    expect(figuresOf(example, rowsFrom(rows), { period: null, today: "2020-04-10" }).late).toBe(4);
  });

  test("distinct values beyond the limit give an upper bound", () => {
    const many = Array.from({ length: 1001 }, (_, n) => ({ org: `单位${n}` }));
    expect(figures(many.slice(0, 1000)).orgs).toHaveProperty("values.length", 1000);
    expect(figures(many).orgs).toEqual({ atMost: 1001 });
  });

  test("a sum that leaves the safe integers is refused, not rounded", () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(figures([{ amount: most - 1 }, { amount: 1 }]).amount).toBe(most);
    expect(() => figures([{ amount: most }, { amount: 1 }])).toThrow(RangeError);
    expect(() => figures([{ amount: most }, { amount: 1 }, { amount: -5 }])).toThrow(RangeError);
    expect(() => figures([{ donors: 4e15, hours: 4e15 }])).toThrow(RangeError);
  });

  test("a figure is too large when a city of it could not be added up exactly", () => {
    expect(tooLarge(figures([{ amount: 1e12 }]))).toBeNull();
    expect(tooLarge(figures([{ amount: 1e12 }, { amount: 1 }]))).toBe("amount");
    expect(tooLarge(figures([{ amount: 5, members: 2e12 }]))).toBe("members");
    const keepable = (...amounts: number[]) =>
      keepableFigures(example, rowsFrom(amounts.map((amount) => ({ amount }))), at);
    expect(keepable(1e12)?.amount).toBe(1e12);
    expect([keepable(1e12, 1), keepable(Number.MAX_SAFE_INTEGER, 1)]).toEqual([null, null]);
    const units = Array.from({ length: 9000 }, () => ({ amount: 1e12 }));
    expect(rollUp(example, units).amount).toBe(9e15);
  });

  test("20,000 rows of large amounts add up exactly", () => {
    const amount = 123_456_789_01;
    const rows = Array.from({ length: 20_000 }, () => ({ amount }));
    expect(figures(rows).amount).toBe(Number(BigInt(amount) * 20_000n));
  });
});

describe("plausible figures", () => {
  const honest = figures([{ org: "甲", kind: "a", members: 10, donors: 9, amount: 12345 }]);
  test("the shared function's own figures are plausible", () =>
    expect(plausible(example, honest)).toBeNull());
  test.each([
    ["unknown", { ...honest, other: 1 }],
    ["#rows", { ...honest, "#rows": -1 }],
    ["rate", { ...honest, rate: 5 }],
    ["rate", { ...honest, rate: [1.5, 2] as const }],
    ["events", { ...honest, events: 2 }],
    ["amount", { ...honest, amount: 0.1 }],
    ["amount", { ...honest, amount: 2e12 }],
    ["orgs", { ...honest, orgs: { values: ["乙", "甲", "乙"] } }],
    ["events/x", { ...honest, "events/x": 1 }],
    ["#rows", { ...honest, "#rows": 1e9 }],
    ["events", { ...honest, "events/a": 0 }],
    ["amount", { ...honest, "amount/b": 5 }],
    ["orgs", { ...honest, orgs: null }],
    ["late", { ...honest, late: null }],
    ["late", Object.fromEntries(Object.entries(honest).filter(([key]) => key !== "late"))],
  ])("names what is wrong with %s", (name, wrong) => expect(plausible(example, wrong)).toContain(name));
});

describe("roll-up", () => {
  test("9/10 and 10/90 make 19/100, and a unit without both is in neither part", () => {
    const units = [
      figures([{ members: 10, donors: 9 }]),
      figures([{ members: 90, donors: 10 }]),
      figures([{ members: 900, donors: null }]),
    ];
    const total = rollUp(example, units);
    expect(total).toMatchObject({ rate: [19, 100], members: 1000, amount: null, "#rows": 3 });
    const rate = example.measures.find(({ key }) => key === "rate");
    expect(rate && sayFigure(example, rate, total.rate ?? null, "zh")).toBe("19.0%");
  });

  test("a total of totals is the total, in any order", () => {
    const units = Array.from({ length: 30 }, (_, n) =>
      figures([
        { org: `单位${n % 7}`, kind: "abc"[n % 3] ?? null, members: n, donors: n % 5, amount: n * 101 },
      ]),
    );
    const all = rollUp(example, units);
    expect(rollUp(example, [rollUp(example, units.slice(0, 11)), rollUp(example, units.slice(11))])).toEqual(
      all,
    );
    expect(rollUp(example, [...units].reverse())).toEqual(all);
    expect(all.orgs).toHaveProperty("values.length", 7);
    expect(all["events/a"]).toBe(10);
  });

  test("distinct values of which some are only counted give an upper bound", () => {
    const total = rollUp(example, [{ orgs: { values: ["甲", "乙"] } }, { orgs: { atMost: 5 } }]);
    expect(total.orgs).toEqual({ atMost: 7 });
  });

  test("nobody has reported: null, not zero", () => {
    expect(rollUp(example, [])).toMatchObject({
      amount: null,
      events: null,
      rate: null,
      orgs: null,
      "#rows": null,
    });
  });

  test("sums beyond the safe integers are refused", () => {
    expect(() => rollUp(example, [{ amount: Number.MAX_SAFE_INTEGER }, { amount: 1 }])).toThrow(RangeError);
  });
});

describe("a figure in words", () => {
  const say = (key: string, figure: Parameters<typeof sayFigure>[2], language: "zh" | "en" = "zh") => {
    const measure = example.measures.find((one) => one.key === key);
    if (!measure) throw new Error(key);
    return sayFigure(example, measure, figure, language);
  };
  test.each([
    ["amount", 980_000, "9,800元"],
    ["amount", 999_999, "9,999.99元"],
    ["amount", 1_000_000, "1.00万元"],
    ["amount", 1_234_567_891, "1,234.57万元"],
    ["amount", null, "—"],
    ["members", 12_345, "12,345人"],
    ["hours", 335, "33.5小时"],
    ["rate", [19, 100] as const, "19.0%"],
    ["rate", [0, 0] as const, "—"],
    ["perHead", [22_344, 100] as const, "2.23元/人"],
    ["orgs", { values: ["a", "b"] }, "2个"],
    ["orgs", { atMost: 1200 }, "不超过1,200个"],
    ["late", 3, "3件"],
  ])("%s of %j", (key, figure, words) => expect(say(key, figure)).toBe(words));
  test("in English", () => {
    expect(say("amount", 1_234_567_891, "en")).toBe("12,345,678.91 yuan");
    expect(say("orgs", { atMost: 12 }, "en")).toBe("at most 12 units");
  });
});
