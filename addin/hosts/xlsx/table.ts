// Excel tables (list objects) on a worksheet: Excel refuses to open a file whose header cells differ from the
// column names that the table part repeats, so an edited header is written to both.
import { areaOf } from "../../../shared/read/grid.ts";
import type { CellEdit } from "./cells.ts";
import type { Parts } from "./parts.ts";
import { attributeOf, withAttribute } from "./xml.ts";

/** Gives table columns the names that edits wrote into their header cells. */
export function renameTableColumns(parts: Parts, worksheet: string, edits: readonly CellEdit[]): void {
  for (const { type, part } of parts.relations(worksheet)) {
    if (type !== "table" || !parts.has(part)) continue;
    const xml = parts.text(part);
    const tag = /<table\b[^>]*?>/.exec(xml)?.[0] ?? "";
    const area = areaOf(attributeOf(tag, "ref") ?? "");
    if (!area || attributeOf(tag, "headerRowCount") === "0") continue;
    const names = new Map<number, string>();
    for (const { row, column, value } of edits) {
      const index = column - area.column;
      if (row === area.row && index >= 0 && index < area.columns)
        names.set(index, String(value ?? `Column${index + 1}`));
    }
    if (names.size === 0) continue;
    let index = -1;
    const renamed = xml.replaceAll(/<tableColumn\b[^>]*?>/g, (column) => {
      const name = names.get(++index);
      // Line breaks in a name are written as _x000a_ there.
      return name === undefined ? column : withAttribute(column, "name", name.replaceAll("\n", "_x000a_"));
    });
    parts.set(part, renamed);
  }
}
