// The consolidated sheet (汇总表): a line per unit or per category, totals and ratios as live formulas that
// hold over units that have both parts. It promises the order of the unit tree, never a ranking, and that
// text from a unit stays text. It knows no host and no particular sheet.
import { addressOf, cellAt, type Grid } from "../read/grid.ts";
import type { Measure } from "../sheet/measure.ts";
import type { Sheet, Text } from "../sheet/sheet.ts";
import type { Consolidation } from "../wire.ts";
import { type Lines, partsOf } from "./consolidated-columns.ts";
import { type Figure, type Figures, valuesIn } from "./figure.ts";
import { ABOUT, choicesOf, REST } from "./figures.ts";
import { sayPeriod } from "./period.ts";
import { rollUp } from "./rollup.ts";
import type { WrittenCell, WrittenRow, WrittenSheet } from "./worksheet.ts";

const WORDS = {
  consolidated: { zh: "汇总表", en: "consolidated" },
  unit: { zh: "填报单位", en: "Unit" },
  under: { zh: "主管单位", en: "Under" },
  category: { zh: "类别", en: "Category" },
  rest: { zh: "其他写法或未填", en: "Other wording or blank" },
  total: { zh: "合计", en: "Total" },
  period: { zh: "报告期", en: "Period" },
  scope: { zh: "范围", en: "Scope" },
  reported: { zh: "已报", en: "Reported" },
  onTime: { zh: "按时", en: "On time" },
  early: { zh: "尚未截止", en: "not due yet" },
  received: { zh: "已收到的报送", en: "received submissions" },
  accepted: { zh: "已审核通过的报送", en: "accepted submissions" },
  stage: { zh: "口径", en: "Counted" },
  made: { zh: "生成日期", en: "Made on" },
} as const satisfies Record<string, Text>;

/** Characters of a usual screen beside the pane, and of a column whose width nobody set. */
const TITLE_WIDTH = 100;
const SPARE_WIDTH = 9;
/** Excel allows no longer name of a worksheet. */
const MOST_NAME = 31;
/** How title and caption of a consolidated sheet can be told; see `titleOf` and `captionOf`. */
const MADE = /（汇总）$|, consolidated: /;
const COUNTED = /^报告期：.*　口径：|^Period: .* {3}Counted: /;

const NOTES = {
  missing: {
    zh: "未报的单位不计入合计，也不按零计。空格表示没有这项数据。",
    en: "Units that have not reported are left out of the totals, not counted as zero. A blank cell means no figure.",
  },
  ratio: {
    zh: "合计的比率是分子之和除以分母之和，只含两项都有的单位，不是各行比率的平均。",
    en: "A total ratio is the sum of numerators over the sum of denominators of units that have both, never an average.",
  },
  about: {
    zh: "含约数（约、余、近等），不是准确数：",
    en: "Rests on approximate numbers, not exact: ",
  },
  distinct: {
    zh: "去重的指标，合计是合在一起去重后的数，不是各行之和。",
    en: "For distinct counts the total counts each value once; it is not the sum of the rows.",
  },
} as const satisfies Record<string, Text>;

/**
 * The consolidated sheet by unit (needs `consolidation.units`), or by the choices of the sheet's category.
 * `today` is the ISO day printed as the day it was made; until `due`, the last day to be on time, nobody can be late
 * and no share on time is printed. Throws RangeError when a sheet has no category.
 */
