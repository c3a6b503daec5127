// One problem at one place, as data: a code of the catalogue, where it is, and what fills its message.
// Collected and shown, never thrown. The wording lives in catalogue.ts, so language can change later.
import type { Effect } from "../sheet/rule.ts";
import type { IssueCode } from "./catalogue.ts";

/** A proposed change of one cell; never made without the person. */
export interface Fix {
  readonly cell: string;
  readonly before: string;
  /** What would be written: text, a number in the unit as printed, or a serial date with its format. */
  readonly after: string | number;
  readonly format?: string;
}

export interface Issue {
  readonly code: IssueCode;
  /** The rule of the sheet that raised it, where one did. */
  readonly rule?: string;
  readonly effect: Effect;
  /** A1 address in the worksheet, or null when it is about the whole table. */
  readonly cell: string | null;
  /** Further cells of which the same finding holds: they are marked as this one is. */
  readonly cells?: readonly string[];
  /** Cells that it was compared with: shown as links, never marked, since nothing may be wrong with them. */
  readonly related?: readonly string[];
  /** Worksheet row, where it is about one row. */
  readonly row?: number;
  /** Column key, where it is about one column. */
  readonly column?: string;
  /** The row's own key as a person knows it: the branch, the problem number. */
  readonly key?: string;
  /** What fills the message; numbers are in the unit as written. */
  readonly slots: Readonly<Record<string, string | number>>;
  readonly fix?: Fix;
  /** Where many findings are told as one: the corrections of all its cells, as far as there are. */
  readonly fixes?: readonly Fix[];
}

/** The identity of an issue across checks: an explanation given for it is found again by this. */
export function issueId(issue: Issue): string {
  return [issue.code, issue.rule ?? "", issue.key ?? issue.row ?? "", issue.column ?? ""].join("|");
}
