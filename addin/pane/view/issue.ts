// One finding as a card: where it is, the row's own key, what was found and expected, the correction at hand,
// and, where the figure may be right, a place to say so on equal footing.
import { CATALOGUE, sayIssue } from "../../../shared/check/catalogue.ts";
import type { Issue } from "../../../shared/check/issue.ts";
import { briefOf, cut, isOfFigure, sayAfter } from "../state/brief.ts";
import { idOf, isSettled } from "../state/checking.ts";
import { answers } from "./answers.ts";
import { mendKind } from "./mend.ts";
import { button, link, sign, TICK } from "./parts.ts";
import { type Child, h, type Made } from "./render.ts";
import type { Ui } from "./ui.ts";

/** Up to so many further cells are shown at once, and so many when unfolded. */
const FEW_CELLS = 4;
const MOST_CELLS = 200;

export function issueCard(ui: Ui, issue: Issue, at: number): Made {
  const { state, say, language, acts } = ui;
  const id = idOf(issue);
  const current = state.desk.at === at;
  const where = issue.cell ?? say("wholeTable");
  const title = CATALOGUE[issue.code].title[language];
  const settled = issue.effect === "explain" && isSettled(issue, state.desk);
  const brief = briefOf(issue) ?? issue;
  return h(
    "li",
    {
      key: `${id}@${issue.cell}`,
      id: `card-${at}`,
      tabindex: -1,
      class: `card ${issue.effect}${current ? " current" : ""}`,
      "data-code": issue.code,
      "data-effect": issue.effect,
      "data-cell": issue.cell,
      "data-rule": issue.rule,
    },
    h(
      "div",
      { class: "card-head" },
      sign(issue.effect),
      issue.cell
        ? h(
            "button",
            {
              type: "button",
              class: "cell",
              "aria-label": `${say("jumpTo", { cell: issue.cell })}: ${title}`,
              onclick: () => acts.jump(issue, at),
            },
            issue.cell,
          )
        : h("span", { class: "cell plain" }, where),
      h("span", { class: "card-title" }, title),
      h("span", { class: "sr" }, say(issue.effect, { count: 1 })),
    ),
    issue.key !== undefined && h("p", { class: "card-key" }, brief.key ?? issue.key),
    h("p", { class: "card-text" }, sayIssue(brief, language)),
    brief !== issue &&
      h(
        "details",
        { class: "also" },
        h("summary", null, say("wholeText")),
        h("p", { class: "card-text" }, [issue.key, sayIssue(issue, language)].filter(Boolean).join(" · ")),
      ),
    also(ui, issue),
    related(ui, issue),
    issue.fix &&
      h(
        "div",
        { class: "card-acts" },
        h(
          "span",
          { class: "change" },
          h("del", null, issue.fix.before === "" ? say("empty") : cut(issue.fix.before)),
          h("span", { "aria-hidden": "true" }, " → "),
          h("ins", null, sayAfter(issue.fix)),
        ),
        button(
          say("changeTo", { after: cut(sayAfter(issue.fix)) }),
          "small",
          () => issue.fix && acts.fix([issue.fix]),
          {
            class: "small fix",
          },
        ),
      ),
    mendKind(ui, issue),
    answers(ui, issue),
    issue.effect === "explain" &&
      explanation(
        ui,
        id,
        where,
        settled,
        isOfFigure(issue, state.desk.table) ? "trueExplain" : "trueContent",
      ),
  );
}

/** Where the same finding holds: a few as links, many folded away. */
function also(ui: Ui, issue: Issue): Made | null {
  const { say } = ui;
  const others = (issue.cells ?? []).filter((cell) => cell !== issue.cell);
  if (others.length === 0) return null;
  if (others.length <= FEW_CELLS) return h("p", { class: "also" }, say("alsoFew"), ...links(ui, others));
  return h(
    "details",
    { class: "also" },
    h("summary", null, say("alsoAt", { count: others.length, cells: others.slice(0, 3).join("、") })),
    h("p", null, ...links(ui, others), others.length > MOST_CELLS && "…"),
  );
}

/** Cells that it was compared with, to be looked at. */
function related(ui: Ui, issue: Issue): Made | null {
  const others = (issue.related ?? []).filter((cell) => cell !== issue.cell);
  if (others.length === 0) return null;
  return h("p", { class: "also related" }, ui.say("related"), ...links(ui, others));
}

function links({ acts }: Ui, cells: readonly string[]): Child[] {
  return cells
    .slice(0, MOST_CELLS)
    .flatMap((cell) => [link(cell, () => acts.reveal(cell), { key: cell }), " "]);
}

/** The place for an explanation: opened by the person, or open already where one stands. */
export function explanation(
  ui: Ui,
  id: string,
  where: string,
  settled: boolean,
  isTrue: "trueExplain" | "trueContent" = "trueExplain",
): Made {
  const { state, say, acts } = ui;
  const text = state.desk.explanations[id];
  const offered = state.desk.offered[id];
  const open = text !== undefined || state.desk.explaining.includes(id) || state.view === "submit";
  if (!open) {
    return h(
      "div",
      { class: "card-acts" },
      button(say(isTrue), "small", () => acts.startExplaining(id)),
    );
  }
  const field = `explain-${id}`;
  return h(
    "div",
    { class: "explanation" },
    h(
      "label",
      { for: field },
      say("explanation"),
      h("span", { class: "sr" }, ` ${where}`),
      settled && h("span", { class: "settled" }, TICK(), say("explained")),
    ),
    h("textarea", {
      id: field,
      rows: 2,
      maxlength: 500,
      placeholder: say("explanationHint"),
      ".value": text ?? "",
      oninput: (event: Event) => acts.explain(id, (event.target as HTMLTextAreaElement).value),
    }),
    offered !== undefined &&
      text === undefined &&
      link(say("offered", { text: offered }), () => acts.explain(id, offered), { class: "link offer" }),
  );
}
