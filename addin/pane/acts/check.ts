// Reading and checking the worksheet in view: at once when a workbook opens, again after each edit, and whole
// before submitting. Marks, walking, corrections. It knows no host: all goes through the port. Long because reading,
// following edits and marking share what was read last, and an overtaken reading must be dropped in one place.
import { sayIssue } from "../../../shared/check/catalogue.ts";
import { createInspection, type LiveInspection } from "../../../shared/check/inspect.ts";
import type { Fix } from "../../../shared/check/issue.ts";
import { areaOf, type Cell, cellAt, formatAt, type Grid } from "../../../shared/read/grid.ts";
import { tidyings } from "../../../shared/read/tidy.ts";
import { isConsolidated } from "../../../shared/report/consolidate.ts";
import { SHEETS } from "../../../shared/sheets/index.ts";
import { type Change, type Edit, type Mark, type Workbook, WorkbookRefusal } from "../../hosts/workbook.ts";
import { unreadKey } from "../refused.ts";
import { countsOf, EFFECTS, shownIssues, walk } from "../state/checking.ts";
import { dayOf } from "../state/clock.ts";
import { addressNow, dueOf, periodInForce } from "../state/due.ts";
import { aliasesKnown, layoutsKnown } from "../state/mapping.ts";
import { samplesOf } from "../state/samples.ts";
import { type Choice, CLOSED_DESK, type Desk, type State } from "../state/state.ts";
import type { DeskActs } from "./acts.ts";
import type { Bench } from "./bench.ts";
import { recallHere } from "./remember.ts";

/** Edits come in bursts (a paste, a fill): they are looked at together, this long after the last. */
const SETTLE = 250;
/** How many of each kind, said aloud; of which there is none is not said. */
const SAID = {
  must: "announceMust",
  waivable: "announceWaivable",
  explain: "announceExplain",
  note: "announceNote",
} as const;
/** Other worksheets that are tried when the one in view holds no known sheet. */
const TRIED = 8;
/** Beyond this many separate areas one whole reading costs less. */
const MOST_AREAS = 20;
/** A title read with the period in force names the same period the next time; one round more is for the deadline. */
const MOST_ROUNDS = 3;
/** Marks beyond this many help nobody and slow the grid down. */
const MOST_MARKS = 2000;

const UNWALKED: Partial<Desk> = { filter: null, at: -1, of: 0, shown: CLOSED_DESK.shown, mended: null };
/** What was said of one worksheet does not hold for another. */
const BESIDE_WORKSHEET: Partial<Desk> = { ...UNWALKED, choice: {}, mapping: false, doubted: [] };

export interface DeskWork {
  readonly acts: DeskActs;
  /** Reads and checks everything anew; false when it could not be read. */
  reread(signal: AbortSignal): Promise<boolean>;
  /** Takes in at once what was edited and is waiting to be looked at. */
  catchUp(): Promise<void>;
  /** Another workbook: checked at once, unless it is one that we made. */
  opened(resting?: boolean): void;
  /** Puts the marks into the grid, or takes them away, as preferred. */
  remark(): void;
  /** Checks again what was read, because what is known beside the table has changed. */
  again(): void;
  /** Says again how the check went, in the language of now. */
  announce(): void;
}

