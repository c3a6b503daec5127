// Submitting: kept once or not at all, whatever is sent, how often, and in which order.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportOf } from "../../city/reports.ts";
import { branchesOf } from "../../city/seed.ts";
import { sentRows } from "../../shared/read/table.ts";
import { figuresOf } from "../../shared/report/figures.ts";
import { SHEETS } from "../../shared/sheets/index.ts";
import { MAX_BODY, MAX_SUBMITTED_ROWS, type SubmissionBody, WIRE } from "../../shared/wire.ts";
import { brokenLink, type Link, pack, unpack } from "../../worker/seal.ts";
import {
  codeOf,
  dayFromNow,
  PERIOD,
  type Person,
  REGISTRATION,
  receiptIn,
  registration,
  sheetNamed,
  startTown,
  type Town,
  table,
} from "./town.ts";

let town: Town;
const clerks = new Map<number, Person>();
const reviewers = new Map<number, Person>();
beforeAll(async () => {
  town = await startTown();
  for (const { id } of branchesOf(town.city)) clerks.set(id, await town.signIn(id));
  for (const id of [101, 102, 103]) reviewers.set(id, await town.signIn(id));
  for (const { key } of SHEETS) if (key !== REGISTRATION) await town.open(key, PERIOD);
});
afterAll(() => town.close());

const send = async (body: SubmissionBody, query = {}) => {
  const clerk = clerks.get(body.unit);
  if (!clerk) throw new RangeError(String(body.unit));
  return clerk.call("submit", { body, query });
};
const revisions = async (unit: number) =>
  (
    await town.db
      .prepare("select * from revision where unit = ?1 and sheet = ?2 and period = ?3 order by rev")
      .bind(unit, REGISTRATION, PERIOD)
      .all<Record<string, string | number>>()
  ).results;

describe("a first submission", () => {
  test("is kept and has a receipt that can be found by its number", async () => {
    const sent = registration(town, 1001, 9);
    const receipt = receiptIn(await send(sent));
    expect(receipt).toMatchObject({
      unit: { id: 1001, name: "示例市财政局第一党支部" },
      sheet: REGISTRATION,
      sheetVersion: 1,
      period: PERIOD,
      rev: 1,
      rows: 1,
      onTime: true,
      repeated: false,
      figures: figuresOf(sheetNamed(REGISTRATION), sent.rows, { period: PERIOD, today: dayFromNow(0) }),
    });
    expect(receipt.number).toBe(`1001-${REGISTRATION}-${PERIOD}-1-${receipt.hash.slice(0, 8)}`);
    const found = await clerks.get(1001)?.call("receipt", { query: { number: receipt.number } });
    expect(found?.body).toEqual(receipt);
  });

  test("is shown again as it was sent", async () => {
    const { body } = (await clerks.get(1001)?.call("submission", {
      query: { unit: 1001, sheet: REGISTRATION, period: PERIOD },
    })) ?? { body: null };
    expect(body?.rows).toEqual(registration(town, 1001, 9).rows);
    expect(body?.standing).toBe("waiting");
    expect(body?.worksheet).toBe("Sheet1");
    expect(body?.revisions.map(({ rev }) => rev)).toEqual([1]);
  });

  test("of any sheet of the city is clean and is kept", async () => {
    const unit = branchesOf(town.city).find(({ id }) => id === 1002);
    if (!unit) throw new Error("no 1002");
    for (const sheet of SHEETS) {
      const rows = reportOf(sheet, unit, PERIOD, 3);
      if (!rows) throw new Error(sheet.key);
      const figures = figuresOf(sheet, rows, { period: PERIOD, today: dayFromNow(0) });
      const receipt = receiptIn(
        await send({
          unit: unit.id,
          sheet: sheet.key,
          period: PERIOD,
          base: 0,
          worksheet: "表",
          rows: sentRows(sheet, rows) as SubmissionBody["rows"],
          ...(sheet.rowsStayLocal ? { figures: figures as NonNullable<SubmissionBody["figures"]> } : {}),
          explanations: {},
        }),
      );
      expect([sheet.key, receipt.rows]).toEqual([sheet.key, rows.at.length]);
      expect(receipt.figures).toEqual(figures);
    }
  });
});

