// What reading says about a table as a whole: its headers, hidden rows, sections, links, and a period that is another's.
import { CATALOGUE, type IssueCode, slotOf } from "../check/catalogue.ts";
import type { Issue } from "../check/issue.ts";
import { daysOf, sayPeriod } from "../report/period.ts";
import type { Sheet } from "../sheet/sheet.ts";
import type { Captions } from "./captions.ts";
import { addressOf, type Grid, letterOf } from "./grid.ts";
import { bareLabel } from "./label.ts";
import type { Lattice } from "./lattice.ts";
import { type Headed, type Match, SURE } from "./match.ts";
import type { ReadOptions } from "./read.ts";
import type { Region } from "./region.ts";
import type { TableColumn } from "./table.ts";
import { likeness, plain } from "./text.ts";

export function issueOf(
  code: IssueCode,
  cell: string | null,
  slots: Issue["slots"],
  more: Partial<Issue> = {},
): Issue {
  return { code, effect: CATALOGUE[code].effect, cell, slots, ...more };
}

export function headerIssues(
  region: Region,
  letters: readonly string[],
  match: Match | null,
  otherwise: Sheet | null,
  confidence: number,
  rowOf: (row: number) => number,
  headed: readonly Headed[],
): Issue[] {
  const row = rowOf(region.header.last);
  const cell = (index: number) => `${letters[index]}${row}`;
  if (!match) return [issueOf("F01", null, { likely: likelyOf(otherwise, confidence) })];
  const issues: Issue[] = [];
  const labelOf = (key: string) =>
    slotOf((match.sheet.columns[key] as NonNullable<TableColumn["column"]>).label);
  const header = (index: number) => (headed[index] as Headed).path.join("/");
  const extra = headed.flatMap(({ path }, index) =>
    path.length > 0 && match.keys[index] === null && !isDouble(match, index) ? [index] : [],
  );
  if (match.missing.length > 0) {
    const missing = match.missing.map((key) => match.sheet.columns[key]?.label.zh ?? key);
    const english = match.missing.map((key) => match.sheet.columns[key]?.label.en ?? key);
    const renamed = renamedOf(match, extra.map(header));
    issues.push(
      issueOf("H02", null, { missing: slotOf({ zh: missing.join("、"), en: english.join(", ") }), renamed }),
    );
  }
  for (const [taken, other] of match.doubles) {
    const slots = {
      first: header(taken),
      second: header(other),
      column: labelOf(match.keys[taken] as string),
      taken: letters[taken] as string,
      other: letters[other] as string,
    };
    issues.push(issueOf("H04", cell(other), slots, { column: match.keys[taken] as string }));
  }
  for (const taken of new Set(match.parts.map(([first]) => first))) {
    const all = [taken, ...match.parts.flatMap(([first, other]) => (first === taken ? [other] : []))];
    const headers = all.map((index) => `“${header(index)}”`).join("、");
    const key = match.keys[taken] as string;
    issues.push(issueOf("H10", cell(taken), { headers, column: labelOf(key) }, { column: key }));
  }
  for (const [index, key] of match.keys.entries()) {
    const score = match.scores[index] as number;
    if (key !== null && score < SURE)
      issues.push(
        issueOf("H06", cell(index), { found: header(index), expected: labelOf(key) }, { column: key }),
      );
  }
  if (extra.length > 0) issues.push(issueOf("H03", null, { extra: extra.map(header).join("、") }));
  for (const [index, { path }] of headed.entries())
    if (path.length === 0) issues.push(issueOf("H05", cell(index), { letter: letters[index] as string }));
  return issues;
}

/** What an unknown list is most like, as part of a sentence; nothing where it is like no sheet. */
export function likelyOf(sheet: Sheet | null, confidence: number): string {
  if (!sheet) return "";
  const percent = Math.round(confidence * 100);
  return slotOf({
    zh: `，最像《${sheet.label.zh}》（${percent}%）`,
    en: `; most like “${sheet.label.en}” (${percent}%)`,
  });
}

function isDouble(match: Match, index: number): boolean {
  return [...match.doubles, ...match.parts].some(([, other]) => other === index);
}

/** A missing column and an extra header that are alike, said as a question. */
function renamedOf(match: Match, extra: readonly string[]): string {
  for (const key of match.missing) {
    const label = match.sheet.columns[key]?.label;
    const near = label && extra.find((header) => likeness(bareLabel(header), bareLabel(label.zh)) >= 0.4);
    if (near)
      return slotOf({ zh: `“${near}”是否就是“${label.zh}”？`, en: `Is “${near}” perhaps “${label.en}”?` });
  }
  return "";
}

