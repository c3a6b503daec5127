// Puts our own edits into the grid.

import type { FWorkbook, FWorksheet } from "@univerjs/preset-sheets-core";
import type { FUniver, ICellData, IStyleData, Nullable } from "@univerjs/presets";
import { placeOf } from "../grid-edit.ts";
import type { Edit } from "../workbook.ts";
import { cellOf } from "./snapshot.ts";

/** Rows added below an edit that lies under the last one. */
const SPARE_ROWS = 6;

/** One command for all edits, so that one undo takes them all back. */
export function writeEdits(
  api: FUniver,
  workbook: FWorkbook,
  worksheet: FWorksheet,
  edits: readonly Edit[],
): void {
  if (edits.length === 0) return;
  const value: Record<number, Record<number, ICellData>> = {};
  let lastRow = 0;
  let lastColumn = 0;
  for (const { address, value: wanted, format } of edits) {
    const { row, column } = placeOf(address);
    const present = worksheet.getSheet().getCellRaw(row - 1, column - 1);
    const line = value[row - 1] ?? {};
    const style =
      format === undefined ? {} : { s: { ...styleOf(workbook, present), n: { pattern: format } } };
    line[column - 1] = { ...cellOf(wanted), f: null, si: null, p: null, ...style };
    value[row - 1] = line;
    lastRow = Math.max(lastRow, row);
    lastColumn = Math.max(lastColumn, column);
  }
  if (lastRow > worksheet.getMaxRows()) worksheet.setRowCount(lastRow + SPARE_ROWS);
  if (lastColumn > worksheet.getMaxColumns()) worksheet.setColumnCount(lastColumn + 1);
  api.syncExecuteCommand("sheet.command.set-range-values", {
    unitId: workbook.getId(),
    subUnitId: worksheet.getSheetId(),
    value,
  });
}

function styleOf(workbook: FWorkbook, cell: Nullable<ICellData>): IStyleData {
  return (
    workbook
      .getWorkbook()
      .getStyles()
      .getStyleByCell(cell ?? null) ?? {}
  );
}