describe("sent again", () => {
  test("twice at once: one revision, and the same receipt for both", async () => {
    const both = await Promise.all([1, 2, 3, 4].map(() => send(registration(town, 1003, 5))));
    const receipts = both.map(receiptIn);
    expect(new Set(receipts.map(({ repeated: _, ...receipt }) => JSON.stringify(receipt))).size).toBe(1);
    expect(receipts.filter(({ repeated }) => !repeated).length).toBe(1);
    expect((await revisions(1003)).length).toBe(1);
  });

  test("unchanged on top of itself: the same receipt, nothing written", async () => {
    const first = receiptIn(await send(registration(town, 1003, 5)));
    const again = receiptIn(await send(registration(town, 1003, 5, 1)));
    expect(again).toEqual({ ...first, repeated: true });
    expect((await revisions(1003)).length).toBe(1);
  });

  test("later, after newer revisions: still its own receipt", async () => {
    const second = receiptIn(await send(registration(town, 1003, 6, 1)));
    expect(second.rev).toBe(2);
    expect(receiptIn(await send(registration(town, 1003, 5))).rev).toBe(1);
    expect(receiptIn(await send(registration(town, 1003, 6, 1)))).toEqual({ ...second, repeated: true });
    expect((await revisions(1003)).length).toBe(2);
  });

  test("different, on an old base: refused whole, the newer one named", async () => {
    const before = await revisions(1003);
    const reply = await send(registration(town, 1003, 7, 1));
    expect(codeOf(reply)).toBe("stale");
    expect(reply.refusal?.newer).toEqual({
      rev: 2,
      person: before[1] && (await nameOf(Number(before[1].person))),
      at: before[1]?.at,
    });
    expect(reply.refusal?.message.zh).toContain("第 2 次");
    expect(await revisions(1003)).toEqual(before);
  });

  test("two different ones at once: one is kept, the other is stale", async () => {
    const both = await Promise.all([7, 8].map((n) => send(registration(town, 1003, n, 2))));
    expect(both.map(codeOf).sort()).toEqual([null, "stale"].sort());
    expect((await revisions(1003)).length).toBe(3);
  });

  test("after a return: unchanged is refused, changed or explained is kept", async () => {
    receiptIn(await send(registration(town, 1004, 4)));
    await reviewers.get(102)?.call("decide", {
      body: {
        unit: 1004,
        sheet: REGISTRATION,
        period: PERIOD,
        rev: 1,
        verdict: "return",
        reason: "请核对注册数",
        notes: [],
      },
    });
    expect(codeOf(await send(registration(town, 1004, 4, 1)))).toBe("unchanged");
    expect(receiptIn(await send(registration(town, 1004, 5, 1))).rev).toBe(2);
  });

  test("after acceptance: locked, but the same again has its receipt", async () => {
    receiptIn(await send(registration(town, 1005, 4)));
    await reviewers.get(102)?.call("decide", {
      body: {
        unit: 1005,
        sheet: REGISTRATION,
        period: PERIOD,
        rev: 1,
        verdict: "accept",
        reason: "",
        notes: [],
      },
    });
    expect(codeOf(await send(registration(town, 1005, 5, 1)))).toBe("locked");
    expect(receiptIn(await send(registration(town, 1005, 4))).repeated).toBe(true);
    expect((await revisions(1005)).length).toBe(1);
  });
});

