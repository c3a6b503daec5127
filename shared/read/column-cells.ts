// The cells of a list's columns, and their values: merged text filled down, 同上 resolved, ranges of days split.
import { type Column, isNumber, type Value } from "../sheet/column.ts";
import type { Sheet } from "../sheet/sheet.ts";
import type { Findings } from "./findings.ts";
import type { Cell } from "./grid.ts";
import { isFigure } from "./label.ts";
import type { Lattice } from "./lattice.ts";
import type { Region } from "./region.ts";
import type { TableColumn } from "./table.ts";
import { isBlank, isSame, plain } from "./text.ts";
import type { ReadCell } from "./values.ts";

export function cellOf(cell: Cell | undefined): Cell {
  return cell === undefined || isBlank(cell) ? null : cell;
}

/** The cells of the data rows, column by column. Row by row through the grid: that is how it lies in memory. */
export function cellsOf(lattice: Lattice, region: Region): Cell[][] {
  const { values } = lattice.grid;
  const places = region.columns.map(({ column }) => column);
  const cells = places.map(() => new Array<Cell>(region.at.length));
  for (let index = 0; index < region.at.length; index++) {
    const row = values[region.at[index] as number] as readonly Cell[];
    for (let c = 0; c < places.length; c++) (cells[c] as Cell[])[index] = cellOf(row[places[c] as number]);
  }
  return cells;
}

/**
 * A text merged over several rows stands in each of them; a number only where it is no part of a sum (`figures`). True
 * when there was one.
 */
export function fillDown(
  lattice: Lattice,
  region: Region,
  column: number,
  cells: Cell[],
  figures: boolean,
): boolean {
  let filled = false;
  for (const [index, row] of region.at.entries()) {
    if (cells[index] !== null) continue;
    const area = lattice.mergeAt(row, column);
    if (
      !area ||
      area.rows < 2 ||
      area.row === row ||
      area.row <= region.header.last ||
      area.column !== column
    )
      continue;
    const shown = lattice.at(area.row, area.column);
    if (shown === null || ((typeof shown !== "string" || isFigure(shown)) && !figures)) continue;
    cells[index] = shown;
    filled = true;
  }
  return filled;
}

/** Numbers of a percentage column between 0 and 1 only: typed as fractions. */
export function isFractions(lattice: Lattice, region: Region, column: number): boolean {
  for (const row of region.at.slice(0, 200)) {
    const cell = lattice.at(row, column);
    if (typeof cell === "number" && cell > 1) return false;
  }
  return true;
}

export function readColumn(
  column: TableColumn,
  at: readonly number[],
  from: number,
  read: ReadCell,
  findings: Findings,
): void {
  const { cells, values } = column;
  for (let index = 0; index < cells.length; index++) {
    let cell = cells[index] as Cell;
    const row = at[index] as number;
    if (typeof cell === "string" && cell.length <= 2 && index > 0 && isSame(plain(cell))) {
      const above = cells[index - 1] as Cell;
      findings.add("C10", { at: from, key: column.key }, row, { found: cell, read: String(above ?? "") });
      cell = above;
      cells[index] = above;
    }
    values.push(cell === null ? null : read(cell, row, index));
  }
}

/** A number found in the cell of another column of its group: how many of what that column counts. */
export interface Moved {
  readonly key: string;
  readonly index: number;
  readonly value: Value;
}

/** The column of the same group that counts what `unit` names, where the row leaves it empty. */
export function takerOf(
  sheet: Sheet,
  column: Column,
  unit: string,
  index: number,
  byKey: ReadonlyMap<string, TableColumn>,
): string | null {
  if (!isNumber(column) || !column.group) return null;
  for (const [key, other] of Object.entries(sheet.columns)) {
    if (other === column || !isNumber(other) || other.unit.zh !== unit) continue;
    if (other.group?.zh === column.group.zh && (byKey.get(key)?.cells[index] ?? null) === null) return key;
  }
  return null;
}

/** Puts numbers into the columns that count them, made where the table has none. */
export function leaveMoved(
  moved: readonly Moved[],
  sheet: Sheet,
  from: ReadonlyMap<string, TableColumn>,
  columns: TableColumn[],
  rows: number,
): void {
  for (const { key, index, value } of moved) {
    let column = from.get(key) ?? columns.find((one) => one.made && one.key === key);
    if (!column) {
      const [beside] = [...from.values()].filter(
        (one) => one.column?.group && one.column.group.zh === sheet.columns[key]?.group?.zh,
      );
      if (!beside) continue;
      const [cells, values] = [new Array<Cell>(rows).fill(null), new Array<Value>(rows).fill(null)];
      const [header, declared] = [sheet.columns[key]?.label.zh ?? "", sheet.columns[key] ?? null];
      column = { ...beside, header, key, column: declared, factor: 1, cells, values, made: true };
      columns.push(column);
    }
    column.values[index] = value;
  }
}

/** Puts the last days of ranges into the column declared for them, where that one is empty. */
export function leaveEnds(
  ends: readonly { key: string; index: number; iso: string }[],
  byKey: ReadonlyMap<string, TableColumn>,
  columns: TableColumn[],
  rows: number,
  declared: Readonly<Record<string, Column>>,
): void {
  const made = new Map<string, Value[]>();
  for (const { key, index, iso } of ends) {
    const values = byKey.get(key)?.values ?? made.get(key) ?? new Array<Value>(rows).fill(null);
    if (!byKey.has(key)) made.set(key, values);
    values[index] ??= iso;
  }
  for (const [key, values] of made) {
    const source = columns.find(({ column }) => column?.kind === "date" && column.until === key);
    if (!source) continue;
    const cells = new Array<Cell>(rows).fill(null);
    columns.push({ ...source, key, column: declared[key] ?? source.column, values, cells, made: true });
  }
}
