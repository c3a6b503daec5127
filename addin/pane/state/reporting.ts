// Questions about who has reported: shares before pulling, the units missing, the list as text to send on.
import type { AskablePeriod, Expectation } from "../../../shared/wire.ts";
import type { Pull } from "./state.ts";

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

/** What is asked for now. */
export function askedOf({ askable, sheet, period }: Pull): AskablePeriod | null {
  return askable.periods.find((one) => one.sheet === sheet && one.period === period) ?? null;
}

/** "96.7%" of a part, "—" of nothing: a share over nothing is not zero. */
export function sayShare(part: number, whole: number): string {
  return whole === 0 ? "—" : `${((part / whole) * 100).toFixed(1)}%`;
}

/**
 * What is asked for first: of the sheet in view where it is expected, the newest period from which something has
 * come; else the newest that is open; else the newest.
 */
export function firstAsked(periods: readonly AskablePeriod[], sheetInView?: string): AskablePeriod | null {
  const own = periods.filter(({ sheet }) => sheet === sheetInView);
  const among = own.length > 0 ? own : periods;
  return among.find(({ received }) => received) ?? among.find(({ open }) => open) ?? among[0] ?? null;
}
