// Writes into Excel: single cells in runs, all in one sync where they fit into one message; a whole worksheet in
// blocks of rows, then its looks. A worksheet of ours that could not be finished is taken away again.
import { type Area, letterOf } from "../../../shared/read/grid.ts";
import type { WrittenSheet } from "../../../shared/report/worksheet.ts";
import { placeOf } from "../grid-edit.ts";
import { type Edit, WorkbookRefusal, type Worksheet } from "../workbook.ts";
import { listsName, placeFor } from "../worksheet-name.ts";
import { columnsOf, contentOf, dress } from "./dress.ts";
import { everywhere, isGuarded, literal, MOST_BYTES, weightOf } from "./text.ts";

/** Names of the worksheets that we wrote, kept in the workbook as a JSON array. */
const OURS = "onesheet.worksheets";
const BLOCK_ROWS = 20_000;
/** Excel keeps a list inside its validation only when it is this short and no choice holds a comma. */
const LONGEST_LIST = 255;
const LONGEST_STRETCH = 5_000;
const TEXT = "@";
/** What each range costs in a message, beside its values. */
const RANGE_BYTES = 1_500;

/** Edits of cells one under the other. */
interface Stretch {
  readonly area: Area;
  readonly edits: readonly Edit[];
}

export async function writeCells(
  context: Excel.RequestContext,
  id: string,
  edits: readonly Edit[],
): Promise<void> {
  const sheet = context.workbook.worksheets.getItem(id);
  for (const stretches of messagesOf(stretchesOf(edits))) await writeStretches(context, sheet, stretches);
}

async function writeStretches(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  stretches: readonly Stretch[],
): Promise<void> {
  const written = stretches.map(({ area, edits }) => {
    const range = sheet.getRangeByIndexes(area.row - 1, area.column - 1, area.rows, 1);
    const asks = edits.some(({ value, format }) => format === undefined && dependsOnFormat(value));
    return { range: asks ? range.load("numberFormat") : range, edits, asks };
  });
  if (written.some(({ asks }) => asks)) await context.sync();
  for (const { range, edits, asks } of written) {
    const present = edits.map((_, n) => (asks ? String(range.numberFormat[n]?.[0]) : null));
    // Null leaves a cell's format as it is. A cell of text would make a text of a number.
    const formats = edits.map(({ value, format }, n) => {
      return (
        format ?? (present[n] === TEXT && typeof value !== "string" && value !== null ? "General" : null)
      );
    });
    if (formats.some((format) => format !== null)) range.numberFormat = formats.map((format) => [format]);
    range.values = edits.map(({ value }, n) => {
      return [(formats[n] ?? present[n]) === TEXT ? (value ?? "") : literal(value)];
    });
  }
  await context.sync();
}

/** Stretches in one message each time. */
function messagesOf(stretches: readonly Stretch[]): Stretch[][] {
  const messages: Stretch[][] = [];
  let weight = 0;
  for (const stretch of stretches) {
    const own = RANGE_BYTES + 2 * weightOf(stretch.edits.map(({ value }) => value));
    const last = messages.at(-1);
    const fits = last && weight + own <= MOST_BYTES;
    weight = fits ? weight + own : own;
    if (fits) last.push(stretch);
    else messages.push([stretch]);
  }
  return messages;
}

/** In a cell that has the format of text a number becomes a text, and the guard of a text a letter of it. */
function dependsOnFormat(value: Edit["value"]): boolean {
  return typeof value === "number" || typeof value === "boolean" || isGuarded(value);
}

