// What a statistical sheet is: a value that could be written as JSON. It promises that a misspelt column
// name in a key, rule or measure does not compile. It knows no particular sheet and no workbook.
import type { Column } from "./column.ts";
import type { Measure } from "./measure.ts";
import type { Rule } from "./rule.ts";

/** A sentence or label in both languages of the screens. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** A statistical sheet (报表): the columns collected together for one purpose. `K` are its column keys. */
export interface Sheet<K extends string = string> {
  /** Stored with every submission; never changes. */
  readonly key: string;
  /** Raised when a column, rule or measure changes its meaning; printed on the receipt. */
  readonly version: number;
  readonly label: Text;
  /** Words of which the title usually holds one; evidence for recognising the sheet, never required. */
  readonly titles: readonly string[];
  /** The columns in the order of the blank template. Keys are stored data. */
  readonly columns: Readonly<Record<K, Column>>;
  /** The columns that together name a row; no two rows may share them. */
  readonly naturalKey: readonly K[];
  /** Where the rows lack a column of the key, the one that stands in for it. */
  readonly standIns: Readonly<Partial<Record<K, K>>>;
  /** Rows of a local sheet never leave the workbook: only its figures are sent (a register of persons). */
  readonly rowsStayLocal: boolean;
  readonly rules: readonly Rule<K>[];
  readonly measures: readonly Measure<K>[];
  /** The measure groups by this choice column when a consolidation asks for rows by category. */
  readonly category: K | null;
}

/** Declares a sheet; all keys in `naturalKey`, `rules`, `measures` and `category` are checked against `columns`. */
export function defineSheet<const C extends Record<string, Column>>(sheet: {
  key: string;
  version: number;
  label: Text;
  titles: readonly string[];
  columns: C;
  naturalKey: readonly NoInfer<keyof C & string>[];
  standIns?: Readonly<Partial<Record<NoInfer<keyof C & string>, NoInfer<keyof C & string>>>>;
  rowsStayLocal?: boolean;
  rules: readonly Rule<NoInfer<keyof C & string>>[];
  measures: readonly Measure<NoInfer<keyof C & string>>[];
  category?: NoInfer<keyof C & string>;
}): Sheet {
  return {
    ...sheet,
    standIns: sheet.standIns ?? {},
    rowsStayLocal: sheet.rowsStayLocal ?? false,
    category: sheet.category ?? null,
  } as Sheet;
}

/** The columns that name a row among those that the rows have: the natural key, with its stand-ins. */
export function keyColumns(sheet: Sheet, has: (key: string) => boolean): string[] {
  return sheet.naturalKey.flatMap((key) => {
    const own = has(key) ? key : sheet.standIns[key];
    return own !== undefined && has(own) ? [own] : [];
  });
}

/** The columns whose values may be sent up, in declared order, as [key, column]. */
export function sentColumns(sheet: Sheet): [string, Column][] {
  if (sheet.rowsStayLocal) return [];
  return Object.entries(sheet.columns).filter(([, column]) => !column.local);
}
