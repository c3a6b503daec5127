// The kinds of column and how each holds its value. Numbers are integers in their smallest unit, so sums
// are exact: money in 分, hours and days in tenths, percentages in hundredths of a point.
import type { Text } from "./sheet.ts";

/** Kinds that hold a number, with the decimal digits that the stored integer keeps. */
export const QUANTITIES = {
  count: { digits: 0 },
  money: { digits: 2 },
  hours: { digits: 1 },
  days: { digits: 1 },
  percent: { digits: 2 },
} as const;

export type Quantity = keyof typeof QUANTITIES;

/** The value of a cell: a scaled integer, text (choice key, ISO date "2020-03-27", time "09:30", free text), or nothing. */
export type Value = number | string | null;

/** One allowed value of a choice column; `key` is stored, `label.zh` is written in templates. */
export interface Choice {
  readonly key: string;
  readonly label: Text;
  readonly aliases: readonly string[];
}

interface Common {
  readonly label: Text;
  /** Other headers that mean the same column. */
  readonly aliases: readonly string[];
  /** A row without it is not accepted. */
  readonly required?: boolean;
  /** The sheet is not complete without this column (default: the same as `required`). */
  readonly expected?: boolean;
  /** Never leaves the workbook: names, ID numbers, phones. */
  readonly local?: boolean;
  /** The superior already holds it: prefilled or compared, never asked. */
  readonly known?: boolean;
  /** Recognised where it stands, but not asked for: left out of the blank template. */
  readonly asked?: false;
  /** The merged header above this column in the blank template. */
  readonly group?: Text;
  /** What the column is for, shown as the input prompt of the blank template. */
  readonly hint?: Text;
}

export interface NumberColumn extends Common {
  readonly kind: Quantity;
  /** Unit of measure as written in headers: 人, 元, 小时, 天, %. */
  readonly unit: Text;
  /** In the unit as written (元, not 分); beyond it the cell is out of range. */
  readonly max?: number;
  readonly min?: number;
  /** Smallest step in the unit as written: 0.5 for half days. */
  readonly step?: number;
  /**
   * What a totals row of this column may print: the sum (default), at most the sum (persons who may stand in
   * several rows), or anything (an ordinal, a figure per head).
   */
  readonly adds?: "sum" | "atMost" | "not";
  /**
   * Beyond it, in the unit as written, a figure is asked about: it is possible, but more likely written in another unit
   * of measure.
   */
  readonly usual?: number;
  /** Further headers, each of a part of it (微信, 支付宝): where a table has several, they are added together. */
  readonly parts?: readonly string[];
  /** Of the headers, those that may as well mean another figure: plain numbers under them are asked about. */
  readonly doubtful?: readonly string[];
  /** The text column whose numbered items (1.… 2.…) it counts. */
  readonly counts?: string;
}

export interface TextColumn extends Common {
  readonly kind: "text";
  readonly min?: number;
  readonly max?: number;
}

export interface DateColumn extends Common {
  readonly kind: "date";
  /** Words that may stand instead of a day, stored as they are: 长期坚持, 立行立改. */
  readonly words?: readonly string[];
  /** A planned day may lie in the future. */
  readonly future?: boolean;
  /** A range in one cell (3月2日-6日) gives its last day to the column of this key, where that one is empty. */
  readonly until?: string;
}

/** A time of day, stored as "09:30". */
export interface TimeColumn extends Common {
  readonly kind: "time";
}

export interface ChoiceColumn extends Common {
  readonly kind: "choice";
  readonly choices: readonly Choice[];
  /** Text outside the list is kept as it is; only what looks like a misspelling is asked about. */
  readonly open?: boolean;
  /** A table without this column may name the choice in its title, for all its rows. */
  readonly fromTitle?: boolean;
}

/** The name of a reporting unit or party organisation; matched to the unit table by the server. */
export interface UnitColumn extends Common {
  readonly kind: "unit";
}

/** A person's identifier; always local. `format` names the check. */
export interface PersonColumn extends Common {
  readonly kind: "person";
  readonly format: "name" | "idNumber" | "phone";
}

export interface SerialColumn extends Common {
  readonly kind: "serial";
}

export type Column =
  | NumberColumn
  | TextColumn
  | DateColumn
  | TimeColumn
  | ChoiceColumn
  | UnitColumn
  | PersonColumn
  | SerialColumn;

/** True for a column whose values are scaled integers. */
export function isNumber(column: Column): column is NumberColumn {
  return column.kind in QUANTITIES;
}

/** 10 to the power of the digits kept: 100 for money. */
export function scaleOf(kind: Quantity): number {
  return 10 ** QUANTITIES[kind].digits;
}
