// The rules of a sheet that concern one row, compiled once into closures over the columns. A rule whose columns
// the rows lack is undecided everywhere and yields no test. It knows no sheet; rules over all rows are elsewhere.
// Its length is one short function for each kind of rule.

import { periodIn } from "../read/period-words.ts";
import { dayNumber, deadlineOver, holdsOver } from "../report/amount.ts";
import { cutOffOf } from "../report/figures.ts";
import { daysOf, sayPeriod } from "../report/period.ts";
import type { Effect, Rule, When } from "../sheet/rule.ts";
import type { Text } from "../sheet/sheet.ts";
import { slotOf } from "./catalogue.ts";
import { isDay } from "./cells.ts";
import type { Fix } from "./issue.ts";
import {
  cellOf,
  joined,
  type Lane,
  labelOf,
  MONEY_ASKED,
  printed,
  roundedBy,
  type Subject,
  said,
  tidy,
} from "./lane.ts";
import { numberAt, type Side, sideOf, sideValue } from "./operand.ts";
import type { RowTest } from "./row-test.ts";

type Of<R extends Rule["rule"]> = Extract<Rule, { rule: R }>;

const RELATIONS: Readonly<Record<string, Text>> = {
  "<=": { zh: "不多于", en: "at most" },
  ">=": { zh: "不少于", en: "at least" },
  "=": { zh: "等于", en: "exactly" },
  "<": { zh: "少于", en: "less than" },
  ">": { zh: "多于", en: "more than" },
};

/** What to do about figures that do not fit. Nobody but the person knows which of them is wrong, or whether any is. */
const ASKED: Readonly<Record<Effect, string>> = {
  must: slotOf({ zh: "请核对，改正填错的一项。", en: "Correct whichever is wrong." }),
  waivable: slotOf({ zh: "请核对，改正填错的一项。", en: "Correct whichever is wrong." }),
  explain: slotOf({ zh: "填错了请改，没有错请说明。", en: "Correct what is wrong, or say why it is right." }),
  note: slotOf({ zh: "供参考。", en: "For your information." }),
};

/** The test of a rule; null for a rule over all rows and for one that is undecided for lack of columns. */
export function ruleTest(subject: Subject, rule: Rule): RowTest | null {
  const test = testOf(subject, rule);
  if (!test || rule.when === undefined || rule.rule === "needs" || rule.rule === "excludes") return test;
  const holds = holdsOver(subject.sheet, subject.rows, rule.when, cutOffOf(subject.context));
  return { ...test, fails: (row) => test.fails(row) && holds(row) };
}

function testOf(subject: Subject, rule: Rule): RowTest | null {
  switch (rule.rule) {
    case "compare":
      return compare(subject, rule);
    case "together":
      return together(subject, rule);
    case "needs":
    case "excludes":
      return presence(subject, rule);
    case "order":
      return order(subject, rule);
    case "late":
      return late(subject, rule);
    case "inPeriod":
      return inPeriod(subject, rule);
    case "samePeriod":
      return samePeriod(subject, rule);
    case "ratio":
      return ratio(subject, rule);
    case "range":
      return range(subject, rule);
    case "overdue":
      return overdue(subject, rule);
    default:
      return null;
  }
}

function compare(subject: Subject, rule: Of<"compare">): RowTest | null {
  const [left, right] = [sideOf(subject, rule.left), sideOf(subject, rule.right)];
  const lane = left?.lanes[0] ?? right?.lanes[0];
  if (!left || !right || !lane) return null;
  const slack = ((rule.tolerance ?? 0) + slackOf(left) + slackOf(right)) * left.scale * right.scale + 1e-6;
  const gap = (row: number) => left.read(row) * right.scale - right.read(row) * left.scale;
  // A part that is blank leaves a sum open, but the parts that are there cannot be more than the whole.
  const { partial } = right;
  const over = (row: number) =>
    rule.is === "=" && partial !== undefined
      ? partial(row) * left.scale - left.read(row) * right.scale > slack
      : false;
  // Printed units only where both sides print in the same one; else both are told in declared units.
  const factor = left.factor === right.factor ? left.factor : 1;
  const fails = {
    "<=": (row: number) => gap(row) > slack,
    ">=": (row: number) => gap(row) < -slack,
    "=": (row: number) => {
      const apart = gap(row);
      return Number.isNaN(apart) ? over(row) : Math.abs(apart) > slack;
    },
    "<": (row: number) => gap(row) >= slack,
    ">": (row: number) => gap(row) <= -slack,
  }[rule.is];
  return {
    code: "L02",
    effect: rule.effect,
    rule: rule.id,
    lane,
    fails,
    tell: (row) => {
      const open = over(row);
      const side = open ? partOf(right, partial as Side["read"], row) : right;
      const [found, expected] = [sideValue(left, row, factor), sideValue(side, row, factor)];
      return {
        slots: {
          left: slotOf(left.label),
          found,
          relation: slotOf(RELATIONS[open ? ">=" : rule.is] as Text),
          right: nameOf(side),
          expected,
          difference: tidy(Math.abs(found - expected)),
          ask: ASKED[rule.effect],
        },
        related: right.lanes.map((other) => cellOf(subject, other, row)),
        ...(open ? {} : fixed(subject, rule, left, right, row)),
      };
    },
  };
}

