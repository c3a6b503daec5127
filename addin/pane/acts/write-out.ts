// A worksheet of ours for the person: into the workbook in use, or into a new one where none is open.
import type { WrittenSheet } from "../../../shared/report/worksheet.ts";
import { type RefusalReason, WorkbookRefusal } from "../../hosts/workbook.ts";
import type { Bench } from "./bench.ts";

/** The name it was written under, or why it was not; neither when the person stopped it. */
interface Outcome {
  readonly written: string | null;
  readonly refused: RefusalReason | null;
}

export async function writeOut(bench: Bench, sheet: WrittenSheet, signal?: AbortSignal): Promise<Outcome> {
  const workbook = bench.workbook();
  try {
    const { name } = workbook ? await workbook.writeSheet(sheet, undefined, signal) : sheet;
    if (!workbook) await bench.begin?.(sheet);
    return { written: name, refused: null };
  } catch (error) {
    if (signal?.aborted) return { written: null, refused: null };
    if (!(error instanceof WorkbookRefusal)) throw error;
    return { written: null, refused: error.reason };
  }
}
