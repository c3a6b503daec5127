// What is read for a screen: what is expected, what was sent, and one revision with its rows.
import type { Standing } from "../../shared/wire.ts";
import type { Database } from "./database.ts";
import type { Place, Ranges } from "./place.ts";
import { PREVIOUS } from "./submission.ts";

export interface ExpectationRow {
  readonly unit: number;
  readonly unitName: string;
  readonly sheet: string;
  readonly period: string;
  readonly due: string;
  readonly closes: string;
  readonly known: string;
  readonly standing: Standing;
  readonly rev: number;
  readonly at: string | null;
  readonly onTime: number | null;
  readonly previous: string | null;
  /** The newest decision, where it was returned. */
  readonly reason: string | null;
  readonly notes: string | null;
  readonly by: string | null;
  readonly decidedAt: string | null;
}

const expectations = (
  from: string,
  previous: string,
) => `select e.unit, u.name as unitName, e.sheet, e.period, e.due, e.closes,
    e.known, h.standing, h.rev, h.at, h.on_time as onTime, ${previous} as previous,
    d.reason, d.notes, p.name as by, d.at as decidedAt
  from ${from}
  join unit u on u.id = e.unit
  left join decision d on h.standing = 'returned' and d.unit = e.unit and d.sheet = e.sheet
    and d.period = e.period and d.rev = h.rev and d.verdict = 'return'
  left join person p on p.id = d.person`;

/** By the unit's expectations, and by the heads of ranges of paths: each reads what it gives and no more. */
const OF_UNIT = `expectation e
  join head h on h.sheet = e.sheet and h.period = e.period and h.path = e.path`;
const IN_RANGES = `json_each(?3) part cross join head h
    on h.sheet = ?1 and h.period = ?2 and h.path >= part.value->>0 and h.path < part.value->>1
  cross join expectation e on e.sheet = h.sheet and e.period = h.period and e.unit = h.unit`;

/** What is expected of one unit in its places, in periods that close on a day or later, the newest first. */
export async function expectedOf(db: Database, unit: Place, since: string): Promise<ExpectationRow[]> {
  const { results } = await db
    .prepare(
      `${expectations(OF_UNIT, PREVIOUS)} where e.unit = ?1 and e.closes >= ?2
         and e.path in (select value from json_each(?3)) order by e.due desc, e.sheet`,
    )
    .bind(unit.id, since, JSON.stringify(unit.paths))
    .all<ExpectationRow>();
  return results;
}

/** What is expected of the units in ranges of paths, for one sheet and period; without earlier figures. */
export async function expectedBelow(
  db: Database,
  sheet: string,
  period: string,
  scope: Ranges,
): Promise<ExpectationRow[]> {
  const { results } = await db
    .prepare(`${expectations(IN_RANGES, "null")} order by h.path`)
    .bind(sheet, period, scope)
    .all<ExpectationRow>();
  return results;
}

export interface PeriodRow {
  readonly sheet: string;
  readonly period: string;
  readonly due: string;
  readonly closes: string;
  readonly received: 0 | 1;
}

/**
 * Periods of sheets that are expected in ranges of paths, the newest first. Reading stops at the first head of each
 * that is there, and at the first with a revision: it does not walk over all units of all periods.
 */
export async function periodsBelow(db: Database, scope: Ranges): Promise<PeriodRow[]> {
  const heads = `from json_each(?1) part cross join head h on h.sheet = p.sheet and h.period = p.period
    and h.path >= part.value->>0 and h.path < part.value->>1`;
  const { results } = await db
    .prepare(
      `select p.sheet, p.period, e.due, e.closes, exists (select 1 ${heads} where h.rev > 0) as received
       from pulse p cross join expectation e on e.sheet = p.sheet and e.period = p.period
         and e.unit = (select h.unit ${heads} limit 1)
       order by e.due desc, p.period desc`,
    )
    .bind(scope)
    .all<PeriodRow>();
  return results;
}

export interface LineRow {
  readonly unit: number;
  readonly unitName: string;
  readonly sheet: string;
  readonly period: string;
  readonly rev: number;
  readonly rows: number;
  readonly personName: string;
  readonly at: string;
  readonly standing: Standing;
}

/** The most lines of a list. */
const MOST_LINES = 1000;

/**
 * Submissions in ranges of paths with one of these standings, so many at most, and whether there are more: what waits
 * with the oldest first, which is decided first; everything else with the newest first.
 */
export async function linesIn(
  db: Database,
  scope: Ranges,
  standings: readonly Standing[],
): Promise<{ readonly lines: LineRow[]; readonly more: boolean }> {
  const order = standings.every((one) => one === "waiting") ? "" : "desc";
  const { results } = await db
    .prepare(
      `select h.unit, u.name as unitName, h.sheet, h.period, h.rev, h.rows, p.name as personName, h.at, h.standing
       from json_each(?1) part cross join json_each(?2) wanted cross join head h
         on h.standing = wanted.value and h.path >= part.value->>0 and h.path < part.value->>1
       join unit u on u.id = h.unit join person p on p.id = h.person
       order by h.at ${order} limit ${MOST_LINES + 1}`,
    )
    .bind(scope, JSON.stringify(standings))
    .all<LineRow>();
  return { lines: results.slice(0, MOST_LINES), more: results.length > MOST_LINES };
}

export interface PastRow {
  readonly rev: number;
  readonly at: string;
  readonly person: string;
  readonly rows: number;
  readonly hash: string;
}

/** All revisions of a submission without their rows, newest first. */
export async function revisionsOf(
  db: Database,
  unit: number,
  sheet: string,
  period: string,
): Promise<PastRow[]> {
  const { results } = await db
    .prepare(
      `select r.rev, r.at, p.name as person, r.rows, r.hash from revision r join person p on p.id = r.person
       where r.unit = ?1 and r.sheet = ?2 and r.period = ?3 order by r.rev desc`,
    )
    .bind(unit, sheet, period)
    .all<PastRow>();
  return results;
}

/** The packed rows of a revision. */
export async function bodyOf(
  db: Database,
  unit: number,
  sheet: string,
  period: string,
  rev: number,
): Promise<string | null> {
  const sql = "select body from revision where unit = ?1 and sheet = ?2 and period = ?3 and rev = ?4";
  return (await db.prepare(sql).bind(unit, sheet, period, rev).first<{ body: string }>())?.body ?? null;
}