/** What a side is rounded by in its declared unit, over all its parts; 0 for a product, which is compared as it is. */
function slackOf(side: Side): number {
  if (side.lane === null && side.partial === undefined) return 0;
  return side.lanes.reduce((sum, lane) => sum + roundedBy(lane) / lane.scale, 0);
}

/** The parts of a sum that a row has. */
function partOf(side: Side, read: Side["read"], row: number): Side {
  const lanes = side.lanes.filter(({ values }) => typeof values[row] === "number");
  const label = joined(
    lanes.map(({ column }) => column.label),
    "＋",
  );
  return { ...side, read, label, lanes, lane: lanes.length === 1 ? (lanes[0] as Lane) : null };
}

/**
 * Only what must equal the other side is set to it. Within a bound nobody but the person knows the right figure, and
 * to propose the bound would invite writing down what is not so.
 */
function fixed(subject: Subject, rule: Of<"compare">, left: Side, right: Side, row: number): { fix?: Fix } {
  if (rule.effect !== "must" || rule.is !== "=" || left.lane === null || right.constant) return {};
  return fixTo(subject, left.lane, row, sideValue(right, row, 1));
}

/** A fix that writes a number, given in declared units. */
function fixTo(subject: Subject, lane: Lane, row: number, value: number): { fix: Fix } {
  const before = lane.values[row];
  return {
    fix: {
      cell: cellOf(subject, lane, row),
      before: typeof before === "number" ? String(printed(lane, before)) : String(before ?? ""),
      after: tidy(value / lane.factor),
    },
  };
}

/** "党员总数" before a number; "天数×8 ＝" before a computed one; nothing before a constant. */
function nameOf(side: Side): string {
  if (side.lane || side.constant) return slotOf(side.label);
  return slotOf({ zh: `${side.label.zh} ＝`, en: `${side.label.en} =` });
}

function together(subject: Subject, rule: Of<"together">): RowTest | null {
  const [first, second] = [subject.lane(rule.columns[0]), subject.lane(rule.columns[1])];
  if (!first || !second) return null;
  return {
    code: "L03",
    effect: rule.effect,
    rule: rule.id,
    lane: first,
    fails: (row) => {
      const [a, b] = [first.values[row], second.values[row]];
      if (typeof a !== "number" || typeof b !== "number" || a > 0 === b > 0) return false;
      // 30元 in 万元 with two digits is printed as 0.
      return !(a === 0 && first.factor > 1) && !(b === 0 && second.factor > 1);
    },
    tell: (row) => ({
      slots: {
        first: labelOf(first),
        found: said(first, first.values[row] ?? null),
        second: labelOf(second),
        other: said(second, second.values[row] ?? null),
      },
      related: [cellOf(subject, second, row)],
    }),
  };
}

function presence(subject: Subject, rule: Of<"needs"> | Of<"excludes">): RowTest | null {
  const lane = subject.lane(rule.column);
  if (!lane) return null;
  const holds =
    rule.when === undefined
      ? () => true
      : holdsOver(subject.sheet, subject.rows, rule.when, cutOffOf(subject.context));
  const needed = rule.rule === "needs";
  const { values } = lane;
  return {
    code: needed ? "L10" : "L11",
    effect: rule.effect,
    rule: rule.id,
    lane,
    fails: (row) => (values[row] === null || values[row] === "") === needed && holds(row),
    tell: (row) => ({
      slots: {
        because: rule.when === undefined ? "" : slotOf(because(subject, rule.when, row)),
        column: labelOf(lane),
        found: said(lane, values[row] ?? null),
      },
    }),
  };
}