export function deskActs(bench: Bench): DeskWork {
  const { dispatch, run } = bench;
  let live: LiveInspection | null = null;
  let stopper = new AbortController();
  /** What is known beside the table, as the running check was given it. */
  let given: ReturnType<typeof besides> | null = null;
  /** The last corrections, and what stood there. */
  let mended: { worksheetId: string; edits: readonly Edit[]; before: readonly Edit[] } | null = null;
  let deaf: () => void = () => {};
  let changes: Change[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts readings: what an overtaken one finds is dropped. */
  let reading = 0;
  let marking: Promise<void> = Promise.resolve();
  /** The person asked for a check or for marks: where marks cost their undo, they are laid only then. */
  let asked = false;

  const desk = () => bench.state().desk;
  const show = (part: Partial<Desk>) => dispatch({ act: "desk", part });

  /** Runs an act on the workbook; a refusal is shown, a defect goes on. True when it was done. */
  async function attempt(act: (workbook: Workbook) => Promise<void>): Promise<boolean> {
    const workbook = bench.workbook();
    if (!workbook) return false;
    try {
      await act(workbook);
      if (desk().actRefused) show({ actRefused: null });
      return true;
    } catch (error) {
      if (!(error instanceof WorkbookRefusal)) throw error;
      show({ actRefused: error.reason });
      return false;
    }
  }

  /** Reads a worksheet (the one in view when none is named) and checks it. False when it could not be read. */
  async function read(worksheetId: string | null, signal: AbortSignal, quiet = false): Promise<boolean> {
    const workbook = bench.workbook();
    if (!workbook) return false;
    const own = ++reading;
    if (!quiet) show({ phase: "reading", progress: 0, refused: null, actRefused: null });
    try {
      const worksheets = await workbook.worksheets();
      const id = worksheetId ?? (await workbook.active()).id;
      const found = await workbook.read(
        id,
        (progress) => own === reading && !quiet && show({ progress }),
        signal,
      );
      if (own !== reading) return false;
      show({ worksheets, worksheetId: id });
      if (isConsolidated(found)) {
        rest();
        return false;
      }
      live = begin(found);
      if (worksheetId === null && !live.inspection.table?.sheet) await tryOthers(workbook, id, signal);
      if (own !== reading) return false;
      conclude();
      return live.inspection.table !== null;
    } catch (error) {
      if (own !== reading) return false;
      if (signal.aborted) show({ phase: "refused", refused: "stopped" });
      else if (error instanceof WorkbookRefusal) {
        show({ phase: "refused", refused: error.reason });
        announce();
      } else {
        show({ phase: "refused", refused: "host" });
        throw error;
      }
      return false;
    }
  }

  /** A worksheet of totals that we wrote is no list to be checked. */
  function rest(): void {
    live = null;
    show({ phase: "resting", tables: [], table: null, issues: [] });
    announce();
  }

  /** The worksheet in view may be a cover page: the first other one that is recognised is taken instead. */
  async function tryOthers(workbook: Workbook, seen: string, signal: AbortSignal): Promise<void> {
    const others = desk().worksheets.filter(({ id, visible }) => visible && id !== seen);
    for (const { id } of others.slice(0, TRIED)) {
      const other = await workbook.read(id, undefined, signal);
      const looked = begin(other);
      if (!looked.inspection.table?.sheet) continue;
      live = looked;
      show({ worksheetId: id });
      return;
    }
  }

  function begin(found: Grid): LiveInspection {
    const state = bench.state();
    const { mapping, sheetKey, tableAt } = state.desk.choice;
    given = besides(state);
    const { period, due } = given;
    return createInspection(found, {
      sheets: SHEETS,
      today: dayOf(bench.now()),
      period,
      unit: state.me?.role === "clerk" ? state.me.unit.name : null,
      ...(mapping ? { mapping } : {}),
      ...(sheetKey ? { sheetKey } : {}),
      ...(tableAt === undefined ? {} : { tableAt }),
      layouts: layoutsKnown(state),
      aliases: aliasesKnown(state),
      previous: due?.previous ?? null,
      known: due?.known ?? {},
    });
  }

  /** Puts what the inspection says into the state and the marks into the grid. */
  function conclude(): void {
    if (!live) return;
    showInspection(live);
    // Which period is meant, and what is known for it, depends on the sheet and its title, which are known only now:
    // then once more, so that the findings are about the period that the head names.
    for (let round = 0; round < MOST_ROUNDS && !isSame(given, besides(bench.state())); round++) {
      live = begin(live.grid);
      showInspection(live);
    }
    announce();
    remark();
  }

  function showInspection({ inspection, grid }: LiveInspection): void {
    const { reading: read, table, issues, tests } = inspection;
    const refused = read.refused ?? (table === null ? "notAList" : null);
    const checkedAt = new Date(bench.now()).toISOString();
    if (refused !== null && table === null)
      show({ phase: "refused", refused, tables: [], table, issues: [] });
    else {
      const samples = table ? samplesOf(grid, table) : {};
      const tidy = table ? tidyings(table, grid, issues) : [];
      show({
        phase: "ready",
        refused: null,
        tables: read.tables,
        table,
        issues,
        rules: tests,
        checkedAt,
        samples,
        tidyings: tidy,
      });
    }
  }

  function announce(): void {
    const { phase, refused, issues } = desk();
    const counts = countsOf(issues);
    const found = EFFECTS.filter((effect) => counts[effect] > 0);
    const text =
      phase === "resting"
        ? bench.say("resting")
        : phase === "refused"
          ? bench.say(unreadKey(refused ?? "host"))
          : found
              .map((effect) => bench.say(SAID[effect], { count: counts[effect] }))
              .join(bench.say("comma"));
    dispatch({ act: "announce", text: text || bench.say("announceClean") });
  }

  function remark(): void {
    const { preferences } = bench.state();
    const { worksheetId, issues } = desk();
    const workbook = bench.workbook();
    if (!workbook?.can.mark || worksheetId === null) return;
    if (!workbook.can.undo && !asked) return;
    asked = false;
    const marks = preferences.marks
      ? [...issues.flatMap(marksOf), ...returnedMarks()].slice(0, MOST_MARKS)
      : [];
    // One after another, so that an older set of marks never lands after a newer one.
    marking = marking.then(() => attempt((book) => book.mark(worksheetId, marks)).then(() => {}));
    run(() => marking);
  }

  function marksOf(issue: Desk["issues"][number]): Mark[] {
    const message = sayIssue(issue, bench.state().preferences.language);
    const cells = new Set([...(issue.cell ? [issue.cell] : []), ...(issue.cells ?? [])]);
    return [...cells].map((address) => ({ address, effect: issue.effect, message }));
  }

  /** The notes of a returned submission, at the clerk's own cells. */
  function returnedMarks(): Mark[] {
    const due = dueOf(bench.state());
    if (due?.standing !== "returned") return [];
    return (due.returned?.notes ?? []).map((note) => ({
      address: addressNow(bench.state(), note),
      effect: "explain" as const,
      message: note.text,
    }));
  }

  /** What was edited meanwhile is read again, and only that; when it is unclear, everything. */
  async function catchUp(): Promise<void> {
    const workbook = bench.workbook();
    const { worksheetId } = desk();
    const heard = changes.filter((change) => change.worksheetId === worksheetId);
    changes = [];
    if (!workbook || worksheetId === null || heard.length === 0) return;
    show({ edited: true });
    const areas = new Set(heard.map(({ address }) => address));
    if (areas.size <= MOST_AREAS && (await takeEdits(workbook, worksheetId, areas))) conclude();
    else await read(worksheetId, stopper.signal, true);
  }

  /** Takes the edited parts into the running check; false when it is unclear what was edited. */
  async function takeEdits(
    workbook: Workbook,
    id: string,
    areas: ReadonlySet<string | null>,
  ): Promise<boolean> {
    if (!live || areas.has(null)) return false;
    for (const address of areas) live.edit(await workbook.readArea(id, address ?? ""));
    return true;
  }

  function listen(): void {
    deaf();
    const workbook = bench.workbook();
    show({ waiting: false, marksCost: workbook?.can.mark === true && !workbook.can.undo });
    const stops = [
      workbook?.hear((change) => {
        changes.push(change);
        clearTimeout(timer);
        timer = setTimeout(() => run(catchUp), SETTLE);
      }),
      workbook?.hearActive?.(follow),
      workbook?.hearWaiting?.((waiting) => show({ waiting })),
    ];
    deaf = () => {
      for (const stop of stops) stop?.();
    };
  }

  /** The person looks at another worksheet: so does the check, except while the present one is being sent. */
  function follow(worksheetId: string): void {
    const { desk: now, sending } = bench.state();
    if (now.worksheetId === worksheetId || sending.phase === "rereading" || sending.phase === "sending")
      return;
    stopper = new AbortController();
    show({ ...BESIDE_WORKSHEET, worksheetId });
    run(async () => {
      await read(worksheetId, stopper.signal);
    });
  }

  /** Writes, and checks what was written; false when it was refused. */
  async function write(worksheetId: string, edits: readonly Edit[]): Promise<boolean> {
    const done = await attempt((workbook) => workbook.write(worksheetId, edits));
    if (!done) return false;
    // Our own writes do not come back as changes.
    changes.push(...edits.map(({ address }) => ({ worksheetId, address })));
    await catchUp();
    return true;
  }

  const walkTo = (step: 1 | -1) => {
    const next = walk(shownIssues(desk()), desk(), step);
    if (!next) return;
    dispatch({ act: "walked", at: next.at, of: next.of });
    if (next.cell !== null) reveal(next.cell);
    else dispatch({ act: "focus", id: `card-${next.at}` });
  };
  const reveal = (address: string) =>
    run(async () => {
      const { worksheetId } = desk();
      if (worksheetId !== null) await attempt((workbook) => workbook.reveal(worksheetId, address));
    });

  return {
    catchUp,
    reread: (signal) => read(desk().worksheetId, signal, true),
    opened(resting = false) {
      dispatch({ act: "opened", resting });
      live = null;
      changes = [];
      listen();
      if (resting) return;
      run(async () => {
        await recallHere(bench);
        await read(null, stopper.signal);
      });
    },
    remark() {
      asked = true;
      remark();
    },
    announce: () => desk().phase === "ready" && announce(),
    again() {
      if (!live) return;
      live = begin(live.grid);
      conclude();
    },
    acts: {
      recheck(worksheetId) {
        stopper = new AbortController();
        asked = true;
        const isOther = worksheetId !== undefined && worksheetId !== desk().worksheetId;
        show(isOther ? { ...BESIDE_WORKSHEET, worksheetId } : UNWALKED);
        run(async () => {
          if (worksheetId !== undefined) await attempt((workbook) => workbook.reveal(worksheetId, "A1"));
          await read(worksheetId ?? null, stopper.signal);
        });
      },
      stopReading: () => stopper.abort(),
      choose(part: Partial<Choice>) {
        const { sheetKey, ...rest } = { ...desk().choice, ...part };
        // An empty key means: recognise by yourself again.
        const choice = sheetKey ? { ...rest, sheetKey } : rest;
        show({ choice, doubted: part.mapping ? [] : desk().doubted, filter: null, at: -1 });
        if (!live) return;
        live = begin(live.grid);
        conclude();
      },
      toggleChoosing: () => show({ choosing: !desk().choosing }),
      filter: (filter) => show({ ...UNWALKED, filter }),
      showMore: () => show({ shown: desk().shown + CLOSED_DESK.shown }),
      jump(issue, at) {
        dispatch({ act: "walked", at });
        if (issue.cell) reveal(issue.cell);
      },
      reveal,
      walk: walkTo,
      fix: (fixes: readonly Fix[]) =>
        run(async () => {
          const { worksheetId } = desk();
          if (worksheetId === null) return;
          const edits = fixes.map(editOf);
          const before = live ? fixes.map((fix) => presentOf(fix, live?.grid as Grid)) : [];
          if (!(await write(worksheetId, edits))) return;
          mended = { worksheetId, edits, before };
          show({ mended: edits.length });
          // The button that was pressed is gone with what it corrected.
          dispatch({ act: "focus", id: "mended" });
          dispatch({ act: "announce", text: bench.say("fixed", { count: edits.length }) });
        }),
      takeBack: () =>
        run(async () => {
          const grid = live?.grid;
          if (!mended || !grid || mended.worksheetId !== desk().worksheetId) return;
          // What was changed since is the person's: it stays.
          const still = mended.edits.map(({ address, value }) => valueAt(grid, address) === value);
          const edits = mended.before.filter((_, n) => still[n]);
          if (!(await write(mended.worksheetId, edits))) return;
          mended = null;
          show({ mended: null });
          dispatch({ act: "focus", id: "view-title" });
          dispatch({ act: "announce", text: bench.say("takenBack", { count: edits.length }) });
        }),
      startExplaining: (id) => dispatch({ act: "explaining", id }),
      explain: (id, text) => dispatch({ act: "explain", id, text }),
    },
  };
}

/** What the check is told beside the grid. */
function besides(state: State) {
  return { period: periodInForce(state), due: dueOf(state) };
}

function isSame(one: ReturnType<typeof besides> | null, other: ReturnType<typeof besides>): boolean {
  return one?.period === other.period && one.due === other.due;
}

function editOf(fix: Fix): Edit {
  return { address: fix.cell, value: fix.after, ...(fix.format ? { format: fix.format } : {}) };
}

/** What stands in the cell of a correction, as an edit that brings it back. */
function presentOf({ cell, format }: Fix, grid: Grid): Edit {
  const present = { address: cell, value: valueAt(grid, cell) };
  const area = format ? areaOf(cell) : null;
  return area ? { ...present, format: formatAt(grid, area.row, area.column) } : present;
}

function valueAt(grid: Grid, address: string): Cell {
  const area = areaOf(address);
  return area ? cellAt(grid, area.row, area.column) : null;
}
