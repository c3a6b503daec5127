// What a person prefers on this machine: language, theme, marks in the grid. Kept in the browser, never sent.
// Shared by the pane and the bar of the workbench, so both hear of a change.

export type Language = "zh" | "en";
export type Theme = "auto" | "light" | "dark";
export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly marks: boolean;
}

const KEY = "onesheet.preferences";
export type Keep = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export interface PreferenceBook {
  now(): Preferences;
  change(part: Partial<Preferences>): void;
  /** Calls back at each change; returns the act that stops it. */
  hear(listener: (preferences: Preferences) => void): () => void;
}

/** The book of preferences; `keep` null where the browser allows no storage: then they last until closing. */
export function openPreferences(keep: Keep | null, first: Preferences): PreferenceBook {
  let preferences = read(keep, first);
  const listeners = new Set<(preferences: Preferences) => void>();
  return {
    now: () => preferences,
    change(part) {
      preferences = { ...preferences, ...part };
      keep?.setItem(KEY, JSON.stringify(preferences));
      for (const listener of listeners) listener(preferences);
    },
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read(keep: Keep | null, first: Preferences): Preferences {
  const text = keep?.getItem(KEY);
  if (!text) return first;
  try {
    const { language, theme, marks } = JSON.parse(text) as Partial<Preferences>;
    return {
      language: language === "zh" || language === "en" ? language : first.language,
      theme: theme === "light" || theme === "dark" || theme === "auto" ? theme : first.theme,
      marks: typeof marks === "boolean" ? marks : first.marks,
    };
  } catch {
    // Text that is not ours (an older form, or spoilt): begin anew, nothing of value is lost.
    return first;
  }
}

/** The browser's storage, or null where it is forbidden (third-party frames may forbid it by throwing). */
export function browserStorage(of: "localStorage" | "sessionStorage" = "localStorage"): Keep | null {
  try {
    return globalThis[of] ?? null;
  } catch {
    // The frame may not store: preferences and sign-in last until closing.
    return null;
  }
}
