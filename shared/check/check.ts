// The check: rows of a sheet → issues. The same function runs in the add-in while a person types and on the server
// before anything is kept. It compiles the sheet's rules once, asks them row by row, and after an edit asks only
// the rows touched. It knows no workbook: headers, totals and titles are looked at by `inspect`.
import type { Rows } from "../read/table.ts";
import type { Sheet } from "../sheet/sheet.ts";
import { slotOf } from "./catalogue.ts";
import { cellTests } from "./cells.ts";
import type { CheckContext } from "./context.ts";
import { hiddenTotalsTest } from "./hidden-totals.ts";
import { historyTests, knownTests } from "./history.ts";
import type { Issue } from "./issue.ts";
import { monthlyTest, type TableTest, uniqueTest } from "./keys.ts";
import { cellOf, joined, type Subject, subjectOf } from "./lane.ts";
import { createNames } from "./names.ts";
import { issueOf, type RowTest } from "./row-test.ts";
import { ruleTest } from "./rules.ts";
import { serialIssues } from "./serial.ts";

/** Notes of one rule and column beyond this many become one finding with a list of cells; others beyond the second. */
const NOTES_APART = 3;
const FINDINGS_APART = 100;
/** So many corrections are at hand at once; the next check offers more. */
const MOST_FIXES = 2000;

export interface Check {
  /** All issues of the rows as they are now, unordered. */
  issues(): Issue[];
  /** Looks again at these rows (indexes from 0), whose values were changed in place; returns all issues. */
  recheck(rows: readonly number[]): Issue[];
  /** How many rules and implied tests are asked. */
  readonly tests: number;
}

/** The issues of rows, unordered. */
export function check(sheet: Sheet, rows: Rows, context: CheckContext): Issue[] {
  return createCheck(sheet, rows, context).issues();
}

/**
 * A check that stays with its rows. Column values may be changed in place and named to `recheck`; a row added or
 * removed needs a new check. Rows of a local sheet that were not sent are not checked at all.
 */
export function createCheck(sheet: Sheet, rows: Rows, context: CheckContext): Check {
  if (sheet.rowsStayLocal && rows.columns.length === 0)
    return { issues: () => [], recheck: () => [], tests: 0 };
  const subject = subjectOf(sheet, rows, context);
  const rowTests = cellTests(subject);
  const tableTests: TableTest[] = [...historyTests(subject), ...knownTests(subject)];
  const hidden = hiddenTotalsTest(subject);
  if (hidden) tableTests.push(hidden);
  for (const rule of sheet.rules) {
    const row = ruleTest(subject, rule);
    if (row) rowTests.push(row);
    const table =
      rule.rule === "unique"
        ? uniqueTest(subject, rule)
        : rule.rule === "monthly"
          ? monthlyTest(subject, rule)
          : null;
    if (table) tableTests.push(table);
  }
  const failing = rowTests.map((test) => {
    const rowsOf = new Set<number>();
    for (let row = 0; row < rows.at.length; row++) if (test.fails(row)) rowsOf.add(row);
    return rowsOf;
  });
  const names = createNames(subject);
  const issues = () => {
    const found = [...wholeIssues(subject), ...serialIssues(subject)];
    rowTests.forEach((test, n) => {
      found.push(...gathered(subject, test, failing[n] as Set<number>));
    });
    for (const test of tableTests) found.push(...gatheredNotes(test.issues()));
    return names.name(saidOnce(found));
  };
  return {
    issues,
    tests: rowTests.length + tableTests.length,
    recheck: (touched) => {
      rowTests.forEach((test, n) => {
        const rowsOf = failing[n] as Set<number>;
        for (const row of touched) test.fails(row) ? rowsOf.add(row) : rowsOf.delete(row);
      });
      for (const test of tableTests) test.renew(touched);
      names.renew(touched);
      return issues();
    },
  };
}

/** Findings about the rows as a whole: none at all, or an expected column missing. */
function wholeIssues(subject: Subject): Issue[] {
  const { sheet, rows } = subject;
  const issues: Issue[] = [];
  if (rows.at.length === 0) issues.push({ code: "F06", effect: "explain", cell: null, slots: {} });
  const missing = Object.entries(sheet.columns).filter(
    ([key, column]) => (column.expected ?? column.required) && !subject.lane(key),
  );
  if (missing.length > 0)
    issues.push({
      code: "H02",
      effect: "must",
      cell: null,
      slots: {
        missing: slotOf(
          joined(
            missing.map(([, column]) => column.label),
            { zh: "、", en: ", " },
          ),
        ),
        renamed: "",
      },
    });
  return issues;
}

/** Of rows that are wholly the same it is said once, whatever number of rules they break. */
function saidOnce(issues: readonly Issue[]): Issue[] {
  const rows = new Set<number | undefined>();
  return issues.filter(({ code, row }) => code !== "R03" || (!rows.has(row) && rows.add(row)));
}

/** The issues of one test; many of the same become one with a list of cells, so that they do not flood. */
function gathered(subject: Subject, test: RowTest, failing: ReadonlySet<number>): Issue[] {
  const rows = [...failing].sort((a, b) => a - b);
  const first = rows[0];
  if (first === undefined) return [];
  if (rows.length <= (test.effect === "note" ? NOTES_APART : FINDINGS_APART))
    return rows.map((row) => issueOf(subject, test, row));
  const { row: _, fix, related: __, ...rest } = issueOf(subject, test, first);
  const cells = rows.slice(1).map((row) => cellOf(subject, test.lane, row));
  if (!fix) return [{ ...rest, cells }];
  const fixes = rows.slice(0, MOST_FIXES).flatMap((row) => issueOf(subject, test, row).fix ?? []);
  return [{ ...rest, cells, fixes }];
}

/** The same for findings over all rows. */
function gatheredNotes(issues: Issue[]): Issue[] {
  const [first] = issues;
  const most = first?.effect === "note" ? NOTES_APART : FINDINGS_APART;
  if (!first || issues.length <= most || first.cell === null) return issues;
  const { row: _, related: __, ...rest } = first;
  return [{ ...rest, cells: issues.slice(1).flatMap(({ cell }) => cell ?? []) }];
}
