// Moves the relative references of a formula, as Excel does when a shared formula is written out for one of
// its cells. Strings, quoted worksheet names, structured references and names with digits stay as they are.
import { columnOf, letterOf } from "../../../shared/read/grid.ts";

const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

const TOKEN = new RegExp(
  [
    `"(?:[^"]|"")*"`,
    `'(?:[^']|'')*'`,
    String.raw`\[[^\]]*\]`,
    // Column and row ranges: A:B, $A:$B, 1:3.
    String.raw`(?<![\p{L}\p{N}_.$\\!:])(\$?)([A-Z]{1,3}):(\$?)([A-Z]{1,3})(?![\p{L}\p{N}_.(!])`,
    String.raw`(?<![\p{L}\p{N}_.$\\:])(\$?)(\d{1,7}):(\$?)(\d{1,7})(?![\p{L}\p{N}_.(!])`,
    // One cell; ranges of cells are two of them.
    String.raw`(?<![\p{L}\p{N}_.$\\])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\p{L}\p{N}_.(!])`,
  ].join("|"),
  "gu",
);

/** `formula` without "=", moved down by `rows` and right by `columns`. */
export function shiftFormula(formula: string, rows: number, columns: number): string {
  return formula.replaceAll(TOKEN, (whole, ...groups: (string | undefined)[]) => {
    const [c1, left, c2, right, r1, top, r2, bottom, c, letters, r, row] = groups;
    if (left !== undefined && right !== undefined) {
      return joined(":", moveColumn(c1, left, columns), moveColumn(c2, right, columns));
    }
    if (top !== undefined && bottom !== undefined) {
      return joined(":", moveRow(r1, top, rows), moveRow(r2, bottom, rows));
    }
    if (letters !== undefined && row !== undefined) {
      return joined("", moveColumn(c, letters, columns), moveRow(r, row, rows));
    }
    return whole;
  });
}

function joined(by: string, first: string | null, second: string | null): string {
  return first === null || second === null ? "#REF!" : first + by + second;
}

function moveColumn(absolute: string | undefined, letters: string, by: number): string | null {
  if (absolute) return `$${letters}`;
  const column = columnOf(letters) + by;
  return column >= 1 && column <= LAST_COLUMN ? letterOf(column) : null;
}

function moveRow(absolute: string | undefined, digits: string, by: number): string | null {
  if (absolute) return `$${digits}`;
  const row = Number(digits) + by;
  return row >= 1 && row <= LAST_ROW ? String(row) : null;
}
