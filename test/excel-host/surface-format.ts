// Rules on cells of the simulated Excel: drop-down lists and conditional formats, the person's and ours alike. One
// table of kinds of objects, as in surface.ts.
import type { Excel } from "./host.ts";
import { type Block, type ConditionalFormat, meet, type Validation } from "./model.ts";
import type { Areas, OfRange, OfSheet, Range } from "./surface-range.ts";
import { HostError, type Members, type Surface } from "./wire.ts";

interface OfFormat extends OfSheet {
  readonly format: ConditionalFormat;
}

/** A rule that someone pasted twice and that Excel cannot give back: office-js issue 6835. */
export const UNREADABLE = "unreadable";

function validationOf({ sheet, block }: Range): Validation {
  const same = (one: Block) => JSON.stringify(one) === JSON.stringify(block);
  const known = sheet.validations.find((one) => same(one.block));
  if (known) return known;
  const made: Validation = { block, rule: null, errorAlert: null };
  sheet.validations.push(made);
  return made;
}

const DataValidation: Members<OfRange, Excel> = {
  set: {
    Rule: ({ range }, value, excel) => {
      excel.guard(range.sheet, "DataValidation.rule");
      validationOf(range).rule = value;
      excel.touched();
    },
    ErrorAlert: ({ range }, value) => {
      validationOf(range).errorAlert = value;
    },
  },
};

const ConditionalFormatCollection: Members<Areas, Excel> = {
  items: ({ sheet, blocks }) =>
    sheet.conditional
      .filter((format) => format.blocks.some((block) => blocks.some((other) => meet(block, other))))
      .map((format): OfFormat => ({ is: "ConditionalFormat", sheet, format })),
  item: ({ sheet }, key, excel): OfFormat | null => {
    const format = sheet.conditional.find((one, n) => (excel.idsArePriorities ? `${n}` : one.id) === key);
    return format ? { is: "ConditionalFormat", sheet, format } : null;
  },
  call: {
    Add: ({ sheet, blocks }, [kind], excel): OfFormat => {
      excel.guard(sheet, "ConditionalFormatCollection.add", "allowFormatCells");
      const format = { id: excel.book.nextId(), kind: String(kind), blocks, formula: "", fill: "" };
      // A new one lies on top of all others.
      sheet.conditional.unshift(format);
      excel.touched();
      return { is: "ConditionalFormat", sheet, format };
    },
  },
};

/** Microsoft documents the id as the format's priority; then it changes whenever one before it goes. */
const idOf = ({ sheet, format }: OfFormat, { idsArePriorities }: Excel) =>
  idsArePriorities ? `${sheet.conditional.indexOf(format)}` : format.id;

const ConditionalFormatMembers: Members<OfFormat, Excel> = {
  key: idOf,
  get: { Type: ({ format }) => format.kind },
  to: {
    Custom: (one) => ({ ...one, is: "CustomConditionalFormat" }),
    CustomOrNullObject: (one) =>
      one.format.kind === "Custom" ? { ...one, is: "CustomConditionalFormat" } : null,
  },
  call: {
    Delete: ({ sheet, format }, _, excel) => {
      excel.guard(sheet, "ConditionalFormat.delete", "allowFormatCells");
      sheet.conditional = sheet.conditional.filter((other) => other !== format);
      excel.touched();
      return null;
    },
  },
};

const CustomConditionalFormat: Members<OfFormat, Excel> = {
  to: {
    Rule: (one) => ({ ...one, is: "ConditionalFormatRule" }),
    Format: (one) => ({ ...one, is: "ConditionalRangeFormat" }),
  },
};

const ConditionalFormatRule: Members<OfFormat, Excel> = {
  get: {
    Formula: ({ format }) => {
      if (format.formula === UNREADABLE)
        throw new HostError(
          "GeneralException",
          "There was an internal error.",
          "ConditionalFormatRule.formula",
        );
      return format.formula;
    },
  },
  set: {
    Formula: ({ format }, value) => {
      format.formula = String(value);
    },
  },
};

const ConditionalRangeFormat: Members<OfFormat, Excel> = {
  to: { Fill: (one) => ({ ...one, is: "ConditionalRangeFill" }) },
};

const ConditionalRangeFill: Members<OfFormat, Excel> = {
  set: {
    Color: ({ format }, value) => {
      format.fill = String(value);
    },
  },
};

export const RULES: Surface<Excel> = {
  DataValidation,
  ConditionalFormatCollection,
  ConditionalFormat: ConditionalFormatMembers,
  CustomConditionalFormat,
  ConditionalFormatRule,
  ConditionalRangeFormat,
  ConditionalRangeFill,
};
