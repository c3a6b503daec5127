// A workbook that is only bytes: read once, edited in memory, saved by patching. No screen: marks are kept for
// whoever asks, nothing is revealed, nobody else edits. No calculator either: formulas keep the result they
// were read with until Excel opens the saved file. Pure: bytes in, bytes out, in Node and in the browser.
import type { Grid } from "../../shared/read/grid.ts";
import type { WrittenSheet } from "../../shared/report/worksheet.ts";
import { cut, edited, placeOf } from "./grid-edit.ts";
import { type Edit, type Mark, type Workbook, WorkbookRefusal, type Worksheet } from "./workbook.ts";
import { placeFor } from "./worksheet-name.ts";
import { openXlsx } from "./xlsx/open.ts";
import type { XlsxPackage } from "./xlsx/package.ts";
import { adopt } from "./xlsx/plain.ts";
import { OURS, oursOf } from "./xlsx/settings.ts";
import { writeXlsx } from "./xlsx/write.ts";

export interface FileWorkbook extends Workbook {
  /** The bytes of an .xlsx file; those it was opened from when nothing changed. */
  save(): Promise<Uint8Array>;
  marks(worksheetId: string): readonly Mark[];
}

interface Held {
  readonly id: string;
  readonly name: string;
  readonly visible: boolean;
  grid: Grid;
  pending: Edit[];
  marks: readonly Mark[];
}

/** Throws WorkbookRefusal: notXlsx, passwordProtected, empty, tooLarge, notSupported. */
export async function openFile(bytes: Uint8Array, name: string): Promise<FileWorkbook> {
  const adopted = await adopt(bytes, await openXlsx(bytes, name));
  const held = adopted.opened.worksheets.map(
    ({ name, visible, grid }, index): Held => ({
      id: `s${index + 1}`,
      name,
      visible,
      grid,
      pending: [],
      marks: [],
    }),
  );
  return workbookOf(adopted.package, held);
}

function workbookOf(target: XlsxPackage, held: Held[]): FileWorkbook {
  const find = (id: string): Held => {
    const found = held.find((worksheet) => worksheet.id === id);
    if (!found) throw new WorkbookRefusal("worksheetGone", id);
    return found;
  };
  const flush = (worksheet: Held) => {
    const edits = worksheet.pending.map(({ address, value, format }) => {
      const { row, column } = placeOf(address);
      return { row, column, value, ...(format === undefined ? {} : { format }) };
    });
    worksheet.pending = [];
    target.edit(worksheet.name, edits);
  };
  return {
    kind: "file",
    can: { hear: false, mark: false, undo: false },
    async worksheets() {
      return held.map(seen);
    },
    async active() {
      const front = held.find(({ name, visible }) => visible && name === target.front);
      const shown = front ?? held.find(({ visible }) => visible) ?? held[0];
      if (!shown) throw new WorkbookRefusal("empty");
      return seen(shown);
    },
    async read(id, progress, signal) {
      signal?.throwIfAborted();
      const { grid } = find(id);
      progress?.(1);
      return grid;
    },
    async readArea(id, address) {
      return cut(find(id).grid, placeOf(address));
    },
    async write(id, edits) {
      const worksheet = find(id);
      worksheet.grid = edited(worksheet.grid, edits);
      worksheet.pending.push(...edits);
    },
    async writeSheet(sheet, progress, signal) {
      const ours = oursOf(target.settings);
      const { name, replaces } = placeFor(
        sheet.name,
        held.map(({ name }) => name),
        ours,
      );
      const written: WrittenSheet = { ...sheet, name };
      const grid = (await openXlsx(await writeXlsx([written]), name)).worksheets[0]?.grid;
      signal?.throwIfAborted();
      await target.addSheet(written);
      if (!replaces) target.settings = { ...target.settings, [OURS]: JSON.stringify([...ours, name]) };
      progress?.(1);
      const present = held.find((worksheet) => worksheet.name === name);
      const id = present?.id ?? `s${held.length + 1}`;
      const added: Held = { id, name, visible: true, grid: grid ?? blank(name), pending: [], marks: [] };
      if (present) held.splice(held.indexOf(present), 1, added);
      else held.push(added);
      return seen(added);
    },
    async mark(id, marks) {
      find(id).marks = [...marks];
    },
    async reveal(id, address) {
      find(id);
      placeOf(address);
    },
    hear: () => () => {},
    settings: {
      async get(key) {
        return target.settings[key] ?? null;
      },
      async set(key, value) {
        target.settings = { ...target.settings, [key]: value };
      },
    },
    async save() {
      for (const worksheet of held) flush(worksheet);
      return target.save();
    },
    marks: (id) => find(id).marks,
  };
}

function seen({ id, name, visible }: Held): Worksheet {
  return { id, name, visible };
}

function blank(worksheet: string): Grid {
  return { worksheet, top: 1, left: 1, values: [], merges: [], hiddenRows: [] };
}
