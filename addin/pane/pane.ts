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
import { followExplanations } from "./acts/explanations.ts";
import { loadExpected, loadOffered, personActs } from "./acts/person.ts";
import { pullActs } from "./acts/pull.ts";
import { rememberActs } from "./acts/remember.ts";
import { reviewActs } from "./acts/review.ts";
import { listKept, sendKept, submitActs } from "./acts/submit.ts";
import { watchExpected } from "./acts/watch.ts";
import { createApi } from "./api.ts";
import { openDrafts } from "./drafts.ts";
import { openOutbox } from "./outbox.ts";
import { browserStorage, openPreferences, type PreferenceBook, type Theme } from "./preferences.ts";
import { openSession } from "./session.ts";
import { type Act, reduce } from "./state/act.ts";
import { dayOf } from "./state/clock.ts";
import { firstState, type State, type View } from "./state/state.ts";
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
  /** Where it opens; the check if not said. */
  readonly view?: View;
}

export interface Pane {
  /** Works with this workbook from now on, and checks it at once, unless it is one that we made. */
  use(workbook: Workbook, resting?: boolean): void;
}

const DARK = "(prefers-color-scheme: dark)";
/** While the pane is in sight, what is expected is looked at again this often. */
const LOOK_AGAIN = 120_000;
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
  const session = openSession(keep, environment.partition ?? "", Date.now, browserStorage("sessionStorage"));
  let workbook: Workbook | null = null;
  let state: State = firstState(preferences.now(), session.now()?.me ?? null, navigator.onLine);
  let drawing = 0;
  let walked = -1;
  let opened: State["review"]["open"] = null;
  let follow = () => {};

  const dispatch = (act: Act) => {
    state = reduce(state, act);
    follow();
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
  follow = followExplanations(bench, openDrafts(keep, Date.now));
  const desk = deskActs(bench);
  const memory = rememberActs(bench, desk.again);
  const lookAgain = watchExpected(bench, desk.again);
  const acts: Acts = {
    ...desk.acts,
    ...memory.acts,
    ...submitActs(bench, desk),
    ...reviewActs(bench),
    ...pullActs(bench),
    ...personActs(bench, entered, async () => {
      await memory.load();
      desk.again();
    }),
    // Coming back is entering too: what was returned meanwhile is seen at once.
    backToCheck: () => {
      acts.go("check");
      lookAgain(true);
    },
  };

  /** What a view needs when it is entered. */
  function entered(view: string): void {
    if (view === "review") acts.loadLines();
    if (view === "pull") acts.refreshPull();
    if (view === "submit") run(() => loadOffered(bench));
    if (view === "submit" || view === "check") lookAgain();
  }

  function draw(): void {
    drawing = 0;
    const { language: spoken } = state.preferences;
    element.lang = spoken === "zh" ? "zh-CN" : "en";
    const now = Date.now();
    const held = element.contains(document.activeElement);
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
    if (state.review.open !== opened) showChange(element);
    opened = state.review.open;
    const wanted = state.focus === null ? null : document.getElementById(state.focus);
    if (state.focus !== null) state = reduce(state, { act: "focused" });
    wanted?.focus();
    // What was pressed is gone: the keyboard stays in the pane, at the title of its view.
    if (held && !element.contains(document.activeElement))
      document.getElementById("view-title")?.focus({ preventScroll: true });
  }

  const dress = () => wear(isDark(state.preferences.theme));
  preferences.hear((next) => {
    const { marks: marked, language: spoken } = state.preferences;
    dispatch({ act: "preferred", preferences: next });
    dress();
    if (next.language !== spoken) desk.announce();
    if (next.marks !== marked) desk.remark();
  });
  matchMedia(DARK).addEventListener("change", dress);
  const isOnline = (online: boolean) => {
    dispatch({ act: "online", online });
    if (!online) return;
    run(() => sendKept(bench));
    run(memory.load);
  };
  addEventListener("online", () => isOnline(true));
  addEventListener("offline", () => isOnline(false));
  setInterval(() => {
    if (state.kept.some(({ refusal }) => refusal === null)) run(() => sendKept(bench));
  }, TRY_AGAIN);
  addEventListener("focus", () => lookAgain());
  setInterval(() => {
    if (document.visibilityState === "visible") lookAgain();
  }, LOOK_AGAIN);
  element.ownerDocument.addEventListener("keydown", (event) => shortcut(event, state, acts));

  dress();
  draw();
  if (environment.workbook) use(environment.workbook);
  if (environment.view && environment.view !== "check") acts.go(environment.view);
  run(async () => {
    await listKept(bench);
    await loadExpected(bench);
    await memory.load();
    desk.again();
    if (state.kept.length > 0) await sendKept(bench);
  });

  function use(next: Workbook, resting = false): void {
    workbook = next;
    desk.opened(resting);
  }
  return { use };
}

/** Brings the first changed cell of an opened submission into its own little window, without moving the page. */
function showChange(element: HTMLElement): void {
  const cell = element.querySelector<HTMLElement>("#rows td.changed");
  const scroll = cell?.closest<HTMLElement>(".grid-scroll");
  if (!cell || !scroll) return;
  scroll.scrollTop = cell.offsetTop - scroll.clientHeight / 2;
  scroll.scrollLeft = cell.offsetLeft - scroll.clientWidth / 2;
}

/**
 * F8 and Shift+F8 walk the findings, Alt+N takes the next step, also from within the grid; Alt+A and Alt+R decide on an
 * open submission.
 */
function shortcut(event: KeyboardEvent, { view, review }: State, acts: Acts): void {
  if (event.altKey && event.code === "KeyN") {
    const primary = document.getElementById("primary");
    if (!primary || primary.hasAttribute("disabled")) return;
    event.preventDefault();
    // The keyboard leaves the grid first, which takes what is being typed into its cell.
    primary.focus();
    primary.click();
  }
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