export function consolidatedSheet(
  sheet: Sheet,
  consolidation: Consolidation,
  options: { by: "unit" | "category"; language: "zh" | "en"; today?: string; due?: string },
): WrittenSheet {
  const { language } = options;
  const say = (text: Text) => text[language];
  const byUnit = options.by === "unit";
  const measures = byUnit
    ? sheet.measures
    : sheet.measures.filter((one) => "by" in one && one.by === sheet.category);
  if (!byUnit && sheet.category === null) throw new RangeError(`${sheet.key} has no category`);

  const heads = byUnit ? [say(WORDS.unit), say(WORDS.under)] : [say(WORDS.category)];
  const lines = byUnit ? unitLines(consolidation) : categoryLines(sheet, consolidation, measures, language);
  const totals = byUnit
    ? rollUp(
        sheet,
        consolidation.units.map(({ figures }) => figures),
      )
    : consolidation.totals;
  const parts = measures.map((measure) => ({ measure, parts: partsOf(sheet, measure, language) }));
  const flat = parts.flatMap((one) => one.parts);
  const two = flat.some(({ sub }) => sub !== null);

  const widths = [...heads.map((_, n) => (n === 0 ? 30 : 24)), ...flat.map((part) => part.width)];
  const merges: string[] = [];
  const width = heads.length + flat.length;
  const wide = (row: number) => merges.push(`A${row}:${addressOf(row, width)}`);
  const rows: WrittenRow[] = [];
  const add = (role: WrittenRow["role"], cells: WrittenCell[]) => rows.push({ role, cells });

  add("title", [{ text: titleOf(sheet, consolidation, language) }]);
  // Not merged: it runs on over the empty cells beside it, and is never cut.
  add("caption", [{ text: captionOf(consolidation, language, options) }]);
  // The title stays in view at the left, however wide or narrow the table is.
  let titled = 0;
  for (let filled = 0; filled < TITLE_WIDTH; titled++) filled += widths[titled] ?? SPARE_WIDTH;
  merges.push(`A1:${addressOf(1, titled)}`);

  add(
    "header",
    [...heads, ...flat.map(({ head }) => head)].map((text) => (text === "" ? null : { text })),
  );
  if (two)
    add("header", [
      ...heads.map(() => null),
      ...flat.map(({ sub }) => (sub === null ? null : { text: sub })),
    ]);
  let column = heads.length + 1;
  if (two) for (let n = 1; n <= heads.length; n++) merges.push(`${addressOf(3, n)}:${addressOf(4, n)}`);
  for (const one of parts) {
    const last = column + one.parts.length - 1;
    if (last > column) merges.push(`${addressOf(3, column)}:${addressOf(3, last)}`);
    else if (two) merges.push(`${addressOf(3, column)}:${addressOf(4, column)}`);
    column = last + 1;
  }

  const first = rows.length + 1;
  for (const line of lines) {
    const row = rows.length + 1;
    const cells: WrittenCell[] = line.names.map((text) => ({ text }));
    for (const one of parts)
      for (const part of one.parts)
        cells.push(part.cell(line.figures[one.measure.key], row, cells.length + 1));
    add("body", cells);
  }
  const last = rows.length;
  const totalCells: WrittenCell[] = heads.map((_, n) => (n === 0 ? { text: say(WORDS.total) } : null));
  for (const { measure, parts: own } of parts) {
    const figures = lines.map((line) => line.figures[measure.key]);
    const all: Lines = { first, last, figures, total: totals[measure.key] };
    for (const part of own)
      totalCells.push(lines.length === 0 ? null : part.total(all, totalCells.length + 1));
  }
  add("total", totalCells);
  for (const text of notesOf(measures, consolidation.totals, byUnit, language)) {
    add("note", [{ text }]);
    wide(rows.length);
  }
  return {
    name: nameOf(sheet, consolidation.period, byUnit, language),
    widths,
    rows,
    merges,
    frozen: { rows: two ? 4 : 3, columns: 1 },
  };
}

interface Line {
  readonly names: readonly string[];
  /** By measure key. */
  readonly figures: Readonly<Record<string, Figure | undefined>>;
}

function unitLines(consolidation: Consolidation): Line[] {
  return consolidation.units.map(({ unit, under, figures }) => ({ names: [unit.name, under], figures }));
}

