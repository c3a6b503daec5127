// Ranges of the simulated Excel: reading and writing cells as Excel does it (by shape, null for nothing, unbounded
// columns), their looks, their merges and hidden rows. One table of kinds of objects, as in surface.ts.
import { addressOf, areaOf } from "../../shared/read/grid.ts";
import type { Excel } from "./host.ts";
import { type Block, COLUMNS, meet, ROWS, type Sheet } from "./model.ts";
import { type Scalar, textOf } from "./typed.ts";
import { type Entity, HostError, type Members, type Surface } from "./wire.ts";

export interface OfSheet extends Entity {
  readonly sheet: Sheet;
}

export interface Range extends OfSheet {
  readonly block: Block;
}

export interface Areas extends OfSheet {
  readonly blocks: readonly Block[];
}

export interface OfRange extends Entity {
  readonly range: Range;
}

interface Edge extends OfRange {
  readonly edge: string;
}

const WHOLE: Block = { row: 0, column: 0, rows: ROWS, columns: COLUMNS };
const EDGES = ["EdgeTop", "EdgeBottom", "EdgeLeft", "EdgeRight", "InsideHorizontal", "InsideVertical"];

/** The 1,048,576 rows of "B:B" are all there, but their cells are neither read nor written. */
const isUnbounded = ({ rows, columns }: Block) => rows === ROWS || columns === COLUMNS;

export function range(sheet: Sheet, block: Block): Range {
  const fits =
    block.row >= 0 &&
    block.column >= 0 &&
    block.rows > 0 &&
    block.columns > 0 &&
    block.row + block.rows <= ROWS &&
    block.column + block.columns <= COLUMNS;
  if (!fits) throw wrong("Worksheet.getRange");
  return { is: "Range", sheet, block };
}

export function wrong(
  location: string,
  message = "The argument is invalid or missing or has an incorrect format.",
) {
  return new HostError("InvalidArgument", message, location);
}

export function blockOf(address: unknown): Block {
  if (address === null || address === undefined) return WHOLE;
  const column = /^([A-Z]{1,3}):([A-Z]{1,3})$/.exec(String(address));
  const area = areaOf(column ? `${column[1]}1:${column[2]}1` : String(address));
  if (!area) throw wrong("Worksheet.getRange");
  const rows = column ? ROWS : area.rows;
  return { row: area.row - 1, column: area.column - 1, rows, columns: area.columns };
}

/** The cells as an array of arrays; null where Excel gives none: unbounded, or too many at once. */
function read<T>(
  { sheet, block }: Range,
  excel: Excel,
  cell: (sheet: Sheet, row: number, column: number) => T,
) {
  if (isUnbounded(block) || block.rows * block.columns > excel.limits.cells) return null;
  return Array.from({ length: block.rows }, (_, r) =>
    Array.from({ length: block.columns }, (_, c) => cell(sheet, block.row + r, block.column + c)),
  );
}

/** Writes an array of the range's shape, or one value to all of its cells; null leaves a cell as it is. */
function write(
  { sheet, block }: Range,
  value: unknown,
  excel: Excel,
  member: string,
  put: (row: number, column: number, value: Scalar) => void,
): void {
  excel.guard(sheet, member);
  if (value === null || value === undefined || isUnbounded(block)) throw wrong(member);
  const lines = Array.isArray(value) ? (value as unknown[][]) : null;
  const hasShape = lines?.length === block.rows && lines.every((line) => line.length === block.columns);
  if (lines && !hasShape)
    throw wrong(
      member,
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    );
  for (let r = 0; r < block.rows; r++) {
    for (let c = 0; c < block.columns; c++) {
      const one = (lines ? lines[r]?.[c] : value) as Scalar | null;
      if (one !== null) put(block.row + r, block.column + c, one);
    }
  }
}

function dress({ sheet, block }: Range, property: string, value: unknown, excel: Excel): void {
  excel.guard(sheet, `RangeFormat.${property}`, "allowFormatCells");
  sheet.looks.push({ block, property, value });
}

