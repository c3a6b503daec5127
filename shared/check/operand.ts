// One side of a comparison, ready to be read row by row: an exact integer over a known scale, so that money and
// hours compare without fractions. NaN stands for a missing part and makes every comparison false.
import { dayNumber } from "../report/amount.ts";
import type { Value } from "../sheet/column.ts";
import type { Operand } from "../sheet/rule.ts";
import type { Text } from "../sheet/sheet.ts";
import { joined, type Lane, type Subject, tidy } from "./lane.ts";

export interface Side {
  /** The value times `scale`; NaN where a part is missing. */
  readonly read: (row: number) => number;
  readonly scale: number;
  /** How a sentence names it. */
  readonly label: Text;
  /** A single column; null for anything composed. */
  readonly lane: Lane | null;
  readonly lanes: readonly Lane[];
  /** A constant: named by its value alone. */
  readonly constant: boolean;
  /** Declared units per unit as printed, where all its columns agree. */
  readonly factor: number;
  /** For a sum: the sum of the parts that are there, NaN where none is missing or none is there. */
  readonly partial?: (row: number) => number;
}

/** Null when the rows lack one of its columns: the rule is then undecided everywhere. */
export function sideOf(subject: Subject, operand: Operand<string>): Side | null {
  if (typeof operand === "number")
    return {
      read: () => operand,
      scale: 1,
      label: { zh: "", en: "" },
      lane: null,
      lanes: [],
      constant: true,
      factor: 1,
    };
  const lanes = keysOf(operand).map((key) => subject.lane(key));
  const present = lanes.filter((lane) => lane !== null);
  const lacking = lanes.length - present.length;
  // A sum that lacks a column is undecided everywhere, but never less than the parts that are there.
  if (lacking > 0 && (present.length === 0 || typeof operand === "string" || !("sum" in operand)))
    return null;
  const labels = present.map(({ column }) => column.label);
  const side = { lanes: present, lane: null, constant: false, factor: 1 };
  const [first, second] = present as [Lane, Lane];
  if (typeof operand === "string")
    return {
      ...side,
      lane: first,
      factor: first.factor,
      scale: first.scale,
      label: first.column.label,
      read: (row) => numberAt(first.values, row),
    };
  if ("sum" in operand) {
    const scale = Math.max(...present.map((lane) => lane.scale));
    const parts = present.map(({ values, scale: own }) => ({ values, times: scale / own }));
    return {
      ...side,
      factor: commonFactor(present),
      scale,
      label: joined(labels, "＋"),
      read: (row) => {
        let sum = lacking > 0 ? Number.NaN : 0;
        for (const { values, times } of parts) sum += numberAt(values, row) * times;
        return sum;
      },
      partial: (row) => {
        let [sum, there] = [0, 0];
        for (const { values, times } of parts) {
          const part = values[row];
          if (typeof part !== "number") continue;
          sum += part * times;
          there += 1;
        }
        return there === 0 || (lacking === 0 && there === parts.length) ? Number.NaN : sum;
      },
    };
  }
  if ("product" in operand) {
    const constant = operand.product.reduce<number>(
      (n, part) => (typeof part === "number" ? n * part : n),
      1,
    );
    const names = operand.product.map((part) =>
      typeof part === "number" ? { zh: String(part), en: String(part) } : labels.shift(),
    );
    return {
      ...side,
      scale: present.reduce((n, lane) => n * lane.scale, 1),
      label: joined(names as Text[], "×"),
      read: (row) => {
        let product = constant;
        for (const { values } of present) product *= numberAt(values, row);
        return product;
      },
    };
  }
  if ("quotient" in operand)
    return {
      ...side,
      scale: first.scale / second.scale,
      label: joined(labels, "÷"),
      read: (row) => {
        const under = numberAt(second.values, row);
        return under === 0 ? Number.NaN : numberAt(first.values, row) / under;
      },
    };
  return {
    ...side,
    scale: 1,
    label: {
      zh: `${first.column.label.zh}到${second.column.label.zh}的天数`,
      en: `days from ${first.column.label.en} to ${second.column.label.en}`,
    },
    read: (row) => {
      const [from, to] = [dayNumber(first.values[row] ?? null), dayNumber(second.values[row] ?? null)];
      return from === null || to === null ? Number.NaN : to - from + 1;
    },
  };
}

/** The value of a side in declared units, or as printed where its columns agree on a unit. */
export function sideValue(side: Side, row: number, factor: number): number {
  return tidy(side.read(row) / side.scale / factor);
}

export function numberAt(values: readonly Value[], row: number): number {
  const value = values[row];
  return typeof value === "number" ? value : Number.NaN;
}

function keysOf(operand: Exclude<Operand<string>, number>): readonly string[] {
  if (typeof operand === "string") return [operand];
  if ("sum" in operand) return operand.sum;
  if ("product" in operand) return operand.product.filter((part) => typeof part === "string");
  return "quotient" in operand ? operand.quotient : operand.days;
}

function commonFactor(lanes: readonly Lane[]): number {
  const factor = lanes[0]?.factor ?? 1;
  return lanes.every((lane) => lane.factor === factor) ? factor : 1;
}
