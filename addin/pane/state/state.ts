// Everything the pane knows at one moment, as one immutable value. It knows no page, no workbook, no network:
// acts describe what happened, `reduce` says what follows, the view draws the result.
import type { Issue } from "../../../shared/check/issue.ts";
import type { Table } from "../../../shared/read/table.ts";
import type { Effect } from "../../../shared/sheet/rule.ts";
import type {
  CellNote,
  Consolidation,
  Expectation,
  Me,
  Receipt,
  Refusal,
  SubmissionLine,
  SubmissionView,
} from "../../../shared/wire.ts";
import type { RefusalReason, Worksheet } from "../../hosts/workbook.ts";
import type { Kept } from "../outbox.ts";
import type { Preferences } from "../preferences.ts";

export type View = "check" | "submit" | "review" | "pull" | "signIn" | "settings";

/** What went wrong with a request, for the person: the server's refusal, or no answer. */
export type Trouble = Refusal | "offline";

/** What the person chose instead of what was recognised. */
export interface Choice {
  readonly sheetKey?: string;
  /** First header row of the table. */
  readonly tableAt?: number;
  readonly mapping?: Readonly<Record<string, string | null>>;
  readonly period?: string;
}

/** The workbook's side: which table is looked at and what the check found. */
export interface Desk {
  /** resting: a workbook is open, but it is one that we made and nobody asked to check. */
  readonly phase: "closed" | "resting" | "reading" | "ready" | "refused";
  readonly progress: number;
  readonly refused: RefusalReason | "notAList" | "tooManyRows" | "stopped" | null;
  readonly worksheets: readonly Worksheet[];
  readonly worksheetId: string | null;
  readonly tables: readonly Table[];
  readonly table: Table | null;
  readonly issues: readonly Issue[];
  /** Rules that were applied. */
  readonly rules: number;
  /** ISO time of the last check. */
  readonly checkedAt: string | null;
  readonly choice: Choice;
  readonly choosing: boolean;
  readonly filter: Effect | null;
  /** Index in the shown issues of the one walked to; -1 before walking. */
  readonly at: number;
  readonly shown: number;
  /** By issue id. */
  readonly explanations: Readonly<Record<string, string>>;
  /** Explanations given last time, offered again. */
  readonly offered: Readonly<Record<string, string>>;
  /** Issue ids whose explanation field is open. */
  readonly explaining: readonly string[];
  /** An act on the workbook that was refused. */
  readonly actRefused: RefusalReason | null;
}

export type Sending =
  | { readonly phase: "idle" }
  | { readonly phase: "rereading" | "sending" }
  | { readonly phase: "done"; readonly receipt: Receipt; readonly fresh: boolean }
  | { readonly phase: "refused"; readonly trouble: Trouble }
  | { readonly phase: "kept"; readonly savedAt: string }
  /** The network is away and this machine keeps nothing. */
  | { readonly phase: "notKept" }
  | { readonly phase: "changed" | "stopped" };

export interface Review {
  readonly phase: "none" | "loading" | "ready";
  readonly standing: "waiting" | "returned" | "accepted";
  readonly lines: readonly SubmissionLine[];
  readonly trouble: Trouble | null;
  readonly opening: boolean;
  readonly open: { readonly view: SubmissionView; readonly before: SubmissionView | null } | null;
  readonly changedOnly: boolean;
  /** First row of the page shown. */
  readonly from: number;
  readonly notes: readonly CellNote[];
  readonly noting: string | null;
  readonly returning: boolean;
  readonly reason: string;
  readonly deciding: boolean;
  readonly done: { readonly verdict: "accept" | "return"; readonly unit: string } | null;
}

export interface Pull {
  readonly phase: "none" | "loading" | "ready";
  readonly sheet: string | null;
  readonly period: string | null;
  readonly by: "unit" | "category";
  readonly stage: "received" | "accepted";
  /** Sheets and periods that are expected in the scope, newest first. */
  readonly asked: readonly { readonly sheet: string; readonly period: string }[];
  readonly reporting: readonly Expectation[];
  readonly consolidation: Consolidation | null;
  readonly trouble: Trouble | null;
  readonly writing: boolean;
  readonly written: string | null;
  readonly refused: RefusalReason | null;
  readonly copied: "done" | "failed" | null;
}

export interface State {
  readonly preferences: Preferences;
  readonly view: View;
  /** Where 返回 leads from settings. */
  readonly backTo: View;
  readonly online: boolean;
  readonly desk: Desk;
  readonly me: Me | null;
  readonly signing: { readonly busy: boolean; readonly trouble: Trouble | null };
  readonly expected: readonly Expectation[];
  readonly expectedTrouble: Trouble | null;
  readonly sending: Sending;
  readonly kept: readonly Kept[];
  /** Receipts of kept submissions that went by themselves. */
  readonly delivered: readonly Receipt[];
  readonly review: Review;
  readonly pull: Pull;
  /** What a screen reader is told, in the words of the screen. */
  readonly announced: string;
  /** Element to be focused after the next drawing, because the person moved there. */
  readonly focus: string | null;
  /** A defect that was met, told once with its words. */
  readonly defect: string | null;
}

export const CLOSED_DESK: Desk = {
  phase: "closed",
  progress: 0,
  refused: null,
  worksheets: [],
  worksheetId: null,
  tables: [],
  table: null,
  issues: [],
  rules: 0,
  checkedAt: null,
  choice: {},
  choosing: false,
  filter: null,
  at: -1,
  shown: 50,
  explanations: {},
  offered: {},
  explaining: [],
  actRefused: null,
};

export const EMPTY_REVIEW: Review = {
  phase: "none",
  standing: "waiting",
  lines: [],
  trouble: null,
  opening: false,
  open: null,
  changedOnly: true,
  from: 0,
  notes: [],
  noting: null,
  returning: false,
  reason: "",
  deciding: false,
  done: null,
};

export const EMPTY_PULL: Pull = {
  phase: "none",
  sheet: null,
  period: null,
  by: "unit",
  stage: "accepted",
  asked: [],
  reporting: [],
  consolidation: null,
  trouble: null,
  writing: false,
  written: null,
  refused: null,
  copied: null,
};

export function firstState(preferences: Preferences, me: Me | null, online: boolean): State {
  return {
    preferences,
    view: "check",
    backTo: "check",
    online,
    desk: CLOSED_DESK,
    me,
    signing: { busy: false, trouble: null },
    expected: [],
    expectedTrouble: null,
    sending: { phase: "idle" },
    kept: [],
    delivered: [],
    review: EMPTY_REVIEW,
    pull: EMPTY_PULL,
    announced: "",
    focus: null,
    defect: null,
  };
}
