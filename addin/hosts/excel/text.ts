// Values in the form in which Excel takes them as they are. What is written to a cell goes through the same
// reading as what is typed, so a text could become a formula, a number or a date.
import type { Cell } from "../../../shared/read/grid.ts";

/** Text is guarded with an apostrophe, which Excel keeps as "this is text" and does not show. */
export function literal(value: Cell): string | number | boolean {
  if (value === null) return "";
  return isGuarded(value) ? `'${value}` : value;
}

/** A text that Excel might read as something else, in a cell that has not the format of text. */
export function isGuarded(value: Cell): boolean {
  if (typeof value !== "string" || value === "") return false;
  // Chinese without digits is read as nothing else; with digits it may be a day or an hour (下午3:00).
  return !/^\p{Script=Han}\P{Nd}*$/u.test(value);
}

/** A single value for all cells of a range, which Excel takes and the types do not show. */
export function everywhere(value: string): string[][] {
  return value as unknown as string[][];
}

/** Bytes that the values take in a message, at most. */
export function weightOf(values: readonly unknown[]): number {
  let weight = 2;
  for (const value of values) weight += typeof value === "string" ? value.length * 3 + 3 : 20;
  return weight;
}

/** Bytes of cells in one message: well under the 5 MB that Excel on the web takes and gives. */
export const MOST_BYTES = 3_000_000;
