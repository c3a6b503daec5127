// Listening to one of Excel's events: added when it is wanted, removed when it is not, tried again when Excel is busy.
import type { Run } from "./run.ts";

/** Registering fails while a cell is being edited, on builds that cannot wait. */
const AGAIN = 2_000;

export interface Registration {
  start(): void;
  stop(): void;
}

export function createRegistration<T>(
  run: Run,
  add: (context: Excel.RequestContext) => OfficeExtension.EventHandlerResult<T>,
): Registration {
  let registered: OfficeExtension.EventHandlerResult<T> | null = null;
  let wanted = false;
  let trying = false;

  async function register(): Promise<void> {
    if (trying || registered) return;
    trying = true;
    try {
      registered = await run(async (context) => {
        const handler = add(context);
        await context.sync();
        return handler;
      });
    } catch {
      // Nothing is lost but the hints: the person can check by hand meanwhile.
      setTimeout(() => wanted && register(), AGAIN);
    } finally {
      trying = false;
    }
    if (!wanted) await unregister();
  }

  async function unregister(): Promise<void> {
    const handler = registered;
    registered = null;
    if (!handler) return;
    try {
      // A handler is removed in the context that it was added in.
      await Excel.run(handler.context, async (context) => {
        handler.remove();
        await context.sync();
      });
    } catch {
      // Excel is gone or busy: what still comes finds nobody listening.
    }
  }

  return {
    start() {
      wanted = true;
      void register();
    },
    stop() {
      wanted = false;
      void unregister();
    },
  };
}
