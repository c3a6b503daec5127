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
  /** Takes back the corrections just made, where the workbook can. */
  takeBack(): void;
  startExplaining(id: string): void;
  explain(id: string, text: string): void;
}

export interface RememberActs {
  /** Shows, or folds away, what the headers were taken for. */
  openMapping(open: boolean): void;
  /** Takes a column for another one, or (null) for none; the check is done again at once. */
  mapColumn(letter: string, key: string | null): void;
  /** The headers mean what is shown now: remembered in the workbook and for the unit. */
  confirmColumns(): void;
  /** A name in the sheet is, or is not after all, the unit that is signed in. */
  ours(name: string, yes: boolean): void;
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
  /** Writes the rows of the open submission into a worksheet, to be read wide. */
  viewInGrid(): void;
  note(cell: Omit<CellNote, "text">, text: string): void;
  startNote(address: string | null): void;
  startReturn(yes: boolean): void;
  /** Asks in place before notes are given up by accepting. */
  startAccept(yes: boolean): void;
  reason(text: string): void;
  decide(verdict: "accept" | "return"): void;
}

export interface PullActs {
  ask(part: Partial<Pick<Pull, "sheet" | "period" | "scope" | "by" | "stage">>): void;
  refreshPull(): void;
  write(): void;
  stopWriting(): void;
  copy(text: string): void;
}

export interface PersonActs {
  signIn(code: string, remember: boolean): void;
  /** Asks in place first: coming back takes a new code. */
  startSignOut(yes: boolean): void;
  signOut(): void;
  /** `stay`: the keyboard stays on the tabs. */
  go(view: View, stay?: boolean): void;
  prefer(part: Partial<Preferences>): void;
}

export type Acts = DeskActs & RememberActs & SubmitActs & ReviewActs & PullActs & PersonActs;
