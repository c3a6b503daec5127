// What can happen in the pane and what follows: one pure function from a state and an act to the next state.
import type { Expectation, Me, Receipt, Remembered, Role, SubmissionLine } from "../../../shared/wire.ts";
import type { Kept } from "../outbox.ts";
import type { Preferences } from "../preferences.ts";
import {
  CLOSED_DESK,
  type Desk,
  EMPTY_PULL,
  EMPTY_REVIEW,
  NOTHING_REMEMBERED,
  type Pull,
  type Review,
  type Sending,
  type State,
  type Trouble,
  type View,
} from "./state.ts";

export type Act =
  | { readonly act: "preferred"; readonly preferences: Preferences }
  /** `stay`: the keyboard stays where it is, on the tabs. */
  | { readonly act: "go"; readonly view: View; readonly stay?: boolean }
  | { readonly act: "leaving"; readonly yes: boolean }
  | { readonly act: "online"; readonly online: boolean }
  /** Another workbook, or the same opened anew: all that was known of the table is forgotten. */
  | { readonly act: "opened"; readonly resting?: boolean }
  | { readonly act: "desk"; readonly part: Partial<Desk> }
  | { readonly act: "explain"; readonly id: string; readonly text: string }
  | { readonly act: "explaining"; readonly id: string }
  | { readonly act: "walked"; readonly at: number; readonly of?: number }
  | { readonly act: "signing"; readonly busy: boolean; readonly trouble?: Trouble }
  | { readonly act: "signedIn"; readonly me: Me }
  | { readonly act: "signedOut"; readonly trouble?: Trouble }
  | { readonly act: "expected"; readonly list: readonly Expectation[] }
  | { readonly act: "expectedFailed"; readonly trouble: Trouble }
  | { readonly act: "remembered"; readonly remembered: Remembered }
  | { readonly act: "sending"; readonly sending: Sending }
  | { readonly act: "kept"; readonly kept: readonly Kept[] }
  | { readonly act: "delivered"; readonly receipt: Receipt }
  | { readonly act: "review"; readonly part: Partial<Review> }
  | {
      readonly act: "note";
      readonly address: string;
      readonly column: string;
      readonly row: number;
      readonly text: string;
    }
  | { readonly act: "pull"; readonly part: Partial<Pull> }
  | { readonly act: "announce"; readonly text: string }
  | { readonly act: "focus"; readonly id: string }
  | { readonly act: "focused" }
  | { readonly act: "defect"; readonly detail: string };

export function reduce(state: State, act: Act): State {
  switch (act.act) {
    case "preferred":
      return { ...state, preferences: act.preferences };
    case "go":
      return go(state, act.view, act.stay);
    case "leaving":
      return { ...state, leaving: act.yes, focus: act.yes ? "sign-out-sure" : "sign-out" };
    case "online":
      return { ...state, online: act.online };
    case "opened": {
      // A consolidation or a review goes on beside another workbook; what was shown of the old one does not.
      const view = state.view === "pull" || state.view === "review" ? state.view : "check";
      return {
        ...state,
        desk: { ...CLOSED_DESK, phase: act.resting ? "resting" : "reading" },
        sending: { phase: "idle" },
        view,
      };
    }
    case "desk":
      return { ...state, desk: { ...state.desk, ...act.part } };
    case "explain":
      return { ...state, desk: explain(state.desk, act.id, act.text) };
    case "explaining":
      return {
        ...state,
        desk: { ...state.desk, explaining: [...state.desk.explaining, act.id] },
        focus: `explain-${act.id}`,
      };
    case "walked":
      return {
        ...state,
        desk: {
          ...state.desk,
          at: act.at,
          of: act.of ?? 0,
          mended: null,
          shown: Math.max(state.desk.shown, act.at + 1),
        },
      };
    case "signing":
      return {
        ...state,
        signing: { busy: act.busy, trouble: act.trouble ?? null },
        focus: act.trouble ? "code" : state.focus,
      };
    case "signedIn":
      return {
        ...state,
        me: act.me,
        signing: { busy: false, trouble: null },
        expected: [],
        remembered: NOTHING_REMEMBERED,
        review: EMPTY_REVIEW,
        pull: EMPTY_PULL,
        wanted: null,
        view: viewAfter(state, act.me.role),
        focus: "view-title",
      };
    case "signedOut":
      return {
        ...state,
        me: null,
        expected: [],
        remembered: NOTHING_REMEMBERED,
        delivered: [],
        review: EMPTY_REVIEW,
        pull: EMPTY_PULL,
        sending: { phase: "idle" },
        signing: { busy: false, trouble: act.trouble ?? null },
        leaving: false,
        view: act.trouble ? "signIn" : "check",
        focus: act.trouble ? "code" : "view-title",
      };
    case "expected":
      return { ...state, expected: act.list, expectedTrouble: null };
    case "expectedFailed":
      return { ...state, expectedTrouble: act.trouble };
    case "remembered":
      return { ...state, remembered: act.remembered };
    case "sending":
      return {
        ...state,
        sending: act.sending,
        desk: act.sending.phase === "done" ? { ...state.desk, edited: false } : state.desk,
      };
    case "delivered":
      return { ...state, delivered: [...state.delivered, act.receipt] };
    case "kept":
      return { ...state, kept: act.kept };
    case "review":
      return { ...state, review: takeReview(state.review, act.part) };
    case "note":
      return { ...state, review: takeNote(state.review, act) };
    case "pull":
      return { ...state, pull: { ...state.pull, ...act.part } };
    case "announce":
      return { ...state, announced: act.text };
    case "focus":
      return { ...state, focus: act.id };
    case "focused":
      return { ...state, focus: null };
    case "defect":
      return { ...state, defect: act.detail };
  }
}

