// Submissions that could not be sent: kept on this machine with the local time until the network is back,
// also over closing. Sending twice is harmless, since the same content gets the same receipt.
import type { Refusal, SubmissionBody } from "../../shared/wire.ts";

/** One kept submission. `person` is who may send it. */
export interface Kept {
  /** unit|sheet|period: a newer one of the same takes its place. */
  readonly id: string;
  readonly person: number;
  readonly savedAt: string;
  readonly body: SubmissionBody;
  /** Set when the server has since refused it; it stays until the person decides. */
  readonly refusal: Refusal | null;
}

export interface Outbox {
  list(): Promise<Kept[]>;
  put(kept: Kept): Promise<void>;
  remove(id: string): Promise<void>;
}

export function keptId(body: Pick<SubmissionBody, "unit" | "sheet" | "period">): string {
  return `${body.unit}|${body.sheet}|${body.period}`;
}

/**
 * The outbox in the browser's database. Where the browser forbids it (a frame of another site, a private window),
 * nothing is ever kept: the list is empty, and to put rejects.
 */
export function openOutbox(factory: IDBFactory): Outbox {
  const opened = new Promise<IDBDatabase>((resolve, reject) => {
    const request = factory.open("onesheet", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const isAllowed = opened.then(
    () => true,
    () => false,
  );
  const run = async <T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>) => {
    const database = await opened;
    return new Promise<T>((resolve, reject) => {
      const transaction = database.transaction("outbox", mode);
      const request = act(transaction.objectStore("outbox"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  };
  return {
    async list() {
      return (await isAllowed) ? run("readonly", (store) => store.getAll() as IDBRequest<Kept[]>) : [];
    },
    async put(kept) {
      await run("readwrite", (store) => store.put(kept));
    },
    async remove(id) {
      if (await isAllowed) await run("readwrite", (store) => store.delete(id));
    },
  };
}
