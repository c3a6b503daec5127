// The workbench page: the pane beside a grid in the browser, for people without Excel. The grid and the reader
// of files are loaded when the first file is opened; until then the page is only an invitation.
import type { Workbench } from "./hosts/workbench.ts";
import { WorkbookRefusal } from "./hosts/workbook.ts";
import { isDark, mountPane } from "./pane/pane.ts";
import { browserStorage, type Language, openPreferences, type Theme } from "./pane/preferences.ts";
import { sayIn, type TextKey } from "./pane/texts.ts";
import { refusedKey } from "./pane/view/check.ts";
import { button, icon, bar as message, spinner } from "./pane/view/parts.ts";
import { type Child, h, render } from "./pane/view/render.ts";

interface Sample {
  readonly file: string;
  readonly title: { readonly zh: string; readonly en: string };
}

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const language: Language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
const preferences = openPreferences(browserStorage(), { language, theme: "auto", marks: true });
const place = (id: string) => document.getElementById(id) as HTMLElement;
const pane = mountPane(place("pane"), {
  workbook: null,
  preferences,
  begin: async (sheet) => {
    const { writeXlsx } = await import("./hosts/xlsx/write.ts");
    await open(`${sheet.name}.xlsx`, () => writeXlsx([sheet]), true);
    changed = true;
  },
});

let grid: Workbench | null = null;
let samples: readonly Sample[] | null = null;
let opening: string | null = null;
let notice: {
  readonly tone: "bad" | "good";
  readonly words: TextKey;
  readonly slots?: Record<string, string>;
} | null = null;
/** A file that waits for the person's word, because the present one has changes. */
let asked: (() => void) | null = null;
let changed = false;

const chooser = Object.assign(document.createElement("input"), {
  type: "file",
  accept: ".xlsx,.xls,.csv",
  hidden: true,
});
chooser.id = "file";
chooser.setAttribute("aria-hidden", "true");
chooser.tabIndex = -1;
document.body.append(chooser);
chooser.addEventListener("change", () => {
  const file = chooser.files?.[0];
  chooser.value = "";
  if (file) takeFile(file);
});

function takeFile(file: File): void {
  begin(file.name, async () => new Uint8Array(await file.arrayBuffer()));
}

function takeSample({ file }: Sample): void {
  begin(file, async () => {
    const response = await fetch(`/samples/${encodeURIComponent(file)}`);
    if (!response.ok) throw new WorkbookRefusal("empty");
    return new Uint8Array(await response.arrayBuffer());
  });
}

/** Asks first when the present file has changes that were not saved. */
function begin(name: string, bytes: () => Promise<Uint8Array>): void {
  asked = () => {
    asked = null;
    open(name, bytes);
  };
  if (changed) draw();
  else asked();
}

async function open(name: string, bytes: () => Promise<Uint8Array>, ours = false): Promise<void> {
  opening = name;
  notice = null;
  draw();
  try {
    const content = await bytes();
    if (!grid) {
      const { createWorkbench } = await import("./hosts/workbench.ts");
      // The grid measures its element, so it must be visible before it is made.
      place("grid").hidden = false;
      const { language, theme } = preferences.now();
      grid = await createWorkbench(place("grid"), {
        language,
        dark: isDark(theme),
        refused: () => tell("bad", "notSupported"),
      });
      grid.hear(() => {
        changed = true;
      });
    }
    await grid.open(content, name);
    changed = false;
    place("grid").hidden = false;
    pane.use(inSight(grid), ours);
    show("pane");
  } catch (error) {
    if (!(error instanceof WorkbookRefusal)) console.error(error);
    const reason = error instanceof WorkbookRefusal ? error.reason : "host";
    if (!grid?.fileName) place("grid").hidden = true;
    notice = { tone: "bad", words: reason === "empty" ? "emptyFile" : refusedKey(reason) };
  }
  opening = null;
  draw();
}

/** The workbook as the pane uses it: on a narrow screen revealing a cell brings the grid forward; our writes count as changes. */
function inSight(workbench: Workbench): Workbench {
  const own: Pick<Workbench, "reveal" | "write" | "writeSheet"> = {
    reveal(worksheetId, address) {
      show("grid");
      return workbench.reveal(worksheetId, address);
    },
    write(worksheetId, edits) {
      changed = true;
      return workbench.write(worksheetId, edits);
    },
    writeSheet(sheet, progress, signal) {
      changed = true;
      return workbench.writeSheet(sheet, progress, signal);
    },
  };
  return Object.assign(Object.create(workbench) as Workbench, own);
}

