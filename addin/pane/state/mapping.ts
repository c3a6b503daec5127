// What the headers were taken for, as a proposal: which of them a person should look at first and why, and whether the
// pane asks by itself. It decides nothing about a column; that is reading's, and the person's.

import type { Layout } from "../../../shared/read/layout.ts";
import type { Table, TableColumn } from "../../../shared/read/table.ts";
import type { Desk, State } from "./state.ts";

/** Why a column should be looked at: similar words only, the same column twice, or a header of no column at all. */
type Doubt = "renamed" | "double" | "unmatched";

export interface Proposal {
  readonly column: TableColumn;
  readonly doubt: Doubt | null;
  /** To be looked at first: in doubt, or it was until the person chose, and nothing is confirmed yet. */
  readonly first: boolean;
}

/** Below this the headers that belong to no column are doubted, whatever else was found. */
const SURE_OF_ALL = 0.75;

/** Every column of the table in its order; [] without a known sheet. */
export function proposalsOf({ table, choice, doubted }: Desk): Proposal[] {
  if (!table?.sheet) return [];
  const at = (code: string) =>
    new Set(table.findings.flatMap((issue) => (issue.code === code ? [letterOf(issue.cell)] : [])));
  const [renamed, double] = [at("H06"), at("H04")];
  const doubled = new Set(table.findings.flatMap(({ code, column }) => (code === "H04" ? [column] : [])));
  const isMissed = table.findings.some(({ code }) => code === "H02") || table.confidence < SURE_OF_ALL;
  return columnsOf(table).map((column) => {
    const { letter, key } = column;
    const decided = Object.hasOwn(choice.mapping ?? {}, letter);
    const doubt: Doubt | null =
      decided || table.confirmed
        ? null
        : double.has(letter) || (key !== null && doubled.has(key))
          ? "double"
          : renamed.has(letter)
            ? "renamed"
            : key === null && column.column === null && isMissed
              ? "unmatched"
              : null;
    return { column, doubt, first: doubt !== null || decided || doubted.includes(letter) };
  });
}

/** True when the pane should ask what the headers mean, without being told to. */
export function isAsking(desk: Desk): boolean {
  return desk.phase === "ready" && proposalsOf(desk).some(({ first }) => first);
}

/** True while the proposal is shown: asked for, or opened by the person. */
export function isMapping(desk: Desk): boolean {
  return desk.phase === "ready" && desk.table?.sheet != null && (desk.mapping || isAsking(desk));
}

/** Columns that the sheet expects and no header was taken for, by key. */
export function missingOf({ table }: Desk): string[] {
  const taken = new Set(table?.columns.map(({ key }) => key));
  return Object.entries(table?.sheet?.columns ?? {}).flatMap(([key, { expected, required }]) =>
    (expected ?? required) && !taken.has(key) ? [key] : [],
  );
}

/** The person's decisions with one more; a column that another header had is taken from it. */
export function decided(
  { table, choice }: Desk,
  letter: string,
  key: string | null,
): Record<string, string | null> {
  const mapping = { ...choice.mapping, [letter]: key };
  for (const column of table ? columnsOf(table) : [])
    if (key !== null && column.letter !== letter && column.key === key) mapping[column.letter] = null;
  return mapping;
}

/** Everything that is remembered of layouts, the newest first: of this workbook, and of the unit. */
export function layoutsKnown({ desk, remembered }: State): Layout[] {
  return [...desk.remembered.layouts, ...remembered.layouts].sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Other names of the unit of whoever is signed in. */
export function aliasesKnown({ desk, remembered, me }: State): string[] {
  const here = desk.remembered.aliases.filter(({ unit }) => unit === me?.unit.id).map(({ name }) => name);
  return [...new Set([...here, ...remembered.aliases])];
}

/** The columns that the worksheet itself has. */
function columnsOf(table: Table): TableColumn[] {
  return table.columns.filter(({ made }) => !made);
}

function letterOf(cell: string | null): string {
  return (cell ?? "").replace(/\d+$/, "");
}
