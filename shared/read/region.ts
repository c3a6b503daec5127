// From a header down: which rows are records, which are totals, sections, notes or nothing, and where the list ends.
// Also which columns belong to it when lists or helper lists stand side by side. It reads no meaning of a column.
import type { Cell } from "./grid.ts";
import { findHeader, type Header, type HeaderColumn, hasFigures, isAcross } from "./header.ts";
import { bareLabel, isCaption, isColumnLetters, isFigure, isLabel, isNote, totalLabel } from "./label.ts";
import type { Lattice } from "./lattice.ts";
import { createSum, figureIn } from "./number.ts";
import { numeralIn } from "./numeral.ts";
import { isBlank, plain, tight } from "./text.ts";

export interface TotalFound {
  readonly row: number;
  readonly kind: "total" | "subtotal";
  readonly label: string;
  /** Text after the label, where the numbers stand in the same cell. */
  readonly rest: string;
  readonly first: number;
  readonly last: number;
}

/** A list in the lattice; all rows and columns from 0. */
export interface Region {
  readonly header: Header;
  readonly columns: readonly HeaderColumn[];
  readonly at: number[];
  readonly totals: readonly TotalFound[];
  readonly notes: readonly number[];
  readonly blanks: readonly number[];
  /** Rows among the records that only head those below them. */
  readonly sections: readonly number[];
  /** Rows above the header that are neither of this list nor of one before: title and captions. */
  readonly preamble: readonly number[];
}

export interface Regions {
  readonly regions: readonly Region[];
  /** The sheet's records run across. */
  readonly across: boolean;
}

/** All lists of a lattice, top first, left before right. `known` are the bare labels of known sheets. */
export function findRegions(lattice: Lattice, known: ReadonlySet<string>): Regions {
  const regions: Region[] = [];
  let from = 0;
  while (from < lattice.rows) {
    const header = findHeader(lattice, from, lattice.rows, known);
    if (!header) break;
    if (regions.length > 0 && header.labels < 2) break;
    if (isAcross(lattice, from, header.last)) return { regions, across: regions.length === 0 };
    const preamble = rowsBetween(lattice, from, header.first);
    let end = header.last + 1;
    for (const columns of sideBySide(lattice, header)) {
      const body = scanBody(lattice, header, columns, known);
      regions.push({ header, preamble, ...body });
      end = Math.max(end, body.end);
    }
    from = end;
  }
  if (regions.length === 0 && isAcross(lattice, 0, lattice.rows - 1)) return { regions, across: true };
  const lists = regions.filter(
    (region) => !isForm(lattice, region, known) && !isTurned(lattice, region, known),
  );
  return { regions: lists, across: false };
}

function rowsBetween(lattice: Lattice, from: number, to: number): number[] {
  const rows: number[] = [];
  for (let row = from; row < to; row++) if (lattice.filled(row).length > 0) rows.push(row);
  return rows;
}

/** The header's columns in groups that are lists of their own; helper lists beside the list are left out. */
function sideBySide(lattice: Lattice, header: Header): HeaderColumn[][] {
  const sample = Math.min(lattice.rows, header.last + 200);
  const used = (column: number) => {
    for (let row = header.last + 1; row < sample; row++) if (lattice.at(row, column) !== null) return true;
    return false;
  };
  const headed = new Map(header.columns.map((column) => [column.column, column]));
  const groups: HeaderColumn[][] = [];
  let open: HeaderColumn[] | null = null;
  for (let column = 0; column < lattice.columns; column++) {
    const named = headed.get(column);
    const covered =
      !named && lattice.mergeAt(header.last, column) !== null && lattice.shown(header.last, column) !== null;
    if (named || (!covered && used(column))) {
      if (!open) {
        open = [];
        groups.push(open);
      }
      open.push(named ?? { column, path: [] });
    } else if (!covered) open = null;
  }
  const lists = groups.filter((group) => group.some(({ path }) => path.length > 0));
  const [main = []] = [...lists].sort((a, b) => b.length - a.length);
  const names = new Set(main.map(({ path }) => bareLabel(path.join(""))));
  const result: HeaderColumn[][] = [];
  let joined = [...main];
  for (const group of lists) {
    if (group === main) continue;
    const again = group.filter(({ path }) => names.has(bareLabel(path.join("")))).length;
    const figures = group.some(({ column }) => isMostlyFigures(lattice, header.last + 1, column));
    if (again * 2 >= group.length && group.length > 1) {
      if (figures) result.push(group);
    } else if (figures || group.length > 3 || group.every(({ column }) => !used(column)))
      joined = joined.concat(group);
  }
  result.push(joined.sort((a, b) => a.column - b.column));
  return result.sort((a, b) => (a[0]?.column ?? 0) - (b[0]?.column ?? 0));
}

