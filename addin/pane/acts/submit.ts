// Submitting: the whole table is read once more, then sent; what cannot be sent is kept and goes by itself
// when the network is back. The server's verdict wins.
import type { SubmissionBody, SubmissionView } from "../../../shared/wire.ts";
import { keptId } from "../outbox.ts";
import { blockingIssues, idOf } from "../state/checking.ts";
import { dayOf } from "../state/clock.ts";
import { bodyOf, departureOf } from "../state/departure.ts";
import { dueOf } from "../state/due.ts";
import type { SubmitActs } from "./acts.ts";
import type { Bench } from "./bench.ts";
import type { DeskWork } from "./check.ts";
import { loadExpected, troubleOf } from "./person.ts";

type Own = Omit<SubmitActs, "refreshExpected">;

export function submitActs(bench: Bench, { reread, catchUp }: Pick<DeskWork, "reread" | "catchUp">): Own {
  const { dispatch, api, outbox, run } = bench;
  let stopper = new AbortController();

  /** The submission of the table as it stands; null when something must be settled first. */
  function body(): SubmissionBody | null {
    const state = bench.state();
    const due = dueOf(state);
    const { table, explanations } = state.desk;
    if (!due || !table || blockingIssues(state.desk).length > 0) return null;
    const departure = departureOf(table, { period: due.period, today: dayOf(bench.now()) });
    if (!departure?.figures) return null;
    return bodyOf(table, departure, {
      unit: due.unit.id,
      period: due.period,
      base: due.rev,
      explanations: used(explanations),
    });
  }

  /** Only explanations of findings that still stand. */
  function used(explanations: Readonly<Record<string, string>>): Record<string, string> {
    const asked = new Set(
      bench
        .state()
        .desk.issues.filter(({ effect }) => effect === "explain")
        .map(idOf),
    );
    return Object.fromEntries(
      Object.entries(explanations).filter(([id, text]) => asked.has(id) && text.trim() !== ""),
    );
  }

  /** Says why it was not sent, and leads there: the first place to explain, or the total that cannot be kept. */
  function showWhatIsMissing(): void {
    const open = blockingIssues(bench.state().desk).filter(({ effect }) => effect === "explain");
    const [first] = open;
    if (!first) {
      dispatch({ act: "focus", id: "figure-too-large" });
      return;
    }
    dispatch({ act: "announce", text: bench.say("unexplainedHere", { count: open.length }) });
    dispatch({ act: "focus", id: `explain-${idOf(first)}` });
  }

  /** What stands on the server instead of what was sent; null without an answer: then only its number is told. */
  async function newest({ unit, sheet, period }: SubmissionBody): Promise<SubmissionView | null> {
    const answer = await api.call("submission", { query: { unit, sheet, period } });
    return answer.ok ? answer.value : null;
  }

  async function keep(content: SubmissionBody): Promise<void> {
    const { me } = bench.state();
    const savedAt = new Date(bench.now()).toISOString();
    if (!outbox || !me) return dispatch({ act: "sending", sending: { phase: "notKept" } });
    try {
      await outbox.put({ id: keptId(content), person: me.person.id, savedAt, body: content, refusal: null });
    } catch {
      // The browser refused to keep it (full, or forbidden in this frame): the person is told to submit again.
      return dispatch({ act: "sending", sending: { phase: "notKept" } });
    }
    await listKept(bench);
    dispatch({ act: "sending", sending: { phase: "kept", savedAt } });
    dispatch({ act: "announce", text: bench.say("kept") });
    dispatch({ act: "focus", id: `kept-${keptId(content)}` });
  }

  return {
    send: () =>
      run(async () => {
        stopper = new AbortController();
        // What the person typed a moment ago is theirs too: checked like the rest, then sent.
        await catchUp();
        const before = body();
        if (!before) return showWhatIsMissing();
        dispatch({ act: "sending", sending: { phase: "rereading" } });
        const read = await reread(stopper.signal);
        if (stopper.signal.aborted) return dispatch({ act: "sending", sending: { phase: "stopped" } });
        const content = body();
        if (!read || !content || JSON.stringify(content) !== JSON.stringify(before))
          return dispatch({ act: "sending", sending: { phase: "changed" } });
        dispatch({ act: "sending", sending: { phase: "sending" } });
        const answer = await api.insist("submit", { body: content, signal: stopper.signal });
        // Whether it was kept there nobody knows; sent again from here by itself, it is kept once.
        if (!answer.ok && (answer.refusal === null || answer.refusal.code === "busy"))
          return answer.refusal === null && answer.stopped
            ? dispatch({ act: "sending", sending: { phase: "stopped" } })
            : keep(content);
        if (!answer.ok) {
          const newer = answer.refusal.code === "stale" ? await newest(content) : null;
          dispatch({
            act: "sending",
            sending: { phase: "refused", trouble: troubleOf(bench, answer), ...(newer ? { newer } : {}) },
          });
          dispatch({ act: "focus", id: "outcome" });
          if (answer.refusal.issues)
            dispatch({ act: "desk", part: { issues: answer.refusal.issues, at: -1, filter: null } });
          return;
        }
        if (!("number" in answer.value)) throw new Error("a submission was answered without a receipt");
        await outbox?.remove(keptId(content)).catch(() => {});
        dispatch({
          act: "sending",
          sending: { phase: "done", receipt: answer.value, fresh: !answer.value.repeated },
        });
        dispatch({ act: "focus", id: "receipt" });
        dispatch({ act: "announce", text: `${bench.say("receiptDone")} ${answer.value.number}` });
        await loadExpected(bench);
        await listKept(bench);
      }),
    stopSending: () => stopper.abort(),
    showReceipt: () =>
      run(async () => {
        const due = dueOf(bench.state());
        if (!due) return;
        const answer = await api.call("submission", {
          query: { unit: due.unit.id, sheet: due.sheet, period: due.period },
        });
        if (answer.ok)
          dispatch({
            act: "sending",
            sending: { phase: "done", receipt: answer.value.receipt, fresh: false },
          });
        if (answer.ok) dispatch({ act: "focus", id: "receipt" });
        else dispatch({ act: "sending", sending: { phase: "refused", trouble: troubleOf(bench, answer) } });
      }),
    sendKept: () => run(() => sendKept(bench)),
    discardKept: (id) =>
      run(async () => {
        await outbox?.remove(id);
        await listKept(bench);
      }),
    backToCheck() {
      dispatch({ act: "go", view: "check" });
    },
    print: () => globalThis.print(),
  };
}

