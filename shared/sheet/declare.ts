// Short words for declaring columns, so that a sheet reads like the table in a circular. Pure data comes out.
import type {
  Choice,
  ChoiceColumn,
  DateColumn,
  NumberColumn,
  PersonColumn,
  SerialColumn,
  TextColumn,
  TimeColumn,
  UnitColumn,
} from "./column.ts";
import type { Rule } from "./rule.ts";
import type { Text } from "./sheet.ts";

type More<C> = Partial<Omit<C, "kind" | "label" | "aliases">>;

/** A bilingual text. */
export const t = (zh: string, en: string): Text => ({ zh, en });

const PERSONS = t("人", "persons");
const YUAN = t("元", "yuan");
const HOURS = t("小时", "h");
const DAYS = t("天", "days");
const PERCENT = t("%", "%");

/** A whole number from 0, of persons unless another unit is given. */
export const count = (
  zh: string,
  en: string,
  aliases: string[],
  more: More<NumberColumn> = {},
): NumberColumn => ({
  kind: "count",
  unit: PERSONS,
  ...more,
  label: t(zh, en),
  aliases,
});

/** Beyond it (元) an amount of one row is asked about: 30 000 in a column of 万元. A setting. */
const USUAL_AMOUNT = 10_000_000;

/** An amount in 元, kept in 分. */
export const money = (
  zh: string,
  en: string,
  aliases: string[],
  more: More<NumberColumn> = {},
): NumberColumn => ({
  kind: "money",
  unit: YUAN,
  usual: USUAL_AMOUNT,
  ...more,
  label: t(zh, en),
  aliases,
});

/** Hours with one decimal. */
export const hours = (
  zh: string,
  en: string,
  aliases: string[],
  more: More<NumberColumn> = {},
): NumberColumn => ({
  kind: "hours",
  unit: HOURS,
  ...more,
  label: t(zh, en),
  aliases,
});

/** Days, in halves. */
export const days = (
  zh: string,
  en: string,
  aliases: string[],
  more: More<NumberColumn> = {},
): NumberColumn => ({
  kind: "days",
  unit: DAYS,
  step: 0.5,
  ...more,
  label: t(zh, en),
  aliases,
});

/** A share from 0 to 100 %. Typed by hand it is only compared with its parts, never rolled up. */
export const percent = (
  zh: string,
  en: string,
  aliases: string[],
  more: More<NumberColumn> = {},
): NumberColumn => ({
  kind: "percent",
  unit: PERCENT,
  max: 100,
  ...more,
  label: t(zh, en),
  aliases,
});

export const text = (zh: string, en: string, aliases: string[], more: More<TextColumn> = {}): TextColumn => ({
  kind: "text",
  ...more,
  label: t(zh, en),
  aliases,
});

export const date = (zh: string, en: string, aliases: string[], more: More<DateColumn> = {}): DateColumn => ({
  kind: "date",
  ...more,
  label: t(zh, en),
  aliases,
});

/** A time of day. */
export const time = (zh: string, en: string, aliases: string[], more: More<TimeColumn> = {}): TimeColumn => ({
  kind: "time",
  ...more,
  label: t(zh, en),
  aliases,
});

/** A column of listed values: [key, zh, en, ...other ways of writing it]. */
export const choice = <const K extends string>(
  zh: string,
  en: string,
  aliases: string[],
  choices: readonly (readonly [key: K, zh: string, en: string, ...aliases: string[]])[],
  more: Partial<Omit<ChoiceColumn, "kind" | "label" | "aliases" | "choices">> = {},
): ChoiceColumn => ({
  kind: "choice",
  ...more,
  label: t(zh, en),
  aliases,
  choices: choices.map(
    ([key, zhLabel, enLabel, ...others]): Choice => ({ key, label: t(zhLabel, enLabel), aliases: others }),
  ),
});

export const unit = (zh: string, en: string, aliases: string[], more: More<UnitColumn> = {}): UnitColumn => ({
  kind: "unit",
  ...more,
  label: t(zh, en),
  aliases,
});

/** A personal column: always local. */
export const person = (
  zh: string,
  en: string,
  aliases: string[],
  format: PersonColumn["format"],
  more: More<PersonColumn> = {},
): PersonColumn => ({
  kind: "person",
  ...more,
  format,
  local: true,
  label: t(zh, en),
  aliases,
});

/** 序号: read past, never sent. `aliases` where 编号 means something else in the sheet. */
export const serial = (aliases = ["编号", "号", "项次"]): SerialColumn => ({
  kind: "serial",
  label: t("序号", "No."),
  aliases,
  local: true,
});

/** 填报单位 as most sheets head it. */
export const org = (more: More<UnitColumn> = {}): UnitColumn =>
  unit(
    "填报单位",
    "Unit",
    ["单位", "单位名称", "报送单位", "党组织名称", "所属党组织", "支部名称", "党支部"],
    more,
  );

/** The frame that any sheet may carry in columns of its own. Sign-in and title tell it, so it is never asked. */
export const frame = {
  period: text("统计期间", "Period", ["报告期", "所属时期", "季度", "月份"], { max: 40, asked: false }),
  asOf: date("截止日期", "As of", ["截至日期", "统计截止时间", "数据截至"], { asked: false }),
  filler: text("填表人", "Filled in by", ["填报人", "经办人", "制表"], {
    max: 60,
    local: true,
    asked: false,
  }),
  reviewer: text("审核人", "Reviewed by", ["负责人", "单位负责人", "分管领导"], {
    max: 60,
    local: true,
    asked: false,
  }),
  phone: person("联系电话", "Phone", ["电话", "手机", "联系方式"], "phone", { asked: false }),
};

/** What holds of the frame's columns in every sheet whose rows are sent. */
export const frameRules: readonly Rule<"asOf" | "period">[] = [
  {
    id: "asOf",
    rule: "inPeriod",
    effect: "explain",
    column: "asOf",
    why: t("截止日期应在报告期内。", "The cut-off lies in the period."),
  },
  {
    id: "period",
    rule: "samePeriod",
    effect: "must",
    column: "period",
    why: t("每行都属于本报告期。", "Every row is of this period."),
  },
];

/** 备注. */
export const remark = (more: More<TextColumn> = {}): TextColumn =>
  text("备注", "Remark", ["说明", "附注"], { max: 500, ...more });
