// Reporting periods as codes: "2020", "2020H1", "2020Q1", "2020-03", "2020-01..09". What time the figures
// are about, never when they were sent. Dates are ISO days; the clock is an argument.

/** First and last day of a period, ISO. Null for a code that is none. */
export function daysOf(period: string): { first: string; last: string } | null {
  const match = /^(\d{4})(?:(H)([12])|(Q)([1-4])|-(0[1-9]|1[0-2])(?:\.\.(0[1-9]|1[0-2]))?)?$/.exec(period);
  if (!match) return null;
  const [, year = "", half, halfNo, quarter, quarterNo, from, to] = match;
  let first = 1;
  let last = 12;
  if (half) [first, last] = halfNo === "1" ? [1, 6] : [7, 12];
  else if (quarter) [first, last] = [Number(quarterNo) * 3 - 2, Number(quarterNo) * 3];
  else if (from) [first, last] = [Number(from), Number(to ?? from)];
  if (last < first) return null;
  const lastDay = new Date(Date.UTC(Number(year), last, 0)).getUTCDate();
  return { first: `${year}-${two(first)}-01`, last: `${year}-${two(last)}-${two(lastDay)}` };
}

/** The period in words: "2020年第一季度", "Q1 2020". */
export function sayPeriod(period: string, language: "zh" | "en"): string {
  const zh = language === "zh";
  const match = /^(\d{4})(.*)$/.exec(period);
  if (!match || !daysOf(period)) return period;
  const [, year = "", rest = ""] = match;
  if (rest === "") return zh ? `${year}年` : year;
  if (rest[0] === "H") return zh ? `${year}年${rest === "H1" ? "上" : "下"}半年` : `${rest} ${year}`;
  if (rest[0] === "Q") return zh ? `${year}年第${"一二三四"[Number(rest[1]) - 1]}季度` : `${rest} ${year}`;
  const [from = "", to] = rest.slice(1).split("..");
  if (!to) return zh ? `${year}年${Number(from)}月` : `${year}-${from}`;
  return zh ? `${year}年${Number(from)}—${Number(to)}月` : `${year}-${from} to ${year}-${to}`;
}

/** The period of the same length just before: "2020Q1" → "2019Q4"; null for a range of months. */
export function periodBefore(period: string): string | null {
  const match = /^(\d{4})(?:([HQ])(\d)|-(\d\d))?$/.exec(period);
  if (!match || !daysOf(period)) return null;
  const year = Number(match[1]);
  const [, , part, number, month] = match;
  if (part) {
    const most = part === "H" ? 2 : 4;
    return number === "1" ? `${year - 1}${part}${most}` : `${year}${part}${Number(number) - 1}`;
  }
  if (month) return month === "01" ? `${year - 1}-12` : `${year}-${two(Number(month) - 1)}`;
  return String(year - 1);
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
