// A written worksheet in Excel: its values as formulas and literals, and its look by role. Runs of rows and of
// columns are dressed at once, so that the number of calls grows with the runs and not with the cells.
import { letterOf } from "../../../shared/read/grid.ts";
import type { Role, WrittenCell, WrittenSheet } from "../../../shared/report/worksheet.ts";
import { heightOf } from "../row-height.ts";
import { everywhere, literal, MOST_BYTES, weightOf } from "./text.ts";

const EDGES = [
  "EdgeTop",
  "EdgeBottom",
  "EdgeLeft",
  "EdgeRight",
  "InsideHorizontal",
  "InsideVertical",
] as const;
const RULED: ReadonlySet<Role> = new Set<Role>(["header", "body", "total"]);
/** More stretches than this cost more than an array of the whole column. */
const MOST_STRETCHES = 200;
const BYTES_PER_STRETCH = 1_000;
/** Points of a column of so many characters in Excel's usual font. */
const widthOf = (characters: number) => (characters * 7 + 5) * 0.75;

/** Rows of formulas and literals, as wide as the sheet. */
export function contentOf(sheet: WrittenSheet): (string | number | boolean)[][] {
  const width = columnsOf(sheet);
  return sheet.rows.map(({ cells }) => {
    return Array.from({ length: width }, (_, c) => inExcel(cells[c] ?? null));
  });
}

export function columnsOf(sheet: WrittenSheet): number {
  return Math.max(1, sheet.widths.length, ...sheet.rows.map(({ cells }) => cells.length));
}

function inExcel(cell: WrittenCell): string | number | boolean {
  if (cell === null) return "";
  if ("text" in cell) return literal(cell.text);
  if ("number" in cell) return cell.number;
  return cell.formula.startsWith("=") ? cell.formula : `=${cell.formula}`;
}

/** Queues the look. Costs no sync, but where formats change so often that they fill messages of their own. */
export async function dress(
  context: Excel.RequestContext,
  target: Excel.Worksheet,
  sheet: WrittenSheet,
): Promise<void> {
  const last = letterOf(columnsOf(sheet));
  for (const [role, first, end] of runs(sheet.rows.map(({ role }) => role))) {
    dressRows(target.getRange(`A${first + 1}:${last}${end + 1}`), role);
  }
  for (const r of sheet.rows.keys()) {
    const height = heightOf(sheet, r);
    if (height !== null) target.getRange(`A${r + 1}:${last}${r + 1}`).format.rowHeight = height;
  }
  let weight = 0;
  for (let c = 0; c < columnsOf(sheet); c++) {
    weight += formatColumn(target, sheet, c);
    if (weight < MOST_BYTES) continue;
    weight = 0;
    await context.sync();
  }
  for (const merge of sheet.merges) target.getRange(merge).merge(false);
  for (const [c, width] of sheet.widths.entries()) {
    const letter = letterOf(c + 1);
    target.getRange(`${letter}:${letter}`).format.columnWidth = widthOf(width);
  }
  const { rows, columns } = sheet.frozen;
  if (rows > 0 && columns > 0) target.freezePanes.freezeAt(target.getRange(`A1:${letterOf(columns)}${rows}`));
  else if (rows > 0) target.freezePanes.freezeRows(rows);
  else if (columns > 0) target.freezePanes.freezeColumns(columns);
}

/** Number formats of a column by stretches; where they change too often, cell by cell in one array. Gives its bytes. */
function formatColumn(target: Excel.Worksheet, sheet: WrittenSheet, c: number): number {
  const letter = letterOf(c + 1);
  let before: string | null = null;
  const formats = sheet.rows.map(({ role, cells }) => {
    const cell = cells[c] ?? null;
    // A blank cell among others does not interrupt: what is typed there later looks like its neighbours.
    before = cell === null && role === "body" ? before : formatOf(role, cell);
    return before;
  });
  const stretches = runs(formats);
  if (stretches.length > MOST_STRETCHES) {
    target.getRange(`${letter}1:${letter}${formats.length}`).numberFormat = formats.map((format) => [
      format ?? "General",
    ]);
    return weightOf(formats);
  }
  for (const [format, first, end] of stretches) {
    if (format === null) continue;
    target.getRange(`${letter}${first + 1}:${letter}${end + 1}`).numberFormat = everywhere(format);
  }
  return stretches.length * BYTES_PER_STRETCH;
}

function dressRows(range: Excel.Range, role: Role): void {
  const { format } = range;
  format.verticalAlignment = "Center";
  if (RULED.has(role)) {
    for (const edge of EDGES) {
      const border = format.borders.getItem(edge);
      border.style = "Continuous";
      border.color = "#BFBFBF";
    }
  }
  if (role === "title") Object.assign(format.font, { bold: true, size: 16 });
  if (role === "title" || role === "header") {
    format.horizontalAlignment = "Center";
    format.wrapText = true;
  }
  if (role === "header") {
    format.font.bold = true;
    format.fill.color = "#E7EEF7";
  }
  if (role === "total") {
    format.font.bold = true;
    format.fill.color = "#F2F2F2";
  }
  if (role === "caption" || role === "note") Object.assign(format.font, { size: 10, color: "#595959" });
  if (role === "note") format.wrapText = true;
}

function formatOf(role: Role, cell: WrittenCell): string | null {
  if (cell === null) return null;
  if ("text" in cell) return role === "body" ? "@" : null;
  return cell.format ?? null;
}

/** Stretches of equal neighbours: the value, the first index and the last. */
function runs<T>(values: readonly T[]): [T, number, number][] {
  const result: [T, number, number][] = [];
  for (const [index, value] of values.entries()) {
    const last = result.at(-1);
    if (last && last[0] === value) last[2] = index;
    else result.push([value, index, index]);
  }
  return result;
}
