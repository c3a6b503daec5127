// A returned submission, where the clerk works: who returned it and why, and each note at the clerk's own cell.

import { sayTime } from "../state/clock.ts";
import { addressNow, dueOf } from "../state/due.ts";
import { bar } from "./parts.ts";
import { type Child, h } from "./render.ts";
import type { Ui } from "./ui.ts";

export function returnedCards(ui: Ui): Child[] {
  const { state, say, acts, language } = ui;
  const due = dueOf(state);
  if (due?.standing !== "returned" || !due.returned) return [];
  const { returned, rev } = due;
  const columns = state.desk.table?.sheet?.columns;
  return [
    bar(
      "warn",
      [
        h("p", { class: "bar-title" }, say("returnedTitle", { by: returned.by, rev })),
        h("p", null, returned.reason),
        h("p", { class: "quiet" }, sayTime(returned.at)),
      ],
      [],
      { id: "returned", key: "returned" },
    ),
    returned.notes.length > 0 &&
      h(
        "ul",
        { class: "cards", id: "returned-notes", "aria-label": say("returnedNote") },
        returned.notes.map((note) => {
          const cell = addressNow(state, note);
          return h(
            "li",
            { key: note.address, class: "card explain noted", "data-cell": cell },
            h(
              "div",
              { class: "card-head" },
              h(
                "button",
                {
                  type: "button",
                  class: "cell",
                  "aria-label": say("jumpTo", { cell }),
                  onclick: () => acts.reveal(cell),
                },
                cell,
              ),
              h(
                "span",
                { class: "card-title" },
                columns?.[note.column]?.label[language] ?? say("returnedNote"),
              ),
            ),
            h("p", { class: "card-text" }, note.text),
          );
        }),
      ),
  ];
}
