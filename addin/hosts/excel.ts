// Excel behind the port; with the files beside it in excel/, the only code that says `Excel`. Reads and writes
// in blocks with one sync each, never one per cell; marks with conditional formats of its own; never touches
// fills, comments, protection or anyone else's formats. Excel's errors become refusals.
import type { Area, Grid } from "../../shared/read/grid.ts";
import { createHearing } from "./excel/hear.ts";
import { layMarks } from "./excel/marks.ts";
import { readPart, readUsed } from "./excel/read.ts";
import { createRegistration } from "./excel/registration.ts";
import { createRun } from "./excel/run.ts";
import { writeCells, writeWhole } from "./excel/write.ts";
import { addressOfArea, placeOf } from "./grid-edit.ts";
import type { Change, Workbook, Worksheet } from "./workbook.ts";

/** Writes of add-ins can be taken back since about this version; before, any write costs all undo. */
const KEEPS_UNDO = "1.19";
/** Marks over many cells and hearing of edits on all worksheets. */
const MARKS_AND_HEARS = "1.9";
const TELLS_WHO = "1.14";
/** Excel tells of a worksheet that we brought into view this long after. */
const ECHO = 800;

function has(set: string): boolean {
  return Office.context.requirements.isSetSupported("ExcelApi", set);
}

/** The workbook that the add-in is open in. Office must be ready, with ExcelApi 1.9 for all it can do. */
export function createExcelHost(): Workbook {
  const listeners = new Set<(change: Change) => void>();
  const waiters = new Set<(waiting: boolean) => void>();
  const run = createRun((waiting) => {
    for (const hear of waiters) hear(waiting);
  });
  const hearing = createHearing(
    run,
    (change) => {
      for (const listener of listeners) listener(change);
    },
    () => has(TELLS_WHO),
  );
  const followers = new Set<(worksheetId: string) => void>();
  /** Worksheets that we bring into view ourselves, for as long as Excel may still tell of it. */
  const brought = new Set<string>();
  let writing = 0;
  const following = createRegistration(run, (context) =>
    context.workbook.worksheets.onActivated.add(async ({ worksheetId }) => {
      if (writing === 0 && !brought.has(worksheetId)) for (const follow of followers) follow(worksheetId);
    }),
  );
  const bring = (id: string) => {
    brought.add(id);
    setTimeout(() => brought.delete(id), ECHO);
  };
  /** Marks that lie on each worksheet, as far as they were laid since it was last read whole. */
  const laid = new Map<string, string>();
  /** Of each worksheet, what the last whole reading told of it as a whole. */
  const known = new Map<string, Pick<Grid, "merges" | "date1904">>();
  const canHear = has(MARKS_AND_HEARS);

  return {
    kind: "excel",
    can: { hear: canHear, mark: has(MARKS_AND_HEARS), undo: has(KEEPS_UNDO) },
    worksheets: () =>
      run(async (context) => {
        const sheets = context.workbook.worksheets.load("items/id,items/name,items/visibility");
        await context.sync();
        return sheets.items.map(seen);
      }),
    active: () =>
      run(async (context) => {
        const sheet = context.workbook.worksheets.getActiveWorksheet().load("id,name,visibility");
        await context.sync();
        return seen(sheet);
      }),
    async read(id, progress, signal) {
      laid.delete(id);
      const grid = await run((context) => readUsed(context, id, progress, signal), { signal });
      known.set(id, { merges: grid.merges, date1904: grid.date1904 ?? false });
      return grid;
    },
    readArea: (id, address) =>
      run((context) => readPart(context, id, placeOf(address), known.get(id) ?? { merges: [] })),
    write(id, edits) {
      const areas: Area[] = edits.map(({ address }) => placeOf(address));
      const write = () => run((context) => writeCells(context, id, edits), { asOneStep: true });
      return hearing.byUs(id, areas, write);
    },
    async writeSheet(sheet, progress, signal) {
      writing++;
      try {
        const written = await hearing.byUs("", null, () =>
          run((context) => writeWhole(context, sheet, progress, signal), { signal }),
        );
        bring(written.id);
        return written;
      } finally {
        writing--;
      }
    },
    async mark(id, marks) {
      const wanted = JSON.stringify(marks.map(({ address, effect }) => [address, effect]));
      // Laying the same again would cost the person a step of undo.
      if (laid.get(id) === wanted) return;
      laid.delete(id);
      await run((context) => layMarks(context, id, marks));
      laid.set(id, wanted);
    },
    reveal(id, address) {
      bring(id);
      return run(async (context) => {
        const sheet = context.workbook.worksheets.getItem(id);
        sheet.activate();
        sheet.getRange(addressOfArea(placeOf(address))).select();
        await context.sync();
      });
    },
    hear(listener) {
      if (!canHear) return () => {};
      listeners.add(listener);
      if (listeners.size === 1) hearing.start();
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) hearing.stop();
      };
    },
    hearActive(listener) {
      if (!canHear) return () => {};
      followers.add(listener);
      if (followers.size === 1) following.start();
      return () => {
        if (followers.delete(listener) && followers.size === 0) following.stop();
      };
    },
    hearWaiting(listener) {
      waiters.add(listener);
      return () => waiters.delete(listener);
    },
    settings: {
      get: (key) =>
        run(async (context) => {
          const setting = context.workbook.settings.getItemOrNullObject(key).load("value");
          await context.sync();
          return setting.isNullObject ? null : String(setting.value);
        }),
      set: (key, value) =>
        run(async (context) => {
          context.workbook.settings.add(key, value);
          await context.sync();
        }),
    },
  };
}

function seen({ id, name, visibility }: Excel.Worksheet): Worksheet {
  return { id, name, visible: visibility === "Visible" };
}
