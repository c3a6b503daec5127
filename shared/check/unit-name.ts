// Whether two names mean the same reporting unit, as people shorten them: 市审计局机关第三党支部 and 审计局三支部. It
// knows no list of units; the server knows who submits.

/** True when one name, without the words that any unit may carry, is a shortening of the other. */
export function sameUnit(a: string, b: string): boolean {
  const [one, other] = [core(a), core(b)];
  if (one === "" || other === "") return true;
  return one.length <= other.length ? shortens(one, other) : shortens(other, one);
}

function core(name: string): string {
  const flat = name.normalize("NFKC").replace(/\([^)]*\)|[\s\p{P}]/gu, "");
  const short = flat.replace(/中共|中国共产党|委员会|党委|党总支|党组|党支部|党员|机关|第|市|支部|总支/g, "");
  return short === "" ? flat : short;
}

/** True when the letters of `short` stand in `long` in the same order. */
function shortens(short: string, long: string): boolean {
  let n = 0;
  for (const letter of long) if (letter === short[n]) n += 1;
  return n === short.length;
}
