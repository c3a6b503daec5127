// Headers → columns of a sheet: exact words, aliases, brackets aside, group and label joined, near-typos, and the
// values' own kind as evidence. All headers of a table are settled at once, for the best whole; first come is
// not first served. It promises a confidence and names what is missing, doubled or only similar.
// Long because the weights and the assignment that they feed must be read together.
import type { Column } from "../sheet/column.ts";
import { isNumber } from "../sheet/column.ts";
import type { Sheet } from "../sheet/sheet.ts";
import { chooserOf } from "./choice.ts";
import { isDateFormat, readDay } from "./date.ts";
import type { Cell } from "./grid.ts";
import { bareLabel } from "./label.ts";
import { readNumber } from "./number.ts";
import { likeness, tight } from "./text.ts";

export interface Headed {
  readonly path: readonly string[];
  readonly sample: Sample;
}

/** What some cells of a column's data rows hold: evidence. */
export interface Sample {
  readonly cells: number;
  readonly figures: number;
  readonly days: number;
  readonly words: number;
  /** 无 and —: they fit anything. */
  readonly nothing: number;
  /** Numbers that are no day. */
  readonly noDays: number;
  readonly texts: readonly string[];
}

export interface Match {
  readonly sheet: Sheet;
  /** 0 to 1. */
  readonly confidence: number;
  /** By header: the column's key, or null. */
  readonly keys: readonly (string | null)[];
  /** By header: how sure the key is, 0 to 1. */
  readonly scores: readonly number[];
  /** Expected columns without a header. */
  readonly missing: readonly string[];
  /** Headers that mean a column another header already took: [taken by, other]. */
  readonly doubles: readonly (readonly [number, number])[];
  /** Headers that mean a further part of a column whose parts are added: [taken by, other]. */
  readonly parts: readonly (readonly [number, number])[];
}

/** Below this a header is not of the column. */
const LEAST = 0.62;
/** From here on a header is the column's by its words; below, the person confirms. */
export const SURE = 0.86;

interface Known {
  readonly key: string;
  readonly column: Column;
  readonly group: string;
  /** [tight, bare] of the label and each alias. */
  readonly forms: readonly (readonly [string, string])[];
}

const indexes = new WeakMap<Sheet, readonly Known[]>();

function indexOf(sheet: Sheet): readonly Known[] {
  const made = indexes.get(sheet);
  if (made) return made;
  const index = Object.entries(sheet.columns).map(([key, column]) => ({
    key,
    column,
    group: column.group ? bareLabel(column.group.zh) : "",
    forms: [column.label.zh, ...column.aliases, ...partsOf(column), column.label.en].map(
      (word) => [tight(word), bareLabel(word)] as const,
    ),
  }));
  indexes.set(sheet, index);
  return index;
}

function partsOf(column: Column): readonly string[] {
  return (isNumber(column) ? column.parts : undefined) ?? [];
}

const vocabularies = new WeakMap<readonly Sheet[], ReadonlySet<string>>();

/** The bare labels and aliases of all columns. */
export function vocabularyOf(sheets: readonly Sheet[]): ReadonlySet<string> {
  const made = vocabularies.get(sheets);
  if (made) return made;
  const words = new Set(
    sheets.flatMap((sheet) => indexOf(sheet).flatMap(({ forms }) => forms.map(([, bare]) => bare))),
  );
  words.delete("");
  vocabularies.set(sheets, words);
  return words;
}

