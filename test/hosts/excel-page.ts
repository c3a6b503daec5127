// The Excel host under test: Microsoft's library loaded afresh over a simulated workbook, as a page would have it.
import { createExcelHost } from "../../addin/hosts/excel.ts";
import type { Workbook } from "../../addin/hosts/workbook.ts";
import { Excel as SimulatedExcel } from "../excel-host/host.ts";
import { loadLibrary } from "../excel-host/load.ts";
import type { Book } from "../excel-host/model.ts";
import type { Sets } from "../excel-host/sets.ts";

export interface OpenExcel {
  readonly excel: SimulatedExcel;
  readonly workbook: Workbook;
}

/** The globals `Excel` and `Office` are this workbook's until the next one is opened. */
export function openExcel(book: Book, sets?: Sets): OpenExcel {
  const excel = new SimulatedExcel(book, sets);
  const { Excel, Office, OfficeExtension } = loadLibrary(excel);
  Object.assign(globalThis, { Excel, Office, OfficeExtension });
  return { excel, workbook: createExcelHost() };
}
