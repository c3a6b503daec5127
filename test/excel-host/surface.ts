// The objects of Excel that the add-in uses, and of each only the members it uses, in the names of the wire.
// What is not here does not exist: it fails as NotImplemented and is counted. One table, in three files: the
// workbook and its worksheets here, ranges and rules beside. Rows and columns count from 0, as on the wire.
import type { Excel } from "./host.ts";
import type { Sheet } from "./model.ts";
import { RULES } from "./surface-format.ts";
import { type Areas, blockOf, type OfSheet, RANGES, type Range, range, wrong } from "./surface-range.ts";
import { type Entity, HostError, type Members, type Surface } from "./wire.ts";

interface Setting extends Entity {
  readonly name: string;
}

function worksheet(sheet: Sheet): OfSheet {
  return { is: "Worksheet", sheet };
}

const Workbook: Members<Entity, Excel> = {
  to: {
    Worksheets: () => ({ is: "WorksheetCollection" }),
    Settings: () => ({ is: "SettingCollection" }),
  },
};

const WorksheetCollection: Members<Entity, Excel> = {
  since: { _RegisterActivatedEvent: "1.7", _RegisterDataChangedEvent: "1.9", GetItemOrNullObject: "1.4" },
  items: (_, { book }) => book.sheets.map(worksheet),
  item: (_, key, { book }) => {
    const sheet = book.find(key);
    return sheet && worksheet(sheet);
  },
  call: {
    GetActiveWorksheet: (_, __, { book }) => worksheet(book.active),
    GetItemOrNullObject: (_, [key], { book }) => {
      const sheet = book.find(key);
      return sheet && worksheet(sheet);
    },
    _GetSheetById: (_, [id], { book }) => {
      const sheet = book.find(id);
      if (!sheet) throw new HostError("ItemNotFound", "The requested resource doesn't exist.", "Worksheet");
      return worksheet(sheet);
    },
    Add: (_, [name], excel) => {
      const { book } = excel;
      if (typeof name !== "string" || name.length > 31 || /[\\/?*[\]:]|^'|'$|^$/.test(name))
        throw wrong("WorksheetCollection.add");
      if (book.find(name))
        throw new HostError(
          "ItemAlreadyExists",
          "A resource with the same name or identifier already exists.",
          "WorksheetCollection.add",
        );
      excel.touched();
      return worksheet(book.add(name));
    },
    _RegisterActivatedEvent: (_, __, excel) => excel.follow(true),
    _UnregisterActivatedEvent: (_, __, excel) => excel.follow(false),
    _RegisterDataChangedEvent: (_, __, excel) => excel.listen(true),
    _UnregisterDataChangedEvent: (_, __, excel) => excel.listen(false),
  },
};

const Worksheet: Members<OfSheet, Excel> = {
  since: { GetRanges: "1.9", GetRangeByIndexes: "1.7", GetUsedRangeOrNullObject: "1.4", FreezePanes: "1.7" },
  key: ({ sheet }) => sheet.id,
  get: {
    Id: ({ sheet }) => sheet.id,
    Name: ({ sheet }) => sheet.name,
    Visibility: ({ sheet }) => sheet.visibility,
  },
  set: {
    Visibility: ({ sheet }, value, excel) => {
      sheet.visibility = String(value);
      excel.touched();
    },
  },
  to: {
    FreezePanes: ({ sheet }) => ({ is: "WorksheetFreezePanes", sheet }) as OfSheet,
  },
  call: {
    GetRange: ({ sheet }, [address]) => range(sheet, blockOf(address)),
    GetRangeByIndexes: ({ sheet }, [row, column, rows, columns]) =>
      range(sheet, {
        row: Number(row),
        column: Number(column),
        rows: Number(rows),
        columns: Number(columns),
      }),
    GetRanges: ({ sheet }, [addresses]): Areas => {
      if (String(addresses).length > 8192) throw wrong("Worksheet.getRanges");
      return { is: "RangeAreas", sheet, blocks: String(addresses).split(",").map(blockOf) };
    },
    GetUsedRangeOrNullObject: ({ sheet }, [valuesOnly]) => {
      const used = sheet.used(valuesOnly === true);
      return used && range(sheet, used);
    },
    Activate: ({ sheet }, _, excel) => {
      excel.activate(sheet);
      return null;
    },
    Delete: ({ sheet }, _, excel) => {
      excel.remove(sheet);
      // Excel cannot take a deletion back, nor anything before it.
      excel.book.undo = [];
      return null;
    },
  },
};

const WorksheetFreezePanes: Members<OfSheet, Excel> = {
  call: {
    FreezeRows: ({ sheet }, [rows]) => freeze(sheet, Number(rows), 0),
    FreezeColumns: ({ sheet }, [columns]) => freeze(sheet, 0, Number(columns)),
    FreezeAt: ({ sheet }, [at]) => {
      const { row, column, rows, columns } = (at as Range).block;
      return freeze(sheet, row + rows, column + columns);
    },
    Unfreeze: ({ sheet }) => freeze(sheet, 0, 0),
  },
};

function freeze(sheet: Sheet, rows: number, columns: number): null {
  sheet.frozen = { rows, columns };
  return null;
}

const SettingCollection: Members<Entity, Excel> = {
  call: {
    Add: (_, [name, value], { book }): Setting => {
      book.settings.set(String(name), value);
      return { is: "Setting", name: String(name) };
    },
    GetItemOrNullObject: (_, [name], { book }): Setting | null =>
      book.settings.has(String(name)) ? { is: "Setting", name: String(name) } : null,
  },
};

const SettingMembers: Members<Setting, Excel> = {
  key: ({ name }) => name,
  get: { Value: ({ name }, { book }) => book.settings.get(name) },
};

export const SURFACE: Surface<Excel> = {
  Workbook,
  WorksheetCollection,
  Worksheet,
  WorksheetFreezePanes,
  SettingCollection,
  Setting: SettingMembers,
  ...RANGES,
  ...RULES,
};
