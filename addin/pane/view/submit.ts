// 报送: exactly what will leave, the totals beside last time's, what is still to be explained, one button;
// then what became of it, in plain words.
import { sayIssue } from "../../../shared/check/catalogue.ts";
import { sayPeriod } from "../../../shared/report/period.ts";
import { sayFigure } from "../../../shared/report/show.ts";
import { REFUSALS } from "../../../shared/wire.ts";
import { briefOf, cut } from "../state/brief.ts";
import { blockingIssues, idOf, isSettled } from "../state/checking.ts";
import { type Departure, departureOf, totalsOf } from "../state/departure.ts";
import { dueOf, periodInForce } from "../state/due.ts";
import { unopened } from "./check.ts";
import { explanation } from "./issue.ts";
import { keptBars } from "./kept.ts";
import { differences } from "./newer.ts";
import { bar, button, icon, link, sign, spinner, troubleBar } from "./parts.ts";
import { receiptView } from "./receipt.ts";
import { type Child, h, type Made } from "./render.ts";
import { returnedCards } from "./returned.ts";
import type { Ui } from "./ui.ts";

export function submitView(ui: Ui): Child[] {
  const { state, today } = ui;
  if (state.sending.phase === "done") return receiptView(ui, state.sending.receipt);
  const { table } = state.desk;
  const departure = table && departureOf(table, { period: periodInForce(state), today });
  if (!departure) return [...keptBars(ui), ...unopened(ui)];
  return [
    ...keptBars(ui),
    ...outcome(ui),
    standing(ui),
    ...returnedCards(ui),
    leaves(ui, departure),
    totals(ui, departure),
    ...toExplain(ui),
  ];
}

function standing(ui: Ui): Child {
  const { state, say, acts } = ui;
  const due = dueOf(state);
  if (!due) {
    if (state.expectedTrouble)
      return troubleBar(ui, state.expectedTrouble, "offlineList", [link(say("retry"), acts.refreshExpected)]);
    return state.expected.length > 0 && bar("warn", [h("p", null, say("notExpected"))]);
  }
  const receipt = due.rev > 0 ? [link(say("showReceipt"), acts.showReceipt, { id: "show-receipt" })] : [];
  if (due.standing === "accepted") return bar("good", [h("p", null, say("locked"))], receipt);
  if (due.standing === "waiting")
    return bar("plain", [h("p", null, say("alreadySent", { rev: due.rev }))], receipt);
  return !due.open && bar("bad", [h("p", null, say("closedPeriod"))]);
}

function leaves({ state, say, language }: Ui, { sheet, rows, sent, stays, unknown }: Departure): Made {
  const period = periodInForce(state);
  const list = (names: readonly string[]) => names.join(language === "zh" ? "、" : ", ");
  return h(
    "section",
    { class: "block", id: "leaves" },
    h("h3", null, say("leaves")),
    h(
      "p",
      { class: "leaves-main" },
      sheet.rowsStayLocal
        ? say("leavesFigures", { count: sheet.measures.length, rows })
        : say("leavesRows", { rows, columns: sent.length }),
    ),
    h(
      "p",
      { class: "quiet" },
      [say("submitTo", { unit: state.me?.unit.name ?? "" }), period && sayPeriod(period, language)]
        .filter(Boolean)
        .join(" · "),
    ),
    !sheet.rowsStayLocal &&
      h(
        "p",
        { class: "stays" },
        icon("person"),
        stays.length > 0 ? say("stays", { names: list(stays), count: stays.length }) : say("noneStays"),
      ),
    unknown.length > 0 &&
      h("p", { class: "quiet" }, say("unknownStays", { count: unknown.length, names: list(unknown) })),
    !sheet.rowsStayLocal &&
      h("details", null, h("summary", null, say("leavesList")), h("p", null, list(sent))),
  );
}

function totals(ui: Ui, { sheet, figures }: Departure): Made {
  const { state, say, language } = ui;
  if (figures === null) {
    const [, zh, en] = REFUSALS.figureTooLarge;
    return bar("bad", [h("p", null, language === "zh" ? zh : en)], [], {
      id: "figure-too-large",
      tabindex: -1,
    });
  }
  const previous = dueOf(state)?.previous ?? null;
  return h(
    "section",
    { class: "block" },
    h("h3", null, say("totals")),
    h(
      "table",
      { class: "totals", id: "totals" },
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          h("th", { scope: "col" }, say("measure")),
          h("th", { scope: "col", class: "number" }, say("thisTime")),
          previous && h("th", { scope: "col", class: "number" }, say("lastTime")),
        ),
      ),
      h(
        "tbody",
        null,
        totalsOf(sheet, figures, previous).map(({ measure, now, before }) =>
          h(
            "tr",
            { key: measure.key, "data-measure": measure.key },
            h("th", { scope: "row" }, measure.label[language]),
            h("td", { class: "number" }, sayFigure(sheet, measure, now, language)),
            before !== undefined &&
              h("td", { class: "number quiet" }, sayFigure(sheet, measure, before, language)),
          ),
        ),
      ),
    ),
    !previous && h("p", { class: "quiet" }, say("compareNone")),
  );
}

