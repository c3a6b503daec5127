// A calculator for the few formulas that we write, made apart from the code that writes them, so that a
// cached value can be compared with what a spreadsheet program would show.
import { areaOf } from "../../shared/read/grid.ts";
import type { WrittenSheet } from "../../shared/report/worksheet.ts";

type Result = number | string | null;

/** The value of one cell of a written sheet, formulas worked out from the cells that they name. */
export function valueAt(sheet: WrittenSheet, row: number, column: number): Result {
  const cell = sheet.rows[row - 1]?.cells[column - 1] ?? null;
  if (cell === null) return null;
  if ("text" in cell) return cell.text;
  return "number" in cell ? cell.number : evaluate(sheet, cell.formula.replace(/^=/, ""));
}

function evaluate(sheet: WrittenSheet, formula: string): Result {
  const tokens = formula.match(/"[^"]*"|[A-Z]+\d+(?::[A-Z]+\d+)?|[A-Z]+(?=\()|\d+(?:\.\d+)?|[(),=/]/g) ?? [];
  if (tokens.join("") !== formula) throw new Error(`not a formula of ours: ${formula}`);
  let at = 0;
  const take = (token: string) => {
    if (tokens[at] !== token) throw new Error(`${token} expected in ${formula}`);
    at += 1;
  };
  const numbersOf = (address: string) => {
    const area = areaOf(address);
    if (!area) throw new Error(address);
    const cells: Result[] = [];
    for (let r = 0; r < area.rows; r++)
      for (let c = 0; c < area.columns; c++) cells.push(valueAt(sheet, area.row + r, area.column + c));
    return cells.filter((cell) => typeof cell === "number");
  };
  const comparison = (): Result => {
    const left = quotient();
    if (tokens[at] !== "=") return left;
    take("=");
    return Number(left === quotient());
  };
  const quotient = (): Result => {
    const left = term();
    if (tokens[at] !== "/") return left;
    take("/");
    const right = term();
    return right === 0 || right === null ? "#DIV/0!" : Number(left) / Number(right);
  };
  const term = (): Result => {
    const token = tokens[at++] ?? "";
    if (token.startsWith('"')) return token.slice(1, -1);
    if (/^\d/.test(token)) return Number(token);
    if (tokens[at] !== "(") {
      const area = areaOf(token);
      return area && valueAt(sheet, area.row, area.column);
    }
    take("(");
    if (token === "IF") {
      const test = comparison();
      take(",");
      const yes = comparison();
      take(",");
      const no = comparison();
      take(")");
      return test ? yes : no;
    }
    const numbers = numbersOf(tokens[at++] ?? "");
    take(")");
    if (token === "SUM" || token === "N") return numbers.reduce((sum, n) => sum + n, 0);
    if (token === "COUNT") return numbers.length;
    throw new Error(`${token} is not calculated`);
  };
  const result = comparison();
  if (at !== tokens.length) throw new Error(`left over in ${formula}`);
  return result;
}
