// Measures as data: what is rolled up from the rows of one submission, and how units add up to the city.
import type { When } from "./rule.ts";
import type { Text } from "./sheet.ts";

/** When a row is due: its day, or `plus` days after `from` where the word 立行立改 stands instead of one. */
export interface Deadline<K extends string> {
  readonly due: K;
  readonly from: K;
  readonly plus: number;
}

/** A quantity taken from rows: their number, or the sum of a column (or of a product of two), where a condition holds. */
export type Amount<K extends string> =
  | { readonly count: "rows"; readonly where?: When<K> }
  /** Rows whose deadline lies at or before the cut-off; with `done`, only those done by their deadline. */
  | ({ readonly count: "due"; readonly done?: K; readonly where?: When<K> } & Deadline<K>)
  /** Rows done after their deadline. */
  | ({ readonly count: "late"; readonly done: K; readonly where?: When<K> } & Deadline<K>)
  | { readonly sum: K; readonly where?: When<K> }
  /** One column less another; missing as a whole where a row with something to give lacks the other. */
  | { readonly sum: K; readonly less: K; readonly where?: When<K> }
  /** Only the first row of each value of `once`: a branch's members, whatever the number of its rows. */
  | { readonly sum: K; readonly once: K; readonly where?: When<K> }
  /** Only the row with most of each value of `most`: at least so many persons, whatever the number of its rows. */
  | { readonly sum: K; readonly most: K; readonly where?: When<K> }
  | { readonly sum: readonly [K, K]; readonly where?: When<K> }
  /** Days from one date to another, summed over rows that have both. */
  | { readonly days: readonly [K, K]; readonly where?: When<K> };

interface Common {
  /** Unique in the sheet; stored in figures. */
  readonly key: string;
  readonly label: Text;
  readonly unit: Text;
}

export type Measure<K extends string = string> = Common &
  (
    | {
        /** flow: add over periods · stock: newest snapshot · cumulative: newest, never falls. All add over units. */
        readonly kind: "flow" | "stock" | "cumulative";
        readonly of: Amount<K>;
        /** Also broken down by this choice column. */
        readonly by?: K;
      }
    | {
        /** Σ numerator ÷ Σ denominator, only over rows and units that have both. `percent` or a plain quotient. */
        readonly kind: "ratio";
        readonly numerator: Amount<K>;
        readonly denominator: Amount<K>;
        readonly show: "percent" | "quotient";
      }
    /**
     * Number of distinct values over all units. The values travel; of a local column only the number of its filled
     * rows does, as an upper bound: two persons may share a name.
     */
    | { readonly kind: "distinct"; readonly of: K }
    /** Rows still open after their day at the cut-off. */
    | {
        readonly kind: "overdue";
        readonly due: K;
        readonly from: K;
        readonly plus: number;
        readonly closed: When<K>;
      }
  );