/** Properties of a range that dress it, under their names on the wire. */
function dressing<E>(of: (entity: E) => Range, prefix: (entity: E) => string, names: string) {
  return Object.fromEntries(
    names
      .split(" ")
      .map((name) => [
        name,
        (entity: E, value: unknown, excel: Excel) => dress(of(entity), prefix(entity) + name, value, excel),
      ]),
  );
}

function mixed(values: Iterable<boolean>): boolean | null {
  const seen = new Set(values);
  return seen.size > 1 ? null : seen.has(true);
}

const RangeMembers: Members<Range, Excel> = {
  since: {
    ConditionalFormats: "1.6",
    DataValidation: "1.8",
    GetVisibleView: "1.3",
    GetMergedAreasOrNullObject: "1.13",
  },
  get: {
    RowIndex: ({ block }) => block.row,
    ColumnIndex: ({ block }) => block.column,
    RowCount: ({ block }) => block.rows,
    ColumnCount: ({ block }) => block.columns,
    Values: (one, excel) => read(one, excel, (sheet, row, column) => sheet.value(row, column)),
    Formulas: (one, excel) => read(one, excel, (sheet, row, column) => sheet.formula(row, column)),
    Text: (one, excel) =>
      read(one, excel, (sheet, row, column) =>
        textOf(sheet.value(row, column), sheet.format(row, column), excel.book.date1904),
      ),
    NumberFormat: (one, excel) => read(one, excel, (sheet, row, column) => sheet.format(row, column)),
    RowHidden: ({ sheet, block }) => mixed(rowsOf(block).map((row) => sheet.hiddenRows.has(row))),
  },
  set: {
    Values: (one, value, excel) => put(one, value, excel, "Range.values"),
    Formulas: (one, value, excel) => put(one, value, excel, "Range.formulas"),
    NumberFormat: (one, value, excel) => {
      const { sheet } = one;
      write(one, value, excel, "Range.numberFormat", (row, column, format) =>
        sheet.setFormat(row, column, String(format)),
      );
      excel.touched();
    },
  },
  to: {
    Format: (range) => ({ is: "RangeFormat", range }) as OfRange,
    DataValidation: (range) => ({ is: "DataValidation", range }) as OfRange,
    ConditionalFormats: ({ sheet, block }): Areas => ({
      is: "ConditionalFormatCollection",
      sheet,
      blocks: [block],
    }),
  },
  call: {
    /** office.js cuts a big array into bands of rows, each addressed by its first and its last row. */
    GetRow: ({ sheet, block }, [row]) => range(sheet, { ...block, row: block.row + Number(row), rows: 1 }),
    GetBoundingRect: ({ sheet, block }, [other]) => {
      const to = (other as Range).block;
      return range(sheet, { ...block, rows: to.row + to.rows - block.row });
    },
    _ValidateArraySize: ({ block }, [rows, columns]) => {
      if (rows === block.rows && columns === block.columns) return null;
      throw wrong(
        "Range.values",
        "The number of rows or columns in the input array doesn't match the range.",
      );
    },
    GetColumn: ({ sheet, block }, [column]) =>
      range(sheet, { ...block, column: block.column + Number(column), columns: 1 }),
    GetMergedAreasOrNullObject: ({ sheet, block }): Areas | null => {
      const blocks = sheet.merges.filter((merge) => meet(merge, block));
      return blocks.length > 0 ? { is: "RangeAreas", sheet, blocks } : null;
    },
    GetVisibleView: (one): Range => ({ ...one, is: "RangeView" }),
    Select: ({ sheet, block }, _, { book }) => {
      if (sheet.visibility !== "Visible")
        throw new HostError("InvalidSelection", "The current selection is invalid for this action.", "Range");
      book.active = sheet;
      book.selection = { sheet, block };
      return null;
    },
    Clear: ({ sheet, block }, _, excel) => {
      excel.guard(sheet, "Range.clear");
      sheet.clear(block);
      excel.wrote(sheet, block);
      return null;
    },
    Merge: ({ sheet, block }, _, excel) => {
      excel.guard(sheet, "Range.merge");
      sheet.merges = [...sheet.merges.filter((merge) => !meet(merge, block)), block];
      excel.touched();
      return null;
    },
    Unmerge: ({ sheet, block }, _, excel) => {
      excel.guard(sheet, "Range.unmerge");
      sheet.merges = sheet.merges.filter((merge) => !meet(merge, block));
      excel.touched();
      return null;
    },
  },
};

