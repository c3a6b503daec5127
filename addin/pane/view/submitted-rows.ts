// The rows of a submission as a grid that is walked with the arrow keys, where a note is written at a cell. After
// a correction the changed rows come first, each with what was there before.
import type { Column, Value } from "../../../shared/sheet/column.ts";
import { isNumber, scaleOf } from "../../../shared/sheet/column.ts";
import type { Sheet } from "../../../shared/sheet/sheet.ts";
import type { SubmissionView } from "../../../shared/wire.ts";
import { refusedKey } from "../refused.ts";
import { changedRows, compareRows, type ReviewRow, removedCount } from "../state/reviewing.ts";
import { bar, button, icon, link, onEscape } from "./parts.ts";
import { type Child, h, type Made } from "./render.ts";
import type { Ui } from "./ui.ts";

const PAGE = 100;

export function submittedRows(
  ui: Ui,
  sheet: Sheet,
  view: SubmissionView,
  before: SubmissionView | null,
): Made {
  const { state, say, acts } = ui;
  if (sheet.rowsStayLocal) return bar("plain", [h("p", null, say("rowsLocal"))]);
  const { review } = state;
  const all = compareRows(sheet, view.rows, before?.rows ?? null);
  const changed = changedRows(all);
  const removed = removedCount(sheet, view.rows, before?.rows ?? null);
  const shown = before && review.changedOnly ? changed : all;
  const page = shown.slice(review.from, review.from + PAGE);
  return h(
    "section",
    { class: "block" },
    h(
      "div",
      { class: "view-tools in-grid" },
      link(say("viewInGrid"), acts.viewInGrid, { id: "view-in-grid" }),
      review.written !== null &&
        h("span", { class: "quiet", role: "status" }, say("viewedInGrid", { name: review.written })),
    ),
    before &&
      h(
        "div",
        { class: "view-tools" },
        button(say("changedOnly", { count: changed.length }), "small", () => acts.showChanged(true), {
          id: "changed-only",
          "aria-pressed": String(review.changedOnly),
        }),
        button(say("allRows", { count: all.length }), "small", () => acts.showChanged(false), {
          id: "all-rows",
          "aria-pressed": String(!review.changedOnly),
        }),
      ),
    removed > 0 && h("p", { class: "quiet" }, say("removedRows", { count: removed })),
    review.refused !== null && bar("bad", [h("p", { role: "alert" }, say(refusedKey(review.refused)))]),
    page.length === 0 ? h("p", { class: "quiet" }, say("noRowChanged")) : grid(ui, sheet, view, page),
    shown.length > PAGE &&
      h(
        "div",
        { class: "view-tools" },
        h(
          "span",
          { class: "quiet" },
          say("pageOf", {
            from: review.from + 1,
            to: Math.min(shown.length, review.from + PAGE),
            count: shown.length,
          }),
        ),
        review.from > 0 && link(say("previousRows", { count: PAGE }), () => acts.page(review.from - PAGE)),
        review.from + PAGE < shown.length &&
          link(say("nextRows", { count: Math.min(PAGE, shown.length - review.from - PAGE) }), () =>
            acts.page(review.from + PAGE),
          ),
      ),
    noteEditor(ui, view),
    h("p", { class: "quiet" }, say("cellsHint"), " · ", say("keysHint")),
  );
}

