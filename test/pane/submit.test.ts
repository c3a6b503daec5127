// Checking and submitting from the pane: real samples, real check, a server that answers as told. What cannot be
// sent is kept; what changed meanwhile is not sent; explanations travel with their findings only.
import { describe, expect, test } from "vitest";
import { listKept, sendKept, submitActs } from "../../addin/pane/acts/submit.ts";
import { blockingIssues, countsOf, fixesOf, idOf, nextAct } from "../../addin/pane/state/checking.ts";
import { REFUSALS, type SubmissionBody } from "../../shared/wire.ts";
import { expectation, NOW, type Office, office, sample, UNIT } from "./office.ts";

const receiptOf = (body: SubmissionBody) => ({
  number: `7-${body.sheet}-${body.period}-1-abcdef12`,
  unit: UNIT,
  sheet: body.sheet,
  sheetVersion: 1,
  period: body.period,
  rev: body.base + 1,
  rows: body.rows.at.length,
  figures: {},
  hash: "ab".repeat(32),
  person: "示例填报人",
  at: new Date(NOW).toISOString(),
  onTime: true,
  explanations: body.explanations,
  repeated: false,
});

function refused(code: keyof typeof REFUSALS, more: object = {}): Response {
  const [status, zh, en] = REFUSALS[code];
  return Response.json({ code, message: { zh, en }, ...more }, { status });
}

async function atDesk(faulty: boolean, onSubmit: (body: SubmissionBody) => unknown) {
  const workbook = await sample("donation-summary", faulty);
  const sent: SubmissionBody[] = [];
  const room = office(workbook, (url, init) => {
    if (url.startsWith("/api/expected")) return [expectation()];
    if (!url.startsWith("/api/submissions")) throw new Error(url);
    const body = JSON.parse(String(init.body)) as SubmissionBody;
    sent.push(body);
    return onSubmit(body);
  });
  room.bench.dispatch({ act: "expected", list: [expectation()] });
  room.desk.opened();
  await room.settled();
  return { ...room, workbook, sent, submit: submitActs(room.bench, room.desk) };
}

const away = () => {
  throw new TypeError("Failed to fetch");
};

describe("checking on opening", () => {
  test("a clean sample asks for nothing and leads to submitting", async () => {
    const room = await atDesk(false, receiptOf);
    expect(room.state().desk.phase).toBe("ready");
    expect(blockingIssues(room.state().desk)).toEqual([]);
    expect(nextAct(room.state())).toBe("toSubmit");
  });

  test("a faulty one is marked, counted, and leads to its next problem; a correction is written and checked", async () => {
    const room = await atDesk(true, receiptOf);
    const { desk } = room.state();
    const before = countsOf(desk.issues);
    expect(before.must).toBeGreaterThanOrEqual(8);
    expect(nextAct(room.state())).toBe("nextIssue");
    const marked = new Set(room.workbook.marks(desk.worksheetId ?? "").map(({ address }) => address));
    const found = new Set(desk.issues.flatMap(({ cell, cells = [] }) => (cell ? [cell, ...cells] : cells)));
    expect([...marked].sort()).toEqual([...found].sort());
    // What a figure was compared with is not accused.
    expect(desk.issues.find(({ cell }) => cell === "F5")?.related).toEqual(["E5"]);
    expect(marked).not.toContain("E5");

    const fixes = fixesOf(desk.issues);
    expect(fixes.length).toBeGreaterThan(1);
    room.desk.acts.fix(fixes);
    await room.settled();
    expect(countsOf(room.state().desk.issues).explain).toBeLessThan(before.explain);
    const cells = new Set(room.state().desk.issues.map(({ cell }) => cell));
    expect(fixes.some(({ cell }) => !cells.has(cell))).toBe(true);
  });

  test("marks go when they are not wanted", async () => {
    const room = await atDesk(true, receiptOf);
    room.bench.dispatch({ act: "preferred", preferences: { language: "zh", theme: "auto", marks: false } });
    room.desk.remark();
    await room.settled();
    expect(room.workbook.marks(room.state().desk.worksheetId ?? "")).toEqual([]);
  });
});

