// Values, formulas and looks of an opened file in the form the grid loads. The style of a cell stays the
// index it has in the file.
import type {
  ICellData,
  IColumnData,
  IRowData,
  IStyleData,
  IWorksheetData,
  Nullable,
} from "@univerjs/presets";
import type { Cell, Grid } from "../../../shared/read/grid.ts";
import { areaOfGrid, placeOf } from "../grid-edit.ts";
import type { XlsxPackage } from "../xlsx/package.ts";
import { faceOf } from "./face.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { type Looks, looksOf } from "./look.ts";

/** Kinds of values, as the grid numbers them; FORCED stays text although it looks like a number. */
const TEXT = 1;
const NUMBER = 2;
const BOOLEAN = 3;
const FORCED = 4;

/** Blank rows and columns offered below and beside what is used, and the least that is shown. */
const SPARE = { rows: 200, columns: 6 };
const LEAST = { rows: 200, columns: 26 };
/** How far beside the values styled blanks are shown. */
const FAR = 30;

export interface Snapshot {
  /** By style id; `prefix` keeps the ids of two files apart. */
  readonly styles: Record<string, IStyleData>;
  readonly sheets: readonly Partial<IWorksheetData>[];
  /** For each of the sheets. */
  readonly restyled: readonly Restyled[];
}

/** The style of the file that looks like this one, if that is not how the cell (from 0) looked in the file. */
export type Restyled = (style: Nullable<IStyleData>, row: number, column: number) => number | null;

/** Style ids of an opened file begin with this; those that the grid makes itself never do. */
const OF_FILE = "#";

/** `grids` are worksheets of the package, by the name they have there. */
export function snapshotOf(
  source: XlsxPackage,
  grids: readonly { readonly id: string; readonly grid: Grid; readonly visible: boolean }[],
  prefix = OF_FILE,
): Snapshot {
  const looks = looksOf(source.xml("styles"), source.xml("theme"));
  const styles = Object.fromEntries(looks.styles.map((style, index) => [`${prefix}${index}`, style]));
  const layouts = grids.map(({ grid }) => {
    const part = source.worksheets.find(({ name }) => name === grid.worksheet)?.part;
    return layoutOf(part === undefined ? "" : source.parts.text(part), looks.digit);
  });
  const faces = looks.styles.map(faceOf);
  return {
    styles,
    sheets: grids.map(({ id, grid, visible }, n) => {
      const sheet = sheetOf(grid, layouts[n] as Layout, looks, prefix);
      return { ...sheet, id, name: grid.worksheet, hidden: visible ? 0 : 1 };
    }),
    restyled: layouts.map(({ rows, columns, styles }) => (style, row, column) => {
      const face = faceOf(style);
      const own = styles[row]?.[column] ?? rows.get(row)?.style ?? columns.get(column)?.style ?? 0;
      if (face === "" || face === faces[own]) return null;
      const index = faces.indexOf(face);
      return index < 0 ? null : index;
    }),
  };
}