function isMostlyFigures(lattice: Lattice, from: number, column: number): boolean {
  let cells = 0;
  let figures = 0;
  for (let row = from; row < lattice.rows && cells < 20 && row < from + 200; row++) {
    const cell = lattice.at(row, column);
    if (cell === null) continue;
    cells += 1;
    if (isFigure(cell)) figures += 1;
  }
  return figures * 2 > cells;
}

interface Body {
  columns: readonly HeaderColumn[];
  at: number[];
  totals: TotalFound[];
  notes: number[];
  blanks: number[];
  sections: number[];
  end: number;
}

/** What a row shows in the list's columns. */
interface Line {
  cells: number;
  texts: number;
  /** Cells that are neither the running number nor zero. */
  telling: number;
  first: Cell;
  firstText: string | null;
}

/** Empty rows after which a row without words no longer belongs to the list. */
const FAR = 20;

function scanBody(
  lattice: Lattice,
  header: Header,
  headed: readonly HeaderColumn[],
  known: ReadonlySet<string>,
): Body {
  const columns = headed.map(({ column }) => column);
  const start = header.last + 1;
  const serial = serialColumn(lattice, headed, start);
  const figured = columns.filter((column) => column !== serial && isMostlyFigures(lattice, start, column));
  const typical = typicalFill(lattice, columns, start, serial);
  const at: number[] = [];
  const marks: { row: number; kind: "total" | "subtotal"; label: string; rest: string }[] = [];
  const notes: number[] = [];
  let blanks: number[] = [];
  const inner: number[] = [];
  const sections: number[] = [];
  let pending: number[] = [];
  let empty = 0;
  let noting = false;
  let end = lattice.rows;
  const line: Line = { cells: 0, texts: 0, telling: 0, first: null, firstText: null };
  for (let row = start; row < lattice.rows; row++) {
    look(lattice, row, columns, serial, line);
    if (line.cells === 0) {
      blanks.push(row);
      empty += 1;
      continue;
    }
    if (
      row === start &&
      line.cells >= 3 &&
      isColumnLetters(columns.map((c) => lattice.at(row, c)).filter((c) => c !== null))
    )
      continue;
    const total = line.firstText === null ? null : totalIn(lattice, row, columns, line);
    if (total) {
      if (pending.length > 0 && at.length > 0) notes.push(...pending);
      pending = [];
      inner.push(...(at.length > 0 ? blanks : []));
      blanks = [];
      empty = 0;
      marks.push({ row, ...total });
      continue;
    }
    if (line.telling === 0) {
      empty += 1;
      continue;
    }
    const apart = empty > 0 || pending.length > 0 || noting || marks.at(-1)?.row === row - 1;
    if (line.texts > 1 && repeatsHeader(lattice, row, headed)) {
      // On the next page the list goes on; after its total, or under a title, the same header begins another.
      const title = titleAbove(row, pending, notes);
      if (title === row && marks.at(-1)?.kind !== "total") {
        blanks = [];
        empty = 0;
        continue;
      }
      end = title;
      break;
    }
    if (
      (apart || textInFigures(lattice, row, figured)) &&
      line.texts > 1 &&
      startsList(lattice, row, figured, known, apart)
    ) {
      end = titleAbove(row, pending, notes);
      break;
    }
    const words = line.firstText ?? "";
    const thin = line.cells === 1 || line.cells < typical * 0.4;
    if (thin && words !== "" && (isNote(words) || noting)) {
      notes.push(...pending, row);
      pending = [];
      noting = true;
      continue;
    }
    if (line.cells <= 2 && line.texts === line.cells && isNote(words) && typical > 1) {
      notes.push(...pending, row);
      pending = [];
      noting = true;
      continue;
    }
    const single =
      line.cells === 1 &&
      !(columns.length <= 3 && words.length <= 30 && empty === 0 && line.firstText !== null);
    const ordinal = line.cells <= 2 && typical > 3 && isOrdinal(line.first);
    if (
      (single && !(continues(lattice, row, columns) && columns.length > 1)) ||
      ordinal ||
      (noting && thin) ||
      (empty > FAR && line.texts === 0)
    ) {
      pending.push(row);
      continue;
    }
    if (thin && empty > 0 && line.texts === line.cells && line.cells < 3 && typical > 4) {
      pending.push(row);
      continue;
    }
    if (noting && !thin && at.length > 0 && notes.length > 0 && !resumes(lattice, row, figured)) {
      notes.push(row);
      continue;
    }
    noting = false;
    // A name alone among records that begin with a name is a record that lacks its figures, not a heading.
    if (at.length > 0 && columns[0] !== serial && pending.every((each) => isName(lattice, each, columns)))
      at.push(...pending);
    else sections.push(...pending);
    inner.push(...(at.length > 0 ? blanks : []));
    blanks = [];
    pending = [];
    empty = 0;
    at.push(row);
  }
  notes.push(...pending);
  while (notes.length > 0 && (notes.at(-1) as number) >= end) notes.pop();
  notes.sort((a, b) => a - b);
  trimDated(lattice, at, headed, serial);
  const totals = settle(lattice, at, marks, columns, figured);
  const kept = columnsWithContent(lattice, headed, at, header);
  const lastRow = at.at(-1) ?? start;
  return { columns: kept, at, totals, notes, blanks: inner.filter((row) => row < lastRow), sections, end };
}

