// Which rows are hidden, by hand or by a filter, also on a protected worksheet. Asked in ways that office.js counts
// as reading: a request that says it writes may cost the person what they could undo.
import type { Area } from "../../../shared/read/grid.ts";

/** The visible cells of two columns: of one alone nothing would be known where it is itself hidden. */
export type Visible = readonly [Excel.RangeView, Excel.RangeView];

/** Queues the question; costs no sync. */
export function askVisible(range: Excel.Range, { columns }: Area): Visible {
  const view = (c: number) => range.getColumn(c).getVisibleView().load("cellAddresses");
  return [view(0), view(columns - 1)];
}

/** Worksheet rows of the area that are hidden. */
export function hiddenIn(views: Visible, { row, rows }: Area): number[] {
  const seen = new Set<number>();
  for (const { cellAddresses } of views) {
    for (const address of cellAddresses.flat()) seen.add(Number(/\d+$/.exec(String(address))?.[0]));
  }
  // Some row is visible, or it would not have been asked: where none is, both columns are hidden.
  return seen.size === 0 ? [] : rowsOf(row, rows).filter((one) => !seen.has(one));
}

export function rowsOf(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, n) => first + n);
}
