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
      "没有认出这是哪张报表{likely}。请选择报表。",
      "This table is of no known sheet{likely}. Choose the sheet.",
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
      "本工作表还有 {count} 个表格（从第 {rows} 行开始），请在上方选择要报送的那个。",
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
  F13: entry(
    "explain",
    ["报告期前后不一", "Periods disagree"],
    [
      "标题写的是{found}，表中又写“{words}”，请核对哪一个对。{days}",
      "The title says {found}, the sheet also says “{words}”; check which is right. {days}",
    ],
  ),
  F14: entry(
    "note",
    ["提到颜色", "Colours are mentioned"],
    [
      "“{found}”用颜色表示含义；颜色不会读取和报送，请另用文字写明。",
      "“{found}” gives colours a meaning; colours are neither read nor sent. Put it in words.",
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
      "“{first}”（{taken}列）和“{second}”（{other}列）都是“{column}”，请只保留一列，或在上方另选列。",
      "“{first}” (column {taken}) and “{second}” (column {other}) both mean “{column}”; keep one, or choose above.",
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
  H09: entry(
    "note",
    ["按标题补充的列", "Column taken from the title"],
    [
      "没有“{column}”列，各行都按标题里的“{found}”读取。",
      "There is no column “{column}”; every row was read as “{found}”, which the title names.",
    ],
  ),
  H10: entry(
    "note",
    ["几列合计为一列", "Columns added together"],
    ["{headers}相加，计入“{column}”。", "{headers} were added together as “{column}”."],
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
    ["重复填报", "Reported twice"],
    [
      "与第 {other} 行的“{columns}”相同，应当只报一次。请改正其中一行，或删去一行。",
      "“{columns}” is the same as in row {other}, but is reported once. Correct one of the rows or delete it.",
    ],
  ),
  R05: entry(
    "note",
    ["序号不连续", "Numbers skip"],
    [
      "序号从 {from} 跳到 {to}，请看看是否漏填或误删了行。",
      "The numbers go from {from} to {to}; see whether a row was left out or deleted.",
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
  R07: entry(
    "must",
    ["行的报告期不一致", "Period of the row differs"],
    [
      "“{column}”是{found}，本次报送的是{expected}。请改正，或把这一行移到所属报告期的表中。",
      "“{column}” is {found}, this submission is for {expected}. Correct it, or move the row to the sheet of its period.",
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
  R09: entry(
    "note",
    ["不计数的行", "Row not counted"],
    [
      "“{found}”是上面数据的构成或说明，不作为一行数据，没有计数。",
      "“{found}” tells of the rows above; it was not read as a row of its own and is not counted.",
    ],
  ),
  R10: entry(
    "waivable",
    ["疑似合计行", "Probably a total"],
    [
      "“{found}”一行的数等于第 {rows} 行之和，像是合计行，会重复计数。是合计的，请在行首写明“合计”或“小计”。",
      "The figures of “{found}” are the sums of rows {rows}: a total that would be counted twice. If it is one, begin the row with 合计 or 小计.",
    ],
  ),
  R11: entry(
    "note",
    ["几行合为一条", "Rows of one record"],
    [
      "从第 {row} 行起，合并单元格内的几行按一条读取，这样的共 {count} 条。",
      "From row {row} on, rows under one merged cell were read as one record; there are {count} of these.",
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
      "“{found}”不是完整日期，“{column}”应填年月日，如 2020-03-27{or}。",
      "“{found}” is not a full date; “{column}” takes one such as 2020-03-27{or}.",
    ],
  ),
  C04: entry(
    "must",
    ["应为整数", "Whole number expected"],
    [
      "“{column}”填了 {found}，应为整数。请改填整数。",
      "“{column}” is {found}; a whole number is expected. Enter one.",
    ],
  ),
  C05: entry(
    "must",
    ["数值太小", "Too small"],
    [
      "“{column}”填了 {found}，不能小于 {min}。请核对后改填。",
      "“{column}” is {found}; it cannot be below {min}. Check and correct it.",
    ],
  ),
  C06: entry(
    "must",
    ["超出范围", "Out of range"],
    [
      "“{column}”填了 {found}，应在 {min} 到 {max} 之间。请核对后改填。",
      "“{column}” is {found}; expected between {min} and {max}. Check and correct it.",
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
    [
      "“{column}”有 {found} 个字，最多 {most} 个。请精简。",
      "“{column}” has {found} characters; at most {most}. Shorten it.",
    ],
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
      "“{column}”只有 {found} 个字，至少 {least} 个。请写具体。",
      "“{column}” has {found} characters; at least {least}. Say more.",
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
    [
      "“{column}”是 {found}，晚于今天 {today}。请改填实际日期；还没有发生的，先不填。",
      "“{column}” is {found}, after today ({today}). Enter the real day; leave it empty until then.",
    ],
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
  C25: entry(
    "explain",
    ["条数与正文不符", "Number of items differs"],
    [
      "“{column}”是{found}，“{text}”中编号到 {items}。请核对。",
      "“{column}” is {found}; “{text}” numbers {items} items. Please check.",
    ],
  ),
  C24: entry(
    "must",
    ["不合最小单位", "Between two steps"],
    [
      "“{column}”填了 {found}，应为 {step} 的整数倍。请改填最接近的数。",
      "“{column}” is {found}; expected a multiple of {step}. Enter the nearest.",
    ],
  ),
  C26: entry(
    "explain",
    ["疑似写错", "Probably misspelt"],
    [
      "“{found}”不在“{column}”的常用项中，像是“{near}”。写错了请改；没有写错请说明。",
      "“{found}” is none of the usual values of “{column}”, but is like “{near}”. Correct it, or say that it is right.",
    ],
  ),
  C27: entry(
    "must",
    ["不是时间", "Not a time"],
    [
      "“{found}”不是具体时间，“{column}”应填时:分，如 09:30。",
      "“{found}” is not a time; “{column}” takes hours and minutes such as 09:30.",
    ],
  ),
  C28: entry(
    "explain",
    ["金额小数过多", "Too many decimals of money"],
    [
      "“{column}”填了 {found}，金额最多两位小数，按 {read} 计。请改填，或说明。",
      "“{column}” is {found}; money has two decimals at most, so {read} is counted. Correct it or explain.",
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

  C29: entry(
    "must",
    ["同一条填法不一", "One record, two answers"],
    [
      "同一条的几行里“{column}”填得不一样（{found}），无法判断。请统一为一种，或拆成几条。",
      "The rows of one record hold different “{column}” ({found}). Make them agree, or make several records.",
    ],
  ),
  C30: entry(
    "explain",
    ["填错了列", "In the wrong column"],
    [
      "“{found}”按“{column}”{read} 计。请填到“{column}”列，或说明。",
      "“{found}” was counted as “{column}” {read}. Enter it there, or explain.",
    ],
  ),
  C31: entry(
    "must",
    ["计量单位不对", "Wrong unit of measure"],
    [
      "“{found}”的单位是“{unit}”，“{column}”应填{expected}数。请改正，或填到对应的列。",
      "“{found}” counts {unit}; “{column}” counts {expected}. Correct it or enter it in its own column.",
    ],
  ),

  // Between cells
  L01: entry(
    "must",
    ["合计不符", "Total differs"],
    [
      "“{column}”的{total}填 {found}，各行之和是 {expected}，差 {difference}。请核对{total}或各行。",
      "“{column}”: the {total} says {found}, the rows add up to {expected}, difference {difference}. Check both.",
    ],
  ),
  L02: entry(
    "must",
    ["数量关系不符", "Figures do not fit"],
    [
      "{left} {found}，应{relation}{right} {expected}，差 {difference}。{ask}",
      "{left} {found}; expected {relation} {right} {expected}, difference {difference}. {ask}",
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
    [
      "“{later}”{found} 早于“{earlier}”{expected}。请核对，改正填错的一个。",
      "“{later}” {found} is before “{earlier}” {expected}. Correct whichever is wrong.",
    ],
  ),
  L06: entry(
    "explain",
    ["间隔过长", "Too far apart"],
    [
      "“{later}”是 {day}，在报告期末 {end} 之后 {found} 天，一般不超过 {expected} 天。请核对，或说明。",
      "“{later}” is {day}, {found} days after the end of the period ({end}); usually at most {expected}. Check or explain.",
    ],
  ),
  L07: entry(
    "explain",
    ["比率不符", "Ratio differs"],
    [
      "“{column}”填的是 {found}，按{numerator}÷{denominator}应为 {expected}。请核对这三项。",
      "“{column}” is {found}; {numerator} ÷ {denominator} gives {expected}. Check all three.",
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
      "{of}为 {found}，一般在 {min} 到 {max} 之间。{ask}",
      "{of} is {found}; usually between {min} and {max}. {ask}",
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
    ["应于 {due} 完成，到 {asOf} 已逾期 {days} 天。", "Due {due}; overdue by {days} days as of {asOf}."],
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
      "“{measure}”为 {found}，约是上次 {expected} 的{apart}，请核对单位（元/万元）。",
      "“{measure}” is {found}, about {apart} {expected} of last time. Check the unit of measure.",
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
