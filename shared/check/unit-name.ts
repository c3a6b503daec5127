// Whether two names mean the same reporting unit, as people shorten them: 市审计局机关第三党支部 and 审计局三支部, the four
// spellings of 市直机关工委, 卫健委 for 卫生健康委员会. General rules of such names only: it knows no list of units. What no
// rule can know, a person says once (aliases).
import { numeralIn } from "../read/numeral.ts";
import { tight } from "../read/text.ts";

/** True when one name, without the words that any unit may carry, is a shortening of the other. */
export function sameUnit(a: string, b: string): boolean {
  const [one, other] = [core(a), core(b)];
  if (one === "" || other === "") return true;
  return one.length <= other.length ? shortens(one, other) : shortens(other, one);
}

/** True for the unit's own name in any form, or for one of its further names as it stands. */
export function isUnit(found: string, unit: string, aliases: readonly string[]): boolean {
  return sameUnit(unit, found) || aliases.some((alias) => tight(alias) === tight(found));
}

const NUMERAL = /第?([一二三四五六七八九十百]+|\d+)/g;
/** Numbers become one letter each from here on, so that 十一 is not 一 with something left out. */
const NUMBERS = 0xe000;

function core(name: string): string {
  const flat = tight(name.normalize("NFKC").replace(/\([^)]*\)/g, ""))
    .replace(/\p{P}/gu, "")
    .replace(/工作委员会/g, "工委")
    .replace(/委员会/g, "委")
    .replace(/办公室|办事处/g, "办")
    // 市委直属机关, 市直机关, 市级机关, 市直: the organs directly under one level.
    .replace(/([省市州县区])委?\1?(?:直属|直|级)(?:机关)?/g, "$1直")
    .replace(NUMERAL, (whole, numeral: string) => {
      const number = /^\d/.test(numeral) ? Number(numeral) : numeralIn(numeral);
      return number === null || number > 999 ? whole : String.fromCharCode(NUMBERS + number);
    });
  const short = flat.replace(
    /中国共产党|中共|党委|党总支|党组|党支部|党员|总支部|总支|支部|机关|本级|第|市(?!直)/g,
    "",
  );
  return short === "" ? flat : short;
}

const ORGAN = /[局委办厅院会部署处心校学司团道镇乡区村府所站队馆]$/;

/** True when the letters of `short` stand in `long` in the same order, and both end in the same kind of organ. */
function shortens(short: string, long: string): boolean {
  const [own, whole] = [short, long].map((name) => name.replace(/[\ue000-\ue3ff]+$/, ""));
  // 财政局 is a short name of no 财政局国库支付中心.
  if (own && whole && ORGAN.test(own) && own.at(-1) !== whole.at(-1)) return false;
  let n = 0;
  for (const letter of long) if (letter === short[n]) n += 1;
  return n === short.length;
}
