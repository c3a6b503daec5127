// A worksheet to be written, as plain data: the consolidated sheet and the blank template are made of it,
// and every host writes it its own way. Text is text: no host may turn a `text` cell into a formula.

/** How a cell looks; hosts map a role to their own styles. */
export type Role = "title" | "caption" | "header" | "body" | "total" | "note";

export type WrittenCell =
  | { readonly text: string }
  /** `format` is an Excel number format. */
  | { readonly number: number; readonly format?: string }
  /** A1 formula with its present value, so that a reader without a calculator shows it too. */
  | { readonly formula: string; readonly value: number | string; readonly format?: string }
  | null;

export interface WrittenRow {
  readonly role: Role;
  readonly cells: readonly WrittenCell[];
}

/** Row 1 is `rows[0]`, column A is `cells[0]`. */
export interface WrittenSheet {
  readonly name: string;
  /** Widths in characters, one per column. */
  readonly widths: readonly number[];
  readonly rows: readonly WrittenRow[];
  /** A1 ranges. */
  readonly merges: readonly string[];
  /** Rows and columns that stay in view. */
  readonly frozen: { readonly rows: number; readonly columns: number };
  /** Drop-down lists and prompts, for templates. */
  readonly lists?: readonly {
    readonly area: string;
    readonly values: readonly string[];
    readonly strict: boolean;
  }[];
}
