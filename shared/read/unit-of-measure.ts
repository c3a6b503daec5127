// Units of measure as headers, titles and cells write them: 元/万元, 人, 小时, 天, %. What kind each is, and how many
// of the base unit it makes. It knows no column.

type Dimension = "money" | "persons" | "times" | "hours" | "days" | "percent" | "volume" | "things";

interface Unit {
  readonly dimension: Dimension;
  /** How many base units (元, 人, 小时, 天, 毫升, %) one of it is. */
  readonly size: number;
}

const UNITS: Readonly<Record<string, Unit>> = {
  元: { dimension: "money", size: 1 },
  人民币元: { dimension: "money", size: 1 },
  块: { dimension: "money", size: 1 },
  百元: { dimension: "money", size: 100 },
  千元: { dimension: "money", size: 1_000 },
  万元: { dimension: "money", size: 10_000 },
  百万元: { dimension: "money", size: 1_000_000 },
  亿元: { dimension: "money", size: 100_000_000 },
  角: { dimension: "money", size: 0.1 },
  分: { dimension: "money", size: 0.01 },
  人: { dimension: "persons", size: 1 },
  名: { dimension: "persons", size: 1 },
  位: { dimension: "persons", size: 1 },
  万人: { dimension: "persons", size: 10_000 },
  人次: { dimension: "times", size: 1 },
  万人次: { dimension: "times", size: 10_000 },
  小时: { dimension: "hours", size: 1 },
  时: { dimension: "hours", size: 1 },
  h: { dimension: "hours", size: 1 },
  H: { dimension: "hours", size: 1 },
  学时: { dimension: "hours", size: 1 },
  课时: { dimension: "hours", size: 1 },
  个小时: { dimension: "hours", size: 1 },
  分钟: { dimension: "hours", size: 1 / 60 },
  天: { dimension: "days", size: 1 },
  日: { dimension: "days", size: 1 },
  毫升: { dimension: "volume", size: 1 },
  ml: { dimension: "volume", size: 1 },
  mL: { dimension: "volume", size: 1 },
  ML: { dimension: "volume", size: 1 },
  升: { dimension: "volume", size: 1_000 },
  L: { dimension: "volume", size: 1_000 },
  "%": { dimension: "percent", size: 1 },
  个百分点: { dimension: "percent", size: 1 },
  百分点: { dimension: "percent", size: 1 },
  ...Object.fromEntries(
    [
      ..."个次项件份册本户家支期批条处场台套只箱盒瓶块篇门班课届类组队张双辆枚封起",
      "公斤",
      "项次",
      "户次",
    ].map((word) => [word, { dimension: "things", size: 1 } as Unit]),
  ),
};

/** The unit that a word names; null when it names none. */
export function unitOf(word: string): Unit | null {
  return Object.hasOwn(UNITS, word) ? (UNITS[word] as Unit) : null;
}

const MONEY_WORDS = /(?:人民币)?(百万元|亿元|万元|千元|百元|元|美元|港元|欧元)/;

/**
 * The unit that a header or caption names: in brackets 金额（万元）, after a blank "捐款 万元", after 单位：; null where
 * none is. A foreign currency is named as it is and is no 元.
 */
export function unitIn(text: string): string | null {
  const flat = text.normalize("NFKC").replace(/[\s\u200b]+/g, " ");
  for (const [, inside = ""] of flat.matchAll(/[([【]([^)\]】]*)[)\]】]/g)) {
    const word = inside
      .replace(/^(计量)?单位:?/, "")
      .replace(/^(以|按)|(计|为单位)$/g, "")
      .trim();
    const found = namedUnit(word);
    if (found) return found;
  }
  const captioned = /(?:^|[^报位])(?:计量|金额)?单位\s*:\s*([^\s,;、()]{1,4})/.exec(flat)?.[1];
  if (captioned && namedUnit(captioned)) return namedUnit(captioned);
  const last = / ([^ ]{1,4})$/.exec(flat.trim())?.[1];
  return last ? namedUnit(last) : null;
}

function namedUnit(word: string): string | null {
  const first = word.split(/[、,，/;]/)[0] as string;
  if (unitOf(first)) return first;
  const money = MONEY_WORDS.exec(first)?.[1];
  return money && first.length <= money.length + 3 ? money : null;
}
