// Days in cells: serial numbers, 2020.3.27, 2020年3月27日, 3月27日, 20200327, 3月下旬, 6月底前, 2月18日至3月28日. It says
// what a text means and what was assumed; a missing year is taken from the period, and said so.
import { numeralIn } from "./numeral.ts";
import { tight } from "./text.ts";

export interface DayRead {
  readonly from: string;
  /** Last day of a range, else the same day. */
  readonly to: string;
  /** No year was written. */
  readonly assumed: boolean;
  /** 下旬, 月底, a month without a day: the day is a guess. */
  readonly about: boolean;
  /** Days in a list (3.5、3.12), of which those between are not meant. */
  readonly listed?: boolean;
  /** Written in full: 2020-03-27, 2020.3.27, 2020年3月27日, 20200327. */
  readonly full: boolean;
}

/** What the year of 3月27日 is taken from. */
export interface DateHints {
  /** First and last day of the reporting period, where known. */
  readonly first: string | null;
  readonly last: string | null;
  readonly today: string;
}

const DAY = 86_400_000;

/** Excel's serial number as an ISO day; null outside 1954–2119, where a number is no day of a report. */
export function dayOfSerial(serial: number, date1904 = false): string | null {
  const days = Math.floor(serial) + (date1904 ? 1462 : 0);
  return days >= 20_000 && days <= 80_000 ? new Date((days - 25_569) * DAY).toISOString().slice(0, 10) : null;
}

/** Words for "at once" and "for good", of which a column may allow one form each. */
const AT_ONCE =
  /^(立行立改|立整立改|即整即改|边整边改|即日|即时|立即|立即整改|立查立改|即知即改|即行即改|马上整改)$/;
const FOR_GOOD = /^(长期坚持|长期|长期执行|持续推进|持续坚持|持续整改|常态化|常态化推进)$/;

/** 即日 → 立行立改, 长期 → 长期坚持; any other text as it is. */
export function dueWord(text: string): string {
  return AT_ONCE.test(text) ? "立行立改" : FOR_GOOD.test(text) ? "长期坚持" : text;
}

/** The serial number of an ISO day. */
export function serialOfDay(iso: string, date1904 = false): number {
  return Date.parse(`${iso}T00:00:00Z`) / DAY + 25_569 - (date1904 ? 1462 : 0);
}

