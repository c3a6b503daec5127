// Looking again at what is expected, while the clerk stays on the page: a submission may have been returned, or a
// period closed. It is quiet: without an answer, what was known stays, and nobody is disturbed.
import { dueOf } from "../state/due.ts";
import type { Bench } from "./bench.ts";

/** However often it is asked to, it looks at most this often, except after a submission. */
const LEAST_PAUSE = 5_000;

/** Gives the act of looking again; `changed` is called after something of it had changed. */
export function watchExpected(bench: Bench, changed: () => void): (atOnce?: boolean) => void {
  let last = Number.NEGATIVE_INFINITY;
  const isSending = () => ["rereading", "sending"].includes(bench.state().sending.phase);
  return (atOnce = false) => {
    const { me } = bench.state();
    if (me?.role !== "clerk" || isSending() || (!atOnce && bench.now() - last < LEAST_PAUSE)) return;
    last = bench.now();
    bench.run(async () => {
      const answer = await bench.api.call("expected", { query: { unit: me.unit.id } });
      const state = bench.state();
      // What is being sent builds on the revision that was known when it began.
      if (!answer.ok || state.me?.person.id !== me.person.id || isSending()) return;
      if (JSON.stringify(answer.value) === JSON.stringify(state.expected)) return;
      const before = dueOf(state);
      bench.dispatch({ act: "expected", list: answer.value });
      changed();
      // After what the check says of itself: this is the news.
      const due = dueOf(bench.state());
      if (due?.returned && before?.standing !== "returned")
        bench.dispatch({
          act: "announce",
          text: bench.say("returnedTitle", { by: due.returned.by, rev: due.rev }),
        });
    });
  };
}
