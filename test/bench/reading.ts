// Lines a and b: reading and checking a large worksheet, beside a compiled Ajv over objects that were made
// before; and checking again after one edit, beside checking everything. The data is invented.
import { Ajv } from "ajv";
import { chance } from "../../city/chance.ts";
import { serialOf } from "../../city/clerk-sheet.ts";
import { createInspection, inspect } from "../../shared/check/inspect.ts";
import { addressOf, type Cell, type Grid } from "../../shared/read/grid.ts";
import { isNumber } from "../../shared/sheet/column.ts";
import { sheetOf } from "../../shared/sheets/index.ts";
import { type Line, lineOf, medianOf, rounded } from "./line.ts";

const SHEET = sheetOf("donation-summary");
/** Nineteen columns of the sheet, and one that it does not know. */
const KEYS =
  "org campaign asOf members donorsM donorsLead donorsO donors amountM amountO amount byUnit byHome byTransfer handed handedOn account receipt rate".split(
    " ",
  );
const OPTIONS = { sheets: SHEET ? [SHEET] : [], today: "2026-11-20", period: "2026Q3" };
const HEADER = 3;

export async function readingLines(): Promise<Line[]> {
  const large = gridOf(100_000);
  const objects = objectsOf(large);
  const validate = new Ajv({ allErrors: true }).compile(schema());
  const ours = await medianOf(5, () => mustBeClean(large));
  const peer = await medianOf(5, () => {
    if (!objects.every((object) => validate(object))) throw new Error(JSON.stringify(validate.errors));
  });
  const messy = written(large);
  const asWritten = await medianOf(3, () => mustBeClean(messy));
  const a = lineOf({
    key: "a",
    what: "read and check a worksheet of 100,000 x 20 cells: header, types, totals, rules, keys over all rows",
    unit: "ms",
    ours: rounded(ours),
    against: "Ajv compiled, types and ranges only, on objects made before",
    peer: rounded(peer),
    more: {
      "rows per second": rounded(100_000 / (ours / 1000)),
      "making those objects, ms": rounded(await medianOf(3, () => objectsOf(large))),
      "half of the numbers written as people do, ms": rounded(asWritten),
      "that against plain numbers": rounded(asWritten / ours),
    },
  });

  const middle = gridOf(50_000);
  const live = createInspection(middle, OPTIONS);
  const column = middle.left + KEYS.indexOf("members");
  const full = await medianOf(5, () => mustBeClean(middle));
  const edit = await medianOf(101, (n) => {
    // Every second edit breaks a rule and the next one mends it: the finding must come and go.
    const row = middle.top + HEADER + 25_000 + Math.floor(n / 2);
    const members = middle.values[row - middle.top]?.[column - middle.left] ?? null;
    const area = areaWith(row, column, n % 2 === 0 ? 0 : members);
    const at = addressOf(row, column + 1);
    const broken = live.edit(area).issues.some(({ cell, effect }) => cell === at && effect === "must");
    if (broken !== (n % 2 === 0)) throw new Error(`the edit of row ${row} was not judged rightly`);
  });
  const b = lineOf({
    key: "b",
    what: "check again after one edit in 50,000 x 20 cells",
    unit: "ms",
    ours: rounded(edit),
    against: "reading and checking the whole worksheet again",
    peer: rounded(full),
  });
  return [a, b];
}

function mustBeClean(grid: Grid): void {
  const { rows, issues } = inspect(grid, OPTIONS);
  const [stop] = issues.filter(({ effect }) => effect !== "note");
  if (stop || rows?.at.length !== grid.values.length - HEADER)
    throw new Error(`the worksheet was not read as it is: ${rows?.at.length} rows, ${JSON.stringify(stop)}`);
}

/** The same worksheet with every second number as text: thousands separators, full-width digits, blanks. */
function written(grid: Grid): Grid {
  const full = (text: string) =>
    text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const ways = [
    (n: number) => n.toLocaleString("en-US"),
    (n: number) => full(String(n)),
    (n: number) => ` ${n} `,
  ];
  const dates = new Set(["asOf", "handedOn"].map((key) => KEYS.indexOf(key)));
  const values = grid.values.map((row, r) =>
    row.map((cell, c) => {
      if (r < HEADER || typeof cell !== "number" || dates.has(c) || (r + c) % 2 === 1) return cell;
      return ways[(r + c) % 3]?.(cell) ?? cell;
    }),
  );
  return { ...grid, values };
}

const areaWith = (row: number, column: number, value: Cell): Grid => ({
  worksheet: "Sheet1",
  top: row,
  left: column,
  values: [[value]],
  merges: [],
  hiddenRows: [],
});

/** A title, captions, a header with units of measure, and rows without a fault. */
function gridOf(rows: number): Grid {
  const { between, pick } = chance(rows);
  const header = KEYS.map((key) => {
    const column = SHEET?.columns[key];
    return column ? `${column.label.zh}${isNumber(column) ? `（${column.unit.zh}）` : ""}` : key;
  });
  const values: Cell[][] = [
    ["示例市2026年第三季度党员捐款情况统计表"],
    ["填报单位：示例市直机关工委"],
    [...header, "系统流水号"],
  ];
  const [asOf, handedOn] = [serialOf("2026-09-30"), serialOf("2026-10-09")];
  for (let n = 1; n <= rows; n++) {
    const members = between(4, 60);
    const donorsM = between(1, members);
    const donorsO = between(1, 5);
    const [amountM, amountO] = [donorsM * between(20, 200), donorsO * between(20, 100)];
    const amount = amountM + amountO;
    const byHome = Math.floor(amount / 10);
    const campaign = pick(["疫情防控", "慈善一日捐", "扶贫", "救灾"]);
    const account = pick(["慈善会", "红十字会"]);
    const rate = Math.round((donorsM / members) * 1000) / 10;
    // biome-ignore format: in the order of KEYS
    values.push([`示例第${n}党支部`, campaign, asOf, members, donorsM, 0, donorsO, donorsM + donorsO, amountM, amountO, amount, amount - byHome, byHome, 0, amount, handedOn, account, `示${n}`, rate, n]);
  }
  const day = Array.from({ length: 20 }, (_, n) => (n === 2 || n === 15 ? "yyyy-mm-dd" : null));
  return {
    worksheet: "Sheet1",
    top: 1,
    left: 1,
    values,
    formats: values.map((_, n) => (n < HEADER ? undefined : day)),
    merges: [],
    hiddenRows: [],
  };
}

function objectsOf(grid: Grid): Record<string, Cell>[] {
  return grid.values
    .slice(HEADER)
    .map((row) => Object.fromEntries([...KEYS, "serial"].map((key, n) => [key, row[n] ?? null])));
}

/** The types and ranges of the same columns; what a schema cannot say (sums, ratios, keys) is left out. */
function schema(): object {
  const properties = Object.fromEntries(
    KEYS.map((key) => {
      const column = SHEET?.columns[key];
      if (column && isNumber(column))
        return [
          key,
          { type: column.kind === "count" ? "integer" : "number", minimum: 0, maximum: column.max ?? 9e15 },
        ];
      if (column?.kind === "date") return [key, { type: "integer", minimum: 36_526, maximum: 55_000 }];
      if (column?.kind === "choice" && !column.open)
        return [key, { type: "string", enum: column.choices.map(({ label }) => label.zh) }];
      return [key, { type: "string", minLength: 1, maxLength: 4000 }];
    }),
  );
  return { type: "object", properties: { ...properties, serial: { type: "integer" } }, required: KEYS };
}
