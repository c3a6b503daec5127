// 汇总: which sheet and period, counting what, by what; who has reported, before anything is pulled; then one
// worksheet. Below it the units that are missing, as a list to send on. No unit is ever ranked.
import { sayPeriod } from "../../../shared/report/period.ts";
import { sayFigure } from "../../../shared/report/show.ts";
import type { Sheet } from "../../../shared/sheet/sheet.ts";
import { sheetOf } from "../../../shared/sheets/index.ts";
import type { AskablePeriod, Consolidation, Expectation } from "../../../shared/wire.ts";
import { refusedKey } from "../refused.ts";
import { sayTime } from "../state/clock.ts";
import { askedOf, lateOf, missingOf, progressOf, sayShare } from "../state/reporting.ts";
import type { Pull } from "../state/state.ts";
import { bar, button, icon, link, picker, segments, spinner, TICK, troubleBar, vacancy } from "./parts.ts";
import { type Child, h, type Made } from "./render.ts";
import type { Ui } from "./ui.ts";

export function pullView(ui: Ui): Child[] {
  const { state, say, acts } = ui;
  const { pull } = state;
  const sheet = pull.sheet === null ? null : sheetOf(pull.sheet);
  const trouble =
    pull.trouble &&
    troubleBar(ui, pull.trouble, "offlineList", [button(say("retry"), "small", acts.refreshPull)]);
  if (!sheet || pull.period === null) {
    if (pull.phase !== "ready") return [trouble, !trouble && spinner(say("loading"))];
    return [trouble, !trouble && vacancy(icon("table"), say("noPeriods"), "")];
  }
  return [
    questions(ui, sheet),
    trouble,
    pull.phase === "loading"
      ? spinner(say("loading"))
      : h("div", { class: "pulled" }, progress(ui), totals(ui, sheet)),
    pull.phase === "ready" && h("div", null, missing(ui, sheet), late(ui)),
  ];
}

function questions(ui: Ui, sheet: Sheet): Made {
  const { state, say, acts, language } = ui;
  const { pull } = state;
  const { periods, scopes } = pull.askable;
  const kinds = [...new Set(periods.map((one) => one.sheet))];
  const category = sheet.category ? sheet.columns[sheet.category]?.label[language] : undefined;
  return h(
    "section",
    { class: "questions" },
    picker(
      "pull-sheet",
      say("kindOfSheet"),
      kinds.map((key) => ({ value: key, label: sheetOf(key)?.label[language] ?? key })),
      pull.sheet ?? "",
      (value) => acts.ask({ sheet: value }),
    ),
    picker(
      "pull-period",
      say("period"),
      periods
        .filter((one) => one.sheet === pull.sheet)
        .map((one) => ({ value: one.period, label: periodLine(ui, one) })),
      pull.period ?? "",
      (value) => acts.ask({ period: value }),
    ),
    scopes.length > 1 &&
      picker(
        "pull-scope",
        say("scope"),
        scopes.map(({ id, name }) => ({ value: String(id), label: say("scopeAll", { unit: name }) })),
        String(pull.scope ?? ""),
        (value) => acts.ask({ scope: Number(value) }),
      ),
    segments(
      "pull-stage",
      say("stage"),
      [
        { value: "accepted", label: say("stageAccepted") },
        { value: "received", label: say("stageReceived") },
      ],
      pull.stage,
      (value) => acts.ask({ stage: value as Pull["stage"] }),
    ),
    category !== undefined &&
      segments(
        "pull-by",
        say("by"),
        [
          { value: "unit", label: say("byUnit") },
          { value: "category", label: say("byCategory", { category }) },
        ],
        pull.by,
        (value) => acts.ask({ by: value as Pull["by"] }),
      ),
  );
}

/** The period, and beside it what would surprise: still open, or nothing received yet. */
function periodLine({ say, language }: Ui, { period, open, received }: AskablePeriod): string {
  const said = sayPeriod(period, language);
  if (!received) return say("periodEmpty", { period: said });
  return open ? say("periodOpen", { period: said }) : said;
}