function grid(ui: Ui, sheet: Sheet, view: SubmissionView, page: readonly ReviewRow[]): Made {
  const { say, language, acts, state } = ui;
  const noted = new Map(state.review.notes.map(({ address, text }) => [address, text]));
  const flagged = new Map(view.issues.map((issue) => [issue.cell, issue.effect]));
  let first = true;
  return h(
    "div",
    { class: "grid-scroll", tabindex: -1 },
    h(
      "table",
      { class: "grid", role: "grid", id: "rows", "aria-label": view.worksheet, onkeydown: moveInGrid },
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          h("th", { scope: "col" }, say("rowNumber")),
          view.rows.columns.map(({ key, letter }) =>
            h("th", { scope: "col", key, title: letter }, sheet.columns[key]?.label[language] ?? key),
          ),
        ),
      ),
      h(
        "tbody",
        null,
        page.map(({ index, row, isNew, was }) =>
          h(
            "tr",
            { key: row, class: isNew ? "new" : undefined, "data-row": row },
            h("th", { scope: "row" }, String(row), isNew && h("span", { class: "tag" }, say("newRow"))),
            view.rows.columns.map(({ key, letter, values }, c) => {
              const address = `${letter}${row}`;
              const column = sheet.columns[key];
              const note = noted.get(address);
              const tabindex = first ? 0 : -1;
              first = false;
              return h(
                "td",
                {
                  key,
                  id: `cell-${address}`,
                  tabindex,
                  "data-address": address,
                  "aria-selected": String(state.review.noting === address),
                  class: [
                    column && isNumber(column) && "number",
                    was.has(c) && "changed",
                    note && "noted",
                    flagged.get(address),
                  ]
                    .filter(Boolean)
                    .join(" "),
                  onclick: () => acts.startNote(address),
                  onkeydown: (event: KeyboardEvent) => {
                    if (event.key !== "Enter" && event.key !== " ") return;
                    event.preventDefault();
                    acts.startNote(address);
                  },
                },
                sayValue(column, values[index] ?? null, language),
                was.has(c) &&
                  h(
                    "span",
                    { class: "was" },
                    say("was", { value: sayValue(column, was.get(c) ?? null, language) || say("empty") }),
                  ),
                note !== undefined && h("span", { class: "sr" }, `${say("returnedNote")}: ${note}`),
              );
            }),
          ),
        ),
      ),
    ),
  );
}

/** Arrow keys move among the cells; one cell at a time is in the tab order. */
function moveInGrid(event: Event): void {
  const { key, target, currentTarget } = event as KeyboardEvent;
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key];
  const cell = (target as Element).closest("td");
  const row = cell?.closest("tr");
  if (!step || !cell || !row) return;
  const lines = [...(currentTarget as Element).querySelectorAll("tbody tr")];
  const next =
    lines[lines.indexOf(row) + (step[0] ?? 0)]?.children[[...row.children].indexOf(cell) + (step[1] ?? 0)];
  if (next?.tagName !== "TD") return;
  event.preventDefault();
  cell.tabIndex = -1;
  (next as HTMLElement).tabIndex = 0;
  (next as HTMLElement).focus();
}

function noteEditor({ state, say, acts }: Ui, view: SubmissionView): Child {
  const { noting, notes } = state.review;
  if (noting === null)
    return (
      notes.length > 0 &&
      h(
        "ul",
        { class: "notes", id: "notes" },
        notes.map(({ address, text }) =>
          h(
            "li",
            { key: address },
            link(address, () => acts.startNote(address)),
            ` ${text}`,
          ),
        ),
      )
    );
  const [, letter = "", row = ""] = /^([A-Z]+)(\d+)$/.exec(noting) ?? [];
  const column = view.rows.columns.find((one) => one.letter === letter)?.key ?? "";
  const cell = { address: noting, column, row: Number(row) };
  const text = notes.find(({ address }) => address === noting)?.text ?? "";
  return h(
    "div",
    { class: "explanation", key: `note-${noting}`, onkeydown: onEscape(() => acts.startNote(null)) },
    h("label", { for: "note-text" }, icon("pen"), say("noteAt", { cell: noting })),
    h("textarea", {
      id: "note-text",
      rows: 2,
      maxlength: 500,
      placeholder: say("noteHint"),
      ".value": text,
      oninput: (event: Event) => acts.note(cell, (event.target as HTMLTextAreaElement).value),
    }),
    h(
      "div",
      { class: "view-tools" },
      link(say("close"), () => acts.startNote(null), { id: "note-close" }),
      text !== "" &&
        link(say("removeNote"), () => {
          acts.note(cell, "");
          acts.startNote(null);
        }),
    ),
  );
}

/** A value as a person reads it; nothing for a missing one. */
export function sayValue(column: Column | undefined, value: Value, language: "zh" | "en"): string {
  if (value === null) return "";
  if (column && isNumber(column) && typeof value === "number")
    return (value / scaleOf(column.kind)).toLocaleString("en-US", { maximumFractionDigits: 2 });
  if (column?.kind === "choice")
    return column.choices.find(({ key }) => key === value)?.label[language] ?? String(value);
  return String(value);
}
