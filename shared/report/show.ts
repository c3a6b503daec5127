// A figure as a person reads it: thousands separators, 元 and 万元, percentages with one decimal, "—" for
// what is missing. It promises never to print a missing figure as zero. Sentences are made elsewhere.
import { QUANTITIES } from "../sheet/column.ts";
import type { Amount, Measure } from "../sheet/measure.ts";
import type { When } from "../sheet/rule.ts";
import type { Sheet } from "../sheet/sheet.ts";
import { kindOfAmount, scaleOfAmount } from "./amount.ts";
import { type Figure, isPair } from "./figure.ts";

/** What is printed where there is no figure, or a ratio over nothing. */
export const NONE = "—";

/** A figure with its unit of measure: "1,234人", "9,800元", "12.35万元", "19.0%". */
export function sayFigure(sheet: Sheet, measure: Measure, figure: Figure, language: "zh" | "en"): string {
  const unit = measure.unit[language];
  if (figure === null) return NONE;
  if (measure.kind === "distinct") {
    if (typeof figure !== "object" || isPair(figure)) return NONE;
    if ("values" in figure) return withUnit(grouped(figure.values.length, 0), unit, language);
    const most = withUnit(grouped(figure.atMost, 0), unit, language);
    return language === "zh" ? `不超过${most}` : `at most ${most}`;
  }
  if (measure.kind === "ratio") {
    const value = quotientOf(sheet, measure, figure);
    if (value === null) return NONE;
    if (measure.show === "percent") return `${grouped(value * 100, 1)}%`;
    return withUnit(grouped(value, 2), unit, language);
  }
  if (typeof figure !== "number") return NONE;
  if (measure.kind === "overdue") return withUnit(grouped(figure, 0), unit, language);
  const value = figure / scaleOfAmount(sheet, measure.of);
  const kind = kindOfAmount(sheet, measure.of);
  if (kind === "money") {
    if (language === "zh" && Math.abs(value) >= 10_000) return `${grouped(value / 10_000, 2)}万元`;
    return withUnit(grouped(value, figure % 100 === 0 ? 0 : 2), unit, language);
  }
  return withUnit(grouped(value, Number.isInteger(value) ? 0 : QUANTITIES[kind].digits), unit, language);
}

/** A ratio in units as written (0.19 for 19%, 元 per person); null over nothing. */
export function quotientOf(
  sheet: Sheet,
  measure: Extract<Measure, { kind: "ratio" }>,
  figure: Figure,
): number | null {
  if (!isPair(figure)) return null;
  const [numerator, denominator] = figure;
  if (denominator === 0) return null;
  const [over, under] = [scaleOfAmount(sheet, measure.numerator), scaleOfAmount(sheet, measure.denominator)];
  return (numerator * under) / (denominator * over);
}

function grouped(value: number, digits: number): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function withUnit(number: string, unit: string, language: "zh" | "en"): string {
  return language === "zh" || unit === "%" ? number + unit : `${number} ${unit}`;
}

/** What an amount counts, as a column header: the label of its column, or its condition in words. */
export function sayAmount(sheet: Sheet, amount: Amount<string>, language: "zh" | "en"): string {
  const label = (key: string) => sheet.columns[key]?.label[language] ?? key;
  const said = amount.where ? sayWhen(sheet, amount.where, language) : "";
  const less = "less" in amount ? `－${label(amount.less)}` : "";
  const each =
    "once" in amount
      ? { zh: `每个${label(amount.once)}计一次`, en: `once per ${label(amount.once)}` }
      : "most" in amount
        ? { zh: `每个${label(amount.most)}取最多的一行`, en: `largest row per ${label(amount.most)}` }
        : null;
  const of =
    "days" in amount
      ? DAYS[language]
      : "due" in amount
        ? (amount.count === "late" ? LATE : amount.done === undefined ? DUE : ON_TIME)[language]
        : "count" in amount
          ? ""
          : [amount.sum].flat().map(label).join("×") + less;
  const where = [said, each?.[language] ?? ""].filter(Boolean).join(language === "zh" ? "，" : ", ");
  if (of === "") return where || ROWS[language];
  return where === "" ? of : language === "zh" ? `${of}（${where}）` : `${of} (${where})`;
}

const DAYS = { zh: "天数", en: "Days" };
const DUE = { zh: "已到期", en: "Due by then" };
const ON_TIME = { zh: "按期完成", en: "Done on time" };
const LATE = { zh: "逾期后完成", en: "Done late" };
const ROWS = { zh: "行数", en: "Rows" };

function sayWhen(sheet: Sheet, when: When<string>, language: "zh" | "en"): string {
  if (Array.isArray(when))
    return (when as readonly When<string>[])
      .map((part) => sayWhen(sheet, part, language))
      .join(language === "zh" ? "，" : ", ");
  const part = when as Exclude<When<string>, readonly unknown[]>;
  if ("any" in part)
    return part.any.map((one) => sayWhen(sheet, one, language)).join(language === "zh" ? "或" : " or ");
  const column = sheet.columns[part.column];
  const label = column?.label[language] ?? part.column;
  if ("above" in part) return `${label}>${part.above}`;
  if ("below" in part) return `${label}<${part.below}`;
  if ("none" in part) return language === "zh" ? `无${label}` : `no ${label}`;
  if ("byCutOff" in part) {
    const by = part.byCutOff ? { zh: "不晚于", en: "by" } : { zh: "晚于", en: "after" };
    return language === "zh" ? `${label}${by.zh}截止日` : `${label} ${by.en} the cut-off`;
  }
  const other = (key: string) => sheet.columns[key]?.label[language] ?? key;
  if ("equals" in part) return `${label}＝${other(part.equals)}`;
  if ("before" in part) return `${label}＜${other(part.before)}`;
  if ("notAfter" in part) return `${label}≤${other(part.notAfter)}`;
  if ("filled" in part)
    return language === "zh"
      ? `${part.filled ? "已填" : "未填"}${label}`
      : `${part.filled ? "with" : "no"} ${label}`;
  const choices = column?.kind === "choice" ? column.choices : [];
  const words = part.in.map((key) => choices.find((choice) => choice.key === key)?.label[language] ?? key);
  return words.join(language === "zh" ? "、" : "/");
}
