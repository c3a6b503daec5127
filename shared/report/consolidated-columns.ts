// The columns of the consolidated sheet: how each kind of measure is laid out, written as cells and totalled by a
// formula. A ratio takes three: numerator, denominator and their quotient.
import { addressOf, letterOf } from "../read/grid.ts";
import type { Measure } from "../sheet/measure.ts";
import type { Sheet } from "../sheet/sheet.ts";
import { kindOfAmount, scaleOfAmount } from "./amount.ts";
import { type Figure, isPair } from "./figure.ts";
import { NONE, quotientOf, sayAmount } from "./show.ts";
import type { WrittenCell } from "./worksheet.ts";

const RATE = { zh: "比率", en: "Ratio" };
const AT_MOST = { zh: "不超过", en: "at most " };

const COUNT = "#,##0";
/** Excel number formats by kind of number. */
export const FORMATS = {
  count: COUNT,
  money: "#,##0.00",
  hours: "#,##0.0",
  days: "#,##0.0",
  percent: "0.00",
} as const;

/** A column of the consolidated sheet: its headers, how a line fills it and how the total is made. */
interface Part {
  readonly head: string;
  readonly sub: string | null;
  readonly width: number;
  /** `figure` undefined: the line says nothing of the measure. `row` is the worksheet row. */
  readonly cell: (figure: Figure | undefined, row: number, column: number) => WrittenCell;
  readonly total: (lines: Lines, column: number) => WrittenCell;
}

/** What a total is made of: the worksheet rows of the lines, their figures, and the figure of all of them. */
export interface Lines {
  readonly first: number;
  readonly last: number;
  readonly figures: readonly (Figure | undefined)[];
  readonly total: Figure | undefined;
}

/** The columns of one measure. */
export function partsOf(sheet: Sheet, measure: Measure, language: "zh" | "en"): Part[] {
  const unit = measure.unit[language];
  const label = measure.label[language];
  const head = language === "zh" ? `${label}（${unit}）` : `${label} (${unit})`;
  if (measure.kind === "ratio") return ratioParts(sheet, measure, head, language);
  if (measure.kind === "distinct") {
    const cell = (figure: Figure | undefined): WrittenCell => {
      if (typeof figure !== "object" || figure === null || isPair(figure)) return null;
      if ("values" in figure) return { number: figure.values.length, format: COUNT };
      return { text: AT_MOST[language] + figure.atMost };
    };
    return [{ head, sub: null, width: widthOf(head, 12), cell, total: ({ total }) => cell(total) }];
  }
  const [scale, format] =
    measure.kind === "overdue"
      ? [1, COUNT]
      : [scaleOfAmount(sheet, measure.of), FORMATS[kindOfAmount(sheet, measure.of)]];
  return [
    {
      head,
      sub: null,
      width: widthOf(head, 12),
      cell: (figure) => (typeof figure === "number" ? { number: figure / scale, format } : null),
      total: (lines, column) => sumCell(lines, column, (figure) => figure, scale, format),
    },
  ];
}

/** Numerator, denominator and their quotient; a unit that lacks either has both cells blank. */
function ratioParts(
  sheet: Sheet,
  measure: Extract<Measure, { kind: "ratio" }>,
  head: string,
  language: "zh" | "en",
): Part[] {
  const part = (at: 0 | 1): Part => {
    const amount = at === 0 ? measure.numerator : measure.denominator;
    const [scale, format] = [scaleOfAmount(sheet, amount), FORMATS[kindOfAmount(sheet, amount)]];
    const sub = sayAmount(sheet, amount, language);
    const of = (figure: Figure | undefined) => (isPair(figure) ? figure[at] : null);
    return {
      head: at === 0 ? head : "",
      sub,
      width: widthOf(sub, 12),
      cell: (figure) => (isPair(figure) ? { number: figure[at] / scale, format } : null),
      total: (lines, column) => sumCell(lines, column, of, scale, format),
    };
  };
  const format = measure.show === "percent" ? "0.0%" : "#,##0.00";
  const shown = (figure: Figure | undefined) => quotientOf(sheet, measure, figure ?? null) ?? NONE;
  const rate: Part = {
    head: "",
    sub: RATE[language],
    width: 10,
    cell: (figure, row, column) => {
      const [over, under] = [addressOf(row, column - 2), addressOf(row, column - 1)];
      return { formula: `=IF(N(${under})=0,"${NONE}",${over}/${under})`, value: shown(figure), format };
    },
    total: ({ first, last, total }, column) => {
      const sum = (n: number) => `SUM(${letterOf(n)}${first}:${letterOf(n)}${last})`;
      const [over, under] = [sum(column - 2), sum(column - 1)];
      return { formula: `=IF(${under}=0,"${NONE}",${over}/${under})`, value: shown(total), format };
    },
  };
  return [part(0), part(1), rate];
}

/** A live SUM over the lines; over lines of which none has a number it shows "—", not zero. */
function sumCell(
  { first, last, figures }: Lines,
  column: number,
  of: (figure: Figure | undefined) => Figure | undefined,
  scale: number,
  format: string,
): WrittenCell {
  const area = `${letterOf(column)}${first}:${letterOf(column)}${last}`;
  const numbers = figures.map(of).filter((figure) => typeof figure === "number");
  if (numbers.length === 0)
    return { formula: `=IF(COUNT(${area})=0,"${NONE}",SUM(${area}))`, value: NONE, format };
  return { formula: `=SUM(${area})`, value: numbers.reduce((sum, n) => sum + n, 0) / scale, format };
}

/** Chinese characters take two columns of width. */
function widthOf(text: string, least: number): number {
  const width = [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 255 ? 2 : 1), 2);
  return Math.min(Math.max(width, least), 26);
}
