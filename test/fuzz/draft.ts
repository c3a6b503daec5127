// A worksheet before it is drawn: the columns of a clean case with their values, and lines above, between and below.
// Mess operators change the draft; drawing makes the grid. The values stay beside it: reading must give them back.
import type { Chance } from "../../city/chance.ts";
import { inspect } from "../../shared/check/inspect.ts";
import { serialOfDay } from "../../shared/read/date.ts";
import type { Area, Cell, Grid } from "../../shared/read/grid.ts";
import { roundOff } from "../../shared/read/number.ts";
import { type Column, isNumber, scaleOf, type Value } from "../../shared/sheet/column.ts";
import type { Sheet } from "../../shared/sheet/sheet.ts";
import type { Case } from "../cases/case.ts";

export interface DraftColumn {
  /** Null for a column that the sheet does not know. */
  readonly key: string | null;
  readonly column: Column | null;
  header: string;
  /** Printed above it, merged over neighbours of the same group. */
  group: string | null;
  readonly values: readonly Value[];
  cells: Cell[];
  format: string | null;
  /** Printed unit → declared unit. */
  factor: number;
  /** Equal neighbours are merged downwards. */
  merged: boolean;
}

export type Line =
  | { readonly is: "row"; readonly at: number }
  /** Cells from the first column on; `wide`: merged over all columns. */
  | { readonly is: "cells"; readonly cells: readonly Cell[]; readonly wide?: boolean }
  | { readonly is: "header" }
  /** Sums of these rows. */
  | { readonly is: "total"; readonly label: string; readonly of: readonly number[] };

export interface Draft {
  readonly sheet: Sheet;
  readonly rows: number;
  columns: DraftColumn[];
  above: Line[];
  lines: Line[];
  below: Line[];
  /** A row of column letters under the header. */
  lettered: boolean;
  /** Empty columns and rows around. */
  left: number;
  top: number;
  spare: { rows: number; columns: number };
  hiddenLines: number;
  beside: { gap: number; cells: readonly (readonly Cell[])[] } | null;
  /** Further rows of the same list stand elsewhere: reading must say so. */
  more: boolean;
  /** What was done to it. */
  readonly mess: string[];
}

/** `rows` rows out of a clean case: its columns as they are, its rows again and again with other figures. */
export function draftOf(clean: Case, sheet: Sheet, rows: number, { between, happens }: Chance): Draft {
  const { table } = inspect(clean.grid, clean.options);
  if (!table?.sheet) throw new Error(clean.name);
  const known = table.columns.filter(({ key }) => key !== null);
  const columns = known.map(({ key, column, header, values }): DraftColumn => {
    if (!column) throw new Error(header);
    const made = Array.from({ length: rows }, (_, n): Value => {
      const value = values[n % values.length] ?? null;
      if (value === null) return null;
      if (column.kind === "serial") return n + 1;
      if (!isNumber(column))
        return n >= values.length &&
          column.kind !== "choice" &&
          column.kind !== "date" &&
          column.kind !== "time"
          ? `${value}之${n}`
          : value;
      const scale = scaleOf(column.kind);
      // Percentages stay away from 0–1, where nobody can tell.
      if (column.kind === "percent") return between(2, column.max ?? 100) * scale;
      const step = (column.step ?? 1) * scale;
      return happens(0.1) ? 0 : Math.max(step, Math.round(between(1, 60) * step));
    });
    return {
      key,
      column,
      header,
      group: null,
      values: made,
      cells: made.map((value) => cellOf(column, value, 1)),
      format: null,
      factor: 1,
      merged: false,
    };
  });
  for (const column of columns) if (column.column?.kind === "date") column.format = "yyyy-mm-dd";
  return {
    sheet,
    rows,
    columns,
    above: [],
    lines: Array.from({ length: rows }, (_, at): Line => ({ is: "row", at })),
    below: [],
    lettered: false,
    left: 0,
    top: 0,
    spare: { rows: 0, columns: 0 },
    hiddenLines: 0,
    beside: null,
    more: false,
    mess: [],
  };
}

/** A value as a plain cell: a number in the unit printed, a serial day, a label. */
export function cellOf(column: Column, value: Value, factor: number): Cell {
  if (value === null) return null;
  if (isNumber(column)) return roundOff((value as number) / scaleOf(column.kind) / factor);
  if (column.kind === "date" && /^\d{4}-/.test(String(value))) return serialOfDay(String(value));
  if (column.kind === "choice")
    return column.choices.find(({ key }) => key === value)?.label.zh ?? (value as string);
  return value;
}

