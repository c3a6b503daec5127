// Numbered items in one text: "1.补齐附件；2.开展自查" holds two. It counts marks that run on from the first and knows
// nothing of what they number.
import { tight } from "./text.ts";

const NUMERALS = "一二三四五六七八九十";
const CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩";

/** The ways of marking the n-th item, one per style; the style of the first item goes on. */
const STYLES: readonly ((n: number) => RegExp | null)[] = [
  (n) => new RegExp(`(?<![\\d.])${n}[.、)](?!\\d)`),
  (n) => new RegExp(`\\(${n}\\)`),
  (n) => (n <= 10 ? new RegExp(CIRCLED[n - 1] as string) : null),
  (n) => (n <= 10 ? new RegExp(`${NUMERALS[n - 1]}是`) : null),
  (n) => (n <= 10 ? new RegExp(`(?<![${NUMERALS}])${NUMERALS[n - 1]}[、.]`) : null),
  (n) => (n <= 10 ? new RegExp(`\\(${NUMERALS[n - 1]}\\)`) : null),
];

/** How many items a text numbers from 1 on; 0 where it numbers none. */
export function itemsIn(text: string): number {
  // ① would become 1 in the plain form; both are looked at.
  let most = 0;
  for (const form of [text, tight(text)])
    for (const style of STYLES) {
      let rest = form;
      let count = 0;
      for (;;) {
        const mark = style(count + 1)?.exec(rest);
        if (!mark) break;
        rest = rest.slice(mark.index + mark[0].length);
        count += 1;
      }
      most = Math.max(most, count);
    }
  return most;
}
