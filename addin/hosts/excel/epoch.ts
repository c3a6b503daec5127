// Whether a workbook counts its days from 1904. Excel does not tell add-ins; but it shows a day as text, and the
// year in that text fits one count or the other.

import { dayOfSerial } from "../../../shared/read/date.ts";
import type { Cell } from "../../../shared/read/grid.ts";

/** Rows whose texts are read along: a day stands near the top, where there is one. */
export const SAMPLED_ROWS = 50;

/** True or false by the first cell that tells; false where none does. Arrays of rows, from the same cell on. */
export function countsFrom1904(
  values: readonly (readonly Cell[])[],
  formats: readonly (readonly (string | null)[])[],
  texts: readonly (readonly unknown[])[],
): boolean {
  for (const [r, row] of texts.entries()) {
    for (const [c, text] of row.entries()) {
      const value = values[r]?.[c];
      if (typeof value !== "number" || !/y/i.test(formats[r]?.[c] ?? "")) continue;
      const year = /(?:19|20)\d{2}/.exec(String(text))?.[0];
      if (year === undefined) continue;
      if (dayOfSerial(value, false)?.startsWith(year)) return false;
      if (dayOfSerial(value, true)?.startsWith(year)) return true;
    }
  }
  return false;
}
