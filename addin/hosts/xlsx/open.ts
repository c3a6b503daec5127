// Opens a file's bytes as plain grids, in Node and in the browser: .xlsx, .csv (UTF-8, UTF-16, GB18030) and, as a
// courtesy, .xls. Corrects what hucre leaves out: number formats, dates as serial numbers, shared formulas,
// and used ranges far larger than their content. It knows no sheet of ours and finds no table.
import { parseCsv } from "hucre/csv";
import {
  type CellValue,
  type Cell as HucreCell,
  readXls,
  readXlsx,
  type Sheet,
  type Workbook,
} from "hucre/xlsx";
import { type Area, addressOf, type Cell, type Grid, MAX_ROWS } from "../../../shared/read/grid.ts";
import { isBlank } from "../../../shared/read/text.ts";
import { WorkbookRefusal } from "../workbook.ts";
import { shiftFormula } from "./formula.ts";
import { type Peek, peekXlsx } from "./peek.ts";

export interface OpenedFile {
  readonly worksheets: readonly {
    readonly name: string;
    readonly visible: boolean;
    readonly grid: Grid;
  }[];
}

/** More cells with content than this are not loaded from one worksheet. */
const MAX_CELLS = 8_000_000;
/** A used range of more cells than this, empty ones included, is cut before it is loaded. */
const MAX_REACH = 4_000_000;
/** Rows loaded beyond the limit, so that reading sees that there are too many. */
const BEYOND = 1;

/** Throws WorkbookRefusal: notXlsx, passwordProtected, empty, tooLarge. A workbook without any content is empty. */
export async function openXlsx(bytes: Uint8Array, name: string): Promise<OpenedFile> {
  if (bytes.length === 0) throw new WorkbookRefusal("empty", name);
  const opened = startsWith(bytes, [0x50, 0x4b])
    ? await openZip(bytes, name)
    : startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])
      ? await openOle(bytes, name)
      : openText(bytes, name);
  if (opened.worksheets.every(({ grid }) => grid.values.length === 0))
    throw new WorkbookRefusal("empty", name);
  return opened;
}

async function openZip(bytes: Uint8Array, name: string): Promise<OpenedFile> {
  const peeks = refusing(name, () => peekXlsx(bytes, MAX_ROWS + BEYOND));
  if (peeks.length === 0) throw new WorkbookRefusal("notXlsx", name);
  if (peeks.some(({ cells }) => cells > MAX_CELLS)) throw new WorkbookRefusal("tooLarge", name);
  // One pass over the package, unless a used range is so large that each worksheet must be cut on its own.
  const whole = peeks.every(({ reach, rows }) => reach <= MAX_REACH && rows <= MAX_ROWS);
  const workbooks = whole ? [await readXlsx(bytes).catch(() => null)] : await readCut(bytes, peeks);
  const sheets = workbooks.flatMap((workbook) => workbook?.sheets ?? []);
  if (sheets.length !== peeks.length) throw new WorkbookRefusal("notXlsx", name);
  const date1904 = workbooks[0]?.dateSystem === "1904";
  return {
    worksheets: sheets.map((sheet, index) => ({
      name: sheet.name,
      visible: !sheet.hidden && !sheet.veryHidden,
      grid: gridOf(sheet, peeks[index] as Peek, date1904),
    })),
  };
}

/** Each worksheet down to its last content only. */
async function readCut(bytes: Uint8Array, peeks: readonly Peek[]): Promise<(Workbook | null)[]> {
  const workbooks: (Workbook | null)[] = [];
  for (const [index, { cutRow, lastColumn }] of peeks.entries()) {
    const range = `A1:${addressOf(Math.max(1, cutRow), Math.max(1, lastColumn))}`;
    workbooks.push(await readXlsx(bytes, { sheets: [index], range }).catch(() => null));
  }
  return workbooks;
}

async function openOle(bytes: Uint8Array, name: string): Promise<OpenedFile> {
  if (holds(bytes, utf16("EncryptedPackage")) || isLockedXls(bytes))
    throw new WorkbookRefusal("passwordProtected", name);
  const workbook = await readXls(bytes).catch(() => null);
  if (!workbook) throw new WorkbookRefusal("notXlsx", name);
  return {
    worksheets: workbook.sheets.map((sheet) => ({
      name: sheet.name,
      visible: true,
      grid: gridOf(sheet, null, false),
    })),
  };
}

function openText(bytes: Uint8Array, name: string): OpenedFile {
  if (!/\.(csv|tsv|txt)$/i.test(name) || (bytes.includes(0) && !startsWith(bytes, [0xff, 0xfe])))
    throw new WorkbookRefusal("notXlsx", name);
  const rows = parseCsv(decode(bytes));
  const worksheet = name.replace(/^.*[\\/]/, "").replace(/\.\w+$/, "");
  const cells = rows.slice(0, MAX_ROWS + BEYOND).map((row) => row.map((value) => numberIn(value)));
  return {
    worksheets: [
      { name: worksheet, visible: true, grid: gridOf({ name: worksheet, rows: cells }, null, false) },
    ],
  };
}

