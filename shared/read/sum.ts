// The numbers of a column as printed, added exactly: what a person compares with the sheet's own totals.
import { isNumber, scaleOf } from "../sheet/column.ts";
import { isDateFormat } from "./date.ts";
import { columnOf, type Grid } from "./grid.ts";
import { createSum, figureIn, roundOff } from "./number.ts";
import type { Table, TableColumn } from "./table.ts";

/** How many cells of a column hold a number, and their exact sum in the unit printed; days are no numbers. */
export function sumOf(
  table: Table,
  column: TableColumn,
  grid: Grid,
): { numbers: number; sum: number | null } {
  const sum = createSum();
  let numbers = 0;
  const dates = column.column?.kind === "date" || column.column?.kind === "time";
  const index = table.columns.indexOf(column);
  if (index < 0 || dates) return { numbers: 0, sum: null };
  const offset = columnOf(column.letter) - grid.left;
  for (const [position, cell] of column.cells.entries()) {
    const row = (table.at[position] as number) - grid.top;
    let figure: number | null = null;
    if (typeof cell === "number") {
      const format = grid.formats?.[row]?.[offset];
      if (!format || !isDateFormat(format)) figure = cell;
    } else if (typeof cell === "string") {
      figure = figureIn(cell);
      const value = column.values[position];
      if (figure === null && column.column && isNumber(column.column) && typeof value === "number")
        figure = roundOff(value / column.factor / scaleOf(column.column.kind));
    }
    if (figure === null) continue;
    numbers += 1;
    sum.add(figure);
  }
  return { numbers, sum: sum.total };
}
