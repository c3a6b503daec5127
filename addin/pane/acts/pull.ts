// Consolidating: who has reported, the totals, and one worksheet written into the workbook.
import { consolidatedSheet } from "../../../shared/report/consolidate.ts";
import { sheetOf } from "../../../shared/sheets/index.ts";
import { WorkbookRefusal } from "../../hosts/workbook.ts";
import { askedOf } from "../state/reporting.ts";
import type { PullActs } from "./acts.ts";
import type { Bench } from "./bench.ts";
import { troubleOf } from "./person.ts";

export function pullActs(bench: Bench): PullActs {
  const { dispatch, api, run } = bench;
  let stopper = new AbortController();
  /** Counts the questions: an answer to an older one is dropped. */
  let question = 0;

  /** The sheets and periods of the scope, and a first choice among them. */
  async function begin(): Promise<boolean> {
    const { me, pull } = bench.state();
    if (!me || me.role === "clerk") return false;
    if (pull.asked.length > 0) return true;
    dispatch({ act: "pull", part: { phase: "loading", trouble: null } });
    const answer = await api.call("submissions", { query: { unit: me.unit.id } });
    if (!answer.ok) {
      dispatch({ act: "pull", part: { phase: "ready", trouble: troubleOf(bench, answer) } });
      return false;
    }
    const asked = askedOf(answer.value);
    const shown = bench.state().desk.table?.sheet?.key;
    const first = asked.find(({ sheet }) => sheet === shown) ?? asked[0];
    dispatch({
      act: "pull",
      part: { phase: "ready", asked, sheet: first?.sheet ?? null, period: first?.period ?? null },
    });
    return first !== undefined;
  }

  async function load(): Promise<void> {
    if (!(await begin())) return;
    const own = ++question;
    const { me, pull } = bench.state();
    if (!me || pull.sheet === null || pull.period === null) return;
    dispatch({
      act: "pull",
      part: { phase: "loading", trouble: null, written: null, refused: null, copied: null },
    });
    const which = { unit: me.unit.id, sheet: pull.sheet, period: pull.period };
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
      const periods = pull.asked.filter((one) => one.sheet === sheet).map(({ period }) => period);
      const period =
        part.period ??
        (pull.period !== null && periods.includes(pull.period) ? pull.period : (periods[0] ?? null));
      const by = part.sheet !== undefined && part.sheet !== pull.sheet ? "unit" : (part.by ?? pull.by);
      dispatch({ act: "pull", part: { ...part, sheet, period, by } });
      // Rows by unit or by kind come from the same answer.
      if (part.by === undefined) run(load);
    },
    refreshPull: () => run(load),
    write: () =>
      run(async () => {
        const { pull, preferences } = bench.state();
        const workbook = bench.workbook();
        const sheet = pull.sheet === null ? null : sheetOf(pull.sheet);
        if (!sheet || !pull.consolidation) return;
        stopper = new AbortController();
        dispatch({ act: "pull", part: { writing: true, written: null, refused: null } });
        try {
          const written = consolidatedSheet(sheet, pull.consolidation, {
            by: pull.by,
            language: preferences.language,
          });
          const { name } = workbook ? await workbook.writeSheet(written, undefined, stopper.signal) : written;
          if (!workbook) await bench.begin?.(written);
          dispatch({ act: "pull", part: { writing: false, written: name } });
          dispatch({ act: "announce", text: bench.say("written", { name }) });
        } catch (error) {
          dispatch({ act: "pull", part: { writing: false } });
          if (stopper.signal.aborted) return;
          if (!(error instanceof WorkbookRefusal)) throw error;
          dispatch({ act: "pull", part: { refused: error.reason } });
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
