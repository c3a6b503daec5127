// Questions about the check: counts, what is shown, what is explained, what the next sensible act is.
import { blocking } from "../../../shared/check/explanation.ts";
import { type Fix, type Issue, issueId } from "../../../shared/check/issue.ts";
import type { Effect } from "../../../shared/sheet/rule.ts";
import { dueOf } from "./due.ts";
import type { Desk, State } from "./state.ts";

/** From the gravest; the order of the filters. */
export const EFFECTS = ["must", "waivable", "explain", "note"] as const satisfies readonly Effect[];

export function countsOf(issues: readonly Issue[]): Record<Effect, number> {
  const counts = { must: 0, waivable: 0, explain: 0, note: 0 };
  for (const { effect } of issues) counts[effect] += 1;
  return counts;
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

/** The fixes that can be made at once: one clear correction each, no two for one cell. */
export function fixesOf(issues: readonly Issue[]): Fix[] {
  const byCell = new Map<string, Fix | null>();
  for (const { fix } of issues) {
    if (!fix) continue;
    const other = byCell.get(fix.cell);
    byCell.set(fix.cell, other !== undefined && other?.after !== fix.after ? null : fix);
  }
  return [...byCell.values()].filter((fix) => fix !== null);
}

/** Where walking goes from `at`: the next (or previous) issue that has a cell, around the end; -1 without any. */
export function walk(issues: readonly Issue[], at: number, step: 1 | -1): number {
  const { length } = issues;
  const start = at < 0 && step === -1 ? 0 : at;
  for (let n = 1; n <= length; n++) {
    const next = (((start + step * n) % length) + length) % length;
    if (issues[next]?.cell) return next;
  }
  return -1;
}

export type NextAct = "nextIssue" | "toSignIn" | "toSubmit" | "toReview" | null;

/** What the one primary button of 检查 does now. */
export function nextAct(state: State): NextAct {
  const { desk, me } = state;
  if (me && me.role !== "clerk") return "toReview";
  if (desk.phase !== "ready" || !desk.table?.sheet) return null;
  const stopped = blockingIssues(desk).some((issue) => issue.effect !== "explain" && issue.cell !== null);
  if (stopped) return "nextIssue";
  if (!me) return "toSignIn";
  const due = dueOf(state);
  return due?.standing === "accepted" ? null : "toSubmit";
}

/** The id under which an issue's explanation is kept. */
export const idOf = issueId;