/** The first of the single lines that stand right above a header: its title. The header's own row when there is none. */
function titleAbove(row: number, pending: readonly number[], notes: readonly number[]): number {
  let first = row;
  while (pending.includes(first - 1) || (notes.includes(first - 1) && first < row)) first -= 1;
  return first;
}

function look(
  lattice: Lattice,
  row: number,
  columns: readonly number[],
  serial: number | null,
  line: Line,
): void {
  line.cells = 0;
  line.texts = 0;
  line.telling = 0;
  line.first = null;
  line.firstText = null;
  const shown = lattice.grid.values[row];
  if (!shown) return;
  for (const column of columns) {
    const cell = shown[column];
    if (cell === null || cell === undefined || isBlank(cell)) continue;
    if (line.cells === 0) line.first = cell;
    line.cells += 1;
    const isText = typeof cell === "string" && !isFigure(cell);
    if (isText) {
      line.texts += 1;
      line.firstText ??= cell;
    }
    if ((column !== serial || isText) && cell !== 0 && cell !== "0") line.telling += 1;
  }
}

/** 序号, or a first column of running numbers. */
function serialColumn(lattice: Lattice, headed: readonly HeaderColumn[], start: number): number | null {
  for (const { column, path } of headed.slice(0, 3)) {
    const label = bareLabel(path.at(-1) ?? "");
    if (/^(序号|序|编号|项次|No\.?|№|行号)$/i.test(label) && isMostlyFigures(lattice, start, column))
      return column;
  }
  return null;
}

