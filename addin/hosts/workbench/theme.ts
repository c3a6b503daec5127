// The grid in the colours of the pane.
import { defaultTheme } from "@univerjs/presets";

/** Univer's theme with the brand colours of Fluent, so that pane and grid look like one. */
export const THEME: typeof defaultTheme = {
  ...defaultTheme,
  primary: {
    50: "#EBF3FC",
    100: "#DEECF9",
    200: "#B4D6FA",
    300: "#96C6FA",
    400: "#479EF5",
    500: "#2886DE",
    600: "#0F6CBD",
    700: "#115EA3",
    800: "#0F548C",
    900: "#0C3B5E",
  },
};
