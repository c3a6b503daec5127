// One compiled test of a check: asked row by row, fast and without allocating, whether the row fails; the finding
// is worded only for rows that do.
import type { Effect } from "../sheet/rule.ts";
import type { IssueCode } from "./catalogue.ts";
import type { Fix, Issue } from "./issue.ts";
import { cellOf, type Lane, type Subject } from "./lane.ts";

/** What a failing row adds to the finding. */
interface Told {
  readonly slots: Issue["slots"];
  readonly fix?: Fix;
  /** Cells that it was compared with. */
  readonly related?: readonly string[];
  /** Where this row's finding is another than the test's own. */
  readonly code?: IssueCode;
}

/** A test of single rows. Rows count from 0; an undecided row does not fail. */
export interface RowTest {
  readonly code: IssueCode;
  readonly effect: Effect;
  readonly rule?: string;
  /** The column at whose cell the finding stands. */
  readonly lane: Lane;
  readonly fails: (row: number) => boolean;
  readonly tell: (row: number) => Told;
}

/** The finding of a failing row, without the row's own key. */
export function issueOf(subject: Subject, test: RowTest, row: number): Issue {
  const told = test.tell(row);
  return {
    code: told.code ?? test.code,
    ...(test.rule === undefined ? {} : { rule: test.rule }),
    effect: test.effect,
    cell: cellOf(subject, test.lane, row),
    ...(told.related ? { related: told.related } : {}),
    row: subject.rows.at[row] ?? 0,
    column: test.lane.key,
    slots: told.slots,
    ...(told.fix ? { fix: told.fix } : {}),
  };
}
