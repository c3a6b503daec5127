// The pane inside Excel: loads Microsoft's office.js from the address of this build, then the Excel host. When
// it does not come, or this is not Excel, the page says so and leads to the workbench.
import { mountPane } from "./pane/pane.ts";
import { browserStorage, openPreferences } from "./pane/preferences.ts";
import { sayIn, type TextKey } from "./pane/texts.ts";
import { button, icon, spinner, vacancy } from "./pane/view/parts.ts";
import { h, render } from "./pane/view/render.ts";
import { wear } from "./pane/view/theme.ts";

const OFFICE_JS: string =
  import.meta.env.VITE_OFFICE_JS ?? "https://officeapis.public.onecdn.static.microsoft/1/office.js";
const PATIENCE = 10_000;

const element = document.getElementById("pane") as HTMLElement;
const language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
const preferences = openPreferences(browserStorage(), { language, theme: "auto", marks: true });
const say = sayIn(preferences.now().language);

function fail(title: TextKey, hint: TextKey): void {
  document.title = say("appName");
  render(element, [
    h(
      "div",
      { role: "alert", class: "view" },
      vacancy(
        icon("cloud"),
        say(title),
        say(hint, { host: OFFICE_JS.split("/")[2] ?? location.host }),
        button(say("retry"), "primary", () => location.reload(), { id: "retry" }),
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

async function start(): Promise<void> {
  wear(matchMedia("(prefers-color-scheme: dark)").matches);
  render(element, [h("div", { class: "view" }, spinner(say("loading")))]);
  try {
    await loadOffice();
  } catch {
    // Both ways mean the same to the person: the component did not come, nothing was touched.
    return fail("officeFailed", "officeFailedHint");
  }
  const { host } = await Office.onReady();
  if (host !== Office.HostType.Excel) return fail("officeNotExcel", "officeNotExcelHint");
  if (!Office.context.requirements.isSetSupported("ExcelApi", "1.9")) return fail("tooOld", "tooOldHint");
  const { createExcelHost } = await import("./hosts/excel.ts");
  const spoken = Office.context.displayLanguage?.toLowerCase().startsWith("zh") ? "zh" : "en";
  render(element, []);
  mountPane(element, {
    workbook: createExcelHost(),
    language: spoken,
    // Each site that frames the pane has a storage of its own; Windows has none and says undefined.
    partition: Office.context.partitionKey ?? "",
  });
}

start();
