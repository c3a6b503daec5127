// The look of the pane's Fluent components: a calm ink blue in light and dark, fonts that hold Chinese.
// Forced colours need nothing here: the components and the style sheet leave them to the system.

import { createDarkTheme, createLightTheme } from "@fluentui/tokens";
import { setTheme } from "@fluentui/web-components";

const INK = {
  10: "#060B14",
  20: "#0C1A30",
  30: "#10294F",
  40: "#123467",
  50: "#163F7A",
  60: "#1A498B",
  70: "#1E529A",
  80: "#245BA6",
  90: "#3B6FB6",
  100: "#5C8CCD",
  110: "#7AA4DD",
  120: "#95B8E7",
  130: "#AFC9EE",
  140: "#C7D9F4",
  150: "#DDE8F9",
  160: "#EFF5FC",
} as const;

const FONTS = {
  fontFamilyBase:
    "'Segoe UI','Microsoft YaHei UI','Microsoft YaHei','PingFang SC','Noto Sans SC','Noto Sans CJK SC',system-ui,sans-serif",
};

const LIGHT = { ...createLightTheme(INK), ...FONTS };
const DARK = { ...createDarkTheme(INK), ...FONTS };

/** Applies one of the two themes to the whole page. */
export function wear(dark: boolean): void {
  setTheme(dark ? DARK : LIGHT);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}