function sheetOf(grid: Grid, layout: Layout, looks: Looks, prefix: string): Partial<IWorksheetData> {
  const styleId = (index: number | undefined) => (index === undefined ? undefined : `${prefix}${index}`);
  const cellData: Record<number, Record<number, ICellData>> = {};
  const used = areaOfGrid(grid) ?? { row: 1, column: 1, rows: 0, columns: 0 };
  let bottom = 0;
  let right = 0;
  const put = (row: number, column: number, cell: ICellData) => {
    let line = cellData[row];
    if (!line) {
      line = {};
      cellData[row] = line;
    }
    line[column] = cell;
    if (row > bottom) bottom = row;
    if (column > right) right = column;
  };
  layout.styles.forEach((line, row) => {
    line?.forEach((style, column) => {
      // Styled blanks far to the right or below are formats of whole rows and columns that no one ever sees.
      const isNear = row < used.row + used.rows + SPARE.rows && column < used.column + used.columns + FAR;
      if (style !== undefined && looks.styles[style] && isNear) put(row, column, { s: `${prefix}${style}` });
    });
  });
  grid.values.forEach((line, r) => {
    line.forEach((value, c) => {
      if (value === null) return;
      const row = grid.top - 1 + r;
      const column = grid.left - 1 + c;
      const s = styleId(layout.styles[row]?.[column]);
      put(row, column, s === undefined ? cellOf(value) : { ...cellOf(value), s });
    });
  });
  for (const [address, formula] of Object.entries(grid.formulas ?? {})) {
    const { row, column } = placeOf(address);
    const s = styleId(layout.styles[row - 1]?.[column - 1]);
    const present = cellData[row - 1]?.[column - 1];
    put(row - 1, column - 1, { ...(s === undefined ? {} : { s }), ...present, f: formula });
  }
  const rowCount = Math.max(LEAST.rows, bottom + 1 + SPARE.rows);
  const columnCount = Math.max(LEAST.columns, right + 1 + SPARE.columns);
  const rowData: Record<number, Partial<IRowData>> = {};
  for (let row = 0; row < rowCount; row++) {
    const { size, hidden, style } = layout.rows.get(row) ?? {};
    const s = styleId(style);
    rowData[row] = {
      // Rows keep their height: one that grew on an edit would not be saved, and the sheet would jump.
      ia: 0,
      ...(size === undefined ? {} : { h: size }),
      ...(hidden ? { hd: 1 } : {}),
      ...(s === undefined ? {} : { s }),
    };
  }
  const columnData: Record<number, Partial<IColumnData>> = {};
  for (const [column, { size, hidden, style }] of layout.columns) {
    if (column >= columnCount) continue;
    const s = styleId(style);
    columnData[column] = {
      ...(size === undefined ? {} : { w: size }),
      ...(hidden ? { hd: 1 } : {}),
      ...(s === undefined ? {} : { s }),
    };
  }
  const { rows, columns } = layout.frozen;
  return {
    defaultStyle: `${prefix}0`,
    cellData,
    rowData,
    columnData,
    rowCount,
    columnCount,
    mergeData: layout.merges.map((area) => ({
      startRow: area.row - 1,
      endRow: area.row + area.rows - 2,
      startColumn: area.column - 1,
      endColumn: area.column + area.columns - 2,
    })),
    freeze: { ySplit: rows, xSplit: columns, startRow: rows || -1, startColumn: columns || -1 },
    showGridlines: layout.gridlines ? 1 : 0,
    defaultRowHeight: layout.rowHeight,
    defaultColumnWidth: layout.columnWidth,
  };
}

/** A value as the grid keeps it. */
export function cellOf(value: Cell): ICellData {
  if (value === null) return { v: null, t: null };
  if (typeof value === "number") return { v: value, t: NUMBER };
  if (typeof value === "boolean") return { v: value ? 1 : 0, t: BOOLEAN };
  // Anything the grid could take for a number or a formula when it looks at the cell again is forced.
  const forced = /^[=+\-@']/.test(value) || (value.trim() !== "" && Number.isFinite(Number(value)));
  return { v: value, t: forced ? FORCED : TEXT };
}

/** The value the grid keeps, as a plain one; never the string that it displays. */
export function plainOf(cell: ICellData | null | undefined): Cell {
  if (!cell) return null;
  const { v, t } = cell;
  if (v === null || v === undefined || v === "") return textOf(cell);
  if (t === BOOLEAN) return typeof v === "boolean" ? v : Number(v) !== 0;
  if (t === TEXT || t === FORCED) return String(v);
  return v;
}

/** A cell with formats inside its text keeps the text in paragraphs. */
function textOf(cell: ICellData): string | null {
  const text = cell.p?.body?.dataStream;
  if (!text) return null;
  return text.replace(/\r\n$/, "").replaceAll("\r", "\n") || null;
}
