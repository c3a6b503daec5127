// What the person (and the calculator) changed since a worksheet was opened or written: the edits that a
// patch of the file needs. Comparing values needs no record of single acts, so that undo, redo, paste,
// filling and recalculation are all covered.
import type { ICellData, IStyleData, Nullable } from "@univerjs/presets";
import { addressOf, type Cell, formatAt, type Grid } from "../../../shared/read/grid.ts";
import type { CellEdit } from "../xlsx/cells.ts";
import { plainOf, type Restyled } from "./snapshot.ts";

/** The grid's cells by row and column, from 0. */
export type Matrix = Readonly<Record<number, Readonly<Record<number, ICellData>>>>;

/** How to ask the grid about one of its cells (row and column from 0). */
export interface Asking {
  readonly styleOf: (cell: ICellData) => Nullable<IStyleData>;
  readonly formulaOf: (cell: ICellData, row: number, column: number) => string | null;
  readonly restyled: Restyled;
}

export function differences(before: Grid, after: Matrix, ask: Asking): CellEdit[] {
  const edits: CellEdit[] = [];
  const width = before.values[0]?.length ?? 0;
  for (const [r, line] of Object.entries(after)) {
    const row = Number(r) + 1;
    for (const [c, cell] of Object.entries(line)) {
      if (!cell) continue;
      const column = Number(c) + 1;
      const edit = difference(before, row, column, cell, ask);
      if (edit) edits.push(edit);
    }
  }
  // Cells that are no longer there at all.
  for (let r = 0; r < before.values.length; r++) {
    for (let c = 0; c < width; c++) {
      if ((before.values[r]?.[c] ?? null) === null) continue;
      const row = before.top + r;
      const column = before.left + c;
      if (!after[row - 1]?.[column - 1]) edits.push({ row, column, value: null });
    }
  }
  return edits;
}

function difference(
  before: Grid,
  row: number,
  column: number,
  cell: ICellData,
  ask: Asking,
): CellEdit | null {
  const was = valueAt(before, row, column);
  const value = plainOf(cell);
  const formula = cell.f || cell.si ? ask.formulaOf(cell, row - 1, column - 1) : null;
  const had = before.formulas?.[addressOf(row, column)] ?? null;
  const style = ask.restyled(ask.styleOf(cell), row - 1, column - 1);
  const format = value === null || was === value ? null : (ask.styleOf(cell)?.n?.pattern ?? null);
  const isNewFormat = format !== null && format !== formatAt(before, row, column);
  const look = style !== null ? { style } : isNewFormat ? { format } : {};
  if (formula !== null) {
    if (formula !== had) return { row, column, value, formula, ...look };
    return was === value && style === null ? null : { row, column, value, formula: true, ...look };
  }
  return was === value && had === null && style === null ? null : { row, column, value, ...look };
}

function valueAt(grid: Grid, row: number, column: number): Cell {
  return grid.values[row - grid.top]?.[column - grid.left] ?? null;
}
