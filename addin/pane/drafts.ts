// Explanations typed and not submitted yet, kept on this machine by unit, sheet and period, so that a reload loses
// none. What was submitted, and what is older than a month, is forgotten.
import type { Keep } from "./preferences.ts";

const KEY = "onesheet.explanations";
/** As many tables are kept, the newest. */
const MOST = 20;
const LASTS = 31 * 86_400_000;

type Explanations = Readonly<Record<string, string>>;

interface Draft {
  readonly id: string;
  /** Milliseconds. */
  readonly at: number;
  readonly texts: Explanations;
}

export interface Drafts {
  find(id: string): Explanations;
  /** No texts: forgets them. */
  keep(id: string, texts: Explanations): void;
}

/** `keep` null where the browser allows no storage: then nothing outlives the page. */
export function openDrafts(keep: Keep | null, now: () => number): Drafts {
  const all = () => read(keep).filter(({ at }) => now() - at < LASTS);
  return {
    find: (id) => all().find((draft) => draft.id === id)?.texts ?? {},
    keep(id, texts) {
      const others = all().filter((draft) => draft.id !== id);
      const own = Object.keys(texts).length > 0 ? [{ id, at: now(), texts }] : [];
      const left = [...own, ...others].slice(0, MOST);
      try {
        if (left.length > 0) keep?.setItem(KEY, JSON.stringify(left));
        else keep?.removeItem(KEY);
      } catch {
        // The storage is full: the texts stay in the page, and submitting works.
      }
    },
  };
}

function read(keep: Keep | null): Draft[] {
  try {
    const found: unknown = JSON.parse(keep?.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter(isDraft) : [];
  } catch {
    // Text that is not ours, or spoilt: nothing can be offered again.
    return [];
  }
}

function isDraft(found: unknown): found is Draft {
  const { id, at, texts } = (found ?? {}) as Partial<Draft>;
  return (
    typeof id === "string" &&
    typeof at === "number" &&
    typeof texts === "object" &&
    texts !== null &&
    Object.values(texts).every((text) => typeof text === "string")
  );
}
