// Cells of one column → values of the sheet's kinds, with a finding wherever what stands there is not plainly the
// value. The quick path is a number in a number column and clean text in a text column; nothing else is kept per cell.
// Long because every kind of column has its reader here, side by side.
import { slotOf } from "../check/catalogue.ts";
import type { Fix } from "../check/issue.ts";
import {
  type ChoiceColumn,
  type Column,
  type DateColumn,
  isNumber,
  type NumberColumn,
  type PersonColumn,
  scaleOf,
  type Value,
} from "../sheet/column.ts";
import { chooserOf } from "./choice.ts";
import {
  type DateHints,
  type DayRead,
  dayOfSerial,
  dueWord,
  readDay,
  readTime,
  serialOfDay,
} from "./date.ts";
import type { Findings } from "./findings.ts";
import { addressOf, type Cell } from "./grid.ts";
import { figureIn, type Reading, readNumber, roundOff } from "./number.ts";
import { isFormulaError, isNone, isNotApplicable, isPlaceholder, isUnknown, plain, tight } from "./text.ts";
import { unitOf } from "./unit-of-measure.ts";

/** A column of the table, ready to be read. */
export interface Plan {
  /** Worksheet column, from 1. */
  readonly at: number;
  readonly key: string;
  readonly column: Column;
  /** Printed unit → declared unit. */
  readonly factor: number;
  /** Unit as printed, or the declared one. */
  readonly unit: string;
  readonly hints: DateHints;
  readonly date1904: boolean;
  /** Percentages typed as fractions: 0.95 for 95 %. */
  readonly fractions: boolean;
  /** Where a range of days leaves its last day. */
  readonly until: ((index: number, iso: string) => void) | null;
  /** Gives a number of another unit to the column of its group that counts these; the column, or null when none can. */
  readonly elsewhere: (unit: string, index: number, value: number) => NumberColumn | null;
  /** Number format of the column's cell in a worksheet row. */
  readonly formatAt: (row: number) => string;
  readonly findings: Findings;
}

export type ReadCell = (cell: Cell, row: number, index: number) => Value;

/** The reader of a column's cells. `row` is the worksheet's own, `index` counts the data rows from 0. */
export function readerOf(plan: Plan): ReadCell {
  const { column } = plan;
  const read = isNumber(column)
    ? numberReader(plan, column)
    : column.kind === "date"
      ? dateReader(plan, column)
      : column.kind === "choice"
        ? choiceReader(plan, column)
        : column.kind === "person"
          ? personReader(plan, column)
          : column.kind === "serial"
            ? (cell: Cell) => (typeof cell === "number" ? cell : cell === null ? null : tight(String(cell)))
            : column.kind === "time"
              ? timeReader(plan)
              : textReader(plan);
  return read;
}

const label = ({ column }: Plan) => slotOf(column.label);

/** Findings that any kind of column shares; true when the cell holds nothing to read. */
function isEmptyOrWrong(plan: Plan, text: string, row: number): boolean {
  if (text === "" || isNotApplicable(text)) return true;
  if (isFormulaError(text)) {
    plan.findings.add("F09", plan, row, { found: text });
    return true;
  }
  if (isUnknown(text)) {
    plan.findings.add("C10", plan, row, { found: text, read: slotOf({ zh: "未填", en: "empty" }) });
    return true;
  }
  if (isPlaceholder(text)) {
    plan.findings.add("C11", plan, row, { column: label(plan), found: text });
    return true;
  }
  return false;
}

function fix(plan: Plan, row: number, before: Cell, after: string | number, format?: string): Fix {
  return {
    cell: addressOf(row, plan.at),
    before: String(before ?? ""),
    after,
    ...(format ? { format } : {}),
  };
}

