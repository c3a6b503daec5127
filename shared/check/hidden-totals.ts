// A row of totals that does not say so: a committee above its branches, 全局 at the end. Its figures are the sums of the
// rows next to it, and it would be counted twice. Rows that look so by chance are kept out by asking for several figures
// that have enough digits and do not all grow alike, and for nothing that makes the row one of its own. It cannot know
// for certain, so it asks.
import { isNumber } from "../sheet/column.ts";
import type { Issue } from "./issue.ts";
import type { TableTest } from "./keys.ts";
import { cellOf, type Lane, printed, type Subject, said } from "./lane.ts";

/** Digits of independent sums that must agree: fewer where all rows above or below are summed, which is one chance. */
const DIGITS = { some: 5, all: 3 };

/** [first, last] of the rows that a row sums, from 0. */
type Run = readonly [number, number];

/** Null for a sheet without two columns that add up, or where each row says a day or a name of its own. */
export function hiddenTotalsTest(subject: Subject): TableTest | null {
  const { lanes, rows } = subject;
  const figured = lanes.filter(
    ({ column }) => isNumber(column) && column.kind !== "percent" && column.adds !== "not",
  );
  if (figured.length < 2 || subject.sheet.rowsStayLocal) return null;
  const own = lanes.filter(
    ({ column }) => column.required && (column.kind === "text" || column.kind === "date"),
  );
  const named = lanes.find(({ column }) => column.kind === "unit") ?? lanes[0];
  if (!named) return null;
  let found: Issue[] | null = null;
  return {
    renew: () => {
      found = null;
    },
    issues: () => {
      found ??= rows.at.flatMap((at, row): Issue[] => {
        if (own.some(({ values }) => values[row] !== null && values[row] !== "")) return [];
        const run = summed(figured, row, rows.at.length);
        if (!run) return [];
        const [from, to] = [rows.at[run[0]] as number, rows.at[run[1]] as number];
        return [
          {
            code: "R10",
            effect: "waivable",
            cell: cellOf(subject, named, row),
            related: [`${named.letter}${from}`, `${named.letter}${to}`],
            row: at,
            column: named.key,
            slots: { found: said(named, named.values[row] ?? null), rows: `${from}—${to}` },
          },
        ];
      });
      return found;
    },
  };
}

/** The rows right below or right above whose sums the row prints; null where there are none. */
function summed(lanes: readonly Lane[], row: number, rows: number): Run | null {
  const filled = lanes.filter((lane) => at(lane, row) > 0);
  if (filled.length < 2) return null;
  for (const step of [1, -1]) {
    const last = runFrom(filled, row, step, rows);
    if (last === null) continue;
    const run: Run = step > 0 ? [row + 1, last] : [last, row - 1];
    const whole = run[1] - run[0] === rows - 2;
    if (digitsOf(filled, row, run) >= (whole ? DIGITS.all : DIGITS.some)) return run;
  }
  return null;
}

/** The last of at least two rows, going up or down, that together give the row's figures in every column. */
function runFrom(lanes: readonly Lane[], row: number, step: number, rows: number): number | null {
  const sums = lanes.map(() => 0);
  for (let other = row + step; other >= 0 && other < rows; other += step) {
    let equal = 0;
    for (let n = 0; n < lanes.length; n++) {
      const lane = lanes[n] as Lane;
      const sum = (sums[n] as number) + at(lane, other);
      sums[n] = sum;
      const figure = at(lane, row);
      if (sum > figure) return null;
      if (sum === figure) equal += 1;
    }
    if (equal === lanes.length && other !== row + step) return other;
  }
  return null;
}

/**
 * How many digits agree independently. A column that is a multiple of another in these rows (200 元 from each) says
 * nothing new, and one that hardly differs from another (members and donors) only what it differs by.
 */
function digitsOf(lanes: readonly Lane[], row: number, run: Run): number {
  const counted: Lane[] = [];
  let digits = 0;
  for (const lane of lanes) {
    if (counted.some((other) => areMultiples(lane, other, run))) continue;
    const figure = printed(lane, at(lane, row));
    const apart = counted.map((other) => Math.abs(figure - printed(other, at(other, row))));
    digits += String(Math.round(Math.min(figure, ...apart))).length;
    counted.push(lane);
  }
  return counted.length < 2 ? 0 : digits;
}

function areMultiples(one: Lane, other: Lane, [first, last]: Run): boolean {
  for (let row = first + 1; row <= last; row++)
    if (at(one, row) * at(other, first) !== at(one, first) * at(other, row)) return false;
  return true;
}

function at({ values }: Lane, row: number): number {
  return (values[row] as number | null) ?? 0;
}