describe("the day", () => {
  test("after the due day it is kept, and said to be late", async () => {
    await town.open(REGISTRATION, "2026Q2", { due: -1, closes: 1 });
    const receipt = receiptIn(await send({ ...registration(town, 1006, 5), period: "2026Q2" }));
    expect(receipt.onTime).toBe(false);
  });

  test("on the closing day it is kept, the day after it is not", async () => {
    await town.open(REGISTRATION, "2026Q1", { due: -9, closes: 0 });
    expect(receiptIn(await send({ ...registration(town, 1006, 5), period: "2026Q1" })).rev).toBe(1);
    await town.open(REGISTRATION, "2025Q4", { due: -9, closes: -1 });
    expect(codeOf(await send({ ...registration(town, 1006, 5), period: "2025Q4" }))).toBe("closed");
  });

  test("a period that nobody opened is not expected", async () => {
    expect(codeOf(await send({ ...registration(town, 1006, 5), period: "2024Q4" }))).toBe("notExpected");
    expect(codeOf(await send({ ...registration(town, 1006, 5), sheet: "no-such-sheet" }))).toBe(
      "notExpected",
    );
  });
});

describe("the check", () => {
  test("refuses what must be mended, with the issues, and keeps nothing", async () => {
    const reply = await send(registration(town, 1007, 9999));
    expect(codeOf(reply)).toBe("invalid");
    expect(reply.refusal?.issues?.map(({ rule }) => rule)).toContain("V4");
    expect(await revisions(1007)).toEqual([]);
  });

  test("asks for an explanation, takes a real one, and prints it on the receipt", async () => {
    const sent = registration(town, 1007, 5);
    const members = town.city.units.find(({ id }) => id === 1007)?.members ?? 0;
    const disputed = {
      ...sent,
      rows: table({ org: ["示例"], base: [members + 1], registered: [5], teams: [1] }),
    };
    const asked = await send(disputed);
    expect(codeOf(asked)).toBe("invalid");
    const issue = asked.refusal?.issues?.find(({ code }) => code === "T10");
    if (!issue) throw new Error("no T10");
    const id = [issue.code, issue.rule ?? "", issue.key ?? issue.row ?? "", issue.column ?? ""].join("|");
    expect(codeOf(await send({ ...disputed, explanations: { [id]: "属实" } }))).toBe("invalid");
    const words = "上月转入一名党员，名册尚未更新";
    const receipt = receiptIn(await send({ ...disputed, explanations: { [id]: words } }));
    expect(receipt.explanations).toEqual({ [id]: words });
  });

  test("an explanation of nothing is not kept, and does not make it another submission", async () => {
    const words = { "T99|||": "这里没有问题需要说明" };
    const first = receiptIn(await send({ ...registration(town, 1008, 4), explanations: words }));
    expect(first.explanations).toEqual({});
    const again = receiptIn(await send(registration(town, 1008, 4)));
    expect(again).toEqual({ ...first, repeated: true });
    await town.db.prepare("delete from revision where unit = 1008").all();
    await town.db.prepare("update head set rev = 0, standing = 'missing' where unit = 1008").all();
  });

  test("a dry run says the same and keeps nothing", async () => {
    const bad = await send(registration(town, 1008, 9999), { dryRun: 1 });
    expect(bad.body).toMatchObject({ accepted: false });
    const good = await send(registration(town, 1008, 5), { dryRun: 1 });
    expect(good.body).toMatchObject({ accepted: true, issues: [] });
    expect(await revisions(1008)).toEqual([]);
  });
});

test("the receipt of the longest names is found by its number", () => {
  const number = `999999999-${"s".repeat(64)}-${"p".repeat(64)}-999999999-0123abcd`;
  expect(WIRE.receipt.query.safeParse({ number }).success).toBe(true);
});

