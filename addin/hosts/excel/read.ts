// Reads the used cells of a worksheet, or a part of it: sizes first, so that a used range which formats have blown
// up to the last row is never loaded whole, and one that is too large is refused before anything is loaded.
import { type Area, type Grid, MAX_ROWS } from "../../../shared/read/grid.ts";
import { touches } from "../grid-edit.ts";
import { WorkbookRefusal } from "../workbook.ts";
import { readArea, readerOf } from "./bands.ts";
import { askVisible, hiddenIn, rowsOf } from "./hidden.ts";
import { askMerges, mergesIn } from "./merges.ts";

/** More columns hold no data that any sheet asks for. */
const MAX_COLUMNS = 400;

export async function readUsed(
  context: Excel.RequestContext,
  id: string,
  progress?: (done: number) => void,
  signal?: AbortSignal,
): Promise<Grid> {
  const sheet = context.workbook.worksheets.getItem(id).load("name");
  const used = sheet.getUsedRangeOrNullObject(true);
  used.load("rowIndex,columnIndex,rowCount,columnCount,rowHidden");
  await context.sync();
  if (used.isNullObject)
    return { worksheet: sheet.name, top: 1, left: 1, values: [], merges: [], hiddenRows: [] };
  if (used.rowCount > MAX_ROWS) throw new WorkbookRefusal("tooLarge", `${used.rowCount} rows`);
  const area = {
    row: used.rowIndex + 1,
    column: used.columnIndex + 1,
    rows: used.rowCount,
    columns: Math.min(used.columnCount, MAX_COLUMNS),
  };
  const reader = readerOf(context, sheet, area, { isWhole: true, isMixed: used.rowHidden === null });
  await readArea(reader, progress, signal);
  if (reader.merges === null) {
    const merged = askMerges(sheet, area);
    if (merged) await context.sync();
    reader.merges = mergesIn(merged);
  }
  return {
    worksheet: sheet.name,
    top: area.row,
    left: area.column,
    ...reader.read,
    ...(used.rowHidden === true ? { hiddenRows: rowsOf(area.row, area.rows) } : {}),
    merges: reader.merges,
    ...(reader.date1904 ? { date1904: true } : {}),
  };
}

/**
 * A part of a worksheet, of the shape that was asked for. Merges and the count of days are those of the last whole
 * reading: asking for merges counts as writing, which an edit must not cost.
 */
export async function readPart(
  context: Excel.RequestContext,
  id: string,
  area: Area,
  before: Pick<Grid, "merges" | "date1904">,
): Promise<Grid> {
  const sheet = context.workbook.worksheets.getItem(id).load("name");
  const rows = sheet.getRangeByIndexes(area.row - 1, area.column - 1, area.rows, area.columns);
  rows.load("rowHidden");
  const reader = readerOf(context, sheet, area, { isWhole: false, isMixed: false });
  await readArea(reader);
  let { hiddenRows } = reader.read;
  if (rows.rowHidden === true) hiddenRows = rowsOf(area.row, area.rows);
  if (rows.rowHidden === null) {
    const visible = askVisible(rows, area);
    await context.sync();
    hiddenRows = hiddenIn(visible, area);
  }
  return {
    worksheet: sheet.name,
    top: area.row,
    left: area.column,
    ...reader.read,
    hiddenRows,
    merges: before.merges.filter((merge) => touches(merge, area)),
    ...(before.date1904 ? { date1904: true } : {}),
  };
}
