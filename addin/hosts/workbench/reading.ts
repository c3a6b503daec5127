// Reads the grid's cells as they are kept, never as they are displayed: Univer's getValues() gives a formatted
// number as its text, and written back that text would take the number's place.

import type { FWorksheet } from "@univerjs/preset-sheets-core";
import type { ICellData, IStyleData, Nullable } from "@univerjs/presets";
import { type Area, addressOf, type Cell, type Grid } from "../../../shared/read/grid.ts";
import { touches, union } from "../grid-edit.ts";
import type { Matrix } from "./differences.ts";
import { plainOf } from "./snapshot.ts";

/** The cells of a worksheet as they are kept, by row and column from 0. */
export function matrixOf(worksheet: FWorksheet): Matrix {
  return worksheet.getSheet().getCellMatrix().getMatrix() as Matrix;
}

/** The style of a cell of this worksheet. */
export function stylesOf(worksheet: FWorksheet): (cell: ICellData) => Nullable<IStyleData> {
  const styles = worksheet.getWorkbook().getStyles();
  return (cell) => styles.get(cell.s);
}

/** The formula of a cell; one that was filled from another cell is kept there only as a reference to it. */
export function formulasOf(
  worksheet: FWorksheet,
): (cell: ICellData, row: number, column: number) => string | null {
  return (cell, row, column) => {
    if (cell.f) return cell.f;
    return cell.si ? worksheet.getRange(row, column).getFormula() || null : null;
  };
}

/** The used cells, or those of the area. */
export function readGrid(worksheet: FWorksheet, asked: Area | null, date1904: boolean): Grid {
  const matrix = matrixOf(worksheet);
  const area = asked ?? usedArea(matrix) ?? { row: 1, column: 1, rows: 0, columns: 0 };
  const styleOf = stylesOf(worksheet);
  const formulaOf = formulasOf(worksheet);
  const values: Cell[][] = [];
  const formats: (string | undefined)[][] = [];
  const formulas: Record<string, string> = {};
  for (let r = 0; r < area.rows; r++) {
    const source = matrix[area.row - 1 + r];
    const line: Cell[] = new Array(area.columns).fill(null);
    let patterns: (string | undefined)[] | undefined;
    for (let c = 0; source && c < area.columns; c++) {
      const column = area.column - 1 + c;
      const cell = source[column];
      if (!cell) continue;
      line[c] = plainOf(cell);
      if (cell.f || cell.si) {
        const formula = formulaOf(cell, area.row - 1 + r, column);
        if (formula) formulas[addressOf(area.row + r, column + 1)] = formula;
      }
      const pattern = cell.s && line[c] !== null ? (styleOf(cell)?.n?.pattern ?? null) : null;
      if (pattern === null) continue;
      patterns ??= [];
      patterns[c] = pattern;
    }
    values.push(line);
    if (patterns) formats[r] = patterns;
  }
  const sheet = worksheet.getSheet();
  return {
    worksheet: worksheet.getSheetName(),
    top: area.row,
    left: area.column,
    values,
    formats,
    formulas,
    merges: sheet
      .getMergeData()
      .map(areaOfRange)
      .filter((merge) => touches(area, merge)),
    hiddenRows: sheet
      .getHiddenRows(area.row - 1, area.row + area.rows - 2)
      .flatMap(({ startRow, endRow }) =>
        Array.from({ length: endRow - startRow + 1 }, (_, n) => startRow + 1 + n),
      ),
    date1904,
  };
}

/** A range of Univer's, which counts from 0, as an area. */
export function areaOfRange(range: {
  readonly startRow: number;
  readonly endRow: number;
  readonly startColumn: number;
  readonly endColumn: number;
}): Area {
  return {
    row: range.startRow + 1,
    column: range.startColumn + 1,
    rows: range.endRow - range.startRow + 1,
    columns: range.endColumn - range.startColumn + 1,
  };
}

function usedArea(matrix: Matrix): Area | null {
  let used: Area | null = null;
  for (const [r, line] of Object.entries(matrix)) {
    if (!line) continue;
    let left = -1;
    let right = -1;
    for (const c of Object.keys(line)) {
      const column = Number(c);
      if (plainOf(line[column]) === null) continue;
      if (left < 0) left = column;
      if (column < left) left = column;
      if (column > right) right = column;
    }
    if (left < 0) continue;
    const row: Area = { row: Number(r) + 1, column: left + 1, rows: 1, columns: right - left + 1 };
    used = used ? union(used, row) : row;
  }
  return used;
}
