// What is known of the workbook in the grid, and how it becomes a file again: the original package, the
// worksheets we wrote grafted in, then what differs between each worksheet and what it was.

import type { FWorkbook, FWorksheet } from "@univerjs/preset-sheets-core";
import type { FUniver } from "@univerjs/presets";
import type { Grid } from "../../../shared/read/grid.ts";
import type { WrittenSheet } from "../../../shared/report/worksheet.ts";
import { addressOfArea } from "../grid-edit.ts";
import { WorkbookRefusal } from "../workbook.ts";
import { XlsxPackage } from "../xlsx/package.ts";
import { OURS, oursOf } from "../xlsx/settings.ts";
import { differences } from "./differences.ts";
import { areaOfRange, formulasOf, matrixOf, stylesOf } from "./reading.ts";
import type { Restyled } from "./snapshot.ts";

/** A worksheet as it was opened or written: what changes are measured against. */
interface Known {
  readonly baseline: Grid;
  readonly written: WrittenSheet | null;
  readonly restyled: Restyled;
  /** Addresses of its merged areas. */
  readonly merges: string;
}

export interface Shown {
  readonly workbook: FWorkbook;
  /** The file as it was opened; null for the empty workbook before. */
  readonly file: { readonly bytes: Uint8Array; readonly name: string } | null;
  readonly known: Map<string, Known>;
  readonly settings: Record<string, string>;
  settingsChanged: boolean;
}

/** Long enough for a sheet with many formulas; a file is saved with what was computed by then. */
const PATIENCE = 10_000;
/** The grid begins to calculate this long after an edit. */
const CALCULATION_DELAY = 150;

/** The bytes of the opened file with all changes; the very same bytes when there are none. */
export async function saved(api: FUniver, shown: Shown): Promise<Uint8Array> {
  if (!shown.file) throw new WorkbookRefusal("empty");
  await new Promise((resolve) => setTimeout(resolve, CALCULATION_DELAY));
  await api.getFormula().whenComputingCompleteAsync(PATIENCE);
  const target = new XlsxPackage(shown.file.bytes);
  const written: string[] = [];
  for (const worksheet of shown.workbook.getSheets()) {
    const known = shown.known.get(worksheet.getSheetId());
    if (!known) continue;
    if (known.written) {
      await target.addSheet(known.written);
      written.push(known.written.name);
    }
    const { baseline, restyled, merges } = known;
    const ask = { styleOf: stylesOf(worksheet), formulaOf: formulasOf(worksheet), restyled };
    target.edit(worksheet.getSheetName(), differences(baseline, matrixOf(worksheet), ask));
    if (mergesOf(worksheet) === merges) continue;
    target.merge(worksheet.getSheetName(), worksheet.getSheet().getMergeData().map(areaOfRange));
  }
  const ours = [...new Set([...oursOf(shown.settings), ...written])];
  if (written.length > 0) target.settings = { ...shown.settings, [OURS]: JSON.stringify(ours) };
  else if (shown.settingsChanged) target.settings = shown.settings;
  return target.save();
}

/** For worksheets whose styles have no index in the file yet. */
export const never: Restyled = () => null;

/** Addresses of the merged areas, to be compared. */
export function mergesOf(worksheet: FWorksheet | null): string {
  const areas = worksheet?.getSheet().getMergeData().map(areaOfRange) ?? [];
  return areas.map(addressOfArea).sort().join(" ");
}
