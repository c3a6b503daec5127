// Reading and checking the worksheet in view: at once when a workbook opens, again after each edit, and whole
// before submitting. Marks, walking, corrections. It knows no host: all goes through the port. Long because reading,
// following edits and marking share what was read last, and an overtaken reading must be dropped in one place.
import { sayIssue } from "../../../shared/check/catalogue.ts";
import { createInspection, type LiveInspection } from "../../../shared/check/inspect.ts";
import type { Fix } from "../../../shared/check/issue.ts";
import type { Grid } from "../../../shared/read/grid.ts";
import { SHEETS } from "../../../shared/sheets/index.ts";
import { type Change, type Edit, type Mark, type Workbook, WorkbookRefusal } from "../../hosts/workbook.ts";
import { countsOf, shownIssues, walk } from "../state/checking.ts";
import { dayOf } from "../state/clock.ts";
import { addressNow, dueOf, periodInForce } from "../state/due.ts";
import { type Choice, CLOSED_DESK, type Desk } from "../state/state.ts";
import type { DeskActs } from "./acts.ts";
import type { Bench } from "./bench.ts";

/** Edits come in bursts (a paste, a fill): they are looked at together, this long after the last. */
const SETTLE = 250;
/** Other worksheets that are tried when the one in view holds no known sheet. */
const TRIED = 8;
/** Beyond this many separate areas one whole reading costs less. */
const MOST_AREAS = 20;
/** Marks beyond this many help nobody and slow the grid down. */
const MOST_MARKS = 2000;

export interface DeskWork {
  readonly acts: DeskActs;
  /** Reads and checks everything anew; false when it could not be read. */
  reread(signal: AbortSignal): Promise<boolean>;
  /** Another workbook: checked at once, unless it is one that we made. */
  opened(resting?: boolean): void;
  /** Puts the marks into the grid, or takes them away, as preferred. */
  remark(): void;
  /** Checks again what was read, because what is known beside the table has changed. */
  again(): void;
}

