// What stands around a list: its title, the period and the reporting unit that title, captions or notes name, and the
// units of measure printed there. It knows no sheet.
import type { Lattice } from "./lattice.ts";
import { periodIn } from "./period-words.ts";
import { plain, tight } from "./text.ts";
import { unitIn } from "./unit-of-measure.ts";

export interface Captions {
  readonly title: string;
  readonly period: string | null;
  /** Nothing but a cut-off day (截至3月31日) tells the period, which may begin anywhere before it. */
  readonly byCutOff: boolean;
  /** A line that says which days are counted (截至6月底, 统计期间：…) and its period, where one does. */
  readonly cutOff: { readonly words: string; readonly period: string; readonly day?: string } | null;
  /** What stands after 填报单位：. */
  readonly unit: string | null;
  /** The organ that the title begins with: the unit itself, or the superior from whom the form comes. */
  readonly organ: string | null;
  /** Units of measure named above the header, in order. */
  readonly measures: readonly string[];
}

const REPORTER = /^(?:填报|报送|编报|上报|统计|制表(?!机关))(?:单位|机关|部门)(?:\([^)]*\))?:(.+)$/;
const ORGAN =
  /^(.{1,30}?(?:局|委|办|厅|院|会|部|署|处|中心|学校|大学|公司|集团|街道|镇|乡|社区|村|支部|总支|党委|党组|政府|工委))(?=(?:19|20)\d{2}年?|[一二三四上下]|关于|党员|职工)/;

/** Reads the rows above a header (`preamble`) and the notes below, rows from 0. `year` fills in a missing year. */
export function readCaptions(
  lattice: Lattice,
  preamble: readonly number[],
  notes: readonly number[],
  year: string | null,
): Captions {
  const above = preamble.flatMap((row) => textsOf(lattice, row));
  const titles = above.filter((text) => !/[:：]/.test(text) && text.length >= 3);
  const title = titles.reduce((best, text) => (weight(text) > weight(best) ? text : best), "");
  const named = [
    title,
    ...above,
    ...notes
      .flatMap((row) => textsOf(lattice, row))
      .filter((text) => /截[至止]|统计(时间|期间|日期)/.test(text)),
  ];
  const dated = above.find((text) => /(?:19|20)\d{2}年?/.test(text));
  const known = /((?:19|20)\d{2})/.exec(dated ?? "")?.[1] ?? year;
  const cutOff = cutOffIn(named, known);
  let period: string | null = null;
  for (const text of named) {
    if (/(填报|填表|制表|报送|打印)(日期|时间)/.test(tight(text))) continue;
    // 2019年度审计…（截至2020年3月20日）: what was audited, and how far it has come; the two are read apart.
    const found = periodIn(text.replace(UP_TO, "").replace(LOOKED_BACK, ""), known);
    // A bare year is taken only while nothing more exact is named.
    if (found && (period === null || (period.length === 4 && found.length > 4))) period = found;
  }
  const byCutOff = cutOff?.day !== undefined && (period === null || period.length === 4);
  return {
    title,
    period: byCutOff ? cutOff.period : period,
    byCutOff,
    cutOff,
    unit: reporterIn(lattice, preamble),
    organ: ORGAN.exec(tight(title))?.[1] ?? null,
    measures: measuresIn(above),
  };
}

/** 截至2020年3月31日, 截止时间：2020.3.31: the last day that counts. */
const UP_TO =
  /(?:统计|数据)?截[至止](?:日期|时间|到)?\s*[:：]?\s*(?:(?:19|20)\d{2}[年.\-/])?\d{1,2}[月.\-/](?:\d{1,2}日?|[底末])?/;

/** 2019年度审计反馈问题: the year of what was looked back on, which is put right in a later one. */
const LOOKED_BACK =
  /(?:19|20)\d{2}年度?(?=[^\d一二三四上下第前,，。]{0,8}(?:审计|巡察|巡视|督查|检查|考核|评议|述职|生活会|反馈))/;

function cutOffIn(texts: readonly string[], year: string | null): Captions["cutOff"] {
  for (const words of texts) {
    const said = /截[至止]|(?:统计|数据|报告|所属)(?:时间|期间|日期|时段|时期|期)/.exec(words);
    const clause = said && words.slice(said.index);
    const named = clause && /((?:19|20)\d{2})年?/.exec(clause)?.[1];
    const period = clause && periodIn(clause, named ?? year);
    const day = UP_TO.exec(words)?.[0];
    if (period) return { words, period, ...(day === undefined ? {} : { day }) };
  }
  return null;
}

function textsOf(lattice: Lattice, row: number): string[] {
  return lattice.filled(row).flatMap((column) => {
    const cell = lattice.at(row, column);
    return typeof cell === "string" ? [plain(cell)] : [];
  });
}

/** A title says what kind of sheet it heads. */
function weight(text: string): number {
  return text === ""
    ? -1
    : (/(表|台账|清单|名册|花名册|情况|统计|汇总|公示|明细|登记)$/.test(tight(text).replace(/\([^)]*\)$/, ""))
        ? 100
        : 0) + Math.min(text.length, 40);
}

/** 填报单位：XX in one cell, or with the name in the next. */
function reporterIn(lattice: Lattice, preamble: readonly number[]): string | null {
  for (const row of preamble) {
    const cells = lattice.filled(row);
    for (const [index, column] of cells.entries()) {
      const cell = lattice.at(row, column);
      if (typeof cell !== "string") continue;
      const flat = tight(cell);
      const same = REPORTER.exec(flat)?.[1]?.split(/(?:填报|报送|统计|截[止至]|单位:|联系)/)[0];
      if (same) return same;
      if (!/^(?:填报|报送)(?:单位|部门)(?:\([^)]*\))?:?$/.test(flat)) continue;
      const next = cells[index + 1] === undefined ? null : lattice.at(row, cells[index + 1] as number);
      if (typeof next === "string" && !/[:：]/.test(next)) return plain(next);
    }
  }
  return null;
}

function measuresIn(texts: readonly string[]): string[] {
  const measures: string[] = [];
  for (const text of texts) {
    const listed = /(?:^|[^报位送])单位:\s*([^\s)）]{1,12})/.exec(text.normalize("NFKC"))?.[1];
    for (const word of listed?.split(/[、,，/;]/) ?? [])
      if (unitIn(`(${word})`)) measures.push(unitIn(`(${word})`) as string);
    if (!listed && /[(（]/.test(text)) {
      const word = unitIn(text);
      if (word) measures.push(word);
    }
  }
  return [...new Set(measures)];
}
