// What every cell must hold by its column's kind alone, whatever the sheet: the common rules G2, G3 and G12 of the
// domain page. Values that could not be read at all were already told by reading.

import { itemsIn } from "../read/items.ts";
import { isNumber } from "../sheet/column.ts";
import { slotOf } from "./catalogue.ts";
import { cellOf, joined, type Lane, labelOf, MONEY_ASKED, type Subject, said } from "./lane.ts";
import { isIdNumber, isPhone } from "./person.ts";
import type { RowTest } from "./row-test.ts";

const ENTER_ZERO = slotOf({ zh: "没有的请填 0。", en: "Enter 0 if there is none." });

/** The tests that the kinds of the columns imply. */
export function cellTests(subject: Subject): RowTest[] {
  return subject.lanes.flatMap((lane) => [
    ...testsOf(lane, subject.context.today),
    ...itemTests(subject, lane),
  ]);
}

/** A number of measures against the measures that the text numbers. One that numbers none says nothing. */
function itemTests(subject: Subject, lane: Lane): RowTest[] {
  const { column, values } = lane;
  const text = isNumber(column) && column.counts !== undefined ? subject.lane(column.counts) : null;
  if (!text) return [];
  const items = (row: number) => itemsIn(String(text.values[row] ?? ""));
  return [
    {
      code: "C25",
      effect: "explain",
      lane,
      fails: (row) => {
        const counted = typeof text.values[row] === "string" ? items(row) : 0;
        return counted > 1 && values[row] !== counted;
      },
      tell: (row) => ({
        slots: {
          column: labelOf(lane),
          found: said(lane, values[row] ?? null),
          text: labelOf(text),
          items: items(row),
        },
        fix: {
          cell: cellOf(subject, lane, row),
          before: values[row] === null ? "" : String(said(lane, values[row] ?? null)),
          after: items(row),
        },
      }),
    },
  ];
}

function testsOf(lane: Lane, today: string): RowTest[] {
  const { column, values } = lane;
  const tests: RowTest[] = [];
  const column_ = labelOf(lane);
  const found = (row: number) => said(lane, values[row] ?? null);
  if (column.required)
    tests.push({
      code: "C01",
      effect: "must",
      lane,
      fails: (row) => values[row] === null || values[row] === "",
      tell: () => ({
        slots: { column: column_, hint: isNumber(column) && (column.min ?? 0) <= 0 ? ENTER_ZERO : "" },
      }),
    });
  if (isNumber(column)) {
    const { min = 0, max, step, usual } = column;
    const [least, most] = [min * lane.scale, (max ?? Number.POSITIVE_INFINITY) * lane.scale];
    tests.push({
      code: "C05",
      effect: "must",
      lane,
      fails: (row) => (values[row] as number) < least && typeof values[row] === "number",
      tell: (row) => ({ slots: { column: column_, found: found(row), min } }),
    });
    if (max !== undefined)
      tests.push({
        code: "C06",
        effect: "must",
        lane,
        fails: (row) => (values[row] as number) > most && typeof values[row] === "number",
        tell: (row) => ({ slots: { column: column_, found: found(row), min, max } }),
      });
    if (usual !== undefined) {
      const limit = usual * lane.scale;
      tests.push({
        code: "L09",
        effect: "explain",
        lane,
        fails: (row) => (values[row] as number) > limit && typeof values[row] === "number",
        tell: (row) => ({
          slots: {
            of: slotOf(
              joined([column.label, { zh: `（${column.unit.zh}）`, en: ` (${column.unit.en})` }], ""),
            ),
            found: (values[row] as number) / lane.scale,
            min,
            max: usual,
            ask: MONEY_ASKED,
          },
        }),
      });
    }
    if (step !== undefined) {
      const whole = Math.round(step * lane.scale);
      tests.push({
        code: "C24",
        effect: "must",
        lane,
        fails: (row) => typeof values[row] === "number" && values[row] % whole !== 0,
        tell: (row) => ({ slots: { column: column_, found: found(row), step } }),
      });
    }
  }
  if (column.kind === "date" && !column.future)
    tests.push({
      code: "C20",
      effect: "must",
      lane,
      fails: (row) => isDay(values[row]) && values[row] > today,
      tell: (row) => ({ slots: { column: column_, found: found(row), today } }),
    });
  if (column.kind === "text") {
    const { min = 0, max = 4000 } = column;
    if (min > 0)
      tests.push({
        code: "C17",
        effect: "must",
        lane,
        fails: (row) => lengthAt(lane, row) < min && lengthAt(lane, row) > 0,
        tell: (row) => ({ slots: { column: column_, found: lengthAt(lane, row), least: min } }),
      });
    tests.push({
      code: "C16",
      effect: "note",
      lane,
      fails: (row) => beginsLikeFormula(values[row]),
      tell: (row) => ({ slots: { column: column_, sign: String(values[row])[0] ?? "" } }),
    });
    tests.push({
      code: "C09",
      effect: "waivable",
      lane,
      fails: (row) => lengthAt(lane, row) > max,
      tell: (row) => ({ slots: { column: column_, found: lengthAt(lane, row), most: max } }),
    });
  }
  if (column.kind === "choice" && !column.open) {
    const keys = new Set<unknown>(column.choices.map(({ key }) => key));
    const choices = { zh: "", en: "" };
    choices.zh = column.choices.map(({ label }) => label.zh).join("、");
    choices.en = column.choices.map(({ label }) => label.en).join(", ");
    tests.push({
      code: "C07",
      effect: "must",
      lane,
      fails: (row) => values[row] !== null && !keys.has(values[row]),
      tell: (row) => ({
        slots: { column: column_, found: found(row), choices: `${choices.zh}\u0000${choices.en}` },
      }),
    });
  }
  if (column.kind === "person" && column.format !== "name") {
    const isRight = column.format === "idNumber" ? isIdNumber : isPhone;
    tests.push({
      code: "C08",
      effect: column.format === "idNumber" ? "must" : "waivable",
      lane,
      fails: (row) => {
        const value = values[row];
        return value !== null && value !== undefined && value !== "" && !isRight(String(value));
      },
      tell: (row) => ({ slots: { column: column_, found: String(values[row]) } }),
    });
  }
  return tests;
}

/** True for an ISO day, false for a word that stands instead of one. */
export function isDay(value: unknown): value is string {
  return typeof value === "string" && value.length === 10 && value.charCodeAt(0) < 58;
}

/** Text that a spreadsheet would take for a formula; a minus before a number is none. */
function beginsLikeFormula(value: unknown): boolean {
  if (typeof value !== "string" || value === "") return false;
  const first = value.charCodeAt(0);
  // = + @ and -
  if (first === 61 || first === 64) return true;
  return (first === 43 || first === 45) && !/^[+-][\d.,]+$/.test(value);
}

function lengthAt(lane: Lane, row: number): number {
  const value = lane.values[row];
  return typeof value === "string" ? value.length : 0;
}