/** A line per declared choice; one that no reported unit has rows of is a true zero. */
function categoryLines(
  sheet: Sheet,
  consolidation: Consolidation,
  measures: readonly Measure[],
  language: "zh" | "en",
): Line[] {
  const column = sheet.columns[sheet.category ?? ""];
  const labels = new Map(
    column?.kind === "choice" ? column.choices.map(({ key, label }) => [key, label]) : [],
  );
  const choices = measures[0] ? choicesOf(sheet, measures[0]) : [];
  const none = consolidation.reported > 0 ? 0 : null;
  const figureOf = (key: string) => (key in consolidation.totals ? consolidation.totals[key] : none);
  return choices
    .filter(
      (choice) => choice !== REST || measures.some(({ key }) => `${key}/${REST}` in consolidation.totals),
    )
    .map((choice) => ({
      names: [(labels.get(choice) ?? WORDS.rest)[language]],
      figures: Object.fromEntries(measures.map(({ key }) => [key, figureOf(`${key}/${choice}`)])),
    }));
}

/** Period and grouping are in the name, so that two of them stand side by side; the sheet's name is cut if need be. */
function nameOf(sheet: Sheet, period: string, byUnit: boolean, language: "zh" | "en"): string {
  const zh = language === "zh";
  const by = byUnit ? "" : zh ? "（分类）" : " by kind";
  const end = zh ? `汇总${sayPeriod(period, "zh")}${by}` : ` ${sayPeriod(period, "en")}${by}`;
  return sheet.label[language].slice(0, MOST_NAME - end.length).trimEnd() + end;
}

/** Whether a worksheet is one of these: it is read for its figures, and needs no check. */
export function isConsolidated(grid: Grid): boolean {
  const [title, caption] = [cellAt(grid, 1, 1), cellAt(grid, 2, 1)];
  return (
    typeof title === "string" && typeof caption === "string" && MADE.test(title) && COUNTED.test(caption)
  );
}

function titleOf(sheet: Sheet, { scope, period }: Consolidation, language: "zh" | "en"): string {
  if (language === "zh") return `${scope.name}${sayPeriod(period, "zh")}${sheet.label.zh}（汇总）`;
  return `${sheet.label.en}, ${WORDS.consolidated.en}: ${scope.name}, ${sayPeriod(period, "en")}`;
}

function captionOf(
  consolidation: Consolidation,
  language: "zh" | "en",
  { today, due }: { today?: string; due?: string },
): string {
  const isEarly = today !== undefined && due !== undefined && today <= due;
  const { reported, expected, onTime, stage } = consolidation;
  const pairs: [Text, string][] = [
    [WORDS.period, sayPeriod(consolidation.period, language)],
    [WORDS.scope, consolidation.scope.name],
    [WORDS.reported, `${reported}/${expected}`],
    [WORDS.onTime, isEarly ? WORDS.early[language] : `${onTime}/${expected}`],
    [WORDS.stage, WORDS[stage][language]],
  ];
  if (today !== undefined) pairs.push([WORDS.made, today]);
  return language === "zh"
    ? pairs.map(([word, value]) => `${word.zh}：${value}`).join("　")
    : pairs.map(([word, value]) => `${word.en}: ${value}`).join("   ");
}

function notesOf(
  measures: readonly Measure[],
  totals: Figures,
  byUnit: boolean,
  language: "zh" | "en",
): string[] {
  const texts: Text[] = [NOTES.missing];
  if (byUnit && measures.some(({ kind }) => kind === "ratio")) texts.push(NOTES.ratio);
  if (byUnit && measures.some(({ kind }) => kind === "distinct")) texts.push(NOTES.distinct);
  const mark = language === "zh" ? "注：" : "Note: ";
  const notes = texts.map((text, n) => (n === 0 ? mark : "") + text[language]);
  const named = valuesIn(totals[ABOUT]) ?? [];
  const labels = measures.filter(({ key }) => named.includes(key)).map(({ label }) => label[language]);
  if (labels.length > 0) notes.push(NOTES.about[language] + labels.join(language === "zh" ? "、" : ", "));
  return notes;
}