function numberReader(plan: Plan, column: NumberColumn): ReadCell {
  const scale = scaleOf(column.kind);
  const times = scale * plan.factor;
  const percent = column.kind === "percent";
  const unit = unitOf(plan.unit);
  const unitWord = column.unit.zh;
  const reads = new Map<string, Reading>();

  const settle = (value: number, cell: Cell, row: number): Value => {
    const scaled = roundOff(value * times);
    const whole = Math.round(scaled);
    if (!Number.isSafeInteger(whole)) {
      plan.findings.add("C02", plan, row, { found: String(cell), column: label(plan), unit: plan.unit });
      return null;
    }
    if (Math.abs(scaled - whole) > 1e-6 * Math.max(1, Math.abs(scaled) * 1e-6)) {
      if (column.kind === "count") {
        plan.findings.add("C04", plan, row, { column: label(plan), found: value });
        return null;
      }
      // A figure per head is computed and rounded; an amount is counted out to the last cent.
      const counted = column.kind === "money" && column.adds !== "not" && plan.factor === 1;
      if (!percent)
        plan.findings.add(counted ? "C28" : "C13", plan, row, {
          column: label(plan),
          found: value,
          read: roundOff(whole / times),
        });
    }
    return whole === 0 ? 0 : whole;
  };

  const readPlain = (value: number, cell: Cell, row: number): Value => {
    if (!percent) return settle(value, cell, row);
    if (plan.formatAt(row).includes("%")) return settle(roundOff(value * 100), cell, row);
    if (value <= 0 || value > 1) return settle(value, cell, row);
    const [read, other] = plan.fractions ? [roundOff(value * 100), value] : [value, roundOff(value * 100)];
    plan.findings.add("C23", plan, row, { found: String(cell), read, other }, fix(plan, row, cell, read));
    return settle(read, cell, row);
  };

  return (cell, row, index) => {
    if (typeof cell === "number") {
      if (percent) return readPlain(cell, cell, row);
      const scaled = cell * times;
      const whole = Math.round(scaled);
      return scaled === whole && Number.isSafeInteger(whole)
        ? whole === 0
          ? 0
          : whole
        : settle(cell, cell, row);
    }
    if (cell === null) return null;
    if (typeof cell === "boolean") {
      plan.findings.add("C02", plan, row, { found: String(cell), column: label(plan), unit: plan.unit });
      return null;
    }
    // The quick path for numbers kept as text.
    const figure = figureIn(cell);
    if (figure !== null) {
      if (percent) return readPlain(figure, cell, row);
      if (!plan.findings.again("C10", plan, row))
        plan.findings.add("C10", plan, row, { found: cell.trim(), read: figure });
      return settle(figure, cell, row);
    }
    const text = plain(cell);
    if (isEmptyOrWrong(plan, text, row)) return null;
    let read = reads.get(text);
    if (!read) {
      read = readNumber(text);
      if (reads.size < 10_000) reads.set(text, read);
    }
    const said = (value: number) => ({ found: text, read: value });
    switch (read.is) {
      case "none":
        plan.findings.add("C10", plan, row, said(0));
        return 0;
      case "notApplicable":
        return null;
      case "several":
        plan.findings.add("C15", plan, row, { found: text });
        return null;
      case "range":
        plan.findings.add("C15", plan, row, { found: text });
        return null;
      case "text":
        plan.findings.add("C02", plan, row, { found: text, column: label(plan), unit: plan.unit });
        return null;
    }
    let { value } = read;
    const written = read.unit ? unitOf(read.unit) : null;
    let strange = false;
    if (percent && read.unit === null) return readPlain(value, cell, row);
    // 个 counts anything; 3户 in a column of persons does not.
    const other = read.unit !== plan.unit && read.unit !== "个" && read.unit !== unitWord;
    if (written && other && !percent) {
      const same = unit !== null && written.dimension === unit.dimension;
      strange = same && written.dimension !== "things" ? written.size !== unit.size : true;
      if (same) value = roundOff((value * written.size) / unit.size);
      else if (unit !== null && !mayStandFor(written.dimension, unit.dimension)) {
        const taker = plan.elsewhere(read.unit as string, index, value);
        const found = { found: text, read: value };
        if (taker) plan.findings.add("C30", plan, row, { ...found, column: slotOf(taker.label) });
        else
          plan.findings.add("C31", plan, row, {
            found: text,
            unit: read.unit as string,
            column: label(plan),
            expected: slotOf(column.unit),
          });
        return null;
      }
    }
    // 5万 names the size itself: five times ten thousand 元, in a column of 万元 too.
    const sized =
      read.sized && plan.factor !== 1 && !percent ? /[十百千仟万萬亿]+$/.exec(text)?.[0] : undefined;
    if (sized !== undefined) value = roundOff(value / plan.factor);
    const slots = said(value);
    if (strange || sized !== undefined)
      plan.findings.add(
        "C19",
        plan,
        row,
        { ...slots, unit: sized ?? (read.unit as string) },
        fix(plan, row, cell, value),
      );
    else if (read.about) plan.findings.add("C14", plan, row, slots, fix(plan, row, cell, value));
    // 95.7% in a column of percentages is its plain form; 九成 and 下降10% are not.
    else if ((!percent || read.words) && !plan.findings.again("C10", plan, row))
      plan.findings.add("C10", plan, row, slots);
    return settle(value, cell, row);
  };
}