function typicalFill(
  lattice: Lattice,
  columns: readonly number[],
  start: number,
  serial: number | null,
): number {
  const fills: number[] = [];
  const line: Line = { cells: 0, texts: 0, telling: 0, first: null, firstText: null };
  for (let row = start; row < lattice.rows && fills.length < 20 && row < start + 300; row++) {
    look(lattice, row, columns, serial, line);
    if (line.telling > 1) fills.push(line.cells);
  }
  fills.sort((a, b) => a - b);
  return fills[fills.length >> 1] ?? 1;
}

/** The label of a row of totals among its first words. */
function totalIn(
  lattice: Lattice,
  row: number,
  columns: readonly number[],
  line: Line,
): { kind: "total" | "subtotal"; label: string; rest: string } | null {
  let seen = 0;
  for (const column of columns) {
    const cell = lattice.at(row, column);
    if (typeof cell !== "string") continue;
    const found = totalLabel(cell);
    if (found && line.texts <= 3) return { kind: found.kind, label: plain(cell), rest: found.rest };
    seen += 1;
    if (seen === 3) return null;
  }
  return null;
}

function textInFigures(lattice: Lattice, row: number, figured: readonly number[]): boolean {
  if (figured.length === 0) return false;
  let texts = 0;
  for (const column of figured) {
    const cell = lattice.at(row, column);
    if (typeof cell !== "string") {
      if (cell !== null) return false;
    } else if (isFigure(cell)) return false;
    else texts += 1;
  }
  return texts * 2 >= figured.length;
}

/**
 * True when the row is the header of another list: labels where this list has figures, with figures below them. Right
 * after a record (`apart` false) nothing less than a row of labels will do.
 */
function startsList(
  lattice: Lattice,
  row: number,
  figured: readonly number[],
  known: ReadonlySet<string>,
  apart: boolean,
): boolean {
  const filled = lattice.filled(row);
  let labels = 0;
  for (const column of filled) {
    const cell = lattice.at(row, column);
    if (typeof cell !== "string" || isFigure(cell) || isCaption(cell)) return false;
    if (isLabel(cell, known)) labels += 1;
  }
  if (labels < 2) return false;
  const all = labels === filled.length;
  const over = figured.filter((column) => lattice.at(row, column) !== null);
  if (over.length === 0)
    return apart && (all || (figured.length === 0 && labels > 2 && labels >= filled.length * 0.7));
  const followed = hasFigures(lattice, row + 1, lattice.rows, over);
  return followed && (all || (apart && labels * 2 >= filled.length));
}

function repeatsHeader(lattice: Lattice, row: number, headed: readonly HeaderColumn[]): boolean {
  let same = 0;
  let cells = 0;
  for (const { column, path } of headed) {
    const cell = lattice.at(row, column);
    if (cell === null) continue;
    cells += 1;
    if (typeof cell === "string" && path.some((label) => label === cell || tight(label) === tight(cell)))
      same += 1;
    // Nearly every row is told apart by its first cells.
    else if (same === 0 && cells === 2) return false;
  }
  return cells > 1 && same >= cells * 0.8;
}

/** One cell of its own, the rest merged with the row above: a record that goes on. */
function continues(lattice: Lattice, row: number, columns: readonly number[]): boolean {
  return columns.some((column) => {
    const area = lattice.mergeAt(row, column);
    return area !== null && area.rows > 1 && area.row < row && lattice.at(area.row, area.column) !== null;
  });
}

function isName(lattice: Lattice, row: number, columns: readonly number[]): boolean {
  const cell = lattice.at(row, columns[0] as number);
  return (
    typeof cell === "string" &&
    cell.length <= 20 &&
    !isOrdinal(cell) &&
    !lattice.mergeAt(row, columns[0] as number)
  );
}

