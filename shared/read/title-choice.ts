// What a title says for all rows of a list that has no such column: 市委巡察反馈问题整改台账 names the source of each of its
// problems. Only choices that are declared for it; a title that names two of them names none.
import type { Choice, Value } from "../sheet/column.ts";
import type { Match } from "./match.ts";
import type { TableColumn } from "./table.ts";
import { tight } from "./text.ts";

export interface FromTitle {
  readonly key: string;
  /** The choice's key, or the text of an open column. */
  readonly value: string;
  /** As the title writes it. */
  readonly found: string;
}

/** The missing columns of a match that the title fills. `unit` is the organ that the title begins with. */
export function choicesInTitle(match: Match, title: string, unit: string | null): FromTitle[] {
  const said = tight(title).replace(unit === null ? "" : tight(unit), " ");
  return Object.entries(match.sheet.columns).flatMap(([key, column]) => {
    if (column.kind !== "choice" || !column.fromTitle || match.keys.includes(key)) return [];
    const named = namedChoice(column.choices, said);
    if (named) return [{ key, ...named }];
    const quoted = column.open ? /[“"《](.{2,30}?)[”"》]/.exec(said)?.[1] : undefined;
    return quoted === undefined ? [] : [{ key, value: quoted, found: quoted }];
  });
}

function namedChoice(choices: readonly Choice[], said: string): { value: string; found: string } | null {
  const found = choices
    .flatMap(({ key, label, aliases }) =>
      [label.zh, ...aliases].map((word) => ({ value: key, found: tight(word) })),
    )
    .filter(({ value, found }) => value !== "other" && found.length >= 2 && said.includes(found))
    .sort((a, b) => b.found.length - a.found.length);
  const [best] = found;
  const other = found.some(({ value, found: word }) => value !== best?.value && !best?.found.includes(word));
  return best && !other ? best : null;
}

/** A column that holds the same value in every row, at the place of another column of the row's key. */
export function filledColumn(
  match: Match,
  { key, value }: FromTitle,
  columns: readonly TableColumn[],
  rows: number,
): TableColumn | null {
  const { naturalKey } = match.sheet;
  const beside =
    columns.find((column) => column.key !== null && naturalKey.includes(column.key)) ??
    columns.find((column) => column.key !== null && column.column?.kind !== "serial");
  if (!beside) return null;
  return {
    letter: beside.letter,
    header: match.sheet.columns[key]?.label.zh ?? "",
    key,
    column: match.sheet.columns[key] ?? null,
    factor: 1,
    unit: null,
    cells: new Array(rows).fill(null),
    values: new Array<Value>(rows).fill(value),
    made: true,
  };
}
