// A grid with cells changed, and a part of a grid: what a host does that keeps worksheets as plain values.
import {
  type Area,
  addressOf,
  areaOf,
  type Cell,
  cellAt,
  formatAt,
  type Grid,
} from "../../shared/read/grid.ts";
import type { Edit } from "./workbook.ts";

/** The grid after the edits; it grows where they lie outside. Formulas that are overwritten are gone. */
export function edited(grid: Grid, edits: readonly Edit[]): Grid {
  const written = edits.map((edit) => ({ edit, at: placeOf(edit.address) }));
  const filled = written.filter(({ edit }) => edit.value !== null).map(({ at }) => at);
  const area = grid.values.length === 0 ? filled[0] : areaOfGrid(grid);
  if (!area) return grid;
  const next = cut(grid, filled.reduce(union, area));
  const values = next.values as Cell[][];
  const formats = (next.formats ?? []).map((row) => row && [...row]);
  const formulas = { ...grid.formulas };
  for (const { edit, at } of written) {
    delete formulas[edit.address];
    const row = at.row - next.top;
    const column = at.column - next.left;
    const line = values[row];
    if (!line || column < 0 || column >= line.length) continue;
    line[column] = edit.value;
    if (edit.format === undefined) continue;
    const formatsOfRow = formats[row] ?? [];
    formatsOfRow[column] = edit.format;
    formats[row] = formatsOfRow;
  }
  return { ...next, values, formats, formulas };
}

/** The part of the grid that the area covers, in new rows; blank where the grid ends. */
export function cut(grid: Grid, area: Area): Grid {
  const rows = Array.from({ length: area.rows }, (_, r) => area.row + r);
  const columns = Array.from({ length: area.columns }, (_, c) => area.column + c);
  const formulas: Record<string, string> = {};
  for (const [address, formula] of Object.entries(grid.formulas ?? {})) {
    const at = areaOf(address);
    if (at && covers(area, at)) formulas[address] = formula;
  }
  return {
    ...grid,
    top: area.row,
    left: area.column,
    values: rows.map((row) => columns.map((column) => cellAt(grid, row, column))),
    formats: rows.map((row) => {
      if (!grid.formats?.[row - grid.top]) return undefined;
      return columns.map((column) => knownFormat(grid, row, column));
    }),
    formulas,
    merges: grid.merges.filter((merge) => touches(area, merge)),
    hiddenRows: grid.hiddenRows.filter((row) => row >= area.row && row < area.row + area.rows),
  };
}

/** The rectangle of a grid's cells; null when it has none. */
export function areaOfGrid({ top, left, values }: Grid): Area | null {
  const columns = values[0]?.length ?? 0;
  return columns === 0 ? null : { row: top, column: left, rows: values.length, columns };
}

/** A1 address of one cell, or of the rectangle. */
export function addressOfArea({ row, column, rows, columns }: Area): string {
  const first = addressOf(row, column);
  return rows * columns === 1 ? first : `${first}:${addressOf(row + rows - 1, column + columns - 1)}`;
}

/** The rectangle of an address that the caller vouches for. */
export function placeOf(address: string): Area {
  const area = areaOf(address);
  if (!area || area.rows < 1 || area.columns < 1) throw new Error(`not an A1 address: ${address}`);
  return area;
}

export function union(a: Area, b: Area): Area {
  const row = Math.min(a.row, b.row);
  const column = Math.min(a.column, b.column);
  return {
    row,
    column,
    rows: Math.max(a.row + a.rows, b.row + b.rows) - row,
    columns: Math.max(a.column + a.columns, b.column + b.columns) - column,
  };
}

function covers(area: Area, cell: Area): boolean {
  return (
    cell.row >= area.row &&
    cell.row < area.row + area.rows &&
    cell.column >= area.column &&
    cell.column < area.column + area.columns
  );
}

/** The rectangles share a cell. */
export function touches(a: Area, b: Area): boolean {
  return (
    a.row < b.row + b.rows &&
    b.row < a.row + a.rows &&
    a.column < b.column + b.columns &&
    b.column < a.column + a.columns
  );
}

function knownFormat(grid: Grid, row: number, column: number): string | undefined {
  const format = formatAt(grid, row, column);
  return format === "General" ? undefined : format;
}
