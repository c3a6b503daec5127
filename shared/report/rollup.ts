// Many units' figures into one: exact, in any order, in any grouping. Amounts add; a ratio adds numerator
// and denominator of units that have both; distinct values unite. What is missing is left out, never zero.
import type { Measure } from "../sheet/measure.ts";
import type { Sheet } from "../sheet/sheet.ts";
import { type Figure, type Figures, isPair } from "./figure.ts";
import { ABOUT, addExactly, choicesOf } from "./figures.ts";

/** Distinct values listed in a total; beyond, only an upper bound is known. */
const MOST_TOGETHER = 20_000;

/**
 * Adds the figures of units (or of totals over units: the result is the same). A measure that no unit has is
 * null. Overdue and counts add like amounts. Throws RangeError when a sum leaves the safe integers.
 */
export function rollUp(sheet: Sheet, figures: Iterable<Figures>): Figures {
  const together = new Map<string, Sum>([
    ["#rows", adding()],
    [ABOUT, uniting()],
  ]);
  for (const measure of sheet.measures) {
    together.set(measure.key, sumFor(measure));
    for (const choice of choicesOf(sheet, measure)) together.set(`${measure.key}/${choice}`, adding());
  }
  for (const unit of figures) for (const [key, sum] of together) sum.add(unit[key]);
  const total: Record<string, Figure> = {};
  for (const [key, sum] of together) {
    const figure = sum.total();
    // A choice that no unit has rows of, and approximation where there is none, stay out, as it does in the figures of a unit.
    if (figure !== undefined) total[key] = figure;
    else if (key !== ABOUT && !key.includes("/")) total[key] = null;
  }
  return total;
}

/** A running total; undefined while no unit has said anything. */
interface Sum {
  add(figure: Figure | undefined): void;
  total(): Figure | undefined;
}

function sumFor(measure: Measure): Sum {
  if (measure.kind === "ratio") return addingPairs();
  return measure.kind === "distinct" ? uniting() : adding();
}

function adding(): Sum {
  let total: number | null | undefined;
  return {
    add(figure) {
      if (typeof figure === "number") total = addExactly(total ?? 0, figure);
      else if (figure === null) total ??= null;
    },
    total: () => total,
  };
}

function addingPairs(): Sum {
  let total: [number, number] | undefined;
  return {
    add(figure) {
      if (!isPair(figure)) return;
      const [numerator, denominator] = figure;
      total = [addExactly(total?.[0] ?? 0, numerator), addExactly(total?.[1] ?? 0, denominator)];
    },
    total: () => total,
  };
}

function uniting(): Sum {
  const values = new Set<string>();
  let [unnamed, found] = [0, false];
  return {
    add(figure) {
      if (figure === null || typeof figure !== "object" || isPair(figure)) return;
      found = true;
      if ("values" in figure) for (const value of figure.values) values.add(value);
      else if ("atMost" in figure) unnamed = addExactly(unnamed, figure.atMost);
    },
    total() {
      if (!found) return undefined;
      if (unnamed > 0 || values.size > MOST_TOGETHER) return { atMost: values.size + unnamed };
      return { values: [...values].sort() };
    },
  };
}
