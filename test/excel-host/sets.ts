// The requirement sets that the simulated Excel claims. Claiming fewer makes office.js refuse what an older
// Excel does not have, so the same host is also an older Excel.

export type Sets = Readonly<Record<string, string>>;

/** What the surface does, as an Excel that keeps the person's undo. */
export const SETS: Sets = {
  ExcelApi: "1.20",
  ExcelApiUndo: "1.1",
  DelayForCellEdit: "1.1",
  RichApiRuntimeFlag: "1.2",
  DialogApi: "1.2",
  SharedRuntime: "1.1",
  Settings: "1.1",
};

/** An older Excel: this version of ExcelApi, without keeping undo, and perhaps without waiting for an edit. */
export function olderSets(excelApi: string, waits = true): Sets {
  const { ExcelApiUndo: _undo, DelayForCellEdit, ...rest } = SETS;
  return { ...rest, ExcelApi: excelApi, ...(waits && DelayForCellEdit ? { DelayForCellEdit } : {}) };
}

export function isClaimed(sets: Sets, name: string, least = "1.1"): boolean {
  const claimed = Object.entries(sets).find(([set]) => set.toLowerCase() === name.toLowerCase())?.[1];
  if (claimed === undefined) return false;
  const [major = 0, minor = 0] = claimed.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = least.split(".").map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
