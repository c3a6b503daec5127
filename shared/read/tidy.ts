// The plain form of cells that were read as meant although they are written otherwise: １２人 → 12, 2020.3.27 → a day,
// 同上 → what stands above. Proposals only: nothing is wrong with such cells, and what would lose a part of what they
// say (a range of days, a percentage that may mean two things) is left as it is.
import type { Fix, Issue } from "../check/issue.ts";
import { indexOf } from "../check/names.ts";
import { isNumber, scaleOf, type Value } from "../sheet/column.ts";
import { dayOfSerial, readDay, serialOfDay } from "./date.ts";
import { type Cell, cellAt, columnOf, type Grid } from "./grid.ts";
import type { Table, TableColumn } from "./table.ts";
import { isSame, plain } from "./text.ts";

/** More than this are not proposed at once, and so many cells of one finding are looked at. */
const MOST = 500;
const LOOKED_AT = 5_000;

/** One proposal for each cell that a note says was read in another form, where there is one clear way to write it. */
export function tidyings(table: Table, grid: Grid, issues: readonly Issue[]): Fix[] {
  const columns = new Map(table.columns.map((column) => [column.letter, column]));
  const fixes: Fix[] = [];
  for (const { code, cell, cells = [] } of issues) {
    if ((code !== "C10" && code !== "C13") || cell === null) continue;
    for (const address of new Set([cell, ...cells.slice(0, LOOKED_AT)])) {
      if (fixes.length === MOST) return fixes;
      const row = Number(/\d+$/.exec(address)?.[0]);
      const column = columns.get(address.replace(/\d+$/, ""));
      const value = column?.values[indexOf(table.at, row)] ?? null;
      if (!column || value === null) continue;
      const before = cellAt(grid, row, columnOf(column.letter));
      // A formula is a way of its own to write something.
      if (grid.formulas?.[address] !== undefined) continue;
      const written = formOf(column, value, before, grid.date1904 ?? false);
      if (written && written.after !== before)
        fixes.push({ cell: address, before: String(before ?? ""), ...written });
    }
  }
  return fixes;
}

function formOf(
  { column, factor }: TableColumn,
  value: Exclude<Value, null>,
  before: Cell,
  date1904: boolean,
): Pick<Fix, "after" | "format"> | null {
  if (!column) return null;
  if (isNumber(column)) {
    if (column.kind === "percent" || typeof value !== "number") return null;
    return { after: Number((value / scaleOf(column.kind) / factor).toPrecision(15)) };
  }
  if (typeof value !== "string") return null;
  if (column.kind === "date") {
    if (typeof before !== "string" || !isOneDay(plain(before), value, date1904)) return null;
    return { after: serialOfDay(value, date1904), format: "yyyy-mm-dd" };
  }
  if (column.kind === "choice") {
    const choice = column.choices.find(({ key }) => key === value);
    return choice ? { after: choice.label.zh } : null;
  }
  return typeof before === "string" && isSame(plain(before)) ? { after: value } : null;
}

/** The text names this day in full, and no other. */
function isOneDay(text: string, day: string, date1904: boolean): boolean {
  if (/^\d{5}(\.\d+)?$/.test(text)) return dayOfSerial(Number(text), date1904) === day;
  const read = readDay(text, { first: null, last: null, today: day });
  return read?.full === true && read.from === day && read.to === day;
}