describe("bad input, nothing kept", () => {
  const clerk = () => clerks.get(1009) ?? town.anyone;
  const good = () => registration(town, 1009, 5);
  const refusals: [string, () => unknown, string][] = [
    ["an unknown key", () => ({ ...good(), more: 1 }), "badRequest"],
    [
      "a prototype key",
      () => JSON.parse(JSON.stringify(good()).replace("{", '{"__proto__":{"a":1},')),
      "badRequest",
    ],
    ["a missing key", () => ({ ...good(), base: undefined }), "badRequest"],
    ["a base that never was", () => ({ ...good(), base: 3 }), "badRequest"],
    ["a unit of ten digits", () => ({ ...good(), unit: 1_000_000_000 }), "badRequest"],
    ["a sign that nobody sees", () => ({ ...good(), rows: table({ org: ["甲\0"] }) }), "badRequest"],
    ["an unknown column", () => ({ ...good(), rows: table({ nonsense: [1] }) }), "badRequest"],
    ["columns of unequal length", () => ({ ...good(), rows: { ...good().rows, at: [4, 5] } }), "badRequest"],
    ["a fraction", () => ({ ...good(), rows: table({ org: ["甲"], base: [9.5] }) }), "badRequest"],
    ["text for a number", () => ({ ...good(), rows: table({ org: ["甲"], base: ["9"] }) }), "badRequest"],
    ["figures of one's own", () => ({ ...good(), figures: { "#rows": 1 } }), "badRequest"],
    [
      "too many rows",
      () => ({ ...good(), rows: table({ org: Array.from({ length: MAX_SUBMITTED_ROWS + 1 }, () => "甲") }) }),
      "tooLarge",
    ],
    ["a body too large", () => ({ ...good(), worksheet: "甲".repeat(MAX_BODY / 3 + 9) }), "tooLarge"],
    [
      "rows of a sheet that stay local",
      () => ({ ...good(), sheet: "donation-register", rows: table({ amount: [500] }) }),
      "badRequest",
    ],
    [
      "a local sheet without figures",
      () => ({ ...good(), sheet: "donation-register", rows: table({}) }),
      "badRequest",
    ],
    [
      "impossible figures of a local sheet",
      () => ({
        ...good(),
        sheet: "donation-register",
        rows: table({}),
        figures: { "#rows": 3, nonsense: 1 },
      }),
      "badRequest",
    ],
  ];
  test.each(refusals)("%s", async (_, body, code) => {
    const reply = await clerk().call("submit", { body: body() });
    expect(codeOf(reply)).toBe(code);
    expect(await revisions(1009)).toEqual([]);
  });

  test("a number that no total could hold, and rows whose sum no number could", async () => {
    const stored = 9e15;
    const absurd = (rows: SubmissionBody["rows"], query = {}) =>
      clerk().call("submit", { body: { ...good(), rows }, query });
    const { name, members } = town.city.units.find(({ id }) => id === 1009) ?? { name: "", members: 0 };
    const row = { org: [name], base: [members], registered: [5] };
    expect(codeOf(await absurd(table({ ...row, teams: [stored] })))).toBe("figureTooLarge");
    expect(codeOf(await absurd(table({ ...row, teams: [2e12] })))).toBe("figureTooLarge");
    const twice = table({ org: ["甲", "乙"], base: [9, 9], registered: [1, 1], teams: [stored, stored] });
    expect(codeOf(await absurd(twice, { dryRun: 1 }))).toBe("figureTooLarge");
    expect(await revisions(1009)).toEqual([]);
  });

  test("is told what was wrong with it", async () => {
    const told = async (body: unknown) => (await clerk().call("submit", { body })).refusal?.detail;
    expect(await told({ ...good(), more: 1, most: 2 })).toBe("unknown more, most");
    const columns = Array.from({ length: 101 }, () => good().rows.columns[0]);
    const wide = await clerk().call("submit", { body: { ...good(), rows: { ...good().rows, columns } } });
    expect([codeOf(wide), wide.refusal?.detail]).toEqual([
      "badRequest",
      expect.stringContaining("rows.columns: "),
    ]);
  });

  test("no JSON at all", async () => {
    const headers = { Authorization: `Bearer ${clerk().token}` };
    for (const body of ["", "{", "null", "[]", "\u0000"]) {
      const response = await town.fetch("/api/submissions", { method: "POST", headers, body });
      expect([body, response.status]).toEqual([body, 400]);
    }
  });

  test("a personal column never reaches the database", async () => {
    const rows = table({ org: ["甲"], base: [9], registered: [5], phone: ["13800000000"] });
    expect(codeOf(await clerk().call("submit", { body: { ...good(), rows } }))).toBe("badRequest");
    const kept = JSON.stringify((await town.db.prepare("select * from audit").all()).results);
    expect(kept).not.toContain("13800000000");
  });
});

