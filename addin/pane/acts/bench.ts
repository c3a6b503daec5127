// What the acts work with: the state and its changes, the workbook in use, the wire, the outbox, the clock.
import type { WrittenSheet } from "../../../shared/report/worksheet.ts";
import type { Workbook } from "../../hosts/workbook.ts";
import type { Api } from "../api.ts";
import type { Outbox } from "../outbox.ts";
import type { PreferenceBook } from "../preferences.ts";
import type { Session } from "../session.ts";
import type { Act } from "../state/act.ts";
import type { State } from "../state/state.ts";
import type { Say } from "../texts.ts";

export interface Bench {
  readonly state: () => State;
  readonly dispatch: (act: Act) => void;
  /** The words of the language in use. */
  readonly say: Say;
  readonly workbook: () => Workbook | null;
  /** Opens a new workbook that holds this worksheet, where the page can; else null. */
  readonly begin: ((sheet: WrittenSheet) => Promise<void>) | null;
  readonly api: Api;
  /** Null where the browser keeps nothing. */
  readonly outbox: Outbox | null;
  readonly session: Session;
  readonly preferences: PreferenceBook;
  readonly now: () => number;
  /** Runs work that the person started; a defect in it is told, never swallowed. */
  readonly run: (work: () => Promise<void>) => void;
}
