// A grid seen as rows of cells for finding tables: blanks are null, merged cells know their first cell. Rows and
// columns count from 0 here; `grid.top` and `grid.left` give the worksheet's own numbers.
import type { Area, Cell, Grid } from "./grid.ts";
import { isBlank } from "./text.ts";

export interface Lattice {
  readonly grid: Grid;
  readonly rows: number;
  readonly columns: number;
  /** The cell's own content; null when it shows nothing. */
  at(row: number, column: number): Cell;
  /** The merged area that covers the cell (from 0, cut to the used cells). */
  mergeAt(row: number, column: number): Area | null;
  /** The content of the cell or of the merged area it belongs to. */
  shown(row: number, column: number): Cell;
  /** Columns of a row that show something of their own. */
  filled(row: number): number[];
}

/** A merge larger than this covers a whole sheet by mistake and means nothing. */
const MAX_MERGED = 500_000;

export function latticeOf(grid: Grid): Lattice {
  const rows = grid.values.length;
  const columns = grid.values.reduce((most, row) => (row.length > most ? row.length : most), 0);
  const merged = new Map<number, Area>();
  for (const { row, column, rows: height, columns: width } of grid.merges) {
    if (height * width > MAX_MERGED) continue;
    const top = Math.max(0, row - grid.top);
    const left = Math.max(0, column - grid.left);
    const bottom = Math.min(rows, row - grid.top + height);
    const right = Math.min(columns, column - grid.left + width);
    if (bottom <= top || right <= left) continue;
    const area: Area = { row: top, column: left, rows: bottom - top, columns: right - left };
    for (let r = top; r < bottom; r++) for (let c = left; c < right; c++) merged.set(r * columns + c, area);
  }
  const at = (row: number, column: number): Cell => {
    const cell = grid.values[row]?.[column];
    return isBlank(cell) ? null : (cell as Cell);
  };
  return {
    grid,
    rows,
    columns,
    at,
    mergeAt: (row, column) => (merged.size > 0 ? (merged.get(row * columns + column) ?? null) : null),
    shown(row, column) {
      const own = at(row, column);
      if (own !== null || merged.size === 0) return own;
      const area = merged.get(row * columns + column);
      return area ? at(area.row, area.column) : null;
    },
    filled(row) {
      const found: number[] = [];
      const cells = grid.values[row] ?? [];
      for (let c = 0; c < cells.length; c++) if (!isBlank(cells[c])) found.push(c);
      return found;
    },
  };
}
