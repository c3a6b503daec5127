// The workbench: a workbook in the browser, for people without Excel. Univer shows and calculates it; the
// opened file is kept as it was and saved by patching in what changed. This file joins the two behind the
// port. Loaded lazily: it brings the grid with it. It shows no sentence of its own.
import type { FWorkbook, FWorksheet } from "@univerjs/preset-sheets-core";
import { DOCS_NORMAL_EDITOR_UNIT_ID_KEY, type FUniver, type LocaleType } from "@univerjs/presets";
import type { WrittenSheet } from "../../shared/report/worksheet.ts";
import { addressOfArea, placeOf } from "./grid-edit.ts";
import { isRefused } from "./workbench/limits.ts";
import { layMarks, type MarkLayer, showMessages } from "./workbench/marks.ts";
import { areaOfRange, readGrid } from "./workbench/reading.ts";
import { mergesOf, never, type Shown, saved } from "./workbench/saving.ts";
import { snapshotOf } from "./workbench/snapshot.ts";
import { drawn, speak, startUniver } from "./workbench/start.ts";
import { writeEdits } from "./workbench/writing.ts";
import { type Change, type Workbook, WorkbookRefusal, type Worksheet } from "./workbook.ts";
import { placeFor } from "./worksheet-name.ts";
import { openXlsx } from "./xlsx/open.ts";
import { XlsxPackage } from "./xlsx/package.ts";
import { adopt } from "./xlsx/plain.ts";
import { oursOf } from "./xlsx/settings.ts";
import { writeXlsx } from "./xlsx/write.ts";

export interface WorkbenchOptions {
  readonly language: "zh" | "en";
  readonly dark: boolean;
  /** Called when the person asks for something that a saved file could not carry (an inserted row, a merge). */
  readonly refused?: () => void;
}

export interface Workbench extends Workbook {
  /** Shows a file. Throws WorkbookRefusal; the workbook shown before stays. */
  open(bytes: Uint8Array, name: string): Promise<void>;
  /** The opened file with everything the person and we changed, as the bytes of an .xlsx file. */
  save(): Promise<Uint8Array>;
  /** Name to save under; null while no file is open. */
  readonly fileName: string | null;
  /** There is something that the last saved file does not hold, by the person or by us. */
  readonly changed: boolean;
  setDark(dark: boolean): void;
  setLanguage(language: "zh" | "en"): Promise<void>;
  /** Gives the grid the keyboard. */
  focus(): void;
  dispose(): void;
}

/** The element in which the grid takes typing. */
const KEYBOARD = `__editor_${DOCS_NORMAL_EDITOR_UNIT_ID_KEY}`;
/** Univer's DeviceInputEventType.PointerDown, which none of the packages that we depend on hands on. */
const POINTER_DOWN = 1;
/** Rows left above a revealed cell. */
const HEADROOM = 6;

