// Writes worksheets of ours as a new .xlsx file. Text stays text whatever it begins with; roles become the
// styles below, the only place where a written worksheet's look is decided.
import { type Cell, type CellStyle, type WriteSheet, writeXlsx as write } from "hucre/xlsx";
import { areaOf, letterOf } from "../../../shared/read/grid.ts";
import type { Role, WrittenCell, WrittenSheet } from "../../../shared/report/worksheet.ts";
import { heightOf } from "../row-height.ts";
import { listsName, placeFor } from "../worksheet-name.ts";
import { Parts } from "./parts.ts";
import { guardEscapes } from "./xml.ts";

/** Excel keeps a list inside its validation only when it is this short and no choice holds a comma. */
const LONGEST_LIST = 255;

const FONT = "等线";
const LINE = { style: "thin", color: { rgb: "BFBFBF" } } as const;
const BOX = { top: LINE, right: LINE, bottom: LINE, left: LINE };
const INK = { rgb: "1F1F1F" };

const STYLES: Readonly<Record<Role, CellStyle>> = {
  title: {
    font: { name: FONT, size: 16, bold: true, color: INK },
    alignment: { horizontal: "center", vertical: "center", wrapText: true },
  },
  caption: { font: { name: FONT, size: 10, color: { rgb: "595959" } }, alignment: { vertical: "center" } },
  header: {
    font: { name: FONT, size: 11, bold: true, color: INK },
    fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "E7EEF7" } },
    alignment: { horizontal: "center", vertical: "center", wrapText: true },
    border: BOX,
  },
  body: { font: { name: FONT, size: 11, color: INK }, alignment: { vertical: "center" }, border: BOX },
  total: {
    font: { name: FONT, size: 11, bold: true, color: INK },
    fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "F2F2F2" } },
    alignment: { vertical: "center" },
    border: { ...BOX, top: { style: "medium", color: { rgb: "7F7F7F" } } },
  },
  note: {
    font: { name: FONT, size: 10, color: { rgb: "595959" } },
    alignment: { vertical: "top", wrapText: true },
  },
};

/** The worksheets as the bytes of an .xlsx file; names are made acceptable and distinct. */
export async function writeXlsx(sheets: readonly WrittenSheet[]): Promise<Uint8Array> {
  const written: WriteSheet[] = [];
  const hidden: WriteSheet[] = [];
  for (const sheet of sheets) {
    const present = [...written, ...hidden].map((other) => other.name);
    const { name } = placeFor(sheet.name, present, []);
    const lists: string[][] = [];
    const dataValidations = (sheet.lists ?? []).map(({ area, values, strict }) => {
      const common = { type: "list", range: area, allowBlank: true, showErrorMessage: strict } as const;
      if (values.join(",").length <= LONGEST_LIST && !values.some((value) => /[",]|^=/.test(value))) {
        return { ...common, values: [...values] };
      }
      lists.push([...values]);
      const letter = letterOf(lists.length);
      return { ...common, formula1: `'${listsName(name)}'!$${letter}$1:$${letter}$${values.length}` };
    });
    written.push({ ...sheetOf(sheet, name), dataValidations });
    if (lists.length > 0) hidden.push(listsOf(listsName(name), lists));
  }
  const sheetsToWrite = [...written, ...hidden];
  return tidied(
    await write({ sheets: sheetsToWrite, stringMode: "inline", defaultFont: { name: FONT, size: 11 } }),
  );
}

/** Blanks at the ends of a text are kept, and equal worksheets give equal bytes: the file names no time. */
function tidied(bytes: Uint8Array): Uint8Array {
  const parts = new Parts(bytes);
  for (const part of parts.names()) {
    if (/\/worksheets\/[^/]+\.xml$/.test(part)) {
      parts.set(part, parts.text(part).replaceAll("<is><t>", '<is><t xml:space="preserve">'));
    } else if (part === "docProps/core.xml") {
      parts.set(
        part,
        parts.text(part).replaceAll(/<dcterms:(created|modified)\b[\s\S]*?<\/dcterms:\1>/g, ""),
      );
    }
  }
  return parts.save();
}

function sheetOf(sheet: WrittenSheet, name: string): WriteSheet {
  const width = Math.max(sheet.widths.length, ...sheet.rows.map(({ cells }) => cells.length));
  const merged = mergedColumns(sheet);
  const cells = new Map<string, Partial<Cell>>();
  const rowDefs = new Map<number, { height: number }>();
  for (const [r, { role, cells: row }] of sheet.rows.entries()) {
    const height = heightOf(sheet, r);
    if (height !== null) rowDefs.set(r, { height });
    // A ruled row is ruled to the end, also where its last cells are empty or merged away.
    const ruled = STYLES[role].border !== undefined;
    for (let c = 0; c < (ruled ? width : row.length); c++) {
      const cell = row[c] ?? null;
      if (cell === null && !ruled && !merged.has(`${r},${c}`)) continue;
      cells.set(`${r},${c}`, { ...contentOf(cell), style: styleOf(role, cell) });
    }
  }
  return {
    name,
    rows: [],
    columns: sheet.widths.map((width) => ({ width })),
    cells,
    rowDefs,
    merges: sheet.merges.flatMap((merge) => {
      const area = areaOf(merge);
      if (!area || area.rows * area.columns < 2) return [];
      const startRow = area.row - 1;
      const startCol = area.column - 1;
      return [{ startRow, startCol, endRow: startRow + area.rows - 1, endCol: startCol + area.columns - 1 }];
    }),
    ...(sheet.frozen.rows + sheet.frozen.columns > 0 ? { freezePane: { ...sheet.frozen } } : {}),
    pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

function contentOf(cell: WrittenCell): Partial<Cell> {
  if (cell === null) return { value: null };
  if ("text" in cell) return { value: guardEscapes(cell.text), type: "string" };
  if ("number" in cell) return { value: cell.number, type: "number" };
  return {
    value: cell.value,
    type: "formula",
    formula: cell.formula.replace(/^=/, ""),
    formulaResult: cell.value,
  };
}

function styleOf(role: Role, cell: WrittenCell): CellStyle {
  const base = STYLES[role];
  if (cell === null) return base;
  if ("text" in cell) return role === "body" ? { ...base, numFmt: "@" } : base;
  return cell.format === undefined ? base : { ...base, numFmt: cell.format };
}

/** Cells under a merge, "row,column" from 0: they carry the borders of the merged whole. */
function mergedColumns(sheet: WrittenSheet): Set<string> {
  const cells = new Set<string>();
  for (const merge of sheet.merges) {
    const area = areaOf(merge);
    if (!area) continue;
    for (let r = 0; r < area.rows; r++)
      for (let c = 0; c < area.columns; c++) cells.add(`${area.row - 1 + r},${area.column - 1 + c}`);
  }
  return cells;
}

function listsOf(name: string, lists: readonly (readonly string[])[]): WriteSheet {
  const longest = Math.max(...lists.map(({ length }) => length));
  const rows = Array.from({ length: longest }, (_, r) => lists.map((list) => list[r] ?? null));
  return { name, rows, hidden: true };
}
