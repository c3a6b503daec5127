// What Excel tells of edits, as hints: gathered for a moment, joined, and without what we wrote ourselves. Excel
// loses some when a person types fast, so whoever listens reads everything again before it counts.
import { type Area, areaOf } from "../../../shared/read/grid.ts";
import { addressOfArea, touches } from "../grid-edit.ts";
import type { Change } from "../workbook.ts";
import { joined } from "./areas.ts";
import { createRegistration } from "./registration.ts";
import type { Run } from "./run.ts";

/** A fill or a paste comes as many events within this time. */
const GATHER = 60;
/** More separate areas than this are not worth telling one by one. */
const MOST_AREAS = 20;
/** Where events do not say who caused them, our own still arrive this long after a write. */
const ECHO = 800;
export interface Hearing {
  start(): void;
  stop(): void;
  /** Runs a write of ours: its events are not told. `areas` null: anywhere on any worksheet. */
  byUs<T>(worksheetId: string, areas: readonly Area[] | null, act: () => Promise<T>): Promise<T>;
}

export function createHearing(run: Run, tell: (change: Change) => void, toldWho: () => boolean): Hearing {
  const own = new Set<{ readonly worksheetId: string; readonly areas: readonly Area[] | null }>();
  /** By worksheet: what was edited; null, anything. */
  let gathered = new Map<string, Area[] | null>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const registration = createRegistration(run, (context) =>
    context.workbook.worksheets.onChanged.add(async (event) => gather(event)),
  );

  function isOwn(event: Excel.WorksheetChangedEventArgs, area: Area | null): boolean {
    if (toldWho()) return event.triggerSource === "ThisLocalAddin";
    return [...own].some(
      ({ worksheetId, areas }) =>
        areas === null ||
        (worksheetId === event.worksheetId && area !== null && areas.some((one) => touches(one, area))),
    );
  }

  function gather(event: Excel.WorksheetChangedEventArgs): void {
    // Rows or columns that came or went move everything behind them.
    const area = event.changeType === "RangeEdited" ? areaOf(event.address) : null;
    if (isOwn(event, area)) return;
    const before = gathered.get(event.worksheetId);
    gathered.set(event.worksheetId, area === null || before === null ? null : [...(before ?? []), area]);
    timer ??= setTimeout(flush, GATHER);
  }

  function flush(): void {
    const told = gathered;
    gathered = new Map();
    timer = undefined;
    for (const [worksheetId, list] of told) {
      const areas = list && joined(list);
      if (!areas || areas.length > MOST_AREAS) tell({ worksheetId, address: null });
      else for (const area of areas) tell({ worksheetId, address: addressOfArea(area) });
    }
  }

  return {
    start: registration.start,
    stop() {
      clearTimeout(timer);
      timer = undefined;
      gathered = new Map();
      registration.stop();
    },
    async byUs(worksheetId, areas, act) {
      const write = { worksheetId, areas };
      own.add(write);
      try {
        return await act();
      } finally {
        setTimeout(() => own.delete(write), ECHO);
      }
    },
  };
}
