// Accepting a submission, or returning it with a reason and notes at cells. Only the newest revision, only once,
// only from above, and never by the person who sent it.
import { sentColumns } from "../shared/sheet/sheet.ts";
import { sheetOf } from "../shared/sheets/index.ts";
import type { Replies, SubmissionBody } from "../shared/wire.ts";
import { type Refused, refuse } from "./refuse.ts";
import type { Answer, Call } from "./route.ts";
import { unpack } from "./seal.ts";
import { dayOf } from "./store/database.ts";
import { decisionsOf, keepDecision } from "./store/decision.ts";
import { type Stand, standOf } from "./store/submission.ts";
import { bodyOf } from "./store/views.ts";
import { readStored } from "./stored.ts";

export const decide: Answer<"decide"> = async (call) => {
  const { db, body, caller, unit, now } = call;
  const { sheet, period, rev, verdict } = body;
  const from = await standingFor(call);
  if (typeof from === "object") return from;
  const wrong = await misplacedNote(call);
  if (wrong !== null) return refuse("badRequest", { detail: wrong });
  const decision = {
    ...{ unit: unit.id, sheet, period, rev, verdict, reason: body.reason.trim() },
    notes: JSON.stringify(body.notes),
    person: caller.person,
    at: now.toISOString(),
  };
  if ((await keepDecision(db, decision, from, dayOf(now))) === "kept") return answerTo(body);
  // Undone by the same verdict a moment earlier, whose answer was lost, or by something newer.
  const since = await standingFor(call);
  return typeof since === "object" ? since : refuse("busy");
};

type Verdict = Call<"decide">["body"]["verdict"];

const after = (verdict: Verdict) => (verdict === "accept" ? "accepted" : "returned");

const answerTo = ({ verdict, rev }: Call<"decide">["body"]): Replies["decide"] => ({
  standing: after(verdict),
  rev,
});

/** The standing that the verdict would change; or its answer, when it was given before; or why it cannot be given. */
async function standingFor(
  call: Call<"decide">,
): Promise<"waiting" | "accepted" | Replies["decide"] | Refused> {
  const { db, body, caller, unit } = call;
  const { sheet, period, rev, verdict } = body;
  const stand = await standOf(db, unit, sheet, period);
  if (!stand || stand.rev === 0) return refuse("notFound");
  const reason = body.reason.trim();
  if (verdict === "return" && reason === "" && body.notes.length === 0)
    return refuse("badRequest", { detail: "a return needs a reason or notes" });
  if (stand.person === caller.person) return refuse("notAllowed");

  const standing = stand.rev === rev ? stand.standing : null;
  if (standing === after(verdict)) {
    const same = (await decisionsOf(db, unit.id, sheet, period)).some(
      (one) =>
        one.rev === rev &&
        one.verdict === verdict &&
        one.person === caller.person &&
        one.reason === reason &&
        one.notes === JSON.stringify(body.notes),
    );
    return same ? answerTo(body) : refuse("decided");
  }
  return mayFollow(call, stand, standing);
}

function mayFollow(
  { body, caller, now }: Call<"decide">,
  stand: Stand,
  standing: Stand["standing"] | null,
): "waiting" | "accepted" | Refused {
  // A superior may open an accepted submission again, with a reason.
  const opens =
    standing === "accepted" &&
    body.verdict === "return" &&
    caller.role === "superior" &&
    body.reason.trim() !== "";
  if (standing !== "waiting" && !opens) return refuse("decided");
  if (body.verdict === "return" && stand.closes < dayOf(now)) return refuse("tooLateToReturn");
  return opens ? "accepted" : "waiting";
}

/** What a note points at that was not sent, in English; null when every note is at a cell of the submission. */
async function misplacedNote({ db, body, unit }: Call<"decide">): Promise<string | null> {
  if (body.notes.length === 0) return null;
  const sheet = sheetOf(body.sheet);
  const packed = sheet && (await bodyOf(db, unit.id, sheet.key, body.period, body.rev));
  if (!packed) return "no such revision";
  const { at } = readStored<SubmissionBody["rows"]>(await unpack(packed));
  const [rows, columns] = [new Set(at), new Set(sentColumns(sheet).map(([key]) => key))];
  const odd = body.notes.find(({ column, row }) => !columns.has(column) || !rows.has(row));
  return odd ? `no cell ${odd.column} in row ${odd.row}` : null;
}
