// What goes into the log: that something went wrong, where, and never what people sent. An error's message may quote
// what it stumbled over, so only its name and its frames are written; what the database says quotes no bound value.

/** Logs an error on one line; `request` says which it belongs to. */
export function logTrouble(error: unknown, request: Readonly<Record<string, unknown>> = {}): void {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error("not an error");
  const frames = stack
    .replace(message, "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line));
  const database = /^D1_\w*ERROR/.test(message) ? { database: message } : {};
  console.error(
    JSON.stringify({ ...request, error: name, ...database, stack: frames.map((line) => line.trim()) }),
  );
}
