// The unit of measure printed for a column, in its header or above the list, and the factor to the declared one.
import { isNumber } from "../sheet/column.ts";
import { roundOff } from "./number.ts";
import type { TableColumn } from "./table.ts";
import { unitIn, unitOf } from "./unit-of-measure.ts";

interface Measured {
  readonly unit: string | null;
  readonly factor: number;
  /** The header's and the title's units, where they contradict. */
  readonly conflict: readonly [string, string] | null;
}

/** The unit of measure printed for a column, and the factor to the declared one. */
export function measureOf(
  path: readonly string[],
  column: TableColumn["column"],
  measures: readonly string[],
): Measured {
  const header = path.map(unitIn).findLast((unit) => unit !== null) ?? null;
  if (!column || !isNumber(column)) return { unit: header, factor: 1, conflict: null };
  const declared = unitOf(column.unit.zh);
  const sameKind = (word: string | null) =>
    word !== null && unitOf(word)?.dimension === (declared?.dimension ?? "");
  const title =
    measures.find((word) => sameKind(word)) ??
    (column.kind === "money" ? (measures.find((word) => /元$/.test(word)) ?? null) : null);
  const unit = header ?? title;
  const known = unit === null ? null : unitOf(unit);
  if (column.kind === "money" && unit !== null && !known)
    return { unit, factor: 1, conflict: [unit, column.unit.zh] };
  if (!declared || !known || known.dimension !== declared.dimension)
    return { unit, factor: 1, conflict: null };
  const factor = roundOff(known.size / declared.size);
  const clash =
    header !== null && title !== null && header !== title && sameKind(header) && column.kind === "money";
  return { unit, factor, conflict: clash ? [header, title as string] : null };
}
