// The outbox where the browser keeps nothing for a frame of another site: reading it is no trouble, keeping is refused.
import { expect, test } from "vitest";
import { type Kept, openOutbox } from "../../addin/pane/outbox.ts";

const KEPT: Kept = {
  id: "1001|any|2026Q3",
  person: 1,
  savedAt: "2026-11-20T08:00:00.000Z",
  body: {} as Kept["body"],
  refusal: null,
};

/** A browser that forbids its database, by an event or by throwing. */
function forbidding(by: "event" | "throw"): IDBFactory {
  const open = () => {
    if (by === "throw") throw new DOMException("not allowed", "SecurityError");
    const request = { error: new DOMException("denied", "UnknownError"), onerror: () => {} };
    queueMicrotask(() => request.onerror());
    return request;
  };
  return { open } as unknown as IDBFactory;
}

test.each(["event", "throw"] as const)(
  "a database forbidden by %s: empty, and to put rejects",
  async (by) => {
    const outbox = openOutbox(forbidding(by));
    expect(await outbox.list()).toEqual([]);
    await outbox.remove(KEPT.id);
    await expect(outbox.put(KEPT)).rejects.toBeInstanceOf(DOMException);
  },
);