/** True for a number format that shows a day or a time. */
export function isDateFormat(format: string): boolean {
  if (format === "General" || format === "@") return false;
  const bare = format.replace(/"[^"]*"|\\.|\[[^\]]*\]|[*_]./g, "");
  return /[ymdhs]/i.test(bare) && !/[#0?]/.test(bare.replace(/[sS]\.0+/, ""));
}

interface Parts {
  year: number | null;
  month: number | null;
  day: number | null;
  about: boolean;
}

/** The day or range that a text names; null when it names none. */
export function readDay(text: string, hints: DateHints): DayRead | null {
  if (/^(截至|截止|到)?(目前|今日|今天|当前|至今)(为止)?$/.test(tight(text)))
    return { from: hints.today, to: hints.today, assumed: false, about: true, full: false };
  const flat = plainDay(text);
  const single = partsOf(flat);
  if (single) return resolve(single, null, hints);
  for (const match of flat.matchAll(/至|到|~|—+|–|-+|、/g)) {
    const left = flat.slice(0, match.index);
    const right = flat.slice(match.index + match[0].length);
    const from = partsOf(left) ?? bareNumber(left, right);
    const to = partsOf(right) ?? bareDay(right);
    if (!from || !to || (from.day === null && from.month === null)) continue;
    if (to.month === null) to.month = from.month;
    if (from.month === null) from.month = to.month;
    if (from.year === null && to.year !== null) from.year = to.year;
    if (to.year === null) to.year = from.year;
    const range = resolve(from, to, hints);
    if (range && range.from <= range.to) return match[0] === "、" ? { ...range, listed: true } : range;
  }
  return null;
}

function plainDay(text: string): string {
  return tight(text)
    .replace(/^['’]/, "")
    .replace(/\((星期|周)[一二三四五六日天]\)|(星期|周)[一二三四五六日天]|\(含\)/g, "")
    .replace(/(\d)[T]?\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$/, (whole, digit: string) =>
      /\d:\d/.test(whole) ? digit : whole,
    )
    .replace(HOURS_OF_DAY, "")
    .replace(/(?<=[日号])\d{1,2}:\d{2}(:\d{2})?$/, "")
    .replace(/^(截至|截止|到|至)/, "")
    .replace(/(以前|之前|前|止|左右|起)$/, "");
}

/** 上午, 上午9:00, 9点至11点半, 下午2时到5时: what follows the day. */
const CLOCK = "\\d{1,2}[:时点](?:\\d{1,2}分?|半|整)?";
const PART = "(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上)";
const HOURS_OF_DAY = new RegExp(
  `(?:${PART}(?:${CLOCK})?|\\d{1,2}[时点](?:\\d{1,2}分|半|整)?)(?:[-~—–至到]${PART}?${CLOCK})?$`,
);

const MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

function partsOf(flat: string): Parts | null {
  let match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(flat) ??
    /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(flat);
  if (match) return parts(match[1], match[2], match[3]);
  match = /^(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(flat);
  if (match) return parts(`20${match[1]}`, match[2], match[3]);
  match = /^(\d{1,2})(?:月|[-/.])(\d{1,2})[日号]?$/.exec(flat);
  if (match) return parts(null, match[1], match[2]);
  match = /^(\d{1,2})-?([a-z]{3})[a-z]*(?:-?(\d{4}|\d{2}))?$/i.exec(flat);
  if (match) {
    const month = MONTHS.indexOf((match[2] as string).toLowerCase());
    const year = match[3] === undefined ? null : match[3].length === 2 ? `20${match[3]}` : match[3];
    return month >= 0 && month % 3 === 0 ? parts(year, month / 3 + 1, match[1]) : null;
  }
  match =
    /^(?:(\d{4})[-/.年])?(\d{1,2}|[一二三四五六七八九十]{1,2})(?:月份?)(上旬|中旬|下旬|初|中|底|末)?$/.exec(
      flat,
    ) ?? /^(\d{4})[-/.](\d{1,2})()$/.exec(flat);
  if (match) {
    const month = Number(match[2]) || numeralIn(match[2] as string);
    const word = match[3] ?? "";
    const day = word === "上旬" ? 10 : word === "中旬" ? 20 : word === "初" ? 1 : word === "中" ? 15 : null;
    return month
      ? { ...(parts(match[1] ?? null, month, day ?? 1) as Parts), day, about: word !== "底" && word !== "末" }
      : null;
  }
  match = /^(\d{4})年?(年底|年末|底|末)$/.exec(flat);
  if (match) return parts(match[1], 12, 31);
  match = /^(年底|年末)$/.exec(flat);
  return match ? parts(null, 12, 31) : null;
}

function parts(
  year: string | null | undefined,
  month: string | number | undefined,
  day: string | number | undefined,
): Parts | null {
  const found = { year: year ? Number(year) : null, month: Number(month), day: Number(day), about: false };
  const valid =
    found.month >= 1 &&
    found.month <= 12 &&
    found.day >= 1 &&
    found.day <= daysIn(found.year ?? 2000, found.month);
  return valid && (found.year === null || (found.year >= 1900 && found.year <= 2100)) ? found : null;
}

/** The right side of 3月2日-6日 or 3.2-6. */
function bareDay(text: string): Parts | null {
  const match = /^(\d{1,2})[日号]?$/.exec(text);
  const day = Number(match?.[1]);
  return match && day >= 1 && day <= 31 ? { year: null, month: null, day, about: false } : null;
}

/** The left side of 4至6月份: a month that the right side names as such. */
function bareNumber(left: string, right: string): Parts | null {
  const match = /^(?:(\d{4})年)?(\d{1,2})月?$/.exec(left);
  const month = Number(match?.[2]);
  if (!match || !/^\d{1,2}月份?$/.test(right) || month < 1 || month > 12) return null;
  return { year: match[1] ? Number(match[1]) : null, month, day: 1, about: false };
}

function resolve(from: Parts, to: Parts | null, hints: DateHints): DayRead | null {
  const start = isoOf(from, hints);
  const end = to ? isoOf(to, hints) : start;
  if (!start || !end) return null;
  return {
    from: start,
    to: end,
    assumed: from.year === null,
    about: from.about || (to?.about ?? false),
    full: to === null && from.year !== null && !from.about && from.day !== null,
  };
}

function isoOf({ year, month, day }: Parts, hints: DateHints): string | null {
  if (month === null) return null;
  const chosen = year ?? yearFor(month, hints);
  const last = daysIn(chosen, month);
  if (day !== null && day > last) return null;
  return `${chosen}-${String(month).padStart(2, "0")}-${String(day ?? last).padStart(2, "0")}`;
}

/** The year in which the month falls into the period; without a period the latest that is not in the future. */
function yearFor(month: number, { first, last, today }: DateHints): number {
  if (first && last) {
    const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
    return from !== to && month >= Number(first.slice(5, 7)) ? from : to;
  }
  const year = Number(today.slice(0, 4));
  return month > Number(today.slice(5, 7)) ? year - 1 : year;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** "9:30", "上午9时30分", a fraction of a day → "09:30"; null when it is no time. */
export function readTime(cell: string | number): string | null {
  if (typeof cell === "number") {
    const minutes = Math.round((cell % 1) * 1440);
    return cell >= 0 ? clock(Math.floor(minutes / 60) % 24, minutes % 60) : null;
  }
  const match =
    /^(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)?(上午|下午|晚上|早上|中午)?(\d{1,2})(?:[:时点](\d{1,2}|半|整)?)分?(?::\d{2})?(?:[-~—至到].*)?$/.exec(
      tight(cell),
    );
  if (!match) return null;
  const late = (match[1] === "下午" || match[1] === "晚上") && Number(match[2]) < 12;
  const minutes = match[3] === "半" ? 30 : match[3] === "整" ? 0 : Number(match[3] ?? 0);
  return clock(Number(match[2]) + (late ? 12 : 0), minutes);
}

function clock(hours: number, minutes: number): string | null {
  return hours < 24 && minutes < 60
    ? `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`
    : null;
}
