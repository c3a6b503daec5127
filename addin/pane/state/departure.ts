// What would leave the machine on submitting, said before it leaves: rows and columns, what stays, the totals
// beside those of last time.
import { rowsOf, sentRows, type Table } from "../../../shared/read/table.ts";
import type { Figure, Figures } from "../../../shared/report/figure.ts";
import { keepableFigures } from "../../../shared/report/figures.ts";
import type { Measure } from "../../../shared/sheet/measure.ts";
import type { Sheet } from "../../../shared/sheet/sheet.ts";
import type { SubmissionBody } from "../../../shared/wire.ts";

export interface Departure {
  readonly sheet: Sheet;
  readonly rows: number;
  /** Headers as the workbook prints them. */
  readonly sent: readonly string[];
  /** Headers of local columns; serial numbers are not worth a word. */
  readonly stays: readonly string[];
  /** Headers outside the sheet. */
  readonly unknown: readonly string[];
  /** Null when a total is too large to be sent. */
  readonly figures: Figures | null;
}

/** Null for a table of no known sheet. */
export function departureOf(table: Table, at: { period: string | null; today: string }): Departure | null {
  const { sheet } = table;
  if (!sheet) return null;
  const leaving = new Set(sentRows(sheet, rowsOf(table)).columns.map(({ key }) => key));
  const named = table.columns.filter(({ key, column }) => key !== null && column?.kind !== "serial");
  return {
    sheet,
    rows: table.at.length,
    sent: named.filter(({ key }) => leaving.has(key ?? "")).map(({ header }) => lastPart(header)),
    stays: named.filter(({ key }) => !leaving.has(key ?? "")).map(({ header }) => lastPart(header)),
    unknown: table.columns
      .filter(({ key, column, header }) => key === null && column === null && header !== "")
      .map(({ header }) => header),
    figures: keepableFigures(sheet, rowsOf(table), at),
  };
}

/** The body of the submission. `base` is the revision it builds on. */
export function bodyOf(
  table: Table,
  departure: Departure,
  to: { unit: number; period: string; base: number; explanations: Readonly<Record<string, string>> },
): SubmissionBody {
  const rows = sentRows(departure.sheet, rowsOf(table));
  return {
    unit: to.unit,
    sheet: departure.sheet.key,
    period: to.period,
    base: to.base,
    worksheet: table.worksheet.slice(0, 100),
    rows: {
      at: [...rows.at],
      columns: rows.columns.map((column) => ({ ...column, values: [...column.values] })),
    },
    ...(departure.sheet.rowsStayLocal
      ? { figures: departure.figures as Record<string, Figure> & SubmissionBody["figures"] }
      : {}),
    explanations: { ...to.explanations },
  };
}

export interface TotalLine {
  readonly measure: Measure;
  readonly now: Figure;
  readonly before: Figure | undefined;
}

/** One line per measure. */
export function totalsOf(sheet: Sheet, figures: Figures, previous: Figures | null): TotalLine[] {
  return sheet.measures.map((measure) => ({
    measure,
    now: figures[measure.key] ?? null,
    before: previous === null ? undefined : (previous[measure.key] ?? null),
  }));
}

function lastPart(header: string): string {
  return header.split("/").at(-1) ?? header;
}
