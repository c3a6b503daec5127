// A formula shared by many cells is written once in the file; hucre gives its text only at the first cell.
// Moving it by rows and columns gives the text of the others, as Excel shows it. It evaluates nothing.
import { columnOf, letterOf } from "../../../shared/read/grid.ts";

const REFERENCE = /"[^"]*"|'[^']*'!|(\$?)\b([A-Z]{1,3})(\$?)(\d{1,7})\b(?!\()/g;

/** The formula as it reads `rows` further down and `columns` further right; absolute parts stay. */
export function moveFormula(formula: string, rows: number, columns: number): string {
  return formula.replace(
    REFERENCE,
    (whole, lockedColumn?: string, letters?: string, lockedRow?: string, row?: string) => {
      if (letters === undefined || row === undefined) return whole;
      const column = lockedColumn ? letters : letterOf(columnOf(letters) + columns);
      return `${lockedColumn ?? ""}${column}${lockedRow ?? ""}${lockedRow ? row : Number(row) + rows}`;
    },
  );
}
