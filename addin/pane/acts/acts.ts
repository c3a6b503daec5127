// Everything a person can do in the pane. The view calls these and nothing else; each ends in acts on the state.
import type { Fix, Issue } from "../../../shared/check/issue.ts";
import type { Effect } from "../../../shared/sheet/rule.ts";
import type { CellNote, SubmissionLine } from "../../../shared/wire.ts";
import type { Preferences } from "../preferences.ts";
import type { Choice, Pull, Review, View } from "../state/state.ts";

export interface DeskActs {
  /** Reads and checks the worksheet in view again (or another one). */
  recheck(worksheetId?: string): void;
  stopReading(): void;
  choose(choice: Partial<Choice>): void;
  toggleChoosing(): void;
  filter(effect: Effect | null): void;
  showMore(): void;
  jump(issue: Issue, at: number): void;
  reveal(address: string): void;
  walk(step: 1 | -1): void;
  fix(fixes: readonly Fix[]): void;
  startExplaining(id: string): void;
  explain(id: string, text: string): void;
}

export interface SubmitActs {
  send(): void;
  stopSending(): void;
  refreshExpected(): void;
  showReceipt(): void;
  sendKept(): void;
  discardKept(id: string): void;
  backToCheck(): void;
  print(): void;
}

export interface ReviewActs {
  loadLines(standing?: Review["standing"]): void;
  openSubmission(line: SubmissionLine): void;
  closeSubmission(): void;
  showChanged(only: boolean): void;
  page(from: number): void;
  note(cell: Omit<CellNote, "text">, text: string): void;
  startNote(address: string | null): void;
  startReturn(yes: boolean): void;
  reason(text: string): void;
  decide(verdict: "accept" | "return"): void;
}

export interface PullActs {
  ask(part: Partial<Pick<Pull, "sheet" | "period" | "by" | "stage">>): void;
  refreshPull(): void;
  write(): void;
  stopWriting(): void;
  copy(text: string): void;
}

export interface PersonActs {
  signIn(code: string, remember: boolean): void;
  signOut(): void;
  go(view: View): void;
  prefer(part: Partial<Preferences>): void;
}

export type Acts = DeskActs & SubmitActs & ReviewActs & PullActs & PersonActs;
