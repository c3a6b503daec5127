// 检查: counts by effect as filters, the findings as cards, and one next step. "No problems" is said.
import type { Issue } from "../../../shared/check/issue.ts";
import { refusedKey, unreadKey } from "../refused.ts";
import { countsOf, EFFECTS, isWalked, nextAct, shownIssues } from "../state/checking.ts";
import { sayClock } from "../state/clock.ts";
import { dueOf } from "../state/due.ts";
import { isMapping } from "../state/mapping.ts";
import type { Desk } from "../state/state.ts";
import { WHICH_SHEET } from "./answers.ts";
import { issueCard } from "./issue.ts";
import { keptBars } from "./kept.ts";
import { mappingView } from "./mapping.ts";
import { mendAll, mended, mendWriting } from "./mend.ts";
import { bar, button, icon, link, sign, spinner, TICK, vacancy } from "./parts.ts";
import { type Child, h, type Made } from "./render.ts";
import { returnedCards } from "./returned.ts";
import { tasks } from "./tasks.ts";
import type { Ui } from "./ui.ts";

export function checkView(ui: Ui): Child[] {
  const { state, say, acts } = ui;
  const { desk } = state;
  if (desk.phase === "closed") return [...keptBars(ui), ...unopened(ui)];
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
    const percent = Math.floor(desk.progress * 100);
    const words = percent > 0 ? say("readingShare", { percent }) : say("reading");
    return [waitingBar(ui), spinner(words, link(say("stop"), acts.stopReading))];
  }
  if (desk.phase === "refused") return [refused(ui, desk.refused), ...tasks(ui)];
  return [
    waitingBar(ui),
    desk.actRefused && bar("bad", [h("p", { role: "alert" }, say(refusedKey(desk.actRefused)))]),
    ...keptBars(ui),
    ...returnedCards(ui),
    ...findings(ui, desk),
  ];
}

/** Excel does nothing for us while a cell is being edited. */
function waitingBar({ state, say }: Ui): Child {
  return state.desk.waiting && bar("warn", [h("p", { role: "status" }, say("cellBeingEdited"))]);
}

/** Without a table: what is to be done, for whom that is known; else the invitation. */
export function unopened(ui: Ui): Child[] {
  const list = tasks(ui);
  const title = ui.say(ui.state.desk.phase === "closed" ? "noWorkbook" : "needTable");
  return list.length > 0 ? list : [vacancy(icon("table"), title, ui.say("noWorkbookHint"))];
}

function findings(ui: Ui, desk: Desk): Child[] {
  const { say, acts } = ui;
  const counts = countsOf(desk.issues);
  const shown = shownIssues(desk);
  const cards = shown.slice(0, desk.shown);
  return [
    isMapping(desk) && mappingView(ui),
    desk.issues.length > 0 && filters(ui, counts),
    desk.table?.sheet && counts.must + counts.waivable + counts.explain === 0 && clean(ui, desk.issues),
    mended(ui),
    mendAll(ui, shown),
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
    desk.filter === null || desk.filter === "note" ? mendWriting(ui) : null,
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
        h("span", null, say(effect, { count: counts[effect] })),
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

function refused({ say, acts }: Ui, reason: Desk["refused"]): Made {
  const hint = reason === "notAList" || reason === "empty" ? say("noTableHint") : "";
  const title = say(unreadKey(reason ?? "host"));
  return h(
    "div",
    { role: "alert" },
    vacancy(
      icon("table"),
      title,
      hint,
      // Reading an empty worksheet again finds it as empty.
      reason !== "empty" &&
        button([icon("refresh"), h("span", null, say("retry"))], "outline", () => acts.recheck()),
    ),
  );
}

/** The line under the findings: how much was checked and when; walking; marks; the one next act. */
export function checkFoot(ui: Ui): Child[] {
  const { state, say, acts } = ui;
  const { desk } = state;
  const walkable = shownIssues(desk).some(isWalked);
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
              title: say(desk.marksCost ? "marksCost" : "marks"),
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
        button(say(next), "primary", () => run(next), {
          id: "primary",
          class: "wide",
          "data-act": next,
          "aria-keyshortcuts": "Alt+N",
          title: `${say(next)} (Alt+N)`,
        }),
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
    if (what === "confirmColumns") acts.confirmColumns();
    else if (what === "nextIssue") acts.walk(1);
    else if (what === "chooseSheet") document.getElementById(WHICH_SHEET)?.focus();
    else if (what === "toReceipt") {
      acts.go("submit");
      acts.showReceipt();
    } else acts.go(what === "toSubmit" ? "submit" : what === "toReview" ? "review" : "signIn");
  }
}
