// The days that a sample workbook names: inside its reporting period, so that samples are right in any year.
import { daysOf, sayPeriod } from "../../shared/report/period.ts";

/** For whom and when the samples are made. `today` is an ISO day after the period. */
export interface SampleSetting {
  readonly unitName: string;
  /** Party members of the unit, as the superior holds them: at least 33, so that ten groups can be shown. */
  readonly members: number;
  readonly period: string;
  readonly today: string;
}

export interface Calendar {
  readonly unit: string;
  readonly members: number;
  /** "2026年第三季度". */
  readonly period: string;
  /** Last day of the period, ISO, and as captions write it. */
  readonly last: string;
  readonly lastInWords: string;
  readonly today: string;
  readonly todayInWords: string;
  /** ISO day of the period's month, from 1. */
  day(month: number, day: number): string;
  /** The same day as a clerk may write it. */
  dotted(month: number, day: number): string;
  inWords(month: number, day: number): string;
  joined(month: number, day: number): string;
}

/** Throws RangeError for a period code that is none or shorter than three months, or too few members. */
export function calendarOf(setting: SampleSetting): Calendar {
  const days = daysOf(setting.period);
  const year = Number(days?.first.slice(0, 4));
  const first = Number(days?.first.slice(5, 7));
  if (!days || Number(days.last.slice(5, 7)) < first + 2)
    throw new RangeError(`not three months: ${setting.period}`);
  if (setting.members < 33) throw new RangeError(`too few members for the samples: ${setting.members}`);
  const parts = (month: number, day: number) => [year, first + month - 1, day] as const;
  const two = (n: number) => String(n).padStart(2, "0");
  const words = (iso: string) =>
    `${iso.slice(0, 4)}年${Number(iso.slice(5, 7))}月${Number(iso.slice(8, 10))}日`;
  const iso = (month: number, day: number) => {
    const [y, m, d] = parts(month, day);
    return `${y}-${two(m)}-${two(d)}`;
  };
  return {
    unit: setting.unitName,
    members: setting.members,
    period: sayPeriod(setting.period, "zh"),
    last: days.last,
    lastInWords: words(days.last),
    today: setting.today,
    todayInWords: words(setting.today),
    day: iso,
    dotted: (month, day) => parts(month, day).join("."),
    inWords: (month, day) => words(iso(month, day)),
    joined: (month, day) => iso(month, day).replaceAll("-", ""),
  };
}
