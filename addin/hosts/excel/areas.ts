// Rectangles for calls to Excel: neighbours joined into one, so that the calls grow with the shapes and not with
// the cells, and lists of addresses as long as Excel takes them.
import type { Area } from "../../../shared/read/grid.ts";
import { addressOfArea } from "../grid-edit.ts";

/** Excel takes lists of addresses of up to 8,192 characters. */
const LONGEST_LIST = 8_000;

/** Areas of the same columns that follow or overlap one another downwards become one. */
export function joined(areas: readonly Area[]): Area[] {
  const sorted = [...areas].sort((a, b) => a.column - b.column || a.columns - b.columns || a.row - b.row);
  const result: Area[] = [];
  for (const area of sorted) {
    const last = result.at(-1);
    const follows =
      last &&
      last.column === area.column &&
      last.columns === area.columns &&
      area.row <= last.row + last.rows;
    if (!follows) result.push(area);
    else {
      const rows = Math.max(last.rows, area.row + area.rows - last.row);
      result[result.length - 1] = { ...last, rows };
    }
  }
  return result;
}

/** The areas as lists of addresses, each short enough for one call. */
export function addressesOf(areas: readonly Area[]): string[] {
  const lists: string[] = [];
  for (const area of areas) {
    const address = addressOfArea(area);
    const last = lists.at(-1);
    if (last === undefined || last.length + address.length + 1 > LONGEST_LIST) lists.push(address);
    else lists[lists.length - 1] = `${last},${address}`;
  }
  return lists;
}
