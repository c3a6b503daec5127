// Questions about who has reported: shares before pulling, the units missing, the list as text to send on.
import type { Expectation } from "../../../shared/wire.ts";

export interface Progress {
  readonly expected: number;
  readonly reported: number;
  readonly accepted: number;
  readonly onTime: number;
}

export function progressOf(reporting: readonly Expectation[]): Progress {
  return {
    expected: reporting.length,
    reported: reporting.filter(({ rev }) => rev > 0).length,
    accepted: reporting.filter(({ standing }) => standing === "accepted").length,
    onTime: reporting.filter(({ onTime }) => onTime === true).length,
  };
}

/** Units from which nothing has come. */
export function missingOf(reporting: readonly Expectation[]): Expectation[] {
  return reporting.filter(({ rev }) => rev === 0);
}

/** Units whose submission came after its day. */
export function lateOf(reporting: readonly Expectation[]): Expectation[] {
  return reporting.filter(({ onTime }) => onTime === false);
}

/** "96.7%" of a part, "—" of nothing: a share over nothing is not zero. */
export function sayShare(part: number, whole: number): string {
  return whole === 0 ? "—" : `${((part / whole) * 100).toFixed(1)}%`;
}

/** Sheets and periods that occur, the newest period first. */
export function askedOf(
  list: readonly { sheet: string; period: string }[],
): { sheet: string; period: string }[] {
  const seen = new Map(list.map(({ sheet, period }) => [`${sheet}|${period}`, { sheet, period }]));
  return [...seen.values()].sort((a, b) =>
    a.period < b.period ? 1 : a.period > b.period ? -1 : a.sheet < b.sheet ? -1 : 1,
  );
}
