// The numbers that a row of totals prints, by column letter; also where they stand in one cell with the label.
import { bareLabel } from "./label.ts";
import type { Lattice } from "./lattice.ts";
import { createSum, figureIn } from "./number.ts";
import type { Region } from "./region.ts";
import type { TableColumn, TotalsRow } from "./table.ts";
import { tight } from "./text.ts";
import type { TotalFound } from "./totals.ts";

export function totalsRow(
  lattice: Lattice,
  region: Region,
  total: TotalFound,
  columns: readonly TableColumn[],
): TotalsRow {
  const printed: Record<string, number> = {};
  for (const [index, { column }] of region.columns.entries()) {
    const cell = lattice.at(total.row, column);
    const figure = typeof cell === "number" ? cell : typeof cell === "string" ? figureIn(cell) : null;
    if (figure !== null) printed[(columns[index] as TableColumn).letter] = figure;
  }
  if (total.rest !== "") place(total, region, columns, printed);
  const { top } = lattice.grid;
  return {
    row: total.row + top,
    kind: total.kind,
    label: total.label,
    printed,
    of: [total.first + top, total.last + top],
  };
}

/** 小计：88 in one cell: the number belongs to the only column that adds up to it, or to the only one with numbers. */
function place(
  total: TotalFound,
  region: Region,
  columns: readonly TableColumn[],
  printed: Record<string, number>,
): void {
  const figures =
    tight(total.rest)
      .match(/\d[\d,]*(?:\.\d+)?/g)
      ?.map((text) => Number(text.replaceAll(",", ""))) ?? [];
  const sums = columns.slice(0, region.columns.length).flatMap((column) => {
    if (/^(序号|编号|序)$/.test(bareLabel(column.header))) return [];
    const sum = createSum();
    for (const [index, cell] of column.cells.entries()) {
      const row = region.at[index] as number;
      if (row >= total.first && row <= total.last && typeof cell === "number") sum.add(cell);
    }
    return sum.total === null ? [] : [{ letter: column.letter, sum: sum.total }];
  });
  for (const figure of figures) {
    const equal = sums.filter(({ sum }) => Math.abs(sum - figure) < 0.005);
    if (equal.length === 1) printed[(equal[0] as { letter: string }).letter] = figure;
    else if (sums.length === 1 && figures.length === 1)
      printed[(sums[0] as { letter: string }).letter] = figure;
  }
}
