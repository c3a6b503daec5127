// Days and times as people of the city read them: UTC+8, whatever the machine's zone. The clock itself is
// an argument.

const EIGHT_HOURS = 8 * 3_600_000;

/** ISO day in UTC+8 of a time in milliseconds. */
export function dayOf(now: number): string {
  return new Date(now + EIGHT_HOURS).toISOString().slice(0, 10);
}

/** "2020-04-03 10:32" of an ISO time, in UTC+8. */
export function sayTime(iso: string): string {
  return new Date(Date.parse(iso) + EIGHT_HOURS).toISOString().slice(0, 16).replace("T", " ");
}

/** "10:32" of an ISO time, in UTC+8. */
export function sayClock(iso: string): string {
  return sayTime(iso).slice(11);
}

/** Whole days from one ISO day to another; below zero when the second lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);
}