/** Puts a grid into the element, which must have a size, with an empty workbook in it. */
export async function createWorkbench(element: HTMLElement, options: WorkbenchOptions): Promise<Workbench> {
  element.classList.add("workbench");
  const container = document.createElement("div");
  container.className = "workbench-grid";
  element.append(container);
  const started = await startUniver(container, options);
  const { univer, api } = started;
  let { locale } = started;

  let opened = 0;
  let made = 0;
  let changed = false;
  let own = 0;
  const listeners = new Set<(change: Change) => void>();
  const followers = new Set<(worksheetId: string) => void>();
  let shown = show(api, locale, 0);
  const marks: MarkLayer = layMarks(univer.__getInjector(), options.dark);
  const messages = showMessages(api, marks, element);
  await drawn(api);

  /** Runs what we do ourselves: it is neither refused nor heard. */
  const byUs = <T>(act: () => T): T => {
    own++;
    try {
      return act();
    } finally {
      own--;
    }
  };
  api.addEvent(api.Event.BeforeCommandExecute, (event) => {
    if (own > 0 || !isRefused(event.id)) return;
    event.cancel = true;
    options.refused?.();
  });
  api.addEvent(api.Event.SheetValueChanged, ({ effectedRanges }) => {
    if (own > 0) return;
    changed = true;
    for (const range of effectedRanges) {
      const change = {
        worksheetId: range.getSheetId(),
        address: addressOfArea(areaOfRange(range.getRange())),
      };
      for (const listener of listeners) listener(change);
    }
  });
  api.addEvent(api.Event.ActiveSheetChanged, ({ workbook, activeSheet }) => {
    if (own > 0 || workbook.getId() !== shown.workbook.getId()) return;
    for (const follow of followers) follow(activeSheet.getSheetId());
  });
  // Whoever goes to another part of the page has finished typing.
  const left = ({ target }: FocusEvent) => {
    if (!isOfGrid(target) && shown.workbook.isCellEditing()) leaveCell(api, shown.workbook);
  };
  const isOfGrid = (target: EventTarget | null) =>
    target instanceof Element && (element.contains(target) || target.closest("[class*='univer-']") !== null);
  document.addEventListener("focusin", left);
  /** Takes what is being typed into its cell, so that it is read, saved and never overwritten unseen. */
  const settle = async () => {
    if (!shown.workbook.isCellEditing()) return;
    leaveCell(api, shown.workbook);
    await new Promise((resolve) => setTimeout(resolve));
    if (shown.workbook.isCellEditing()) throw new WorkbookRefusal("cellBeingEdited");
  };
  /** The same for reading, which also goes on by itself: who is typing is not interrupted. */
  const settleUnlessTyping = async () => {
    if (!isOfGrid(document.activeElement)) await settle();
  };

  const find = (id: string): FWorksheet => {
    const found = shown.workbook.getSheetBySheetId(id);
    if (!found) throw new WorkbookRefusal("worksheetGone", id);
    return found;
  };
  const date1904 = (id: string) => shown.known.get(id)?.baseline.date1904 ?? false;

  return {
    kind: "workbench",
    can: { hear: true, mark: true, undo: true },
    get changed() {
      return changed;
    },
    get fileName() {
      return shown.file?.name ?? null;
    },
    async open(bytes, name) {
      const read = await openXlsx(bytes, name);
      const { package: source, opened: file } = await adopt(bytes, read);
      const prefix = `w${++opened}`;
      const grids = file.worksheets.map((worksheet, n) => ({ id: `${prefix}s${n + 1}`, ...worksheet }));
      const { styles, sheets, restyled } = snapshotOf(source, grids);
      const before = shown.workbook.getId();
      marks.clear();
      byUs(() => {
        api.disposeUnit(before);
        const workbook = api.createWorkbook({
          id: prefix,
          name,
          locale,
          styles,
          sheetOrder: grids.map(({ id }) => id),
          sheets: Object.fromEntries(sheets.map((sheet) => [sheet.id, sheet])),
        });
        shown = {
          workbook,
          file: {
            bytes: source.save(),
            // What was no package is saved as one; a package keeps its kind.
            name: name.replace(/\.(?:csv|tsv|txt|xls)$/i, ".xlsx"),
          },
          known: new Map(
            grids.map(({ id, grid }, n) => {
              const merges = mergesOf(workbook.getSheetBySheetId(id));
              return [id, { baseline: grid, written: null, restyled: restyled[n] ?? never, merges }];
            }),
          ),
          settings: source.settings,
          settingsChanged: false,
        };
        const front = grids.find((worksheet) => worksheet.visible && worksheet.name === source.front);
        const first = front ?? grids.find(({ visible }) => visible);
        if (first) workbook.setActiveSheet(first.id);
      });
      changed = false;
    },
    async save() {
      await settle();
      const bytes = await saved(api, shown);
      changed = false;
      return bytes;
    },
    setDark(dark) {
      marks.setDark(dark);
      api.toggleDarkMode(dark);
      shown.workbook.getActiveSheet().refreshCanvas();
    },
    async setLanguage(language) {
      locale = await speak(api, language);
    },
    focus: takeKeyboard,
    dispose() {
      document.removeEventListener("focusin", left);
      messages.dispose();
      univer.dispose();
      container.remove();
    },
    async worksheets() {
      return shown.workbook.getSheets().map(seen);
    },
    async active() {
      return seen(shown.workbook.getActiveSheet());
    },
    async read(id, progress, signal) {
      await settleUnlessTyping();
      signal?.throwIfAborted();
      const grid = readGrid(find(id), null, date1904(id));
      progress?.(1);
      return grid;
    },
    async readArea(id, address) {
      await settleUnlessTyping();
      return readGrid(find(id), placeOf(address), date1904(id));
    },
    async write(id, edits) {
      await settle();
      const worksheet = find(id);
      byUs(() => writeEdits(api, shown.workbook, worksheet, edits));
      changed = true;
    },
    async writeSheet(sheet, progress, signal) {
      await settle();
      const { workbook, known } = shown;
      const names = workbook.getSheets().map((worksheet) => worksheet.getSheetName());
      const mine = workbook.getSheets().filter((worksheet) => known.get(worksheet.getSheetId())?.written);
      const ours = [...oursOf(shown.settings), ...mine.map((worksheet) => worksheet.getSheetName())];
      const { name, replaces } = placeFor(sheet.name, names, ours);
      const written: WrittenSheet = { ...sheet, name };
      const bytes = await writeXlsx([written]);
      const grid = (await openXlsx(bytes, name)).worksheets[0]?.grid;
      signal?.throwIfAborted();
      if (!grid) throw new WorkbookRefusal("empty", name);
      const id = `${workbook.getId()}n${++made}`;
      const { styles, sheets } = snapshotOf(new XlsxPackage(bytes), [{ id, grid, visible: true }], `${id}.`);
      const added = byUs(() => {
        workbook.addStyles(styles);
        const old = replaces ? workbook.getSheetByName(name) : null;
        const index = old?.getIndex();
        if (old) workbook.deleteSheet(old);
        return workbook.insertSheet(name, {
          ...(index === undefined ? {} : { index }),
          sheet: sheets[0] ?? {},
        });
      });
      // Its styles have other indexes once they are in the file: looks pasted into it are not carried.
      known.set(id, { baseline: grid, written, restyled: never, merges: mergesOf(added) });
      changed = true;
      progress?.(1);
      return seen(added);
    },
    async mark(id, list) {
      const worksheet = find(id);
      marks.set(id, list);
      worksheet.refreshCanvas();
    },
    async reveal(id, address) {
      await settle();
      const worksheet = find(id);
      const { row, column } = placeOf(address);
      if (shown.workbook.getActiveSheet().getSheetId() !== id) byUs(() => shown.workbook.setActiveSheet(id));
      worksheet.setActiveRange(worksheet.getRange(row - 1, column - 1));
      const view = worksheet.getVisibleRange();
      const isInView =
        view &&
        row - 1 > view.startRow &&
        row - 1 < view.endRow - 1 &&
        column - 1 >= view.startColumn &&
        column - 1 < view.endColumn;
      if (!isInView) worksheet.scrollToCell(Math.max(0, row - 1 - HEADROOM), Math.max(0, column - 3));
      // The keyboard follows, so that the person can type the correction at once.
      takeKeyboard();
    },
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hearActive(listener) {
      followers.add(listener);
      return () => followers.delete(listener);
    },
    settings: {
      async get(key) {
        return shown.settings[key] ?? null;
      },
      async set(key, value) {
        shown.settings[key] = value;
        shown.settingsChanged = true;
      },
    },
  };
}

function takeKeyboard(): void {
  document.getElementById(KEYBOARD)?.focus({ preventScroll: true });
}

/** Ends the edit of a cell as a click elsewhere does: what was typed is kept, the selection stays. */
function leaveCell(api: FUniver, workbook: FWorkbook): void {
  api.syncExecuteCommand("sheet.operation.set-cell-edit-visible", {
    visible: false,
    eventType: POINTER_DOWN,
    unitId: workbook.getId(),
  });
}

/** The empty workbook that stands there before a file is opened. */
function show(api: FUniver, locale: LocaleType, n: number): Shown {
  const workbook = api.createWorkbook({ id: `w${n}`, locale });
  return { workbook, file: null, known: new Map(), settings: {}, settingsChanged: false };
}

function seen(worksheet: FWorksheet): Worksheet {
  return { id: worksheet.getSheetId(), name: worksheet.getSheetName(), visible: !worksheet.isSheetHidden() };
}