describe("submitting", () => {
  test("leads to the first explanation that is missing, and says so", async () => {
    const room = await atDesk(false, receiptOf);
    const asked = { code: "T04", effect: "explain", cell: "F6", slots: {} } as const;
    room.bench.dispatch({ act: "desk", part: { issues: [asked] } });
    room.submit.send();
    await room.settled();
    expect(room.sent).toEqual([]);
    expect(room.state().focus).toBe(`explain-${idOf(asked)}`);
    expect(room.state().announced).toContain("还有 1 处没有说明");
  });

  test("after it there is a receipt to look at, and something to submit only when the table was edited", async () => {
    const room = await atDesk(false, receiptOf);
    room.submit.send();
    await room.settled();
    room.bench.dispatch({ act: "expected", list: [expectation({ standing: "waiting", rev: 1 })] });
    expect(nextAct(room.state())).toBe("toReceipt");
    room.bench.dispatch({ act: "desk", part: { edited: true } });
    expect(nextAct(room.state())).toBe("toSubmit");
    room.bench.dispatch({ act: "expected", list: [expectation({ standing: "accepted", rev: 1 })] });
    expect(nextAct(room.state())).toBe("toReceipt");
  });

  test("what must be settled stands in the way also where it has no cell", async () => {
    const room = await atDesk(false, receiptOf);
    room.bench.dispatch({
      act: "desk",
      part: { issues: [{ code: "F05", effect: "must", cell: null, slots: {} }] },
    });
    expect(nextAct(room.state())).toBe("nextIssue");
  });

  test("sends what was checked and shows the receipt", async () => {
    const room = await atDesk(false, receiptOf);
    room.submit.send();
    await room.settled();
    expect(room.state().sending).toMatchObject({ phase: "done", fresh: true });
    expect(room.sent).toHaveLength(1);
    const [body] = room.sent;
    expect(body).toMatchObject({ unit: 7, sheet: "donation-summary", period: "2020Q1", base: 0 });
    expect(body?.rows.columns.map(({ key }) => key)).not.toContain("seq");
    expect(body?.rows.at).toEqual(room.state().desk.table?.at);
  });

  test("does not send a table with findings that must be mended", async () => {
    const room = await atDesk(true, receiptOf);
    room.submit.send();
    await room.settled();
    expect(room.sent).toEqual([]);
  });

  test("does not send what changed since it was checked", async () => {
    const room = await atDesk(false, receiptOf);
    const { table, worksheetId } = room.state().desk;
    const column = table?.columns.find(({ key }) => key === "remark") ?? table?.columns.at(-1);
    // Written behind the pane's back, as an edit whose event was lost.
    await room.workbook.write(worksheetId ?? "", [
      { address: `${column?.letter}${table?.at[0]}`, value: "新的备注" },
    ]);
    room.submit.send();
    await room.settled();
    expect(room.state().sending.phase).toBe("changed");
    expect(room.sent).toEqual([]);
    room.submit.send();
    await room.settled();
    expect(room.state().sending.phase).toBe("done");
  });

  test.each([
    ["without a network", away],
    ["without a confirmation", () => refused("busy")],
  ])("keeps it %s and sends it once when there is one again", async (_, missing) => {
    let there = false;
    const room = await atDesk(false, (body) => (there ? receiptOf(body) : missing()));
    room.submit.send();
    await room.settled();
    expect(room.state().sending).toMatchObject({ phase: "kept", savedAt: new Date(NOW).toISOString() });
    expect([...room.kept.keys()]).toEqual(["7|donation-summary|2020Q1"]);
    const kept = room.kept.get("7|donation-summary|2020Q1")?.body;
    there = true;
    await sendKept(room.bench);
    expect(room.kept.size).toBe(0);
    expect(room.sent.at(-1)).toEqual(kept);
    expect(room.state().sending.phase).toBe("done");
  });

  test("keeps a refused one with its reason until the person decides, and never sends another person's", async () => {
    let reply: () => unknown = away;
    const room = await atDesk(false, () => reply());
    room.submit.send();
    await room.settled();
    reply = () => refused("closed");
    await sendKept(room.bench);
    expect(room.state().kept[0]?.refusal?.code).toBe("closed");
    const calls = room.sent.length;
    await sendKept(room.bench);
    expect(room.sent).toHaveLength(calls);
    room.submit.discardKept("7|donation-summary|2020Q1");
    await room.settled();
    expect(room.state().kept).toEqual([]);

    const own = room.sent[0] as SubmissionBody;
    room.kept.set("x", { id: "x", person: 99, savedAt: "", body: own, refusal: null });
    await sendKept(room.bench);
    expect(room.sent).toHaveLength(calls);
    await listKept(room.bench);
    expect(room.state().kept).toHaveLength(1);
  });

  test("a stale one names the newer revision; the server's findings replace ours", async () => {
    const newer = { rev: 2, person: "另一人", at: new Date(NOW).toISOString() };
    const room = await atDesk(false, () => refused("stale", { newer }));
    room.submit.send();
    await room.settled();
    expect(room.state().sending).toMatchObject({ phase: "refused", trouble: { code: "stale", newer } });

    const issue = { code: "C01", effect: "must", cell: "F7", slots: { column: "x" } };
    const other = await atDesk(false, () => refused("invalid", { issues: [issue] }));
    other.submit.send();
    await other.settled();
    expect(other.state().desk.issues).toEqual([issue]);
  });
});

test("a lost sign-in ends the session and says so, and the sheet stays", async () => {
  const room: Office & { submit: ReturnType<typeof submitActs> } = await atDesk(false, () =>
    refused("signedOut"),
  );
  room.submit.send();
  await room.settled();
  expect(room.state()).toMatchObject({
    me: null,
    view: "signIn",
    signing: { trouble: { code: "signedOut" } },
  });
  expect(room.state().desk.table).not.toBeNull();
});
