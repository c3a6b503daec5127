// What reading finds in cells, kept so that rows can be read again: each finding knows its row. The same finding in
// many cells of a column is said once, with all its cells.
import { CATALOGUE, type IssueCode } from "../check/catalogue.ts";
import type { Fix, Issue } from "../check/issue.ts";
import { addressOf } from "./grid.ts";

/** Beyond so many cells of a column one finding stands for all of them. */
const EACH = { must: 50, waivable: 50, explain: 20, note: 1 } as const;

interface Entry {
  readonly row: number;
  readonly slots: Issue["slots"];
  readonly fix: Fix | null;
}

interface Group {
  readonly code: IssueCode;
  readonly column: number;
  readonly key: string | null;
  entries: Entry[];
  /** Further rows of a note, which is said with its first example only. */
  rows: number[];
}

export interface Findings {
  add(
    code: IssueCode,
    column: { readonly at: number; readonly key: string | null },
    row: number,
    slots: Issue["slots"],
    fix?: Fix,
  ): void;
  /** Forgets what was found in these worksheet rows. */
  forget(rows: ReadonlySet<number>): void;
  /** All findings as issues, by column and row. */
  issues(): Issue[];
}

export function createFindings(): Findings {
  const groups = new Map<IssueCode, Map<number, Group>>();
  const groupOf = (code: IssueCode, column: number, key: string | null): Group => {
    let columns = groups.get(code);
    if (!columns) {
      columns = new Map();
      groups.set(code, columns);
    }
    let group = columns.get(column);
    if (!group) {
      group = { code, column, key, entries: [], rows: [] };
      columns.set(column, group);
    }
    return group;
  };
  const all = () => [...groups.values()].flatMap((columns) => [...columns.values()]);
  return {
    add(code, { at, key }, row, slots, fix) {
      const group = groupOf(code, at, key);
      if (group.entries.length > 0 && CATALOGUE[code].effect === "note") group.rows.push(row);
      else group.entries.push({ row, slots, fix: fix ?? null });
    },
    forget(rows) {
      for (const group of all()) {
        const [first] = group.entries;
        group.rows = group.rows.filter((row) => !rows.has(row));
        group.entries = group.entries.filter(({ row }) => !rows.has(row));
        // The example may be gone while others of its kind remain.
        const next = group.entries.length === 0 ? group.rows.shift() : undefined;
        if (first && next !== undefined) group.entries.push({ ...first, row: next, fix: null });
      }
    },
    issues: () => all().flatMap(say),
  };
}

function say({ code, column, key, entries, rows }: Group): Issue[] {
  const { effect } = CATALOGUE[code];
  const about = key === null ? {} : { column: key };
  const sorted = entries.length > 1 ? [...entries].sort((a, b) => a.row - b.row) : entries;
  const [first] = sorted;
  if (!first) return [];
  if (sorted.length + rows.length > EACH[effect]) {
    const others = rows.length > 0 ? [...rows].sort((a, b) => a - b) : sorted.slice(1).map(({ row }) => row);
    const cells = others.map((row) => addressOf(row, column));
    return [{ code, effect, cell: addressOf(first.row, column), cells, ...about, slots: first.slots }];
  }
  return sorted.map(({ row, slots, fix }) => ({
    code,
    effect,
    cell: addressOf(row, column),
    row,
    ...about,
    slots,
    ...(fix ? { fix } : {}),
  }));
}
