// How high a written row must be for its longest text, by its role. Excel makes a row as high as it needs, but
// not where cells are merged, as titles and notes are.
import { areaOf } from "../../shared/read/grid.ts";
import type { Role, WrittenSheet } from "../../shared/report/worksheet.ts";

/** Row heights in points: of one line and of each further one. Rows of other roles have Excel's own height. */
const HEIGHTS: Readonly<Partial<Record<Role, readonly [number, number]>>> = {
  title: [32, 22],
  caption: [20, 14],
  header: [24, 15],
  note: [18, 14],
};

/** Of a column whose width nobody set, in characters. */
const SPARE_WIDTH = 8;

/** Points that the longest text of the row needs; null leaves it to Excel. `r` counts from 0. */
export function heightOf(sheet: WrittenSheet, r: number): number | null {
  const row = sheet.rows[r];
  const [first, further] = (row && HEIGHTS[row.role]) ?? [];
  if (!row || first === undefined || further === undefined) return null;
  let lines = 1;
  for (const [c, cell] of row.cells.entries()) {
    if (!cell || !("text" in cell)) continue;
    const merge = sheet.merges.map(areaOf).find((area) => area?.row === r + 1 && area.column === c + 1);
    // A cell merged downwards has more than this row to stand in.
    if (merge && merge.rows > 1) continue;
    // A caption is not wrapped: alone in its row it runs on over the empty cells beside it.
    if (!merge && row.role === "caption" && row.cells.length === 1) continue;
    const columns = merge?.columns ?? 1;
    const declared = sheet.widths.slice(c, c + columns);
    const width = declared.reduce((sum, one) => sum + one, (columns - declared.length) * SPARE_WIDTH);
    const scale = row.role === "title" ? 1.5 : 1;
    lines = Math.max(lines, Math.ceil((widthOf(cell.text) * scale) / Math.max(width - 1, 4)));
  }
  return first + further * (lines - 1);
}

/** Width in characters of Latin text; a Chinese one is two. */
function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += (letter.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return width;
}
