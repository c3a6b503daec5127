// Heads for a roll-up, and the cache of totals. A cached total carries the pulse that was read in the same
// transaction as its heads, and is served only while the pulse is still that one.
import type { Standing } from "../../shared/wire.ts";
import type { Database, Result } from "./database.ts";
import type { Ranges } from "./place.ts";

export interface Cached {
  /** The pulse now. */
  readonly version: number;
  /** The cached total, if it is of this pulse. */
  readonly body: string | null;
}

export interface HeadRow {
  readonly unit: number;
  readonly path: string;
  readonly standing: Standing;
  readonly figures: string | null;
  readonly onTime: number | null;
}

/** The pulse, with the total cached for it: two rows read. Null when the sheet and period were never opened. */
export async function cachedTotal(
  db: Database,
  at: { readonly sheet: string; readonly period: string; readonly scope: Ranges; readonly stage: string },
): Promise<(Cached & { readonly rowsRead: number }) | null> {
  const { results, meta } = await db
    .prepare(
      `select p.version, t.body from pulse p
       left join total t on t.sheet = p.sheet and t.period = p.period and t.scope = ?3 and t.stage = ?4
         and t.version = p.version
       where p.sheet = ?1 and p.period = ?2`,
    )
    .bind(at.sheet, at.period, at.scope, at.stage)
    .all<Cached>();
  const [found] = results;
  return found ? { ...found, rowsRead: meta.rows_read } : null;
}

/** All heads of a sheet and period in ranges of paths, with the pulse of the same moment. */
export async function headsBelow(
  db: Database,
  sheet: string,
  period: string,
  scope: Ranges,
): Promise<{ readonly version: number; readonly heads: HeadRow[]; readonly rowsRead: number }> {
  const [pulse, heads] = (await db.batch<unknown>([
    db.prepare("select version from pulse where sheet = ?1 and period = ?2").bind(sheet, period),
    db
      .prepare(
        `select h.unit, h.path, h.standing, h.figures, h.on_time as onTime from json_each(?3) part
         cross join head h on h.sheet = ?1 and h.period = ?2
           and h.path >= part.value->>0 and h.path < part.value->>1`,
      )
      .bind(sheet, period, scope),
  ])) as [Result<{ version: number }>, Result<HeadRow>];
  return {
    version: pulse.results[0]?.version ?? 0,
    heads: heads.results,
    rowsRead: pulse.meta.rows_read + heads.meta.rows_read,
  };
}

/** Caches a total; one of an older pulse never replaces a newer one. */
export async function cacheTotal(
  db: Database,
  total: {
    readonly sheet: string;
    readonly period: string;
    readonly scope: Ranges;
    readonly stage: string;
    readonly version: number;
    readonly body: string;
  },
): Promise<void> {
  await db
    .prepare(
      `insert into total (sheet, period, scope, stage, version, body) values (?1, ?2, ?3, ?4, ?5, ?6)
       on conflict do update set version = excluded.version, body = excluded.body
       where excluded.version >= total.version`,
    )
    .bind(total.sheet, total.period, total.scope, total.stage, total.version, total.body)
    .all();
}

/** Names of units, by id. */
export async function namesOf(db: Database, units: readonly number[]): Promise<Map<number, string>> {
  const { results } = await db
    .prepare("select u.id, u.name from json_each(?1) j join unit u on u.id = j.value")
    .bind(JSON.stringify(units))
    .all<{ id: number; name: string }>();
  return new Map(results.map(({ id, name }) => [id, name]));
}
