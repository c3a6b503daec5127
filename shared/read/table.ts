// A table found in a grid: which sheet it is, what its title names, where its header, data and totals lie,
// and its values column by column. The result of reading and the subject of checking.
import type { Issue } from "../check/issue.ts";
import type { Column, Value } from "../sheet/column.ts";
import type { Sheet } from "../sheet/sheet.ts";
import type { Cell } from "./grid.ts";

/** The values of a submission's rows, column by column: what is checked on both sides and what is sent. */
export interface Rows {
  /** Worksheet row numbers, from 1. */
  readonly at: readonly number[];
  readonly columns: readonly RowsColumn[];
}

interface RowsColumn {
  readonly key: string;
  /** Column letter in the worksheet it was read from. */
  readonly letter: string;
  /** One value per row of `at`. */
  readonly values: readonly Value[];
  /**
   * Declared units per unit as printed (10 000 for a column in 万元), left out where 1. Findings are told in printed
   * units, and sums of such a column may differ by what was rounded.
   */
  readonly factor?: number | undefined;
  /** Indexes of rows whose value is approximate (约30), rising; left out where none is. */
  readonly about?: readonly number[] | undefined;
}

/** One column of the table as found, known to the sheet or not. */
export interface TableColumn {
  readonly letter: string;
  /** As printed, parent headers joined by "/". */
  readonly header: string;
  /** The column of the sheet that it was matched to. */
  readonly key: string | null;
  readonly column: Column | null;
  /** From the unit as printed to the unit as declared: 10 000 for a column in 万元, else 1. */
  readonly factor: number;
  /** Unit printed in header or title: "万元", "人"; null where none is. */
  readonly unit: string | null;
  /** Cells of the data rows, fill-down applied, as the workbook holds them. */
  readonly cells: Cell[];
  /** For a known column: the values, one per data row. Empty for an unknown one. */
  readonly values: Value[];
  /** No column of the worksheet: its values come from a range of days, from the title, from counting. */
  readonly made?: true;
}

/** A row of totals: its label, whether it closes a group or the table, and the numbers it prints (unit printed). */
export interface TotalsRow {
  readonly row: number;
  readonly kind: "total" | "subtotal";
  readonly label: string;
  readonly printed: Readonly<Record<string, number>>;
  /** Data rows (worksheet numbers) that it claims to sum. */
  readonly of: readonly [first: number, last: number];
}

export interface Table {
  readonly worksheet: string;
  /** The recognised sheet; null for a list of no known kind, which is still read. */
  readonly sheet: Sheet | null;
  /** 0 to 1. */
  readonly confidence: number;
  /** A person has confirmed what these headers mean. */
  readonly confirmed: boolean;
  /** The next best sheet, for the person to choose. */
  readonly otherwise: Sheet | null;
  readonly title: string;
  /** Period code that title, cut-off line or note names: "2020Q1"; null when none is named. */
  readonly period: string | null;
  /** The line that says which days are counted, with the period that it means, where there is one. */
  readonly cutOff: { readonly words: string; readonly period: string } | null;
  /** Reporting unit that title or preamble names, as written. */
  readonly unit: string | null;
  /** The unit is named after 填报单位：; a title may as well name whom the form comes from. */
  readonly unitIsSaid: boolean;
  readonly headerRows: readonly number[];
  readonly firstDataRow: number | null;
  readonly lastDataRow: number | null;
  /** Worksheet row numbers of the data rows (blank, subtotal and section rows left out). */
  readonly at: number[];
  readonly columns: readonly TableColumn[];
  readonly totals: readonly TotalsRow[];
  /** Worksheet rows of notes and signatures after the data. */
  readonly notes: readonly number[];
  /** What reading found: headers, cells, structure. Rules are added by the check. */
  readonly findings: Issue[];
}

/** The known columns of a table as rows to check (local columns included). */
export function rowsOf(table: Table): Rows {
  const columns: RowsColumn[] = [];
  for (const { key, letter, values, factor } of table.columns) {
    if (key === null) continue;
    const about = approximateIn(table, key);
    const more = { ...(factor === 1 ? {} : { factor }), ...(about.length === 0 ? {} : { about }) };
    columns.push({ key, letter, values, ...more });
  }
  return { at: table.at, columns };
}

/** Indexes of the rows that a column's findings call approximate. */
function approximateIn(table: Table, key: string): number[] {
  const found = table.findings.filter(({ code, column }) => code === "C14" && column === key);
  if (found.length === 0) return [];
  const rows = found.flatMap(({ cell, cells = [] }) =>
    [cell ?? "", ...cells].map((at) => Number(/\d+$/.exec(at)?.[0])),
  );
  const indexes = new Map(table.at.map((row, index) => [row, index]));
  return [...new Set(rows)].flatMap((row) => indexes.get(row) ?? []).sort((a, b) => a - b);
}

/** The rows that may leave the workbook: local columns and serial numbers left out. */
export function sentRows(sheet: Sheet, rows: Rows): Rows {
  if (sheet.rowsStayLocal) return { at: [], columns: [] };
  const columns = rows.columns.filter(({ key }) => {
    const column = sheet.columns[key];
    return column !== undefined && !column.local && column.kind !== "serial";
  });
  return { at: rows.at, columns };
}
