// What a check knows beside the rows: the period, today, and what the superior already holds. All of it
// is passed in, so the same check gives the same verdict in the add-in and on the server.
import type { Figures } from "../report/figure.ts";
import type { Value } from "../sheet/column.ts";

export interface CheckContext {
  /** Period code of the submission; null while unknown: rules about the period are then undecided. */
  readonly period: string | null;
  /** ISO day in UTC+8. */
  readonly today: string;
  /** Figures of the last accepted submission of this unit and sheet in an earlier period or revision. */
  readonly previous?: Figures | null;
  /** Known values by column key (scaled integers), for rows of this unit. */
  readonly known?: Readonly<Record<string, Value>>;
}
