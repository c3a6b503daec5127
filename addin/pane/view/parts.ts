// The small parts that all views are made of: buttons, icons, bars, fields. Roles are written as attributes
// too, since assistive tools and tests do not all see a component's inner role.
import type { Effect } from "../../../shared/sheet/rule.ts";
import type { Refusal } from "../../../shared/wire.ts";
import type { Trouble } from "../state/state.ts";
import { type Child, h, type Made, type Props } from "./render.ts";
import type { Ui } from "./ui.ts";

/** A Fluent button. `look` primary: the one act of the view. */
export function button(
  label: Child | Child[],
  look: "primary" | "outline" | "subtle" | "small" | "smallPrimary",
  onclick: () => void,
  more: Props = {},
): Made {
  const small = look === "small" || look === "smallPrimary";
  return h(
    "fluent-button",
    {
      role: "button",
      appearance: look === "smallPrimary" ? "primary" : small ? "outline" : look,
      size: small ? "small" : look === "primary" ? "medium" : undefined,
      class: small ? "small" : undefined,
      onclick,
      ...more,
    },
    label,
  );
}

/** A button that looks like a link. */
export function link(label: string, onclick: () => void, more: Props = {}): Made {
  return h("button", { type: "button", class: "link", onclick, ...more }, label);
}

const SHAPES: Record<Effect, Made[]> = {
  must: [
    h("circle", { cx: 8, cy: 8, r: 7, class: "shape" }),
    h("path", { d: "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2", class: "stroke" }),
  ],
  waivable: [
    h("rect", { x: 1.5, y: 1.5, width: 13, height: 13, rx: 2.5, class: "shape" }),
    h("path", { d: "M8 4.4v4.4M8 11.3v.4", class: "stroke" }),
  ],
  explain: [
    h("path", { d: "M8 1.6l6.9 12.3H1.1z", class: "shape join" }),
    h("path", { d: "M8 6v3.6M8 11.7v.3", class: "stroke" }),
  ],
  note: [
    h("circle", { cx: 8, cy: 8, r: 6.3, class: "ring" }),
    h("path", { d: "M8 7.3v4M8 4.7v.3", class: "stroke" }),
  ],
};

/** The sign of an effect: its own shape as well as its colour. Words always stand beside it. */
export function sign(effect: Effect): Made {
  return svg(`sign ${effect}`, SHAPES[effect]);
}

export const TICK = () =>
  svg("sign good", [
    h("circle", { cx: 8, cy: 8, r: 7, class: "shape" }),
    h("path", { d: "M4.8 8.2l2.3 2.3 4.2-4.6", class: "stroke" }),
  ]);

const PATHS = {
  chevron: "M4 6l4 4 4-4",
  sliders:
    "M2 4.5h6.2M12 4.5h2M2 11.5h2M8.2 11.5H14M10.1 2.9a1.6 1.6 0 100 3.2 1.6 1.6 0 000-3.2zM5.9 9.9a1.6 1.6 0 100 3.2 1.6 1.6 0 000-3.2z",
  refresh: "M13.2 8a5.2 5.2 0 11-1.6-3.8M11.8 1.6v2.8H9",
  back: "M9.8 3.5L5.3 8l4.5 4.5",
  up: "M4 10l4-4 4 4",
  arrow: "M3 8h9.5M9 4.5L12.5 8 9 11.5",
  pen: "M3 13l.7-3L10.6 3 13 5.4 6 12.3zM9.4 4.2l2.4 2.4",
  person: "M8 8.2a2.9 2.9 0 100-5.8 2.9 2.9 0 000 5.8zM2.6 14c.4-2.8 2.6-4 5.4-4s5 1.2 5.4 4",
  table: "M2 3h12v10H2zM2 6.5h12M2 9.8h12M6 3v10",
  sun: "M8 4.8a3.2 3.2 0 100 6.4 3.2 3.2 0 000-6.4zM8 1.2v1.4M8 13.4v1.4M1.2 8h1.4M13.4 8h1.4M3.2 3.2l1 1M11.8 11.8l1 1M12.8 3.2l-1 1M4.2 11.8l-1 1",
  moon: "M13 9.6A5.6 5.6 0 016.4 3 5.6 5.6 0 1013 9.6z",
  cloud: "M4.6 12.6a2.9 2.9 0 01-.2-5.8 3.9 3.9 0 017.6.8 2.5 2.5 0 01-.4 5z",
} as const;

