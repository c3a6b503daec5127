// A superior's verdict on a revision, and reading the verdicts given.
import type { Standing } from "../../shared/wire.ts";
import { type Database, isGuarded, persistently, type Statement } from "./database.ts";
import { raisePulse } from "./registry.ts";
import { HEAD_OF } from "./submission.ts";

export interface Decision {
  readonly unit: number;
  readonly sheet: string;
  readonly period: string;
  readonly rev: number;
  readonly verdict: "accept" | "return";
  readonly reason: string;
  readonly notes: string;
  readonly person: number;
  readonly at: string;
}

/**
 * The statements that keep a decision; guarded so that they stand only while `rev` is the newest revision, its
 * standing is `from`, and what is returned could be sent again on `today`. A returned one is out of the accepted
 * totals until a newer one is accepted.
 */
function decisionStatements(db: Database, d: Decision, from: Standing, today: string): Statement[] {
  return [
    db
      .prepare(
        `insert into decision (unit, sheet, period, rev, verdict, reason, notes, person, at)
         select ?1, ?2, ?3,
           case when h.rev = ?4 and h.standing = ?10 and (?5 = 'accept' or e.closes >= ?11) then ?4 end,
           ?5, ?6, ?7, ?8, ?9
         from (select 1)
         left join expectation e on e.sheet = ?2 and e.period = ?3 and e.unit = ?1
         left join head h on h.sheet = ?2 and h.period = ?3 and h.path = e.path`,
      )
      .bind(d.unit, d.sheet, d.period, d.rev, d.verdict, d.reason, d.notes, d.person, d.at, from, today),
    db
      .prepare(`update head set standing = ?4 where ${HEAD_OF}`)
      .bind(d.unit, d.sheet, d.period, d.verdict === "accept" ? "accepted" : "returned"),
    raisePulse(db, d.sheet, d.period),
  ];
}

/** Keeps a decision, or tells that it had been decided, or a newer revision came, in the meantime. */
export async function keepDecision(
  db: Database,
  decision: Decision,
  from: Standing,
  today: string,
): Promise<"kept" | "guarded"> {
  try {
    await persistently(() => db.batch(decisionStatements(db, decision, from, today)));
    return "kept";
  } catch (error) {
    if (isGuarded(error, "decision.rev")) return "guarded";
    throw error;
  }
}

export interface DecisionRow extends Decision {
  readonly by: string;
}

/** Decisions on all revisions of a submission, oldest first. */
export async function decisionsOf(
  db: Database,
  unit: number,
  sheet: string,
  period: string,
): Promise<DecisionRow[]> {
  const { results } = await db
    .prepare(
      `select d.unit, d.sheet, d.period, d.rev, d.verdict, d.reason, d.notes, d.person, d.at, p.name as by
       from decision d join person p on p.id = d.person
       where d.unit = ?1 and d.sheet = ?2 and d.period = ?3 order by d.at`,
    )
    .bind(unit, sheet, period)
    .all<DecisionRow>();
  return results;
}
