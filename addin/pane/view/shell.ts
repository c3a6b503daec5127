// The pane as a whole: head, tabs of the person's role, the view, the foot with its one act, and the line
// that screen readers hear.
import { sayIssue } from "../../../shared/check/catalogue.ts";
import type { Role } from "../../../shared/wire.ts";
import { briefOf } from "../state/brief.ts";
import { shownIssues } from "../state/checking.ts";
import type { State, View } from "../state/state.ts";
import { checkFoot, checkView } from "./check.ts";
import { head } from "./head.ts";
import { bar, icon, link, sign, vacancy } from "./parts.ts";
import { settingsView, signInView } from "./person.ts";
import { pullFoot, pullView } from "./pull.ts";
import { type Child, h } from "./render.ts";
import { reviewFoot, reviewView } from "./review.ts";
import { submitFoot, submitView } from "./submit.ts";
import type { Ui } from "./ui.ts";

const TABS: Record<Role, readonly View[]> = {
  clerk: ["check", "submit"],
  reviewer: ["check", "review", "pull"],
  superior: ["check", "review", "pull"],
};

const VIEWS: Record<View, { view: (ui: Ui) => Child[]; foot: (ui: Ui) => Child[] }> = {
  check: { view: checkView, foot: checkFoot },
  submit: { view: submitView, foot: submitFoot },
  review: { view: reviewView, foot: reviewFoot },
  pull: { view: pullView, foot: pullFoot },
  signIn: { view: signInView, foot: () => [] },
  settings: { view: settingsView, foot: () => [] },
};

/** A button of Excel's ribbon leads to any view, also to one that the person's role does not have. */
const NOT_THEIRS: (typeof VIEWS)[View] = {
  view: ({ state, say }) => [
    vacancy(icon("person"), say("notYours"), say("notYoursHint", { view: say(state.view) })),
  ],
  foot: () => [],
};

function isTheirs({ me, view }: State): boolean {
  return !me || view === "signIn" || view === "settings" || TABS[me.role].includes(view);
}

export function shell(ui: Ui): Child[] {
  const { state, say, acts } = ui;
  const { view, foot } = isTheirs(state) ? VIEWS[state.view] : NOT_THEIRS;
  const feet = foot(ui).filter(Boolean);
  return [
    head(ui),
    state.view === "settings"
      ? h(
          "div",
          { class: "view-back", key: "back" },
          link(say("back"), () => acts.go(state.backTo), { id: "back", class: "link back" }),
        )
      : tabs(ui),
    h(
      "div",
      {
        class: "view",
        id: "view",
        key: state.view,
        role: state.view === "settings" ? "region" : "tabpanel",
        "aria-labelledby": state.view === "settings" ? "view-title" : `tab-${state.view}`,
        "data-view": state.view,
        "data-phase": state.desk.phase,
        tabindex: -1,
      },
      h(
        "h2",
        { id: "view-title", class: state.view === "settings" ? "settings-title" : "sr", tabindex: -1 },
        say(state.view),
      ),
      !state.online &&
        bar("warn", [h("p", { role: "status" }, say("offline"))], [], { key: "offline", id: "offline" }),
      state.defect !== null &&
        bar("bad", [h("p", { role: "alert" }, say("failed", { detail: state.defect }))], [], {
          key: "defect",
          id: "defect",
        }),
      ...view(ui),
    ),
    strip(ui),
    feet.length > 0 && h("footer", { class: "foot", key: "foot" }, ...feet),
    h(
      "div",
      { class: "sr", role: "status", "aria-live": "polite", id: "announced", key: "announced" },
      state.announced,
    ),
  ];
}

/** On a narrow page that shows the grid, the finding that was walked to stands above it in one line. */
function strip({ state, say, language, acts }: Ui): Child {
  const { desk, view } = state;
  const issue = view === "check" && desk.phase === "ready" ? shownIssues(desk)[desk.at] : undefined;
  if (!issue) return null;
  const step = (key: "previous" | "next", by: 1 | -1, drawing: "up" | "chevron") =>
    h(
      "button",
      { type: "button", class: "tool", "aria-label": say(key), onclick: () => acts.walk(by) },
      icon(drawing),
    );
  return h(
    "div",
    { class: "strip", key: "strip" },
    sign(issue.effect),
    h(
      "p",
      null,
      h("strong", null, issue.cell ?? say("wholeTable")),
      " ",
      sayIssue(briefOf(issue) ?? issue, language),
    ),
    step("previous", -1, "up"),
    step("next", 1, "chevron"),
  );
}

function tabs({ state, say, acts, language }: Ui): Child {
  const { me, view } = state;
  const shown: readonly View[] = me ? TABS[me.role] : ["check", "signIn"];
  const waiting =
    me && me.role !== "clerk" && state.review.standing === "waiting" ? state.review.lines.length : 0;
  return h(
    "fluent-tablist",
    {
      key: `tabs ${language} ${me?.role ?? ""}`,
      class: "tabs",
      role: "tablist",
      "aria-label": say("tabs"),
      onchange: (event: Event) => {
        const { activeid } = event.currentTarget as Element & { activeid?: string };
        const to = activeid?.replace("tab-", "") as View;
        if (to !== view && shown.includes(to)) acts.go(to, true);
      },
      // After the listener: setting it is heard as a change, which must find this drawing's view.
      activeid: `tab-${view}`,
    },
    // No aria-controls: the component would hide and show the panel itself, which is drawn here.
    shown.map((name) =>
      h(
        "fluent-tab",
        {
          key: name,
          id: `tab-${name}`,
          role: "tab",
          slot: "tab",
        },
        say(name),
        name === "review" && waiting > 0 && h("span", { slot: "end", class: "badge" }, String(waiting)),
      ),
    ),
  );
}
