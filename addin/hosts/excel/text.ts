// Values in the form in which Excel takes them as they are. What is written to a cell goes through the same
// reading as what is typed, so a text could become a formula, a number or a date.
import type { Cell } from "../../../shared/read/grid.ts";

/** Text is guarded with an apostrophe, which Excel keeps as "this is text" and does not show. */
export function literal(value: Cell): string | number | boolean {
  if (value === null) return "";
  if (typeof value !== "string" || value === "") return value;
  // A text that begins with a Chinese character is read as nothing else.
  return /^\p{Script=Han}/u.test(value) ? value : `'${value}`;
}

/** A single value for all cells of a range, which Excel takes and the types do not show. */
export function everywhere(value: string): string[][] {
  return value as unknown as string[][];
}
