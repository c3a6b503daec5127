// Many first revisions of one sheet and period at once, with the decisions on them: from an older system, or an
// invented city. The same guard holds for each; a list is one statement, so 5,000 units take a few. A list is
// always the outer loop (cross join): with the table outside, each of its rows would walk the whole list.
import type { Standing } from "../../shared/wire.ts";
import type { Database } from "./database.ts";
import type { Decision } from "./decision.ts";
import { raisePulse } from "./registry.ts";
import type { Revision } from "./submission.ts";

/** The expectation of the unit of each item of the list. */
const EXPECTED = "join expectation e on e.sheet = ?2 and e.period = ?3 and e.unit = j.value->>'unit'";

/** Longest list sent as one parameter, in characters. */
const MOST_TEXT = 900_000;

/**
 * Keeps first revisions and the acceptances among them, in as many transactions as their length asks for. Throws
 * when one of them is not expected, was sent before or came after the closing day: then its transaction is undone.
 */
export async function importRevisions(
  db: Database,
  sheet: string,
  period: string,
  revisions: readonly (Revision & { readonly day: string })[],
  acceptances: readonly Decision[],
): Promise<void> {
  for (const list of listsOf(revisions)) {
    await db.batch([
      db
        .prepare(
          `insert into revision (unit, sheet, period, rev, sheet_version, rows, on_time, person, at, body_hash, hash,
             worksheet, figures, explanations, body)
           select j.value->>'unit', ?2, ?3,
             case when h.rev = 0 and e.closes >= j.value->>'day' then 1 end,
             j.value->>'sheetVersion', j.value->>'rows', j.value->>'onTime', j.value->>'person', j.value->>'at',
             j.value->>'bodyHash', j.value->>'hash', j.value->>'worksheet', j.value->>'figures',
             j.value->>'explanations', j.value->>'body'
           from json_each(?1) j
           left ${EXPECTED} left join head h on h.sheet = ?2 and h.period = ?3 and h.path = e.path`,
        )
        .bind(list, sheet, period),
      db
        .prepare(
          `insert into head (sheet, period, unit, path, rev, standing, figures, rows, person, at, on_time)
           select h.sheet, h.period, h.unit, h.path, 1, 'waiting', j.value->>'figures', j.value->>'rows',
             j.value->>'person', j.value->>'at', j.value->>'onTime'
           from json_each(?1) j cross ${EXPECTED} cross join head h
             on h.sheet = ?2 and h.period = ?3 and h.path = e.path
           where true on conflict do update set rev = excluded.rev, standing = excluded.standing,
             figures = excluded.figures, rows = excluded.rows, person = excluded.person, at = excluded.at,
             on_time = excluded.on_time`,
        )
        .bind(list, sheet, period),
      raisePulse(db, sheet, period),
    ]);
  }
  for (const list of listsOf(acceptances)) {
    await db.batch([
      db
        .prepare(
          `insert into decision (unit, sheet, period, rev, verdict, reason, notes, person, at)
           select j.value->>'unit', ?2, ?3, case when h.rev = 1 and h.standing = 'waiting' then 1 end, 'accept', '',
             '[]', j.value->>'person', j.value->>'at'
           from json_each(?1) j left ${EXPECTED} left join head h on h.sheet = ?2 and h.period = ?3 and h.path = e.path`,
        )
        .bind(list, sheet, period),
      db
        .prepare(
          `update head set standing = 'accepted' where sheet = ?2 and period = ?3
           and path in (select e.path from json_each(?1) j cross ${EXPECTED})`,
        )
        .bind(list, sheet, period),
      raisePulse(db, sheet, period),
    ]);
  }
}

/** Where each unit stands that a sheet and period are expected of: what an import that was broken off goes on from. */
export async function standingsOf(
  db: Database,
  sheet: string,
  period: string,
): Promise<Map<number, Standing>> {
  const { results } = await db
    .prepare("select unit, standing from head where sheet = ?1 and period = ?2")
    .bind(sheet, period)
    .all<{ unit: number; standing: Standing }>();
  return new Map(results.map(({ unit, standing }) => [unit, standing]));
}

/** The items as JSON lists of at most so many characters each. */
function listsOf(items: readonly unknown[]): string[] {
  const lists: string[] = [];
  let parts: string[] = [];
  let length = 0;
  for (const item of items) {
    const part = JSON.stringify(item);
    if (length + part.length > MOST_TEXT && parts.length > 0) {
      lists.push(`[${parts.join()}]`);
      [parts, length] = [[], 0];
    }
    parts.push(part);
    length += part.length + 1;
  }
  if (parts.length > 0) lists.push(`[${parts.join()}]`);
  return lists;
}
