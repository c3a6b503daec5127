// A worksheet as plain data: what every host reads and what reading, checking and writing speak.
// Rows and columns are the worksheet's own numbers, from 1. It knows no Excel and no file format.

/** What a cell holds. Dates are serial numbers, formula errors their text ("#REF!"). */
export type Cell = string | number | boolean | null;

/** A rectangle in worksheet numbers. */
export interface Area {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** The used cells of one worksheet. `values[r][c]` is worksheet row `top + r`, column `left + c`. */
export interface Grid {
  readonly worksheet: string;
  readonly top: number;
  readonly left: number;
  readonly values: readonly (readonly Cell[])[];
  /** Number formats, sparse in both directions; a missing one is General. Needed to tell a date from a number. */
  readonly formats?: readonly (readonly (string | null | undefined)[] | undefined)[];
  /** Formulas by A1 address ("D8": "=SUM(D4:D7)"), where the host knows them. */
  readonly formulas?: Readonly<Record<string, string>>;
  readonly merges: readonly Area[];
  /** Worksheet rows that are hidden or filtered away. */
  readonly hiddenRows: readonly number[];
  /** Serial dates count from 1904. */
  readonly date1904?: boolean;
}

/** The most rows that are read from one worksheet; more are refused, never cut. */
export const MAX_ROWS = 200_000;

/** 1 → "A", 27 → "AA". */
export function letterOf(column: number): string {
  let letters = "";
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

/** "A" → 1, "AA" → 27. */
export function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

/** Address of one cell: (8, 4) → "D8". */
export function addressOf(row: number, column: number): string {
  return letterOf(column) + row;
}

/** "D8" or "D8:F20" (absolute signs allowed) → the rectangle; null when it is neither. */
export function areaOf(address: string): Area | null {
  const match = /^([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?$/.exec(address.replaceAll("$", "").toUpperCase());
  if (!match) return null;
  const [, left = "", top = "", right = left, bottom = top] = match;
  const column = columnOf(left);
  const row = Number(top);
  return { row, column, rows: Number(bottom) - row + 1, columns: columnOf(right) - column + 1 };
}

/** The cell at a worksheet row and column; null outside the used cells. */
export function cellAt(grid: Grid, row: number, column: number): Cell {
  return grid.values[row - grid.top]?.[column - grid.left] ?? null;
}

/** The number format at a worksheet row and column. */
export function formatAt(grid: Grid, row: number, column: number): string {
  return grid.formats?.[row - grid.top]?.[column - grid.left] ?? "General";
}
