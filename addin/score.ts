// How well reading does on sheets whose right answer is known: `npm run score -- DIR`, a folder with an expected.json
// (one entry per table: header rows, first and last data row, rows, totals rows, sums by header, list or not). It
// prints per table what was right and the shares of all. Exit code 2 when the folder cannot be used.
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { type Reading, readGrid } from "../shared/read/read.ts";
import { sumOf } from "../shared/read/sum.ts";
import type { Table } from "../shared/read/table.ts";
import { tight } from "../shared/read/text.ts";
import { SHEETS } from "../shared/sheets/index.ts";
import { openXlsx } from "./hosts/xlsx/open.ts";

/** What expected.json says of one table; rows are the worksheet's own. */
interface Expected {
  readonly file: string;
  readonly kind: string;
  readonly nature: string;
  readonly sheetName: string;
  /** From 1, among the tables of its worksheet. */
  readonly tableIndex: number;
  readonly isListTable: boolean;
  readonly headerRows: readonly number[];
  readonly firstDataRow: number | null;
  readonly lastDataRow: number | null;
  readonly dataRowCount: number;
  readonly totalsRow: number | readonly number[] | null;
  readonly subtotalRows: readonly number[];
  readonly sums: Readonly<Record<string, number>>;
}

type Question = "refused" | "header" | "range" | "count" | "totals" | "sums" | "kind";

/** Right answers and questions asked. */
interface Marks {
  right: number;
  asked: number;
}

type Score = Partial<Record<Question, Marks>> & { readonly wrong: string[] };

const QUESTIONS: readonly (readonly [Question, string])[] = [
  ["refused", "no list, and refused"],
  ["header", "header rows"],
  ["range", "first and last data row"],
  ["count", "number of rows"],
  ["totals", "rows of totals"],
  ["sums", "sums of columns, where the rows are right"],
  ["kind", "kind of sheet, where filled and of a core kind"],
];

/** The kinds that have a sheet: the first word of the sheets' keys. */
const KINDS = new Set(SHEETS.map(({ key }) => kindOf(key)));

function kindOf(key: string): string {
  return key.slice(0, key.indexOf("-"));
}

async function readings(file: string): Promise<(worksheet: string) => { reading: Reading; sums: Sums }> {
  const { worksheets } = await openXlsx(new Uint8Array(await readFile(file)), file);
  return (name) => {
    // A text file has one worksheet, whatever it is called.
    const found = worksheets.find((worksheet) => worksheet.name === name) ?? worksheets[0];
    if (!found) throw new Error(`${file}: ${name}`);
    const reading = readGrid(found.grid, { sheets: SHEETS, today: today() });
    return { reading, sums: (table) => table.columns.map((column) => sumOf(table, column, found.grid).sum) };
  };
}

type Sums = (table: Table) => (number | null)[];

function scoreTable(expected: Expected, reading: Reading, sums: Sums): Score {
  const score: Score = { wrong: [] };
  const mark = (question: Question, right: boolean, said: string) => {
    const marks = score[question] ?? { right: 0, asked: 0 };
    score[question] = marks;
    marks.asked += 1;
    if (right) marks.right += 1;
    else score.wrong.push(`${question}: ${said}`);
  };
  if (!expected.isListTable) {
    mark("refused", reading.tables.length === 0, `${reading.tables.length} tables were read`);
    return score;
  }
  const table = reading.tables[expected.tableIndex - 1];
  const at = table?.at ?? [];
  const same = (found: readonly unknown[], wanted: readonly unknown[]) => found.join() === wanted.join();
  mark("header", same(table?.headerRows ?? [], expected.headerRows), `${table?.headerRows.join() ?? "none"}`);
  const range = expected.dataRowCount > 0 ? [expected.firstDataRow, expected.lastDataRow] : [null, null];
  const rangeRight = table !== undefined && same([table.firstDataRow, table.lastDataRow], range);
  mark("range", rangeRight, `${table?.firstDataRow}–${table?.lastDataRow}, expected ${range.join("–")}`);
  mark("count", at.length === expected.dataRowCount, `${at.length}, expected ${expected.dataRowCount}`);
  const wanted = [expected.totalsRow ?? [], expected.subtotalRows].flat().sort((a, b) => a - b);
  const totals = table?.totals.map(({ row }) => row) ?? [];
  mark("totals", same(totals, wanted), `${totals.join() || "none"}, expected ${wanted.join() || "none"}`);
  const found = table ? sums(table) : [];
  for (const [header, sum] of Object.entries(rangeRight ? expected.sums : {})) {
    const index = table?.columns.findIndex((column) => tight(column.header) === tight(header)) ?? -1;
    const read = found[index] ?? null;
    mark("sums", read !== null && Math.abs(read - sum) < 5e-7, `${header} ${read}, expected ${sum}`);
  }
  if (expected.nature.startsWith("filled") && KINDS.has(expected.kind)) {
    const likely = (table?.sheet ?? table?.otherwise)?.key ?? null;
    const sure = table?.sheet ? "" : "?";
    mark("kind", likely !== null && kindOf(likely) === expected.kind, `${likely ?? "none"}${sure}`);
  }
  return score;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

async function main([folder]: readonly string[]): Promise<number> {
  if (folder === undefined) {
    process.stderr.write("npm run --silent score -- DIR\n");
    return 2;
  }
  const list = JSON.parse(await readFile(path.join(folder, "expected.json"), "utf8")) as Expected[];
  const all = new Map<Question, Marks>();
  for (const expected of list) {
    const name = `${expected.file} · ${expected.sheetName} ${expected.tableIndex}`;
    let score: Score;
    try {
      const { reading, sums } = (await readings(path.join(folder, expected.file)))(expected.sheetName);
      score = scoreTable(expected, reading, sums);
    } catch (error) {
      // A file that cannot be read is scored as a failure and never stops the others.
      const said = error instanceof Error ? error.message : String(error);
      score = { header: { right: 0, asked: 1 }, wrong: [`not read: ${said}`] };
    }
    const questions = QUESTIONS.flatMap(([question]) => {
      const marks = score[question];
      if (!marks) return [];
      const sum = all.get(question) ?? { right: 0, asked: 0 };
      all.set(question, { right: sum.right + marks.right, asked: sum.asked + marks.asked });
      return [`${question} ${marks.right}/${marks.asked}`];
    });
    process.stdout.write(`${score.wrong.length === 0 ? "✓" : "✗"} ${name}\n    ${questions.join("  ")}\n`);
    for (const line of score.wrong) process.stdout.write(`    ✗ ${line}\n`);
  }
  process.stdout.write("\n");
  for (const [question, label] of QUESTIONS) {
    const { right, asked } = all.get(question) ?? { right: 0, asked: 0 };
    if (asked > 0)
      process.stdout.write(
        `${((100 * right) / asked).toFixed(1).padStart(6)} %  ${`${right}/${asked}`.padEnd(8)} ${label}\n`,
      );
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
