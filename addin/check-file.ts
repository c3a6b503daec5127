// The checker on the command line: reads workbooks from disk with the code of the pane and prints what it finds, for
// people (in Chinese) or as JSON. It writes nothing, asks no server and never shows a stack trace.
// Exit code: 0 clean, 1 something must be fixed, 2 a file could not be read.
import { readFile } from "node:fs/promises";
import process from "node:process";
import { CATALOGUE, sayIssue } from "../shared/check/catalogue.ts";
import { type InspectOptions, inspect } from "../shared/check/inspect.ts";
import type { Fix, Issue } from "../shared/check/issue.ts";
import { dayOfSerial, isDateFormat } from "../shared/read/date.ts";
import { columnOf, formatAt, type Grid } from "../shared/read/grid.ts";
import { roundOff } from "../shared/read/number.ts";
import { sumOf } from "../shared/read/sum.ts";
import type { Table } from "../shared/read/table.ts";
import { daysOf, sayPeriod } from "../shared/report/period.ts";
import type { Effect } from "../shared/sheet/rule.ts";
import { SHEETS } from "../shared/sheets/index.ts";
import { type RefusalReason, WorkbookRefusal } from "./hosts/workbook.ts";
import { openXlsx } from "./hosts/xlsx/open.ts";
import { sayIn, type TextKey } from "./pane/texts.ts";

type Refused = RefusalReason | "notAList" | "tooManyRows" | "notFound";

interface CheckedFile {
  readonly file: string;
  readonly refused: Refused | null;
  readonly tables: CheckedTable[];
}

interface CheckedTable {
  readonly worksheet: string;
  readonly sheet: string | null;
  readonly confidence: number;
  readonly period: string | null;
  readonly unit: string | null;
  readonly headerRows: readonly number[];
  readonly firstDataRow: number | null;
  readonly lastDataRow: number | null;
  readonly rows: number;
  readonly totalsRows: readonly number[];
  readonly columns: readonly {
    readonly letter: string;
    readonly header: string;
    readonly key: string | null;
    readonly numbers: number;
    readonly sum: number | null;
  }[];
  readonly issues: readonly CheckedIssue[];
}

interface CheckedIssue {
  readonly code: string;
  readonly effect: Effect;
  readonly cell: string | null;
  /** Further cells of the same finding. */
  readonly cells?: readonly string[];
  readonly message: string;
  readonly fix?: Fix;
  /** What the fix writes, as the cell shows it: a day, a percentage. */
  readonly fixed?: string;
}

const say = sayIn("zh");

/** The sentence for each reason why a file was not read. */
const REFUSED: Readonly<Partial<Record<Refused, TextKey>>> = {
  notXlsx: "notXlsx",
  passwordProtected: "passwordProtected",
  tooLarge: "tooLarge",
  empty: "emptyFile",
  notAList: "noTable",
  tooManyRows: "tooManyRows",
};

async function checkFile(file: string, options: InspectOptions): Promise<CheckedFile> {
  try {
    const { worksheets } = await openXlsx(new Uint8Array(await readFile(file)), file);
    const tables: CheckedTable[] = [];
    let refused: Refused | null = "empty";
    for (const { grid } of worksheets) {
      const found = checkWorksheet(grid, options);
      tables.push(...found.tables);
      if (found.refused !== null && found.refused !== "empty") refused = found.refused;
    }
    return { file, refused: tables.length > 0 ? null : refused, tables };
  } catch (error) {
    if (error instanceof WorkbookRefusal) return { file, refused: error.reason, tables: [] };
    if (error instanceof Error && "code" in error) return { file, refused: "notFound", tables: [] };
    return { file, refused: "host", tables: [] };
  }
}

function checkWorksheet(
  grid: Grid,
  options: InspectOptions,
): { tables: CheckedTable[]; refused: Refused | null } {
  const { reading, table: chosen, issues } = inspect(grid, options);
  const tables = reading.tables.map((table) => {
    if (table === chosen) return checkedTable(table, grid, issues);
    const own = inspect(grid, { ...options, tableAt: table.headerRows[0] ?? 0 });
    const same = own.table?.columns[0]?.letter === table.columns[0]?.letter;
    return checkedTable(table, grid, same ? own.issues : table.findings);
  });
  return { tables, refused: reading.refused };
}

function checkedTable(table: Table, grid: Grid, issues: readonly Issue[]): CheckedTable {
  return {
    worksheet: table.worksheet,
    sheet: table.sheet?.key ?? null,
    confidence: table.confidence,
    period: table.period,
    unit: table.unit,
    headerRows: table.headerRows,
    firstDataRow: table.firstDataRow,
    lastDataRow: table.lastDataRow,
    rows: table.at.length,
    totalsRows: table.totals.map(({ row }) => row),
    columns: table.columns
      .filter(({ made }) => !made)
      .map((column) => ({
        letter: column.letter,
        header: column.header,
        key: column.key,
        ...sumOf(table, column, grid),
      })),
    issues: issues.map((issue) => ({
      code: issue.code,
      effect: issue.effect,
      cell: issue.cell,
      ...(issue.cells && issue.cells.length > 0 ? { cells: issue.cells } : {}),
      message: sayIssue(issue, "zh").replace(IN_THE_PANE, ""),
      ...(issue.fix ? { fix: issue.fix, fixed: sayFix(issue.fix, grid) } : {}),
    })),
  };
}

