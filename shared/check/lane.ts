// The rows under check, ready for rules: one lane per column that the rows hold, with its scale, and the words
// in which a finding tells a value or a place. It knows no rule.
import type { Rows } from "../read/table.ts";
import { type Column, isNumber, scaleOf, type Value } from "../sheet/column.ts";
import type { Sheet, Text } from "../sheet/sheet.ts";
import { slotOf } from "./catalogue.ts";
import type { CheckContext } from "./context.ts";

/** One column of the rows under check. */
export interface Lane {
  readonly key: string;
  readonly column: Column;
  readonly letter: string;
  readonly values: readonly Value[];
  /** Stored integer per unit as declared: 100 for money. */
  readonly scale: number;
  /** Declared units per unit as printed: 10 000 for a column in 万元. */
  readonly factor: number;
}

/** Everything that a rule may look at. */
export interface Subject {
  readonly sheet: Sheet;
  readonly rows: Rows;
  readonly context: CheckContext;
  /** In the order of the worksheet. */
  readonly lanes: readonly Lane[];
  /** Null when the rows lack this column. */
  lane(key: string): Lane | null;
}

/** Columns that the sheet does not know are left out: they are not checked. */
export function subjectOf(sheet: Sheet, rows: Rows, context: CheckContext): Subject {
  const lanes: Lane[] = [];
  const byKey = new Map<string, Lane>();
  for (const { key, letter, values, factor = 1 } of rows.columns) {
    const column = Object.hasOwn(sheet.columns, key) ? sheet.columns[key] : undefined;
    if (!column || byKey.has(key)) continue;
    const scale = isNumber(column) ? scaleOf(column.kind) : 1;
    const lane: Lane = { key, column, letter, values, scale, factor };
    lanes.push(lane);
    byKey.set(key, lane);
  }
  return { sheet, rows, context, lanes, lane: (key) => byKey.get(key) ?? null };
}

/**
 * By how much a stored number of a lane may differ from the true one because the sheet prints it in thousands or ten
 * thousands: half the last digit that its column prints. 0 where it is printed in its own unit.
 */
export function roundedBy(lane: Lane): number {
  if (lane.factor === 1) return 0;
  let digits = 0;
  for (const value of lane.values)
    if (typeof value === "number") digits = Math.max(digits, digitsOf(printed(lane, value)));
  return 0.5 * 10 ** -digits * lane.factor * lane.scale;
}

/** How many decimals a number prints. */
export function digitsOf(value: number): number {
  return String(value).split(".")[1]?.length ?? 0;
}

/** Address of a row's cell in a lane. */
export function cellOf(subject: Subject, lane: Lane, row: number): string {
  return `${lane.letter}${subject.rows.at[row]}`;
}

/** A stored number in the unit as the worksheet prints it. */
export function printed(lane: Lane, value: number): number {
  return tidy(value / lane.scale / lane.factor);
}

/** Removes the dust of binary fractions. */
export function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

export function labelOf(lane: Lane): string {
  return slotOf(lane.column.label);
}

/** A value as a person wrote it: a number in the unit printed, a choice by its label. */
export function said(lane: Lane, value: Value): string | number {
  if (value === null) return slotOf({ zh: "空", en: "empty" });
  if (typeof value === "number") return printed(lane, value);
  if (lane.column.kind !== "choice") return value;
  const choice = lane.column.choices.find(({ key }) => key === value);
  return choice ? slotOf(choice.label) : value;
}

/** What to do about an unusual amount. */
export const MONEY_ASKED = slotOf({
  zh: "请确认单位（元/万元），确实如此请说明。",
  en: "Check whether it is in yuan or ten thousands; if it is right, say why.",
});

/** Joins bilingual parts. */
export function joined(parts: readonly Text[], between: string | Text): Text {
  const [zh, en] = typeof between === "string" ? [between, between] : [between.zh, between.en];
  return { zh: parts.map((part) => part.zh).join(zh), en: parts.map((part) => part.en).join(en) };
}