test("text that looks like a formula is kept and shown as the text it is", async () => {
  const text = '=HYPERLINK("http://example.org","x")';
  const sent = registration(town, 1009, 5);
  const columns = [...sent.rows.columns, { key: "remark", letter: "E", values: [text] }];
  receiptIn(await send({ ...sent, rows: { ...sent.rows, columns } }));
  const { body } = (await clerks.get(1009)?.call("submission", {
    query: { unit: 1009, sheet: REGISTRATION, period: PERIOD },
  })) ?? { body: null };
  expect(body?.rows.columns.at(-1)?.values).toEqual([text]);
});

test("a revision that is not as it came is not shown, and the chain says which it is", async () => {
  const chainOf = async () => {
    const { results } = await town.db
      .prepare(
        `select unit, sheet, sheet_version as sheetVersion, period, rev, body_hash as bodyHash, person, at,
           on_time as onTime, rows, worksheet, figures, hash, explanations, body
         from revision where unit = 1003 and sheet = ?1 and period = ?2 order by rev`,
      )
      .bind(REGISTRATION, PERIOD)
      .all<Omit<Link, "onTime" | "isLocal"> & { onTime: number }>();
    return results.map((link) => ({ ...link, onTime: link.onTime === 1, isLocal: false }));
  };
  const links = await chainOf();
  expect(links.length).toBe(3);
  expect(await brokenLink(links)).toBe(null);
  expect(await brokenLink(links.filter(({ rev }) => rev !== 2))).toBe(2);
  for (const changed of [
    { figures: '{"#rows":1}' },
    { rows: 2 },
    { worksheet: "别的表" },
    { explanations: '{"x":"y"}' },
    { at: "2026-01-01T00:00:00.000Z" },
    { body: await pack('{"at":[],"columns":[]}') },
  ])
    expect([
      changed,
      await brokenLink(links.map((link) => (link.rev === 2 ? { ...link, ...changed } : link))),
    ]).toEqual([changed, 2]);
  const kept = links[0]?.body ?? "";
  const keep = (body: string) =>
    town.db
      .prepare("update revision set body = ?1 where unit = 1003 and rev = 1 and sheet = ?2")
      .bind(body, REGISTRATION)
      .all();
  const query = { unit: 1003, sheet: REGISTRATION, period: PERIOD, rev: 1 };
  await keep((await pack((await unpack(kept)).replace("5", "6"))) ?? "");
  expect(codeOf((await clerks.get(1003)?.call("submission", { query })) as never)).toBe("broken");
  await keep(kept);
  expect((await clerks.get(1003)?.call("submission", { query }))?.status).toBe(200);
});

test("every revision's hash covers its content and the revision before", async () => {
  const sha = (content: string) => createHash("sha256").update(content).digest("hex");
  let checked = 0;
  const { results } = await town.db
    .prepare("select * from revision order by unit, sheet, period, rev")
    .all<Record<string, string | number>>();
  let before = "";
  for (const r of results) {
    if (r.rev === 1) before = "";
    const { unit, sheet, sheet_version, period, rev, body_hash, figures, person, at, on_time } = r;
    const { rows, worksheet } = r;
    const parts = [
      before,
      unit,
      sheet,
      sheet_version,
      period,
      rev,
      body_hash,
      figures,
      person,
      at,
      on_time === 1,
      rows,
      worksheet,
    ];
    expect(sha(JSON.stringify(parts))).toBe(r.hash);
    before = String(r.hash);
    checked += 1;
  }
  expect(checked).toBeGreaterThan(10);
  expect(results.filter(({ rev }) => Number(rev) > 1).length).toBeGreaterThan(2);
});

async function nameOf(person: number): Promise<string | undefined> {
  const sql = "select name from person where id = ?1";
  return (await town.db.prepare(sql).bind(person).first<{ name: string }>())?.name;
}
