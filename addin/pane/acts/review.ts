// Reviewing: the list, one submission with the one before it, notes at cells, the decision; then the next.
import type { SubmissionLine, SubmissionView } from "../../../shared/wire.ts";
import { oldestFirst } from "../state/reviewing.ts";
import type { ReviewActs } from "./acts.ts";
import type { Bench } from "./bench.ts";
import { troubleOf } from "./person.ts";

const CLOSED = { open: null, notes: [], noting: null, returning: false, reason: "", from: 0 };

export function reviewActs(bench: Bench): ReviewActs {
  const { dispatch, api, run, say } = bench;

  async function load(standing = bench.state().review.standing): Promise<void> {
    const { me } = bench.state();
    if (!me || me.role === "clerk") return;
    dispatch({ act: "review", part: { ...CLOSED, standing, phase: "loading", trouble: null } });
    const answer = await api.call("submissions", { query: { unit: me.unit.id, standing } });
    if (answer.ok) dispatch({ act: "review", part: { phase: "ready", lines: oldestFirst(answer.value) } });
    else dispatch({ act: "review", part: { phase: "ready", lines: [], trouble: troubleOf(bench, answer) } });
  }

  async function open(line: SubmissionLine): Promise<void> {
    dispatch({ act: "review", part: { opening: true, done: null, trouble: null } });
    const which = { unit: line.unit.id, sheet: line.sheet, period: line.period };
    const answer = await api.call("submission", { query: which });
    let before: SubmissionView | null = null;
    if (answer.ok && answer.value.receipt.rev > 1) {
      const earlier = await api.call("submission", {
        query: { ...which, rev: answer.value.receipt.rev - 1 },
      });
      if (earlier.ok) before = earlier.value;
    }
    if (!answer.ok)
      return dispatch({ act: "review", part: { opening: false, trouble: troubleOf(bench, answer) } });
    dispatch({
      act: "review",
      part: { ...CLOSED, opening: false, open: { view: answer.value, before }, changedOnly: before !== null },
    });
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
    note: (cell, text) => dispatch({ act: "note", ...cell, text }),
    startNote: (address) => {
      dispatch({ act: "review", part: { noting: address } });
      if (address !== null) dispatch({ act: "focus", id: "note-text" });
    },
    startReturn(yes) {
      dispatch({ act: "review", part: { returning: yes } });
      if (yes) dispatch({ act: "focus", id: "reason" });
    },
    reason: (reason) => dispatch({ act: "review", part: { reason } }),
    decide: (verdict) =>
      run(async () => {
        const { review } = bench.state();
        if (!review.open || review.deciding) return;
        if (verdict === "return" && review.reason.trim() === "")
          return dispatch({ act: "focus", id: "reason" });
        const { receipt } = review.open.view;
        dispatch({ act: "review", part: { deciding: true, trouble: null } });
        const answer = await api.call("decide", {
          body: {
            unit: receipt.unit.id,
            sheet: receipt.sheet,
            period: receipt.period,
            rev: receipt.rev,
            verdict,
            reason: verdict === "return" ? review.reason.trim() : "",
            notes: verdict === "return" ? review.notes.filter(({ text }) => text.trim() !== "") : [],
          },
        });
        if (!answer.ok)
          return dispatch({ act: "review", part: { deciding: false, trouble: troubleOf(bench, answer) } });
        const done = { verdict, unit: receipt.unit.name };
        dispatch({
          act: "announce",
          text: say(verdict === "accept" ? "acceptedDone" : "returnedDone", { unit: done.unit }),
        });
        await load();
        dispatch({ act: "review", part: { deciding: false, done } });
      }),
  };
}
