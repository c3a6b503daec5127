// The head of the pane: which sheet this is, for which period and unit, and what is due. Under it, folded
// away, the choice of another table, period or name.
import { sayPeriod } from "../../../shared/report/period.ts";
import { SHEETS } from "../../../shared/sheets/index.ts";
import type { Expectation } from "../../../shared/wire.ts";
import { daysLeft, dueOf, duesOfSheet, periodInForce } from "../state/due.ts";
import { aliasesKnown } from "../state/mapping.ts";
import { icon, link, type Option, picker } from "./parts.ts";
import { type Child, h, type Made } from "./render.ts";
import type { Ui } from "./ui.ts";

export function head(ui: Ui): Made {
  const { state, say, acts, language } = ui;
  const { desk, me } = state;
  const idle = desk.phase === "closed" || desk.phase === "resting";
  const title = desk.table?.sheet?.label[language];
  return h(
    "header",
    { class: "head" },
    h(
      "div",
      { class: "head-line" },
      idle
        ? h("h1", { id: "sheet-title" }, say("appName"))
        : h(
            "h1",
            { id: "sheet-title" },
            h(
              "button",
              {
                type: "button",
                id: "choose-table",
                class: "sheet-name",
                "aria-expanded": String(desk.choosing),
                "aria-controls": "chooser",
                title: say("chooseTable"),
                onclick: acts.toggleChoosing,
              },
              h("span", null, title ?? say(desk.phase === "reading" ? "reading" : "unknownSheet")),
              icon(desk.choosing ? "up" : "chevron"),
            ),
          ),
      h(
        "button",
        {
          type: "button",
          id: "open-settings",
          class: "tool",
          "aria-label": me ? `${say("settings")}, ${me.person.name}` : say("settings"),
          title: me ? `${me.person.name} · ${me.unit.name}` : say("settings"),
          "aria-pressed": String(state.view === "settings"),
          onclick: () => acts.go(state.view === "settings" ? state.backTo : "settings"),
        },
        icon("sliders"),
      ),
    ),
    idle
      ? h(
          "p",
          { class: "quiet head-unit" },
          me
            ? `${me.person.name} · ${me.unit.name}`
            : say(desk.phase === "closed" ? "noWorkbook" : "resting"),
        )
      : about(ui),
    !idle && worksheetName(ui),
    desk.choosing && !idle && chooser(ui),
  );
}

/** Which worksheet is looked at, where there are several. */
function worksheetName({ state, say }: Ui): Made | null {
  const { worksheets, worksheetId } = state.desk;
  const name = worksheets.find(({ id }) => id === worksheetId)?.name;
  if (name === undefined || worksheets.filter(({ visible }) => visible).length < 2) return null;
  return h("p", { class: "quiet head-worksheet", id: "head-worksheet" }, say("worksheetNamed", { name }));
}

function about(ui: Ui): Made | null {
  const { state, say, language } = ui;
  const { table, phase } = state.desk;
  if (phase !== "ready" || !table?.sheet) return null;
  const period = periodInForce(state);
  const unit = state.me?.role === "clerk" ? state.me.unit.name : (table.unit ?? state.me?.unit.name);
  return h(
    "div",
    { class: "head-about" },
    h(
      "p",
      { class: "head-unit" },
      link(period ? sayPeriod(period, language) : say("periodUnnamed"), ui.acts.toggleChoosing, {
        id: "correct-period",
        title: say("correct"),
      }),
      h("span", { "aria-hidden": "true" }, " · "),
      h("span", null, unit ?? say("unitUnnamed")),
    ),
    state.me?.role === "clerk" && h("p", { class: "head-due", id: "due" }, ...dueLine(ui, dueOf(state))),
  );
}

function dueLine({ state, say, today }: Ui, due: Expectation | null): Child[] {
  if (!due) return [state.expectedTrouble || state.expected.length === 0 ? "" : say("notExpected")];
  const { rev, standing } = due;
  if (standing === "accepted") return [say("standingAccepted", { rev })];
  const left = daysLeft(due, today);
  const day = !due.open
    ? h("strong", { class: "late" }, say("closedPeriod"))
    : left > 0
      ? say("daysLeft", { days: left })
      : left === 0
        ? h("strong", { class: "late" }, say("dueToday"))
        : h("strong", { class: "late" }, say("daysLate", { days: -left }));
  const words =
    standing === "returned"
      ? say("standingReturned", { rev })
      : standing === "waiting"
        ? say("standingWaiting", { rev })
        : say("revisionNext", { rev: rev + 1 });
  return [day, h("span", { "aria-hidden": "true" }, " · "), words];
}

function chooser(ui: Ui): Made {
  const { state, say, acts, language } = ui;
  const { desk } = state;
  const { choice, table } = desk;
  const kinds: Option[] = [
    { value: "", label: say("automatic") },
    ...SHEETS.map(({ key, label }) => ({ value: key, label: label[language] })),
  ];
  const periods = new Set(duesOfSheet(state).map(({ period }) => period));
  const inForce = periodInForce(state);
  if (inForce) periods.add(inForce);
  if (table?.period) periods.add(table.period);
  return h(
    "section",
    { id: "chooser", class: "chooser", "aria-label": say("chooseTable") },
    picker(
      "pick-worksheet",
      say("worksheet"),
      desk.worksheets.filter(({ visible }) => visible).map(({ id, name }) => ({ value: id, label: name })),
      desk.worksheetId ?? "",
      (id) => acts.recheck(id),
    ),
    desk.tables.length > 1 &&
      picker(
        "pick-table",
        say("table"),
        desk.tables.map((one) => ({
          value: String(one.headerRows[0] ?? 0),
          label: say("tableAt", {
            row: one.headerRows[0] ?? one.at[0] ?? 1,
            title: one.title || say("untitled"),
          }),
        })),
        String(table?.headerRows[0] ?? 0),
        (row) => acts.choose({ tableAt: Number(row) }),
      ),
    picker("pick-sheet", say("kindOfSheet"), kinds, choice.sheetKey ?? "", (key) =>
      acts.choose({ sheetKey: key, mapping: {} }),
    ),
    periods.size > 0 &&
      picker(
        "pick-period",
        say("period"),
        [
          ...(inForce ? [] : [{ value: "", label: say("periodUnnamed") }]),
          ...[...periods].map((period) => ({ value: period, label: sayPeriod(period, language) })),
        ],
        inForce ?? "",
        (period) => acts.choose({ period }),
      ),
    table?.sheet && link(say("lookAtColumns"), () => acts.openMapping(true), { id: "open-mapping" }),
    alias(ui),
    h(
      "div",
      { class: "chooser-end" },
      link(say("recheckActive"), () => acts.recheck()),
      link(say("close"), acts.toggleChoosing),
    ),
  );
}

/** A name that was said to be the unit's own, with the way back. */
function alias({ state, say, acts }: Ui): Made | null {
  const name = state.desk.table?.unit;
  if (!name || !aliasesKnown(state).includes(name)) return null;
  return h(
    "p",
    { class: "quiet", id: "alias" },
    say("aliasKept", { name }),
    " ",
    link(say("notOurs"), () => acts.ours(name, false), { id: "not-ours" }),
  );
}