/** The best whole assignment of headers to the sheet's columns. `fixed`: what the person decided, by header. */
export function matchSheet(
  sheet: Sheet,
  headed: readonly Headed[],
  title: string,
  fixed: ReadonlyMap<number, string | null>,
): Match {
  const index = indexOf(sheet);
  const leaves = headed.map(({ path }) => bareLabel(path.at(-1) ?? ""));
  const often = new Map<string, number>();
  for (const leaf of leaves) often.set(leaf, (often.get(leaf) ?? 0) + 1);
  const likenesses = headed.map(({ path }, at) =>
    likenessesOf(index, path, (often.get(leaves[at] as string) ?? 0) > 1, headed.length <= MANY),
  );
  const matrix = index.map((known, row) =>
    headed.map((header, at) => {
      const decided = fixed.get(at);
      if (decided !== undefined) return decided === known.key ? 2 : 0;
      const words = (likenesses[at] as readonly number[])[row] as number;
      if (words === 0) return 0;
      const values = evidence(header.sample, known.column);
      // The very words of the column outweigh a doubt about its values, but not a contradiction.
      const score = words >= 0.93 && values > -0.3 ? Math.max(SURE, words + values) : words + values;
      return score >= LEAST ? score : 0;
    }),
  );
  // A header with the very words of one column is never only similar to another: it is that column, or a double of it.
  for (const at of headed.keys()) {
    if (Math.max(...matrix.map((scores) => scores[at] as number)) < 0.93) continue;
    for (const scores of matrix) if ((scores[at] as number) < SURE) scores[at] = 0;
  }
  const chosen = assign(matrix, headed.length);
  const keys: (string | null)[] = headed.map(() => null);
  const scores: number[] = headed.map(() => 0);
  for (const [row, at] of chosen.entries()) {
    const score = at === null ? 0 : ((matrix[row] as number[])[at] as number);
    if (at === null || score === 0) continue;
    keys[at] = (index[row] as Known).key;
    scores[at] = Math.min(1, score);
  }
  const missing = index
    .filter(({ key, column }) => (column.expected ?? column.required) && !keys.includes(key))
    .map(({ key }) => key);
  const doubles: [number, number][] = [];
  const parts: [number, number][] = [];
  for (const [row, { key, column }] of index.entries()) {
    const taken = keys.indexOf(key);
    if (taken < 0) continue;
    const named = new Set(partsOf(column).map(bareLabel));
    const isPart = (at: number) => named.has(leaves[at] as string);
    for (const at of headed.keys())
      if (
        keys[at] === null &&
        !fixed.has(at) &&
        ((matrix[row] as number[])[at] as number) >= 0.93 &&
        at !== taken
      )
        (isPart(taken) && isPart(at) && leaves[taken] !== leaves[at] ? parts : doubles).push([taken, at]);
  }
  return {
    sheet,
    keys,
    scores,
    missing,
    doubles,
    parts,
    confidence: confidenceOf(sheet, index, headed, keys, scores, title),
  };
}

/** With more headers than this only the very words count: near-typos would take too long to weigh. */
const MANY = 300;

/** What was weighed before: an edit of a cell, and the next worksheet of the same layout, ask the same again. */
const weighed = new WeakMap<readonly Known[], Map<string, readonly number[]>>();
const REMEMBERED = 4_000;

/** How much a header's words are each column's, 0 to 1. `shared`: other headers have the same last label. */
function likenessesOf(
  index: readonly Known[],
  path: readonly string[],
  shared: boolean,
  near: boolean,
): readonly number[] {
  let memory = weighed.get(index);
  if (!memory || memory.size > REMEMBERED) {
    memory = new Map();
    weighed.set(index, memory);
  }
  const asked = `${shared ? 1 : 0}${near ? 1 : 0}${path.join("\u0000")}`;
  let likenesses = memory.get(asked);
  if (!likenesses) {
    const said = saidBy(path);
    likenesses = index.map((known) => (said ? likenessOf(said, known, shared, near) : 0));
    memory.set(asked, likenesses);
  }
  return likenesses;
}

/** A header's words in the forms in which they are compared. */
interface Said {
  readonly full: string;
  readonly bare: string;
  readonly groups: readonly string[];
}

function saidBy(path: readonly string[]): Said | null {
  const leaf = path.at(-1);
  if (leaf === undefined) return null;
  return { full: tight(leaf), bare: bareLabel(leaf), groups: path.slice(0, -1).map(bareLabel) };
}

