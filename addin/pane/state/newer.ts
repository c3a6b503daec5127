// What someone else has sent of the same sheet and period meanwhile, beside the table in view: cell by cell, by the
// sheet's natural key, so that a moved row is no difference.

import { rowsOf, sentRows, type Table } from "../../../shared/read/table.ts";
import type { Value } from "../../../shared/sheet/column.ts";
import type { SubmissionView } from "../../../shared/wire.ts";
import { changedRows, compareRows } from "./reviewing.ts";

interface Difference {
  /** In the worksheet in view. */
  readonly cell: string;
  /** Column key. */
  readonly column: string;
  readonly mine: Value;
  readonly theirs: Value;
}

export interface Newer {
  readonly cells: readonly Difference[];
  /** Rows of the table in view that the other has not. */
  readonly onlyMine: number;
  readonly onlyTheirs: number;
}

/** Null where rows stay with the unit, or the table is of another sheet: then only totals can be compared. */
export function differencesOf(table: Table | null, { receipt, rows: theirs }: SubmissionView): Newer | null {
  const { sheet } = table ?? {};
  if (!table || !sheet || sheet.key !== receipt.sheet || sheet.rowsStayLocal) return null;
  const mine = sentRows(sheet, rowsOf(table));
  const rows = {
    at: [...mine.at],
    columns: mine.columns.map(({ key, letter, values }) => ({ key, letter, values: [...values] })),
  };
  const changed = changedRows(compareRows(sheet, rows, theirs));
  const cells: Difference[] = [];
  const tell = (c: number, index: number, value: Value) => {
    const { key, letter, values } = rows.columns[c] ?? { values: [] };
    if (key === undefined) return;
    cells.push({
      cell: `${letter}${rows.at[index]}`,
      column: key,
      mine: values[index] ?? null,
      theirs: value,
    });
  };
  for (const { index, was } of changed) for (const [c, value] of was) tell(c, index, value);
  // A row whose very key was changed stands where it stood: the same line of the worksheet.
  const lines = new Map(
    compareRows(sheet, theirs, rows)
      .filter(({ isNew }) => isNew)
      .map(({ row, index }) => [row, index]),
  );
  let onlyMine = 0;
  for (const { index, row, isNew } of changed) {
    if (!isNew) continue;
    const other = lines.get(row);
    if (other === undefined) onlyMine++;
    else
      rows.columns.forEach(({ key, values }, c) => {
        const value = theirs.columns.find((column) => column.key === key)?.values[other] ?? null;
        if (value !== (values[index] ?? null)) tell(c, index, value);
      });
    lines.delete(row);
  }
  return { cells, onlyMine, onlyTheirs: lines.size };
}
