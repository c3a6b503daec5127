// The merged areas of a worksheet's XML, written anew when they changed; nothing else is touched.
import type { Area } from "../../../shared/read/grid.ts";
import { addressOfArea } from "../grid-edit.ts";

/** What stands between the cells and the merges, in the order that the format fixes (ECMA-376 18.3.1.99). */
const BEFORE =
  /^\s*<(sheetCalcPr|sheetProtection|protectedRanges|scenarios|autoFilter|sortState|dataConsolidate|customSheetViews)\b(?:[^>]*\/>|[\s\S]*?<\/\1>)/;

export function patchMerges(xml: string, areas: readonly Area[]): string {
  const without = xml.replace(/<mergeCells\b(?:[^>]*\/>|[\s\S]*?<\/mergeCells>)/, "");
  if (areas.length === 0) return without;
  const cells = areas.map((area) => `<mergeCell ref="${addressOfArea(area)}"/>`).join("");
  const written = `<mergeCells count="${areas.length}">${cells}</mergeCells>`;
  const data = /<\/sheetData>|<sheetData\b[^>]*\/>/.exec(without);
  if (!data) return xml;
  let at = data.index + data[0].length;
  for (let next = BEFORE.exec(without.slice(at)); next; next = BEFORE.exec(without.slice(at)))
    at += next[0].length;
  return without.slice(0, at) + written + without.slice(at);
}
