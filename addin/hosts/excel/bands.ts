// Reads an area in bands of rows. One of usual size comes in one answer; a large one comes as constants and formulas,
// then only the columns that need a second look. A band that is too much for one answer is halved.
import { type Area, addressOf, type Cell } from "../../../shared/read/grid.ts";
import { WorkbookRefusal } from "../workbook.ts";
import { countsFrom1904, SAMPLED_ROWS } from "./epoch.ts";
import { askVisible, hiddenIn } from "./hidden.ts";
import { askMerges, mergesIn } from "./merges.ts";
import { isTooMuch } from "./refusal.ts";
import { MOST_BYTES } from "./text.ts";

/** Up to this many cells are read at once, with formats and formulas. */
const USUAL = 100_000;
const BAND_ROWS = 20_000;
/** What a number format takes in an answer: mostly ["General"]. */
const FORMAT_BYTES = 14;

interface Band {
  readonly values: Cell[][];
  readonly formats: (string | null)[][];
  readonly formulas: Record<string, string>;
  readonly hiddenRows: number[];
}

export interface Reader {
  readonly context: Excel.RequestContext;
  readonly sheet: Excel.Worksheet;
  readonly area: Area;
  readonly read: Band;
  /** All used cells are read, and what holds for the worksheet as a whole. */
  readonly isWhole: boolean;
  /** Some rows are hidden and some are not. */
  readonly isMixed: boolean;
  /** Null until they were read. */
  merges: readonly Area[] | null;
  date1904: boolean;
}

export function readerOf(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  area: Area,
  kind: Pick<Reader, "isWhole" | "isMixed">,
): Reader {
  const read: Band = { values: [], formats: [], formulas: {}, hiddenRows: [] };
  return { context, sheet, area, read, ...kind, merges: null, date1904: false };
}

export async function readArea(reader: Reader, progress?: (done: number) => void, signal?: AbortSignal) {
  const { area, read } = reader;
  const isUsual = area.rows * area.columns <= USUAL;
  for (let done = 0; done < area.rows; ) {
    signal?.throwIfAborted();
    const rows = isUsual ? area.rows : Math.min(nextRows(read, area.columns), area.rows - done);
    const band = { ...area, row: area.row + done, rows };
    await readBand(reader, band, isUsual ? readWhole : readSparing);
    done += rows;
    progress?.(done / area.rows);
  }
}

/** As many rows as fit into one answer, judged by the rows read last and by the formats to be asked for. */
function nextRows({ values }: Band, columns: number): number {
  const sample = values.slice(-200);
  if (sample.length === 0) return Math.max(1, Math.floor(Math.min(BAND_ROWS, USUAL / 2 / columns)));
  const perRow = new TextEncoder().encode(JSON.stringify(sample)).length / sample.length;
  return Math.max(1, Math.floor(Math.min(BAND_ROWS, MOST_BYTES / Math.max(perRow, columns * FORMAT_BYTES))));
}

type ReadBand = (reader: Reader, band: Area) => Promise<Band>;

async function readBand(reader: Reader, band: Area, how: ReadBand): Promise<void> {
  try {
    const found = await how(reader, band);
    const { values, formats, formulas, hiddenRows } = reader.read;
    for (const row of found.values) values.push(row);
    for (const row of found.formats) formats.push(row);
    for (const row of found.hiddenRows) hiddenRows.push(row);
    Object.assign(formulas, found.formulas);
  } catch (cause) {
    if (!isTooMuch(cause) || band.rows === 1) throw cause;
    const half = Math.ceil(band.rows / 2);
    await readBand(reader, { ...band, rows: half }, readSparing);
    await readBand(reader, { ...band, row: band.row + half, rows: band.rows - half }, readSparing);
  }
}

