// Short words for declaring columns, so that a sheet reads like the table in a circular. Pure data comes out.
import type {
  Choice,
  ChoiceColumn,
  DateColumn,
  NumberColumn,
  PersonColumn,
  SerialColumn,
  TextColumn,
  UnitColumn,
} from "./column.ts";
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

/** An amount in 元, kept in 分. */
export const money = (
  zh: string,
  en: string,
  aliases: string[],
  more: More<NumberColumn> = {},
): NumberColumn => ({
  kind: "money",
  unit: YUAN,
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

/** 序号: read past, never sent. */
export const serial = (): SerialColumn => ({
  kind: "serial",
  label: t("序号", "No."),
  aliases: ["编号", "号", "项次"],
  local: true,
});

/** 备注. */
export const remark = (): TextColumn => text("备注", "Remark", ["说明", "附注"], { max: 500 });
