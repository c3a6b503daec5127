// Questions about the check: counts, what is shown, what is explained, what the next sensible act is.
import { blocking } from "../../../shared/check/explanation.ts";
import { type Fix, type Issue, issueId } from "../../../shared/check/issue.ts";
import type { Effect } from "../../../shared/sheet/rule.ts";
import { dueOf } from "./due.ts";
import { isMapping } from "./mapping.ts";
import type { Desk, State } from "./state.ts";

/** From the gravest; the order of the filters. */
export const EFFECTS = ["must", "waivable", "explain", "note"] as const satisfies readonly Effect[];

/** Places, not cards: many findings that are told as one count as many. A note counts once. */
export function countsOf(issues: readonly Issue[]): Record<Effect, number> {
  const counts = { must: 0, waivable: 0, explain: 0, note: 0 };
  for (const issue of issues) counts[issue.effect] += cellsOf(issue).length || 1;
  return counts;
}

/** The cells that walking visits: all of them where one card stands for many findings, else the one it is at. */
function cellsOf({ cell, cells, row, effect }: Issue): readonly string[] {
  if (cell === null) return [];
  return cells && row === undefined && effect !== "note" ? [...new Set([cell, ...cells])] : [cell];
}

/** The issues of the chosen kind, in the order of the check. */
export function shownIssues(desk: Desk): readonly Issue[] {
  return desk.filter === null ? desk.issues : desk.issues.filter(({ effect }) => effect === desk.filter);
}

/** An explanation of at least six characters stands, or the issue needs none. */
export function isSettled(issue: Issue, desk: Desk): boolean {
  return issue.effect === "note" || blocking([issue], desk.explanations).length === 0;
}

export function blockingIssues(desk: Desk): Issue[] {
  return blocking(desk.issues, desk.explanations);
}

/**
 * The fixes that can be made at once: one clear correction each, no two for one cell; nothing that is only tidier, and
 * nothing that settles which of two figures is right. A printed total is set right after what it adds up.
 */
export function fixesOf(issues: readonly Issue[]): Fix[] {
  const clear = issues.filter(({ code, effect }) => effect !== "note" && !isJudgement(code));
  const parts = clearest(clear.filter((issue) => !isOfTotals(issue)));
  return parts.length > 0 ? parts : clearest(clear);
}

/** What follows from other figures of the row: only the person knows which of them is right. A ratio has no choice. */
function isJudgement(code: Issue["code"]): boolean {
  return code === "C25" || (code.startsWith("L") && code !== "L01" && code !== "L07");
}

/** The checks of printed totals and subtotals: G4 and G5. */
function isOfTotals({ rule }: Issue): boolean {
  return rule === "G4" || rule === "G5";
}

/** The findings with a correction that are of one kind with this: the same code, rule and column. */
export function sameKind(issues: readonly Issue[], { code, rule, column }: Issue): Issue[] {
  return issues.filter(
    (other) =>
      (other.fix || other.fixes) && other.code === code && other.rule === rule && other.column === column,
  );
}

function clearest(issues: readonly Issue[]): Fix[] {
  const byCell = new Map<string, Fix | null>();
  for (const fix of issues.flatMap(({ fix, fixes = [] }) => (fix ? [fix, ...fixes] : fixes))) {
    const other = byCell.get(fix.cell);
    byCell.set(fix.cell, other !== undefined && other?.after !== fix.after ? null : fix);
  }
  return [...byCell.values()].filter((fix) => fix !== null);
}

/** A place on the walk: an issue of those shown, and which of its cells. */
export interface Place {
  readonly at: number;
  readonly of: number;
  /** Null where the finding is about the table as a whole: then its card is the place. */
  readonly cell: string | null;
}

/** Where walking goes: the next (or previous) cell of the issue it is at, else of the next one; null without any. */
export function walk(
  issues: readonly Issue[],
  { at, of }: Pick<Place, "at" | "of">,
  step: 1 | -1,
): Place | null {
  const here = issues[at];
  const within = here && cellsOf(here)[of + step];
  if (within !== undefined) return { at, of: of + step, cell: within };
  const next = nextIssue(issues, at, step);
  const found = issues[next];
  if (!found) return null;
  const cells = cellsOf(found);
  const first = step === 1 ? 0 : Math.max(0, cells.length - 1);
  return { at: next, of: first, cell: cells[first] ?? null };
}

/** To be walked to: what has a cell, and what has none but stops the submission. */
export function isWalked({ cell, effect }: Issue): boolean {
  return cell !== null || effect !== "note";
}

/** The next (or previous) issue to be walked to, around the end; -1 without any. */
function nextIssue(issues: readonly Issue[], at: number, step: 1 | -1): number {
  const { length } = issues;
  const start = at < 0 && step === -1 ? 0 : at;
  for (let n = 1; n <= length; n++) {
    const next = (((start + step * n) % length) + length) % length;
    if (issues[next] && isWalked(issues[next])) return next;
  }
  return -1;
}

export type NextAct =
  | "confirmColumns"
  | "nextIssue"
  | "chooseSheet"
  | "toSignIn"
  | "toSubmit"
  | "toReceipt"
  | "toReview"
  | null;

/** What the one primary button of 检查 does now. */
export function nextAct(state: State): NextAct {
  const { desk, me } = state;
  if (isMapping(desk)) return "confirmColumns";
  if (me && me.role !== "clerk") return "toReview";
  if (desk.phase !== "ready") return null;
  if (!desk.table?.sheet) return desk.issues.some(({ code }) => code === "F01") ? "chooseSheet" : null;
  if (blockingIssues(desk).some(({ effect }) => effect !== "explain")) return "nextIssue";
  if (!me) return "toSignIn";
  const standing = dueOf(state)?.standing;
  return standing === "accepted" || (standing === "waiting" && !desk.edited) ? "toReceipt" : "toSubmit";
}

/** The id under which an issue's explanation is kept. */
export const idOf = issueId;