/** A line drawing; always beside words or on a button that has a name. */
export function icon(name: keyof typeof PATHS): Made {
  return svg("icon", [h("path", { d: PATHS[name] })]);
}

function svg(className: string, children: Made[]): Made {
  return h(
    "svg",
    { viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false", class: className },
    ...children,
  );
}

export type Tone = "plain" | "good" | "warn" | "bad";

/** A message with what to do next. */
export function bar(tone: Tone, content: Child[], actions: Child[] = [], more: Props = {}): Made {
  return h(
    "div",
    { class: `bar ${tone}`, ...more },
    tone === "good" ? TICK() : tone === "plain" ? sign("note") : sign(tone === "bad" ? "must" : "explain"),
    h("div", { class: "bar-text" }, ...content),
    actions.length > 0 && h("div", { class: "bar-acts" }, ...actions),
  );
}

/** Esc takes back what was begun. */
export function onEscape(act: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}

/** What went wrong with a request, in words, with the reference where there is one; `offline` of this very act. */
export function troubleBar(
  ui: Ui,
  trouble: Trouble,
  offline: "offlineList" | "offlineSignIn" | "offlineDecision" | "offlineSubmit",
  actions: Child[] = [],
): Made {
  const words =
    trouble === "offline"
      ? ui.say(offline)
      : [
          sayRefusal(trouble, ui),
          trouble.code === "broken" && trouble.requestId && ui.say("requestId", { id: trouble.requestId }),
        ]
          .filter(Boolean)
          .join(" ");
  return bar(trouble === "offline" ? "warn" : "bad", [h("p", { role: "alert" }, words)], actions);
}

/** The refusal's sentence with its slots filled. */
function sayRefusal(refusal: Refusal, { language, say }: Ui): string {
  const { newer, requestId } = refusal;
  return refusal.message[language]
    .replaceAll("{rev}", String(newer?.rev ?? ""))
    .replaceAll("{person}", newer?.person ?? "")
    .replaceAll("{id}", requestId ?? say("appName"));
}

export function spinner(words: string, stop?: Child): Made {
  return h(
    "div",
    { class: "busy", role: "status" },
    h("fluent-spinner", { size: "small", "aria-hidden": "true" }),
    h("span", null, words),
    stop ?? null,
  );
}

/** An empty state that is said: what is so, and what to do. */
export function vacancy(drawing: Made, title: string, hint: string, ...actions: Child[]): Made {
  return h(
    "div",
    { class: "vacancy" },
    h("div", { class: "drawing" }, drawing),
    h("p", { class: "vacancy-title" }, title),
    h("p", { class: "quiet" }, hint),
    ...actions,
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A labelled drop-down. */
export function picker(
  id: string,
  label: string,
  options: readonly Option[],
  value: string,
  pick: (value: string) => void,
): Made {
  return h(
    "div",
    { class: "field", key: id },
    h("label", { for: id }, label),
    h(
      "select",
      {
        id,
        ".value": value,
        onchange: (event: Event) => pick((event.target as HTMLSelectElement).value),
      },
      options.map((option) => h("option", { value: option.value, key: option.value }, option.label)),
    ),
  );
}

/** Two or three choices side by side. */
export function segments(
  id: string,
  label: string,
  options: readonly Option[],
  value: string,
  pick: (value: string) => void,
): Made {
  return h(
    "fieldset",
    { class: "segments", key: id },
    h("legend", null, label),
    h(
      "div",
      { class: "segment-row" },
      options.map((option) =>
        h(
          "label",
          { key: option.value },
          h("input", {
            type: "radio",
            name: id,
            value: option.value,
            ".checked": option.value === value,
            onchange: () => pick(option.value),
          }),
          h("span", null, option.label),
        ),
      ),
    ),
  );
}
