// Names of worksheets as Excel accepts them: at most 31 characters, none of []:*?/\, no apostrophe at either
// end, no two alike in one workbook whatever their case.

const LONGEST = 31;

/** A name Excel accepts that is free: the wanted one, or the wanted one with " (2)", " (3)" … */
function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  const clean = cut(
    wanted.replaceAll(/[\p{Cc}[\]:*?/\\]+/gu, " ").replaceAll(/^[\s']+|[\s']+$/g, ""),
    LONGEST,
  );
  // Excel keeps "History" for itself.
  const base = clean === "" || /^history$/i.test(clean) ? "Sheet" : clean;
  if (!isTaken(base)) return base;
  for (let n = 2; ; n++) {
    const suffix = ` (${n})`;
    const name = cut(base, LONGEST - suffix.length) + suffix;
    if (!isTaken(name)) return name;
  }
}

/** Excel compares names without regard to case. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Cut by UTF-16 units, as Excel counts, but never through a surrogate pair. */
function cut(text: string, length: number): string {
  return text
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd();
}

/** The hidden worksheet beside a written one, for drop-down lists too long to stand in their validation. */
export function listsName(name: string): string {
  return freeName(`${name.slice(0, 26)}·选项`, () => false);
}

/** Where a written worksheet goes: in the place of one of ours with this name, else under a free name. */
export function placeFor(
  wanted: string,
  present: readonly string[],
  ours: readonly string[],
): { readonly name: string; readonly replaces: boolean } {
  const clean = freeName(wanted, () => false);
  const isIn = (names: readonly string[]) => (name: string) => names.some((other) => sameName(other, name));
  const mine = present.find((name) => sameName(name, clean) && isIn(ours)(name));
  if (mine !== undefined) return { name: mine, replaces: true };
  const isTaken = isIn(present);
  return { name: freeName(wanted, (name) => isTaken(name) || isTaken(listsName(name))), replaces: false };
}
