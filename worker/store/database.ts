// The database as the store needs it: the part of D1 that is used, so that the same statements run on hosted
// D1, on workerd and behind a test's wrapper. Knows which failures pass by themselves and which never do.

export interface Result<T = unknown> {
  readonly results: T[];
  readonly meta: { readonly rows_read: number; readonly rows_written: number; readonly changes: number };
}

export interface Statement {
  bind(...values: unknown[]): Statement;
  all<T>(): Promise<Result<T>>;
  first<T>(): Promise<T | null>;
}

export interface Database {
  prepare(sql: string): Statement;
  /** One transaction; a failing statement undoes all of them. */
  batch<T>(statements: Statement[]): Promise<Result<T>[]>;
}

/** Rows a statement may hold in one value or row; D1 refuses 2,000,000 bytes, the rest is for the other columns. */
export const MAX_ROW_BYTES = 1_900_000;

/** The day that wall clocks in UTC+8 show, ISO. */
export function dayOf(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** What D1 says when a connection or an object was lost: the same batch may be sent again if it is guarded. */
function isPassing(error: unknown): boolean {
  return /network connection lost|object to be reset|code was updated|transient issue/i.test(String(error));
}

/**
 * The database is to blame and not the statement: a lost connection, too much to do, or anything else that D1 says
 * and SQLite does not. Asking again later is safe, because what was sent is kept once; and it may succeed.
 */
export function isUnavailable(error: unknown): boolean {
  const said = String(error);
  const ofStatement = /SQLITE_\w+|constraint failed|no such (table|column)|syntax error|too many/i.test(said);
  return (
    isPassing(error) ||
    /overloaded|requests queued/i.test(said) ||
    (/\bD1_(EXEC_)?ERROR/.test(said) && !ofStatement)
  );
}

/** A guard failed: its expression gave NULL for this column, and the whole batch was undone. */
export function isGuarded(error: unknown, column: string): boolean {
  return String(error).includes(`NOT NULL constraint failed: ${column}`);
}

/** Full jitter before the second, third and fourth try, in milliseconds at most. */
const WAITS = [50, 200, 800];

/**
 * Sends a guarded batch up to four times while its failure is a passing one. Its own earlier try may have been
 * kept without an answer: then the guard fails, and the caller reads what is stored. Throws what is left.
 */
export async function persistently<T>(act: () => Promise<T>): Promise<T> {
  for (const most of WAITS) {
    try {
      return await act();
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    await new Promise((resume) => setTimeout(resume, Math.random() * most));
  }
  return act();
}
