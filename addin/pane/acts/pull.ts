// Consolidating: who has reported, the totals, and one worksheet written into the workbook.
import { consolidatedSheet } from "../../../shared/report/consolidate.ts";
import { sheetOf } from "../../../shared/sheets/index.ts";
import { dayOf } from "../state/clock.ts";
import { askedOf, firstAsked } from "../state/reporting.ts";
import type { PullActs } from "./acts.ts";
import type { Bench } from "./bench.ts";
import { troubleOf } from "./person.ts";
import { writeOut } from "./write-out.ts";

export function pullActs(bench: Bench): PullActs {
  const { dispatch, api, run } = bench;
  let stopper = new AbortController();
  /** Counts the questions: an answer to an older one is dropped. */
  let question = 0;

  /** What can be asked for, and a first choice; a choice made before stays while it can still be asked for. */
  async function begin(): Promise<boolean> {
    const { me } = bench.state();
    if (!me || me.role === "clerk") return false;
    dispatch({ act: "pull", part: { phase: "loading", trouble: null } });
    const answer = await api.call("askable");
    if (!answer.ok) {
      dispatch({ act: "pull", part: { phase: "ready", trouble: troubleOf(bench, answer) } });
      return false;
    }
    const { periods, scopes } = answer.value;
    const { desk, pull } = bench.state();
    const chosen =
      periods.find(({ sheet, period }) => sheet === pull.sheet && period === pull.period) ??
      firstAsked(periods, desk.table?.sheet?.key);
    const scope = scopes.find(({ id }) => id === pull.scope) ?? scopes[0];
    dispatch({
      act: "pull",
      part: {
        phase: "ready",
        askable: answer.value,
        sheet: chosen?.sheet ?? null,
        period: chosen?.period ?? null,
        scope: scope?.id ?? me.unit.id,
      },
    });
    return chosen !== null;
  }

  async function load(): Promise<void> {
    const own = ++question;
    const { pull } = bench.state();
    if (pull.scope === null || pull.sheet === null || pull.period === null) return;
    dispatch({
      act: "pull",
      part: { phase: "loading", trouble: null, written: null, refused: null, copied: null },
    });
    const which = { unit: pull.scope, sheet: pull.sheet, period: pull.period };
    const [reporting, consolidation] = await Promise.all([
      api.call("reporting", { query: which }),
      api.call("consolidation", { query: { ...which, stage: pull.stage, detail: "1" } }),
    ]);
    if (own !== question) return;
    const failed = !reporting.ok ? reporting : !consolidation.ok ? consolidation : null;
    dispatch({
      act: "pull",
      part: {
        phase: "ready",
        reporting: reporting.ok ? reporting.value : [],
        consolidation: consolidation.ok ? consolidation.value : null,
        trouble: failed && troubleOf(bench, failed),
      },
    });
  }

  return {
    ask(part) {
      const { pull } = bench.state();
      const sheet = part.sheet ?? pull.sheet;
      const periods = pull.askable.periods.filter((one) => one.sheet === sheet);
      const period =
        part.period ??
        (periods.find((one) => one.period === pull.period) ?? firstAsked(periods))?.period ??
        null;
      const by = part.sheet !== undefined && part.sheet !== pull.sheet ? "unit" : (part.by ?? pull.by);
      dispatch({ act: "pull", part: { ...part, sheet, period, by } });
      // Rows by unit or by kind come from the same answer.
      if (part.by === undefined) run(load);
    },
    refreshPull: () =>
      run(async () => {
        if (await begin()) await load();
      }),
    write: () =>
      run(async () => {
        const { pull, preferences } = bench.state();
        const sheet = pull.sheet === null ? null : sheetOf(pull.sheet);
        if (!sheet || !pull.consolidation) return;
        stopper = new AbortController();
        dispatch({ act: "pull", part: { writing: true, written: null, refused: null } });
        const due = askedOf(pull)?.due;
        const made = consolidatedSheet(sheet, pull.consolidation, {
          by: pull.by,
          language: preferences.language,
          today: dayOf(bench.now()),
          ...(due === undefined ? {} : { due }),
        });
        try {
          const outcome = await writeOut(bench, made, stopper.signal);
          dispatch({ act: "pull", part: outcome });
          if (outcome.written !== null)
            dispatch({ act: "announce", text: bench.say("written", { name: outcome.written }) });
        } finally {
          dispatch({ act: "pull", part: { writing: false } });
        }
      }),
    stopWriting: () => stopper.abort(),
    copy: (text) =>
      run(async () => {
        // Some frames forbid the clipboard; the list stays on the screen to be selected by hand.
        const done = await navigator.clipboard.writeText(text).then(
          () => true,
          () => false,
        );
        dispatch({ act: "pull", part: { copied: done ? "done" : "failed" } });
      }),
  };
}
