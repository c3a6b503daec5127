// Excel behind the port; with the files beside it in excel/, the only code that says `Excel`. Reads and writes
// in blocks with one sync each, never one per cell; marks with conditional formats of its own; never touches
// fills, comments, protection or anyone else's formats. Excel's errors become refusals.
import { clearMarks, layMarks } from "./excel/marks.ts";
import { readPart, readUsed } from "./excel/read.ts";
import { asRefusal } from "./excel/refusal.ts";
import { writeCells, writeWhole } from "./excel/write.ts";
import { addressOfArea, placeOf } from "./grid-edit.ts";
import type { Change, Workbook, Worksheet } from "./workbook.ts";

/** How long after a write its own events still arrive, on builds whose events do not say who caused them. */
const ECHO = 800;

function has(set: string): boolean {
  return Office.context.requirements.isSetSupported("ExcelApi", set);
}

async function run<T>(batch: (context: Excel.RequestContext) => Promise<T>): Promise<T> {
  try {
    // Waits for a cell that is being edited, where Excel can; else it refuses.
    return await Excel.run({ delayForCellEdit: true }, batch);
  } catch (cause) {
    throw asRefusal(cause);
  }
}

/** The workbook that the add-in is open in. Office must be ready, with ExcelApi 1.9 at least. */
export function createExcelHost(): Workbook {
  const listeners = new Set<(change: Change) => void>();
  let hearing: { stop(): void } | null = null;
  let own = 0;

  /** Marks a write as ours while it and its echo last. */
  const byUs = async <T>(act: () => Promise<T>): Promise<T> => {
    own++;
    try {
      return await act();
    } finally {
      setTimeout(() => own--, ECHO);
    }
  };

  const tell = async (event: Excel.WorksheetChangedEventArgs): Promise<void> => {
    const isOurs = has("1.14") ? event.triggerSource === "ThisLocalAddin" : own > 0;
    if (isOurs) return;
    // Rows or columns that came or went move everything behind them.
    const address = event.changeType === "RangeEdited" ? plain(event.address) : null;
    for (const listener of listeners) listener({ worksheetId: event.worksheetId, address });
  };

  return {
    kind: "excel",
    can: { hear: true, mark: true, undo: has("1.19") },
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
    read: (id, progress, signal) => run((context) => readUsed(context, id, progress, signal)),
    readArea: (id, address) => run((context) => readPart(context, id, placeOf(address))),
    write: (id, edits) => byUs(() => run((context) => writeCells(context, id, edits))),
    writeSheet: (sheet, progress, signal) =>
      byUs(() => run((context) => writeWhole(context, sheet, progress, signal))),
    mark: (id, marks) =>
      byUs(() =>
        run(async (context) => {
          const sheet = context.workbook.worksheets.getItem(id);
          await clearMarks(context, sheet);
          layMarks(sheet, marks);
          await context.sync();
        }),
      ),
    reveal: (id, address) =>
      run(async (context) => {
        const sheet = context.workbook.worksheets.getItem(id);
        sheet.activate();
        sheet.getRange(addressOfArea(placeOf(address))).select();
        await context.sync();
      }),
    hear(listener) {
      listeners.add(listener);
      hearing ??= listen(tell);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        hearing?.stop();
        hearing = null;
      };
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

/** Registering takes a round trip; stopping before it ended is remembered. */
function listen(tell: (event: Excel.WorksheetChangedEventArgs) => Promise<void>): { stop(): void } {
  const registered = run(async (context) => {
    const handler = context.workbook.worksheets.onChanged.add(tell);
    await context.sync();
    return handler;
  });
  return {
    stop() {
      void registered.then((handler) =>
        // A handler is removed in the context that it was added in.
        Excel.run(handler.context, async (context) => {
          handler.remove();
          await context.sync();
        }),
      );
    },
  };
}

function seen({ id, name, visibility }: Excel.Worksheet): Worksheet {
  return { id, name, visible: visibility === "Visible" };
}

/** "D8" or "D8:F9"; anything else (several areas, whole columns) counts as "anything may have changed". */
function plain(address: string): string | null {
  return /^[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?$/.test(address) ? address : null;
}