function rowsOf({ row, rows }: Block): number[] {
  return Array.from({ length: rows }, (_, n) => row + n);
}

function put(one: Range, value: unknown, excel: Excel, member: string): void {
  const { sheet, block } = one;
  write(one, value, excel, member, (row, column, input) => sheet.put(row, column, input));
  excel.wrote(sheet, block);
}

/** The cells that a filter and hiding by hand leave to be seen. */
const RangeView: Members<Range, Excel> = {
  get: {
    CellAddresses: ({ sheet, block }) =>
      rowsOf(block)
        .filter((row) => !sheet.hiddenRows.has(row))
        .map((row) =>
          Array.from({ length: block.columns }, (_, c) => {
            return `'${sheet.name.replaceAll("'", "''")}'!${addressOf(row + 1, block.column + c + 1)}`;
          }),
        ),
  },
};

const RangeAreas: Members<Areas, Excel> = {
  to: {
    Areas: ({ sheet, blocks }): Areas => ({ is: "RangeCollection", sheet, blocks }),
    ConditionalFormats: ({ sheet, blocks }): Areas => ({ is: "ConditionalFormatCollection", sheet, blocks }),
  },
};

const RangeCollection: Members<Areas, Excel> = {
  items: ({ sheet, blocks }) => blocks.map((block) => range(sheet, block)),
};

const RangeFormat: Members<OfRange, Excel> = {
  set: {
    ...dressing<OfRange>(
      ({ range }) => range,
      () => "",
      "WrapText HorizontalAlignment VerticalAlignment",
    ),
    ColumnWidth: ({ range: { sheet, block } }, value, excel) => {
      excel.guard(sheet, "RangeFormat.columnWidth");
      for (let n = 0; n < block.columns; n++) sheet.widths.set(block.column + n, Number(value));
      excel.touched();
    },
    RowHeight: (one, value, excel) => dress(one.range, "RowHeight", value, excel),
  },
  to: {
    Fill: ({ range }) => ({ is: "RangeFill", range }) as OfRange,
    Font: ({ range }) => ({ is: "RangeFont", range }) as OfRange,
    Borders: ({ range }) => ({ is: "RangeBorderCollection", range }) as OfRange,
  },
};

const rangeOf = ({ range }: OfRange) => range;

const RangeFill: Members<OfRange, Excel> = { set: dressing(rangeOf, () => "Fill.", "Color") };
const RangeFont: Members<OfRange, Excel> = {
  set: dressing(rangeOf, () => "Font.", "Bold Size Color"),
};

const RangeBorderCollection: Members<OfRange, Excel> = {
  item: ({ range }, edge): Edge | null => {
    return EDGES.includes(String(edge)) ? { is: "RangeBorder", range, edge: String(edge) } : null;
  },
};

const RangeBorder: Members<Edge, Excel> = {
  key: ({ edge }) => edge,
  set: dressing<Edge>(rangeOf, ({ edge }) => `${edge}.`, "Style Color"),
};

export const RANGES: Surface<Excel> = {
  Range: RangeMembers,
  RangeView,
  RangeAreas,
  RangeCollection,
  RangeFormat,
  RangeFill,
  RangeFont,
  RangeBorderCollection,
  RangeBorder,
};
