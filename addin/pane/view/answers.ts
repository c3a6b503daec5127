// What a person can answer to a finding about the table as a whole, beside changing the sheet: which sheet it is, what
// its headers mean, that a name in it is the unit's own, which period is meant. Where nothing can be answered, nothing
// stands there.
import type { Issue } from "../../../shared/check/issue.ts";
import { sayPeriod } from "../../../shared/report/period.ts";
import { SHEETS } from "../../../shared/sheets/index.ts";
import { duesOfSheet, periodInForce } from "../state/due.ts";
import { isMapping } from "../state/mapping.ts";
import { button, picker } from "./parts.ts";
import { type Child, h, type Made } from "./render.ts";
import type { Ui } from "./ui.ts";

/** The field that says which sheet it is. */
export const WHICH_SHEET = "which-sheet";
/** From here on the likeliest sheet is worth a button of its own. */
const LIKELY = 0.35;

export function answers(ui: Ui, issue: Issue): Made | null {
  const { code, cell } = issue;
  const made =
    code === "F01"
      ? whichSheet(ui)
      : code === "F05"
        ? itIsOurs(ui, String(issue.slots.found))
        : code === "F13" || (code === "F04" && cell === null)
          ? whichPeriod(ui)
          : code === "H02" || code === "H04" || code === "H06"
            ? whichColumns(ui)
            : [];
  return made.length > 0 ? h("div", { class: "card-acts answers" }, ...made) : null;
}

function whichSheet({ state, say, language, acts }: Ui): Child[] {
  const { otherwise, confidence = 0 } = state.desk.table ?? {};
  const choose = (sheetKey: string) => acts.choose({ sheetKey, mapping: {} });
  return [
    otherwise &&
      confidence >= LIKELY &&
      button(say("itIsSheet", { sheet: otherwise.label[language] }), "small", () => choose(otherwise.key), {
        id: "is-likely",
      }),
    picker(
      WHICH_SHEET,
      say("whichSheet"),
      [
        { value: "", label: say("chooseOne") },
        // The likeliest on top.
        ...[...SHEETS]
          .sort((a, b) => Number(b.key === otherwise?.key) - Number(a.key === otherwise?.key))
          .map(({ key, label }) => ({ value: key, label: label[language] })),
      ],
      "",
      choose,
    ),
  ];
}

function whichColumns({ state, say, acts }: Ui): Child[] {
  if (isMapping(state.desk)) return [];
  return [button(say("lookAtColumns"), "small", () => acts.openMapping(true), { class: "small look" })];
}

function itIsOurs({ say, acts }: Ui, name: string): Child[] {
  return [button(say("itIsOurs", { name }), "small", () => acts.ours(name, true), { id: "is-ours" })];
}

/** The periods that the sheet names and that are expected, except the one in force. */
function whichPeriod({ state, say, language, acts }: Ui): Child[] {
  const { table } = state.desk;
  const named = new Set([table?.period, table?.cutOff?.period]);
  const inForce = periodInForce(state);
  return duesOfSheet(state)
    .filter(({ period }) => named.has(period) && period !== inForce)
    .map(({ period }) =>
      button(say("takePeriod", { period: sayPeriod(period, language) }), "small", () =>
        acts.choose({ period }),
      ),
    );
}