/** Puts what this machine keeps into the state. */
export async function listKept(bench: Bench): Promise<void> {
  bench.dispatch({ act: "kept", kept: (await bench.outbox?.list()) ?? [] });
}

/** Sends what is kept of the person signed in. A refused one stays, with its reason, until the person decides. */
export async function sendKept(bench: Bench): Promise<void> {
  const { outbox, api, dispatch } = bench;
  const { me } = bench.state();
  if (!outbox || me?.role !== "clerk") return;
  for (const kept of await outbox.list()) {
    if (kept.person !== me.person.id || kept.refusal) continue;
    const answer = await api.call("submit", { body: kept.body });
    if (answer.ok && "number" in answer.value) {
      await outbox.remove(kept.id);
      const here = dueOf(bench.state());
      if (here && keptId({ unit: here.unit.id, sheet: here.sheet, period: here.period }) === kept.id)
        dispatch({ act: "sending", sending: { phase: "done", receipt: answer.value, fresh: true } });
      else dispatch({ act: "delivered", receipt: answer.value });
      dispatch({ act: "announce", text: `${bench.say("receiptDone")} ${answer.value.number}` });
    } else if (
      !answer.ok &&
      answer.refusal &&
      !["busy", "slowDown", "signedOut", "broken"].includes(answer.refusal.code)
    ) {
      await outbox.put({ ...kept, refusal: answer.refusal });
    }
  }
  await listKept(bench);
  await loadExpected(bench);
}