/** The bytes as text: a byte order mark decides, else UTF-8, else the national encoding. */
function decode(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** In a text file every number is text; one written plainly and short enough to be exact is a number. */
function numberIn(value: CellValue): CellValue {
  return typeof value === "string" && /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(value) ? Number(value) : value;
}

function gridOf(sheet: Sheet, peek: Peek | null, date1904: boolean): Grid {
  const { rows } = sheet;
  let top = Number.POSITIVE_INFINITY;
  let bottom = -1;
  let left = Number.POSITIVE_INFINITY;
  let right = -1;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r];
    for (let c = 0; row && c < row.length; c++) {
      if (isBlank(plainCell(row[c]))) continue;
      if (r < top) top = r;
      bottom = r;
      if (c < left) left = c;
      if (c > right) right = c;
    }
  }
  if (bottom < 0) return { worksheet: sheet.name, top: 1, left: 1, values: [], merges: [], hiddenRows: [] };
  const formats: (string | null | undefined)[][] = [];
  const values: Cell[][] = [];
  for (let r = top; r <= bottom; r++) {
    const source = rows[r];
    const row: Cell[] = new Array(right - left + 1).fill(null);
    let line = peek?.formats[r]?.slice(left, right + 1);
    for (let c = left; source && c <= right; c++) {
      const value = source[c];
      if (isBlank(plainCell(value))) continue;
      if (value instanceof Date) {
        row[c - left] = serialOf(value, date1904);
        if (line?.[c - left] === undefined) {
          line ??= [];
          line[c - left] = "yyyy-mm-dd";
        }
      } else row[c - left] = value as Cell;
    }
    values.push(row);
    if (line) formats[r - top] = line;
  }
  return {
    worksheet: sheet.name,
    top: top + 1,
    left: left + 1,
    values,
    formats,
    formulas: formulasOf(sheet.cells),
    merges: mergesOf(sheet, top, left, bottom, right),
    hiddenRows: [...(sheet.rowDefs ?? [])]
      .filter(([row, { hidden }]) => hidden && row >= top && row <= bottom)
      .map(([row]) => row + 1),
    date1904,
  };
}

/** A Date counts as shown; everything else is what a grid may hold. */
function plainCell(value: CellValue | undefined): Cell | undefined {
  return value instanceof Date ? 0 : (value as Cell | undefined);
}

const DAY = 86_400_000;

/** Serial number of a day that hucre made a Date of; 1900 is no leap year in truth, but is one in Excel. */
function serialOf(date: Date, date1904: boolean): number {
  const days =
    (date.getTime() - Date.UTC(date1904 ? 1904 : 1899, date1904 ? 0 : 11, date1904 ? 1 : 31)) / DAY;
  return Math.round((date1904 || days < 60 ? days : days + 1) * 1e8) / 1e8;
}

function formulasOf(cells: Map<string, HucreCell> | undefined): Record<string, string> {
  const formulas: Record<string, string> = {};
  const shared = new Map<number, { formula: string; row: number; column: number }>();
  for (const [at, cell] of cells ?? []) {
    if (cell.formula === undefined) continue;
    const [row = 0, column = 0] = at.split(",").map(Number);
    let { formula } = cell;
    if (cell.formulaType === "shared" && cell.formulaSharedIndex !== undefined) {
      const first = shared.get(cell.formulaSharedIndex);
      if (formula) shared.set(cell.formulaSharedIndex, { formula, row, column });
      else if (first) formula = shiftFormula(first.formula, row - first.row, column - first.column);
    }
    formulas[addressOf(row + 1, column + 1)] = `=${formula}`;
  }
  return formulas;
}

function mergesOf(sheet: Sheet, top: number, left: number, bottom: number, right: number): Area[] {
  return (sheet.merges ?? [])
    .filter((m) => m.startRow <= bottom && m.endRow >= top && m.startCol <= right && m.endCol >= left)
    .map((m) => ({
      row: m.startRow + 1,
      column: m.startCol + 1,
      rows: m.endRow - m.startRow + 1,
      columns: m.endCol - m.startCol + 1,
    }));
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function holds(bytes: Uint8Array, wanted: Uint8Array): boolean {
  for (let at = bytes.indexOf(wanted[0] as number); at >= 0; at = bytes.indexOf(wanted[0] as number, at + 1))
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return true;
  return false;
}

function utf16(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0), 0]));
}

/** A BIFF8 workbook announces its password (record 0x2F) right after its first record. */
function isLockedXls(bytes: Uint8Array): boolean {
  for (let start = 512; start + 20 < bytes.length; start += 512) {
    if (!startsWith(bytes.subarray(start, start + 8), [0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]))
      continue;
    for (let at = start; at + 4 < Math.min(bytes.length, start + 512); ) {
      const id = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
      if (id === 0x2f) return true;
      at += 4 + ((bytes[at + 2] as number) | ((bytes[at + 3] as number) << 8));
    }
    return false;
  }
  return false;
}

/** Runs the reading of a package; whatever fails there means that the file is not a workbook. */
function refusing<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new WorkbookRefusal("notXlsx", `${name}: ${error instanceof Error ? error.message : error}`);
  }
}
