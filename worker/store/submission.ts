// Where a submission stands, and writing a revision: one guarded batch of four rows at most, whatever the size.
import type { Standing } from "../../shared/wire.ts";
import type { Database, Statement } from "./database.ts";
import { isGuarded, persistently } from "./database.ts";
import type { Place } from "./place.ts";
import { raisePulse } from "./registry.ts";

/** What a submission or decision is judged against; texts in JSON as stored. */
export interface Stand {
  readonly due: string;
  readonly closes: string;
  readonly known: string;
  readonly rev: number;
  readonly standing: Standing;
  /** Of the newest revision; null when there is none. */
  readonly hash: string | null;
  readonly bodyHash: string | null;
  readonly person: number | null;
  readonly personName: string | null;
  readonly at: string | null;
  /** Figures of the last accepted submission of an earlier period. */
  readonly previous: string | null;
}

/** Figures accepted in the period of the sheet that was due last before this one (of expectation `e`). */
export const PREVIOUS = `(select h0.figures from expectation e0
  join head h0 on h0.sheet = e0.sheet and h0.period = e0.period and h0.path = e0.path
  where e0.unit = e.unit and e0.sheet = e.sheet and e0.due < e.due and h0.standing = 'accepted'
  order by e0.due desc limit 1)`;

/** Null when nothing of the sheet and period is expected of the unit, or it stood elsewhere for that period. */
export function standOf(db: Database, unit: Place, sheet: string, period: string): Promise<Stand | null> {
  return db
    .prepare(
      `select e.due, e.closes, e.known, h.rev, h.standing, r.hash, r.body_hash as bodyHash, r.person,
         p.name as personName, r.at, ${PREVIOUS} as previous
       from expectation e join head h on h.sheet = e.sheet and h.period = e.period and h.path = e.path
       left join revision r on r.unit = e.unit and r.sheet = e.sheet and r.period = e.period and r.rev = h.rev
       left join person p on p.id = r.person
       where e.sheet = ?2 and e.period = ?3 and e.unit = ?1 and e.path in (select value from json_each(?4))`,
    )
    .bind(unit.id, sheet, period, JSON.stringify(unit.paths))
    .first<Stand>();
}

/** The head of unit ?1, sheet ?2 and period ?3. */
export const HEAD_OF = `sheet = ?2 and period = ?3
  and path = (select path from expectation where sheet = ?2 and period = ?3 and unit = ?1)`;

export interface Revision {
  readonly unit: number;
  readonly sheet: string;
  readonly period: string;
  readonly rev: number;
  readonly sheetVersion: number;
  readonly rows: number;
  readonly onTime: boolean;
  readonly person: number;
  readonly at: string;
  readonly bodyHash: string;
  readonly hash: string;
  readonly worksheet: string;
  readonly figures: string;
  readonly explanations: string;
  readonly body: string;
}

/**
 * The statements that keep a revision. The first holds every precondition in one expression: the newest revision
 * is the one before, it is not accepted, and the period takes submissions on `today`. Otherwise the key is NULL
 * and the whole batch is undone; an UPDATE … WHERE would let the rest of the batch stand.
 */
function revisionStatements(db: Database, r: Revision, today: string): Statement[] {
  return [
    db
      .prepare(
        `insert into revision (unit, sheet, period, rev, sheet_version, rows, on_time, person, at, body_hash, hash,
           worksheet, figures, explanations, body)
         select ?1, ?2, ?3, case when h.rev = ?4 - 1 and h.standing <> 'accepted' and e.closes >= ?16 then ?4 end,
           ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15
         from (select 1)
         left join expectation e on e.sheet = ?2 and e.period = ?3 and e.unit = ?1
         left join head h on h.sheet = ?2 and h.period = ?3 and h.path = e.path`,
      )
      .bind(
        r.unit,
        r.sheet,
        r.period,
        r.rev,
        r.sheetVersion,
        r.rows,
        Number(r.onTime),
        r.person,
        r.at,
        r.bodyHash,
        r.hash,
        r.worksheet,
        r.figures,
        r.explanations,
        r.body,
        today,
      ),
    db
      .prepare(
        `update head set rev = ?4, standing = 'waiting', figures = ?5, rows = ?6, person = ?7, at = ?8, on_time = ?9
         where ${HEAD_OF}`,
      )
      .bind(r.unit, r.sheet, r.period, r.rev, r.figures, r.rows, r.person, r.at, Number(r.onTime)),
    raisePulse(db, r.sheet, r.period),
  ];
}

/** Keeps a revision, or tells that its guard failed: something newer is there, or an earlier try of this one. */
export async function keepRevision(
  db: Database,
  revision: Revision,
  today: string,
): Promise<"kept" | "guarded"> {
  try {
    await persistently(() => db.batch(revisionStatements(db, revision, today)));
    return "kept";
  } catch (error) {
    if (isGuarded(error, "revision.rev")) return "guarded";
    throw error;
  }
}

/** A revision with the names that a receipt prints. */
export interface RevisionRow extends Omit<Revision, "onTime" | "body"> {
  readonly onTime: number;
  readonly unitName: string;
  readonly personName: string;
}

/** One revision without its body; null when there is none. */
export function revisionOf(
  db: Database,
  unit: number,
  sheet: string,
  period: string,
  rev: number,
): Promise<RevisionRow | null> {
  return db
    .prepare(
      `select r.unit, r.sheet, r.period, r.rev, r.sheet_version as sheetVersion, r.rows, r.on_time as onTime,
         r.person, r.at, r.body_hash as bodyHash, r.hash, r.worksheet, r.figures, r.explanations,
         u.name as unitName, p.name as personName
       from revision r join unit u on u.id = r.unit join person p on p.id = r.person
       where r.unit = ?1 and r.sheet = ?2 and r.period = ?3 and r.rev = ?4`,
    )
    .bind(unit, sheet, period, rev)
    .first<RevisionRow>();
}