function progress({ state, say, today }: Ui): Made {
  const due = askedOf(state.pull)?.due;
  const isEarly = due !== undefined && today <= due;
  const { expected, reported, accepted, onTime } = progressOf(state.pull.reporting);
  const part = (name: string, value: string, id: string, title?: string) =>
    h(
      "div",
      { class: "part", id, title },
      h("span", { class: "part-value" }, value),
      h("span", { class: "quiet" }, name),
    );
  return h(
    "div",
    { class: "parts", id: "progress", "aria-live": "polite" },
    part(say("reportedOf"), `${reported}/${expected}`, "reported"),
    part(say("acceptedOf"), `${accepted}/${expected}`, "accepted"),
    // Until the day is over nobody is late, and a low share would accuse.
    part(
      say("timeliness"),
      isEarly ? say("notDueYet") : sayShare(onTime, expected),
      "on-time",
      isEarly ? due : say("onTimeHint"),
    ),
  );
}

function totals(ui: Ui, sheet: Sheet): Child {
  const { state, say, language } = ui;
  const { consolidation } = state.pull;
  if (!consolidation) return null;
  if (consolidation.reported === 0) return vacancy(icon("table"), say("noneCounted"), say("noneCountedHint"));
  return h(
    "section",
    { class: "block" },
    h("h3", null, say("preview")),
    h(
      "p",
      { class: "quiet" },
      say("previewOf", { reported: consolidation.reported, expected: consolidation.expected }),
    ),
    h(
      "dl",
      { class: "figures", id: "pull-totals" },
      sheet.measures.map((measure) => line(ui, sheet, consolidation, measure, language)),
    ),
  );
}

function line(
  _: Ui,
  sheet: Sheet,
  { totals: all }: Consolidation,
  measure: Sheet["measures"][number],
  language: "zh" | "en",
): Made {
  return h(
    "div",
    { key: measure.key, class: "receipt-line", "data-measure": measure.key },
    h("dt", null, measure.label[language]),
    h("dd", { class: "number" }, sayFigure(sheet, measure, all[measure.key] ?? null, language)),
  );
}

function outcome({ state, say }: Ui): Child {
  const { written, refused } = state.pull;
  if (refused) return bar("bad", [h("p", { role: "alert" }, say(refusedKey(refused)))]);
  return (
    written !== null &&
    bar("good", [h("p", { role: "status", id: "written" }, say("written", { name: written }))])
  );
}

function missing(ui: Ui, sheet: Sheet): Made {
  const { state, say, acts } = ui;
  const { pull } = state;
  const units = missingOf(pull.reporting);
  if (units.length === 0)
    return h("section", { class: "block" }, h("p", { class: "all-in" }, TICK(), say("missingNone")));
  return h(
    "section",
    { class: "block" },
    h("h3", null, say("missingUnits", { count: units.length })),
    h(
      "ul",
      {
        class: "names",
        id: "missing",
        tabindex: 0,
        "aria-label": say("missingUnits", { count: units.length }),
      },
      units.map(({ unit }) => h("li", { key: unit.id }, unit.name)),
    ),
    h(
      "div",
      { class: "view-tools" },
      button(say("copyList"), "small", () => acts.copy(missingText(ui, sheet, units)), {
        id: "copy-missing",
      }),
      pull.copied !== null &&
        h("span", { class: "quiet", role: "status" }, say(pull.copied === "done" ? "copied" : "copyFailed")),
    ),
  );
}

function missingText({ state, say, language, now }: Ui, sheet: Sheet, units: readonly Expectation[]): string {
  const head = say("missingText", {
    time: sayTime(now),
    sheet: sheet.label[language],
    period: sayPeriod(state.pull.period ?? "", language),
    count: units.length,
    due: units[0]?.due ?? "",
  });
  return [head, ...units.map(({ unit }) => unit.name)].join("\n");
}

function late({ state, say }: Ui): Child {
  const units = lateOf(state.pull.reporting);
  if (units.length === 0) return null;
  return h(
    "details",
    { class: "block" },
    h("summary", null, say("lateUnits", { count: units.length })),
    h(
      "ul",
      { class: "names", tabindex: 0, "aria-label": say("lateUnits", { count: units.length }) },
      units.map(({ unit, receivedAt }) =>
        h("li", { key: unit.id }, `${unit.name} ${receivedAt ? sayTime(receivedAt) : ""}`),
      ),
    ),
  );
}

export function pullFoot(ui: Ui): Child[] {
  const { state, say, acts } = ui;
  const { pull } = state;
  if (pull.writing)
    return [h("div", { class: "foot-act" }, spinner(say("writing"), link(say("cancel"), acts.stopWriting)))];
  if (!pull.consolidation || pull.consolidation.reported === 0) return [];
  return [
    outcome(ui),
    h(
      "div",
      { class: "foot-act" },
      button(say("writeSheet"), "primary", acts.write, { id: "primary", class: "wide", "data-act": "write" }),
    ),
  ];
}
