// Period words in titles, captions and notes → period code: 一季度, 上半年, 前三季度, 1-9月, 全年, 截至3月底. A missing year
// is taken from the day given. It knows no calendar of reports.
import { tight } from "./text.ts";

const QUARTERS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  "1": 1,
  "2": 2,
  "3": 3,
  "4": 4,
};
const CHINESE_DIGITS = "〇一二三四五六七八九";

/** The period that a text names ("2020Q1", "2020H1", "2020-01..09", "2020-03", "2020"); null when it names none. */
export function periodIn(text: string, yearIfMissing: string | null): string | null {
  const flat = tight(text).replace(/[〇零一二三四五六七八九]{4}(?=年)/g, (year) =>
    [...year.replaceAll("零", "〇")].map((digit) => CHINESE_DIGITS.indexOf(digit)).join(""),
  );
  const named = /((?:19|20)\d{2})(?:年|年度)?/.exec(flat);
  const year = named?.[1] ?? yearIfMissing;
  if (!year) return null;
  const quarter = /第?([一二三四1-4])季度?(?!党|人)/.exec(flat) ?? /(?<![A-Za-z])Q([1-4])(?!\d)/i.exec(flat);
  if (/前三个?季度/.test(flat)) return `${year}-01..09`;
  if (quarter) return `${year}Q${QUARTERS[quarter[1] as string]}`;
  if (/上半年|前二季度|前两季度/.test(flat)) return `${year}H1`;
  if (/下半年/.test(flat)) return `${year}H2`;
  const months = /(?<![\d.])(1[0-2]|0?[1-9])月?[-~—–至到](1[0-2]|0?[1-9])月(?!\d)/.exec(flat);
  if (months && Number(months[1]) < Number(months[2]))
    return range(year, Number(months[1]), Number(months[2]));
  const days = /(?<![\d.])(1[0-2]|0?[1-9])月\d{1,2}日?[-~—–至到](?:\d{4}年)?(1[0-2]|0?[1-9])月\d/.exec(flat);
  if (days && Number(days[1]) <= Number(days[2])) return range(year, Number(days[1]), Number(days[2]));
  const upTo =
    /截[至止](?:日期|时间|到)?:?(?:\d{4}[年.\-/])?(1[0-2]|0?[1-9])[月.\-/]/.exec(flat) ??
    /至(?:\d{4}年)?(1[0-2]|0?[1-9])月/.exec(flat);
  if (upTo) return range(year, 1, Number(upTo[1]));
  const month =
    /(?:19|20)\d{2}[年.\-/](1[0-2]|0?[1-9])(?:月(?!\d)|(?![\d月.\-/]))/.exec(flat) ??
    /(?<!\d)(1[0-2]|0?[1-9])月份/.exec(flat);
  if (month) return `${year}-${String(month[1]).padStart(2, "0")}`;
  return named && /(?:19|20)\d{2}年/.test(flat) ? year : null;
}

/** The shortest code for months `from` to `to`. */
function range(year: string, from: number, to: number): string {
  const two = (month: number) => String(month).padStart(2, "0");
  if (from === to) return `${year}-${two(from)}`;
  if (from === 1 && to === 12) return year;
  if (to - from === 5 && from % 6 === 1) return `${year}H${from === 1 ? 1 : 2}`;
  if (to - from === 2 && from % 3 === 1) return `${year}Q${(from + 2) / 3}`;
  return `${year}-${two(from)}..${two(to)}`;
}
