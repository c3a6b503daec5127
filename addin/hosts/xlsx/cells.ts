// Changes single cells inside the XML of a worksheet and leaves every other character as it was. It knows
// rows, cells and shared formulas; it knows nothing of styles beyond the index that a caller hands it.
import { addressOf, areaOf, type Cell } from "../../../shared/read/grid.ts";
import { WorkbookRefusal } from "../workbook.ts";
import { shiftFormula } from "./formula.ts";
import { attributeOf, escapeCellText, escapeXml, unescapeXml, withAttribute } from "./xml.ts";

/** One cell of a worksheet to change. Strings are text, never formulas. */
export interface CellEdit {
  readonly row: number;
  readonly column: number;
  readonly value: Cell;
  /** A new formula ("=SUM(A1:A3)") with `value` as its present result; true: the formula there stays. */
  readonly formula?: string | true;
  /** Index of the style it takes, among those of the workbook; absent: its own stays. */
  readonly style?: number;
  /** Excel number format; absent: that of the style stays. */
  readonly format?: string;
}

/** The style index for an edited cell, from the one it has now (null: none). */
export type Restyle = (present: number | null, edit: CellEdit) => number | null;

const ROW = /<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g;
const CELL = /<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g;
const FORMULA = /<f\b([^>]*?)(?:\/>|>([\s\S]*?)<\/f>)/;
const ERROR = /^#(?:REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$/;

/** The worksheet's XML with the cells changed; the last edit of a cell wins. */
export function patchCells(xml: string, edits: readonly CellEdit[], restyle: Restyle): string {
  const open = /<sheetData\b[^>]*?(\/?)>/.exec(xml);
  if (!open) throw new WorkbookRefusal("notSupported", "no sheetData");
  const start = open.index + open[0].length;
  const end = open[1] ? start : xml.indexOf("</sheetData>", start);
  if (end < 0) throw new WorkbookRefusal("notXlsx", "sheetData has no end");

  const wanted = byRow(edits);
  const columnStyle = readColumnStyles(xml.slice(0, open.index));
  const body = expandShared(xml.slice(start, end), wanted);
  let patched = "";
  let copied = 0;
  let number = 0;
  const pending = [...wanted.keys()].sort((a, b) => a - b);
  const addRowsBefore = (limit: number) => {
    for (let row = pending[0]; row !== undefined && row < limit; row = pending[0]) {
      pending.shift();
      const cells = patchRow("", wanted.get(row), columnStyle, restyle);
      if (cells) patched += `<row r="${row}">${cells}</row>`;
    }
  };
  for (const match of body.matchAll(ROW)) {
    const [whole, attributes = "", inner = ""] = match;
    number = Number(attributeOf(attributes, "r") ?? number + 1);
    if (pending[0] === undefined || number < pending[0]) continue;
    patched += body.slice(copied, match.index);
    copied = match.index + whole.length;
    addRowsBefore(number);
    if (pending[0] === number) {
      pending.shift();
      const rowStyle = attributeOf(attributes, "customFormat") === "1" ? attributeOf(attributes, "s") : null;
      const present = (column: number) => (rowStyle === null ? columnStyle(column) : Number(rowStyle));
      const cells = patchRow(inner, wanted.get(number), present, restyle);
      // `spans` would be wrong when a cell was added, and it is only a hint for readers.
      const tag = `<row${attributes.replace(/\sspans="[^"]*"/, "")}`;
      patched += cells ? `${tag}>${cells}</row>` : `${tag}/>`;
    } else patched += whole;
  }
  patched += body.slice(copied);
  addRowsBefore(Number.POSITIVE_INFINITY);

  const opened = open[1] ? open[0].replace(/\s*\/>$/, ">") : open[0];
  const head = growDimension(xml.slice(0, open.index), edits);
  return `${head}${opened}${patched}</sheetData>${xml.slice(open[1] ? end : end + "</sheetData>".length)}`;
}

function byRow(edits: readonly CellEdit[]): Map<number, Map<number, CellEdit>> {
  const rows = new Map<number, Map<number, CellEdit>>();
  for (const edit of edits) {
    const row = rows.get(edit.row);
    if (row) row.set(edit.column, edit);
    else rows.set(edit.row, new Map([[edit.column, edit]]));
  }
  return rows;
}

