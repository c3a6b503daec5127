// What the page around the grid shows: the bar, the invitation to open a file, notices. It knows no workbook:
// it draws what it is told and says what was pressed.
import type { Language, Preferences } from "./pane/preferences.ts";
import { sayIn, type TextKey } from "./pane/texts.ts";
import { button, icon, bar as message, spinner } from "./pane/view/parts.ts";
import { type Child, h, render } from "./pane/view/render.ts";

export interface Sample {
  readonly file: string;
  readonly title: { readonly zh: string; readonly en: string };
}

export interface Notice {
  readonly tone: "bad" | "good";
  /** The file that it is about. */
  readonly about?: string;
  readonly words: TextKey;
  readonly slots?: Record<string, string>;
}

interface Page {
  readonly language: Language;
  readonly dark: boolean;
  readonly file: string | null;
  /** Which of the two a narrow screen shows. */
  readonly shown: "grid" | "pane";
  /** Null while they are being asked for. */
  readonly samples: readonly Sample[] | null;
  readonly opening: string | null;
  readonly notice: Notice | null;
  /** Whether changes may be lost by opening another file. */
  readonly asking: boolean;
}

interface PageActs {
  choose(): void;
  take(sample: Sample): void;
  save(): void;
  show(part: "grid" | "pane"): void;
  prefer(part: Partial<Preferences>): void;
  answer(yes: boolean): void;
  dismiss(): void;
}

/** An element of the page by its id. */
export const place = (id: string) => document.getElementById(id) as HTMLElement;

/** The parts of the page that F6 goes through, in this order. */
const PARTS = ["bar", "grid", "pane"] as const;
export type Part = (typeof PARTS)[number];

/** The part after (or before) the one that holds the element; what is in neither bar nor pane belongs to the grid. */
export function partAfter(element: Element | null, step: 1 | -1): Part {
  const here = element?.closest("#pane")
    ? 2
    : element?.closest("#bar")
      ? 0
      : element === document.body
        ? -1
        : 1;
  const start = here === -1 && step === -1 ? 0 : here;
  return PARTS[(start + step + PARTS.length) % PARTS.length] as Part;
}

/** Draws the bar, the invitation and the notices. */
export function drawPage(page: Page, acts: PageActs): void {
  const { language, dark, file, shown, opening, notice, asking } = page;
  const say = sayIn(language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = say("workbenchTitle");
  place("grid").setAttribute("aria-label", say("grid"));
  place("grid").setAttribute("aria-description", say("leaveGrid"));
  place("pane").setAttribute("aria-label", say("paneLabel"));
  render(place("bar"), [
    h(
      "h1",
      { class: "name" },
      h("img", { src: "/icons/icon-80.png", alt: "", width: 24, height: 24 }),
      h("span", null, say("appName")),
    ),
    button(say("open"), file ? "outline" : "primary", acts.choose, { id: "open" }),
    sampleMenu(page, acts),
    file !== null && button(say("save"), "outline", acts.save, { id: "save" }),
    button(
      say(shown === "pane" ? "showGrid" : file === null ? "showPaneUnopened" : "showPane"),
      "outline",
      () => acts.show(shown === "pane" ? "grid" : "pane"),
      { id: "switch" },
    ),
    file !== null && h("span", { class: "file", id: "file-name", title: file }, file),
    h("span", { class: "plain quiet", id: "not-excel", title: say("notExcel") }, say("notExcel")),
    h(
      "select",
      {
        id: "bar-language",
        "aria-label": say("language"),
        ".value": language,
        onchange: (event: Event) =>
          acts.prefer({ language: (event.target as HTMLSelectElement).value as Language }),
      },
      h("option", { value: "zh" }, "中文"),
      h("option", { value: "en" }, "English"),
    ),
    h(
      "button",
      {
        type: "button",
        class: "tool",
        id: "bar-theme",
        "aria-label": say(dark ? "themeLight" : "themeDark"),
        title: say(dark ? "themeLight" : "themeDark"),
        onclick: () => acts.prefer({ theme: dark ? "light" : "dark" }),
      },
      icon(dark ? "sun" : "moon"),
    ),
  ]);
  const welcome = file === null;
  place("welcome").hidden = !welcome;
  render(place("welcome"), welcome ? [invitation(page, acts)] : []);
  render(notices(), [
    opening !== null && !welcome && message("plain", [spinner(say("opening", { name: opening }))]),
    asking &&
      message(
        "warn",
        [h("p", { role: "alert" }, say("replaceFile"))],
        [
          button(say("replace"), "small", () => acts.answer(true), { id: "replace" }),
          button(say("cancel"), "small", () => acts.answer(false)),
        ],
      ),
    notice !== null &&
      message(
        notice.tone,
        [
          h(
            "p",
            { role: notice.tone === "bad" ? "alert" : "status", id: "notice" },
            notice.about !== undefined && h("strong", null, `${notice.about} `),
            say(notice.words, notice.slots),
          ),
        ],
        [button(say("close"), "small", acts.dismiss)],
      ),
  ]);
}

function sampleMenu({ samples, language }: Page, acts: PageActs): Child {
  const say = sayIn(language);
  if (!samples?.length) return null;
  return h(
    "select",
    {
      id: "samples",
      class: "sample",
      "aria-label": say("samples"),
      title: say("invented"),
      ".value": "",
      onchange: (event: Event) => {
        const chosen = samples?.find((one) => one.file === (event.target as HTMLSelectElement).value);
        (event.target as HTMLSelectElement).value = "";
        if (chosen) acts.take(chosen);
      },
    },
    h("option", { value: "" }, say("samples")),
    samples.map((one) => h("option", { value: one.file, key: one.file }, one.title[language])),
  );
}

function invitation({ samples, language, opening }: Page, acts: PageActs): Child {
  const say = sayIn(language);
  return h(
    "div",
    { class: "welcome-card" },
    h("div", { class: "drawing" }, icon("table")),
    h("h2", null, say("invite")),
    h("p", null, say("inviteHint")),
    opening !== null
      ? spinner(say("opening", { name: opening }))
      : button(say("open"), "primary", acts.choose, { id: "welcome-open" }),
    samples === null
      ? null
      : samples.length === 0
        ? h("p", { class: "quiet" }, say("noSamples"))
        : h(
            "div",
            { class: "block" },
            h("p", null, say("inviteSample")),
            h(
              "ul",
              { class: "sample-list" },
              samples.map((one) =>
                h(
                  "li",
                  { key: one.file },
                  button(one.title[language], "small", () => acts.take(one), { "data-sample": one.file }),
                ),
              ),
            ),
            h("p", { class: "quiet" }, say("invented")),
          ),
  );
}

function notices(): Element {
  let element = document.querySelector("#stage > .bar-notice");
  if (!element) {
    element = document.createElement("div");
    element.className = "bar-notice";
    place("stage").append(element);
  }
  return element;
}
