// One act on the workbook: waits for a cell that is being edited where Excel can, says so when it takes longer
// than a second, lets the person stop waiting, and turns Excel's errors into refusals.
import { asRefusal } from "./refusal.ts";

/** Excel answers the first question of every act at once, unless a cell is being edited. */
const PATIENCE = 1_000;

type Batch<T> = (context: Excel.RequestContext) => Promise<T>;
export type Run = <T>(batch: Batch<T>, options?: RunOptions) => Promise<T>;

interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** All writes are one step of undo, where Excel can join them. */
  readonly asOneStep?: boolean;
}

/** `tell` hears true when an act has begun to wait for the person, and false when none waits any more. */
export function createRun(tell: (waiting: boolean) => void): Run {
  let waiting = 0;
  const watch = () => {
    let isWaiting = false;
    const timer = setTimeout(() => {
      isWaiting = true;
      if (++waiting === 1) tell(true);
    }, PATIENCE);
    return () => {
      clearTimeout(timer);
      if (isWaiting && --waiting === 0) tell(false);
      isWaiting = false;
    };
  };

  return async (batch, { signal, asOneStep = false } = {}) => {
    signal?.throwIfAborted();
    const stopWatching = watch();
    let abort = () => {};
    const stopped = new Promise<never>((_, reject) => {
      abort = () => reject(signal?.reason);
    });
    signal?.addEventListener("abort", abort);
    // From the first answer on the batch itself looks at the signal, between its steps.
    const answered = () => {
      stopWatching();
      signal?.removeEventListener("abort", abort);
    };
    const joins = asOneStep && Office.context.requirements.isSetSupported("ExcelApi", "1.20");
    const options = { delayForCellEdit: true, ...(joins ? { mergeUndoGroup: true } : {}) };
    const acting = Excel.run(options, (context) => {
      const sync = context.sync.bind(context);
      context.sync = (async (value: unknown) => {
        try {
          return await sync(value);
        } finally {
          answered();
        }
      }) as typeof context.sync;
      return batch(context);
    });
    try {
      return await Promise.race([acting, stopped]);
    } catch (cause) {
      throw asRefusal(cause);
    } finally {
      answered();
    }
  };
}