function toExplain(ui: Ui): Child[] {
  const { state, say, language, acts } = ui;
  const asked = state.desk.issues.filter(({ effect }) => effect === "explain");
  if (asked.length === 0) return [];
  return [
    h(
      "section",
      { class: "block", id: "explanations" },
      h("h3", null, say("explanations")),
      h(
        "ul",
        { class: "cards" },
        asked.slice(0, 200).map((issue) => {
          const id = idOf(issue);
          const where = issue.cell ?? say("wholeTable");
          return h(
            "li",
            {
              key: `${id}@${issue.cell}`,
              class: "card explain",
              "data-code": issue.code,
              "data-cell": issue.cell,
            },
            h(
              "div",
              { class: "card-head" },
              sign("explain"),
              issue.cell
                ? h(
                    "button",
                    {
                      type: "button",
                      class: "cell",
                      "aria-label": say("jumpTo", { cell: issue.cell }),
                      onclick: () => acts.reveal(issue.cell ?? "A1"),
                    },
                    issue.cell,
                  )
                : h("span", { class: "cell plain" }, where),
              issue.key !== undefined && h("span", { class: "card-title" }, cut(issue.key)),
            ),
            h("p", { class: "card-text" }, sayIssue(briefOf(issue) ?? issue, language)),
            explanation(ui, id, where, isSettled(issue, state.desk)),
          );
        }),
      ),
    ),
  ];
}

/** What became of the last try. */
function outcome(ui: Ui): Child[] {
  const { state, say } = ui;
  const { sending } = state;
  switch (sending.phase) {
    case "changed":
      return [bar("warn", [h("p", { role: "alert" }, say("changedMeanwhile"))])];
    case "stopped":
      return [bar("plain", [h("p", { role: "status" }, say("stopped"))])];
    case "notKept":
      return [bar("bad", [h("p", { role: "alert" }, say("keptNot"))])];
    case "refused":
      return [
        h(
          "div",
          { id: "outcome", tabindex: -1 },
          troubleBar(ui, sending.trouble, "offlineSubmit"),
          sending.newer && differences(ui, sending.newer),
        ),
      ];
    default:
      return [];
  }
}

export function submitFoot(ui: Ui): Child[] {
  const { state, say, acts } = ui;
  const { sending } = state;
  if (sending.phase === "done")
    return [
      h(
        "div",
        { class: "foot-act" },
        button(say("print"), "outline", acts.print, { id: "print" }),
        button(say("backToCheck"), "primary", acts.backToCheck, { id: "primary", class: "wide" }),
      ),
    ];
  if (sending.phase === "rereading" || sending.phase === "sending")
    return [
      h(
        "div",
        { class: "foot-act" },
        spinner(
          say(sending.phase === "rereading" ? "rereading" : "sending"),
          link(say("cancel"), acts.stopSending),
        ),
      ),
    ];
  if (sending.phase === "kept")
    return [
      h(
        "div",
        { class: "foot-act" },
        button(say("backToCheck"), "primary", acts.backToCheck, { id: "primary", class: "wide" }),
      ),
    ];
  if (sending.phase === "refused" && sending.trouble !== "offline" && sending.trouble.code === "stale")
    return [
      h(
        "div",
        { class: "foot-act" },
        button(say("takeNewer"), "primary", acts.refreshExpected, {
          id: "primary",
          class: "wide",
          "data-act": "takeNewer",
        }),
      ),
    ];
  const due = dueOf(state);
  if (!state.desk.table?.sheet || !due || due.standing === "accepted" || !due.open) return [];
  const stopped = blockingIssues(state.desk);
  const mend = stopped.filter(({ effect }) => effect !== "explain").length;
  return [
    stopped.length > 0 &&
      h(
        "p",
        { class: "foot-note", id: "blocked" },
        mend > 0 ? say("blocked", { count: mend }) : say("unexplained", { count: stopped.length }),
      ),
    h(
      "div",
      { class: "foot-act" },
      mend > 0
        ? button(say("goFix"), "primary", acts.backToCheck, { id: "primary", class: "wide" })
        : button(due.rev > 0 ? say("sendAgain", { rev: due.rev + 1 }) : say("send"), "primary", acts.send, {
            id: "primary",
            class: "wide",
            "data-act": "send",
          }),
    ),
  ];
}