function dateReader(plan: Plan, column: DateColumn): ReadCell {
  const days = new Map<number, string | null>();
  const texts = new Map<string, DayRead | null>();
  const words = new Set(column.words ?? []);
  const wrong = (found: string, row: number): null => {
    plan.findings.add("C03", plan, row, { found, column: label(plan), or: orWords(column.words ?? []) });
    return null;
  };
  return (cell, row, index) => {
    if (cell === null) return null;
    if (typeof cell === "number") {
      let day = days.get(cell);
      if (day === undefined) {
        day = dayOfSerial(cell, plan.date1904);
        days.set(cell, day);
      }
      if (day !== null) return day;
    }
    if (typeof cell === "boolean") return wrong(String(cell), row);
    const text = typeof cell === "number" ? String(cell) : plain(cell);
    if (isEmptyOrWrong(plan, text, row) || isNone(text)) return null;
    const word = dueWord(tight(text));
    if (words.has(word)) {
      if (word !== tight(text)) plan.findings.add("C10", plan, row, { found: text, read: word });
      return word;
    }
    if (typeof cell === "string" && /^\d{5}(\.\d+)?$/.test(text)) {
      const day = dayOfSerial(Number(text), plan.date1904);
      if (day) {
        plan.findings.add("C10", plan, row, { found: text, read: day });
        return day;
      }
    }
    let read = texts.get(text);
    if (read === undefined) {
      read = readDay(text, plan.hints);
      if (texts.size < 10_000) texts.set(text, read);
    }
    if (!read) return wrong(text, row);
    if (read.listed && !plan.until) return wrong(text, row);
    if (read.from !== read.to) plan.until?.(index, read.to);
    // Of several days a deadline is the last; anything else is told by the first, on which it began.
    const day = column.future && !plan.until ? read.to : read.from;
    const said = read.from === read.to ? read.from : `${read.from} — ${read.to}`;
    const slots = { found: text, read: said };
    if (text === read.from) return read.from;
    if (read.full) {
      plan.findings.add("C10", plan, row, slots);
      return day;
    }
    const proposal =
      read.from === read.to
        ? fix(plan, row, cell, serialOfDay(read.from, plan.date1904), "yyyy-mm-dd")
        : undefined;
    if (read.about) plan.findings.add("C22", plan, row, slots, proposal);
    else if (read.assumed) plan.findings.add("C18", plan, row, slots, proposal);
    else plan.findings.add("C10", plan, row, slots);
    return day;
  };
}

