// Numbers in cells: plain, with separators, units, Chinese numerals, approximate, ranges; and exact decimal sums.
// It says what a text means and how sure that is; what to do with it is decided by the column.
import { numeralIn } from "./numeral.ts";
import { isNone, isNotApplicable, tight } from "./text.ts";
import { unitOf } from "./unit-of-measure.ts";

/** A number that a text holds. `unit` is written in the cell; `about` says that it is not exact. */
interface NumberRead {
  readonly is: "number";
  readonly value: number;
  readonly unit: string | null;
  /** "~" about, ">=" at least, "<=" at most. */
  readonly about: "~" | ">=" | "<=" | null;
  /** 下降, 减少: the value is already negative. */
  readonly words: boolean;
  /** 5万, 三千: the size is written out, without a unit. */
  readonly sized: boolean;
}

export type Reading =
  | NumberRead
  /** 1-2: nothing to add up. */
  | { readonly is: "range"; readonly least: number; readonly most: number }
  /** 无 */
  | { readonly is: "none" }
  /** — or / */
  | { readonly is: "notApplicable" }
  /** Several numbers. */
  | { readonly is: "several" }
  | { readonly is: "text" };

const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const SEPARATED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const NUMERAL = "[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬]+";
const FIGURE = "[+-]?\\d[\\d,]*(?:\\.\\d+)?";
const SHAPE = new RegExp(
  `^(?:(约为?|大约|大概|近|将近|接近|超过|超|逾|不少于|不低于|至少|达到?|不超过|不足|最多|[≥≤><~]=?))?(${FIGURE}|${NUMERAL})([十百千万亿]*)(余|多|几|来)?([万亿]?)([^\\d\\s,.+\\-]{0,4}?)(余|多)?(左右|上下|以上|以内|以下|不等)?$`,
);
const RANGE = new RegExp(
  `^(${FIGURE}|${NUMERAL})[^\\d\\s]{0,2}?[-~—–至到](${FIGURE}|${NUMERAL})([^\\d\\s]{0,4})$`,
);
const SIZE: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1e3, 万: 1e4, 亿: 1e8, "": 1 };

/** A plain figure, with or without separators and blanks; null for anything else. The quick path for text. */
export function figureIn(text: string): number | null {
  const typed = tight(text);
  const flat = typed.charCodeAt(0) === 39 ? typed.slice(1) : typed;
  let digits = 0;
  let points = 0;
  for (let i = 0; i < flat.length; i++) {
    const code = flat.charCodeAt(i);
    if (code >= 48 && code <= 57) digits += 1;
    else if (code === 46) points += 1;
    else if (code === 44) return SEPARATED.test(flat) ? Number(flat.replaceAll(",", "")) : null;
    else if (i > 0 || (code !== 43 && code !== 45)) return null;
  }
  return digits > 0 && points <= 1 ? Number(flat) : null;
}

