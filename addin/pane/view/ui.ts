// What every view is given: the state, the words of its language, the acts, and today.
import type { Acts } from "../acts/acts.ts";
import type { Language } from "../preferences.ts";
import type { State } from "../state/state.ts";
import type { Say } from "../texts.ts";

export interface Ui {
  readonly state: State;
  readonly say: Say;
  readonly language: Language;
  readonly acts: Acts;
  /** ISO day in UTC+8. */
  readonly today: string;
  /** ISO time of this drawing. */
  readonly now: string;
}