/** 一, （二）, 三、: the number of a section. */
function isOrdinal(cell: Cell): boolean {
  if (typeof cell !== "string" || cell.length > 30) return false;
  const word = /^[([]?([一二三四五六七八九十]{1,3})(?:[)\]、.．]|$)/.exec(tight(cell))?.[1];
  return word !== undefined && numeralIn(word) !== null;
}

/** After a note, a row goes on with the list only when its figures stand where the list's figures stand. */
function resumes(lattice: Lattice, row: number, figured: readonly number[]): boolean {
  return figured.length > 0 && figured.some((column) => isFigure(lattice.at(row, column)));
}

/** Takes off the rows at the end that hold only what was filled in beforehand: a number, a date. */
function trimDated(
  lattice: Lattice,
  at: number[],
  headed: readonly HeaderColumn[],
  serial: number | null,
): void {
  const dated = new Set(
    headed
      .filter(({ path }) => /(日期|时间|月份|年份|年度|^月$|^日$|^年$)$/.test(bareLabel(path.at(-1) ?? "")))
      .map(({ column }) => column),
  );
  const tells = (row: number) =>
    headed.some(({ column }) => {
      const cell = lattice.shown(row, column);
      return cell !== null && cell !== 0 && column !== serial && !dated.has(column);
    });
  if (!at.some(tells)) return;
  while (at.length > 0 && !tells(at.at(-1) as number)) at.pop();
}

/** Totals with the rows they claim to sum; rows of totals without a label are taken out of `at`. */
function settle(
  lattice: Lattice,
  at: number[],
  marks: { row: number; kind: "total" | "subtotal"; label: string; rest: string }[],
  columns: readonly number[],
  figured: readonly number[],
): TotalFound[] {
  for (const row of unlabelled(
    lattice,
    at,
    columns,
    figured,
    marks.map((mark) => mark.row),
  )) {
    at.splice(at.indexOf(row), 1);
    marks.push({ row, kind: "total", label: "", rest: "" });
  }
  for (const row of sections(lattice, at, columns, figured)) {
    at.splice(at.indexOf(row), 1);
    marks.push({
      row,
      kind: "subtotal",
      label: plain(String(lattice.at(row, columns[1] as number) ?? "")),
      rest: "",
    });
  }
  marks.sort((a, b) => a.row - b.row);
  const first = at[0] ?? 0;
  const last = at.at(-1) ?? 0;
  return marks.map((mark, index) => {
    if (mark.kind === "total") return { ...mark, first, last };
    const before = marks.slice(0, index).at(-1)?.row ?? -1;
    const above = at.filter((row) => row > before && row < mark.row);
    const after = marks.slice(index + 1).find(() => true)?.row ?? Number.POSITIVE_INFINITY;
    const group = above.length > 0 ? above : at.filter((row) => row > mark.row && row < after);
    return { ...mark, first: group[0] ?? mark.row, last: group.at(-1) ?? mark.row };
  });
}

/** Rows without any word, in a list of words, whose figures are the sums of the rows above. */
function unlabelled(
  lattice: Lattice,
  at: readonly number[],
  columns: readonly number[],
  figured: readonly number[],
  known: readonly number[],
): number[] {
  const last = at.at(-1);
  if (last === undefined || at.length < 3 || figured.length === 0 || figured.length === columns.length)
    return [];
  if (
    columns.some(
      (column) => typeof lattice.at(last, column) === "string" && !isFigure(lattice.at(last, column)),
    )
  )
    return [];
  const rest = at.slice(0, -1).filter((row) => !known.includes(row));
  return sumsUp(lattice, last, rest, figured) ? [last] : [];
}

/** Rows numbered 一, 二, 三 among rows numbered 1, 2, 3 whose figures are the sums of the rows that follow. */
function sections(
  lattice: Lattice,
  at: readonly number[],
  columns: readonly number[],
  figured: readonly number[],
): number[] {
  const lead = columns[0] as number;
  const numbered = at.filter((row) => isOrdinal(lattice.at(row, lead)));
  if (numbered.length === 0 || numbered.length * 2 >= at.length) return [];
  return numbered.filter((row, index) => {
    const next = numbered[index + 1] ?? Number.POSITIVE_INFINITY;
    return sumsUp(
      lattice,
      row,
      at.filter((other) => other > row && other < next),
      figured,
    );
  });
}