export function deskActs(bench: Bench): DeskWork {
  const { dispatch, run } = bench;
  let grid: Grid | null = null;
  let live: LiveInspection | null = null;
  let stopper = new AbortController();
  let deaf: () => void = () => {};
  let changes: Change[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts readings: what an overtaken one finds is dropped. */
  let reading = 0;
  let marking: Promise<void> = Promise.resolve();

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
      grid = found;
      live = begin(found);
      if (worksheetId === null && !live.inspection.table?.sheet) await tryOthers(workbook, id, signal);
      if (own !== reading) return false;
      conclude();
      return live.inspection.table !== null;
    } catch (error) {
      if (own !== reading) return false;
      if (signal.aborted) show({ phase: "refused", refused: "stopped" });
      else if (error instanceof WorkbookRefusal) show({ phase: "refused", refused: error.reason });
      else {
        show({ phase: "refused", refused: "host" });
        throw error;
      }
      return false;
    }
  }

  /** The worksheet in view may be a cover page: the first other one that is recognised is taken instead. */
  async function tryOthers(workbook: Workbook, seen: string, signal: AbortSignal): Promise<void> {
    const others = desk().worksheets.filter(({ id, visible }) => visible && id !== seen);
    for (const { id } of others.slice(0, TRIED)) {
      const other = await workbook.read(id, undefined, signal);
      const looked = begin(other);
      if (!looked.inspection.table?.sheet) continue;
      grid = other;
      live = looked;
      show({ worksheetId: id });
      return;
    }
  }

  function begin(found: Grid): LiveInspection {
    const state = bench.state();
    const { mapping, sheetKey, tableAt } = state.desk.choice;
    const due = dueOf(state);
    return createInspection(found, {
      sheets: SHEETS,
      today: dayOf(bench.now()),
      period: periodInForce(state),
      unit: state.me?.role === "clerk" ? state.me.unit.name : null,
      ...(mapping ? { mapping } : {}),
      ...(sheetKey ? { sheetKey } : {}),
      ...(tableAt === undefined ? {} : { tableAt }),
      previous: due?.previous ?? null,
      known: due?.known ?? {},
    });
  }

  /** Puts what the inspection says into the state and the marks into the grid. */
  function conclude(): void {
    if (!live) return;
    const before = dueOf(bench.state());
    showInspection(live);
    // What is known beside the table depends on the sheet, which is known only now: then once more.
    if (grid && dueOf(bench.state()) !== before) {
      live = begin(grid);
      showInspection(live);
    }
    announce();
    remark();
  }

  function showInspection({ inspection }: LiveInspection): void {
    const { reading: read, table, issues, tests } = inspection;
    const refused = read.refused ?? (table === null ? "notAList" : null);
    const checkedAt = new Date(bench.now()).toISOString();
    if (refused !== null && table === null)
      show({ phase: "refused", refused, tables: [], table, issues: [] });
    else show({ phase: "ready", refused: null, tables: read.tables, table, issues, rules: tests, checkedAt });
  }

  function announce(): void {
    const counts = countsOf(desk().issues);
    const clean = counts.must + counts.waivable + counts.explain + counts.note === 0;
    dispatch({ act: "announce", text: clean ? bench.say("announceClean") : bench.say("announce", counts) });
  }

  function remark(): void {
    const { preferences } = bench.state();
    const { worksheetId, issues } = desk();
    const workbook = bench.workbook();
    if (!workbook?.can.mark || worksheetId === null) return;
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
    deaf =
      bench.workbook()?.hear((change) => {
        changes.push(change);
        clearTimeout(timer);
        timer = setTimeout(() => run(catchUp), SETTLE);
      }) ?? (() => {});
  }

  const walkTo = (step: 1 | -1) => {
    const { at } = desk();
    const issues = shownIssues(desk());
    const next = walk(issues, at, step);
    const cell = issues[next]?.cell;
    if (!cell) return;
    dispatch({ act: "walked", at: next });
    reveal(cell);
  };
  const reveal = (address: string) =>
    run(async () => {
      const { worksheetId } = desk();
      if (worksheetId !== null) await attempt((workbook) => workbook.reveal(worksheetId, address));
    });

  return {
    reread: (signal) => read(desk().worksheetId, signal, true),
    opened(resting = false) {
      dispatch({ act: "opened", resting });
      grid = null;
      live = null;
      changes = [];
      listen();
      if (resting) return;
      run(async () => {
        await read(null, stopper.signal);
      });
    },
    remark,
    again() {
      if (!grid) return;
      live = begin(grid);
      conclude();
    },
    acts: {
      recheck(worksheetId) {
        stopper = new AbortController();
        if (worksheetId !== undefined && worksheetId !== desk().worksheetId) show({ choice: {} });
        show({ filter: null, at: -1, shown: CLOSED_DESK.shown });
        run(async () => {
          if (worksheetId !== undefined) await attempt((workbook) => workbook.reveal(worksheetId, "A1"));
          await read(worksheetId ?? null, stopper.signal);
        });
      },
      stopReading: () => stopper.abort(),
      choose(part: Partial<Choice>) {
        const { sheetKey, ...rest } = { ...desk().choice, ...part };
        // An empty key means: recognise by yourself again.
        show({ choice: sheetKey ? { ...rest, sheetKey } : rest, filter: null, at: -1 });
        if (!grid) return;
        live = begin(grid);
        conclude();
      },
      toggleChoosing: () => show({ choosing: !desk().choosing }),
      filter: (filter) => show({ filter, at: -1, shown: CLOSED_DESK.shown }),
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
          const done = await attempt((workbook) => workbook.write(worksheetId, edits));
          if (!done) return;
          // Our own writes do not come back as changes.
          changes.push(...edits.map(({ address }) => ({ worksheetId, address })));
          await catchUp();
          dispatch({ act: "announce", text: bench.say("fixed", { count: edits.length }) });
        }),
      startExplaining: (id) => dispatch({ act: "explaining", id }),
      explain: (id, text) => dispatch({ act: "explain", id, text }),
    },
  };
}

function editOf(fix: Fix): Edit {
  return { address: fix.cell, value: fix.after, ...(fix.format ? { format: fix.format } : {}) };
}
