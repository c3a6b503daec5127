// Who may come in: activation codes, tokens, places in the tree, failed attempts, and the audit of them.
import type { Role } from "../../shared/wire.ts";
import type { Database } from "./database.ts";
import { TREE } from "./registry.ts";

export interface Holder {
  readonly person: number;
  readonly name: string;
  readonly role: Role;
  readonly unit: number;
  readonly unitName: string;
  /** Where the unit stands today. */
  readonly path: string;
  readonly lastUsed: string;
}

/** The holder of a token that is neither revoked nor expired, in a unit that exists today. */
export function holderOf(db: Database, hash: string, now: string, today: string): Promise<Holder | null> {
  return db
    .prepare(
      `select t.person, p.name, t.role, t.unit, u.name as unitName, m.path, t.last_used as lastUsed
       from token t join person p on p.id = t.person join unit u on u.id = t.unit
       join membership m on m.tree = ?4 and m.unit = t.unit
         and m.from_day <= ?3 and (m.to_day is null or m.to_day >= ?3)
       where t.hash = ?1 and t.revoked_at is null and t.expires > ?2`,
    )
    .bind(hash, now, today, TREE)
    .first<Holder>();
}

export interface Place {
  readonly id: number;
  readonly name: string;
  readonly path: string;
}

/** A unit where it stands today; null when there is none. */
export function placeOf(db: Database, unit: number, today: string): Promise<Place | null> {
  return db
    .prepare(
      `select u.id, u.name, m.path from membership m join unit u on u.id = m.unit
       where m.tree = ?3 and m.unit = ?1 and m.from_day <= ?2 and (m.to_day is null or m.to_day >= ?2)`,
    )
    .bind(unit, today, TREE)
    .first<Place>();
}

/** Notes the day a token was used on. Called at most once a day for each, because a write is not free. */
export async function touch(db: Database, hash: string, now: string): Promise<void> {
  await db.prepare("update token set last_used = ?2 where hash = ?1").bind(hash, now).all();
}

/**
 * Turns an unused, unexpired code into a token, once: of two at the same moment the second finds it used.
 * False when the code is no good. Token, use and audit are one transaction.
 */
export async function redeem(
  db: Database,
  use: { readonly code: string; readonly token: string; readonly now: string; readonly expires: string },
): Promise<boolean> {
  const good = "from activation where hash = ?1 and used_at is null and expires > ?2";
  const [made] = await db.batch([
    db
      .prepare(
        `insert into token (hash, person, role, unit, created, expires, last_used)
         select ?3, person, role, unit, ?2, ?4, ?2 ${good}`,
      )
      .bind(use.code, use.now, use.token, use.expires),
    db
      .prepare(
        `insert into audit (at, act, person, unit, detail) select ?2, 'sign-in', person, unit, role ${good}`,
      )
      .bind(use.code, use.now),
    db
      .prepare("update activation set used_at = ?2 where hash = ?1 and used_at is null and expires > ?2")
      .bind(use.code, use.now),
  ]);
  return made !== undefined && made.meta.changes > 0;
}

/** Ends a token now. */
export async function revoke(db: Database, hash: string, now: string): Promise<void> {
  await db.batch([
    db
      .prepare(
        "insert into audit (at, act, person, unit, detail) select ?2, 'sign-out', person, unit, role from token where hash = ?1",
      )
      .bind(hash, now),
    db.prepare("update token set revoked_at = ?2 where hash = ?1 and revoked_at is null").bind(hash, now),
  ]);
}

/** Failed sign-ins of an address in a minute ("2026-11-20T06:31"). */
export async function failuresOf(db: Database, minute: string, address: string): Promise<number> {
  const sql = "select failures from attempt where minute = ?1 and address = ?2";
  return (await db.prepare(sql).bind(minute, address).first<{ failures: number }>())?.failures ?? 0;
}

/** Counts a failed sign-in, audits it without the code, and forgets counts of earlier minutes. */
export async function countFailure(
  db: Database,
  minute: string,
  address: string,
  now: string,
): Promise<void> {
  await db.batch([
    db
      .prepare(
        `insert into attempt (minute, address, failures) values (?1, ?2, 1)
         on conflict do update set failures = failures + 1`,
      )
      .bind(minute, address),
    db.prepare("delete from attempt where minute < ?1").bind(minute),
    db.prepare("insert into audit (at, act, detail) values (?1, 'sign-in refused', ?2)").bind(now, address),
  ]);
}