function sumsUp(lattice: Lattice, row: number, rows: readonly number[], figured: readonly number[]): boolean {
  if (rows.length < 2) return false;
  let compared = 0;
  for (const column of figured) {
    const printed = figureOf(lattice.at(row, column));
    if (printed === null) continue;
    const sum = createSum();
    for (const other of rows) {
      const figure = figureOf(lattice.at(other, column));
      if (figure !== null) sum.add(figure);
    }
    if (sum.total === null || Math.abs(sum.total - printed) > 0.005) return false;
    compared += printed === 0 ? 0 : 1;
  }
  return compared > 0;
}

function figureOf(cell: Cell): number | null {
  return typeof cell === "number" ? cell : typeof cell === "string" ? figureIn(cell) : null;
}

/** Columns with a header or with content in the rows of the list. */
function columnsWithContent(
  lattice: Lattice,
  headed: readonly HeaderColumn[],
  at: readonly number[],
  header: Header,
): HeaderColumn[] {
  const named = headed.filter(({ path }) => path.length > 0).map(({ column }) => column);
  const right = Math.max(...named);
  return headed.filter(({ column, path }) => {
    if (path.length > 0) return true;
    if (column > right + 1 || lattice.mergeAt(header.last, column)) return false;
    return at.some((row) => lattice.at(row, column) !== null);
  });
}

/**
 * A form, not a list: its labels are spread over many rows, each beside the box it names, instead of standing in one
 * header above what they name.
 */
function isForm(lattice: Lattice, region: Region, known: ReadonlySet<string>): boolean {
  const { header } = region;
  const below = [...region.at.slice(0, 40), ...region.notes.slice(0, 40)];
  // Labels that differ: a list repeats its choices (男, 群众) in every row, a form says each label once.
  const labels = new Set<string>();
  let boxed = 0;
  let open = 0;
  for (const row of below) {
    let asks = false;
    let answers = false;
    for (const column of lattice.filled(row)) {
      const cell = lattice.at(row, column);
      if (typeof cell !== "string" || /[\d:：]/.test(cell) || !isLabel(cell, known)) {
        answers = true;
        continue;
      }
      labels.add(bareLabel(cell));
      if (lattice.at(row, column + 1) !== null) continue;
      asks = true;
      const right = lattice.mergeAt(row, column + 1);
      if (right !== null && right.columns > 1 && right.rows <= 2) boxed += 1;
    }
    if (asks && !answers) open += 1;
  }
  if (region.at.length > 12) return false;
  const spread = labels.size;
  // The header of a list is labels throughout; a form's first row is labels and answers in turn.
  const named = header.columns.filter(({ path }) => isLabel(path.at(-1) ?? "", known)).length;
  const pure = named * 10 >= header.columns.length * 7;
  if (spread > header.labels && boxed >= 2) return true;
  if (!pure && spread > header.labels * 1.2 && spread >= region.at.length * 1.5) return true;
  return header.labels <= 3 && open >= 3 && open * 2 >= below.length;
}

/** A sheet whose indicators run down the first column and whose units run across: its records are columns. */
function isTurned(lattice: Lattice, region: Region, known: ReadonlySet<string>): boolean {
  const lead = region.columns[0]?.column ?? 0;
  const words = region.at.map((row) => lattice.at(row, lead)).filter((cell) => typeof cell === "string");
  const indicators = words.filter((word) => known.has(bareLabel(word))).length;
  const headed = region.columns.filter(({ path }) => known.has(bareLabel(path.at(-1) ?? ""))).length;
  return indicators >= 3 && indicators * 5 >= region.at.length * 3 && headed < 2;
}