/** What a text in a number column means. */
export function readNumber(text: string): Reading {
  let flat = tight(text).replace(/^['’`]/, "");
  if (isNone(flat)) return { is: "none" };
  if (isNotApplicable(flat)) return { is: "notApplicable" };
  const wrapped = /^\(([\d,.]+)\)$/.exec(flat);
  if (wrapped) flat = `-${wrapped[1]}`;
  flat = flat.replace(/^(人民币|RMB|[¥￥$]|第(?=.+[期批次届号]$))/i, "").replace(/[。;]$/, "");
  const figure = figureIn(flat);
  if (figure !== null) return number(figure);
  return (
    readPercent(flat) ??
    readShape(flat) ??
    readRange(flat) ?? { is: countNumbers(flat) > 1 ? "several" : "text" }
  );
}

function number(value: number, more: Partial<NumberRead> = {}): NumberRead {
  return { is: "number", value, unit: null, about: null, words: false, sized: false, ...more };
}

function readPercent(flat: string): NumberRead | null {
  if (flat === "持平") return number(0, { unit: "%", words: true });
  if (flat === "翻番" || flat === "增长翻番" || flat === "翻一番")
    return number(100, { unit: "%", words: true });
  const match = /^(下降|减少|降低|增长|增加|上升|提高)?(?:(.+)%|百分之(.+)|(.)成(.)?)$/.exec(flat);
  if (!match) return null;
  const [, direction, sign, words, tenths, half] = match;
  let value: number | null;
  if (sign !== undefined) value = figureIn(sign);
  else if (words !== undefined) value = figureIn(words) ?? pointed(words);
  else {
    value = numeralIn(tenths ?? "");
    if (value !== null) value = value * 10 + (half === "半" ? 5 : (numeralIn(half ?? "零") ?? 0));
  }
  if (value === null) return null;
  const falls = direction === "下降" || direction === "减少" || direction === "降低";
  return number(falls ? -value : value, { unit: "%", words: sign === undefined || direction !== undefined });
}

/** 九十五点五 */
function pointed(words: string): number | null {
  const [whole = "", part] = words.split("点");
  const value = numeralIn(whole);
  if (value === null || part === undefined) return value;
  const digits = [...part].map(numeralIn);
  return digits.includes(null) ? null : Number(`${value}.${digits.join("")}`);
}

function readShape(flat: string): NumberRead | null {
  if (flat === "半天") return number(0.5, { unit: "天", words: true });
  const match = SHAPE.exec(flat);
  if (!match) return null;
  const [, before = "", figure = "", size = "", more = "", later = "", word = "", more2 = "", after = ""] =
    match;
  const half = word.length > 1 && /^个?半|半$/.test(word) ? 0.5 : 0;
  let unit = half ? word.replace("半", "") : word;
  let times = [...size, ...later].reduce((product, letter) => product * (SIZE[letter] ?? 1), 1);
  // 5万元 is five of the unit 万元, so that a column in 万元 finds its own unit again.
  const joined = `${size}${later}${unit}`;
  if (joined !== unit && unitOf(joined)) {
    unit = joined;
    times = 1;
  }
  if (unit !== "" && !unitOf(unit)) return null;
  const digits = /\d/.test(figure);
  let value = digits
    ? SEPARATED.test(figure) || PLAIN.test(figure)
      ? Number(figure.replaceAll(",", ""))
      : null
    : numeralIn(figure);
  if (value === null) return null;
  if (
    !digits &&
    figure.length === 1 &&
    "十百千万亿".includes(figure) &&
    before === "" &&
    more === "" &&
    unit === ""
  )
    return null;
  value = (value + half) * times;
  return number(roundOff(value), {
    unit: unit || null,
    sized: unit === "" && /[千仟万萬亿]$/.test(`${figure}${size}${later}`),
    about: aboutOf(before, more || more2, after),
    words: !digits,
  });
}

function aboutOf(before: string, more: string, after: string): NumberRead["about"] {
  if (after === "以内" || after === "以下" || /^(不超过|不足|最多|近|将近|接近|<=?|≤)$/.test(before))
    return before === "近" ? "~" : "<=";
  if (more || after === "以上" || /^(不少于|不低于|至少|超过?|逾|>=?|≥)$/.test(before)) return ">=";
  return before !== "" && before !== "达" && before !== "达到" ? "~" : after ? "~" : null;
}

function readRange(flat: string): Reading | null {
  const match = RANGE.exec(flat);
  if (!match) return null;
  const [least, most] = [match[1] ?? "", match[2] ?? ""].map((part) => figureIn(part) ?? numeralIn(part));
  if (least === null || most === null || least === undefined || most === undefined || least >= most)
    return null;
  if (match[3] && !unitOf(match[3])) return null;
  return { is: "range", least, most };
}

function countNumbers(flat: string): number {
  return flat.match(/\d[\d,]*(?:\.\d+)?/g)?.length ?? 0;
}

/** Takes away the noise of binary fractions: 15 significant digits, as Excel shows. */
export function roundOff(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

/** Adds decimal numbers without rounding; `total` is null while nothing was added. */
export function createSum(): { add(value: number): void; readonly total: number | null } {
  let whole = 0;
  let tenThousandths = 0;
  const rest: number[] = [];
  let any = false;
  return {
    add(value) {
      any = true;
      if (Number.isInteger(value)) {
        whole += value;
        return;
      }
      const scaled = Math.round(value * 10_000);
      if (scaled / 10_000 === value && Math.abs(scaled) < 1e15) tenThousandths += scaled;
      else rest.push(value);
      if (Math.abs(tenThousandths) > 1e15) {
        whole += Math.trunc(tenThousandths / 10_000);
        tenThousandths %= 10_000;
      }
    },
    get total() {
      return any ? addExactly([whole, ...rest], tenThousandths) : null;
    },
  };
}

function addExactly(values: readonly number[], tenThousandths: number): number {
  const PLACES = 15;
  let total = BigInt(tenThousandths) * 10n ** BigInt(PLACES - 4);
  for (const value of values) {
    const [digits = "0", power = "0"] = roundOff(value).toString().split("e");
    const [whole = "0", part = ""] = digits.split(".");
    const kept = (part + "0".repeat(PLACES)).slice(0, PLACES);
    const scaled = BigInt(whole.replace("-", "") + kept) * (digits.startsWith("-") ? -1n : 1n);
    const shift = Number(power);
    total += shift >= 0 ? scaled * 10n ** BigInt(shift) : scaled / 10n ** BigInt(-shift);
  }
  const sign = total < 0n ? "-" : "";
  const text = (total < 0n ? -total : total).toString().padStart(PLACES + 1, "0");
  return Number(`${sign}${text.slice(0, -PLACES)}.${text.slice(-PLACES)}`);
}
