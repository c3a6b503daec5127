// Rows that are one record: a problem whose number and description are merged over several rows, each with a measure of
// its own. They are counted once; what differs in them is put together. Rows that each have figures of their own, or
// anything else that tells them apart, stay records of their own.
import { slotOf } from "../check/catalogue.ts";
import { type Column, isNumber, type Value } from "../sheet/column.ts";
import type { Findings } from "./findings.ts";
import { itemsIn } from "./items.ts";
import type { Lattice } from "./lattice.ts";
import type { Match } from "./match.ts";
import type { Region } from "./region.ts";
import type { TableColumn } from "./table.ts";
import type { ReadCell } from "./values.ts";

export interface Records {
  /** The first row of each record, from 0. */
  readonly at: number[];
  /** The further rows of those records that have some, by their first row. */
  readonly further: ReadonlyMap<number, readonly number[]>;
}

/** Which data rows of a region belong together. */
export function recordsIn(lattice: Lattice, region: Region, match: Match | null): Records {
  const alone: Records = { at: region.at, further: new Map() };
  if (!match || lattice.grid.merges.length === 0) return alone;
  const { sheet, keys } = match;
  const telling: number[] = [];
  const figured: number[] = [];
  for (const [index, { column }] of region.columns.entries()) {
    const key = keys[index] ?? null;
    const spec = key === null ? null : (sheet.columns[key] as Column);
    if (!spec || key === null) continue;
    if (spec.kind === "serial" || sheet.naturalKey.includes(key) || (spec.kind === "text" && spec.required))
      telling.push(column);
    if (isNumber(spec)) figured.push(column);
  }
  const goesOn = (row: number, first: number) =>
    telling.every((column) => lattice.at(row, column) === null) &&
    figured.every((column) => lattice.at(row, column) === null) &&
    telling.some((column) => {
      const area = lattice.mergeAt(row, column);
      return area !== null && area.row === first && lattice.at(first, area.column) !== null;
    });
  const at: number[] = [];
  const further = new Map<number, number[]>();
  for (const row of region.at) {
    const first = at.at(-1);
    if (first === undefined || !goesOn(row, first)) {
      at.push(row);
      continue;
    }
    const rows = further.get(first);
    if (rows) rows.push(row);
    else further.set(first, [row]);
  }
  return further.size > 0 ? { at, further } : alone;
}

/** Puts what the further rows of a record hold in a column to the value of its first row. */
export function joinFurther(
  column: TableColumn,
  from: number,
  read: ReadCell,
  records: Records,
  lattice: Lattice,
  findings: Findings,
): void {
  const { top, left } = lattice.grid;
  for (const [index, first] of records.at.entries()) {
    const rows = (records.further.get(first) ?? []).filter((row) => lattice.at(row, from - left) !== null);
    if (rows.length === 0) continue;
    const own = column.values[index] ?? null;
    const all = [own, ...rows.map((row) => read(lattice.at(row, from - left), row + top, index))];
    const values = [...new Set(all.filter((value) => value !== null))];
    const joined = joinValues(column.column as Column, values);
    column.values[index] = joined;
    if (values.length < 2 || (joined !== null && !isDays(values))) continue;
    const found = values.map((value) => saidOf(column.column as Column, value)).join("、");
    if (joined === null)
      findings.add("C29", { at: from, key: column.key }, first + top, {
        column: slotOf((column.column as Column).label),
        found,
      });
    else findings.add("C10", { at: from, key: column.key }, first + top, { found, read: joined });
  }
}

/** One value of several; null where they contradict each other. */
function joinValues(column: Column, values: readonly Value[]): Value {
  if (values.length < 2) return values[0] ?? null;
  if (column.kind === "text") return values.join("；");
  if (column.kind === "unit" || column.kind === "person") return values.join("、");
  // A record is due, and done, with the last of its parts.
  if (column.kind === "date" && isDays(values)) return [...values].sort().at(-1) ?? null;
  return null;
}

function isDays(values: readonly Value[]): boolean {
  return values.every((value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value));
}

function saidOf(column: Column, value: Value): string {
  const choice = column.kind === "choice" ? column.choices.find(({ key }) => key === value) : undefined;
  return choice ? choice.label.zh : String(value);
}

/**
 * How many items each record has where a column of the sheet counts them and nothing is typed there: as many as its text
 * numbers, else as many rows as hold one. Makes the column where the table has none.
 */
export function countItems(
  match: Match,
  columns: TableColumn[],
  region: Region,
  records: Records,
  lattice: Lattice,
): void {
  for (const [key, spec] of Object.entries(match.sheet.columns)) {
    if (!isNumber(spec) || spec.counts === undefined) continue;
    const text = columns.find((column) => column.key === spec.counts && !column.made);
    const place = region.columns[text ? columns.indexOf(text) : -1]?.column;
    if (!text || place === undefined) continue;
    const typed = columns.find((column) => column.key === key);
    const values = typed?.values ?? new Array<Value>(records.at.length).fill(null);
    for (const [index, first] of records.at.entries()) {
      const more = records.further.get(first) ?? [];
      if (values[index] !== null || text.values[index] === null || (typed && more.length === 0)) continue;
      const items = itemsIn(String(text.values[index]));
      const rows = [first, ...more].filter((row) => lattice.at(row, place) !== null).length;
      values[index] = items > 1 ? items : rows;
    }
    if (!typed)
      columns.push({
        ...text,
        header: spec.label.zh,
        key,
        column: spec,
        values,
        cells: values.map(() => null),
        made: true,
      });
  }
}
