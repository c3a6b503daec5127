// Who may come in: activation codes, tokens, failed attempts, and the audit of them.
import type { Role } from "../../shared/wire.ts";
import type { Database } from "./database.ts";
import { TREE } from "./registry.ts";

export interface Holder {
  readonly person: number;
  readonly name: string;
  readonly role: Role;
  readonly unit: number;
  readonly unitName: string;
  readonly created: string;
  readonly expires: string;
  readonly lastUsed: string;
}

/** The holder of a token that is neither revoked nor expired, in a unit that exists today. */
export function holderOf(db: Database, hash: string, now: string, today: string): Promise<Holder | null> {
  return db
    .prepare(
      `select t.person, p.name, t.role, t.unit, u.name as unitName, t.created, t.expires,
         t.last_used as lastUsed
       from token t join person p on p.id = t.person join unit u on u.id = t.unit
       join membership m on m.tree = ?4 and m.unit = t.unit
         and m.from_day <= ?3 and (m.to_day is null or m.to_day >= ?3)
       where t.hash = ?1 and t.revoked_at is null and t.expires > ?2`,
    )
    .bind(hash, now, today, TREE)
    .first<Holder>();
}

/** Notes the day a token was used on. Called at most once a day for each, because a write is not free. */
export async function touch(db: Database, hash: string, now: string): Promise<void> {
  await db.prepare("update token set last_used = ?2 where hash = ?1").bind(hash, now).all();
}

/**
 * Turns an unused, unexpired code into a token, once: of two at the same moment the second finds it used.
 * False when the code is no good. Token, use and audit are one transaction, and so is forgetting what expired a month
 * ago, a few rows at a time: the audit still knows of it.
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
    ...["activation", "token"].map((table) =>
      db
        .prepare(
          `delete from ${table} where hash in (select hash from ${table} where expires < date(?1, '-30 day') limit 20)`,
        )
        .bind(use.now),
    ),
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

/**
 * Counts a failed sign-in of an address, and gives how many there were in this minute. The first of them is audited,
 * without the code; counts of earlier minutes are forgotten.
 */
export async function countFailure(db: Database, address: string, now: string): Promise<number> {
  const minute = now.slice(0, 16);
  const [counted] = await db.batch<{ failures: number }>([
    db
      .prepare(
        `insert into attempt (minute, address, failures) values (?1, ?2, 1)
         on conflict do update set failures = failures + 1 returning failures`,
      )
      .bind(minute, address),
    db.prepare("delete from attempt where minute < ?1").bind(minute),
    db
      .prepare(
        `insert into audit (at, act, detail) select ?3, 'sign-in refused', ?2
         from attempt where minute = ?1 and address = ?2 and failures = 1`,
      )
      .bind(minute, address, now),
  ]);
  return counted?.results[0]?.failures ?? 1;
}
