// Merged areas, asked of the whole area at once. Excel tells of them since 1.13, and the question counts as writing.
import type { Area } from "../../../shared/read/grid.ts";

const AREAS = "areas/items/rowIndex,areas/items/columnIndex,areas/items/rowCount,areas/items/columnCount";

/** Queues the question; null where Excel cannot answer it. */
export function askMerges(
  sheet: Excel.Worksheet,
  { row, column, rows, columns }: Area,
): Excel.RangeAreas | null {
  if (!Office.context.requirements.isSetSupported("ExcelApi", "1.13")) return null;
  const whole = sheet.getRangeByIndexes(row - 1, column - 1, rows, columns);
  return whole.getMergedAreasOrNullObject().load(AREAS);
}

export function mergesIn(merged: Excel.RangeAreas | null): Area[] {
  return merged && !merged.isNullObject ? merged.areas.items.map(areaOfRange) : [];
}

function areaOfRange({ rowIndex, columnIndex, rowCount, columnCount }: Excel.Range): Area {
  return { row: rowIndex + 1, column: columnIndex + 1, rows: rowCount, columns: columnCount };
}
