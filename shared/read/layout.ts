// What the columns under a set of headers mean, as a person confirmed it, in a form that outlives the file: found again
// by the headers alone, wherever their columns stand and whichever period they name. It holds header texts and column
// keys, never a value of the table, and knows no place where it is kept.
import type { Table } from "./table.ts";
import { tight } from "./text.ts";

export interface Layout {
  /** 16 hex digits that the whole set of headers gives; see `headerSetOf`. */
  readonly headers: string;
  /** Key of the sheet. */
  readonly sheet: string;
  /** Name of a header (see `headerNames`) → column key; a header that is not named here is of no column. */
  readonly columns: Readonly<Record<string, string>>;
}

/** The longest name of a header; what is longer is cut and told apart by its hash. */
export const MAX_NAME = 80;

/**
 * One name for each header, in their order, each a different one: without blanks and full-width forms, and without the
 * period where it tells no two headers apart (2020年第一季度捐款额 → 捐款额). A repeated one is counted: 金额, 金额#2.
 */
export function headerNames(headers: readonly string[]): string[] {
  const whole = headers.map((header) => cut(tight(header)));
  const bare = whole.map((name) => timeless(name));
  const often = new Map<string, number>();
  for (const name of bare) often.set(name, (often.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  return whole.map((name, at) => {
    const short = bare[at] as string;
    const taken = short !== "" && often.get(short) === 1 ? short : name;
    const nth = (seen.get(taken) ?? 0) + 1;
    seen.set(taken, nth);
    return nth === 1 && taken !== "" ? taken : `${taken}#${nth}`;
  });
}

/** The same for the same names in any order, on every machine: 64 bits as 16 hex digits. No proof against malice. */
export function headerSetOf(names: readonly string[]): string {
  return hash([...names].sort().join("\n"));
}

/** The columns of a table as they are read now; null for a table of no known sheet. */
export function layoutOf({ sheet, columns: all }: Table): Layout | null {
  if (!sheet) return null;
  const columns = all.filter(({ made }) => !made);
  const names = headerNames(columns.map(({ header }) => header));
  const known = columns.flatMap(({ key }, at) => (key === null ? [] : [[names[at] as string, key] as const]));
  return { headers: headerSetOf(names), sheet: sheet.key, columns: Object.fromEntries(known) };
}

/**
 * What was confirmed for exactly these headers, by sheet: the column key, or null, of each header. Of two layouts for
 * one sheet the first counts.
 */
export function recall(
  layouts: readonly Layout[],
  headers: readonly string[],
): ReadonlyMap<string, readonly (string | null)[]> {
  const recalled = new Map<string, readonly (string | null)[]>();
  if (layouts.length === 0) return recalled;
  const names = headerNames(headers);
  const set = headerSetOf(names);
  for (const layout of layouts)
    if (layout.headers === set && !recalled.has(layout.sheet))
      recalled.set(
        layout.sheet,
        names.map((name) => (Object.hasOwn(layout.columns, name) ? (layout.columns[name] as string) : null)),
      );
  return recalled;
}

const PERIOD =
  /(?:19|20)\d{2}年度?|第?[一二三四1-4]季度|[上下]半年|(?<!\d)(?:1[0-2]|0?[1-9])[-~—–至到](?:1[0-2]|0?[1-9])月|(?<!\d)(?:1[0-2]|0?[1-9])月份?/g;

function timeless(name: string): string {
  return name.replace(PERIOD, "").replace(/\(\)/g, "");
}

function cut(name: string): string {
  return name.length <= MAX_NAME - 20 ? name : `${name.slice(0, MAX_NAME - 40)}…${hash(name)}`;
}

/** FNV-1a over UTF-16, twice with different beginnings. */
function hash(text: string): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let n = 0; n < text.length; n++) {
    const code = text.charCodeAt(n);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + n), 0x85ebca6b);
  }
  return [a, b].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join("");
}
