// Accepting a submission, or returning it with a reason and notes at cells. Only the newest revision, only once,
// and never by the person who sent it.
import { refuse } from "./refuse.ts";
import type { Answer } from "./route.ts";
import { decisionsOf, keepDecision } from "./store/decision.ts";
import { standOf } from "./store/submission.ts";

export const decide: Answer<"decide"> = async ({ db, body, caller, unit, now }) => {
  const { sheet, period, rev, verdict } = body;
  const stand = await standOf(db, unit.id, sheet, period);
  if (!stand || stand.rev === 0) return refuse("notFound");
  const reason = body.reason.trim();
  if (verdict === "return" && reason === "" && body.notes.length === 0)
    return refuse("badRequest", { detail: "a return needs a reason or notes" });
  if (stand.person === caller.person) return refuse("notAllowed");

  const notes = JSON.stringify(body.notes);
  const given = (await decisionsOf(db, unit.id, sheet, period)).find(
    (one) => one.rev === rev && one.verdict === verdict,
  );
  const after = verdict === "accept" ? "accepted" : "returned";
  const standing = stand.rev === rev ? stand.standing : null;
  // The same verdict of the same person again: the answer was lost on its way.
  if (
    standing === after &&
    given?.person === caller.person &&
    given.reason === reason &&
    given.notes === notes
  )
    return { standing: after, rev };

  // A superior may open an accepted submission again, with a reason.
  const opens =
    standing === "accepted" && verdict === "return" && caller.role === "superior" && reason !== "";
  if (standing !== "waiting" && !opens) return refuse("decided");
  const decision = {
    unit: unit.id,
    sheet,
    period,
    rev,
    verdict,
    reason,
    notes,
    person: caller.person,
    at: now.toISOString(),
  };
  const kept = await keepDecision(db, decision, opens ? "accepted" : "waiting");
  return kept === "kept" ? { standing: after, rev } : refuse("decided");
};
