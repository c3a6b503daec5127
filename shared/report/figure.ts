// Figures: the values of a sheet's measures for one submission or for a whole subtree. Integers throughout,
// in the smallest unit of the column they come from; nothing is ever averaged.

/** Value of one measure. Null: no row had a value (not zero). */
export type Figure =
  /** flow, stock, cumulative, overdue: a scaled integer. */
  | number
  /** ratio: numerator and denominator, only over rows (or units) that have both. */
  | readonly [numerator: number, denominator: number]
  /** distinct: the values themselves, sorted; or a count that is only an upper bound. */
  | { readonly values: readonly string[] }
  | { readonly atMost: number }
  | null;

/**
 * By measure key; a measure broken down `by` a choice adds "key/choice". "#rows" is the number of rows;
 * "#about" lists the measures that rest on approximate values, and is left out where none does.
 */
export type Figures = Readonly<Record<string, Figure>>;

/** True for the figure of a ratio. */
export function isPair(
  figure: Figure | undefined,
): figure is readonly [numerator: number, denominator: number] {
  return Array.isArray(figure);
}

/** The values that a figure lists; null where it lists none. */
export function valuesIn(figure: Figure | undefined): readonly string[] | null {
  if (typeof figure !== "object" || figure === null || isPair(figure)) return null;
  return "values" in figure ? figure.values : null;
}
