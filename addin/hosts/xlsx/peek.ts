// What hucre does not tell about an .xlsx: the number format of each cell (the Chinese built-in ones 27–36
// and 50–58 included) and how far the cells with content reach. It reads the package's own XML in one pass
// and keeps no cell. It knows no sheet of ours.
import { strFromU8, unzipSync } from "fflate";
import { columnOf } from "../../../shared/read/grid.ts";

/** Extent and formats of one worksheet; rows and columns from 1, `last…` 0 when nothing has content. */
export interface Peek {
  readonly lastRow: number;
  readonly lastColumn: number;
  /** Rows and cells with content. */
  readonly rows: number;
  readonly cells: number;
  /** The worksheet row in which the `mostRows`-th row with content lies, or `lastRow`. */
  readonly cutRow: number;
  /** Cells in the rectangle down to the last cell of any kind, with content or not: what loading all would cost. */
  readonly reach: number;
  /** By worksheet row, by column (both from 0 = row 1, column A); sparse. */
  readonly formats: (string | undefined)[][];
}

const BUILT_IN: Readonly<Record<number, string>> = {
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  14: "yyyy/m/d",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "yyyy/m/d h:mm",
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: "m-d-yy",
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mmss.0",
  49: "@",
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** One entry per worksheet, in the order of the workbook. Throws when the package is no workbook. */
export function peekXlsx(bytes: Uint8Array, mostRows: number): Peek[] {
  const parts = unzipSync(bytes, {
    filter: ({ name }) => /(^|\/)(workbook\.xml(\.rels)?|styles\.xml|worksheets\/[^/]+\.xml)$/i.test(name),
  });
  const part = (end: string) => {
    const name = Object.keys(parts).find((each) => each.toLowerCase().endsWith(end));
    return name ? strFromU8(parts[name] as Uint8Array) : "";
  };
  const formats = stylesOf(part("styles.xml"));
  const targets = new Map<string, string>();
  for (const [, attributes = ""] of part("workbook.xml.rels").matchAll(/<(?:\w+:)?Relationship\b([^>]*)>/g))
    targets.set(attribute(attributes, "Id"), attribute(attributes, "Target"));
  const peeks: Peek[] = [];
  for (const [, attributes = ""] of part("workbook.xml").matchAll(/<(?:\w+:)?sheet\b([^>]*)>/g)) {
    const target = targets.get(/\b\w+:id="([^"]*)"/.exec(attributes)?.[1] ?? "") ?? "";
    const end = target.replace(/^.*?(worksheets\/)/i, "/$1").toLowerCase();
    const name = Object.keys(parts).find((each) => `/${each.toLowerCase()}`.endsWith(end || "\0"));
    peeks.push(scan(name ? strFromU8(parts[name] as Uint8Array) : "", formats, mostRows));
  }
  return peeks;
}

function attribute(attributes: string, name: string): string {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
}

/** Number format by style index; undefined for General. */
export function stylesOf(xml: string): (string | undefined)[] {
  const custom = new Map<number, string>();
  for (const [, attributes = ""] of xml.matchAll(/<(?:\w+:)?numFmt\b([^>]*)>/g))
    custom.set(Number(attribute(attributes, "numFmtId")), unescapeXml(attribute(attributes, "formatCode")));
  const cellStyles = /<(?:\w+:)?cellXfs\b[^>]*>([\s\S]*?)<\/(?:\w+:)?cellXfs>/.exec(xml)?.[1] ?? "";
  return [...cellStyles.matchAll(/<(?:\w+:)?xf\b([^>]*)>/g)].map(([, attributes = ""]) => {
    const id = Number(attribute(attributes, "numFmtId"));
    const format = custom.get(id) ?? BUILT_IN[id];
    return format === undefined || /^general$/i.test(format) ? undefined : format;
  });
}

function unescapeXml(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&amp;/g, "&");
}

function scan(xml: string, styles: readonly (string | undefined)[], mostRows: number): Peek {
  const formats: (string | undefined)[][] = [];
  const tag = /<(?:\w+:)?(row|c)(?:\s([^>]*))?>/g;
  let row = 0;
  let column = 0;
  let lastRow = 0;
  let lastColumn = 0;
  let rows = 0;
  let cells = 0;
  let cutRow = 0;
  let mostColumns = 0;
  for (let match = tag.exec(xml); match !== null; match = tag.exec(xml)) {
    const attributes = match[2] ?? "";
    const place = /\br="([A-Z]*)(\d+)"/.exec(attributes);
    if (match[1] === "row") {
      row = place ? Number(place[2]) : row + 1;
      column = 0;
      continue;
    }
    column = place ? columnOf(place[1] as string) : column + 1;
    if (column > mostColumns) mostColumns = column;
    if (attributes.endsWith("/") || xml.startsWith("</", tag.lastIndex)) continue;
    cells += 1;
    if (row !== lastRow) {
      rows += 1;
      lastRow = row;
      if (rows <= mostRows) cutRow = row;
    }
    if (column > lastColumn) lastColumn = column;
    const style = /\bs="(\d+)"/.exec(attributes);
    const format = style ? styles[Number(style[1])] : undefined;
    if (format === undefined || rows > mostRows) continue;
    let line = formats[row - 1];
    if (!line) {
      line = [];
      formats[row - 1] = line;
    }
    line[column - 1] = format;
  }
  return { lastRow, lastColumn, rows, cells, cutRow, reach: row * mostColumns, formats };
}
