// A simulated workbook with the contents of a file, or of rows: what opening it in Excel would show.
import { openXlsx } from "../../addin/hosts/xlsx/open.ts";
import { areaOf, type Cell } from "../../shared/read/grid.ts";
import { type Block, Book } from "./model.ts";

/** The worksheets of an .xlsx file, with values, formats, formulas, merges and hidden rows. */
export async function bookOf(bytes: Uint8Array): Promise<Book> {
  const { worksheets } = await openXlsx(bytes, "workbook.xlsx");
  const book = new Book(worksheets.map(({ name }) => name));
  for (const [n, { grid, visible }] of worksheets.entries()) {
    const sheet = book.sheets[n];
    if (!sheet) continue;
    if (!visible) sheet.visibility = "Hidden";
    for (const [r, row] of grid.values.entries()) {
      for (const [c, value] of row.entries()) {
        const format = grid.formats?.[r]?.[c];
        const [at, column] = [grid.top - 1 + r, grid.left - 1 + c];
        if (value !== null) sheet.place(at, column, value, format ?? undefined);
        else if (format) sheet.setFormat(at, column, format);
      }
    }
    for (const [address, formula] of Object.entries(grid.formulas ?? {})) {
      const { row, column } = blockAt(address);
      sheet.place(row, column, sheet.value(row, column), undefined, formula);
    }
    sheet.merges = grid.merges.map(({ row, column, rows, columns }) => ({
      row: row - 1,
      column: column - 1,
      rows,
      columns,
    }));
    for (const row of grid.hiddenRows) sheet.hiddenRows.add(row - 1);
  }
  book.active = book.sheets.find(({ visibility }) => visibility === "Visible") ?? book.active;
  return book;
}

/** One worksheet with these rows from A1. */
export function bookOfRows(rows: readonly (readonly Cell[])[], name = "报表"): Book {
  const book = new Book([name]);
  for (const [r, row] of rows.entries()) {
    for (const [c, value] of row.entries()) if (value !== null) book.active.place(r, c, value);
  }
  return book;
}

/** "D8" or "D8:F9" as the model counts. */
export function blockAt(address: string): Block {
  const area = areaOf(address);
  if (!area) throw new Error(`not an address: ${address}`);
  return { row: area.row - 1, column: area.column - 1, rows: area.rows, columns: area.columns };
}
