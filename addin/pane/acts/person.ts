// Signing in and out, moving between views, preferences; and what is expected of the person's unit.

import { periodBefore } from "../../../shared/report/period.ts";
import type { Receipt } from "../../../shared/wire.ts";
import type { Answer } from "../api.ts";
import { dueOf } from "../state/due.ts";
import type { Trouble } from "../state/state.ts";
import type { PersonActs } from "./acts.ts";
import type { Bench } from "./bench.ts";

/** What a failed answer means to the person; a lost sign-in ends the session. */
export function troubleOf(bench: Bench, answer: Extract<Answer<unknown>, { ok: false }>): Trouble {
  if (answer.refusal === null) return "offline";
  if (answer.refusal.code === "signedOut" && bench.state().me) {
    bench.session.end();
    bench.dispatch({ act: "signedOut", trouble: answer.refusal });
  }
  return answer.refusal;
}

export function personActs(
  bench: Bench,
  entered: (view: string) => void,
  signedIn: () => Promise<void>,
): PersonActs & { refreshExpected(): void } {
  const { dispatch, api, session, run } = bench;
  // A code is good once; with this the same pane may ask again for an answer that was lost.
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  return {
    signIn: (code, remember) =>
      run(async () => {
        dispatch({ act: "signing", busy: true });
        const answer = await api.insist("signIn", { body: { code: code.trim(), nonce } });
        if (!answer.ok) {
          dispatch({ act: "signing", busy: false, trouble: troubleOf(bench, answer) });
          return;
        }
        const { token, expires, me } = answer.value;
        session.begin({ token, expires, me }, remember);
        dispatch({ act: "signedIn", me });
        entered(bench.state().view);
        if (me.role === "clerk") await loadExpected(bench);
        await signedIn();
      }),
    signOut: () =>
      run(async () => {
        // The token is revoked on the server too; without a network it is at least forgotten here.
        await api.call("signOut", { body: {} });
        session.end();
        dispatch({ act: "signedOut" });
      }),
    startSignOut: (yes) => dispatch({ act: "leaving", yes }),
    go(view, stay = false) {
      dispatch({ act: "go", view, stay });
      entered(bench.state().view);
    },
    prefer: (part) => bench.preferences.change(part),
    refreshExpected: () =>
      run(async () => {
        await loadExpected(bench);
        dispatch({ act: "sending", sending: { phase: "idle" } });
        dispatch({ act: "focus", id: "primary" });
      }),
  };
}

/** Asks what is expected of the clerk's unit. */
export async function loadExpected(bench: Bench): Promise<void> {
  const { me } = bench.state();
  if (me?.role !== "clerk") return;
  const answer = await bench.api.call("expected", { query: { unit: me.unit.id } });
  if (answer.ok) bench.dispatch({ act: "expected", list: answer.value });
  else bench.dispatch({ act: "expectedFailed", trouble: troubleOf(bench, answer) });
}

/** Explanations given with the newest submission of this sheet, or in the period before, offered again. */
export async function loadOffered(bench: Bench): Promise<void> {
  const state = bench.state();
  const due = dueOf(state);
  const { me } = state;
  if (!due || !me || Object.keys(state.desk.offered).length > 0) return;
  const period = due.rev > 0 ? due.period : periodBefore(due.period);
  if (period === null) return;
  // Where nothing was sent there is nothing to ask for.
  const earlier = state.expected.find(
    (one) => one.sheet === due.sheet && one.period === period && one.unit.id === due.unit.id,
  );
  if ((earlier?.rev ?? 0) === 0 && due.previous === null) return;
  const answer = await bench.api.call("submission", {
    query: { unit: me.unit.id, sheet: due.sheet, period },
  });
  // Nothing earlier, or no network: then nothing is offered, and nothing is missing that was asked for.
  if (answer.ok) bench.dispatch({ act: "desk", part: { offered: offeredBy(answer.value.receipt) } });
}

function offeredBy({ explanations }: Receipt): Record<string, string> {
  return { ...explanations };
}
