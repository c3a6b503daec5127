// Where units stand in the tree, and where what they reported belongs. Knows no role: whoever asks names the unit
// that the answer is seen from.
import type { Database } from "./database.ts";
import { TREE } from "./registry.ts";

/**
 * A unit, with the paths of every place that it has or had below (or at) the unit of whoever asks. An expectation and
 * its head belong to the units that its path names: those of today while the period takes submissions, those of its
 * last day ever after. None of the paths begins with another.
 */
export interface Place {
  readonly id: number;
  readonly name: string;
  readonly paths: readonly string[];
}

/** The place of a unit as seen from the unit `above` on a day; null when it never stood there. */
export async function placeOf(
  db: Database,
  unit: number,
  above: number,
  today: string,
): Promise<Place | null> {
  const { results } = await db
    .prepare(
      `select distinct u.id, u.name, m.path from membership m join unit u on u.id = m.unit
       where m.tree = ?4 and m.unit = ?1 and m.from_day <= ?3 and instr(m.path, '/' || cast(?2 as integer) || '/') > 0
       order by m.path`,
    )
    .bind(unit, above, today, TREE)
    .all<{ id: number; name: string; path: string }>();
  const [first] = results;
  return first ? { id: first.id, name: first.name, paths: results.map(({ path }) => path) } : null;
}

/** Ranges of paths, as JSON for a statement to loop over: [[from, before], …]. None overlaps another. */
export type Ranges = string;

/** Everything at or below these places; the sign after "/" is "0". */
export const rangesBelow = (paths: readonly string[]): Ranges =>
  JSON.stringify(paths.map((path) => [path, `${path.slice(0, -1)}0`]));

/** These places alone: every path below goes on with a sign from "1" to "9". */
export const rangesAt = (paths: readonly string[]): Ranges =>
  JSON.stringify(paths.map((path) => [path, `${path}0`]));

/**
 * Moves a unit, with all below it, under another one from `day` on, which is today. What is open moves along, with
 * its heads, and the totals of it become too old to serve; what has closed stays where it was. Throws when either unit
 * does not stand in the tree, or one would come to stand below itself; the unit of the whole tree cannot move.
 */
export async function moveUnit(
  db: Database,
  {
    unit,
    under,
    day,
    at,
  }: { readonly unit: number; readonly under: number; readonly day: string; readonly at: string },
): Promise<void> {
  const pathOn = (one: string) => `(select path from membership where tree = '${TREE}' and unit = ${one}
    and from_day <= ?2 and (to_day is null or to_day >= ?2))`;
  const found = await db
    .prepare(`select ${pathOn("?1")} as "from", ${pathOn("?3")} as above`)
    .bind(unit, day, under)
    .first<{ from: string | null; above: string | null }>();
  if (!found?.from || !found.above || found.above.startsWith(found.from))
    throw new RangeError(`unit ${unit} cannot stand under ${under}`);
  const [from, before] = [found.from, `${found.from.slice(0, -1)}0`];
  const to = `${found.above}${unit}/`;
  const within = "path >= ?1 and path < ?2";
  const moved = "?3 || substr(path, length(?1) + 1)";
  const open = `(sheet, period, unit) in (select sheet, period, unit from expectation where ${within} and closes >= ?4)`;
  await db.batch([
    // The guard: both still stand where they were read, or the key is NULL and all of it is undone.
    db
      .prepare(
        `insert into audit (at, act, unit, detail) select ?4, case when ${pathOn("?1")} = ?5 and ${pathOn("?3")} = ?6
         then 'move' end, ?1, ?5 || ' ' || ?7`,
      )
      .bind(unit, day, under, at, from, found.above, to),
    db
      .prepare(
        `insert into membership (tree, unit, parent, from_day, to_day, path)
         select tree, unit, case when unit = ?5 then ?6 else parent end, ?4, null, ${moved} from membership
         where tree = ?7 and ${within} and from_day <= ?4 and (to_day is null or to_day >= ?4)
         on conflict do update set parent = excluded.parent, path = excluded.path`,
      )
      .bind(from, before, to, day, unit, under, TREE),
    db
      .prepare(
        `update membership set to_day = date(?3, '-1 day')
         where tree = ?4 and ${within} and from_day < ?3 and (to_day is null or to_day >= ?3)`,
      )
      .bind(from, before, day, TREE),
    db
      .prepare(
        `update pulse set version = version + 1 where (sheet, period) in
           (select sheet, period from expectation where ${within} and closes >= ?3)`,
      )
      .bind(from, before, day),
    db.prepare(`update head set path = ${moved} where ${within} and ${open}`).bind(from, before, to, day),
    db
      .prepare(`update expectation set path = ${moved} where ${within} and closes >= ?4`)
      .bind(from, before, to, day),
  ]);
}