/** Why a condition holds for a row, in words: 整改状态为“已完成”. */
function because(subject: Subject, when: When<string>, row: number): Text {
  if (Array.isArray(when))
    return joined(
      (when as readonly When<string>[]).map((part) => because(subject, part, row)),
      { zh: "、", en: " and " },
    );
  const part = when as Exclude<When<string>, readonly unknown[]>;
  if ("any" in part)
    return joined(
      part.any.map((one) => because(subject, one, row)),
      { zh: "、", en: ", " },
    );
  const label = subject.sheet.columns[part.column]?.label ?? { zh: part.column, en: part.column };
  const lane = subject.lane(part.column);
  const value = lane?.values[row] ?? null;
  if (!lane || value === null || value === "")
    return { zh: `没有填“${label.zh}”`, en: `“${label.en}” is empty` };
  const [zh = "", en = zh] = String(said(lane, value)).split("\u0000");
  return { zh: `“${label.zh}”为“${zh}”`, en: `“${label.en}” is “${en}”` };
}

function order(subject: Subject, rule: Of<"order">): RowTest | null {
  const [earlier, later] = [subject.lane(rule.earlier), subject.lane(rule.later)];
  if (!earlier || !later) return null;
  // Days and times of day both compare as text; a word that stands instead of a day is undecided.
  const compares = (value: unknown): value is string =>
    typeof value === "string" && value.charCodeAt(0) < 58 && value !== "";
  return {
    code: "L05",
    effect: rule.effect,
    rule: rule.id,
    lane: later,
    fails: (row) => {
      const [a, b] = [earlier.values[row], later.values[row]];
      return compares(a) && compares(b) && b < a;
    },
    tell: (row) => ({
      slots: {
        later: labelOf(later),
        found: said(later, later.values[row] ?? null),
        earlier: labelOf(earlier),
        expected: said(earlier, earlier.values[row] ?? null),
      },
      related: [cellOf(subject, earlier, row)],
    }),
  };
}

function late(subject: Subject, rule: Of<"late">): RowTest | null {
  const lane = subject.lane(rule.column);
  const end = periodEnd(subject);
  if (!lane || end === null) return null;
  const last = dayNumber(end) ?? 0;
  const limit = isoOf(last + rule.within);
  const { today } = subject.context;
  return {
    code: "L06",
    effect: rule.effect,
    rule: rule.id,
    lane,
    fails: (row) => {
      const value = lane.values[row];
      // A day in the future is told as such by its kind.
      return isDay(value) && value > limit && value <= today;
    },
    tell: (row) => {
      const found = (dayNumber(lane.values[row] ?? null) ?? last) - last;
      const day = said(lane, lane.values[row] ?? null);
      return { slots: { later: labelOf(lane), day, end, found, expected: rule.within } };
    },
  };
}

function inPeriod(subject: Subject, rule: Of<"inPeriod">): RowTest | null {
  const lane = subject.lane(rule.column);
  const period = subject.context.period;
  const days = period === null ? null : daysOf(period);
  if (!lane || period === null || !days) return null;
  const named = slotOf({ zh: sayPeriod(period, "zh"), en: sayPeriod(period, "en") });
  const latest = lane.column.kind === "date" && lane.column.future ? "9999-12-31" : subject.context.today;
  return {
    code: "R08",
    effect: rule.effect,
    rule: rule.id,
    lane,
    fails: (row) => {
      const value = lane.values[row];
      // A day in the future is told as such by its kind.
      return isDay(value) && (value < days.first || (value > days.last && value <= latest));
    },
    tell: (row) => ({
      slots: { column: labelOf(lane), found: said(lane, lane.values[row] ?? null), period: named },
    }),
  };
}

function samePeriod(subject: Subject, rule: Of<"samePeriod">): RowTest | null {
  const lane = subject.lane(rule.column);
  const { period } = subject.context;
  if (!lane || period === null) return null;
  const year = period.slice(0, 4);
  return {
    code: "R07",
    effect: rule.effect,
    rule: rule.id,
    lane,
    fails: (row) => {
      const value = lane.values[row];
      if (typeof value !== "string" || value === "") return false;
      const named = daysOf(value) ? value : periodIn(value, year);
      return named !== null && named !== period;
    },
    tell: (row) => ({
      slots: {
        column: labelOf(lane),
        found: said(lane, lane.values[row] ?? null),
        expected: slotOf({ zh: sayPeriod(period, "zh"), en: sayPeriod(period, "en") }),
      },
    }),
  };
}

