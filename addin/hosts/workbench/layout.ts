// What a worksheet's own XML says beside its values: the style index of each cell, widths, heights, hidden
// rows and columns, merges, frozen panes, gridlines. It reads no value; open.ts does.
import { type Area, areaOf, columnOf } from "../../../shared/read/grid.ts";
import { attributeOf } from "../xlsx/xml.ts";

interface Line {
  /** Pixels, where they differ from the usual. */
  readonly size?: number;
  readonly hidden?: boolean;
  /** Style of cells that are not there. */
  readonly style?: number;
}

export interface Layout {
  /** By row, then column, both from 0; sparse. */
  readonly styles: readonly (readonly (number | undefined)[] | undefined)[];
  /** From 0; sparse. */
  readonly rows: ReadonlyMap<number, Line>;
  readonly columns: ReadonlyMap<number, Line>;
  readonly merges: readonly Area[];
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly gridlines: boolean;
  readonly rowHeight: number;
  readonly columnWidth: number;
}

const PIXELS_PER_POINT = 4 / 3;
/** Column definitions that reach over the whole worksheet are cut here: nobody scrolls further. */
const LAST_COLUMN = 200;
/** Excel's own width of a column, in characters, and the padding it adds to widths that leave it out. */
const USUAL_WIDTH = 8.43;

/** `digit`: pixels of one digit of the workbook's font. */
export function layoutOf(xml: string, digit: number): Layout {
  const start = xml.indexOf("<sheetData");
  const head = start < 0 ? xml : xml.slice(0, start);
  const tail = xml.slice(Math.max(start, xml.lastIndexOf("</sheetData>")));
  const usual = /<sheetFormatPr\b[^>]*?>/.exec(head)?.[0] ?? "";
  const width = (characters: number) =>
    Math.trunc(((256 * characters + Math.trunc(128 / digit)) / 256) * digit);
  const rows = new Map<number, Line>();
  const view = /<sheetView\b[^>]*?>/.exec(head)?.[0] ?? "";
  return {
    styles: scan(start < 0 ? "" : xml.slice(start, xml.length - tail.length), rows),
    rows,
    columns: columnsOf(head, width),
    merges: [...tail.matchAll(/<mergeCell\b[^>]*?>/g)].flatMap(
      ([tag]) => areaOf(attributeOf(tag, "ref") ?? "") ?? [],
    ),
    frozen: frozenOf(/<pane\b[^>]*?>/.exec(head)?.[0] ?? ""),
    gridlines: attributeOf(view, "showGridLines") !== "0",
    rowHeight: Math.round(Number(attributeOf(usual, "defaultRowHeight") ?? 15) * PIXELS_PER_POINT),
    columnWidth: width(Number(attributeOf(usual, "defaultColWidth") ?? USUAL_WIDTH + 5 / digit)),
  };
}

function scan(body: string, rows: Map<number, Line>): (number | undefined)[][] {
  const styles: (number | undefined)[][] = [];
  let row = -1;
  let column = -1;
  for (const [, element, attributes = ""] of body.matchAll(/<(row|c)\b([^>]*)>/g)) {
    if (element === "c") {
      const letters = / r="([A-Z]+)/.exec(attributes)?.[1];
      column = letters === undefined ? column + 1 : columnOf(letters) - 1;
      const style = / s="(\d+)"/.exec(attributes)?.[1];
      if (style === undefined) continue;
      let line = styles[row];
      if (!line) {
        line = [];
        styles[row] = line;
      }
      line[column] = Number(style);
      continue;
    }
    const number = attributeOf(attributes, "r");
    row = number === null ? row + 1 : Number(number) - 1;
    column = -1;
    const height = attributeOf(attributes, "ht");
    const hidden = isTrue(attributeOf(attributes, "hidden"));
    const style = isTrue(attributeOf(attributes, "customFormat")) ? attributeOf(attributes, "s") : null;
    if (height === null && !hidden && style === null) continue;
    rows.set(row, {
      ...(height === null ? {} : { size: Math.round(Number(height) * PIXELS_PER_POINT) }),
      ...(hidden ? { hidden } : {}),
      ...(style === null ? {} : { style: Number(style) }),
    });
  }
  return styles;
}

function columnsOf(head: string, width: (characters: number) => number): Map<number, Line> {
  const columns = new Map<number, Line>();
  for (const [tag] of head.matchAll(/<col\b[^>]*?>/g)) {
    const characters = attributeOf(tag, "width");
    const style = attributeOf(tag, "style");
    const line: Line = {
      ...(characters === null ? {} : { size: width(Number(characters)) }),
      ...(isTrue(attributeOf(tag, "hidden")) ? { hidden: true } : {}),
      ...(style === null || style === "0" ? {} : { style: Number(style) }),
    };
    const last = Math.min(Number(attributeOf(tag, "max")), LAST_COLUMN);
    for (let column = Number(attributeOf(tag, "min")); column <= last; column++)
      columns.set(column - 1, line);
  }
  return columns;
}

function frozenOf(pane: string): { rows: number; columns: number } {
  if (!/^frozen/.test(attributeOf(pane, "state") ?? "")) return { rows: 0, columns: 0 };
  return {
    rows: Number(attributeOf(pane, "ySplit") ?? 0),
    columns: Number(attributeOf(pane, "xSplit") ?? 0),
  };
}

function isTrue(value: string | null): boolean {
  return value === "1" || value === "true";
}
