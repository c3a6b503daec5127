// 检查: counts by effect as filters, the findings as cards, and one next step. "No problems" is said.
import type { Issue } from "../../../shared/check/issue.ts";
import { countsOf, EFFECTS, fixesOf, nextAct, shownIssues } from "../state/checking.ts";
import { sayClock } from "../state/clock.ts";
import { dueOf } from "../state/due.ts";
import type { Desk } from "../state/state.ts";
import type { TextKey } from "../texts.ts";
import { issueCard } from "./issue.ts";
import { keptBars } from "./kept.ts";
import { bar, button, icon, link, sign, spinner, TICK, vacancy } from "./parts.ts";
import { type Child, h, type Made } from "./render.ts";
import { returnedCards } from "./returned.ts";
import type { Ui } from "./ui.ts";

export function checkView(ui: Ui): Child[] {
  const { state, say, acts } = ui;
  const { desk } = state;
  if (desk.phase === "closed")
    return [...keptBars(ui), vacancy(icon("table"), say("noWorkbook"), say("noWorkbookHint"))];
  if (desk.phase === "resting")
    return [
      vacancy(
        TICK(),
        say("resting"),
        say("restingHint"),
        button(say("recheckActive"), "outline", () => acts.recheck()),
      ),
    ];
  if (desk.phase === "reading") {
    const words = desk.progress > 0 ? say("readingRows", { rows: desk.progress }) : say("reading");
    return [spinner(words, link(say("stop"), acts.stopReading))];
  }
  if (desk.phase === "refused") return [refused(ui, desk.refused)];
  return [
    desk.actRefused && bar("bad", [h("p", { role: "alert" }, say(REFUSED[desk.actRefused]))]),
    ...keptBars(ui),
    ...returnedCards(ui),
    ...findings(ui, desk),
  ];
}

function findings(ui: Ui, desk: Desk): Child[] {
  const { say, acts } = ui;
  const counts = countsOf(desk.issues);
  const shown = shownIssues(desk);
  const cards = shown.slice(0, desk.shown);
  const fixes = fixesOf(shown);
  return [
    desk.issues.length > 0 && filters(ui, counts),
    desk.table?.sheet && counts.must + counts.waivable + counts.explain === 0 && clean(ui, desk.issues),
    fixes.length > 1 &&
      h(
        "div",
        { class: "fix-all" },
        h("span", { class: "quiet" }, say("fixAllHint")),
        button(say("fixAll", { count: fixes.length }), "small", () => acts.fix(fixes), { id: "fix-all" }),
      ),
    desk.filter !== null && shown.length === 0 && h("p", { class: "quiet" }, say("cleanFilter")),
    cards.length > 0 &&
      h(
        "ul",
        { class: "cards", id: "issues", "aria-label": say("issues") },
        cards.map((issue, i) => issueCard(ui, issue, i)),
      ),
    shown.length > desk.shown &&
      button(say("more", { count: Math.min(50, shown.length - desk.shown) }), "outline", acts.showMore, {
        class: "wide",
      }),
  ];
}

function filters({ state, say, acts }: Ui, counts: Record<(typeof EFFECTS)[number], number>): Made {
  return h(
    "div",
    { class: "counts", role: "group", "aria-label": say("filterHint") },
    EFFECTS.filter((effect) => counts[effect] > 0).map((effect) =>
      h(
        "button",
        {
          type: "button",
          key: effect,
          id: `count-${effect}`,
          class: `count ${effect}`,
          "aria-pressed": String(state.desk.filter === effect),
          onclick: () => acts.filter(state.desk.filter === effect ? null : effect),
        },
        sign(effect),
        h("strong", null, counts[effect].toLocaleString("en-US")),
        h("span", null, say(effect)),
      ),
    ),
  );
}

function clean({ say, state }: Ui, issues: readonly Issue[]): Made {
  const returned = dueOf(state)?.standing === "returned";
  const hint = returned ? "cleanReturned" : issues.length > 0 ? "notesOnly" : "cleanHint";
  return h(
    "div",
    { class: "clean", id: "clean" },
    TICK(),
    h("div", null, h("p", { class: "clean-title" }, say("clean")), h("p", { class: "quiet" }, say(hint))),
  );
}

const REFUSED: Record<Exclude<Desk["refused"], null>, TextKey> = {
  cellBeingEdited: "cellBeingEdited",
  protected: "protectedSheet",
  worksheetGone: "worksheetGone",
  tooLarge: "tooLarge",
  notSupported: "notSupported",
  notXlsx: "notXlsx",
  passwordProtected: "passwordProtected",
  empty: "emptyFile",
  host: "hostRefused",
  notAList: "noTable",
  tooManyRows: "tooManyRows",
  stopped: "stopped",
};

/** The sentence for a refused act on the workbook. */
export function refusedKey(reason: Exclude<Desk["refused"], null>): TextKey {
  return REFUSED[reason];
}

function refused({ say, acts }: Ui, reason: Desk["refused"]): Made {
  const hint = reason === "notAList" || reason === "empty" ? say("noTableHint") : "";
  const title = reason === "empty" ? say("noTable") : say(REFUSED[reason ?? "host"]);
  return h(
    "div",
    { role: "alert" },
    vacancy(
      icon("table"),
      title,
      hint,
      button([icon("refresh"), say("retry")], "outline", () => acts.recheck()),
    ),
  );
}

/** The line under the findings: how much was checked and when; walking; marks; the one next act. */
export function checkFoot(ui: Ui): Child[] {
  const { state, say, acts } = ui;
  const { desk } = state;
  const walkable = shownIssues(desk).some(({ cell }) => cell !== null);
  const next = nextAct(state);
  const read = desk.phase === "ready";
  return [
    read &&
      h(
        "div",
        { class: "foot-line" },
        h(
          "span",
          { class: "quiet", id: "checked" },
          say("checkedLine", {
            rows: desk.table?.at.length ?? 0,
            rules: desk.rules,
            time: desk.checkedAt ? sayClock(desk.checkedAt) : "",
          }),
        ),
        h(
          "span",
          { class: "walk" },
          h(
            "button",
            {
              type: "button",
              class: "tool",
              id: "toggle-marks",
              "aria-label": say("marks"),
              title: say("marks"),
              "aria-pressed": String(state.preferences.marks),
              onclick: () => acts.prefer({ marks: !state.preferences.marks }),
            },
            icon("pen"),
          ),
          walkable && tool("previous", "Shift+F8", () => acts.walk(-1), "up"),
          walkable && tool("next", "F8", () => acts.walk(1), "chevron"),
        ),
      ),
    read &&
      next &&
      h(
        "div",
        { class: "foot-act" },
        button(say(next), "primary", () => run(next), { id: "primary", class: "wide" }),
      ),
  ];
  function tool(key: "previous" | "next", keys: string, act: () => void, drawing: "up" | "chevron"): Made {
    return h(
      "button",
      {
        type: "button",
        class: "tool",
        id: `walk-${key}`,
        "aria-label": say(key),
        "aria-keyshortcuts": keys,
        title: `${say(key)} (${keys})`,
        onclick: act,
      },
      icon(drawing),
    );
  }
  function run(what: Exclude<typeof next, null>): void {
    if (what === "nextIssue") acts.walk(1);
    else acts.go(what === "toSubmit" ? "submit" : what === "toReview" ? "review" : "signIn");
  }
}
