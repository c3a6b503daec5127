// Starts Univer in an element, reduced to what a saved file can carry: no toolbar, no worksheets added by hand,
// menus without the acts that are refused. Stored results of formulas are shown until an edit touches them.

import { CalculationMode, UniverSheetsCorePreset } from "@univerjs/preset-sheets-core";
import { createUniver, type FUniver, LifecycleStages, LocaleType, type Univer } from "@univerjs/presets";
import "@univerjs/preset-sheets-core/lib/index.css";
import "./workbench.css";
import { HIDDEN_MENUS } from "./limits.ts";
import { THEME } from "./theme.ts";

export interface Started {
  readonly univer: Univer;
  readonly api: FUniver;
  readonly locale: LocaleType;
}

export async function startUniver(
  container: HTMLElement,
  options: { readonly language: "zh" | "en"; readonly dark: boolean },
): Promise<Started> {
  const { locale, texts } = await wordsOf(options.language);
  const { univer, univerAPI: api } = createUniver({
    locale,
    locales: { [locale]: texts },
    theme: THEME,
    darkMode: options.dark,
    presets: [
      UniverSheetsCorePreset({
        container,
        header: true,
        toolbar: false,
        formulaBar: true,
        disableAutoFocus: true,
        menu: HIDDEN_MENUS,
        footer: {
          sheetBar: true,
          statisticBar: true,
          menus: false,
          zoomSlider: true,
          addSheetButtonConfig: { show: false },
        },
        formula: { initialFormulaComputing: CalculationMode.NO_CALCULATION },
        sheets: { disableForceStringAlert: true, disableForceStringMark: true },
        disableTextFormatAlert: true,
        disableTextFormatMark: true,
      }),
    ],
  });
  return { univer, api, locale };
}

/** Menus and hints in another language from now on. */
export async function speak(api: FUniver, language: "zh" | "en"): Promise<LocaleType> {
  const { locale, texts } = await wordsOf(language);
  api.loadLocales(locale, texts);
  api.setLocale(locale);
  return locale;
}

async function wordsOf(language: "zh" | "en") {
  const { default: texts } =
    language === "zh"
      ? await import("@univerjs/preset-sheets-core/locales/zh-CN")
      : await import("@univerjs/preset-sheets-core/locales/en-US");
  return { locale: language === "zh" ? LocaleType.ZH_CN : LocaleType.EN_US, texts };
}

/** Scrolling and the like are only there once the grid was drawn for the first time. */
export function drawn(api: FUniver): Promise<void> {
  return new Promise((resolve) => {
    if (api.getCurrentLifecycleStage() >= LifecycleStages.Rendered) return resolve();
    const waiting = api.addEvent(api.Event.LifeCycleChanged, ({ stage }) => {
      if (stage < LifecycleStages.Rendered) return;
      waiting.dispose();
      resolve();
    });
  });
}
