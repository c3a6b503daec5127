// What is read for a screen: what is expected, what was sent, and one revision with its rows.
import type { Standing } from "../../shared/wire.ts";
import type { Database } from "./database.ts";
import { PREVIOUS } from "./submission.ts";
import { below } from "./totals.ts";

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
  previous: string,
) => `select e.unit, u.name as unitName, e.sheet, e.period, e.due, e.closes,
    e.known, h.standing, h.rev, h.at, h.on_time as onTime, ${previous} as previous,
    d.reason, d.notes, p.name as by, d.at as decidedAt
  from expectation e
  join head h on h.sheet = e.sheet and h.period = e.period and h.unit = e.unit
  join unit u on u.id = e.unit
  left join decision d on h.standing = 'returned' and d.unit = e.unit and d.sheet = e.sheet
    and d.period = e.period and d.rev = h.rev and d.verdict = 'return'
  left join person p on p.id = d.person`;

/** What is expected of one unit in periods that close on a day or later, the newest first. */
export async function expectedOf(db: Database, unit: number, since: string): Promise<ExpectationRow[]> {
  const { results } = await db
    .prepare(`${expectations(PREVIOUS)} where e.unit = ?1 and e.closes >= ?2 order by e.due desc, e.sheet`)
    .bind(unit, since)
    .all<ExpectationRow>();
  return results;
}

/** What is expected of the units at or below a path, for one sheet and period; without earlier figures. */
export async function expectedBelow(
  db: Database,
  sheet: string,
  period: string,
  path: string,
): Promise<ExpectationRow[]> {
  const { results } = await db
    .prepare(
      `${expectations("null")} where e.sheet = ?1 and e.period = ?2 and e.path >= ?3 and e.path < ?4 order by e.path`,
    )
    .bind(sheet, period, ...below(path))
    .all<ExpectationRow>();
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

/** Submissions of the units at or below a path with one of these standings, the oldest first. */
export async function linesBelow(
  db: Database,
  path: string,
  standings: readonly Standing[],
): Promise<LineRow[]> {
  const { results } = await db
    .prepare(
      `select h.unit, u.name as unitName, h.sheet, h.period, h.rev, h.rows, p.name as personName, h.at, h.standing
       from head h join unit u on u.id = h.unit join person p on p.id = h.person
       where h.standing in (select value from json_each(?3)) and h.path >= ?1 and h.path < ?2
       order by h.at limit ${MOST_LINES}`,
    )
    .bind(...below(path), JSON.stringify(standings))
    .all<LineRow>();
  return results;
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
