// The simulated Excel: a workbook behind the wire, with Excel's limits, its refusals, its events, and what a
// person does meanwhile. Requests and responses are texts; what carries them (Node, a frame) is not its matter.
// Faults are set as plain properties. Runs in Node and in the browser.
import { type Block, type Book, ROWS, type Sheet } from "./model.ts";
import { isClaimed, SETS, type Sets } from "./sets.ts";
import { SURFACE } from "./surface.ts";
import type { Scalar } from "./typed.ts";
import { createWire, HostError, type RequestBody } from "./wire.ts";

const MEGABYTE = 1024 * 1024;
/** Request flag: it may write. Excel may forget what the person could undo for such a request alone. */
const WRITES = 1;
/** Request flag: wait until the person has left the cell. */
const WAITS = 64;
const DATA_CHANGED = 10;
const ACTIVATED = 11;
const EVENT_CATEGORY = 65_536;

/** A whole request that Excel did not take; `number` is the code between frames. */
export interface Refused {
  readonly code: string;
  readonly number: number;
  readonly message: string;
}

export type Answer = { readonly body: string } | { readonly refused: Refused };

/** One event on the wire: category, type, target, message as JSON, number. */
export type EventEntry = readonly [number, number, string, string, number];

interface Exchange {
  /** Bytes of the request and of the answer. */
  readonly request: number;
  readonly response: number;
  /** It says that it may write. */
  readonly writes: boolean;
  /** Only gives references back: office.js sends it by itself and nobody waits for it. */
  readonly cleanup: boolean;
}

const REFUSED = {
  editing: {
    code: "InvalidOperationInCellEditMode",
    number: 5004,
    message: "Excel is in cell-editing mode. Please exit the edit mode and then try again.",
  },
  request: {
    code: "RequestPayloadSizeLimitExceeded",
    number: 5103,
    message: "The request payload size has exceeded the limit.",
  },
  response: {
    code: "ResponsePayloadSizeLimitExceeded",
    number: 5104,
    message: "The response payload size has exceeded the limit.",
  },
} as const satisfies Record<string, Refused>;

export class Excel {
  readonly book: Book;
  readonly sets: Sets;
  readonly exchanges: Exchange[] = [];
  /** Bytes of a request and of an answer on the web; cells of one reading on every platform. */
  readonly limits = { request: 5 * MEGABYTE, response: 5 * MEGABYTE, cells: 5_000_000 };
  /** Ids of conditional formats are their places in the list, which move. */
  idsArePriorities = false;
  events: "prompt" | "lost" | { readonly late: number } = "prompt";
  /** Milliseconds until an answer leaves. */
  latency = 0;
  /** What happens in the workbook before each coming request, one after another; null: nothing. */
  readonly meanwhile: ((() => void) | null)[] = [];
  /** Events on their way to the page. */
  readonly sinks = new Set<(entries: readonly EventEntry[]) => void>();

  readonly #wire;
  #listening = 0;
  #following = 0;
  #working = false;
  #touched = false;
  #told = 0;
  #pending: EventEntry[] = [];
  #leaving: (() => void)[] | null = null;

  constructor(book: Book, sets: Sets = SETS) {
    this.book = book;
    this.sets = sets;
    this.#wire = createWire<Excel>(SURFACE, { is: "Workbook" }, this);
  }

  /** What was asked for and does not exist here; must stay empty. */
  get unsupported(): ReadonlyMap<string, number> {
    return this.#wire.unsupported;
  }

  /** References that the page holds and has not given back. */
  get held(): number {
    return this.#wire.held;
  }

  /** Requests that somebody waited for. */
  get syncs(): number {
    return this.exchanges.filter(({ cleanup }) => !cleanup).length;
  }

  get listening(): boolean {
    return this.#listening > 0;
  }