function ratio(subject: Subject, rule: Of<"ratio">): RowTest | null {
  const [typed, over, under] = [
    subject.lane(rule.typed),
    subject.lane(rule.numerator),
    subject.lane(rule.denominator),
  ];
  if (!typed || !over || !under) return null;
  const percent = typed.column.kind === "percent";
  const times = ((percent ? 100 : 1) * under.scale) / over.scale;
  const expected = (row: number) => {
    const denominator = numberAt(under.values, row);
    return denominator === 0 ? Number.NaN : (numberAt(over.values, row) / denominator) * times;
  };
  const rounded = roundedBy(over);
  const slack = (row: number) => Math.abs((rounded / numberAt(under.values, row)) * times);
  return {
    code: "L07",
    effect: rule.effect,
    rule: rule.id,
    lane: typed,
    fails: (row) => {
      const value = numberAt(typed.values, row);
      return Math.abs(value / typed.scale - expected(row)) > roundingOf(value, typed.scale) + slack(row);
    },
    tell: (row) => {
      const value = numberAt(typed.values, row);
      const digits = percent ? 1 : 2;
      const right = Number(expected(row).toFixed(digits));
      const fix = percent
        ? { cell: cellOf(subject, typed, row), before: `${value / typed.scale}%`, after: tidy(right / 100) }
        : undefined;
      return {
        slots: {
          column: labelOf(typed),
          found: percent ? `${value / typed.scale}%` : printed(typed, value),
          numerator: labelOf(over),
          denominator: labelOf(under),
          expected: percent ? `${right}%` : tidy(right / typed.factor),
        },
        related: [cellOf(subject, over, row), cellOf(subject, under, row)],
        ...(fix ? { fix: { ...fix, format: "0.0%" } } : fixTo(subject, typed, row, right)),
      };
    },
  };
}

/** By how much a number may differ from what it was rounded from: half its last digit typed, a whole stored one. */
export function roundingOf(stored: number, scale: number): number {
  let unit = 1;
  while (unit < scale && stored % (unit * 10) === 0) unit *= 10;
  return (unit === 1 && scale > 1 ? unit : unit / 2) / scale + 1e-9;
}

function range(subject: Subject, rule: Of<"range">): RowTest | null {
  const side = sideOf(subject, rule.of);
  const lane = side?.lanes[0];
  if (!side || !lane) return null;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = rule;
  return {
    code: "L09",
    effect: rule.effect,
    rule: rule.id,
    lane,
    fails: (row) => {
      const value = side.read(row) / side.scale;
      return value < min || value > max;
    },
    tell: (row) => ({
      slots: {
        of: slotOf(side.label),
        found: Number(sideValue(side, row, 1).toFixed(2)),
        min: rule.min ?? "",
        max: rule.max ?? "",
        ask: side.lanes.some(({ column }) => column.kind === "money") ? MONEY_ASKED : FIGURE_ASKED,
      },
      related: side.lanes.slice(1).map((other) => cellOf(subject, other, row)),
    }),
  };
}

const FIGURE_ASKED = slotOf({
  zh: "请核对，确实如此请说明。",
  en: "Check it; if it is right, say why.",
});

function overdue(subject: Subject, rule: Of<"overdue">): RowTest | null {
  const due = subject.lane(rule.due);
  if (!due) return null;
  const cutOff = cutOffOf(subject.context);
  const closed = holdsOver(subject.sheet, subject.rows, rule.closed, cutOff);
  const dueDay = deadlineOver(subject.rows, rule);
  return {
    code: "L12",
    effect: rule.effect,
    rule: rule.id,
    lane: due,
    fails: (row) => {
      const day = dueDay(row);
      return day !== null && day < cutOff && !closed(row);
    },
    tell: (row) => {
      const day = dueDay(row) ?? cutOff;
      const [word, iso] = [due.values[row] as string, isoOf(day)];
      const named = word === iso ? iso : `${word}（${iso}）`;
      return { slots: { due: named, asOf: isoOf(cutOff), days: cutOff - day } };
    },
  };
}

/** The ISO day of a number of days since 1970. */
function isoOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** Last day of the reporting period; null while the period is unknown. */
function periodEnd(subject: Subject): string | null {
  const { period } = subject.context;
  return period === null ? null : (daysOf(period)?.last ?? null);
}
