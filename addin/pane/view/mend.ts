// Corrections of many cells at once: always with what stands there and what would be written, cell by cell, before
// anything is written; then all of it as one step.
import type { Fix, Issue } from "../../../shared/check/issue.ts";
import { cut, sayAfter } from "../state/brief.ts";
import { fixesOf, sameKind } from "../state/checking.ts";
import { bar, button, link } from "./parts.ts";
import { h, type Made } from "./render.ts";
import type { Ui } from "./ui.ts";

/** More lines than this nobody reads; the number of cells is always said. */
const MOST_LINES = 60;

/** What was just corrected, and the way back. */
export function mended({ state, say, acts }: Ui): Made | null {
  const count = state.desk.mended;
  if (count === null) return null;
  return bar(
    "good",
    [h("p", { id: "mended", tabindex: -1 }, say("fixed", { count }))],
    [button(say("takeBack"), "small", acts.takeBack, { id: "take-back" })],
    { key: "mended" },
  );
}

/** Above the cards: everything that has one clear correction. */
export function mendAll(ui: Ui, shown: readonly Issue[]): Made | null {
  const { say } = ui;
  const fixes = fixesOf(shown);
  if (fixes.length < 2) return null;
  return h(
    "div",
    { class: "mend-all", key: "mend-all" },
    h(
      "div",
      { class: "fix-all" },
      h("span", { class: "quiet" }, say("fixAllHint")),
      button(say("fixAll", { count: fixes.length }), "small", () => ui.acts.fix(fixes), { id: "fix-all" }),
    ),
    preview(ui, "preview-all", fixes),
  );
}

/** In the first card of a kind: the others of the kind with it. */
export function mendKind(ui: Ui, issue: Issue): Made | null {
  const { say, state, acts } = ui;
  const kind = sameKind(state.desk.issues, issue);
  const fixes = fixesOf(kind);
  if (kind[0] !== issue || fixes.length < 2) return null;
  return h(
    "details",
    { class: "kind" },
    h("summary", null, say("sameKind", { count: fixes.length })),
    lines(ui, fixes),
    button(say("fixKind", { count: fixes.length }), "small", () => acts.fix(fixes), {
      class: "small fix-kind",
    }),
  );
}

/** Below the cards: other ways of writing the same. Offered, never urged: nothing is wrong with them. */
export function mendWriting(ui: Ui): Made | null {
  const { say, state, acts } = ui;
  const fixes = state.desk.tidyings;
  if (fixes.length === 0) return null;
  return h(
    "details",
    { class: "kind tidy", id: "tidy", key: "tidy" },
    h("summary", null, say("tidy", { count: fixes.length })),
    h("p", { class: "quiet" }, say("tidyHint")),
    lines(ui, fixes),
    button(say("tidyAll", { count: fixes.length }), "small", () => acts.fix(fixes), { id: "tidy-all" }),
  );
}

function preview(ui: Ui, id: string, fixes: readonly Fix[]): Made {
  return h("details", { class: "kind", id }, h("summary", null, ui.say("previewFixes")), lines(ui, fixes));
}

function lines(ui: Ui, fixes: readonly Fix[]): Made {
  const { say, acts } = ui;
  const more = fixes.length - MOST_LINES;
  return h(
    "ul",
    { class: "changes" },
    fixes.slice(0, MOST_LINES).map((fix) => {
      const { cell, before } = fix;
      return h(
        "li",
        { key: cell, class: "change" },
        link(cell, () => acts.reveal(cell)),
        h("del", null, before === "" ? say("empty") : cut(before)),
        h("span", { "aria-hidden": "true" }, "→"),
        h("ins", null, cut(sayAfter(fix))),
      );
    }),
    more > 0 && h("li", { class: "quiet" }, say("andMore", { count: more })),
  );
}
