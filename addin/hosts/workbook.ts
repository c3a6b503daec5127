// The port between the pane and a workbook: plain data, asynchronous, batched, A1 addresses. Excel, the
// grid in the browser and a file on disk stand behind it; the pane never sees which.
import type { Cell, Grid } from "../../shared/read/grid.ts";
import type { WrittenSheet } from "../../shared/report/worksheet.ts";
import type { Effect } from "../../shared/sheet/rule.ts";

export interface Worksheet {
  /** Stable while the workbook is open, also when the worksheet is renamed. */
  readonly id: string;
  readonly name: string;
  readonly visible: boolean;
}

/** One cell to change. Text is written as text, whatever it begins with; null empties the cell. */
export interface Edit {
  readonly address: string;
  readonly value: Cell;
  /** Excel number format, for a date or a number that needs one. */
  readonly format?: string;
}

/** A cell to mark; the message is shown where the host can show one. */
export interface Mark {
  readonly address: string;
  readonly effect: Effect;
  readonly message: string;
}

/** A hint that cells changed, to be re-read. `address` null: anything may have changed. */
export interface Change {
  readonly worksheetId: string;
  readonly address: string | null;
}

/** Why an act on the workbook was not done; the workbook is as it was. */
export class WorkbookRefusal extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason, detail = "") {
    super(detail || reason);
    this.reason = reason;
  }
}

export type RefusalReason =
  | "cellBeingEdited"
  | "protected"
  | "worksheetGone"
  | "tooLarge"
  | "notSupported"
  | "notXlsx"
  | "passwordProtected"
  | "empty"
  | "host";

export interface Workbook {
  readonly kind: "excel" | "workbench" | "file";
  readonly can: {
    /** Hears of edits while the person works. */
    readonly hear: boolean;
    /** Shows marks in the grid. Where it cannot `undo`, marks cost the person theirs: only when they ask. */
    readonly mark: boolean;
    /** A write can be undone by the person; where not, it also costs them what they could undo before. */
    readonly undo: boolean;
  };
  worksheets(): Promise<Worksheet[]>;
  /** The worksheet the person looks at. */
  active(): Promise<Worksheet>;
  /**
   * The used cells: values, formats, formulas where known, merges, hidden rows. `progress` hears the share that is
   * done, up to 1. Throws WorkbookRefusal.
   */
  read(worksheetId: string, progress?: (done: number) => void, signal?: AbortSignal): Promise<Grid>;
  /** Part of the worksheet, after an edit; the same shape, top and left as asked. */
  readArea(worksheetId: string, address: string): Promise<Grid>;
  /** All edits as one step of undo where the host has undo. Own writes do not come back as changes. */
  write(worksheetId: string, edits: readonly Edit[]): Promise<void>;
  /** Adds a worksheet, or replaces the one of this name if it was written by us before; else finds a free name. */
  writeSheet(
    sheet: WrittenSheet,
    progress?: (done: number) => void,
    signal?: AbortSignal,
  ): Promise<Worksheet>;
  /** Replaces all our marks on the worksheet; an empty list removes them. The person's formats stay. */
  mark(worksheetId: string, marks: readonly Mark[]): Promise<void>;
  /** Selects the cell and brings it into view; where the host can, the keyboard follows. */
  reveal(worksheetId: string, address: string): Promise<void>;
  /** Returns the act that stops listening. */
  hear(listener: (change: Change) => void): () => void;
  /** Tells the id of a worksheet that the person brings into view. Returns the act that stops telling. */
  hearActive?(listener: (worksheetId: string) => void): () => void;
  /**
   * Tells when an act has waited for a second, most likely for the person to leave the cell they are editing,
   * and when none waits any more. Returns the act that stops telling. Absent where nothing ever waits.
   */
  hearWaiting?(listener: (waiting: boolean) => void): () => void;
  /** Small texts kept in the workbook itself (the confirmed mapping, the last receipt). */
  readonly settings: {
    get(key: string): Promise<string | null>;
    set(key: string, value: string): Promise<void>;
  };
}