function patchRow(
  inner: string,
  edits: ReadonlyMap<number, CellEdit> = new Map(),
  styleOfEmpty: (column: number) => number | null,
  restyle: Restyle,
): string {
  const pending = [...edits.values()].sort((a, b) => a.column - b.column);
  let patched = "";
  let copied = 0;
  let column = 0;
  const addCellsBefore = (limit: number) => {
    for (let edit = pending[0]; edit && edit.column < limit; edit = pending[0]) {
      pending.shift();
      const isNothing = edit.value === null && !edit.formula;
      if (isNothing && edit.format === undefined && edit.style === undefined) continue;
      patched += writeCell(edit, restyle(styleOfEmpty(edit.column), edit), "", "");
    }
  };
  for (const match of inner.matchAll(CELL)) {
    const [whole, attributes = "", content = ""] = match;
    const address = attributeOf(attributes, "r");
    column = address === null ? column + 1 : (areaOf(address)?.column ?? column + 1);
    if (!pending[0]) break;
    if (column < pending[0].column) continue;
    patched += inner.slice(copied, match.index);
    copied = match.index + whole.length;
    addCellsBefore(column);
    const edit = pending[0];
    if (edit?.column === column) {
      pending.shift();
      const style = attributeOf(attributes, "s");
      const present = style === null ? null : Number(style);
      patched += writeCell(edit, restyle(present, edit), attributes, content);
    } else patched += whole;
  }
  patched += inner.slice(copied);
  addCellsBefore(Number.POSITIVE_INFINITY);
  return patched;
}

function writeCell(edit: CellEdit, style: number | null, attributes: string, content: string): string {
  const old = edit.formula === true ? (FORMULA.exec(content)?.[0] ?? "") : "";
  const formula =
    typeof edit.formula === "string" ? `<f>${escapeXml(edit.formula.replace(/^=/, ""))}</f>` : old;
  // `cm` names the dynamic-array behaviour of the formula and stays with it.
  const dynamic = old ? attributeOf(attributes, "cm") : null;
  const head =
    `<c r="${addressOf(edit.row, edit.column)}"` +
    `${style === null ? "" : ` s="${style}"`}${dynamic === null ? "" : ` cm="${dynamic}"`}`;
  const { value } = edit;
  if (value === null) return formula ? `${head}>${formula}</c>` : `${head}/>`;
  if (typeof value === "boolean") return `${head} t="b">${formula}<v>${value ? 1 : 0}</v></c>`;
  if (typeof value === "number") {
    return Number.isFinite(value)
      ? `${head}>${formula}<v>${value}</v></c>`
      : `${head} t="e">${formula}<v>#NUM!</v></c>`;
  }
  if (formula) {
    return `${head} t="${ERROR.test(value) ? "e" : "str"}">${formula}<v>${escapeCellText(value)}</v></c>`;
  }
  return `${head} t="inlineStr"><is><t xml:space="preserve">${escapeCellText(value)}</t></is></c>`;
}

/**
 * Writes a shared formula out cell by cell when an edit overwrites the one cell that holds its text:
 * otherwise the cells that refer to it would lose theirs.
 */
function expandShared(body: string, edits: ReadonlyMap<number, ReadonlyMap<number, CellEdit>>): string {
  if (!body.includes('t="shared"')) return body;
  const masters = new Map<string, { row: number; column: number; text: string }>();
  for (const [, attributes = "", content = ""] of body.matchAll(CELL)) {
    const formula = FORMULA.exec(content);
    const group = formula && attributeOf(formula[1] ?? "", "si");
    const at = areaOf(attributeOf(attributes, "r") ?? "");
    if (!formula?.[2] || !group || !at || attributeOf(formula[1] ?? "", "ref") === null) continue;
    const edit = edits.get(at.row)?.get(at.column);
    if (edit && edit.formula !== true) masters.set(group, { ...at, text: unescapeXml(formula[2]) });
  }
  if (masters.size === 0) return body;
  return body.replaceAll(CELL, (whole, attributes: string, content: string | undefined) => {
    const formula = FORMULA.exec(content ?? "");
    const master = formula && masters.get(attributeOf(formula[1] ?? "", "si") ?? "");
    const at = areaOf(attributeOf(attributes, "r") ?? "");
    if (!formula || !master || !at || attributeOf(formula[1] ?? "", "t") !== "shared") return whole;
    const own = shiftFormula(master.text, at.row - master.row, at.column - master.column);
    return whole.replace(formula[0], () => `<f>${escapeXml(own)}</f>`);
  });
}

/** The style a new cell takes from its column. */
function readColumnStyles(head: string): (column: number) => number | null {
  const columns = [...head.matchAll(/<col\b[^>]*?>/g)].flatMap(([tag]) => {
    const style = attributeOf(tag, "style");
    if (style === null) return [];
    return [
      { from: Number(attributeOf(tag, "min")), to: Number(attributeOf(tag, "max")), style: Number(style) },
    ];
  });
  return (column) => columns.find(({ from, to }) => column >= from && column <= to)?.style ?? null;
}

function growDimension(head: string, edits: readonly CellEdit[]): string {
  return head.replace(/<dimension\b[^>]*?>/, (tag) => {
    const area = areaOf(attributeOf(tag, "ref") ?? "");
    if (!area) return tag;
    let { row: top, column: left } = area;
    let bottom = top + area.rows - 1;
    let right = left + area.columns - 1;
    for (const { row, column, value } of edits) {
      if (value === null) continue;
      top = Math.min(top, row);
      left = Math.min(left, column);
      bottom = Math.max(bottom, row);
      right = Math.max(right, column);
    }
    return withAttribute(tag, "ref", `${addressOf(top, left)}:${addressOf(bottom, right)}`);
  });
}
