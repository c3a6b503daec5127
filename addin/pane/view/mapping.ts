// What the headers were taken for, to be confirmed once: the doubtful ones on top, each with some of its values and a
// picker; the rest folded away. The one act of the view, at the foot, confirms all of it.
import { isAsking, missingOf, type Proposal, proposalsOf } from "../state/mapping.ts";
import type { TextKey } from "../texts.ts";
import { link, type Option, sign } from "./parts.ts";
import { h, type Made } from "./render.ts";
import type { Ui } from "./ui.ts";

const DOUBTS = {
  renamed: "doubtRenamed",
  double: "doubtDouble",
  unmatched: "doubtUnmatched",
} as const satisfies Record<NonNullable<Proposal["doubt"]>, TextKey>;

export function mappingView(ui: Ui): Made | null {
  const { state, say, acts, language } = ui;
  const { desk } = state;
  const { sheet } = desk.table ?? {};
  if (!sheet) return null;
  const all = proposalsOf(desk);
  const [first, rest] = [all.filter((one) => one.first), all.filter((one) => !one.first)];
  const options: Option[] = Object.entries(sheet.columns).map(([key, { label, local }]) => ({
    value: key,
    label: local ? say("localOption", { column: label[language] }) : label[language],
  }));
  const missing = missingOf(desk);
  const choices: Choices = {
    missing: options.filter(({ value }) => missing.includes(value)),
    others: options.filter(({ value }) => !missing.includes(value)),
  };
  const list = (proposals: readonly Proposal[]) =>
    h(
      "ul",
      { class: "columns" },
      proposals.map((one) => row(ui, one, choices)),
    );
  return h(
    "section",
    { id: "mapping", key: "mapping", class: "mapping", tabindex: -1, "aria-labelledby": "mapping-title" },
    h(
      "div",
      { class: "mapping-head" },
      h("h3", { id: "mapping-title" }, say("mappingTitle")),
      !isAsking(desk) && link(say("mappingClose"), () => acts.openMapping(false), { id: "close-mapping" }),
    ),
    h(
      "p",
      { class: "quiet" },
      first.length > 0 ? say("mappingDoubts", { count: first.length }) : say("mappingHint"),
    ),
    choices.missing.length > 0 &&
      h(
        "p",
        { class: "missing", id: "mapping-missing" },
        say("mappingMissing", {
          columns: choices.missing.map(({ label }) => label).join(language === "zh" ? "、" : ", "),
        }),
      ),
    list(first.length > 0 ? first : rest),
    first.length > 0 &&
      rest.length > 0 &&
      h(
        "details",
        { class: "mapping-rest" },
        h("summary", null, say("mappingRest", { count: rest.length })),
        list(rest),
      ),
  );
}

/** What a header may mean: first what the sheet still lacks. */
interface Choices {
  readonly missing: readonly Option[];
  readonly others: readonly Option[];
}

function row(ui: Ui, { column, doubt }: Proposal, { missing, others }: Choices): Made {
  const { state, say, acts } = ui;
  const { letter, header, key } = column;
  const samples = state.desk.samples[letter] ?? [];
  const isLocal = column.column?.local === true || (key !== null && state.desk.table?.sheet?.rowsStayLocal);
  const field = `map-${letter}`;
  const name = header === "" ? say("untitled") : header.replaceAll("/", " / ");
  return h(
    "li",
    { class: `column${doubt ? " doubt" : ""}`, key: letter, "data-letter": letter, "data-doubt": doubt },
    h(
      "div",
      { class: "column-head" },
      h("span", { class: "cell plain letter" }, letter),
      h("label", { for: field, class: "column-name" }, name),
      doubt && h("span", { class: "doubt-word" }, sign("explain"), say(DOUBTS[doubt])),
    ),
    h(
      "p",
      { class: "quiet samples" },
      samples.length > 0 ? say("samplesOf", { values: samples.join(" · ") }) : say("samplesNone"),
    ),
    h(
      "div",
      { class: "column-pick" },
      h("span", { class: "arrow", "aria-hidden": "true" }, "→"),
      h(
        "select",
        {
          id: field,
          ".value": key ?? "",
          onchange: (event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            acts.mapColumn(letter, value === "" ? null : value);
          },
        },
        h("option", { value: "", key: "" }, say("notSent")),
        missing.length > 0 &&
          h("optgroup", { label: say("stillMissing"), key: "missing" }, missing.map(optionOf)),
        h("optgroup", { label: say("otherColumns"), key: "others" }, others.map(optionOf)),
      ),
      isLocal ? h("span", { class: "tag" }, say("localOnly")) : null,
    ),
  );
}

function optionOf({ value, label }: Option): Made {
  return h("option", { value, key: value }, label);
}