function likenessOf({ full, bare, groups }: Said, known: Known, shared: boolean, near: boolean): number {
  const parent = groups.at(-1) ?? "";
  const inGroup = known.group !== "" && groups.includes(known.group);
  const each = isPerHead(full);
  let best = 0;
  for (const [rank, [wholeForm, bareForm]] of known.forms.entries()) {
    if (bareForm === "" || isPerHead(wholeForm) !== each) continue;
    const own = rank === 0 ? 0.01 : 0;
    if (full === wholeForm && !shared) best = Math.max(best, 0.98 + own + (inGroup ? 0.02 : 0));
    else if (bare === bareForm)
      best = Math.max(best, (shared && !inGroup && parent !== "" ? 0.6 : 0.95) + own + (inGroup ? 0.03 : 0));
    if (parent !== "") {
      const joined = groups.join("") + bare;
      if (joined === bareForm || parent + bare === bareForm || bare + parent === bareForm)
        best = Math.max(best, 0.97 + own);
      // 捐款人数/合计 is 捐款人数 itself.
      else if (WHOLE.test(bare) && parent === bareForm) best = Math.max(best, 0.97 + own);
      else if (near)
        best = Math.max(best, similar(parent + bare, bareForm), similar(bare + parent, bareForm));
    }
    if (near && (!shared || parent === "")) best = Math.max(best, similar(bare, bareForm));
  }
  return best;
}

const WHOLE = /^(合计|总计|小计|总数|总额|共计|计)$/;

/** 人均时长, 服务时长（小时/人）: a figure per head, which is never the total of the same words. */
function isPerHead(header: string): boolean {
  return (
    /人均|每人/.test(header) ||
    /\((?:元|万元|小时|时|h|天|日|学时|课时|分钟)\/(?:人|名|人次|次|户)\)/i.test(header)
  );
}

/** Similar words, at most 0.85: one holds the other, or few letters differ for their length. */
function similar(a: string, b: string): number {
  if (a === b) return 0.85;
  if (a.length < 2 || b.length < 2) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const part = short.length / long.length;
  const holds = long.includes(short) && part >= 0.5 ? 0.5 + 0.33 * part : 0;
  const like = long.length >= 3 ? likeness(a, b) : 0;
  return Math.max(holds, like >= 0.6 ? 0.3 + 0.6 * like : 0);
}

/** Cells looked at, each with its number format, as evidence. */
export function sampleOf(cells: readonly (readonly [cell: Cell, format: string])[]): Sample {
  const sample = { cells: cells.length, figures: 0, days: 0, words: 0, nothing: 0, noDays: 0 };
  const texts: string[] = [];
  for (const [cell, format] of cells) {
    if (typeof cell === "number") {
      if (isDateFormat(format)) sample.days += 1;
      else sample.figures += 1;
      if (!isDayLike(cell)) sample.noDays += 1;
    } else if (typeof cell === "string") {
      texts.push(cell);
      const read = readNumber(cell);
      if (read.is === "number" || read.is === "range") sample.figures += 1;
      else if (read.is === "none" || read.is === "notApplicable") sample.nothing += 1;
      else if (readDay(cell, { first: null, last: null, today: "2020-01-01" })) sample.days += 1;
      else sample.words += 1;
    }
  }
  return { ...sample, texts };
}

/** What the values say about a column's kind: from −0.3 to +0.04. */
function evidence(sample: Sample, column: Column): number {
  if (sample.cells === 0) return 0;
  const { figures, days, words } = sample;
  const share = (count: number) => count / sample.cells;
  if (isNumber(column))
    return share(days) > 0.5 ? -0.3 : share(words) > 0.7 ? -0.25 : share(figures) > 0.5 ? 0.02 : 0;
  if (column.kind === "date") return share(sample.noDays) > 0.5 ? -0.3 : share(words) > 0.9 ? -0.15 : 0.02;
  if (column.kind === "choice") {
    const chooser = chooserOf(column.choices);
    const fits = sample.nothing + sample.texts.filter((text) => chooser.keyOf(text) !== null).length;
    return share(fits) > 0.5 ? 0.04 : share(figures) > 0.7 ? -0.3 : 0;
  }
  if (column.kind === "serial") return share(words) > 0.7 ? -0.3 : 0;
  if (column.kind === "unit" || (column.kind === "person" && column.format === "name"))
    return share(figures) > 0.7 ? -0.3 : 0;
  return 0;
}

