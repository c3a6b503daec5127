// The package to save into: the file's own when it is .xlsx, else a plain new one that holds the same cells
// (for .csv and .xls, which cannot be patched and are saved as .xlsx).
import { type Cell, type WriteSheet, writeXlsx } from "hucre/xlsx";
import type { Grid } from "../../../shared/read/grid.ts";
import { placeFor } from "../worksheet-name.ts";
import type { OpenedFile } from "./open.ts";
import { XlsxPackage } from "./package.ts";
import { guardEscapes } from "./xml.ts";

export interface Adopted {
  readonly package: XlsxPackage;
  /** The opened worksheets under the names they have in the package. */
  readonly opened: OpenedFile;
}

/** Throws WorkbookRefusal: passwordProtected, notXlsx, tooLarge, notSupported. */
export async function adopt(bytes: Uint8Array, opened: OpenedFile): Promise<Adopted> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return { package: new XlsxPackage(bytes), opened };
  const named: { name: string; visible: boolean; grid: Grid }[] = [];
  for (const { name: wanted, visible, grid } of opened.worksheets) {
    const { name } = placeFor(
      wanted,
      named.map(({ name }) => name),
      [],
    );
    named.push({ name, visible, grid: { ...grid, worksheet: name } });
  }
  const written = await writeXlsx({ sheets: named.map(({ grid }) => plain(grid)), stringMode: "inline" });
  return { package: new XlsxPackage(written), opened: { worksheets: named } };
}

function plain(grid: Grid): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  for (const [r, row] of grid.values.entries()) {
    for (const [c, value] of row.entries()) {
      if (value === null) continue;
      const numFmt = grid.formats?.[r]?.[c];
      cells.set(`${grid.top - 1 + r},${grid.left - 1 + c}`, {
        value: typeof value === "string" ? guardEscapes(value) : value,
        ...(numFmt ? { style: { numFmt } } : {}),
      });
    }
  }
  return {
    name: grid.worksheet,
    rows: [],
    cells,
    merges: grid.merges.map(({ row, column, rows, columns }) => ({
      startRow: row - 1,
      startCol: column - 1,
      endRow: row + rows - 2,
      endCol: column + columns - 2,
    })),
  };
}