/** What only the pane can do. */
const IN_THE_PANE = /[，。]?(?:请|或)(?:在上方[^，。]*|选择报表)(?=[，。])/;

/** 43917 in a cell of days is 2020-03-27, 0.833 in a cell of percentages 83.3%. */
function sayFix({ cell, after, format }: Fix, grid: Grid): string {
  if (typeof after !== "number") return after;
  const row = Number(/\d+$/.exec(cell)?.[0]);
  const shown = format ?? formatAt(grid, row, columnOf(cell.replace(/\d+$/, "")));
  if (isDateFormat(shown)) return dayOfSerial(after, grid.date1904) ?? String(after);
  return shown.includes("%") ? `${roundOff(after * 100)}%` : String(after);
}

const EFFECTS: readonly (readonly [Effect, mark: string])[] = [
  ["must", "✗"],
  ["waivable", "✗"],
  ["explain", "?"],
  ["note", "·"],
];

function print({ file, refused, tables }: CheckedFile): string {
  const lines = [file];
  if (refused) {
    const key = REFUSED[refused];
    lines.push(
      `  ✗ ${refused === "notFound" ? "找不到或打不开这个文件。" : key ? say(key) : say("hostRefused")}`,
    );
  }
  for (const table of tables) {
    const { sheet, headerRows, firstDataRow, lastDataRow, rows, totalsRows, issues } = table;
    const label = SHEETS.find(({ key }) => key === sheet)?.label.zh;
    const facts = [
      label ? `《${label}》 ${Math.round(table.confidence * 100)}%` : "不是已知的报表",
      table.period ? sayPeriod(table.period, "zh") : null,
      table.unit,
      `表头第 ${headerRows.join("、")} 行`,
      firstDataRow === null ? "没有数据" : `数据第 ${firstDataRow}—${lastDataRow} 行，共 ${rows} 行`,
      totalsRows.length > 0 ? `合计第 ${totalsRows.join("、")} 行` : null,
    ];
    lines.push("", `  ${table.worksheet}`, `  ${facts.filter((fact) => fact !== null).join(" · ")}`);
    const sums = table.columns.filter(
      ({ numbers, key, header }) => numbers > 0 && key !== "seq" && header !== "序号",
    );
    for (const { letter, header, numbers, sum } of sums)
      lines.push(
        `    ${letter.padEnd(3)}${header}  ${numbers} 个数，合计 ${(sum ?? 0).toLocaleString("en-US", { maximumFractionDigits: 10 })}`,
      );
    if (issues.length === 0) lines.push("    ✓ 没有发现问题");
    for (const [effect, mark] of EFFECTS)
      for (const issue of issues.filter((each) => each.effect === effect)) {
        const more = issue.cells ? `（等 ${issue.cells.length + 1} 处）` : "";
        const { title } = CATALOGUE[issue.code as keyof typeof CATALOGUE];
        lines.push(`    ${mark} ${(issue.cell ?? "").padEnd(6)}${title.zh}：${issue.message}${more}`);
        if (issue.fixed !== undefined) lines.push(`             → ${issue.fixed}`);
      }
  }
  return lines.join("\n");
}

/** Today in UTC+8, where deadlines and dates of the sheets belong. */
function today(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** What the arguments ask for, or a sentence that says why that is not clear. */
function askedFor(
  args: readonly string[],
): { files: string[]; period: string | null; json: boolean } | string {
  const files: string[] = [];
  let period: string | null = null;
  let json = false;
  for (let n = 0; n < args.length; n++) {
    const arg = args[n] as string;
    if (arg === "--json") json = true;
    else if (arg === "--period") {
      n += 1;
      period = args[n] ?? "";
      if (!daysOf(period))
        return `“${period}”不是报告期，应写作 2020Q1（季度）、2020-03（月）、2020H1（半年）或 2020（年）。`;
    } else if (arg.startsWith("--")) return `没有“${arg}”这个选项。`;
    else files.push(arg);
  }
  return files.length > 0 ? { files, period, json } : "请给出要检查的文件。";
}

async function main(args: readonly string[]): Promise<number> {
  const asked = askedFor(args);
  if (typeof asked === "string") {
    process.stderr.write(`${asked}\nnpm run --silent check-file -- FILE… [--json] [--period 2020Q1]\n`);
    return 2;
  }
  const { files, period, json } = asked;
  const checked: CheckedFile[] = [];
  for (const file of files) checked.push(await checkFile(file, { sheets: SHEETS, today: today(), period }));
  const text = json ? JSON.stringify(checked, null, 2) : checked.map(print).join("\n\n");
  await new Promise((done) => process.stdout.write(`${text}\n`, done));
  if (checked.some(({ refused }) => refused !== null)) return 2;
  return checked.some(({ tables }) =>
    tables.some(({ issues }) => issues.some(({ effect }) => effect === "must")),
  )
    ? 1
    : 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