async function save(): Promise<void> {
  if (!grid) return;
  try {
    const bytes = await grid.save();
    const name = (grid.fileName ?? "onesheet.xlsx").replace(/\.(xls|csv)$/i, ".xlsx");
    const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: XLSX }));
    Object.assign(document.createElement("a"), { href: address, download: name }).click();
    // Freed later: some browsers begin the download only after this turn.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    changed = false;
    notice = { tone: "good", words: "saved", slots: { name } };
  } catch (error) {
    if (!(error instanceof WorkbookRefusal)) console.error(error);
    notice = { tone: "bad", words: refusedKey(error instanceof WorkbookRefusal ? error.reason : "host") };
  }
  draw();
}

function tell(tone: "bad" | "good", words: TextKey): void {
  notice = { tone, words };
  draw();
}

function show(part: "grid" | "pane"): void {
  document.body.dataset.show = part;
  draw();
}

function draw(): void {
  const { language, theme } = preferences.now();
  const say = sayIn(language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = say("workbenchTitle");
  place("grid").setAttribute("aria-label", say("grid"));
  place("pane").setAttribute("aria-label", say("paneLabel"));
  const dark = isDark(theme);
  const file = grid?.fileName ?? null;
  const shown = document.body.dataset.show;
  render(place("bar"), [
    h(
      "span",
      { class: "name" },
      h("img", { src: "/icons/icon-80.png", alt: "", width: 24, height: 24 }),
      h("span", null, say("appName")),
    ),
    button(say("open"), file ? "outline" : "primary", () => chooser.click(), { id: "open" }),
    sampleMenu(),
    file !== null && button(say("save"), "outline", save, { id: "save" }),
    button(
      say(shown === "pane" ? "showGrid" : "showPane"),
      "outline",
      () => show(shown === "pane" ? "grid" : "pane"),
      { id: "switch", hidden: file === null },
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
          preferences.change({ language: (event.target as HTMLSelectElement).value as Language }),
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
        onclick: () => preferences.change({ theme: (dark ? "light" : "dark") as Theme }),
      },
      icon(dark ? "sun" : "moon"),
    ),
  ]);
  const welcome = file === null;
  place("welcome").hidden = !welcome;
  render(place("welcome"), welcome ? [invitation()] : []);
  render(notices(), [
    opening !== null && !welcome && message("plain", [spinner(say("opening", { name: opening }))]),
    asked !== null &&
      message(
        "warn",
        [h("p", { role: "alert" }, say("replaceFile"))],
        [
          button(say("replace"), "small", () => asked?.(), { id: "replace" }),
          button(say("cancel"), "small", () => {
            asked = null;
            draw();
          }),
        ],
      ),
    notice !== null &&
      message(
        notice.tone,
        [
          h(
            "p",
            { role: notice.tone === "bad" ? "alert" : "status", id: "notice" },
            say(notice.words, notice.slots),
          ),
        ],
        [
          button(say("close"), "small", () => {
            notice = null;
            draw();
          }),
        ],
      ),
  ]);

  function sampleMenu(): Child {
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
          if (chosen) takeSample(chosen);
        },
      },
      h("option", { value: "" }, say("samples")),
      samples.map((one) => h("option", { value: one.file, key: one.file }, one.title[language])),
    );
  }

  function invitation(): Child {
    return h(
      "div",
      { class: "welcome-card" },
      h("div", { class: "drawing" }, icon("table")),
      h("h2", null, say("invite")),
      h("p", null, say("inviteHint")),
      opening !== null
        ? spinner(say("opening", { name: opening }))
        : button(say("open"), "primary", () => chooser.click(), { id: "welcome-open" }),
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
                    button(one.title[language], "small", () => takeSample(one), { "data-sample": one.file }),
                  ),
                ),
              ),
              h("p", { class: "quiet" }, say("invented")),
            ),
    );
  }
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

preferences.hear(({ theme }) => {
  grid?.setDark(isDark(theme));
  draw();
});

// Files may be dropped anywhere on the page.
addEventListener("dragover", (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  place("drop").hidden = false;
  place("drop").textContent = sayIn(preferences.now().language)("dropHere");
});
addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) place("drop").hidden = true;
});
addEventListener("drop", (event) => {
  event.preventDefault();
  place("drop").hidden = true;
  const file = event.dataTransfer?.files[0];
  if (file) takeFile(file);
});
addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});

draw();
fetch("/samples/index.json")
  .then((response) => (response.ok ? response.json() : []))
  .then((list: readonly Sample[]) => {
    samples = list;
    draw();
  })
  .catch(() => {
    // Offline, or served without samples: the invitation says so, files of one's own still open.
    samples = [];
    draw();
  });
