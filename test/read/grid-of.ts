// Grids for reading tests, written as rows of cells; all content invented. Merges are A1 ranges.
import { areaOf, type Cell, type Grid } from "../../shared/read/grid.ts";
import { type Reading, type ReadOptions, readGrid } from "../../shared/read/read.ts";
import type { Table } from "../../shared/read/table.ts";
import { SHEETS } from "../../shared/sheets/index.ts";

export const TODAY = "2020-07-01";

/** "甲|乙||3" → cells; a part that looks like a number is one, an empty part is an empty cell. */
export function gridOf(rows: readonly (string | readonly Cell[])[], merges: readonly string[] = []): Grid {
  const cells = rows.map((row) => (typeof row === "string" ? row.split("|").map(cellOf) : [...row]));
  const width = cells.reduce((most, row) => Math.max(most, row.length), 0);
  return {
    worksheet: "Sheet1",
    top: 1,
    left: 1,
    values: cells.map((row) => [...row, ...new Array<Cell>(width - row.length).fill(null)]),
    merges: merges.map((range) => {
      const area = areaOf(range);
      if (!area) throw new Error(range);
      return area;
    }),
    hiddenRows: [],
  };
}

function cellOf(part: string): Cell {
  if (part === "") return null;
  return /^-?\d+(\.\d+)?$/.test(part) ? Number(part) : part;
}

export function read(grid: Grid, options: Partial<ReadOptions> = {}): Reading {
  return readGrid(grid, { sheets: SHEETS, today: TODAY, ...options });
}

/** The only table of the grid. */
export function tableOf(grid: Grid, options: Partial<ReadOptions> = {}): Table {
  const { tables, refused } = read(grid, options);
  const [table] = tables;
  if (!table || tables.length !== 1) throw new Error(`${tables.length} tables, refused ${refused}`);
  return table;
}

/** What a person would check first: where the list lies. */
export function layoutOf(table: Table): {
  header: readonly number[];
  rows: readonly number[];
  totals: readonly number[];
  notes: readonly number[];
} {
  return {
    header: table.headerRows,
    rows: table.at,
    totals: table.totals.map(({ row }) => row),
    notes: table.notes,
  };
}

/** The codes of what reading found, with their cells. */
export function found(table: Table): string[] {
  return table.findings.map(({ code, cell }) => (cell ? `${code} ${cell}` : code));
}
