// Writes into Excel: single cells all in one sync, a whole worksheet in blocks (values, then looks).
import { letterOf } from "../../../shared/read/grid.ts";
import type { WrittenSheet } from "../../../shared/report/worksheet.ts";
import { placeOf } from "../grid-edit.ts";
import type { Edit, Worksheet } from "../workbook.ts";
import { listsName, placeFor } from "../worksheet-name.ts";
import { columnsOf, contentOf, dress } from "./dress.ts";
import { everywhere, literal } from "./text.ts";

/** Names of the worksheets that we wrote, kept in the workbook as a JSON array. */
const OURS = "onesheet.worksheets";
const BLOCK_CELLS = 60_000;
/** Excel keeps a list inside its validation only when it is this short and no choice holds a comma. */
const LONGEST_LIST = 255;

export async function writeCells(
  context: Excel.RequestContext,
  id: string,
  edits: readonly Edit[],
): Promise<void> {
  const sheet = context.workbook.worksheets.getItem(id);
  for (const { address, value, format } of edits) {
    const { row, column } = placeOf(address);
    const cell = sheet.getRangeByIndexes(row - 1, column - 1, 1, 1);
    if (format !== undefined) cell.numberFormat = [[format]];
    cell.values = [[literal(value)]];
  }
  await context.sync();
}

export async function writeWhole(
  context: Excel.RequestContext,
  sheet: WrittenSheet,
  progress?: (done: number) => void,
  signal?: AbortSignal,
): Promise<Worksheet> {
  const present = context.workbook.worksheets.load("items/id,items/name");
  const kept = context.workbook.settings.getItemOrNullObject(OURS).load("value");
  await context.sync();
  const names = present.items.map(({ name }) => name);
  const ours = kept.isNullObject ? [] : namesIn(kept.value);
  const { name, replaces } = placeFor(sheet.name, names, ours);
  signal?.throwIfAborted();
  const target = replaces ? context.workbook.worksheets.getItem(name) : context.workbook.worksheets.add(name);
  if (replaces) {
    // The worksheet stays, so that what refers to it still does.
    target.getRange().unmerge();
    target.getRange().clear();
    target.freezePanes.unfreeze();
  }
  const width = columnsOf(sheet);
  const step = Math.max(1, Math.floor(BLOCK_CELLS / width));
  for (let start = 0; start < sheet.rows.length; start += step) {
    signal?.throwIfAborted();
    const rows = Math.min(step, sheet.rows.length - start);
    target.getRangeByIndexes(start, 0, rows, width).formulas = contentOf(sheet, start, rows);
    await context.sync();
    progress?.((start + rows) / (sheet.rows.length + step));
  }
  dress(target, sheet);
  offerLists(context, target, sheet, name, names);
  if (!replaces) context.workbook.settings.add(OURS, JSON.stringify([...ours, name]));
  target.activate();
  target.load("id,name");
  await context.sync();
  progress?.(1);
  return { id: target.id, name: target.name, visible: true };
}

/** Drop-down lists; long ones stand on a hidden worksheet beside. */
function offerLists(
  context: Excel.RequestContext,
  target: Excel.Worksheet,
  sheet: WrittenSheet,
  name: string,
  names: readonly string[],
): void {
  let beside: Excel.Worksheet | null = null;
  let column = 0;
  for (const { area, values, strict } of sheet.lists ?? []) {
    const { dataValidation } = target.getRange(area);
    let source = values.join(",");
    if (source.length > LONGEST_LIST || values.some((value) => /[",]|^=/.test(value))) {
      const lists = listsName(name);
      beside ??= names.includes(lists)
        ? context.workbook.worksheets.getItem(lists)
        : context.workbook.worksheets.add(lists);
      beside.visibility = "Hidden";
      const letter = letterOf(++column);
      const place = beside.getRange(`${letter}1:${letter}${values.length}`);
      place.numberFormat = everywhere("@");
      place.values = values.map((value) => [literal(value)]);
      source = `='${lists}'!$${letter}$1:$${letter}$${values.length}`;
    }
    dataValidation.rule = { list: { inCellDropDown: true, source } };
    dataValidation.errorAlert = { showAlert: strict, style: "Stop", title: "", message: "" };
  }
}

function namesIn(value: unknown): string[] {
  try {
    const names: unknown = JSON.parse(String(value));
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  } catch {
    // Someone else's setting under our key: none of the worksheets is taken for ours.
    return [];
  }
}
