// What the grid may not do: acts that saving by patching cannot carry into the file (rows and columns moved
// about, merges, looks, worksheets added by hand). They are refused when they are asked for, so that a saved
// file always is what the person saw; in the menus they do not appear.

/** Acts on a worksheet that change only cells, or nothing in the file. */
const ALLOWED: ReadonlySet<string> = new Set(
  [
    "auto-clear-content auto-fill refill clear-selection-content copy-down copy-right move-range",
    "set-range-values toggle-cell-checkbox text-to-number",
    "numfmt.set.numfmt numfmt.set.currency numfmt.set.percent",
    "numfmt.add.decimal.command numfmt.subtract.decimal.command",
    "copy cut paste paste-value paste-formula paste-by-short-key optional-paste copy-formula-only",
    "select-range select-all expand-selection move-selection move-selection-enter-tab repeat-last-action",
    "scroll-to-cell scroll-view scroll-view-reset set-scroll-relative set-zoom-ratio change-zoom-ratio",
    "set-worksheet-activate set-worksheet-show delta-column-width set-worksheet-col-width set-col-auto-width set-col-is-auto-width",
    "delta-row-height set-row-height set-row-is-auto-height",
  ]
    .join(" ")
    .split(" ")
    .map((name) => `sheet.command.${name}`),
);

/** Operations beside commands that lead to the same acts. */
const REFUSED: ReadonlySet<string> = new Set(["sheet.operation.rename-sheet"]);

export function isRefused(commandId: string): boolean {
  if (REFUSED.has(commandId)) return true;
  return /^sheet\.(?:command|confirm)\.|^sheet-permission\./.test(commandId) && !ALLOWED.has(commandId);
}

/** Entries of the grid's menus that lead to acts it refuses. */
export const HIDDEN_MENUS: Readonly<Record<string, { readonly hidden: true }>> = Object.fromEntries(
  [
    "menu.cell-insert menu.delete menu.sheet-frozen row-header-menu.sheet-frozen column-header-menu.sheet-frozen",
    "contextMenu.permission operation.rename-sheet",
    "command.paste-format command.paste-col-width command.paste-besides-border",
    "command.clear-selection-format command.clear-selection-all",
    "command.insert-multi-rows-above command.insert-multi-rows-after command.remove-row-confirm",
    "command.insert-multi-cols-before command.insert-multi-cols-right command.remove-col-confirm",
    "command.hide-row-confirm command.hide-col-confirm",
    "command.set-selected-rows-visible command.set-selected-cols-visible",
    "command.remove-sheet-confirm command.copy-sheet command.set-tab-color command.set-worksheet-hidden",
    "command.add-range-protection-from-sheet-bar command.delete-worksheet-protection-from-sheet-bar",
    "command.change-sheet-protection-from-sheet-bar command.view-sheet-permission-from-sheet-bar",
  ]
    .join(" ")
    .split(" ")
    .map((name) => [`sheet.${name}`, { hidden: true }]),
);
