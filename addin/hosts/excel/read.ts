// Reads used cells in blocks: sizes first, so that a used range which formats have blown up to the last row
// is never loaded whole, then values, formats and formulas of each block in one sync. Excel does not tell
// add-ins whether a workbook counts its days from 1904; they are taken to count from 1900.
import { type Area, addressOf, type Cell, type Grid, MAX_ROWS } from "../../../shared/read/grid.ts";
import { WorkbookRefusal } from "../workbook.ts";

/** A block stays well under the 5 MB that Excel on the web allows for an answer, formats included. */
const BLOCK_ROWS = 20_000;
const BLOCK_CELLS = 100_000;
/** More columns hold no data that any sheet asks for. */
const MAX_COLUMNS = 400;

interface Reading {
  readonly values: Cell[][];
  readonly formats: (readonly (string | null)[])[];
  readonly formulas: Record<string, string>;
}

type Extras = Pick<Grid, "merges" | "hiddenRows">;

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
  const columns = Math.min(used.columnCount, MAX_COLUMNS);
  const reading: Reading = { values: [], formats: [], formulas: {} };
  const step = Math.max(1, Math.min(BLOCK_ROWS, Math.floor(BLOCK_CELLS / columns)));
  for (let start = 0; start < used.rowCount; start += step) {
    signal?.throwIfAborted();
    const rows = Math.min(step, used.rowCount - start);
    const block = sheet.getRangeByIndexes(used.rowIndex + start, used.columnIndex, rows, columns);
    block.load("values,numberFormat,formulas");
    await context.sync();
    add(reading, block, used.rowIndex + start, used.columnIndex);
    progress?.((start + rows) / used.rowCount);
  }
  return {
    worksheet: sheet.name,
    top: used.rowIndex + 1,
    left: used.columnIndex + 1,
    ...reading,
    ...(await extrasOf(context, used)),
  };
}

export async function readPart(context: Excel.RequestContext, id: string, area: Area): Promise<Grid> {
  const sheet = context.workbook.worksheets.getItem(id).load("name");
  const range = sheet.getRangeByIndexes(area.row - 1, area.column - 1, area.rows, area.columns);
  range.load("values,numberFormat,formulas,rowIndex,rowCount,rowHidden");
  await context.sync();
  const reading: Reading = { values: [], formats: [], formulas: {} };
  add(reading, range, area.row - 1, area.column - 1);
  return {
    worksheet: sheet.name,
    top: area.row,
    left: area.column,
    ...reading,
    ...(await extrasOf(context, range)),
  };
}

/** Above its limits Excel gives null for the cells, without an error. */
function add({ values, formats, formulas }: Reading, block: Excel.Range, top: number, left: number): void {
  const read: unknown = block.values;
  if (!Array.isArray(read)) throw new WorkbookRefusal("tooLarge", "null values");
  for (const [r, row] of block.values.entries()) {
    values.push(row.map((value: unknown) => (value === "" ? null : (value as Cell))));
    formats.push(
      (block.numberFormat[r] ?? []).map((code: unknown) => (code === "General" ? null : String(code))),
    );
    for (const [c, formula] of (block.formulas[r] ?? []).entries()) {
      // A text that begins with "=" reads the same in both; a formula differs from its result.
      if (typeof formula !== "string" || !formula.startsWith("=") || formula === row[c]) continue;
      formulas[addressOf(top + r + 1, left + c + 1)] = formula;
    }
  }
}

/** Merged areas, and hidden rows where there are some. */
async function extrasOf(context: Excel.RequestContext, range: Excel.Range): Promise<Extras> {
  const { rowIndex, rowCount } = range;
  const canMerge = Office.context.requirements.isSetSupported("ExcelApi", "1.13");
  const merged = canMerge ? range.getMergedAreasOrNullObject() : null;
  merged?.load("areas/items/rowIndex,areas/items/columnIndex,areas/items/rowCount,areas/items/columnCount");
  // null: some rows are hidden and some are not.
  const isMixed = range.rowHidden === null;
  const visible = isMixed ? range.getSpecialCellsOrNullObject(Excel.SpecialCellType.visible) : null;
  visible?.load("areas/items/rowIndex,areas/items/rowCount");
  if (merged || visible) await context.sync();
  const isSeen = new Set<number>();
  if (visible && !visible.isNullObject) {
    for (const area of visible.areas.items) {
      for (let row = 0; row < area.rowCount; row++) isSeen.add(area.rowIndex + row + 1);
    }
  }
  const rows = Array.from({ length: rowCount }, (_, r) => rowIndex + r + 1);
  return {
    merges: merged && !merged.isNullObject ? merged.areas.items.map(areaOfRange) : [],
    hiddenRows: range.rowHidden === false ? [] : rows.filter((row) => !isSeen.has(row)),
  };
}

function areaOfRange({ rowIndex, columnIndex, rowCount, columnCount }: Excel.Range): Area {
  return { row: rowIndex + 1, column: columnIndex + 1, rows: rowCount, columns: columnCount };
}
