// The pane inside Excel: loads Microsoft's office.js from the address of this build, then the Excel host, and opens
// at the view that the ribbon's button names. When office.js does not come, this is not Excel, or Excel is too old,
// the page says so and leads to the workbench. Web views that cannot run this file at all are met by old-view.js.
import { mountPane } from "./pane/pane.ts";
import { browserStorage, openPreferences } from "./pane/preferences.ts";
import type { View } from "./pane/state/state.ts";
import { sayIn, type TextKey } from "./pane/texts.ts";
import { button, icon, spinner, vacancy } from "./pane/view/parts.ts";
import { h, render } from "./pane/view/render.ts";
import { wear } from "./pane/view/theme.ts";

// Nothing above failed, so this web view can run the pane.
document.documentElement.dataset.started = "";

const OFFICE_JS: string = import.meta.env.VITE_OFFICE_JS;
const PATIENCE = 10_000;
/** Below it Excel cannot mark cells, nor read merged and hidden ones. */
const FLOOR = "1.9";
const VIEWS: readonly View[] = ["check", "submit", "pull", "settings"];

const element = document.getElementById("pane") as HTMLElement;
const language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
const preferences = openPreferences(browserStorage(), { language, theme: "auto", marks: true });
const say = sayIn(preferences.now().language);

/** Says why there is no pane. Trying again helps only against a component that did not come. */
function fail(title: TextKey, hint: TextKey, { retry = false, version = "" } = {}): void {
  document.title = say("appName");
  render(element, [
    h(
      "div",
      { role: "alert", class: "view" },
      vacancy(
        icon("cloud"),
        say(title),
        say(hint, { host: OFFICE_JS.split("/")[2] ?? "" }),
        version !== "" && h("p", { id: "version", class: "quiet" }, say("versionHere", { version })),
        retry && button(say("retry"), "primary", () => location.reload(), { id: "retry" }),
        h(
          "a",
          { class: "link", href: "/", target: "_blank", rel: "noopener", id: "to-workbench" },
          say("toWorkbench"),
        ),
      ),
    ),
  ]);
}

function loadOffice(): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const timer = setTimeout(() => reject(new Error("no answer in time")), PATIENCE);
    script.src = OFFICE_JS;
    script.onload = () => {
      clearTimeout(timer);
      resolve();
    };
    script.onerror = () => {
      clearTimeout(timer);
      reject(new Error("not loaded"));
    };
    document.head.append(script);
  });
}

/** The view that the button of the ribbon asks for; the check when none does. */
function viewAsked(): View {
  const asked = new URLSearchParams(location.search).get("view");
  return VIEWS.find((view) => view === asked) ?? "check";
}

async function start(): Promise<void> {
  wear(matchMedia("(prefers-color-scheme: dark)").matches);
  render(element, [h("div", { class: "view" }, spinner(say("loading")))]);
  try {
    await loadOffice();
  } catch {
    // Both ways mean the same to the person: the component did not come, nothing was touched.
    return fail("officeFailed", "officeFailedHint", { retry: true });
  }
  const { host } = await Office.onReady();
  if (host !== Office.HostType.Excel) return fail("officeNotExcel", "officeNotExcelHint");
  if (!Office.context.requirements.isSetSupported("ExcelApi", FLOOR)) {
    const { platform, version } = Office.context.diagnostics;
    return fail("tooOld", "tooOldHint", { version: `Excel ${version} (${platform})` });
  }
  const { createExcelHost } = await import("./hosts/excel.ts");
  const spoken = Office.context.displayLanguage?.toLowerCase().startsWith("zh") ? "zh" : "en";
  render(element, []);
  mountPane(element, {
    workbook: createExcelHost(),
    language: spoken,
    // Each site that frames the pane has a storage of its own; Windows has none and says undefined.
    partition: Office.context.partitionKey ?? "",
    view: viewAsked(),
  });
}

start();
