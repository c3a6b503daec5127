// The pane: joins state, acts and view in one element of a page. Every page that shows it, in Excel or in the
// browser, gives it a workbook through the port and nothing else.
import "@fluentui/web-components/button.js";
import "@fluentui/web-components/tablist.js";
import "@fluentui/web-components/tab.js";
import "@fluentui/web-components/spinner.js";
import type { WrittenSheet } from "../../shared/report/worksheet.ts";
import type { Workbook } from "../hosts/workbook.ts";
import type { Acts } from "./acts/acts.ts";
import type { Bench } from "./acts/bench.ts";
import { deskActs } from "./acts/check.ts";
import { loadExpected, loadOffered, personActs } from "./acts/person.ts";
import { pullActs } from "./acts/pull.ts";
import { reviewActs } from "./acts/review.ts";
import { listKept, sendKept, submitActs } from "./acts/submit.ts";
import { createApi } from "./api.ts";
import { openOutbox } from "./outbox.ts";
import { browserStorage, openPreferences, type PreferenceBook, type Theme } from "./preferences.ts";
import { openSession } from "./session.ts";
import { type Act, reduce } from "./state/act.ts";
import { dayOf } from "./state/clock.ts";
import { firstState, type State } from "./state/state.ts";
import { sayIn } from "./texts.ts";
import { render } from "./view/render.ts";
import { shell } from "./view/shell.ts";
import { wear } from "./view/theme.ts";

export interface PaneEnvironment {
  /** Null until a workbook is open; see `Pane.use`. */
  readonly workbook: Workbook | null;
  readonly language?: "zh" | "en";
  /** Opens a new workbook that holds a worksheet, where the page can. */
  readonly begin?: (sheet: WrittenSheet) => Promise<void>;
  /** Shared with the page around the pane, where it has controls of its own. */
  readonly preferences?: PreferenceBook;
  /** The frame's partition of the browser's storage, where the host names one. */
  readonly partition?: string;
}

export interface Pane {
  /** Works with this workbook from now on, and checks it at once, unless it is one that we made. */
  use(workbook: Workbook, resting?: boolean): void;
}

const DARK = "(prefers-color-scheme: dark)";
/** While something waits to be sent, the network is tried again this often. */
const TRY_AGAIN = 60_000;

export function isDark(theme: Theme): boolean {
  return theme === "auto" ? matchMedia(DARK).matches : theme === "dark";
}

export function mountPane(element: HTMLElement, environment: PaneEnvironment): Pane {
  const keep = browserStorage();
  const language = environment.language ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
  const preferences =
    environment.preferences ?? openPreferences(keep, { language, theme: "auto", marks: true });
  const session = openSession(keep, environment.partition ?? "", Date.now);
  let workbook: Workbook | null = null;
  let state: State = firstState(preferences.now(), session.now()?.me ?? null, navigator.onLine);
  let drawing = 0;
  let walked = -1;

  const dispatch = (act: Act) => {
    state = reduce(state, act);
    if (drawing === 0) drawing = requestAnimationFrame(draw);
  };
  const run = (work: () => Promise<void>) => {
    work().catch((error: unknown) => {
      // A defect of ours: kept for whoever helps, and told to the person with what is safe.
      console.error(error);
      dispatch({ act: "defect", detail: error instanceof Error ? error.message : String(error) });
    });
  };
  const bench: Bench = {
    state: () => state,
    dispatch,
    say: (key, slots) => sayIn(state.preferences.language)(key, slots),
    workbook: () => workbook,
    begin: environment.begin ?? null,
    api: createApi({
      fetch: (input, init) => fetch(input, init),
      token: () => session.now()?.token ?? null,
      pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      random: Math.random,
    }),
    outbox: globalThis.indexedDB ? openOutbox(indexedDB) : null,
    session,
    preferences,
    now: Date.now,
    run,
  };
  const desk = deskActs(bench);
  const acts: Acts = {
    ...desk.acts,
    ...submitActs(bench, desk.reread),
    ...reviewActs(bench),
    ...pullActs(bench),
    ...personActs(bench, entered),
  };

  /** What a view needs when it is entered. */
  function entered(view: string): void {
    if (view === "review") acts.loadLines();
    if (view === "pull") acts.refreshPull();
    if (view === "submit") run(() => loadOffered(bench));
  }

  function draw(): void {
    drawing = 0;
    const { language: spoken } = state.preferences;
    element.lang = spoken === "zh" ? "zh-CN" : "en";
    const now = Date.now();
    render(
      element,
      shell({
        state,
        say: sayIn(spoken),
        language: spoken,
        acts,
        today: dayOf(now),
        now: new Date(now).toISOString(),
      }),
    );
    if (state.desk.at !== walked)
      element.querySelector(".card.current")?.scrollIntoView({ block: "nearest" });
    walked = state.desk.at;
    if (state.focus === null) return;
    const wanted = document.getElementById(state.focus);
    state = reduce(state, { act: "focused" });
    wanted?.focus();
  }

  const dress = () => wear(isDark(state.preferences.theme));
  preferences.hear((next) => {
    const marked = state.preferences.marks;
    dispatch({ act: "preferred", preferences: next });
    dress();
    if (next.marks !== marked) desk.remark();
  });
  matchMedia(DARK).addEventListener("change", dress);
  const isOnline = (online: boolean) => {
    dispatch({ act: "online", online });
    if (online) run(() => sendKept(bench));
  };
  addEventListener("online", () => isOnline(true));
  addEventListener("offline", () => isOnline(false));
  setInterval(() => {
    if (state.kept.some(({ refusal }) => refusal === null)) run(() => sendKept(bench));
  }, TRY_AGAIN);
  element.ownerDocument.addEventListener("keydown", (event) => shortcut(event, state, acts));

  dress();
  draw();
  if (environment.workbook) use(environment.workbook);
  run(async () => {
    await listKept(bench);
    await loadExpected(bench);
    desk.again();
    if (state.kept.length > 0) await sendKept(bench);
  });

  function use(next: Workbook, resting = false): void {
    workbook = next;
    desk.opened(resting);
  }
  return { use };
}

/** F8 and Shift+F8 walk the findings; Alt+A and Alt+R decide on an open submission. */
function shortcut(event: KeyboardEvent, { view, review }: State, acts: Acts): void {
  if (event.key === "F8" && view === "check") {
    event.preventDefault();
    acts.walk(event.shiftKey ? -1 : 1);
  }
  if (!event.altKey || view !== "review" || !review.open || review.deciding) return;
  if (event.code === "KeyA" && review.open.view.standing === "waiting") {
    event.preventDefault();
    acts.decide("accept");
  }
  if (event.code === "KeyR") {
    event.preventDefault();
    acts.startReturn(true);
  }
}
