// From a header down, row by row: records, blank rows, sections, totals, notes, and where the list ends. The order of
// the questions asked of a row is the whole of it, which is why they stand in one long file; what a single row looks like
// is for row-kind.ts.
import type { Cell } from "./grid.ts";
import type { Header, HeaderColumn } from "./header.ts";
import {
  bareLabel,
  isCaption,
  isCarried,
  isColumnLetters,
  isDerived,
  isFigure,
  isNote,
  isOfWhom,
  saysNothing,
} from "./label.ts";
import type { Lattice } from "./lattice.ts";
import { readNumber } from "./number.ts";
import { isOrdinal, repeatsHeader, startsList, textInFigures, totalIn } from "./row-kind.ts";
import { isBlank, tight } from "./text.ts";
import { settle, type TotalFound, type TotalMark } from "./totals.ts";
import { withUnits } from "./units-row.ts";

export interface Body {
  /** With the row of units under it, where there is one. */
  header: Header;
  columns: readonly HeaderColumn[];
  at: number[];
  totals: TotalFound[];
  notes: number[];
  blanks: number[];
  sections: number[];
  /** Rows made of the rows above, or parts of them: never counted. */
  asides: number[];
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

export function scanBody(
  lattice: Lattice,
  named: Header,
  columnsNamed: readonly HeaderColumn[],
  known: ReadonlySet<string>,
  beside: boolean,
): Body {
  const units = withUnits(lattice, named, columnsNamed);
  const [header, headed] = units ? [units.header, units.columns] : [named, columnsNamed];
  const columns = headed.map(({ column }) => column);
  // What stands beside the list is not looked at where another list stands there.
  const filled = (row: number) =>
    beside ? columns.filter((column) => lattice.at(row, column) !== null) : lattice.filled(row);
  const start = header.last + 1;
  const serial = serialColumn(lattice, headed, start);
  const figured = columns.filter((column) => column !== serial && isMostlyFigures(lattice, start, column));
  const typical = typicalFill(lattice, columns, start, serial);
  const at: number[] = [];
  const marks: TotalMark[] = [];
  const notes: number[] = [];
  let blanks: number[] = [];
  const inner: number[] = [];
  const sections: number[] = [];
  const asides: number[] = [];
  let pending: number[] = [];
  let empty = 0;
  let noting = false;
  let end = lattice.rows;
  const titles = titlesOver(lattice, header);
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
    const total = line.firstText === null ? null : totalIn(lattice, row, columns, line.texts);
    if (total) {
      if (at.length > 0) append(notes, pending);
      pending = [];
      if (at.length > 0) append(inner, blanks);
      blanks = [];
      empty = 0;
      marks.push({ row, ...total });
      continue;
    }
    if (line.telling === 0) {
      empty += 1;
      continue;
    }
    const before = [at.at(-1), asides.at(-1), marks.at(-1)?.row];
    const isPart = line.firstText !== null && isOfWhom(line.firstText) && before.includes(row - 1);
    if (
      at.length > 0 &&
      line.cells > 1 &&
      (isPart || (line.firstText !== null && isDerived(line.firstText)))
    ) {
      asides.push(row);
      empty = 0;
      continue;
    }
    if (line.firstText !== null && isCarried(line.firstText)) {
      notes.push(row);
      continue;
    }
    if (line.texts === line.telling && line.firstText !== null && saysNothing(line.firstText)) {
      const cells = columns.filter((column) => column !== serial).map((column) => lattice.at(row, column));
      if (cells.every((cell) => cell === null || cell === 0 || saysNothing(String(cell)))) {
        notes.push(row);
        continue;
      }
    }
    // The title once more, on the next page.
    if (line.cells === 1 && line.firstText !== null && titles.has(tight(line.firstText))) continue;
    const apart = empty > 0 || pending.length > 0 || noting || marks.at(-1)?.row === row - 1;
    if (line.texts > 1 && repeatsHeader(lattice, row, columnsNamed)) {
      // On the next page the list goes on; after its total, or under a title, the same header begins another.
      const last = marks.at(-1);
      const totalled = last?.kind === "total" && at.length > 0 && last.row > (at.at(-1) as number);
      const title = titleAbove(lattice, row, pending, notes, totalled);
      if (title === row && !totalled) {
        append(sections, pending);
        pending = [];
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
      startsList(lattice, row, filled(row), figured, known, apart)
    ) {
      end = titleAbove(lattice, row, pending, notes, true);
      break;
    }
    const words = line.firstText ?? "";
    const thin = line.cells === 1 || line.cells < typical * 0.4;
    if (thin && words !== "" && (isNote(words) || noting)) {
      append(notes, pending);
      notes.push(row);
      pending = [];
      noting = true;
      continue;
    }
    const signed = line.texts === line.cells && isNote(words) && isSigned(lattice, row, columns);
    if (signed || (line.cells <= 2 && line.texts === line.cells && isNote(words) && typical > 1)) {
      append(notes, pending);
      notes.push(row);
      pending = [];
      noting = true;
      continue;
    }
    const single =
      line.cells === 1 &&
      !(columns.length <= 3 && words.length <= 30 && empty === 0 && line.firstText !== null);
    const ordinal = line.cells <= (typical > 3 ? 2 : 1) && isOrdinal(line.first);
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
    const whole = typical > 3 && line.cells >= typical * 0.7;
    const numbered = serial !== null && line.telling > 1 && isFigure(lattice.at(row, serial));
    const again = whole || numbered || resumes(lattice, row, figured);
    if (noting && !thin && at.length > 0 && notes.length > 0 && !again) {
      notes.push(row);
      continue;
    }
    noting = false;
    // A name alone among records that begin with a name is a record that lacks its figures, not a heading.
    if (at.length > 0 && columns[0] !== serial && pending.every((each) => isName(lattice, each, columns)))
      append(at, pending);
    else append(sections, pending);
    if (at.length > 0) append(inner, blanks);
    blanks = [];
    pending = [];
    empty = 0;
    at.push(row);
  }
  append(notes, pending);
  while (notes.length > 0 && (notes.at(-1) as number) >= end) notes.pop();
  notes.sort((a, b) => a - b);
  trimDated(lattice, at, headed, serial);
  signOff(lattice, at, notes, columns);
  const totals = settle(lattice, at, marks, asides, columns, figured);
  const kept = columnsWithContent(lattice, headed, at, header);
  const lastRow = at.at(-1) ?? start;
  return {
    header,
    columns: kept,
    at,
    totals,
    notes,
    blanks: inner.filter((row) => row < lastRow),
    sections,
    asides,
    end,
  };
}

/** Rows may be many: spread as arguments they would overflow the stack. */
function append(rows: number[], more: readonly number[]): void {
  for (const row of more) rows.push(row);
}

/** A title has few lines. */
const TITLE = 6;

/** The single lines right above a header. */
function titlesOver(lattice: Lattice, header: Header): ReadonlySet<string> {
  const titles = new Set<string>();
  for (let row = Math.max(0, header.first - TITLE); row < header.first; row++) {
    const [only, ...others] = lattice.filled(row);
    const cell = only === undefined || others.length > 0 ? null : lattice.at(row, only);
    if (typeof cell === "string" && cell.length > 2) titles.add(tight(cell));
  }
  return titles;
}

/** The first of the single lines that stand right above a header: its title. The header's own row when there is none. */
function titleAbove(
  lattice: Lattice,
  row: number,
  pending: readonly number[],
  notes: readonly number[],
  over: boolean,
): number {
  const single = new Set([...pending.slice(-TITLE), ...notes.slice(-TITLE)]);
  for (const each of single) {
    const words = lattice.at(each, lattice.filled(each)[0] ?? 0);
    // 二、所属单位 heads a section while the list goes on, and another list when it is over.
    if (typeof words === "string" && (isNote(words) || isCarried(words) || (!over && isOrdinal(words))))
      single.delete(each);
  }
  let first = row;
  while (single.has(first - 1)) first -= 1;
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
  for (const { column, path } of headed) {
    const label = bareLabel(path.at(-1) ?? "");
    if (/^(序号|项次|№|行号)$/.test(label)) return column;
    if (/^(序|号|编号|No\.?)$/i.test(label) && isMostlyFigures(lattice, start, column)) return column;
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

/** 负责人： 审核人： 填表人：, each with a name or room for one. */
function isSigned(lattice: Lattice, row: number, columns: readonly number[]): boolean {
  const cells = columns.map((column) => lattice.at(row, column)).filter((cell) => cell !== null);
  return cells.filter((cell) => isCaption(String(cell))).length * 2 >= cells.length;
}

/** After a note, a row goes on with the list only when its figures stand where the list's figures stand. */
function resumes(lattice: Lattice, row: number, figured: readonly number[]): boolean {
  return figured.length > 0 && figured.some((column) => isAmount(lattice.at(row, column)));
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

/** A single word at the end, above a single day: who signed and when, not a record. */
function signOff(lattice: Lattice, at: number[], notes: number[], columns: readonly number[]): void {
  const [next] = notes;
  const last = at.at(-1);
  if (next === undefined || last === undefined || at.length < 2 || lattice.filled(next).length !== 1) return;
  const day = lattice.at(next, lattice.filled(next)[0] as number);
  const dated = typeof day === "number" ? day > 20_000 : /(19|20)\d{2}年\d/.test(tight(String(day)));
  const shown = columns.filter((column) => lattice.at(last, column) !== null);
  if (!dated || shown.length !== 1 || isFigure(lattice.at(last, shown[0] as number))) return;
  at.pop();
  notes.unshift(last);
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

export function isMostlyFigures(lattice: Lattice, from: number, column: number): boolean {
  let cells = 0;
  let figures = 0;
  for (let row = from; row < lattice.rows && cells < 20 && row < from + 200; row++) {
    const cell = lattice.at(row, column);
    if (cell === null) continue;
    cells += 1;
    if (isAmount(cell)) figures += 1;
  }
  return figures * 2 > cells;
}

/** A figure, or one with its unit: 12, 12人. */
function isAmount(cell: Cell): boolean {
  if (isFigure(cell)) return true;
  return (
    typeof cell === "string" &&
    cell.length <= 20 &&
    /^\s*['’]?\d/.test(cell) &&
    readNumber(cell).is === "number"
  );
}
