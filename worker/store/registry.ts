// Units, their places in the tree, people, and opening a period: what the superior sets up before anyone
// reports. Lists travel as one JSON parameter, so 5,000 units are a few statements; a cross join keeps the list the
// outer loop.
import type { Role } from "../../shared/wire.ts";
import type { Database, Statement } from "./database.ts";

/** The tree of the working line (条); a second one, by area (块), may stand beside it. */
export const TREE = "line";

export interface NewUnit {
  readonly id: number;
  readonly name: string;
  readonly parent: number | null;
  readonly path: string;
}

/** Adds units and their places from a day on; units that exist stay as they are. */
export function addUnits(db: Database, units: readonly NewUnit[], fromDay: string): Statement[] {
  const list = JSON.stringify(units);
  return [
    db
      .prepare(
        "insert into unit (id, name) select value->>'id', value->>'name' from json_each(?1) where true on conflict do nothing",
      )
      .bind(list),
    db
      .prepare(
        `insert into membership (tree, unit, parent, from_day, to_day, path)
         select ?2, value->>'id', value->>'parent', ?3, null, value->>'path' from json_each(?1)
         where true on conflict do nothing`,
      )
      .bind(list, TREE, fromDay),
  ];
}

/** Adds people; those that exist stay as they are. */
export function addPeople(
  db: Database,
  people: readonly { readonly id: number; readonly name: string }[],
): Statement {
  return db
    .prepare(
      "insert into person (id, name) select value->>'id', value->>'name' from json_each(?1) where true on conflict do nothing",
    )
    .bind(JSON.stringify(people));
}

export interface Grant {
  /** SHA-256 of the code, in hex. */
  readonly hash: string;
  readonly person: number;
  readonly role: Role;
  readonly unit: number;
  readonly expires: string;
}

/** An activation code for a person; audited in the same batch. */
export function grant(db: Database, { hash, person, role, unit, expires }: Grant, at: string): Statement[] {
  return [
    db
      .prepare("insert into activation (hash, person, role, unit, expires) values (?1, ?2, ?3, ?4, ?5)")
      .bind(hash, person, role, unit, expires),
    db
      .prepare("insert into audit (at, act, person, unit, detail) values (?1, 'grant', ?2, ?3, ?4)")
      .bind(at, person, unit, role),
  ];
}

export interface Opening {
  readonly sheet: string;
  readonly period: string;
  readonly due: string;
  readonly closes: string;
  readonly day: string;
  readonly units: readonly {
    readonly unit: number;
    readonly known: Readonly<Record<string, number | string>>;
  }[];
}

/**
 * Opens a period of a sheet for units, or adds units to it: their place in the tree is frozen, a head without a
 * revision is made, and the pulse is raised, because the number of units expected is part of every total.
 */
export function openPeriod(db: Database, opening: Opening): Statement[] {
  const { sheet, period } = opening;
  return [
    db
      .prepare(
        `insert into expectation (sheet, period, unit, due, closes, known, path)
         select ?1, ?2, m.unit, ?3, ?4, value->>'known', m.path
         from json_each(?5) cross join membership m on m.tree = ?6 and m.unit = value->>'unit'
           and m.from_day <= ?7 and (m.to_day is null or m.to_day >= ?7)
         where true on conflict do nothing`,
      )
      .bind(sheet, period, opening.due, opening.closes, JSON.stringify(opening.units), TREE, opening.day),
    db
      .prepare(
        `insert into head (sheet, period, unit, path, rev, standing, rows)
         select sheet, period, unit, path, 0, 'missing', 0 from expectation where sheet = ?1 and period = ?2
         on conflict do nothing`,
      )
      .bind(sheet, period),
    raisePulse(db, sheet, period),
  ];
}

/** Whether a period of a sheet was opened. */
export async function isOpened(db: Database, sheet: string, period: string): Promise<boolean> {
  const sql = "select version from pulse where sheet = ?1 and period = ?2";
  return (await db.prepare(sql).bind(sheet, period).first()) !== null;
}

/** A unit itself, and the units below it that have units below them, on a day; in no order. */
export async function scopesBelow(
  db: Database,
  unit: number,
  today: string,
): Promise<{ readonly id: number; readonly name: string; readonly path: string }[]> {
  const stands = "tree = ?2 and from_day <= ?3 and (to_day is null or to_day >= ?3)";
  const { results } = await db
    .prepare(
      `select u.id, u.name, m.path from membership m join unit u on u.id = m.unit
       where instr(m.path, '/' || cast(?1 as integer) || '/') > 0 and ${stands}
         and (m.unit = ?1 or m.unit in (select parent from membership where ${stands}))`,
    )
    .bind(unit, TREE, today)
    .all<{ id: number; name: string; path: string }>();
  return results;
}

/** Writes an act into the audit that is nobody's: of setting up. */
export async function note(db: Database, act: string, detail: string, at: string): Promise<void> {
  await db.prepare("insert into audit (at, act, detail) values (?1, ?2, ?3)").bind(at, act, detail).all();
}

/** Whether the audit knows of such an act. */
export async function isNoted(db: Database, act: string, detail: string): Promise<boolean> {
  const sql = "select 1 from audit where act = ?1 and detail = ?2 limit 1";
  return (await db.prepare(sql).bind(act, detail).first()) !== null;
}

/** Makes every cached total of the sheet and period too old to serve. */
export function raisePulse(db: Database, sheet: string, period: string): Statement {
  return db
    .prepare(
      `insert into pulse (sheet, period, version) values (?1, ?2, 1)
       on conflict do update set version = version + 1`,
    )
    .bind(sheet, period);
}