/** Views of the workbench of a signed-in person need that person; without one they lead to the sign-in. */
function go(state: State, view: View, stay = false): State {
  const needs = view === "submit" || view === "review" || view === "pull";
  const to = needs && !state.me ? "signIn" : view;
  // A receipt is of what was sent; coming back to 报送 from elsewhere begins anew.
  const left = state.view === "submit" && to !== "submit" && state.sending.phase !== "sending";
  return {
    ...state,
    view: to,
    wanted: to === view ? null : view,
    backTo: to === "settings" && state.view !== "settings" ? state.view : state.backTo,
    sending: left ? { phase: "idle" } : state.sending,
    leaving: false,
    focus: to === state.view || stay ? state.focus : to === "signIn" ? "code" : "view-title",
    defect: null,
  };
}

/** Where a person goes on after signing in. */
function viewAfter({ desk, wanted }: State, role: Role): View {
  if (role === "clerk") return desk.table ? "submit" : "check";
  return wanted === "pull" ? "pull" : "review";
}

function explain(desk: Desk, id: string, text: string): Desk {
  const { [id]: _, ...others } = desk.explanations;
  return { ...desk, explanations: text === "" ? others : { ...others, [id]: text } };
}

/** Leaving a submission keeps what was written about it; coming back finds it again. */
function takeReview(review: Review, part: Partial<Review>): Review {
  const next = { ...review, ...part };
  if (part.open === undefined || part.open === review.open) return next;
  const drafts = { ...review.drafts };
  if (review.open) {
    const { notes, reason } = review;
    const id = draftId(review.open.view.receipt);
    if (notes.length > 0 || reason.trim() !== "") drafts[id] = { notes, reason };
    else delete drafts[id];
  }
  const { notes = [], reason = "" } = (part.open && drafts[draftId(part.open.view.receipt)]) || {};
  return { ...next, drafts, notes, reason, noting: null, accepting: false, returning: false };
}

/** Under which name the notes on a submission are kept. */
export function draftId(of: Pick<SubmissionLine, "unit" | "sheet" | "period" | "rev">): string {
  return [of.unit.id, of.sheet, of.period, of.rev].join("|");
}

/** One note per cell; an empty text removes it. */
function takeNote(
  review: Review,
  { address, column, row, text }: { address: string; column: string; row: number; text: string },
): Review {
  const others = review.notes.filter((note) => note.address !== address);
  const notes = text === "" ? others : [...others, { address, column, row, text }];
  return { ...review, notes };
}
