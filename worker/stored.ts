// Reading JSON that the database holds.

/** Parsed JSON that was stored. A text that is none throws without quoting it: what people sent is not for the log. */
export function readStored<T>(text: string): T {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("stored JSON cannot be read");
  }
}
