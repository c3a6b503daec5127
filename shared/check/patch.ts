// A grid with part of it replaced after an edit. Grids are never changed in place: rows not touched are shared.
import { addressOf, type Cell, type Grid } from "../read/grid.ts";

/** One cell that an edit changed, in worksheet numbers. */
export interface Changed {
  readonly row: number;
  readonly column: number;
  readonly before: Cell;
  readonly after: Cell;
}

/** The cells that differ; null when the part reaches outside the used cells, so anything may have moved. */
export function changedCells(grid: Grid, area: Grid): Changed[] | null {
  const changed: Changed[] = [];
  const width = grid.values[0]?.length ?? 0;
  for (let r = 0; r < area.values.length; r++) {
    const row = area.top + r;
    const cells = area.values[r] ?? [];
    const there = grid.values[row - grid.top];
    for (let c = 0; c < cells.length; c++) {
      const column = area.left + c;
      const at = column - grid.left;
      const after = cells[c] ?? null;
      if (!there || at < 0 || at >= Math.max(there.length, width)) {
        if (after !== null && after !== "") return null;
        continue;
      }
      const before = there[at] ?? null;
      const address = addressOf(row, column);
      if (
        before !== after ||
        grid.formulas?.[address] !== area.formulas?.[address] ||
        (grid.formats?.[row - grid.top]?.[at] ?? "General") !== (area.formats?.[r]?.[c] ?? "General")
      )
        changed.push({ row, column, before, after });
    }
  }
  return changed;
}

/** The grid with the part written over it; it grows where the part lies outside. */
export function withArea(grid: Grid, area: Grid): Grid {
  const top = Math.min(grid.top, area.top);
  const left = Math.min(grid.left, area.left);
  const [up, side] = [grid.top - top, grid.left - left];
  const values: (readonly Cell[])[] =
    up > 0 ? [...Array.from({ length: up }, () => []), ...grid.values] : [...grid.values];
  const formats = [...Array.from({ length: up }, () => undefined), ...(grid.formats ?? [])];
  if (side > 0) {
    for (let r = up; r < values.length; r++)
      values[r] = [...new Array<Cell>(side).fill(null), ...(values[r] ?? [])];
    for (let r = up; r < formats.length; r++) {
      const row = formats[r];
      if (row) formats[r] = [...new Array<null>(side).fill(null), ...row];
    }
  }
  let formulas = grid.formulas;
  area.values.forEach((cells, r) => {
    const at = area.top + r - top;
    while (values.length <= at) values.push([]);
    const row = [...(values[at] ?? [])];
    const look = [...(formats[at] ?? [])];
    cells.forEach((cell, c) => {
      const column = area.left + c - left;
      while (row.length <= column) row.push(null);
      row[column] = cell;
      look[column] = area.formats?.[r]?.[c] ?? null;
      const address = addressOf(area.top + r, area.left + c);
      const formula = area.formulas?.[address];
      // Copied only when one changes: a worksheet may hold a formula in every row.
      if (formula !== formulas?.[address]) formulas = withFormula(formulas, address, formula);
    });
    values[at] = row;
    formats[at] = look;
  });
  return { ...grid, top, left, values, formats, ...(formulas ? { formulas } : {}) };
}

function withFormula(
  formulas: Grid["formulas"],
  address: string,
  formula: string | undefined,
): Readonly<Record<string, string>> {
  const { [address]: _, ...rest } = formulas ?? {};
  return formula === undefined ? rest : { ...rest, [address]: formula };
}
