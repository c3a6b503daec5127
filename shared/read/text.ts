// Text of cells in its plain form: full-width digits and signs, all kinds of blanks and zero-width characters
// made even; and the words that stand for nothing. It knows no column and no sheet.
import type { Cell } from "./grid.ts";

/** True where a text may differ from its plain form; decides without building anything. */
function isRough(text: string): boolean {
  let before = 32;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code <= 32) {
      if (code < 32 || before === 32) return true;
    } else if (code >= 127 && code < 0x4e00) {
      if (code <= 0xa0 || code === 0xad) return true;
      if (code >= 0x2000 && (code <= 0x200f || (code >= 0x2028 && code <= 0x202f) || code === 0x205f))
        return true;
      if ((code >= 0x2060 && code <= 0x206f) || code === 0x3000) return true;
    } else if (code >= 0xd800 && code <= 0xdfff) {
      // Half of a sign, as a text cut at the wrong place ends.
      if (!text.isWellFormed()) return true;
    } else if (code >= 0xfeff) {
      if (code === 0xfeff || (code >= 0xff01 && code <= 0xff5e && !FULL_WIDTH_PUNCTUATION.has(code)))
        return true;
    }
    before = code;
  }
  return before === 32;
}

// In a sentence these belong as they are; in a header or a number `tight` makes them even too.
const FULL_WIDTH_PUNCTUATION = new Set([..."！（），：；？～"].map((sign) => sign.charCodeAt(0)));

/** The text as a person reads it: outer blanks gone, inner runs of blanks one, line breaks kept. */
export function plain(text: string): string {
  if (!isRough(text)) return text;
  if (!text.isWellFormed()) return plain(text.toWellFormed());
  let read = "";
  let blank = false;
  let breaks = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isInvisible(code)) continue;
    if (code === 10 || code === 13) {
      if (code === 10 || text.charCodeAt(i + 1) !== 10) breaks += 1;
      blank = false;
    } else if (isSpace(code)) blank = true;
    else {
      if (read !== "") read += breaks > 0 ? "\n".repeat(breaks) : blank ? " " : "";
      blank = false;
      breaks = 0;
      const even = code >= 0xff01 && code <= 0xff5e && !FULL_WIDTH_PUNCTUATION.has(code);
      read += even ? String.fromCharCode(code - 0xfee0) : text[i];
    }
  }
  return read;
}

/** What nobody sees and nobody typed: control signs, marks of direction, zero-width signs. No blank is one. */
export function isInvisible(code: number): boolean {
  if (code < 0xad) return (code < 32 && (code < 9 || code > 13)) || (code >= 127 && code < 0xa0);
  if (code < 0x2060)
    return code === 0xad || (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e);
  return code <= 0x206f || code === 0xfeff;
}

/** What \s takes for a blank. */
function isSpace(code: number): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13);
  if (code === 0xa0 || code === 0x3000 || code === 0x1680) return true;
  return (
    code >= 0x2000 &&
    (code <= 0x200a || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f)
  );
}

/** True for a cell that shows nothing: empty, or only blanks and zero-width characters. */
export function isBlank(cell: Cell | undefined): boolean {
  if (cell === null || cell === undefined || cell === "") return true;
  if (typeof cell !== "string") return false;
  const code = cell.charCodeAt(0);
  return (code <= 32 || (code >= 127 && code < 0x4e00) || code === 0xfeff) && plain(cell) === "";
}

/** For comparing: NFKC, no blanks at all. */
export function tight(text: string): string {
  let kept = 0;
  while (kept < text.length && isEven(text.charCodeAt(kept))) kept += 1;
  if (kept === text.length) return text;
  // Most of what is uneven is a blank or a full-width sign; anything rarer takes the long way.
  let even = text.slice(0, kept);
  for (let i = kept; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isEven(code)) even += text[i];
    else if (code >= 0xff01 && code <= 0xff5e) even += String.fromCharCode(code - 0xfee0);
    else if (!isSpace(code) && !isInvisible(code))
      return [...text.normalize("NFKC")]
        .filter((sign) => !isInvisible(sign.charCodeAt(0)) && sign.trim() !== "")
        .join("");
  }
  return even;
}

/** A letter that is its own form: printing ASCII, a Chinese character, common Chinese punctuation. */
function isEven(code: number): boolean {
  if (code < 127) return code > 32;
  return (code >= 0x4e00 && code <= 0x9fff) || code === 0x3001 || code === 0x3002 || code === 0x2014;
}

const NONE = new Set(["无", "没有", "暂无", "未开展", "零", "nil", "none"]);
const NOT_APPLICABLE = /^[-—–―─－_/／\\、]+$/;
const SAME = new Set(["同上", "〃", "″", '"', "''", "”", "“"]);
const PLACEHOLDER =
  /^([xX×*＊]{1,6}|[?？]{1,3}|…+|\.{3,}|待定|待填|待补|待补充|待核|tbd|todo|xx+[年月日人次元个名]*)$/i;

const UNKNOWN = new Set(["不详", "未知", "不清楚", "不明", "未统计"]);

/** 不详: nothing is known, which is the same as an empty cell. */
export function isUnknown(text: string): boolean {
  return text.length <= 3 && UNKNOWN.has(text);
}

/** 无: none, which is zero where a number is asked. */
export function isNone(text: string): boolean {
  return text.length <= 4 && (NONE.has(text) || (text.charCodeAt(0) < 128 && NONE.has(text.toLowerCase())));
}

/** — or /: not applicable. */
export function isNotApplicable(text: string): boolean {
  return text.length <= 4 && NOT_APPLICABLE.test(text);
}

/** 同上: the same as above. */
export function isSame(text: string): boolean {
  return text.length <= 2 && SAME.has(text);
}

/** X, 待定, ？: something that was to be replaced. */
export function isPlaceholder(text: string): boolean {
  return text.length <= 8 && PLACEHOLDER.test(text);
}

/** An error that a formula shows. */
export function isFormulaError(text: string): boolean {
  return (
    text.charCodeAt(0) === 35 &&
    /^#(REF!|DIV\/0!|N\/A|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|ERR!)$/.test(text)
  );
}

/** How many letters must change to make one text of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[j] as number) + 1, (current[j - 1] as number) + 1));
    }
    previous = current;
  }
  return previous[b.length] as number;
}

/** 1 for equal texts, 0 for texts with nothing in common. */
export function likeness(a: string, b: string): number {
  const most = Math.max(a.length, b.length);
  return most === 0 ? 1 : 1 - distance(a, b) / most;
}