export function draw(draft: Draft): Grid {
  const { columns, left, top } = draft;
  const width = columns.length;
  const values: Cell[][] = [];
  const formats: (string | null)[][] = [];
  const merges: Area[] = [];
  const hiddenRows: number[] = [];
  const merge = (row: number, column: number, rows: number, wide: number) => {
    if (rows * wide > 1) merges.push({ row: row + 1 + top, column: column + 1 + left, rows, columns: wide });
  };
  const put = (cells: readonly Cell[], format: readonly (string | null)[] = []) => {
    values.push([...cells]);
    formats.push([...format]);
    return values.length - 1;
  };
  const line = (each: Line) => {
    if (each.is === "row") {
      put(
        columns.map(({ cells }) => cells[each.at] ?? null),
        columns.map(({ format }) => format),
      );
    } else if (each.is === "header") put(columns.map(({ header }) => header || null));
    else if (each.is === "cells") {
      const row = put(each.cells);
      if (each.wide) merge(row, 0, 1, width);
    } else put(totalOf(columns, each));
  };
  for (const each of draft.above) line(each);
  const headed = values.length;
  if (columns.some(({ group }) => group !== null)) {
    put(
      columns.map(({ group, header }, n) =>
        group === null ? header : columns[n - 1]?.group === group ? null : group,
      ),
    );
    put(columns.map(({ group, header }) => (group === null ? null : header)));
    for (let n = 0; n < width; n++) {
      const { group } = columns[n] as DraftColumn;
      if (group === null) merge(headed, n, 2, 1);
      else if (columns[n - 1]?.group !== group) {
        let reach = n;
        while (columns[reach + 1]?.group === group) reach += 1;
        merge(headed, n, 1, reach - n + 1);
      }
    }
  } else line({ is: "header" });
  if (draft.lettered) {
    let number = 0;
    put(
      columns.map(({ column }) =>
        column && isNumber(column) ? ++number : ("甲乙丙丁戊己庚辛壬癸"[0] ?? null),
      ),
    );
    letter(values.at(-1) as Cell[]);
  }
  const first = values.length;
  for (const each of draft.lines) {
    line(each);
    if (draft.hiddenLines > hiddenRows.length) hiddenRows.push(values.length + top);
  }
  for (const [n, column] of columns.entries())
    if (column.merged) mergeEqual(draft, column, first, (row, rows) => merge(row, n, rows, 1), values, n);
  for (const each of draft.below) line(each);
  for (const [n, cells] of (draft.beside?.cells ?? []).entries()) {
    const row = values[headed + n];
    if (!row) break;
    while (row.length < width + (draft.beside?.gap ?? 0)) row.push(null);
    row.push(...cells);
  }
  const shifted = values.map((row) => [...new Array<Cell>(left).fill(null), ...row]);
  const shiftedFormats = formats.map((row) => [...new Array<null>(left).fill(null), ...row]);
  for (let n = 0; n < draft.spare.rows; n++) shifted.push([]);
  const full = Math.max(...shifted.map((row) => row.length)) + draft.spare.columns;
  return {
    worksheet: "Sheet1",
    top: 1,
    left: 1,
    values: [...new Array<Cell[]>(top).fill([]), ...shifted].map((row) => [
      ...row,
      ...new Array<Cell>(full - row.length).fill(null),
    ]),
    formats: [...new Array<(string | null)[]>(top).fill([]), ...shiftedFormats],
    merges,
    hiddenRows,
  };
}

/** 甲 乙 丙 for words, 1 2 3 for figures. */
function letter(row: Cell[]): void {
  let stem = 0;
  for (const [n, cell] of row.entries())
    if (typeof cell === "string") row[n] = "甲乙丙丁戊己庚辛壬癸"[stem++] ?? null;
}

function totalOf(columns: readonly DraftColumn[], { label, of }: Extract<Line, { is: "total" }>): Cell[] {
  const at = columns.findIndex(({ column }) => column !== null && !isNumber(column));
  return columns.map(({ column, values, factor }, n) => {
    if (n === at) return label || null;
    if (!column || !isNumber(column) || column.kind === "percent" || column.adds === "not") return null;
    const shown = of.flatMap((row) => (typeof values[row] === "number" ? [values[row] as number] : []));
    if (shown.length === 0) return null;
    return cellOf(
      column,
      shown.reduce((sum, value) => sum + value, 0),
      factor,
    );
  });
}

function mergeEqual(
  draft: Draft,
  { values }: DraftColumn,
  first: number,
  merge: (row: number, rows: number) => void,
  drawn: Cell[][],
  at: number,
): void {
  for (let n = 0; n < draft.lines.length; n++) {
    const [line, next] = [draft.lines[n], draft.lines[n + 1]];
    if (line?.is !== "row" || next?.is !== "row" || values[line.at] === null) continue;
    if (values[line.at] !== values[next.at]) continue;
    merge(first + n, 2);
    (drawn[first + n + 1] as Cell[])[at] = null;
    n += 1;
  }
}