function isDayLike(cell: number): boolean {
  return (cell > 20_000 && cell < 80_000) || cell > 19_000_000 || (cell > 1 && cell < 13);
}

/** Columns that many sheets have: they tell little about which one it is. */
const COMMON = /^(序号|单位|填报单位|备注|日期|时间|金额|人数|姓名|名称|地点|说明|编号)$/;

function confidenceOf(
  sheet: Sheet,
  index: readonly Known[],
  headed: readonly Headed[],
  keys: readonly (string | null)[],
  scores: readonly number[],
  title: string,
): number {
  const expected = index.filter(({ column }) => column.expected ?? column.required);
  const found = expected.filter(({ key }) => keys.includes(key)).length;
  const coverage = expected.length > 0 ? found / expected.length : 0;
  let weight = 0;
  let explained = 0;
  let telling = 0;
  for (const [at, { path }] of headed.entries()) {
    const label = bareLabel(path.at(-1) ?? "");
    if (label === "") continue;
    const worth = COMMON.test(label) ? 0.3 : 1;
    weight += worth;
    if (keys[at] !== null) {
      explained += worth * (scores[at] as number);
      if (worth === 1) telling += 1;
    }
  }
  const share = weight > 0 ? explained / weight : 0;
  const flat = tight(title);
  const named = sheet.titles.some((word) => flat.includes(tight(word)));
  const base = 0.6 * coverage + 0.4 * share;
  // 姓名, 日期, 人数: what any list may have.
  if (telling === 0 && !named) return Math.min(0.5 * base, 0.2);
  const sure = telling >= 2 || named ? base : base * 0.7;
  return Math.round(Math.min(1, named ? 0.25 + 0.75 * sure : sure * 0.95) * 100) / 100;
}

/**
 * The assignment of rows to columns with the greatest sum, each column at most once (Kuhn and Munkres). Null for a row
 * that is best left out.
 */
function assign(matrix: readonly (readonly number[])[], columns: number): (number | null)[] {
  const rows = matrix.length;
  const width = columns + rows;
  const cost = (row: number, column: number) =>
    column <= columns ? -((matrix[row - 1] as number[])[column - 1] as number) : 0;
  const u = new Array<number>(rows + 1).fill(0);
  const v = new Array<number>(width + 1).fill(0);
  const taken = new Array<number>(width + 1).fill(0);
  const way = new Array<number>(width + 1).fill(0);
  for (let row = 1; row <= rows; row++) {
    taken[0] = row;
    let column = 0;
    const least = new Array<number>(width + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Array<boolean>(width + 1).fill(false);
    do {
      used[column] = true;
      const current = taken[column] as number;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= width; j++) {
        if (used[j]) continue;
        const reduced = cost(current, j) - (u[current] as number) - (v[j] as number);
        if (reduced < (least[j] as number)) {
          least[j] = reduced;
          way[j] = column;
        }
        if ((least[j] as number) < delta) {
          delta = least[j] as number;
          next = j;
        }
      }
      for (let j = 0; j <= width; j++) {
        if (used[j]) {
          u[taken[j] as number] = (u[taken[j] as number] as number) + delta;
          v[j] = (v[j] as number) - delta;
        } else least[j] = (least[j] as number) - delta;
      }
      column = next;
    } while (taken[column] !== 0);
    do {
      const before = way[column] as number;
      taken[column] = taken[before] as number;
      column = before;
    } while (column !== 0);
  }
  const result = new Array<number | null>(rows).fill(null);
  for (let j = 1; j <= columns; j++) if ((taken[j] as number) > 0) result[(taken[j] as number) - 1] = j - 1;
  return result;
}
