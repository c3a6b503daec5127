// Against what the superior already holds: the figures of the last accepted submission, and known values. The sums
// of the rows are kept running, so that an edit costs what it touches.
import { type AmountOf, amountOver, kindOfAmount, scaleOfAmount } from "../report/amount.ts";
import { cutOffOf } from "../report/figures.ts";
import type { Amount, Measure } from "../sheet/measure.ts";
import { slotOf } from "./catalogue.ts";
import type { Issue } from "./issue.ts";
import type { TableTest } from "./keys.ts";
import { cellOf, labelOf, type Subject, said, tidy } from "./lane.ts";

/** A flow or stock beyond this many times the last one, or below its reverse, is asked about (G8). */
const JUMP = 5;
/** Below this, in the unit as written, a jump says nothing. */
const JUMP_FLOOR = 20;
/** 元 taken for 万元: ten thousand times, give or take what the figure itself may have changed. */
const MIXED_UNITS = { least: 5_000, most: 20_000 };

type Total = Extract<Measure, { kind: "flow" | "stock" | "cumulative" }>;

/** Falls, jumps and mixed units of every measure that the last submission has too. */
export function historyTests(subject: Subject): TableTest[] {
  const { previous } = subject.context;
  if (!previous) return [];
  return subject.sheet.measures.flatMap((measure) => {
    const before = previous[measure.key];
    if (measure.kind === "ratio" || measure.kind === "distinct" || measure.kind === "overdue") return [];
    return typeof before === "number" ? [against(subject, measure, before)] : [];
  });
}

function against(subject: Subject, measure: Total, before: number): TableTest {
  const sum = runningSum(subject, measure.of);
  const scale = scaleOfAmount(subject.sheet, measure.of);
  const falls = subject.sheet.rules.find(
    (rule) => rule.rule === "neverFalls" && rule.measure === measure.key,
  );
  const money = kindOfAmount(subject.sheet, measure.of) === "money";
  const column = "sum" in measure.of ? [measure.of.sum].flat()[0] : undefined;
  return {
    renew: sum.renew,
    issues: () => {
      const now = sum.total();
      if (now === null) return [];
      const slots = {
        measure: slotOf(measure.label),
        found: tidy(now / scale),
        expected: tidy(before / scale),
        difference: tidy(Math.abs(now - before) / scale),
        times: before === 0 ? 0 : Number((now / before).toPrecision(2)),
        apart: slotOf(
          now > before
            ? { zh: "一万倍", en: "ten thousand times" }
            : { zh: "万分之一", en: "a ten thousandth of" },
        ),
      };
      const issue = (code: "T01" | "T04" | "T05", effect: Issue["effect"], rule: string): Issue[] => [
        { code, rule, effect, cell: null, ...(column === undefined ? {} : { column }), slots },
      ];
      const quotient = now > before ? now / before : before / now;
      if (money && quotient >= MIXED_UNITS.least && quotient <= MIXED_UNITS.most)
        return issue("T05", "explain", `G8.${measure.key}`);
      if (falls && now < before) return issue("T01", falls.effect, falls.id);
      // A remainder (given less handed up) may well vanish, and a cumulative figure may well grow.
      const free = measure.kind === "cumulative" || "less" in measure.of || before === 0;
      if (free || Math.max(now, before) < JUMP_FLOOR * scale) return [];
      return quotient > JUMP ? issue("T04", "explain", `G8.${measure.key}`) : [];
    },
  };
}

/** The total of an amount, kept up to date; null while no row has a value. */
function runningSum(subject: Subject, amount: Amount<string>) {
  const over = () => amountOver(subject.sheet, subject.rows, amount, cutOffOf(subject.context));
  // The row that counts of each value may change with any edit, so such a sum is taken anew.
  if ("once" in amount || "most" in amount) return { renew: () => {}, total: () => totalOf(subject, over()) };
  const { concerns, value } = over();
  const parts = new Float64Array(subject.rows.at.length).fill(Number.NaN);
  let [sum, filled] = [0, 0];
  const take = (row: number) => {
    const old = parts[row] as number;
    const now = (concerns(row) ? value(row) : null) ?? Number.NaN;
    if (!Number.isNaN(old)) [sum, filled] = [sum - old, filled - 1];
    if (!Number.isNaN(now)) [sum, filled] = [sum + now, filled + 1];
    parts[row] = now;
  };
  for (let row = 0; row < parts.length; row++) take(row);
  return {
    renew: (rows: readonly number[]) => rows.forEach(take),
    total: () => (filled === 0 ? null : sum),
  };
}

function totalOf(subject: Subject, { concerns, value }: AmountOf): number | null {
  let [sum, filled] = [0, false];
  for (let row = 0; row < subject.rows.at.length; row++) {
    const part = concerns(row) ? value(row) : null;
    if (part !== null) [sum, filled] = [sum + part, true];
  }
  return filled ? sum : null;
}

/**
 * A known value differs (G10). Known values are those of the submitting unit: every row of it is compared; where the
 * rows name several units, the first row of each is added up and compared as a whole.
 */
export function knownTests(subject: Subject): TableTest[] {
  const { known = {} } = subject.context;
  return Object.entries(known).flatMap(([key, expected]) => {
    const lane = subject.lane(key);
    if (!lane?.column.known || expected === null) return [];
    const issueAt = (row: number | null, found: number | string): Issue => ({
      code: "T10",
      rule: `G10.${key}`,
      effect: "explain",
      cell: row === null ? null : cellOf(subject, lane, row),
      ...(row === null ? {} : { row: subject.rows.at[row] ?? 0 }),
      column: key,
      slots: { column: labelOf(lane), found, expected: said(lane, expected) },
    });
    const units = subject.lanes.find(({ column }) => column.kind === "unit");
    return [
      {
        renew: () => {},
        issues: () => {
          const firsts = new Map<unknown, number>();
          units?.values.forEach((unit, row) => {
            if (unit !== null && !firsts.has(unit)) firsts.set(unit, row);
          });
          if (firsts.size > 1) {
            let sum = 0;
            for (const row of firsts.values()) sum += (lane.values[row] as number | null) ?? Number.NaN;
            return Number.isNaN(sum) || sum === expected ? [] : [issueAt(null, said(lane, sum))];
          }
          return lane.values.flatMap((value, row) =>
            value === null || value === expected ? [] : [issueAt(row, said(lane, value))],
          );
        },
      },
    ];
  });
}