/** ，或填“立行立改”“长期坚持”: what a date column takes besides days. */
function orWords(words: readonly string[]): string {
  if (words.length === 0) return "";
  const quoted = words.map((word) => `“${word}”`);
  return slotOf({ zh: `，或填${quoted.join("")}`, en: `, or ${quoted.join(" or ")}` });
}

function timeReader(plan: Plan): ReadCell {
  return (cell, row) => {
    if (cell === null) return null;
    if (typeof cell === "string" && isEmptyOrWrong(plan, plain(cell), row)) return null;
    const time = typeof cell === "boolean" ? null : readTime(typeof cell === "string" ? plain(cell) : cell);
    if (time === null) plan.findings.add("C27", plan, row, { found: String(cell), column: label(plan) });
    return time;
  };
}

function choiceReader(plan: Plan, column: ChoiceColumn): ReadCell {
  const chooser = chooserOf(column.choices);
  const keys = new Map<Cell, string | null>();
  const list = column.choices.map((choice) => choice.label);
  const choices = slotOf({
    zh: list.map(({ zh }) => zh).join("、"),
    en: list.map(({ en }) => en).join(", "),
  });
  return (cell, row) => {
    if (cell === null) return null;
    let key = keys.get(cell);
    if (key === undefined) {
      key = chooser.keyOf(String(cell));
      keys.set(cell, key);
    }
    if (key !== null) return key;
    const text = plain(String(cell));
    if (isEmptyOrWrong(plan, text, row) || isNone(text)) return null;
    if (column.open) {
      const meant = chooser.misspelt(text);
      if (meant)
        plan.findings.add(
          "C26",
          plan,
          row,
          { found: text, column: label(plan), near: slotOf(meant.label) },
          fix(plan, row, cell, meant.label.zh),
        );
      return text;
    }
    // 正在整改，已完成清查60%: the choice, and then how far it has come.
    const lead = text.split(/[，,；;。]/)[0] as string;
    const led = lead === text ? null : chooser.keyOf(lead);
    if (led !== null) {
      plan.findings.add("C10", plan, row, { found: text, read: lead });
      return led;
    }
    const near = chooser.nearest(text);
    plan.findings.add(
      "C07",
      plan,
      row,
      { found: text, column: label(plan), choices },
      near ? fix(plan, row, cell, near.label.zh) : undefined,
    );
    return null;
  };
}

function personReader(plan: Plan, column: PersonColumn): ReadCell {
  return (cell, row) => {
    if (cell === null) return null;
    if (column.format === "idNumber" && isDamaged(cell)) {
      plan.findings.add("C12", plan, row, { column: label(plan), found: String(cell) });
      return null;
    }
    const text = plain(String(cell));
    if (isEmptyOrWrong(plan, text, row) || isNone(text)) return null;
    const flat = tight(text).replace(/^['’]/, "");
    if (column.format === "idNumber") return flat.toUpperCase();
    // 张　三 is 张三; a foreign name keeps its blanks.
    return column.format === "phone" || /^[\p{Script=Han}·\s]+$/u.test(text) ? flat : text;
  };
}

/** Persons and attendances are mixed up in earnest; 3户 is never so many persons, nor 半天 half an hour. */
function mayStandFor(written: string, asked: string): boolean {
  return (
    (/^(persons|times)$/.test(written) && /^(persons|times)$/.test(asked)) ||
    (written === "things" && asked === "things")
  );
}

/** An ID number kept as a number has lost its last digits. */
function isDamaged(cell: Cell): boolean {
  return typeof cell === "number" ? Math.abs(cell) >= 1e15 : /^\d(\.\d+)?E\+\d+$/i.test(tight(String(cell)));
}

function textReader(plan: Plan): ReadCell {
  return (cell, row) => {
    if (cell === null) return null;
    if (typeof cell !== "string") return String(cell);
    const text = plain(cell);
    if (text.length <= 8 && (isEmptyOrWrong(plan, text, row) || isNone(text))) return null;
    return text;
  };
}
