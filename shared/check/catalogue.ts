// The issue catalogue: every code with its default effect, a title and a sentence in both languages. Order of
// a sentence: what was found, what was expected, what to do. Codes are stored; wording may change.
// Slots stand in braces; the cell and the row's own key are shown beside the message, not in it. Its length is its
// entries.
import type { Effect } from "../sheet/rule.ts";
import type { Text } from "../sheet/sheet.ts";
import type { Issue } from "./issue.ts";

interface Entry {
  readonly effect: Effect;
  readonly title: Text;
  readonly message: Text;
}

const entry = (effect: Effect, title: [string, string], message: [string, string]): Entry => ({
  effect,
  title: { zh: title[0], en: title[1] },
  message: { zh: message[0], en: message[1] },
});

export const CATALOGUE = {
  // The table as a whole
  F01: entry(
    "must",
    ["未识别的报表", "Sheet not recognised"],
    [
      "没有认出这是哪张报表，最像《{likely}》（{confidence}%）。请在上方选择报表。",
      "This table is of no known sheet; most like “{likely}” ({confidence}%). Choose the sheet above.",
    ],
  ),
  F04: entry(
    "must",
    ["报告期不一致", "Period differs"],
    [
      "表中写的是{found}，本次报送的是{expected}。请核对标题或报告期。",
      "The sheet says {found}, this submission is for {expected}. Check the title or the period.",
    ],
  ),
  F05: entry(
    "must",
    ["填报单位不一致", "Unit differs"],
    [
      "表中的填报单位是“{found}”，登录单位是“{expected}”。请核对。",
      "The sheet names “{found}”, you are signed in for “{expected}”. Please check.",
    ],
  ),
  F06: entry(
    "explain",
    ["没有数据", "No data"],
    [
      "表中没有数据行。确实没有的，请说明情况。",
      "There are no data rows. If there is nothing to report, say so.",
    ],
  ),
  F07: entry(
    "note",
    ["有隐藏行", "Hidden rows"],
    [
      "有 {count} 行被隐藏或筛选，仍会检查和报送。",
      "{count} rows are hidden or filtered; they are still checked and sent.",
    ],
  ),
  F08: entry(
    "note",
    ["合并单元格", "Merged cells"],
    [
      "“{header}”列有合并单元格，已按每行相同内容读取。",
      "“{header}” has merged cells; each row was read with the same content.",
    ],
  ),
  F09: entry(
    "must",
    ["公式错误", "Formula error"],
    [
      "单元格显示 {found}，公式出错。请修正公式或改填数值。",
      "The cell shows {found}: its formula fails. Mend the formula or enter the value.",
    ],
  ),
  F10: entry(
    "note",
    ["引用其他文件", "Link to another file"],
    [
      "公式引用了其他文件，读取的是上次保存的值，请确认是最新的。",
      "The formula refers to another file; the value saved last was read. Make sure it is current.",
    ],
  ),
  F11: entry(
    "note",
    ["另有表格", "Another table"],
    [
      "本工作表还有 {count} 个表格（{rows}行起），请在上方选择要报送的那个。",
      "This worksheet holds {count} more tables (from row {rows}); choose the one to submit above.",
    ],
  ),
  F12: entry(
    "must",
    ["行数太多", "Too many rows"],
    [
      "有 {found} 行，最多 {most} 行。请分成几张表。",
      "{found} rows; at most {most} are possible. Split the table.",
    ],
  ),

  // The header
  H02: entry(
    "must",
    ["缺少列", "Columns missing"],
    ["没有找到这些列：{missing}。{renamed}", "These columns were not found: {missing}. {renamed}"],
  ),
  H03: entry(
    "note",
    ["多出的列", "Extra columns"],
    [
      "这些列不在本报表中，保留在本机、不报送：{extra}。",
      "These columns are not part of the sheet; they stay in the workbook: {extra}.",
    ],
  ),
  H04: entry(
    "must",
    ["重复的列", "Duplicate columns"],
    [
      "“{first}”和“{second}”都是“{column}”，请只保留一列。",
      "“{first}” and “{second}” both mean “{column}”; keep one.",
    ],
  ),
  H05: entry(
    "note",
    ["表头空白", "Blank header"],
    [
      "{letter} 列有数据但没有表头，不报送。",
      "Column {letter} holds data but has no header; it is not sent.",
    ],
  ),
  H06: entry(
    "explain",
    ["表头可能改名", "Header probably renamed"],
    [
      "表头“{found}”按“{expected}”读取，请确认。",
      "Header “{found}” was read as “{expected}”; please confirm.",
    ],
  ),
  H08: entry(
    "must",
    ["计量单位不一致", "Unit of measure conflict"],
    [
      "表头写“{header}”，标题写“{title}”，无法判断计量单位。请统一。",
      "The header says “{header}”, the title “{title}”: the unit of measure is unclear. Make them agree.",
    ],
  ),

  // Rows
  R01: entry(
    "note",
    ["空行", "Blank row"],
    ["数据中间有空行，已跳过。", "A blank row within the data was skipped."],
  ),
  R02: entry(
    "note",
    ["小标题行", "Section row"],
    ["“{found}”按小标题读取，不是数据行。", "“{found}” was read as the heading of a section, not as a row."],
  ),
  R03: entry(
    "waivable",
    ["重复行", "Duplicate row"],
    ["与第 {other} 行完全相同。请删去一行。", "The same as row {other}. Delete one of them."],
  ),
  R04: entry(
    "must",
    ["主键重复", "Duplicate key"],
    [
      "与第 {other} 行的“{columns}”相同。每行应当不同，请核对。",
      "“{columns}” is the same as in row {other}. Each row must differ.",
    ],
  ),
  R06: entry(
    "note",
    ["名称相同", "Same name"],
    [
      "“{value}”在第 {other} 行已出现；若是重名，请忽略。",
      "“{value}” also stands in row {other}; ignore this if they are two persons.",
    ],
  ),
  R08: entry(
    "explain",
    ["日期不在报告期", "Day outside the period"],
    [
      "“{column}”是 {found}，不在{period}内。请改正或说明。",
      "“{column}” is {found}, outside {period}. Correct it or explain.",
    ],
  ),

  // Cells
  C01: entry(
    "must",
    ["必填项为空", "Required cell empty"],
    ["“{column}”没有填写。{hint}", "“{column}” is empty. {hint}"],
  ),
  C02: entry(
    "must",
    ["不是数字", "Not a number"],
    [
      "“{found}”不是数字，“{column}”应填数字（{unit}）。",
      "“{found}” is not a number; “{column}” takes a number ({unit}).",
    ],
  ),
  C03: entry(
    "must",
    ["不是日期", "Not a date"],
    [
      "“{found}”不是完整日期，“{column}”应填年月日，如 2020-03-27。",
      "“{found}” is not a full date; “{column}” takes one such as 2020-03-27.",
    ],
  ),
  C04: entry(
    "must",
    ["应为整数", "Whole number expected"],
    ["“{column}”填了 {found}，应为整数。", "“{column}” is {found}; a whole number is expected."],
  ),
  C05: entry(
    "must",
    ["数值太小", "Too small"],
    ["“{column}”填了 {found}，不能小于 {min}。", "“{column}” is {found}; it cannot be below {min}."],
  ),
  C06: entry(
    "must",
    ["超出范围", "Out of range"],
    [
      "“{column}”填了 {found}，应在 {min} 到 {max} 之间。",
      "“{column}” is {found}; expected between {min} and {max}.",
    ],
  ),
  C07: entry(
    "must",
    ["不在选项中", "Not in the list"],
    [
      "“{found}”不是“{column}”的选项。可填：{choices}。",
      "“{found}” is not a choice of “{column}”. Choices: {choices}.",
    ],
  ),
  C08: entry(
    "must",
    ["号码有误", "Number is wrong"],
    ["“{column}”{found} 校验不通过，请核对。", "“{column}” {found} fails its check digit or length."],
  ),
  C09: entry(
    "waivable",
    ["文字太长", "Text too long"],
    ["“{column}”有 {found} 个字，最多 {most} 个。", "“{column}” has {found} characters; at most {most}."],
  ),
  C10: entry(
    "note",
    ["写法已统一", "Read in its plain form"],
    ["“{found}”读作 {read}。", "“{found}” was read as {read}."],
  ),
  C11: entry(
    "must",
    ["占位文字", "Placeholder left in"],
    [
      "“{column}”还是占位文字“{found}”，请填实际内容。",
      "“{column}” still holds the placeholder “{found}”; enter the real value.",
    ],
  ),
  C12: entry(
    "must",
    ["号码已损坏", "Number damaged"],
    [
      "“{column}”显示为 {found}，末位数字已丢失。请把单元格设为文本后重新填写。",
      "“{column}” shows {found}: its last digits are lost. Set the cell to text and enter it again.",
    ],
  ),
  C13: entry(
    "note",
    ["小数位过多", "Too many decimals"],
    ["“{column}”填了 {found}，按 {read} 计。", "“{column}” is {found}; {read} is counted."],
  ),
  C14: entry(
    "explain",
    ["约数", "Approximate number"],
    [
      "“{found}”是约数，按 {read} 计。请改填准确数，或说明。",
      "“{found}” is approximate; {read} is counted. Enter the exact number or explain.",
    ],
  ),
  C15: entry(
    "must",
    ["一格多值", "Several values in one cell"],
    ["“{found}”含有多个数，无法判断。请拆开填写。", "“{found}” holds several values. Split them."],
  ),
  C16: entry(
    "note",
    ["以符号开头的文字", "Text that begins like a formula"],
    [
      "文字以“{sign}”开头，将按文字保存，不作公式。",
      "The text begins with “{sign}”; it is kept as text, never as a formula.",
    ],
  ),
  C17: entry(
    "must",
    ["文字太短", "Text too short"],
    [
      "“{column}”只有 {found} 个字，至少 {least} 个。",
      "“{column}” has {found} characters; at least {least}.",
    ],
  ),
  C18: entry(
    "explain",
    ["日期缺年份", "Date without a year"],
    [
      "“{found}”没有年份，按 {read} 计，请确认。",
      "“{found}” names no year; {read} was assumed. Please confirm.",
    ],
  ),
  C19: entry(
    "explain",
    ["单位不同", "Another unit in the cell"],
    [
      "“{found}”写了“{unit}”，与表头单位不同，按 {read} 计。请确认。",
      "“{found}” names “{unit}”, unlike the header; {read} is counted. Please confirm.",
    ],
  ),
  C20: entry(
    "must",
    ["将来的日期", "Day in the future"],
    ["“{column}”是 {found}，晚于今天 {today}。", "“{column}” is {found}, after today ({today})."],
  ),
  C21: entry(
    "note",
    ["只留在本机", "Stays in the workbook"],
    ["{columns}只留在本机，不报送。", "{columns} stay in the workbook and are not sent."],
  ),
  C22: entry(
    "explain",
    ["大约的日期", "Approximate day"],
    [
      "“{found}”按 {read} 计。请改填具体日期，或说明。",
      "“{found}” was read as {read}. Enter the exact day or explain.",
    ],
  ),
  C24: entry(
    "must",
    ["不合最小单位", "Between two steps"],
    [
      "“{column}”填了 {found}，应为 {step} 的整数倍。",
      "“{column}” is {found}; expected a multiple of {step}.",
    ],
  ),
  C23: entry(
    "explain",
    ["百分比写法不明", "Percentage unclear"],
    [
      "“{found}”可能是 {read}%，也可能是 {other}%；按 {read}% 计，请确认。",
      "“{found}” may mean {read}% or {other}%; {read}% was read. Please confirm.",
    ],
  ),

  // Between cells
  L01: entry(
    "must",
    ["合计不符", "Total differs"],
    [
      "合计填 {found}，各行之和是 {expected}，差 {difference}。请核对合计或各行。",
      "The total says {found}, the rows add up to {expected}, difference {difference}. Check both.",
    ],
  ),
  L02: entry(
    "must",
    ["数量关系不符", "Figures do not fit"],
    [
      "{left} {found}，应{relation}{right} {expected}，差 {difference}。",
      "{left} {found}; expected {relation} {right} {expected}, difference {difference}.",
    ],
  ),
  L03: entry(
    "must",
    ["应同时填写", "Both or neither"],
    [
      "“{first}”是 {found}，“{second}”是 {other}，应同时有或同时没有。",
      "“{first}” is {found} and “{second}” is {other}; both or neither should be above zero.",
    ],
  ),
  L05: entry(
    "must",
    ["日期先后不对", "Days out of order"],
    ["“{later}”{found} 早于“{earlier}”{expected}。", "“{later}” {found} is before “{earlier}” {expected}."],
  ),
  L06: entry(
    "explain",
    ["间隔过长", "Too far apart"],
    [
      "“{later}”在报告期末之后 {found} 天，一般不超过 {expected} 天。",
      "“{later}” is {found} days after the end of the period; usually at most {expected}.",
    ],
  ),
  L07: entry(
    "explain",
    ["比率不符", "Ratio differs"],
    [
      "“{column}”填的是 {found}，按{numerator}÷{denominator}应为 {expected}。",
      "“{column}” is {found}; {numerator} ÷ {denominator} gives {expected}.",
    ],
  ),
  L08: entry(
    "note",
    ["合计是手填的", "Total typed by hand"],
    ["合计是手填的数，建议改用求和公式。", "The total is typed, not a formula."],
  ),
  L09: entry(
    "explain",
    ["数值异常", "Unusual value"],
    [
      "{of}为 {found}，一般在 {min} 到 {max} 之间，请确认单位（元/万元）。",
      "{of} is {found}; usually between {min} and {max}. Check the unit of measure.",
    ],
  ),
  L10: entry(
    "must",
    ["应当填写", "Must be filled"],
    ["{because}时，“{column}”应当填写。", "When {because}, “{column}” must be filled."],
  ),
  L11: entry(
    "must",
    ["不应填写", "Must be empty"],
    [
      "{because}时，“{column}”不应填写（现填 {found}）。",
      "When {because}, “{column}” must be empty (it holds {found}).",
    ],
  ),
  L12: entry(
    "note",
    ["已逾期", "Overdue"],
    ["应于 {due} 完成，已逾期 {days} 天。", "Due {due}; overdue by {days} days."],
  ),
  L13: entry(
    "explain",
    ["混入其他口径", "Another kind of money"],
    [
      "表头“{found}”不属于本报表，请确认没有混在一起统计。",
      "Header “{found}” is not of this sheet; make sure it was not mixed in.",
    ],
  ),
  L14: entry(
    "note",
    ["有的月份没有记录", "A month without a row"],
    ["“{value}”在 {months} 没有记录。", "“{value}” has no row in {months}."],
  ),

  // Against history and base figures
  T01: entry(
    "explain",
    ["累计数下降", "Cumulative figure fell"],
    [
      "“{measure}”为 {found}，上次是 {expected}。累计数不应减少，请核对或说明。",
      "“{measure}” is {found}, last time {expected}. A cumulative figure should not fall.",
    ],
  ),
  T04: entry(
    "explain",
    ["与上次相差很大", "Far from last time"],
    [
      "“{measure}”为 {found}，上次是 {expected}（{times} 倍）。请确认或说明。",
      "“{measure}” is {found}, last time {expected} ({times} times). Confirm or explain.",
    ],
  ),
  T05: entry(
    "explain",
    ["疑似元/万元混用", "元 and 万元 mixed?"],
    [
      "“{measure}”为 {found}，恰为上次 {expected} 的一万倍左右，请核对单位。",
      "“{measure}” is {found}, about ten thousand times {expected} or the reverse. Check the unit.",
    ],
  ),
  T10: entry(
    "explain",
    ["与上级掌握的不一致", "Differs from the base figure"],
    [
      "“{column}”填 {found}，上级掌握的是 {expected}。请核对或说明。",
      "“{column}” is {found}; the superior holds {expected}. Check or explain.",
    ],
  ),

  // Explanations
  E01: entry(
    "must",
    ["没有说明", "Explanation missing"],
    [
      "{count} 处核实性问题还没有说明（每处至少 6 个字）。",
      "{count} findings still need an explanation of at least six characters.",
    ],
  ),
  E02: entry(
    "must",
    ["说明太空", "Explanation says nothing"],
    ["“{found}”没有说明原因，请写明具体情况。", "“{found}” gives no reason. Say what happened."],
  ),
} as const satisfies Record<string, Entry>;

export type IssueCode = keyof typeof CATALOGUE;

/** The issue's sentence in a language. A slot that is itself bilingual comes as "zh\u0000en". */
export function sayIssue(issue: Issue, language: "zh" | "en"): string {
  const template = CATALOGUE[issue.code].message[language];
  const said = template.replace(/\{(\w+)\}/g, (_, slot: string) => saySlot(issue.slots[slot], language));
  return said.replace(/ {2,}/g, " ").trim();
}

/** Makes one slot of a bilingual text. */
export function slotOf(text: Text): string {
  return `${text.zh}\u0000${text.en}`;
}

function saySlot(value: string | number | undefined, language: "zh" | "en"): string {
  if (value === undefined) return "";
  if (typeof value === "number") return value.toLocaleString("en-US", { maximumFractionDigits: 6 });
  const [zh = "", en = zh] = value.split("\u0000");
  return language === "zh" ? zh : en;
}
