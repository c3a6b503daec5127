// A few values of each column as the worksheet shows them, so that a person can tell what a header means. They are
// shown beside the sheet on the same machine and never leave it.
import { dayOfSerial, isDateFormat } from "../../../shared/read/date.ts";
import { type Cell, columnOf, formatAt, type Grid } from "../../../shared/read/grid.ts";
import type { Table } from "../../../shared/read/table.ts";
import { isBlank, plain } from "../../../shared/read/text.ts";

const SAMPLES = 3;
/** Rows that are looked at for different values. */
const LOOKED_AT = 40;
const LONGEST = 16;

/** By column letter: up to three different values, none for an empty column. */
export function samplesOf(grid: Grid, table: Table): Record<string, readonly string[]> {
  const samples: Record<string, readonly string[]> = {};
  for (const { letter, cells, made } of table.columns) {
    if (made) continue;
    const column = columnOf(letter);
    const texts = new Set<string>();
    for (let n = 0; n < Math.min(cells.length, LOOKED_AT) && texts.size < SAMPLES; n++) {
      const cell = cells[n] ?? null;
      if (!isBlank(cell))
        texts.add(shown(cell, formatAt(grid, table.at[n] as number, column), grid.date1904));
    }
    samples[letter] = [...texts];
  }
  return samples;
}

function shown(cell: Cell, format: string, date1904 = false): string {
  if (typeof cell === "number") {
    const day = isDateFormat(format) ? dayOfSerial(cell, date1904) : null;
    if (day) return day;
    if (format.includes("%")) return `${Math.round(cell * 10_000) / 100}%`;
    return cell.toLocaleString("en-US", { maximumFractionDigits: 4 });
  }
  const text = plain(String(cell)).replace(/\s+/g, " ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