/** Values, formats and formulas in one answer, with all that is asked of the worksheet as a whole. */
async function readWhole(reader: Reader, band: Area): Promise<Band> {
  const range = rangeOf(reader, band).load("values,numberFormat,formulas");
  const sample = reader.isWhole ? sampleOf(reader, band) : null;
  const visible = reader.isMixed ? askVisible(range, band) : null;
  const merged = reader.isWhole ? askMerges(reader.sheet, reader.area) : null;
  await reader.context.sync();
  const formulas: Record<string, string> = {};
  const texts = cellsOf(range.formulas);
  const values = cellsOf(range.values);
  for (const [r, row] of values.entries()) {
    for (const [c, value] of row.entries()) {
      const text = texts[r]?.[c];
      // A text that begins with "=" reads the same in both; a formula differs from its result.
      if (typeof text !== "string" || !text.startsWith("=") || text === value) continue;
      formulas[addressOf(band.row + r, band.column + c)] = text;
    }
  }
  const formats = range.numberFormat.map((row) => row.map(formatOf));
  reader.merges = mergesIn(merged);
  if (sample) reader.date1904 = countsFrom1904(values, formats, sample.text);
  return { values, formats, formulas, hiddenRows: visible ? hiddenIn(visible, band) : [] };
}

/** Constants and formulas first; then results where there are formulas, and formats where there are numbers. */
async function readSparing(reader: Reader, band: Area): Promise<Band> {
  const range = rangeOf(reader, band).load("formulas");
  const visible = reader.isMixed ? askVisible(range, band) : null;
  await reader.context.sync();
  const values = cellsOf(range.formulas);
  const formats: (string | null)[][] = values.map(() => []);
  const looks = Array.from({ length: band.columns }, (_, c) => {
    const cells = values.map((row) => row[c] ?? null);
    const computes = cells.some((cell) => typeof cell === "string" && cell.startsWith("="));
    const counts = computes || cells.some((cell) => typeof cell === "number");
    const wanted = [computes ? "values" : "", counts ? "numberFormat" : ""].filter((name) => name !== "");
    return wanted.length > 0 ? { c, computes, column: range.getColumn(c).load(wanted.join()) } : null;
  }).filter((look) => look !== null);
  // The first band stands at the top, where the days are that tell how days are counted.
  const isTop = reader.isWhole && band.row === reader.area.row;
  const sample = isTop && looks.length > 0 ? sampleOf(reader, band) : null;
  if (looks.length > 0) await reader.context.sync();
  const formulas: Record<string, string> = {};
  for (const { c, computes, column } of looks) {
    const results = computes ? cellsOf(column.values) : null;
    for (const [r, row] of values.entries()) {
      const format = formatOf(column.numberFormat[r]?.[0]);
      const formatsOfRow = formats[r];
      if (format !== null && formatsOfRow) formatsOfRow[c] = format;
      const text = row[c];
      const result = results?.[r]?.[0] ?? null;
      if (!results || typeof text !== "string" || !text.startsWith("=") || text === result) continue;
      formulas[addressOf(band.row + r, band.column + c)] = text;
      row[c] = result;
    }
  }
  if (sample) reader.date1904 = countsFrom1904(values, formats, sample.text);
  return { values, formats, formulas, hiddenRows: visible ? hiddenIn(visible, band) : [] };
}

function rangeOf({ sheet }: Reader, { row, column, rows, columns }: Area): Excel.Range {
  return sheet.getRangeByIndexes(row - 1, column - 1, rows, columns);
}

function sampleOf(reader: Reader, band: Area): Excel.Range {
  return rangeOf(reader, { ...band, rows: Math.min(band.rows, SAMPLED_ROWS) }).load("text");
}

/** Above its limits Excel gives null for the cells, without an error. */
function cellsOf(read: unknown): Cell[][] {
  if (!Array.isArray(read)) throw new WorkbookRefusal("tooLarge", "no cells");
  return read.map((row: unknown[]) => row.map((value) => (value === "" ? null : (value as Cell))));
}

function formatOf(code: unknown): string | null {
  return typeof code !== "string" || code === "General" ? null : code;
}
