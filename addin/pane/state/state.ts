// Everything the pane knows at one moment, as one immutable value. It knows no page, no workbook, no network:
// acts describe what happened, `reduce` says what follows, the view draws the result.
import type { Fix, Issue } from "../../../shared/check/issue.ts";
import type { Table } from "../../../shared/read/table.ts";
import type { Effect } from "../../../shared/sheet/rule.ts";
import type {
  Askable,
  CellNote,
  Consolidation,
  Expectation,
  Me,
  Receipt,
  Refusal,
  Remembered,
  SubmissionLine,
  SubmissionView,
} from "../../../shared/wire.ts";
import type { RefusalReason, Worksheet } from "../../hosts/workbook.ts";
import type { Memory } from "../memory.ts";
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
  /** The person asked to see what the headers were taken for. */
  readonly mapping: boolean;
  /** Letters of columns that stand on top until confirmed, so that none moves while the person answers. */
  readonly doubted: readonly string[];
  /** By column letter: some values, to tell what a header means. */
  readonly samples: Readonly<Record<string, readonly string[]>>;
  /** Cells that were read as meant and could be written in their plain form. */
  readonly tidyings: readonly Fix[];
  /** What this workbook remembers. */
  readonly remembered: Memory;
  readonly filter: Effect | null;
  /** Index in the shown issues of the one walked to; -1 before walking. */
  readonly at: number;
  /** Which of its cells, where it stands for many. */
  readonly of: number;
  readonly shown: number;
  /** By issue id. */
  readonly explanations: Readonly<Record<string, string>>;
  /** Explanations given last time, offered again. */
  readonly offered: Readonly<Record<string, string>>;
  /** Issue ids whose explanation field is open. */
  readonly explaining: readonly string[];
  /** How many cells were just corrected at the person's word, which can be taken back; null after the next step. */
  readonly mended: number | null;
  /** Cells were changed since it was opened, or since it was last sent. */
  readonly edited: boolean;
  /** An act on the workbook that was refused. */
  readonly actRefused: RefusalReason | null;
  /** An act has waited for a second for the person to leave the cell they are editing. */
  readonly waiting: boolean;
  /** Marks cost the person their undo in this workbook, so they are laid only when asked for. */
  readonly marksCost: boolean;
}

export type Sending =
  | { readonly phase: "idle" }
  | { readonly phase: "rereading" | "sending" }
  | { readonly phase: "done"; readonly receipt: Receipt; readonly fresh: boolean }
  /** `newer`: what stands on the server instead, when it was refused for that. */
  | { readonly phase: "refused"; readonly trouble: Trouble; readonly newer?: SubmissionView }
  | { readonly phase: "kept"; readonly savedAt: string }
  /** The network is away and this machine keeps nothing. */
  | { readonly phase: "notKept" }
  | { readonly phase: "changed" | "stopped" };

interface ReviewDraft {
  readonly notes: readonly CellNote[];
  readonly reason: string;
}

export interface Review {
  readonly phase: "none" | "loading" | "ready";
  readonly standing: "waiting" | "returned" | "accepted";
  readonly lines: readonly SubmissionLine[];
  /** The list was cut: there are more than these. */
  readonly more: boolean;
  readonly trouble: Trouble | null;
  readonly opening: boolean;
  readonly open: { readonly view: SubmissionView; readonly before: SubmissionView | null } | null;
  /** Worksheet that the open submission was written to, or why it was not. */
  readonly written: string | null;
  readonly refused: RefusalReason | null;
  readonly changedOnly: boolean;
  /** First row of the page shown. */
  readonly from: number;
  readonly notes: readonly CellNote[];
  readonly noting: string | null;
  /** Accepting was asked for while notes stand, which would then not be sent. */
  readonly accepting: boolean;
  readonly returning: boolean;
  readonly reason: string;
  /** By submission: notes and reason not sent yet, of those that were left. */
  readonly drafts: Readonly<Record<string, ReviewDraft>>;
  readonly deciding: boolean;
  readonly done: { readonly verdict: "accept" | "return"; readonly unit: string } | null;
}

export interface Pull {
  readonly phase: "none" | "loading" | "ready";
  readonly sheet: string | null;
  readonly period: string | null;
  readonly by: "unit" | "category";
  readonly stage: "received" | "accepted";
  /** For whom: a unit's id; null until it is known what can be asked. */
  readonly scope: number | null;
  readonly askable: Askable;
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
  /** The view that led to the sign-in; the person goes on there when their role has it. */
  readonly wanted: View | null;
  /** Where 返回 leads from settings. */
  readonly backTo: View;
  readonly online: boolean;
  readonly desk: Desk;
  readonly me: Me | null;
  readonly signing: { readonly busy: boolean; readonly trouble: Trouble | null };
  /** Signing out was asked for and waits for the person's word. */
  readonly leaving: boolean;
  readonly expected: readonly Expectation[];
  readonly expectedTrouble: Trouble | null;
  /** What was confirmed before for the unit of whoever is signed in. */
  readonly remembered: Remembered;
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

export const NO_MEMORY: Memory = { layouts: [], aliases: [] };

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
  mapping: false,
  doubted: [],
  samples: {},
  tidyings: [],
  remembered: NO_MEMORY,
  filter: null,
  at: -1,
  of: 0,
  shown: 50,
  explanations: {},
  offered: {},
  explaining: [],
  mended: null,
  edited: false,
  actRefused: null,
  waiting: false,
  marksCost: false,
};

export const NOTHING_REMEMBERED: Remembered = { layouts: [], aliases: [] };

export const EMPTY_REVIEW: Review = {
  phase: "none",
  standing: "waiting",
  lines: [],
  more: false,
  trouble: null,
  opening: false,
  open: null,
  written: null,
  refused: null,
  changedOnly: true,
  from: 0,
  notes: [],
  noting: null,
  accepting: false,
  returning: false,
  reason: "",
  drafts: {},
  deciding: false,
  done: null,
};

export const EMPTY_PULL: Pull = {
  phase: "none",
  sheet: null,
  period: null,
  by: "unit",
  stage: "accepted",
  scope: null,
  askable: { periods: [], scopes: [] },
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
    wanted: null,
    backTo: "check",
    online,
    desk: CLOSED_DESK,
    me,
    signing: { busy: false, trouble: null },
    leaving: false,
    expected: [],
    expectedTrouble: null,
    remembered: NOTHING_REMEMBERED,
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
