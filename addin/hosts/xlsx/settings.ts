// What we keep in a workbook about ourselves, beside what the pane keeps: which worksheets we wrote.

/** The key of the names of the worksheets we wrote, as a JSON array. */
export const OURS = "onesheet.worksheets";

/** Names of the worksheets we wrote; a value that someone else left there counts as none. */
export function oursOf(settings: Readonly<Record<string, string>>): string[] {
  try {
    const names: unknown = JSON.parse(settings[OURS] ?? "[]");
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}
