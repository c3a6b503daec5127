// Rules as data: a closed set of comparisons over the columns of one row or of all rows. Never code, never
// a regular expression, so that a declaration can be stored, sent and one day published from Excel.
import type { Text } from "./sheet.ts";

/** What a finding does to a submission: 强制性, 准强制性, 核实性, 提示性. */
export type Effect = "must" | "waivable" | "explain" | "note";

/**
 * What a rule compares, in units as written (元, 小时): a column, a constant, a sum of columns, a product,
 * a quotient, or the days from one date to another (both counted). A missing part makes the rule undecided.
 */
export type Operand<K extends string> =
  | K
  | number
  | { readonly sum: readonly K[] }
  | { readonly product: readonly (K | number)[] }
  | { readonly quotient: readonly [K, K] }
  | { readonly days: readonly [K, K] };

/** When a rule applies to a row; a list means all of them. A missing value fulfils only what says so. */
export type When<K extends string> =
  | { readonly column: K; readonly in: readonly string[] }
  | { readonly column: K; readonly filled: boolean }
  | { readonly column: K; readonly above: number }
  | { readonly column: K; readonly below: number }
  /** The column is empty or zero: nothing was there to fill in. */
  | { readonly column: K; readonly none: true }
  /** Both columns hold the same value. */
  | { readonly column: K; readonly equals: K }
  /** Both columns hold a day, this one earlier than (or not later than) that one. */
  | { readonly column: K; readonly before: K }
  | { readonly column: K; readonly notAfter: K }
  /** Not a day after the cut-off, an empty cell included (true), or a day after it (false). */
  | { readonly column: K; readonly byCutOff: boolean }
  /** At least one of them. */
  | { readonly any: readonly When<K>[] }
  | readonly When<K>[];

interface Common<K extends string> {
  /** Unique in the sheet; stored with findings and explanations. */
  readonly id: string;
  readonly effect: Effect;
  readonly when?: When<K>;
  /** Why the rule exists, in one sentence. */
  readonly why: Text;
}

export type Rule<K extends string = string> = Common<K> &
  (
    | {
        /** left `is` right, within a tolerance in the unit as written. */
        readonly rule: "compare";
        readonly left: Operand<K>;
        readonly is: "<=" | ">=" | "=" | "<" | ">";
        readonly right: Operand<K>;
        readonly tolerance?: number;
      }
    /** Both are above zero, or neither is. */
    | { readonly rule: "together"; readonly columns: readonly [K, K] }
    /** Under `when`, the column must be filled. */
    | { readonly rule: "needs"; readonly column: K }
    /** Under `when`, the column must be empty. */
    | { readonly rule: "excludes"; readonly column: K }
    /** The later day (or time) is not before the earlier one. */
    | { readonly rule: "order"; readonly earlier: K; readonly later: K }
    /** The day is at most `within` days after the last day of the period. */
    | { readonly rule: "late"; readonly column: K; readonly within: number }
    /** The day lies in the reporting period. */
    | { readonly rule: "inPeriod"; readonly column: K }
    /** The words of a period (2020年一季度) mean the reporting period. */
    | { readonly rule: "samePeriod"; readonly column: K }
    /** Each value of `of` has a row in each month of the period that is over. */
    | { readonly rule: "monthly"; readonly of: K; readonly date: K }
    /** A ratio typed by hand equals numerator ÷ denominator, to the digits typed. */
    | { readonly rule: "ratio"; readonly typed: K; readonly numerator: K; readonly denominator: K }
    /** The operand lies between min and max (unit as written). */
    | { readonly rule: "range"; readonly of: Operand<K>; readonly min?: number; readonly max?: number }
    /** No two rows share these columns; those in `apart` tell rows apart also when one of them is empty. */
    | { readonly rule: "unique"; readonly columns: readonly K[]; readonly apart?: readonly K[] }
    /** Past its day and still open: counted in days, never hidden. `plus` days for the word 立行立改. */
    | {
        readonly rule: "overdue";
        readonly due: K;
        readonly from: K;
        readonly plus: number;
        readonly closed: When<K>;
      }
    /** The sheet must not hold a column whose header has one of these words. */
    | { readonly rule: "stranger"; readonly words: readonly string[] }
    /** Over all rows, the total of a figure against that of the last accepted submission never falls. */
    | { readonly rule: "neverFalls"; readonly measure: string }
  );
