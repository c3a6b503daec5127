// A workbook as Excel holds it, as far as the add-in can touch it: cells, formats, looks, merges, hidden rows,
// conditional formats, validations, protection, settings. Knows no office.js. No calculator: a formula keeps
// the value it was given, and one that is newly written shows 0. Rows and columns count from 0.
import { type Scalar, typed } from "./typed.ts";

export const ROWS = 1_048_576;
export const COLUMNS = 16_384;

export interface Block {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

interface Line {
  readonly values: (Scalar | undefined)[];
  readonly formulas: (string | undefined)[];
  readonly formats: (string | undefined)[];
}

/** A format that depends on a rule. Ours are found by the tag in their formula; others are the person's. */
export interface ConditionalFormat {
  readonly id: string;
  readonly kind: string;
  readonly blocks: readonly Block[];
  formula: string;
  fill: string;
}

/** One act of dressing cells: fonts, borders, alignment. Kept as it was told, in order. */
export interface Look {
  readonly block: Block;
  readonly property: string;
  readonly value: unknown;
}

export interface Validation {
  readonly block: Block;
  rule: unknown;
  errorAlert: unknown;
}

export class Sheet {
  readonly id: string;
  name: string;
  visibility = "Visible";
  readonly lines = new Map<number, Line>();
  merges: Block[] = [];
  readonly hiddenRows = new Set<number>();
  readonly widths = new Map<number, number>();
  frozen = { rows: 0, columns: 0 };
  conditional: ConditionalFormat[] = [];
  looks: Look[] = [];
  validations: Validation[] = [];
  tables: { readonly name: string; readonly block: Block }[] = [];
  protection = { on: false, allowFormatCells: false };

  constructor(id: string, name: string) {
    this.id = id;
    this.name = name;
  }

  value(row: number, column: number): Scalar {
    return this.lines.get(row)?.values[column] ?? "";
  }

  formula(row: number, column: number): Scalar {
    const line = this.lines.get(row);
    return line?.formulas[column] ?? line?.values[column] ?? "";
  }

  format(row: number, column: number): string {
    return this.lines.get(row)?.formats[column] ?? "General";
  }

  /** What typing or writing does. A formula may bring the value that it had when the file was saved. */
  put(row: number, column: number, input: Scalar, formulaValue?: Scalar): void {
    const line = this.line(row);
    const { value, formula, format } = typed(input, line.formats[column] === "@");
    line.values[column] = formula !== undefined && formulaValue !== undefined ? formulaValue : value;
    if (value === "" && formula === undefined) delete line.values[column];
    if (formula === undefined) delete line.formulas[column];
    else line.formulas[column] = formula;
    if (format !== undefined && line.formats[column] === undefined) line.formats[column] = format;
  }

  /** A value as a file holds it: nothing is read into it. */
  place(row: number, column: number, value: Scalar, format?: string, formula?: string): void {
    const line = this.line(row);
    line.values[column] = value;
    if (format !== undefined) line.formats[column] = format;
    if (formula !== undefined) line.formulas[column] = formula;
  }

  setFormat(row: number, column: number, format: string): void {
    const line = this.line(row);
    if (format === "General" || format === "") delete line.formats[column];
    else line.formats[column] = format;
  }

  /** The cells that hold something; with formats counted too, when asked. Null: none. */
  used(valuesOnly: boolean): Block | null {
    let [top, left, bottom, right] = [ROWS, COLUMNS, -1, -1];
    for (const [row, line] of this.lines) {
      for (const cells of valuesOnly ? [line.values] : [line.values, line.formats]) {
        const first = cells.findIndex((cell) => cell !== undefined);
        if (first < 0) continue;
        const last = cells.findLastIndex((cell) => cell !== undefined);
        [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
        [left, right] = [Math.min(left, first), Math.max(right, last)];
      }
    }
    return bottom < 0 ? null : { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
  }

  /** Everything in the block: values, formats, looks, conditional formats, validations. */
  clear(block: Block): void {
    for (const [row, line] of this.lines) {
      if (row < block.row || row >= block.row + block.rows) continue;
      for (const cells of [line.values, line.formulas, line.formats]) {
        for (const column of cells.keys()) if (holds(block, row, column)) delete cells[column];
      }
    }
    const outside = (other: Block) => !meet(block, other);
    this.looks = this.looks.filter((look) => outside(look.block));
    this.validations = this.validations.filter((one) => outside(one.block));
    this.conditional = this.conditional.filter(({ blocks }) => blocks.some(outside));
  }

  line(row: number): Line {
    const known = this.lines.get(row);
    if (known) return known;
    const line: Line = { values: [], formulas: [], formats: [] };
    this.lines.set(row, line);
    return line;
  }
}

export class Book {
  sheets: Sheet[] = [];
  active: Sheet;
  selection: { sheet: Sheet; block: Block };
  readonly settings = new Map<string, unknown>();
  date1904 = false;
  /** What the person can take back, the newest last. */
  undo: string[] = [];
  #made = 0;

  constructor(names: readonly string[]) {
    for (const name of names) this.add(name);
    const [first = this.add("Sheet1")] = this.sheets;
    this.active = first;
    this.selection = { sheet: first, block: { row: 0, column: 0, rows: 1, columns: 1 } };
  }

  add(name: string): Sheet {
    const sheet = new Sheet(this.nextId(), name);
    this.sheets.push(sheet);
    return sheet;
  }

  /** By id or by name, as Excel takes either. */
  find(key: unknown): Sheet | null {
    const wanted = String(key).toLowerCase();
    return (
      this.sheets.find(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted) ?? null
    );
  }

  nextId(): string {
    return `{00000000-0001-0000-${(this.#made++).toString(16).padStart(4, "0").toUpperCase()}-000000000000}`;
  }
}

/** All that the file would hold, as plain values to compare; not where the person looks, nor what can be undone. */
export function stateOf(book: Book): unknown {
  return {
    settings: Object.fromEntries(book.settings),
    sheets: book.sheets.map((sheet) => ({
      ...sheet,
      lines: [...sheet.lines]
        .map(
          ([row, line]) => [row, filled(line.values), filled(line.formulas), filled(line.formats)] as const,
        )
        .filter(([, ...cells]) => cells.some((list) => list.length > 0))
        .sort(([a], [b]) => a - b),
      hiddenRows: [...sheet.hiddenRows].sort((a, b) => a - b),
      widths: [...sheet.widths].sort(([a], [b]) => a - b),
    })),
  };
}

function filled<T>(cells: readonly (T | undefined)[]): [number, T][] {
  return [...cells.entries()].filter((entry): entry is [number, T] => entry[1] !== undefined);
}

export function holds(block: Block, row: number, column: number): boolean {
  return (
    row >= block.row &&
    row < block.row + block.rows &&
    column >= block.column &&
    column < block.column + block.columns
  );
}

/** The cells that both blocks have; null: none. */
export function meet(a: Block, b: Block): Block | null {
  const row = Math.max(a.row, b.row);
  const column = Math.max(a.column, b.column);
  const rows = Math.min(a.row + a.rows, b.row + b.rows) - row;
  const columns = Math.min(a.column + a.columns, b.column + b.columns) - column;
  return rows > 0 && columns > 0 ? { row, column, rows, columns } : null;
}
