// Marks as conditional formats of our own: one for each effect, over all its cells, with a rule that is
// always true and carries our tag. They are found again by the tag alone; no other format is touched.
import { areaOf } from "../../../shared/read/grid.ts";
import type { Effect } from "../../../shared/sheet/rule.ts";
import type { Mark } from "../workbook.ts";
import { addressesOf, joined } from "./areas.ts";
import { codeOf } from "./refusal.ts";

const TAG = "onesheet-";
const WASHES: Readonly<Record<Effect, string>> = {
  must: "#FDD8D5",
  waivable: "#FFE0C7",
  explain: "#FFF1B8",
  note: "#D6E8F8",
};
/** Added in this order, so that the heaviest, added last, lies on top. */
const ORDER: readonly Effect[] = ["note", "explain", "waivable", "must"];
/** Rules that are looked at one by one where they cannot be looked at together. */
const MOST_SINGLE = 50;

/** Replaces all our marks on the worksheet: one sync to find the old, one to put the new where there are any. */
export async function layMarks(
  context: Excel.RequestContext,
  id: string,
  marks: readonly Mark[],
): Promise<void> {
  const sheet = context.workbook.worksheets.getItem(id);
  const ours = await findOurs(context, sheet);
  // From the last: Microsoft calls the id of a format its priority, and then a deletion moves those behind it.
  for (const format of ours.reverse()) format.delete();
  for (const effect of ORDER) {
    const areas = marks
      .filter((mark) => mark.effect === effect)
      .flatMap(({ address }) => areaOf(address) ?? []);
    for (const addresses of addressesOf(joined(areas))) {
      const format = sheet.getRanges(addresses).conditionalFormats.add(Excel.ConditionalFormatType.custom);
      format.custom.rule.formula = `=LEN("${TAG}${effect}")>0`;
      format.custom.format.fill.color = WASHES[effect];
    }
  }
  if (ours.length > 0 || marks.length > 0) await context.sync();
}

async function findOurs(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
): Promise<Excel.ConditionalFormat[]> {
  const formats = sheet.getRange().conditionalFormats;
  formats.load("items/type,items/customOrNullObject/rule/formula");
  try {
    await context.sync();
  } catch (cause) {
    if (codeOf(cause) !== "GeneralException") throw cause;
    return findOneByOne(context, sheet);
  }
  return formats.items.filter(
    ({ customOrNullObject: custom }) => !custom.isNullObject && isOurs(custom.rule.formula),
  );
}

/** A rule that was pasted twice cannot be read, and takes the reading of all others with it (office-js 6835). */
async function findOneByOne(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
): Promise<Excel.ConditionalFormat[]> {
  const formats = sheet.getRange().conditionalFormats.load("items/type");
  await context.sync();
  const ours: Excel.ConditionalFormat[] = [];
  for (const format of formats.items.filter(({ type }) => type === "Custom").slice(0, MOST_SINGLE)) {
    try {
      const rule = format.custom.rule.load("formula");
      await context.sync();
      if (isOurs(rule.formula)) ours.push(format);
    } catch (cause) {
      // Ours can be read: we wrote it once. This one is left alone.
      if (codeOf(cause) !== "GeneralException") throw cause;
    }
  }
  return ours;
}

function isOurs(formula: string): boolean {
  return formula.includes(`"${TAG}`);
}
