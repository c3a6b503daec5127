// What people do to a sheet, one operator each: none of them changes what the rows mean. An operator takes a draft and
// does its mischief, or returns false where it cannot. All words are general, all content is invented. Its length is its
// operators.
import type { Chance } from "../../city/chance.ts";
import { isNumber, type NumberColumn, type Value } from "../../shared/sheet/column.ts";
import { cellOf, type Draft, type DraftColumn, type Line } from "./draft.ts";

export type Mess = (draft: Draft, chance: Chance) => boolean;

const words = (draft: Draft) =>
  draft.columns.filter(({ column }) => column && ["text", "unit", "choice"].includes(column.kind));
const figures = (draft: Draft) => draft.columns.filter((each) => each.column && isNumber(each.column));
const additive = ({ column }: DraftColumn) =>
  column !== null && isNumber(column) && column.kind !== "percent" && column.adds !== "not";
const cells = (...shown: (string | number | null)[]): Line => ({ is: "cells", cells: shown });
const insert = (draft: Draft, { between }: Chance, line: Line) => {
  draft.lines.splice(between(1, draft.lines.length - 1), 0, line);
};

/** First what happens to columns, then to cells, then to lines, then around. The order is part of the meaning. */
export const MESS: readonly (readonly [name: string, mess: Mess])[] = [
  [
    "optional columns left out",
    (draft, { happens }) => {
      const kept = draft.columns.filter(
        ({ column }) => column?.required || column?.expected || column?.kind === "serial" || happens(0.4),
      );
      if (kept.filter(additive).length === 0) return false;
      draft.columns = kept;
      return true;
    },
  ],
  [
    "headers by alias",
    (draft, { pick, happens }) => {
      for (const each of draft.columns)
        if (each.column && each.column.aliases.length > 0 && happens(0.5))
          each.header = pick(each.column.aliases);
      return true;
    },
  ],
  [
    "units, marks and explanations in headers",
    (draft, { happens, pick }) => {
      for (const each of draft.columns) {
        if (!each.column || /[(（]/.test(each.header) || each.header === "") continue;
        const { column } = each;
        if (isNumber(column) && happens(0.5))
          each.header += pick([`（${column.unit.zh}）`, `(${column.unit.zh})`, `\n（${column.unit.zh}）`]);
        else if (happens(0.3)) {
          const spaced = [...each.header].join(" ");
          const { header } = each;
          each.header = pick([
            `${header}*`,
            `${header}：`,
            `*${header}`,
            spaced,
            `${header}（据实填写）`,
            `${header}(可不填)`,
          ]);
        }
      }
      return true;
    },
  ],
  [
    "shuffled columns",
    (draft, { between }) => {
      for (let n = draft.columns.length - 1; n > 0; n--) {
        const other = between(0, n);
        const held = draft.columns[n] as DraftColumn;
        draft.columns[n] = draft.columns[other] as DraftColumn;
        draft.columns[other] = held;
      }
      return true;
    },
  ],
  [
    "unknown column with a header",
    (draft, { between, pick }) => {
      const header = pick(["录入人", "核对情况", "附件页码", "门牌"]);
      draft.columns.splice(
        between(1, draft.columns.length),
        0,
        strange(draft, header, () => pick(["甲", "乙", "丙"])),
      );
      return true;
    },
  ],
  [
    "comments without a header",
    (draft, { happens, pick }) => {
      draft.columns.push(strange(draft, "", () => (happens(0.3) ? pick(["已核", "再问一下", "？"]) : null)));
      return true;
    },
  ],
  [
    "grouped header",
    (draft, { happens }) => {
      let any = false;
      for (const [n, each] of draft.columns.entries()) {
        const group = each.column?.group?.zh ?? null;
        const neighbour =
          draft.columns[n - 1]?.column?.group?.zh === group ||
          draft.columns[n + 1]?.column?.group?.zh === group;
        if (group === null || !neighbour || (!any && happens(0.3))) continue;
        each.group = group;
        any = true;
      }
      return any;
    },
  ],
  [
    "ten thousands in the header",
    (draft, { happens, pick }) => {
      let any = false;
      for (const each of draft.columns) {
        if (each.column?.kind !== "money" || each.column.adds === "not" || happens(0.3)) continue;
        inTenThousands(each);
        each.header =
          each.header.replace(/\s*[(（][^)）]*[)）]/g, "") + pick(["（万元）", "(万元)", "（单位：万元）"]);
        any = true;
      }
      return any;
    },
  ],
  [
    "ten thousands in the caption",
    (draft) => {
      const money = draft.columns.filter(({ column }) => column?.kind === "money");
      if (money.length === 0 || money.some(({ factor, header }) => factor !== 1 || /元/.test(header)))
        return false;
      for (const each of money) inTenThousands(each);
      draft.above.push(cells("填报单位：示例局", null, null, "单位：万元"));
      return true;
    },
  ],
  [
    "numbers as text",
    (draft, chance) => {
      for (const each of figures(draft))
        if (chance.happens(0.5))
          each.cells = each.cells.map((cell) =>
            typeof cell === "number" ? spelt(cell, each, chance) : cell,
          );
      return true;
    },
  ],
  [
    "all of a column's numbers as plain text",
    (draft, { happens }) => {
      for (const each of figures(draft))
        if (happens(0.5))
          each.cells = each.cells.map((cell) => (typeof cell === "number" ? String(cell) : cell));
      return true;
    },
  ],
  [
    "days written out",
    (draft, { pick }) => {
      const days = draft.columns.filter(({ column }) => column?.kind === "date");
      for (const each of days)
        each.cells = each.values.map((value, n) =>
          /^\d{4}-/.test(String(value)) ? writtenDay(String(value), pick) : (each.cells[n] ?? null),
        );
      return days.length > 0;
    },
  ],
  [
    "choices by alias",
    (draft, { pick, happens }) => {
      for (const each of draft.columns) {
        const { column } = each;
        if (column?.kind !== "choice") continue;
        each.cells = each.values.map((value, n) => {
          const choice = column.choices.find(({ key }) => key === value);
          return choice && choice.aliases.length > 0 && happens(0.5)
            ? pick(choice.aliases)
            : (each.cells[n] ?? null);
        });
      }
      return true;
    },
  ],
  [
    "blanks around text, blanks for nothing",
    (draft, { pick, happens }) => {
      for (const each of words(draft))
        each.cells = each.cells.map((cell) =>
          cell === null
            ? happens(0.3)
              ? pick(["\u3000", " ", "\u200b"])
              : null
            : happens(0.3)
              ? `${pick([" ", "\u3000", "\n"])}${cell}${pick(["", " ", "\u200b"])}`
              : cell,
        );
      return true;
    },
  ],
  [
    "merged downwards",
    (draft, { happens }) => {
      let any = false;
      for (const each of words(draft)) {
        const repeats = each.values.some((value, n) => value !== null && value === each.values[n + 1]);
        if (repeats && happens(0.6)) {
          each.merged = true;
          any = true;
        }
      }
      return any;
    },
  ],
  [
    "subtotals",
    (draft, chance) => {
      if (draft.rows < 4) return false;
      const cut = chance.between(2, draft.rows - 2);
      const rows = Array.from({ length: draft.rows }, (_, n) => n);
      const label = chance.pick(["小计", "小 计", "小计："]);
      draft.lines.splice(cut, 0, { is: "total", label, of: rows.slice(0, cut) });
      draft.lines.push({ is: "total", label, of: rows.slice(cut) });
      return true;
    },
  ],
  [
    "total",
    (draft, { pick, happens }) => {
      const of = Array.from({ length: draft.rows }, (_, n) => n);
      const label = pick(["合计", "合  计", "总计", "共计", "合　计", "合计：", "总合计", "全年合计"]);
      if (happens(0.25) && draft.lines[0]?.is === "row") draft.lines.unshift({ is: "total", label, of });
      else draft.lines.push({ is: "total", label, of });
      return true;
    },
  ],
  [
    "blank rows",
    (draft, chance) => {
      for (let n = chance.between(1, 3); n > 0; n--) insert(draft, chance, cells());
      return true;
    },
  ],
  [
    "sections",
    (draft, chance) => {
      draft.lines.unshift(section(draft, "一、市直机关", chance));
      if (draft.rows > 3 && chance.happens(0.7))
        draft.lines.splice(3, 0, section(draft, "二、所属单位", chance));
      return true;
    },
  ],
  [
    "note between",
    (draft, chance) => {
      insert(draft, chance, cells(chance.pick(["注：以下为补报。", "说明：以下各行按调整后口径填列。"])));
      return true;
    },
  ],
  [
    "header again on the next page",
    (draft, chance) => {
      if (draft.columns.some(({ group }) => group !== null) || draft.rows < 4) return false;
      draft.lines.splice(chance.between(2, draft.rows - 1), 0, { is: "header" });
      return true;
    },
  ],
  [
    "rows numbered beforehand",
    (draft, { between, happens }) => {
      const at = draft.columns.findIndex(({ column }) => column?.kind === "serial");
      if (at < 0) return false;
      const zeros = happens(0.3);
      for (let n = between(2, 12); n > 0; n--)
        draft.lines.push({
          is: "cells",
          cells: draft.columns.map((each, c) =>
            c === at ? draft.rows + 20 - n : zeros && additive(each) ? 0 : null,
          ),
        });
      return true;
    },
  ],
  [
    "column letters",
    (draft) => {
      draft.lettered = true;
      return draft.columns.length <= 30;
    },
  ],
  [
    "units in a row of their own",
    (draft, { pick }) => {
      if (draft.columns.some(({ group, header }) => group !== null || /[(（]/.test(header))) return false;
      if (figures(draft).length < 2 || draft.lettered) return false;
      const form = pick([(unit: string) => unit, (unit: string) => `（${unit}）`]);
      draft.lines.unshift({
        is: "cells",
        cells: draft.columns.map(({ column, factor }) =>
          column && isNumber(column) ? form(factor === 1 ? column.unit.zh : "万元") : null,
        ),
      });
      return true;
    },
  ],
  [
    "carried from page to page",
    (draft, chance) => {
      insert(draft, chance, cells(chance.pick(["承前页", "过次页"])));
      return true;
    },
  ],
  [
    "a typo in a header",
    (draft, { pick }) => {
      const long = draft.columns.filter(
        ({ column, header }) => column && /^\p{Script=Han}{5}/u.test(header) && !header.startsWith("其中"),
      );
      if (long.length === 0) return false;
      const each = pick(long);
      const letters = [...each.header];
      letters[1] = pick(["苐", "囗", "亼"]);
      each.header = letters.join("");
      return true;
    },
  ],
  [
    "numbers that are only about right",
    (draft, { pick }) => {
      const each = pick(figures(draft));
      if (each.column?.kind === "percent") return false;
      each.cells = each.cells.map((cell) =>
        typeof cell === "number" && cell > 0
          ? pick([`约${cell}`, `${cell}余`, `不少于${cell}`, `近${cell}`])
          : cell,
      );
      return true;
    },
  ],
  [
    "days without a year",
    (draft) => {
      const days = draft.columns.filter(({ column }) => column?.kind === "date");
      for (const each of days)
        each.cells = each.values.map((value, n) => {
          const [, month, day] = /^2020-(\d\d)-(\d\d)$/.exec(String(value)) ?? [];
          return month ? `${Number(month)}月${Number(day)}日` : (each.cells[n] ?? null);
        });
      return days.length > 0;
    },
  ],
  [
    "the list goes on beside",
    (draft) => {
      if (draft.beside || draft.columns.some(({ group, header }) => group !== null || header === ""))
        return false;
      if (draft.rows < 3 || figures(draft).length === 0) return false;
      const again = draft.columns.map(({ cells: own }) => own[1] ?? null);
      draft.beside = { gap: 1, cells: [draft.columns.map(({ header }) => header), again] };
      draft.more = true;
      return true;
    },
  ],
  [
    "another list above",
    (draft, { happens }) => {
      draft.above.unshift(
        cells("经费使用情况"),
        cells("支出事项", "预算", "支出"),
        cells("场地", 500, 480),
        cells("资料", 300, 300),
        ...(happens(0.5) ? [cells("合计", 800, 780)] : []),
        cells(),
      );
      return true;
    },
  ],
  [
    "caption lines",
    (draft, { pick }) => {
      draft.above.push(
        cells(
          pick(["填报单位：示例局", "填报单位（盖章）：示例局"]),
          null,
          null,
          pick(["填报日期：2020年4月2日", "统计截止日期：2020年3月31日"]),
        ),
      );
      return true;
    },
  ],
  [
    "title",
    (draft, { happens, pick }) => {
      const title = `示例局2020年第一季度${draft.sheet.label.zh}`;
      draft.above.unshift({
        is: "cells",
        cells: [pick([title, `${title}（示例数据）`])],
        wide: happens(0.7),
      });
      return true;
    },
  ],
  [
    "preamble",
    (draft, { between, pick, happens }) => {
      const lines: Line[] = [
        cells("关于报送有关情况的通知"),
        cells(),
        cells("各党支部："),
        cells("请于月底前将下表报送机关党委，没有的填0，逾期未报的视为没有情况，感谢各支部的支持和配合。"),
        cells(pick(["附件1", "附件2：", "表1"])),
      ];
      draft.above.unshift(...lines.slice(-between(1, lines.length)));
      if (happens(0.4)) draft.above.push(cells());
      return true;
    },
  ],
  [
    "notes and signature",
    (draft, { happens, pick }) => {
      if (happens(0.4)) draft.below.push(cells());
      draft.below.push(
        cells(
          pick(["注：1.本表数据均为示例。2.没有的填0。", "说明：人数以在册为准。", "填表说明：按月填报。"]),
        ),
      );
      if (happens(0.7)) draft.below.push(cells("单位负责人：", null, "审核人：", null, "填表人："));
      if (happens(0.3)) draft.below.push(cells(null, null, "2020年4月2日"));
      return true;
    },
  ],
  [
    "another list below",
    (draft, { between, happens }) => {
      for (let n = between(1, 3); n > 0; n--) draft.below.push(cells());
      if (happens(0.5)) draft.below.push(cells("附：学习用书发放表"));
      draft.below.push(cells("书名", "单价", "册数"), cells("示例读本", 12.5, 30), cells("示例手册", 7, 45));
      if (happens(0.5)) draft.below.push(cells("合计", null, 75));
      return true;
    },
  ],
  [
    "another list beside",
    (draft, { between }) => {
      if (draft.beside || draft.columns.some(({ group, header }) => group !== null || header === ""))
        return false;
      draft.beside = {
        gap: between(1, 2),
        cells: [
          ["书名", "册数"],
          ["示例读本", 30],
          ["示例手册", 45],
        ],
      };
      return true;
    },
  ],
  [
    "options beside",
    (draft, { pick }) => {
      if (draft.beside || draft.rows < 4) return false;
      const options = pick([
        ["是", "否"],
        ["已完成", "整改中", "未启动"],
      ]);
      draft.beside = { gap: 2, cells: [[null], ...options.map((option) => [option])] };
      return true;
    },
  ],
  [
    "moved to the right and down",
    (draft, { between }) => {
      draft.left = between(0, 3);
      draft.top = between(0, 4);
      return true;
    },
  ],
  [
    "used range far too large",
    (draft, { between }) => {
      draft.spare = { rows: between(20, 200), columns: between(5, 60) };
      return true;
    },
  ],
  [
    "hidden rows",
    (draft) => {
      draft.hiddenLines = Math.min(2, draft.lines.length);
      return true;
    },
  ],
];

function strange(draft: Draft, header: string, cell: () => string | null): DraftColumn {
  const made = Array.from({ length: draft.rows }, cell);
  return {
    key: null,
    column: null,
    header,
    group: null,
    values: made,
    cells: made,
    format: null,
    factor: 1,
    merged: false,
  };
}

function section(draft: Draft, name: string, { happens }: Chance): Line {
  return { is: "cells", cells: [name], wide: happens(0.5) && draft.columns.length > 1 };
}

function inTenThousands(each: DraftColumn): void {
  each.factor = 10_000;
  each.cells = each.values.map((value: Value) => (each.column ? cellOf(each.column, value, 10_000) : null));
}

/** A number as people type it into a text cell. */
function spelt(cell: number, { column, factor }: DraftColumn, { pick, happens }: Chance): string {
  const text = happens(0.3) ? cell.toLocaleString("en-US", { maximumFractionDigits: 8 }) : String(cell);
  const unit = factor === 1 ? (column as NumberColumn).unit.zh : "万元";
  return pick([
    text,
    ` ${text}`,
    `${text}\n`,
    `'${text}`,
    `${text}${unit}`,
    `${text} ${unit}`,
    wide(text),
    text.replace(",", "，"),
    `\u00a0${text}`,
  ]);
}

function wide(text: string): string {
  return text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

function writtenDay(iso: string, pick: Chance["pick"]): string {
  const [year = "", month = "", day = ""] = iso.split("-");
  const [m, d] = [Number(month), Number(day)];
  return pick([
    iso,
    `${year}.${m}.${d}`,
    `${year}/${m}/${d}`,
    `${year}年${m}月${d}日`,
    `${year}${month}${day}`,
    wide(`${year}.${month}.${day}`),
    `${year}年${m}月${d}号`,
  ]);
}
