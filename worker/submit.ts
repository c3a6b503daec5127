// Receiving a submission: shape, place in its history, the same check as in the add-in, and one guarded batch.
// Whatever goes wrong, either all of it is kept and has a receipt, or none of it.
import { check } from "../shared/check/check.ts";
import { blocking, checkExplanations } from "../shared/check/explanation.ts";
import { type Issue, issueId } from "../shared/check/issue.ts";
import type { Figures } from "../shared/report/figure.ts";
import { keepableFigures, plausible } from "../shared/report/figures.ts";
import { misfit } from "../shared/sheet/schema.ts";
import type { Sheet } from "../shared/sheet/sheet.ts";
import { sheetOf } from "../shared/sheets/index.ts";
import type { Expectation, Receipt, SubmissionBody } from "../shared/wire.ts";
import { receiptOf } from "./receipt.ts";
import { isRefused, type Refused, refuse } from "./refuse.ts";
import type { Answer, Call } from "./route.ts";
import { canonical, hashBody, pack, seal } from "./seal.ts";
import { dayOf, MAX_ROW_BYTES } from "./store/database.ts";
import { keepRevision, type Revision, revisionOf, type Stand, standOf } from "./store/submission.ts";
import { readStored } from "./stored.ts";

export const submit: Answer<"submit"> = async (sent) => {
  const { db, unit, now } = sent;
  const sheet = sheetOf(sent.body.sheet);
  const stand = sheet && (await standOf(db, unit, sent.body.sheet, sent.body.period));
  if (!sheet || !stand) return refuse("notExpected");
  const wrong = sheet.rowsStayLocal ? localMisfit(sheet, sent.body) : sentMisfit(sheet, sent.body);
  if (wrong !== null) return refuse("badRequest", { detail: wrong });

  const { issues, blocks, explanations, figures } = judge(sheet, sent.body, stand, dayOf(now));
  const body = { ...sent.body, explanations };
  const call = { ...sent, body };
  const bodyHash = await hashBody({ ...body, sheetVersion: sheet.version, figures: body.figures ?? null });
  const dryRun = call.query.dryRun === "1";
  const before = dryRun ? null : await repetition(call, stand, bodyHash);
  if (before) return before;
  const refusal = refusalNow(call, stand);
  if (refusal) return refusal;

  if (blocks.length > 0 && !dryRun) return refuse("invalid", { issues });
  if (figures === null) return refuse("figureTooLarge");
  if (dryRun) return { issues, figures, accepted: blocks.length === 0 };

  const revision = await revisionFrom(call, sheet, stand, { bodyHash, figures });
  if (sizeOf(revision) > MAX_ROW_BYTES)
    return refuse("tooLarge", { detail: "packed rows are too large to keep" });
  if ((await keepRevision(db, revision, dayOf(now))) === "guarded") return afterGuard(call, bodyHash);
  return receiptOf(
    {
      ...revision,
      onTime: Number(revision.onTime),
      unitName: unit.name,
      personName: call.caller.name,
    },
    false,
  );
};

function sentMisfit(sheet: Sheet, body: SubmissionBody): string | null {
  if (body.figures !== undefined) return "figures of this sheet are computed from its rows";
  return misfit(sheet, body.rows);
}

function localMisfit(sheet: Sheet, body: SubmissionBody): string | null {
  if (body.rows.at.length > 0 || body.rows.columns.length > 0)
    return "rows of this sheet stay in the workbook";
  if (body.figures === undefined) return "figures are missing";
  return plausible(sheet, body.figures);
}

/** The stored receipt, when this very submission, or its very content as the newest, was received before. */
async function repetition(
  { db, body, unit }: Call<"submit">,
  stand: Stand,
  bodyHash: string,
): Promise<Receipt | Refused | null> {
  // Sent again with the same base: the answer was lost on its way.
  if (body.base < stand.rev) {
    const row = await revisionOf(db, unit.id, body.sheet, body.period, body.base + 1);
    return row?.bodyHash === bodyHash ? receiptOf(row, true) : null;
  }
  if (body.base !== stand.rev || stand.bodyHash !== bodyHash) return null;
  if (stand.standing === "returned") return refuse("unchanged");
  const row = await revisionOf(db, unit.id, body.sheet, body.period, stand.rev);
  return row && receiptOf(row, true);
}

/** Why nothing can be received now whatever it holds; the guard of the batch says the same again. */
function refusalNow({ body, now }: Call<"submit">, stand: Stand): Refused | null {
  if (stand.closes < dayOf(now)) return refuse("closed");
  if (body.base > stand.rev)
    return refuse("badRequest", { detail: "base is a revision that does not exist" });
  if (body.base < stand.rev) {
    const { rev, personName, at } = stand;
    return refuse("stale", { newer: { rev, person: personName ?? "", at: at ?? "" } });
  }
  return stand.standing === "accepted" ? refuse("locked") : null;
}

/**
 * The verdict of the shared check, with what would be kept: the figures, null when they are too large, and the
 * explanations of findings that there are. Nothing is known of the findings in rows that stay where they are.
 */
function judge(
  sheet: Sheet,
  body: SubmissionBody,
  stand: Stand,
  today: string,
): { issues: Issue[]; blocks: Issue[]; explanations: Record<string, string>; figures: Figures | null } {
  const { period, rows, explanations } = body;
  const issues = check(sheet, rows, {
    period,
    today,
    previous: stand.previous === null ? null : readStored<Figures>(stand.previous),
    known: readStored<Expectation["known"]>(stand.known),
  });
  const found = new Set(issues.map(issueId));
  return {
    issues: [...issues, ...checkExplanations(issues, explanations)],
    blocks: blocking(issues, explanations),
    explanations: Object.fromEntries(
      Object.entries(explanations).filter(([id]) => sheet.rowsStayLocal || found.has(id)),
    ),
    // Sent only for a sheet whose rows were checked, and stay, where they are.
    figures: body.figures ?? keepableFigures(sheet, rows, { period, today }),
  };
}

async function revisionFrom(
  { body, caller, now }: Call<"submit">,
  sheet: Sheet,
  stand: Stand,
  made: { bodyHash: string; figures: Figures },
): Promise<Revision> {
  const figures = canonical(made.figures);
  const rows = sheet.rowsStayLocal ? made.figures["#rows"] : body.rows.at.length;
  const sealed = {
    unit: body.unit,
    sheet: sheet.key,
    sheetVersion: sheet.version,
    period: body.period,
    rev: stand.rev + 1,
    bodyHash: made.bodyHash,
    person: caller.person,
    at: now.toISOString(),
    onTime: dayOf(now) <= stand.due,
    rows: typeof rows === "number" ? rows : 0,
    worksheet: body.worksheet,
    figures,
  };
  return {
    ...sealed,
    hash: await seal(stand.hash, sealed),
    explanations: canonical(body.explanations),
    body: await pack(JSON.stringify(body.rows)),
  };
}

/** Bytes of the row that would be written; the packed body is ASCII, the others may be Chinese. */
function sizeOf({ body, figures, explanations }: Revision): number {
  return body.length + new TextEncoder().encode(figures + explanations).length;
}

/** The batch was undone: by the same submission a moment earlier, or by something newer. */
async function afterGuard(call: Call<"submit">, bodyHash: string): Promise<Receipt | Refused> {
  const { db, body, unit } = call;
  const stand = await standOf(db, unit, body.sheet, body.period);
  if (!stand) return refuse("notExpected");
  const before = await repetition(call, stand, bodyHash);
  if (before && !isRefused(before)) return before;
  return refusalNow(call, stand) ?? refuse("busy");
}