export function sheetIssues(
  lattice: Lattice,
  region: Region,
  captions: Captions,
  options: ReadOptions,
  match: Match | null,
  rowOf: (row: number) => number,
): Issue[] {
  const { grid } = lattice;
  const issues: Issue[] = [];
  const [first, last] = [region.at[0], region.at.at(-1)];
  if (first !== undefined && last !== undefined) {
    const hidden = grid.hiddenRows.filter((row) => row >= rowOf(first) && row <= rowOf(last));
    if (hidden.length > 0) issues.push(issueOf("F07", null, { count: hidden.length }));
    if (region.blanks.length > 0)
      issues.push(
        issueOf(
          "R01",
          `A${rowOf(region.blanks[0] as number)}`,
          {},
          { row: rowOf(region.blanks[0] as number) },
        ),
      );
  }
  for (const row of match ? region.sections : []) {
    const column = lattice.filled(row)[0] ?? 0;
    const slots = { found: plain(String(lattice.at(row, column))) };
    issues.push(issueOf("R02", addressOf(rowOf(row), column + grid.left), slots, { row: rowOf(row) }));
  }
  for (const row of match ? region.asides : []) {
    const column = lattice.filled(row).find((each) => typeof lattice.at(row, each) === "string") ?? 0;
    const slots = { found: plain(String(lattice.at(row, column))) };
    issues.push(issueOf("R09", addressOf(rowOf(row), column + grid.left), slots, { row: rowOf(row) }));
  }
  const coloured = match
    ? [...region.preamble, ...region.notes].find((row) => mentionsColour(lattice, row))
    : undefined;
  if (coloured !== undefined) {
    const column =
      lattice.filled(coloured).find((each) => COLOUR.test(String(lattice.at(coloured, each)))) ?? 0;
    const slots = { found: plain(String(lattice.at(coloured, column))).slice(0, 60) };
    issues.push(issueOf("F14", addressOf(rowOf(coloured), column + grid.left), slots));
  }
  if (match && options.period && captions.period) {
    const effect = captions.byCutOff
      ? endsElsewhere(captions.period, options.period)
      : contradicts(captions.period, options.period)
        ? "must"
        : null;
    const day = captions.byCutOff ? captions.cutOff?.day : undefined;
    const slots = { found: day ?? inWords(captions.period), expected: inWords(options.period) };
    if (effect) issues.push(issueOf("F04", null, slots, { effect }));
  }
  const linked = match ? linkedCells(grid, region, match, rowOf) : [];
  if (linked.length > 0) issues.push(issueOf("F10", linked[0] as string, {}, { cells: linked.slice(1) }));
  return issues;
}

/** 红色为逾期, 标黄的为重点: what only a colour says is lost. */
const COLOUR = /(?:[红黄橙蓝绿紫灰]色|标[红黄橙蓝绿]|[红黄绿蓝]底)/;

function mentionsColour(lattice: Lattice, row: number): boolean {
  return lattice.filled(row).some((column) => {
    const cell = lattice.at(row, column);
    return typeof cell === "string" && COLOUR.test(cell);
  });
}

function inWords(period: string): string {
  return slotOf({ zh: sayPeriod(period, "zh"), en: sayPeriod(period, "en") });
}

/** Two periods that cannot both be meant; a bare year goes with each of its parts. */
function contradicts(found: string, expected: string): boolean {
  const [a, b] = [daysOf(found), daysOf(expected)];
  if (!a || !b || (a.first === b.first && a.last === b.last)) return false;
  return found.length === 4 ? b.first.slice(0, 4) !== found : true;
}

/** Days after a period within which its figures may be closed: a cut-off in them is only asked about. */
const CLOSED_WITHIN = 31;

/** What a cut-off means beside the period expected: nothing when it lies in it, a question soon after, else another period. */
function endsElsewhere(found: string, expected: string): "must" | "explain" | null {
  const [a, b] = [daysOf(found), daysOf(expected)];
  if (!a || !b || (a.last >= b.first && a.last <= b.last)) return null;
  const after = (Date.parse(a.last) - Date.parse(b.last)) / 86_400_000;
  return after > 0 && after <= CLOSED_WITHIN ? "explain" : "must";
}

function linkedCells(grid: Grid, region: Region, match: Match, rowOf: (row: number) => number): string[] {
  if (!grid.formulas) return [];
  const known = new Set(
    region.columns
      .filter((_, index) => match.keys[index] !== null)
      .map(({ column }) => letterOf(column + grid.left)),
  );
  const [first, last] = [rowOf(region.at[0] ?? 0), rowOf(region.at.at(-1) ?? -1)];
  return Object.entries(grid.formulas).flatMap(([address, formula]) => {
    if (!/\[[^\]]+\]/.test(formula)) return [];
    const row = Number(/\d+$/.exec(address)?.[0]);
    return row >= first && row <= last && known.has(address.replace(/\d+$/, "")) ? [address] : [];
  });
}
