// The grid in the colours of the pane, under a strict Content-Security-Policy. Univer brings two style blocks
// as <style> elements, which `style-src 'self'` blocks; constructed style sheets are allowed, so the text of
// what was blocked is adopted as such.
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

/** Adopts what is blocked in the page now and what the grid adds later; returns the act that stops it. */
export function adoptBlockedStyles(): () => void {
  adoptAll();
  const observer = new MutationObserver(adoptAll);
  observer.observe(document.head, { childList: true });
  return () => observer.disconnect();
}

function adoptAll(): void {
  for (const style of document.head.querySelectorAll("style")) {
    if (style.dataset.adopted !== undefined || style.textContent === "") continue;
    if ((style.sheet?.cssRules.length ?? 0) > 0) continue;
    style.dataset.adopted = "";
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style.textContent);
    document.adoptedStyleSheets.push(sheet);
  }
}