function stretchesOf(edits: readonly Edit[]): Stretch[] {
  const last = new Map(edits.map((edit) => [edit.address, edit]));
  const placed = [...last.values()].map((edit) => ({ edit, at: placeOf(edit.address) }));
  placed.sort((a, b) => a.at.column - b.at.column || a.at.row - b.at.row);
  const stretches: { area: Area; edits: Edit[] }[] = [];
  for (const { edit, at } of placed) {
    const before = stretches.at(-1);
    const follows = before?.area.column === at.column && before.area.row + before.area.rows === at.row;
    if (!before || !follows || before.edits.length >= LONGEST_STRETCH)
      stretches.push({ area: at, edits: [edit] });
    else {
      before.area = { ...before.area, rows: before.area.rows + 1 };
      before.edits.push(edit);
    }
  }
  return stretches;
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
  signal?.throwIfAborted();
  const names = present.items.map(({ name }) => name);
  const ours = kept.isNullObject ? [] : namesIn(kept.value);
  const { name, replaces } = placeFor(sheet.name, names, ours);
  if (replaces) {
    // The worksheet stays, so that what refers to it still does. From here it is written to the end.
    const old = context.workbook.worksheets.getItem(name);
    old.getRange().unmerge();
    old.getRange().clear();
    old.freezePanes.unfreeze();
    return await fill(context, old, sheet, { name, names, progress });
  }
  const added = context.workbook.worksheets.add(name);
  try {
    context.workbook.settings.add(OURS, JSON.stringify([...ours, name]));
    return await fill(context, added, sheet, { name, names, progress, signal });
  } catch (cause) {
    await takeAway(context, name);
    throw cause;
  }
}

interface Filling {
  readonly name: string;
  readonly names: readonly string[];
  readonly progress: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

async function fill(
  context: Excel.RequestContext,
  target: Excel.Worksheet,
  sheet: WrittenSheet,
  { name, names, progress, signal }: Filling,
): Promise<Worksheet> {
  const width = columnsOf(sheet);
  const blocks = blocksOf(contentOf(sheet));
  for (const [n, { start, rows }] of blocks.entries()) {
    signal?.throwIfAborted();
    target.getRangeByIndexes(start, 0, rows.length, width).formulas = rows;
    await context.sync();
    progress?.((n + 1) / (blocks.length + 1));
  }
  await dress(context, target, sheet);
  offerLists(context, target, sheet, name, names);
  target.activate();
  target.load("id,name");
  await context.sync();
  progress?.(1);
  return { id: target.id, name: target.name, visible: true };
}

/** A half-written worksheet would be taken for a result. */
async function takeAway(context: Excel.RequestContext, name: string): Promise<void> {
  const { worksheets } = context.workbook;
  const left = [name, listsName(name)].map((one) => worksheets.getItemOrNullObject(one).load("id"));
  try {
    await context.sync();
    for (const one of left) if (!one.isNullObject) one.delete();
    await context.sync();
  } catch {
    // What stopped the writing stops this too; the first reason is the one to tell.
  }
}

type Row = (string | number | boolean)[];

/** Blocks that fit into one message. */
function blocksOf(rows: readonly Row[]): { start: number; rows: Row[] }[] {
  const blocks: { start: number; rows: Row[] }[] = [];
  let weight = 0;
  for (const [r, row] of rows.entries()) {
    const own = weightOf(row);
    const last = blocks.at(-1);
    const fits = last && last.rows.length < BLOCK_ROWS && weight + own <= MOST_BYTES;
    if (!fits && own > MOST_BYTES) throw new WorkbookRefusal("tooLarge", `row ${r + 1}`);
    weight = fits ? weight + own : own;
    if (fits) last.rows.push(row);
    else blocks.push({ start: r, rows: [row] });
  }
  return blocks;
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
      beside ??= besideOf(context, lists, names);
      const letter = letterOf(++column);
      const place = beside.getRange(`${letter}1:${letter}${values.length}`);
      // Written before the format of text is given, in which the guard would be kept as a letter.
      place.values = values.map((value) => [literal(value)]);
      place.numberFormat = everywhere(TEXT);
      source = `='${lists}'!$${letter}$1:$${letter}$${values.length}`;
    }
    dataValidation.rule = { list: { inCellDropDown: true, source } };
    dataValidation.errorAlert = { showAlert: strict, style: "Stop", title: "", message: "" };
  }
}

/** The hidden worksheet for long lists; one that stands there already is emptied. */
function besideOf(context: Excel.RequestContext, name: string, names: readonly string[]): Excel.Worksheet {
  const { worksheets } = context.workbook;
  const isThere = names.includes(name);
  const beside = isThere ? worksheets.getItem(name) : worksheets.add(name);
  if (isThere) beside.getRange().clear();
  beside.visibility = "Hidden";
  return beside;
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
