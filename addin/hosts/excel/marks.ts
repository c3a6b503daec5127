// Marks as conditional formats of our own: one for each effect, over all its cells, with a rule that is
// always true and carries our tag. They are found again by the tag alone; no other format is touched.
import { type Area, areaOf } from "../../../shared/read/grid.ts";
import type { Effect } from "../../../shared/sheet/rule.ts";
import { addressOfArea } from "../grid-edit.ts";
import type { Mark } from "../workbook.ts";

const TAG = "onesheet-";
const WASHES: Readonly<Record<Effect, string>> = {
  must: "#FDD8D5",
  waivable: "#FFE0C7",
  explain: "#FFF1B8",
  note: "#D6E8F8",
};
/** Added in this order, so that the heaviest, added last, lies on top. */
const ORDER: readonly Effect[] = ["note", "explain", "waivable", "must"];
/** Excel takes addresses of up to 8,192 characters. */
const LONGEST_ADDRESS = 8_000;

/** Loads the formats of the worksheet; deletes ours once they are here. Costs one sync. */
export async function clearMarks(context: Excel.RequestContext, sheet: Excel.Worksheet): Promise<void> {
  const formats = sheet.getRange().conditionalFormats;
  formats.load("items/type,items/customOrNullObject/rule/formula");
  await context.sync();
  for (const format of formats.items) {
    const custom = format.customOrNullObject;
    if (custom.isNullObject || !custom.rule.formula.includes(`"${TAG}`)) continue;
    format.delete();
  }
}

export function layMarks(sheet: Excel.Worksheet, marks: readonly Mark[]): void {
  for (const effect of ORDER) {
    const areas = marks
      .filter((mark) => mark.effect === effect)
      .flatMap(({ address }) => areaOf(address) ?? []);
    for (const address of addressesOf(joined(areas))) {
      const format = sheet.getRanges(address).conditionalFormats.add(Excel.ConditionalFormatType.custom);
      format.custom.rule.formula = `=LEN("${TAG}${effect}")>0`;
      format.custom.format.fill.color = WASHES[effect];
    }
  }
}

/** Cells one under the other in a column become one area. */
function joined(areas: readonly Area[]): Area[] {
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
function addressesOf(areas: readonly Area[]): string[] {
  const lists: string[] = [];
  for (const area of areas) {
    const address = addressOfArea(area);
    const last = lists.at(-1);
    if (last === undefined || last.length + address.length + 1 > LONGEST_ADDRESS) lists.push(address);
    else lists[lists.length - 1] = `${last},${address}`;
  }
  return lists;
}
