// What Excel makes of a text that is typed into a cell, or written to it, which is the same: formula, number,
// percentage, date, truth value, error, or text. As eager as Excel in a Chinese installation, so that a host
// that forgets to guard a text is caught.

export type Scalar = string | number | boolean;

export interface Typed {
  readonly value: Scalar;
  readonly formula?: string;
  /** The number format that Excel gives the cell along with the value. */
  readonly format?: string;
}

const ERRORS: ReadonlySet<string> = new Set(
  "#N/A #VALUE! #REF! #DIV/0! #NUM! #NAME? #NULL! #SPILL! #CALC!".split(" "),
);

/** `isText`: the cell has the format of text, in which all becomes text, numbers and an apostrophe too. */
export function typed(input: Scalar, isText: boolean): Typed {
  if (isText && typeof input !== "string") return { value: String(input).toUpperCase() };
  if (typeof input !== "string" || input === "" || isText) return { value: input };
  if (input.startsWith("'")) return { value: input.slice(1) };
  // Excel reads a sign or an "at" before a word as the beginning of a formula.
  if (/^=./s.test(input) || /^[+\-@](?=[^\d.,\s])/.test(input))
    return { value: 0, formula: input.startsWith("=") ? input : `=${input}` };
  const text = input.trim();
  if (ERRORS.has(text.toUpperCase())) return { value: text.toUpperCase() };
  if (/^(?:true|false)$/i.test(text)) return { value: text.toLowerCase() === "true" };
  return numberIn(text) ?? dateIn(text) ?? { value: input };
}

function numberIn(text: string): Typed | null {
  const match = /^(\()?([+-]?)[¥$￥]?(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?(e[+-]?\d+)?(%)?\)?$/i.exec(text);
  if (!match || (match[3] ?? match[4] ?? "") === "" || match[4] === ".") return null;
  const [, bracket, sign, whole = "0", part = "", power = "", percent] = match;
  const size = Number(`${whole.replaceAll(",", "")}${part}${power}`);
  const value = (bracket || sign === "-" ? -size : size) / (percent ? 100 : 1);
  return percent ? { value, format: "0%" } : { value };
}

function dateIn(text: string): Typed | null {
  const day = /^(\d{4})[-/年](\d{1,2})(?:[-/月](\d{1,2})日?|月)?$/.exec(text);
  if (day) return dated(Number(day[1]), Number(day[2]), Number(day[3] ?? 1), "yyyy/m/d");
  const month = /^(\d{1,2})[-/月](\d{1,2})日?$/.exec(text);
  if (month) return dated(2026, Number(month[1]), Number(month[2]), 'm"月"d"日"');
  const time = /^(上午|下午)?\s*(\d{1,2})[:：](\d{2})$/.exec(text);
  if (!time) return null;
  const hours = Number(time[2]) + (time[1] === "下午" ? 12 : 0);
  return { value: (hours + Number(time[3]) / 60) / 24, format: "h:mm" };
}

function dated(year: number, month: number, day: number, format: string): Typed | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  return { value: at.getTime() / 86_400_000 + 25_569, format };
}

/** What a cell shows: days as year, month and day; other formats are not told apart here. */
export function textOf(value: Scalar, format: string, date1904: boolean): string {
  if (typeof value !== "number" || !/y/i.test(format)) return String(value);
  const at = new Date((value - 25_569 + (date1904 ? 1_462 : 0)) * 86_400_000);
  return `${at.getUTCFullYear()}/${at.getUTCMonth() + 1}/${at.getUTCDate()}`;
}
