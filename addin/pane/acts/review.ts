// Reviewing: the list, one submission with the one before it, notes at cells, the decision; then the next.

import { submittedSheet } from "../../../shared/report/submitted.ts";
import { sheetOf } from "../../../shared/sheets/index.ts";
import type { CellNote, SubmissionLine, SubmissionView } from "../../../shared/wire.ts";
import type { Review } from "../state/state.ts";
import type { ReviewActs } from "./acts.ts";
import type { Bench } from "./bench.ts";
import { troubleOf } from "./person.ts";
import { writeOut } from "./write-out.ts";

/** Notes and reason are kept for the submission that is left. */
const CLOSED = { open: null, written: null, refused: null, from: 0 };

export function reviewActs(bench: Bench): ReviewActs {
  const { dispatch, api, run, say } = bench;

  async function load(standing = bench.state().review.standing): Promise<void> {
    const { me } = bench.state();
    if (!me || me.role === "clerk") return;
    dispatch({ act: "review", part: { ...CLOSED, standing, phase: "loading", trouble: null } });
    const answer = await api.call("submissions", { query: { unit: me.unit.id, standing } });
    if (answer.ok) dispatch({ act: "review", part: { phase: "ready", ...answer.value } });
    else
      dispatch({
        act: "review",
        part: { phase: "ready", lines: [], more: false, trouble: troubleOf(bench, answer) },
      });
  }

  async function open(line: SubmissionLine): Promise<void> {
    dispatch({ act: "review", part: { opening: true, done: null, trouble: null } });
    const which = { unit: line.unit.id, sheet: line.sheet, period: line.period };
    const answer = await api.call("submission", { query: which });
    let before: SubmissionView | null = null;
    const seen = answer.ok ? lastDecided(answer.value) : null;
    if (seen !== null) {
      const earlier = await api.call("submission", { query: { ...which, rev: seen } });
      if (earlier.ok) before = earlier.value;
    }
    if (!answer.ok)
      return dispatch({ act: "review", part: { opening: false, trouble: troubleOf(bench, answer) } });
    dispatch({
      act: "review",
      part: { ...CLOSED, opening: false, open: { view: answer.value, before }, changedOnly: before !== null },
    });
    dispatch({ act: "focus", id: "submission" });
  }

  return {
    loadLines: (standing) => {
      dispatch({ act: "review", part: { done: null } });
      run(() => load(standing));
    },
    openSubmission: (line) => run(() => open(line)),
    closeSubmission: () => run(() => load()),
    showChanged: (changedOnly) => dispatch({ act: "review", part: { changedOnly, from: 0 } }),
    page: (from) => dispatch({ act: "review", part: { from: Math.max(0, from) } }),
    viewInGrid: () =>
      run(async () => {
        const { review, preferences } = bench.state();
        const sheet = review.open && sheetOf(review.open.view.receipt.sheet);
        if (!sheet || !review.open) return;
        const outcome = await writeOut(bench, submittedSheet(sheet, review.open.view, preferences.language));
        dispatch({ act: "review", part: outcome });
        if (outcome.written !== null)
          dispatch({ act: "announce", text: say("viewedInGrid", { name: outcome.written }) });
      }),
    note: (cell, text) => dispatch({ act: "note", ...cell, text }),
    startNote: (address) => {
      const { noting } = bench.state().review;
      dispatch({ act: "review", part: { noting: address } });
      dispatch({ act: "focus", id: address === null ? `cell-${noting}` : "note-text" });
    },
    startReturn(yes) {
      dispatch({ act: "review", part: { returning: yes, accepting: false, trouble: null } });
      dispatch({ act: "focus", id: yes ? "reason" : "return" });
    },
    startAccept(yes) {
      dispatch({ act: "review", part: { accepting: yes, returning: false } });
      dispatch({ act: "focus", id: yes ? "accept-sure" : "accept" });
    },
    reason: (reason) => dispatch({ act: "review", part: { reason } }),
    decide: (verdict) =>
      run(async () => {
        const { review } = bench.state();
        if (!review.open || review.deciding) return;
        if (verdict === "return" && review.reason.trim() === "") {
          dispatch({ act: "announce", text: say("reasonMissing") });
          return dispatch({ act: "focus", id: "reason" });
        }
        if (verdict === "accept" && notesOf(review).length > 0 && !review.accepting) {
          dispatch({ act: "review", part: { accepting: true, returning: false } });
          return dispatch({ act: "focus", id: "accept-sure" });
        }
        const { receipt } = review.open.view;
        dispatch({ act: "review", part: { deciding: true, trouble: null } });
        const answer = await api.insist("decide", {
          body: {
            unit: receipt.unit.id,
            sheet: receipt.sheet,
            period: receipt.period,
            rev: receipt.rev,
            verdict,
            reason: verdict === "return" ? review.reason.trim() : "",
            notes: verdict === "return" ? notesOf(review) : [],
          },
        });
        if (!answer.ok)
          return dispatch({ act: "review", part: { deciding: false, trouble: troubleOf(bench, answer) } });
        const done = { verdict, unit: receipt.unit.name };
        dispatch({
          act: "announce",
          text: say(verdict === "accept" ? "acceptedDone" : "returnedDone", { unit: done.unit }),
        });
        // What was sent, or given up by accepting, is no draft any more.
        dispatch({ act: "review", part: { notes: [], reason: "" } });
        await load();
        dispatch({ act: "review", part: { deciding: false, done } });
        dispatch({ act: "focus", id: "decided" });
      }),
  };
}

function notesOf({ notes }: Review): CellNote[] {
  return notes.filter(({ text }) => text.trim() !== "");
}

/** The newest earlier revision that was decided on, so that somebody has seen it; null when none was. */
function lastDecided({ receipt, decisions }: SubmissionView): number | null {
  const seen = decisions.map(({ rev }) => rev).filter((rev) => rev < receipt.rev);
  return seen.length > 0 ? Math.max(...seen) : null;
}
