// Explanations follow their table: kept while they are typed, found again when the table is, forgotten when submitted.
import type { Drafts } from "../drafts.ts";
import { periodInForce } from "../state/due.ts";
import type { State } from "../state/state.ts";
import type { Bench } from "./bench.ts";

/** Gives what is to be called after each change of the state. */
export function followExplanations(bench: Pick<Bench, "state" | "dispatch">, drafts: Drafts): () => void {
  let id: string | null = null;
  let place: string | null = null;
  let texts = bench.state().desk.explanations;
  let sending = bench.state().sending;
  return () => {
    const state = bench.state();
    const { desk } = state;
    if (state.sending !== sending) {
      sending = state.sending;
      if (sending.phase === "done" && id !== null) drafts.keep(id, {});
    }
    const now = draftIdOf(state);
    if (now !== null && now !== id) {
      id = now;
      const here = `${desk.worksheetId} ${desk.table?.sheet?.key}`;
      // Another table begins with its own; the same one, known better now, keeps what was typed.
      texts = { ...drafts.find(id), ...(here === place || place === null ? desk.explanations : {}) };
      place = here;
      bench.dispatch({ act: "desk", part: { explanations: texts } });
      if (Object.keys(texts).length > 0) drafts.keep(id, texts);
    } else if (desk.explanations !== texts) {
      texts = desk.explanations;
      if (id !== null && desk.phase === "ready") drafts.keep(id, texts);
    }
    if (desk.phase === "closed" || desk.table === null) id = place = null;
  };
}

/** Null while no table is in view. */
function draftIdOf(state: State): string | null {
  const { phase, table } = state.desk;
  if (phase !== "ready" || !table?.sheet) return null;
  const unit = state.me?.role === "clerk" ? state.me.unit.name : (table.unit ?? "");
  return [unit, table.sheet.key, periodInForce(state) ?? ""].join("|");
}
