// The workbench page: the pane beside a grid in the browser, for people without Excel. The grid and the reader
// of files are loaded when the first file is opened; until then the page is only an invitation.

import { adoptStyles } from "./hosts/workbench/styles.ts";
import type { Workbench } from "./hosts/workbench.ts";
import { WorkbookRefusal } from "./hosts/workbook.ts";
import { isDark, mountPane } from "./pane/pane.ts";
import { browserStorage, type Language, openPreferences } from "./pane/preferences.ts";
import { refusedKey } from "./pane/refused.ts";
import { sayIn, type TextKey } from "./pane/texts.ts";
import { drawPage, type Notice, type Part, partAfter, place, type Sample } from "./workbench-page.ts";

/** What went well is told for so long; what went wrong until it is closed. */
const TOLD = 8_000;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const language: Language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
const preferences = openPreferences(browserStorage(), { language, theme: "auto", marks: true });
const pane = mountPane(place("pane"), {
  workbook: null,
  preferences,
  begin: async (sheet) => {
    const { writeXlsx } = await import("./hosts/xlsx/write.ts");
    await open(`${sheet.name}.xlsx`, () => writeXlsx([sheet]), true);
  },
});

let grid: Workbench | null = null;
let samples: readonly Sample[] | null = null;
let opening: string | null = null;
let notice: Notice | null = null;
let fading: ReturnType<typeof setTimeout> | undefined;
/** A file that waits for the person's word, because the present one has changes. */
let asked: (() => void) | null = null;
/** The workbook shown is one that we made, and no file of it exists yet. */
let neverSaved = false;
const isUnsaved = () => neverSaved || (grid?.changed ?? false);

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
  asked = isUnsaved() ? () => void open(name, bytes) : null;
  if (asked) draw();
  else open(name, bytes);
}

async function open(name: string, bytes: () => Promise<Uint8Array>, ours = false): Promise<void> {
  opening = name;
  notice = null;
  draw();
  try {
    const content = await bytes();
    if (!grid) {
      adoptStyles();
      const { createWorkbench } = await import("./hosts/workbench.ts");
      // The grid measures its element, so it must be visible before it is made.
      place("grid").hidden = false;
      const { language, theme } = preferences.now();
      grid = await createWorkbench(place("grid"), {
        language,
        dark: isDark(theme),
        refused: () => tell("bad", "notSupported"),
      });
    }
    await grid.open(content, name);
    neverSaved = ours;
    place("grid").hidden = false;
    pane.use(inSight(grid), ours);
    show("pane");
    // A file of another kind is saved as a workbook: said before the person works on it.
    if (savedAs(name) !== name)
      tellBriefly({ tone: "good", words: "converted", slots: { name: savedAs(name) } });
  } catch (error) {
    if (!(error instanceof WorkbookRefusal)) console.error(error);
    const reason = error instanceof WorkbookRefusal ? error.reason : "host";
    if (!grid?.fileName) place("grid").hidden = true;
    notice = { tone: "bad", about: name, words: reason === "empty" ? "emptyFile" : refusedKey(reason) };
  }
  opening = null;
  draw();
}

/** The workbook as the pane uses it: on a narrow screen revealing a cell brings the grid forward. */
function inSight(workbench: Workbench): Workbench {
  const own: Pick<Workbench, "reveal"> = {
    reveal(worksheetId, address) {
      show("grid");
      return workbench.reveal(worksheetId, address);
    },
  };
  return Object.assign(Object.create(workbench) as Workbench, own);
}

/** Text and old workbooks are saved as a workbook of today. */
function savedAs(name: string): string {
  return name.replace(/\.(xls|csv|tsv|txt)$/i, ".xlsx");
}

/** Goes away by itself. */
function tellBriefly(good: Notice): void {
  notice = good;
  clearTimeout(fading);
  fading = setTimeout(() => {
    if (notice?.tone === "good") notice = null;
    draw();
  }, TOLD);
}

async function save(): Promise<void> {
  if (!grid) return;
  try {
    const bytes = await grid.save();
    const name = savedAs(grid.fileName ?? "onesheet.xlsx");
    const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: XLSX }));
    Object.assign(document.createElement("a"), { href: address, download: name }).click();
    // Freed later: some browsers begin the download only after this turn.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    neverSaved = false;
    tellBriefly({ tone: "good", words: "saved", slots: { name } });
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
  drawPage(
    {
      language,
      dark: isDark(theme),
      file: grid?.fileName ?? null,
      shown: document.body.dataset.show === "pane" ? "pane" : "grid",
      samples,
      opening,
      notice,
      asking: asked !== null,
    },
    {
      choose: () => chooser.click(),
      take: takeSample,
      save,
      show,
      prefer: preferences.change,
      answer(yes) {
        const open = asked;
        asked = null;
        if (yes) open?.();
        draw();
      },
      dismiss() {
        notice = null;
        draw();
      },
    },
  );
}

preferences.hear(({ theme, language }) => {
  grid?.setDark(isDark(theme));
  grid?.setLanguage(language).catch(console.error);
  draw();
});

// The grid takes Tab for itself: F6 leads out of it, as it does between the parts of a window.
addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(partAfter(document.activeElement, event.shiftKey ? -1 : 1));
  },
  { capture: true },
);

function goTo(part: Part): void {
  if (part === "bar") place("bar").querySelector<HTMLElement>("fluent-button, button, select")?.focus();
  if (part === "grid") {
    show("grid");
    if (grid?.fileName) grid.focus();
    else place("welcome-open").focus();
  }
  if (part === "pane") {
    show("pane");
    place("view-title").focus();
  }
}

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
  if (isUnsaved()) event.preventDefault();
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
