// What reading finds in cells, kept so that rows can be read again: each finding knows its row. The same finding in
// many cells of a column is said once, with all its cells.
import { CATALOGUE, type IssueCode } from "../check/catalogue.ts";
import type { Fix, Issue } from "../check/issue.ts";
import { addressOf } from "./grid.ts";

/** Beyond so many cells of a column one finding stands for all of them. */
const EACH = { must: 50, waivable: 50, explain: 20, note: 1 } as const;
/** So many corrections are at hand at once; the next reading offers more. */
const MOST_FIXES = 2000;

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
  /** Row that must give the example again, which was forgotten while others of its kind remain. */
  lost: number | null;
}

export interface Findings {
  add(
    code: IssueCode,
    column: { readonly at: number; readonly key: string | null },
    row: number,
    slots: Issue["slots"],
    fix?: Fix,
  ): void;
  /** Counts one more row of a note that already has its example; false when it has none yet. */
  again(code: IssueCode, column: { readonly at: number }, row: number): boolean;
  /** Rows to be read again: each is the next example of a note whose example is gone; what it said was not kept. */
  examplesGone(): number[];
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
      group = { code, column, key, entries: [], rows: [], lost: null };
      columns.set(column, group);
    }
    return group;
  };
  const all = () => [...groups.values()].flatMap((columns) => [...columns.values()]);
  return {
    add(code, { at, key }, row, slots, fix) {
      const group = groupOf(code, at, key);
      const [first] = group.entries;
      if (first && CATALOGUE[code].effect === "note" && first.row <= row) {
        group.rows.push(row);
        return;
      }
      // The example is the first of its kind from above.
      if (first && CATALOGUE[code].effect === "note")
        group.rows.push(...group.entries.splice(0).map((e) => e.row));
      if (group.lost === row) group.lost = null;
      group.entries.push({ row, slots, fix: fix ?? null });
    },
    again(code, { at }, row) {
      const group = groups.get(code)?.get(at);
      const first = group?.entries[0];
      if (!group || !first || first.row > row || CATALOGUE[code].effect !== "note") return false;
      group.rows.push(row);
      return true;
    },
    forget(rows) {
      for (const group of all()) {
        const [first] = group.entries;
        group.rows = group.rows.filter((row) => !rows.has(row));
        group.entries = group.entries.filter(({ row }) => !rows.has(row));
        if (first && group.entries.length === 0 && group.rows.length > 0) group.lost = first.row;
      }
    },
    examplesGone: () =>
      all().flatMap((group) => {
        if (group.lost === null) return [];
        group.lost = group.rows.reduce((least, row) => Math.min(least, row), Number.POSITIVE_INFINITY);
        return [group.lost];
      }),
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
    const fixes = effect === "note" ? [] : sorted.slice(0, MOST_FIXES).flatMap(({ fix }) => fix ?? []);
    const mend = fixes.length > 0 ? { fixes } : {};
    return [
      { code, effect, cell: addressOf(first.row, column), cells, ...about, slots: first.slots, ...mend },
    ];
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