  /** Answers one request. While a cell is being edited it waits, or refuses, as the request asked. */
  async answer(text: string, flags = 0): Promise<Answer> {
    if (this.#leaving && !(flags & WAITS && isClaimed(this.sets, "DelayForCellEdit")))
      return { refused: REFUSED.editing };
    while (this.#leaving) await new Promise<void>((resolve) => this.#leaving?.push(resolve));
    const request = bytesOf(text);
    if (request > this.limits.request) return this.#refuse(request, REFUSED.request);
    const asked = JSON.parse(text) as RequestBody;
    const cleanup = asked.Actions?.some(({ Name }) => Name === "_RemoveReference") ?? false;
    if (!cleanup) this.meanwhile.shift()?.();
    this.#working = true;
    const body = JSON.stringify(this.#wire.process(asked));
    this.#working = false;
    this.#settle();
    const response = bytesOf(body);
    if (response > this.limits.response) return this.#refuse(request, REFUSED.response);
    this.exchanges.push({ request, response, cleanup, writes: (flags & WRITES) !== 0 });
    if (this.latency > 0) await new Promise((resolve) => setTimeout(resolve, this.latency));
    queueMicrotask(() => this.#flush());
    return { body };
  }

  #refuse(request: number, refused: Refused): Answer {
    this.exchanges.push({ request, response: 0, cleanup: false, writes: false });
    return { refused };
  }

  /** One request that changed something is one step of undo; an older Excel forgets all steps instead. */
  #settle(): void {
    if (!this.#touched) return;
    this.#touched = false;
    if (isClaimed(this.sets, "ExcelApiUndo")) this.book.undo.push("add-in");
    else this.book.undo = [];
  }

  has(version: string): boolean {
    return isClaimed(this.sets, "ExcelApi", version);
  }

  // What the surface tells

  /** The add-in changed something in the workbook. */
  touched(): void {
    this.#touched = true;
  }

  /** The add-in wrote cells. */
  wrote(sheet: Sheet, block: Block): void {
    this.touched();
    this.#tell(sheet, block, "RangeEdited", "Local");
  }

  /** Throws where the worksheet is protected against this. */
  guard(sheet: Sheet, member: string, option?: "allowFormatCells"): void {
    if (!sheet.protection.on || (option && sheet.protection[option])) return;
    throw new HostError("AccessDenied", "You cannot perform the requested operation.", member);
  }

  listen(isOn: boolean): null {
    this.#listening += isOn ? 1 : -1;
    return null;
  }

  follow(isOn: boolean): null {
    this.#following += isOn ? 1 : -1;
    return null;
  }

  /** A worksheet comes into view, by the person or by the add-in: Excel does not tell which. */
  activate(sheet: Sheet): void {
    const isNew = this.book.active !== sheet;
    this.book.active = sheet;
    if (!isNew || this.#following === 0 || this.events === "lost") return;
    const message = JSON.stringify({ worksheetId: sheet.id });
    this.#pending.push([EVENT_CATEGORY, ACTIVATED, "Workbook", message, ++this.#told]);
    if (!this.#working) this.#flush();
  }

  remove(sheet: Sheet): void {
    const { book } = this;
    const rest = book.sheets.filter((other) => other !== sheet);
    const front = rest.find(({ visibility }) => visibility === "Visible");
    if (!front)
      throw new HostError(
        "InvalidOperation",
        "A workbook must contain a visible worksheet.",
        "Worksheet.delete",
      );
    book.sheets = rest;
    if (book.active === sheet) book.active = front;
  }

  // What a person does

  /** Types into a cell, or pastes over several; a co-author does so from afar. */
  type(sheet: Sheet, address: Block, input: Scalar, by: "Local" | "Remote" = "Local"): void {
    for (let row = address.row; row < address.row + address.rows; row++) {
      for (let column = address.column; column < address.column + address.columns; column++)
        sheet.put(row, column, input);
    }
    if (by === "Local") this.book.undo.push("person");
    this.#tell(sheet, address, "RangeEdited", by);
    this.#flush();
  }

  /** Inserts empty rows. */
  insertRows(sheet: Sheet, at: number, count: number): void {
    const lines = [...sheet.lines].sort(([a], [b]) => b - a);
    for (const [row, line] of lines) {
      if (row < at) continue;
      sheet.lines.delete(row);
      if (row + count < ROWS) sheet.lines.set(row + count, line);
    }
    this.book.undo.push("person");
    this.#tell(sheet, { row: at, column: 0, rows: count, columns: 16_384 }, "RowInserted", "Local");
    this.#flush();
  }

  /** Begins to edit a cell; the returned act is pressing Enter. */
  beginEdit(): () => void {
    this.#leaving = [];
    return () => {
      const waiting = this.#leaving ?? [];
      this.#leaving = null;
      for (const go of waiting) go();
    };
  }

  // Events

  #tell(sheet: Sheet, { row, column, rows, columns }: Block, changeType: string, source: string): void {
    if (!this.listening || this.events === "lost") return;
    const letter = (n: number): string =>
      n < 0 ? "" : letter(Math.floor(n / 26) - 1) + String.fromCharCode(65 + (n % 26));
    const first = columns === 16_384 ? `${row + 1}` : `${letter(column)}${row + 1}`;
    const last = columns === 16_384 ? `${row + rows}` : `${letter(column + columns - 1)}${row + rows}`;
    const message = {
      address: first === last && columns === 1 ? first : `${first}:${last}`,
      changeType,
      source,
      worksheetId: sheet.id,
      // Which add-in it was is told since 1.14.
      ...(this.has("1.14") ? { triggerSource: this.#working ? "ThisLocalAddin" : "Unknown" } : {}),
    };
    this.#pending.push([EVENT_CATEGORY, DATA_CHANGED, "Workbook", JSON.stringify(message), ++this.#told]);
  }

  #flush(): void {
    if (this.#pending.length === 0) return;
    const entries = this.#pending;
    this.#pending = [];
    const send = () => {
      for (const sink of this.sinks) sink(entries);
    };
    if (typeof this.events === "object") setTimeout(send, this.events.late);
    else send();
  }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
