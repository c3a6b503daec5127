// A worksheet as a clerk keeps it, written as a real .xlsx file: merged bold title, thin borders, widths that
// fit, sums as formulas. It knows no particular sheet; the content of the samples is in city/workbooks/.
import { type Cell, type CellStyle, writeXlsx } from "hucre/xlsx";
import { areaOf } from "../shared/read/grid.ts";

export type ClerkCell =
  | string
  | number
  | null
  /** A day kept as a serial number, shown in a format. */
  | { readonly day: string; readonly format?: string }
  | { readonly number: number; readonly format: string }
  /** `=SUM(…)` over areas; its value is worked out from the numbers that lie there, as Excel does. */
  | { readonly sum: readonly string[]; readonly format?: string }
  | { readonly formula: string; readonly value: number | string; readonly format?: string };

export type ClerkRole = "title" | "caption" | "header" | "letters" | "body" | "total" | "note" | "blank";

export interface ClerkSheet {
  /** Told in the document's properties; says that everything is invented. */
  readonly title: string;
  readonly worksheet: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly [role: ClerkRole, ...cells: ClerkCell[]])[];
  /** A1 ranges. */
  readonly merges: readonly string[];
  /** Worksheet rows hidden by a filter. */
  readonly hiddenRows?: readonly number[];
}

const LINE = { style: "thin", color: { rgb: "000000" } } as const;
const BOX = { top: LINE, right: LINE, bottom: LINE, left: LINE };
const MIDDLE = { horizontal: "center", vertical: "center", wrapText: true } as const;
const SONG = "宋体";

const STYLES: Readonly<Record<ClerkRole, CellStyle>> = {
  title: { font: { name: "方正小标宋简体", size: 18, bold: true }, alignment: MIDDLE },
  caption: { font: { name: SONG, size: 11 }, alignment: { vertical: "center" } },
  header: { font: { name: "黑体", size: 11, bold: true }, alignment: MIDDLE, border: BOX },
  letters: { font: { name: SONG, size: 9 }, alignment: MIDDLE, border: BOX },
  body: { font: { name: SONG, size: 11 }, alignment: { ...MIDDLE }, border: BOX },
  total: { font: { name: SONG, size: 11, bold: true }, alignment: MIDDLE, border: BOX },
  note: { font: { name: SONG, size: 10 }, alignment: { vertical: "center" } },
  blank: {},
};
const HEIGHTS: Readonly<Partial<Record<ClerkRole, number>>> = {
  title: 34,
  caption: 20,
  header: 32,
  body: 30,
  total: 26,
};

/** The file's bytes; equal content gives equal bytes but for the date that hucre writes into the properties. */
export async function writeClerkSheet(sheet: ClerkSheet): Promise<Uint8Array> {
  const width = sheet.widths.length;
  const cells = new Map<string, Partial<Cell>>();
  const boxed = new Set<ClerkRole>(["header", "letters", "body", "total"]);
  for (const [r, [role, ...row]] of sheet.rows.entries())
    for (let c = 0; c < width; c++) {
      const cell = row[c] ?? null;
      if (cell !== null || boxed.has(role))
        cells.set(`${r},${c}`, { ...written(sheet, cell), style: style(role, cell) });
    }
  return await writeXlsx({
    sheets: [
      {
        name: sheet.worksheet,
        columns: sheet.widths.map((wide) => ({ width: wide })),
        rows: sheet.rows.map(() => Array.from({ length: width }, () => null)),
        cells,
        merges: sheet.merges.map(mergeOf),
        rowDefs: new Map(
          sheet.rows.map(([role], n) => {
            const height = HEIGHTS[role];
            const hidden = sheet.hiddenRows?.includes(n + 1) ?? false;
            return [n, { ...(height === undefined ? {} : { height }), ...(hidden ? { hidden } : {}) }];
          }),
        ),
        pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      },
    ],
    properties: {
      title: sheet.title,
      subject: "示例，内容均为虚构",
      description: "Onesheet 的示例工作簿：单位、人员和数字均为虚构，不是任何真实单位的数据。",
      creator: "Onesheet 示例",
      keywords: "示例, 虚构",
      created: new Date(Date.UTC(2026, 0, 1)),
      modified: new Date(Date.UTC(2026, 0, 1)),
    },
    defaultFont: { name: SONG, size: 11 },
  });
}

/** Excel's serial number of an ISO day. */
export function serialOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569;
}

function written(sheet: ClerkSheet, cell: ClerkCell): Partial<Cell> {
  if (cell === null || typeof cell !== "object") return { value: cell };
  if ("day" in cell) return { value: serialOf(cell.day) };
  if ("number" in cell) return { value: cell.number };
  if ("sum" in cell)
    return { value: null, formula: `SUM(${cell.sum.join(",")})`, formulaResult: sumOf(sheet, cell.sum) };
  return { value: null, formula: cell.formula.replace(/^=/, ""), formulaResult: cell.value };
}

function style(role: ClerkRole, cell: ClerkCell): CellStyle {
  const base = STYLES[role];
  if (cell === null || typeof cell !== "object") return base;
  const format = "day" in cell ? (cell.format ?? "yyyy/m/d") : cell.format;
  return format === undefined ? base : { ...base, numFmt: format };
}

/** Rounded to 分, so that the cached value of a sum is what a person would write. */
function sumOf(sheet: ClerkSheet, areas: readonly string[]): number {
  let sum = 0;
  for (const address of areas) {
    const area = areaOf(address);
    if (!area) throw new RangeError(`not an area: ${address}`);
    for (let row = area.row; row < area.row + area.rows; row++)
      for (let column = area.column; column < area.column + area.columns; column++) {
        const cell = sheet.rows[row - 1]?.[column] ?? null;
        if (typeof cell === "number") sum += cell;
        else if (cell !== null && typeof cell === "object") {
          if ("number" in cell) sum += cell.number;
          else if ("sum" in cell) sum += sumOf(sheet, cell.sum);
          else if ("formula" in cell && typeof cell.value === "number") sum += cell.value;
        }
      }
  }
  return Math.round(sum * 100) / 100;
}

function mergeOf(range: string) {
  const area = areaOf(range);
  if (!area) throw new RangeError(`not a range: ${range}`);
  const [startRow, startCol] = [area.row - 1, area.column - 1];
  return { startRow, startCol, endRow: startRow + area.rows - 1, endCol: startCol + area.columns - 1 };
}
