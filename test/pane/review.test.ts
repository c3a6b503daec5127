// Reviewing from the pane: notes stay with their submission, accepting asks before it gives them up, and what changed
// is told against the revision that somebody decided on. The server answers as told.
import { describe, expect, test } from "vitest";
import { reviewActs } from "../../addin/pane/acts/review.ts";
import { draftId } from "../../addin/pane/state/act.ts";
import type { DecisionBody, DecisionView, SubmissionLine, SubmissionView } from "../../shared/wire.ts";
import { office, sample, UNIT } from "./office.ts";

const SHEET = "donation-summary";
const PERIOD = "2020Q1";
const decision = (rev: number): DecisionView => ({
  rev,
  verdict: "return",
  reason: "",
  notes: [],
  by: "示例审核人",
  at: "2020-04-05T00:00:00Z",
});

function submission(rev: number, decisions: readonly DecisionView[] = []): SubmissionView {
  return {
    receipt: { unit: UNIT, sheet: SHEET, period: PERIOD, rev } as SubmissionView["receipt"],
    standing: "waiting",
    worksheet: "示例",
    rows: { at: [], columns: [] },
    issues: [],
    decisions,
    revisions: [],
  };
}

const lineOf = (sheet = SHEET): SubmissionLine => ({
  unit: UNIT,
  sheet,
  period: PERIOD,
  rev: 3,
  rows: 1,
  person: "示例填报人",
  at: "2020-04-06T00:00:00Z",
  standing: "waiting",
});

async function atReview(decisions: readonly DecisionView[] = []) {
  const asked: (string | null)[] = [];
  const decided: DecisionBody[] = [];
  const room = office(await sample(SHEET, false), (url, init) => {
    const { pathname, searchParams } = new URL(url, "http://here");
    if (pathname === "/api/submissions") return { lines: [lineOf()], more: false };
    if (pathname === "/api/decisions") {
      decided.push(JSON.parse(String(init.body)) as DecisionBody);
      return { standing: "accepted", rev: 3 };
    }
    const rev = searchParams.get("rev");
    asked.push(rev);
    const found = submission(rev === null ? 3 : Number(rev), decisions);
    return { ...found, receipt: { ...found.receipt, sheet: searchParams.get("sheet") } };
  });
  room.bench.dispatch({
    act: "signedIn",
    me: { person: { id: 2, name: "示例审核人" }, role: "reviewer", unit: UNIT },
  });
  const acts = reviewActs(room.bench);
  const open = async (sheet = SHEET) => {
    acts.openSubmission(lineOf(sheet));
    await room.settled();
  };
  const review = () => room.state().review;
  return { ...room, acts, open, review, asked, decided };
}

const CELL = { address: "D8", column: "members", row: 8 };

describe("what is compared", () => {
  test("the revision last decided on, however many came after it", async () => {
    const { open, review, asked } = await atReview([decision(1)]);
    await open();
    expect(asked).toEqual([null, "1"]);
    expect(review()).toMatchObject({ changedOnly: true, open: { before: { receipt: { rev: 1 } } } });
  });

  test("nothing, where nobody has looked at an earlier one: then every row is shown", async () => {
    const { open, review, asked } = await atReview();
    await open();
    expect(asked).toEqual([null]);
    expect(review()).toMatchObject({ changedOnly: false, open: { before: null } });
  });
});

describe("notes", () => {
  test("stay with their submission over leaving it and opening another", async () => {
    const { acts, open, review, settled } = await atReview();
    await open();
    acts.note(CELL, "请核对");
    acts.reason("人数不符");
    acts.closeSubmission();
    await settled();
    expect(review()).toMatchObject({ open: null, notes: [], reason: "" });
    expect(review().drafts[draftId(lineOf())]?.notes).toHaveLength(1);
    await open("training-class");
    expect(review()).toMatchObject({ notes: [], reason: "" });
    await open();
    expect(review()).toMatchObject({ notes: [{ ...CELL, text: "请核对" }], reason: "人数不符" });
  });

  test("are asked about before accepting leaves them out, and are then no draft any more", async () => {
    const { acts, open, review, settled, decided, state } = await atReview();
    await open();
    acts.note(CELL, "请核对");
    acts.decide("accept");
    await settled();
    expect(decided).toEqual([]);
    expect(review().accepting).toBe(true);
    expect(state().focus).toBe("accept-sure");
    acts.decide("accept");
    await settled();
    expect(decided).toMatchObject([{ verdict: "accept", notes: [] }]);
    expect(review()).toMatchObject({ open: null, drafts: {}, done: { verdict: "accept" } });
    expect(state().focus).toBe("decided");
  });

  test("accepting without notes asks nothing; returning without a reason says so", async () => {
    const { acts, open, settled, decided, state } = await atReview();
    await open();
    acts.decide("return");
    expect(decided).toEqual([]);
    expect(state()).toMatchObject({ focus: "reason", announced: "请先写明退回原因。" });
    acts.decide("accept");
    await settled();
    expect(decided).toMatchObject([{ verdict: "accept" }]);
  });
});
