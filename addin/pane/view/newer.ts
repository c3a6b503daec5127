// What someone else has sent meanwhile: who and when, and where it differs from the table in view, before the person
// decides to submit on top of it.
import { sheetOf } from "../../../shared/sheets/index.ts";
import type { SubmissionView } from "../../../shared/wire.ts";
import { sayTime } from "../state/clock.ts";
import { differencesOf } from "../state/newer.ts";
import { link } from "./parts.ts";
import { h, type Made } from "./render.ts";
import { sayValue } from "./submitted-rows.ts";
import type { Ui } from "./ui.ts";

/** More lines than this nobody reads; the number of cells is always said. */
const MOST_LINES = 60;

export function differences({ state, say, language, acts }: Ui, newer: SubmissionView): Made {
  const { receipt } = newer;
  const sheet = sheetOf(receipt.sheet);
  const found = differencesOf(state.desk.table, newer);
  const same = found && found.cells.length + found.onlyMine + found.onlyTheirs === 0;
  return h(
    "section",
    { class: "block", id: "newer" },
    h("h3", null, say("newerTitle", { rev: receipt.rev })),
    h("p", null, say("newerBy", { person: receipt.person, time: sayTime(receipt.at), rows: receipt.rows })),
    same && h("p", null, say("newerSame")),
    found &&
      found.cells.length > 0 && [
        h("p", { class: "quiet" }, say("newerCells", { count: found.cells.length })),
        h(
          "ul",
          { class: "changes", id: "newer-cells" },
          found.cells.slice(0, MOST_LINES).map(({ cell, column, mine, theirs }) =>
            h(
              "li",
              { key: cell, class: "difference" },
              link(cell, () => acts.reveal(cell)),
              h("span", { class: "quiet" }, sheet?.columns[column]?.label[language] ?? column),
              h(
                "span",
                null,
                say("newerValues", {
                  mine: sayValue(sheet?.columns[column], mine, language) || say("empty"),
                  theirs: sayValue(sheet?.columns[column], theirs, language) || say("empty"),
                }),
              ),
            ),
          ),
        ),
        found.cells.length > MOST_LINES &&
          h("p", { class: "quiet" }, say("andMore", { count: found.cells.length - MOST_LINES })),
      ],
    found && found.onlyMine > 0 && h("p", null, say("newerOnlyMine", { count: found.onlyMine })),
    found && found.onlyTheirs > 0 && h("p", null, say("newerOnlyTheirs", { count: found.onlyTheirs })),
    h("p", { class: "quiet" }, say("newerNext")),
  );
}
