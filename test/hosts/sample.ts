// An invented workbook with the traits that a host must keep: a merged title, a two-row header, dates, text
// that looks like a formula, a formula, a hidden row and a hidden worksheet; and more that only the file
// keeps: a chart, a drop-down list, a conditional format, a table.
import { type Cell, writeXlsx } from "hucre/xlsx";

const DATE = { numFmt: "yyyy/m/d" };
const MONEY = { numFmt: "#,##0.00", font: { name: "宋体", size: 12, bold: true } };

export const ROWS = [
  ["示例党委捐款情况统计表（虚构）", null, null, null, null],
  ["序号", "支部", "日期", "金额", null],
  [null, null, null, "应交", "实交"],
  [1, "第一支部", 43831, 100, 90.5],
  [2, "第二支部", 43832, 200, 200],
  [3, "=第三支部", 43833, 300, null],
  ["合计", null, null, 600, 290.5],
] as const;

let made: Promise<Uint8Array> | null = null;

/** The same bytes at every call. */
export async function sampleBytes(): Promise<Uint8Array> {
  made ??= makeSample();
  return made;
}

async function makeSample(): Promise<Uint8Array> {
  const cells = new Map<string, Partial<Cell>>();
  for (const [r, row] of ROWS.entries()) {
    for (const [c, value] of row.entries()) {
      if (value === null) continue;
      const style = r > 2 && c === 2 ? DATE : r > 2 && c > 2 ? MONEY : undefined;
      cells.set(`${r},${c}`, { value, ...(style ? { style } : {}) });
    }
  }
  cells.set("6,3", { value: 600, formula: "SUM(D4:D6)", formulaResult: 600, style: MONEY });
  cells.set("6,4", { value: 290.5, formula: "SUM(E4:E6)", formulaResult: 290.5, style: MONEY });
  return writeXlsx({
    sheets: [
      {
        name: "报表",
        rows: [],
        cells,
        columns: [{ width: 8 }, { width: 18 }, { width: 12 }, { width: 12 }, { width: 12 }],
        merges: [
          { startRow: 0, startCol: 0, endRow: 0, endCol: 4 },
          { startRow: 1, startCol: 3, endRow: 1, endCol: 4 },
        ],
        rowDefs: new Map([[4, { hidden: true }]]),
        freezePane: { rows: 3 },
        dataValidations: [{ type: "list", range: "B4:B6", values: ["第一支部", "第二支部"] }],
        conditionalRules: [
          { type: "cellIs", priority: 1, operator: "greaterThan", formula: "250", range: "D4:D6" },
        ],
        charts: [
          {
            type: "column",
            series: [{ name: "应交", values: "报表!$D$4:$D$6", categories: "报表!$B$4:$B$6" }],
            anchor: { from: { row: 8, col: 0 }, to: { row: 20, col: 5 } },
          },
        ],
      },
      {
        name: "名单",
        rows: [
          ["姓名", "所在支部"],
          ["某甲", "第一支部"],
          ["某乙", "第二支部"],
        ],
        tables: [{ name: "名单", range: "A1:B3", columns: [{ name: "姓名" }, { name: "所在支部" }] }],
      },
      { name: "备注", hidden: true, rows: [["虚构数据"]] },
    ],
  });
}
