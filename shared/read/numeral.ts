// Chinese numerals: 两, 十三, 一百二十, 壹佰, 三万五千. Only what is clearly a number; 近百 is for the caller.

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
  俩: 2,
  仨: 3,
};
const PLACES: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const GROUPS: Readonly<Record<string, number>> = { 万: 10_000, 萬: 10_000, 亿: 100_000_000 };

/** "三十五" → 35, "二〇二〇" → 2020; null when any letter is no numeral. */
export function numeralIn(text: string): number | null {
  if (text === "") return null;
  if ([...text].every((letter) => letter in DIGITS))
    return text.length === 1 || /^[零〇一二三四五六七八九]{2,}$/.test(text)
      ? Number([...text].map((letter) => DIGITS[letter]).join(""))
      : null;
  let total = 0;
  let group = 0;
  let digit: number | null = null;
  for (const letter of text) {
    if (letter in DIGITS) digit = DIGITS[letter] as number;
    else if (letter in PLACES) {
      group += (digit ?? 1) * (PLACES[letter] as number);
      digit = null;
    } else if (letter in GROUPS) {
      // 万余份: one 万.
      const before = total + group + (digit ?? 0);
      total = (before === 0 && digit === null ? 1 : before) * (GROUPS[letter] as number);
      group = 0;
      digit = null;
    } else return null;
  }
  return total + group + (digit ?? 0);
}
