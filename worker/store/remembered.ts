// What a unit's people confirmed about their workbooks: layouts of headers, and other names of the unit. A new one
// replaces one of the same key; beyond a limit the oldest are forgotten.
import type { Database } from "./database.ts";

export interface RememberedRow {
  readonly kind: "layout" | "alias";
  readonly key: string;
  /** JSON. */
  readonly body: string;
  readonly at: string;
}

/** As many are kept of each unit: a screenful of names and more layouts than a unit has sheets. */
export const MOST_REMEMBERED = 60;

/** Everything remembered of a unit, the newest first. */
export async function rememberedOf(db: Database, unit: number): Promise<RememberedRow[]> {
  const { results } = await db
    .prepare("select kind, key, body, at from remembered where unit = ?1 order by at desc, kind, key")
    .bind(unit)
    .all<RememberedRow>();
  return results;
}

/** Who says so, for which unit. */
export interface Said {
  readonly unit: number;
  readonly person: number;
}

/** Keeps one, forgets those beyond the limit, and audits it: three rows written, four when one is forgotten. */
export async function keep(db: Database, { unit, person }: Said, row: RememberedRow): Promise<void> {
  const { kind, key, body, at } = row;
  await db.batch([
    db
      .prepare(
        `insert into remembered (unit, kind, key, body, person, at) values (?1, ?2, ?3, ?4, ?5, ?6)
         on conflict do update set body = excluded.body, person = excluded.person, at = excluded.at`,
      )
      .bind(unit, kind, key, body, person, at),
    db
      .prepare(
        `delete from remembered where unit = ?1 and (kind, key) in
           (select kind, key from remembered where unit = ?1 order by at desc, kind, key limit 5 offset ?2)`,
      )
      .bind(unit, MOST_REMEMBERED),
    db
      .prepare("insert into audit (at, act, person, unit, detail) values (?1, 'remember', ?2, ?3, ?4)")
      .bind(at, person, unit, `${kind} ${key}`),
  ]);
}

/** Forgets one; nothing happens when it was not there. */
export async function forget(
  db: Database,
  { unit, person }: Said,
  { kind, key, at }: Pick<RememberedRow, "kind" | "key" | "at">,
): Promise<void> {
  await db.batch([
    db
      .prepare(
        `insert into audit (at, act, person, unit, detail)
         select ?1, 'forget', ?2, ?3, ?4 where exists
           (select 1 from remembered where unit = ?3 and kind = ?5 and key = ?6)`,
      )
      .bind(at, person, unit, `${kind} ${key}`, kind, key),
    db.prepare("delete from remembered where unit = ?1 and kind = ?2 and key = ?3").bind(unit, kind, key),
  ]);
}
