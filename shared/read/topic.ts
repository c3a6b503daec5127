// What a list is about, by the words that the declared sheets use and others do not: 捐赠单位 shares 捐赠 with a title of
// the donation sheets, 隐患整改 shares 整改 with the ledger. It ranks lists of no known layout; it never reads a
// column and cannot make a sheet recognised. All its words come from the declarations.
import type { Sheet } from "../sheet/sheet.ts";
import { bareLabel } from "./label.ts";
import { tight } from "./text.ts";

/** Pairs of letters → how much they tell of a sheet, 0 to 1. */
type Words = ReadonlyMap<string, number>;

const made = new WeakMap<readonly Sheet[], ReadonlyMap<Sheet, Words>>();

/** Headers beyond this many tell no more. */
const ENOUGH = 3;

/** How much title and headers share with each sheet's own words, 0 to 1. */
export function topicsOf(
  sheets: readonly Sheet[],
  title: string,
  headers: readonly string[],
): ReadonlyMap<Sheet, number> {
  const titled = pairsOf(subjectOf(title));
  const headed = headers.map((header) => pairsOf(bareLabel(header)));
  const topics = new Map<Sheet, number>();
  for (const [sheet, words] of wordsOf(sheets)) {
    const most = (pairs: readonly string[]) => Math.max(0, ...pairs.map((pair) => words.get(pair) ?? 0));
    const said = headed.reduce((sum, pairs) => sum + most(pairs), 0);
    topics.set(sheet, (most(titled) + Math.min(1, said / ENOUGH)) / 2);
  }
  return topics;
}

function wordsOf(sheets: readonly Sheet[]): ReadonlyMap<Sheet, Words> {
  const known = made.get(sheets);
  if (known) return known;
  const weights = new Map(sheets.map((sheet) => [sheet, weightsOf(sheet)]));
  const all = new Map<Sheet, Words>();
  for (const [sheet, own] of weights) {
    const words = new Map<string, number>();
    for (const [pair, weight] of own) {
      let users = 0;
      for (const other of weights.values()) if (other.has(pair)) users += 1;
      // A word of every sheet tells nothing, a word of one sheet alone everything.
      const rare = sheets.length > 1 ? 1 - Math.log(users) / Math.log(sheets.length) : 1;
      if (rare > 0) words.set(pair, weight * rare);
    }
    all.set(sheet, words);
  }
  made.set(sheets, all);
  return all;
}

/** Words of the titles weigh in full; those of the columns by how many columns use them. */
function weightsOf(sheet: Sheet): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { label, aliases } of Object.values(sheet.columns))
    for (const pair of new Set([label.zh, ...aliases].flatMap((word) => pairsOf(bareLabel(word)))))
      weights.set(pair, Math.min(0.75, (weights.get(pair) ?? 0) + 0.25));
  for (const word of [sheet.label.zh, ...sheet.titles])
    for (const pair of pairsOf(subjectOf(word))) weights.set(pair, 1);
  return weights;
}

/** What kind of paper it is says nothing of its subject. */
const PAPER =
  /(?:情况|统计|汇总|登记|明细|一览|公示|公布|公开|清单|台账|名单|花名册|名册|报表|附表|示例|数据|[表册单])/g;

function subjectOf(title: string): string {
  return tight(title).replace(PAPER, " ");
}

/** Neighbouring Chinese letters. */
function pairsOf(text: string): string[] {
  const pairs: string[] = [];
  for (let n = 0; n + 1 < text.length; n++) {
    const pair = text.slice(n, n + 2);
    if (/^\p{Script=Han}{2}$/u.test(pair)) pairs.push(pair);
  }
  return pairs;
}
