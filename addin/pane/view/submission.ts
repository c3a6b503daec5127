// One submission as the clerk sees it: findings with the clerk's explanations, the rows, the totals, what was
// decided before; and the decision, accepting or returning with a reason.
import { sayIssue } from "../../../shared/check/catalogue.ts";
import { issueId } from "../../../shared/check/issue.ts";
import { sayPeriod } from "../../../shared/report/period.ts";
import { sayFigure } from "../../../shared/report/show.ts";
import type { Sheet } from "../../../shared/sheet/sheet.ts";
import { sheetOf } from "../../../shared/sheets/index.ts";
import type { SubmissionView } from "../../../shared/wire.ts";
import { briefOf, cut } from "../state/brief.ts";
import { sayTime } from "../state/clock.ts";
import { bar, button, link, onEscape, sign, spinner, troubleBar } from "./parts.ts";
import { type Child, h, type Made } from "./render.ts";
import { submittedRows } from "./submitted-rows.ts";
import type { Ui } from "./ui.ts";

export function submissionView(ui: Ui, open: NonNullable<Ui["state"]["review"]["open"]>): Child[] {
  const { state, say, language, acts } = ui;
  const { view, before } = open;
  const { receipt } = view;
  const sheet = sheetOf(receipt.sheet);
  return [
    h(
      "div",
      { class: "view-back" },
      link(say("back"), acts.closeSubmission, { id: "close-submission", class: "link back" }),
    ),
    h(
      "div",
      { class: "submission-head", id: "submission", tabindex: -1 },
      h("p", { class: "line-main" }, receipt.unit.name),
      h(
        "p",
        null,
        `${sheet?.label[language] ?? receipt.sheet} · ${sayPeriod(receipt.period, language)} · ${say("nth", { rev: receipt.rev })}`,
      ),
      h(
        "p",
        { class: "quiet" },
        `${receipt.person} · ${sayTime(receipt.at)} · ${say(receipt.onTime ? "onTime" : "late")}`,
      ),
    ),
    state.review.trouble &&
      troubleBar(ui, state.review.trouble, "offlineDecision", [
        button(say("refresh"), "small", () => acts.loadLines()),
      ]),
    ...findings(ui, view),
    sheet && submittedRows(ui, sheet, view, before),
    sheet && figures(ui, sheet, view),
    history(ui, view),
  ];
}

function figures({ say, language }: Ui, sheet: Sheet, { receipt }: SubmissionView): Made {
  return h(
    "section",
    { class: "block" },
    h("h3", null, say("totals")),
    h(
      "dl",
      { class: "figures" },
      sheet.measures.map((measure) =>
        h(
          "div",
          { key: measure.key, class: "receipt-line" },
          h("dt", null, measure.label[language]),
          h(
            "dd",
            { class: "number" },
            sayFigure(sheet, measure, receipt.figures[measure.key] ?? null, language),
          ),
        ),
      ),
    ),
  );
}

function findings({ say, language }: Ui, { issues, receipt }: SubmissionView): Child[] {
  if (issues.length === 0) return [bar("good", [h("p", null, say("unexplainedNone"))])];
  return [
    h(
      "section",
      { class: "block" },
      h("h3", null, say("issues")),
      h(
        "ul",
        { class: "cards" },
        issues.slice(0, 100).map((issue, i) => {
          const said = receipt.explanations[issueId(issue)];
          return h(
            "li",
            { key: i, class: `card ${issue.effect}` },
            h(
              "div",
              { class: "card-head" },
              sign(issue.effect),
              h("span", { class: "cell plain" }, issue.cell ?? say("wholeTable")),
              issue.key !== undefined && h("span", { class: "card-title", title: issue.key }, cut(issue.key)),
              h("span", { class: "sr" }, say(issue.effect, { count: 1 })),
            ),
            h("p", { class: "card-text" }, sayIssue(briefOf(issue) ?? issue, language)),
            said !== undefined && h("p", { class: "said" }, say("saidBy", { text: said })),
          );
        }),
      ),
    ),
  ];
}

function history({ say }: Ui, { decisions, revisions }: SubmissionView): Child {
  if (decisions.length === 0 && revisions.length < 2) return null;
  return h(
    "details",
    { class: "history" },
    h("summary", null, say("history")),
    h(
      "ul",
      null,
      revisions.map(({ rev, at, person, rows: count }) =>
        h("li", { key: `r${rev}` }, `${sayTime(at)} ${person} · ${say("nth", { rev })} · ${count}`),
      ),
      decisions.map(({ rev, verdict, reason, by, at }) =>
        h(
          "li",
          { key: `d${at}` },
          `${sayTime(at)} ${by} · ${say(verdict === "accept" ? "accept" : "return")} · ${say("nth", { rev })}${reason ? ` · ${reason}` : ""}`,
        ),
      ),
    ),
  );
}

export function submissionFoot(ui: Ui, view: SubmissionView): Child[] {
  const { state, say, acts } = ui;
  const { review } = state;
  if (review.deciding) return [h("div", { class: "foot-act" }, spinner(say("deciding")))];
  if (review.accepting)
    return [
      h(
        "p",
        { class: "foot-note", id: "accept-asked" },
        say("acceptNotes", { count: review.notes.filter(({ text }) => text.trim() !== "").length }),
      ),
      h(
        "div",
        { class: "foot-act", onkeydown: onEscape(() => acts.startAccept(false)) },
        button(say("returnInstead"), "outline", () => acts.startReturn(true)),
        button(say("acceptAnyway"), "primary", () => acts.decide("accept"), {
          id: "accept-sure",
          class: "wide",
          "aria-describedby": "accept-asked",
        }),
      ),
    ];
  if (review.returning) {
    const without = review.reason.trim() === "";
    return [
      h(
        "div",
        { class: "explanation foot-reason", onkeydown: onEscape(() => acts.startReturn(false)) },
        h("label", { for: "reason" }, say("reason")),
        h("textarea", {
          id: "reason",
          required: true,
          rows: 2,
          maxlength: 500,
          placeholder: say("reasonHint"),
          ".value": review.reason,
          "aria-describedby": without ? "reason-missing" : undefined,
          oninput: (event: Event) => acts.reason((event.target as HTMLTextAreaElement).value),
        }),
        without && h("p", { class: "foot-note", id: "reason-missing" }, say("reasonMissing")),
      ),
      h(
        "div",
        { class: "foot-act", onkeydown: onEscape(() => acts.startReturn(false)) },
        button(say("cancel"), "outline", () => acts.startReturn(false)),
        button(say("confirmReturn"), "primary", () => acts.decide("return"), {
          id: "confirm-return",
          class: "wide",
        }),
      ),
    ];
  }
  return [
    h(
      "div",
      { class: "foot-act" },
      button(say("return"), "outline", () => acts.startReturn(true), {
        id: "return",
        "aria-keyshortcuts": "Alt+R",
      }),
      view.standing === "waiting" &&
        button(say("accept"), "primary", () => acts.decide("accept"), {
          id: "accept",
          class: "wide",
          "aria-keyshortcuts": "Alt+A",
        }),
    ),
  ];
}
