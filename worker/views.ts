// What is read for the screens: the sheets, what is expected, what was sent, one submission, one receipt.
import { check } from "../shared/check/check.ts";
import type { Figures } from "../shared/report/figure.ts";
import type { Sheet } from "../shared/sheet/sheet.ts";
import { SHEETS, sheetOf } from "../shared/sheets/index.ts";
import type { DecisionView, Expectation, Standing, SubmissionView } from "../shared/wire.ts";
import { readNumber, receiptOf } from "./receipt.ts";
import { refuse } from "./refuse.ts";
import type { Answer } from "./route.ts";
import { hashStored, unpack } from "./seal.ts";
import { dayOf } from "./store/database.ts";
import { decisionsOf } from "./store/decision.ts";
import { rangesAt, rangesBelow } from "./store/place.ts";
import { type RevisionRow, revisionOf, standOf } from "./store/submission.ts";
import {
  bodyOf,
  type ExpectationRow,
  expectedBelow,
  expectedOf,
  linesIn,
  revisionsOf,
} from "./store/views.ts";
import { readStored } from "./stored.ts";

export const sheets: Answer<"sheets"> = async () =>
  SHEETS.map(({ key, version, label }) => ({ key, version, label }));

/** Tasks that closed longer ago than this are history, found through the submissions. */
const SHOWN_DAYS = 366;

export const expected: Answer<"expected"> = async ({ db, unit, now }) => {
  const since = dayOf(new Date(now.getTime() - SHOWN_DAYS * 86_400_000));
  return (await expectedOf(db, unit, since)).map((row) => expectationFrom(row, dayOf(now)));
};

export const reporting: Answer<"reporting"> = async ({ db, query, unit, now }) =>
  (await expectedBelow(db, query.sheet, query.period, rangesBelow(unit.paths))).map((row) =>
    expectationFrom(row, dayOf(now)),
  );

const SENT: readonly Standing[] = ["waiting", "returned", "accepted"];

export const submissions: Answer<"submissions"> = async ({ db, query, unit, caller }) => {
  // A clerk's role holds for the unit itself, even where there are units below it.
  const scope = caller.role === "clerk" ? rangesAt(unit.paths) : rangesBelow(unit.paths);
  const { lines, more } = await linesIn(db, scope, query.standing ? [query.standing] : SENT);
  return {
    lines: lines.map(({ unit: id, unitName, personName, ...line }) => ({
      unit: { id, name: unitName },
      ...line,
      person: personName,
    })),
    more,
  };
};

export const receipt: Answer<"receipt"> = async ({ db, query, unit }) => {
  const named = readNumber(query.number);
  if (!named || named.unit !== unit.id) return refuse("notFound");
  if (!(await standOf(db, unit, named.sheet, named.period))) return refuse("notFound");
  const row = await revisionOf(db, unit.id, named.sheet, named.period, named.rev);
  return row?.hash.startsWith(named.hash) ? receiptOf(row, false) : refuse("notFound");
};

export const submission: Answer<"submission"> = async ({ db, query, unit }) => {
  const { period } = query;
  const sheet = sheetOf(query.sheet);
  const stand = sheet && (await standOf(db, unit, sheet.key, period));
  if (!sheet || !stand) return refuse("notFound");
  const rev = query.rev ?? stand.rev;
  const [row, body, decisions, revisions] = await Promise.all([
    revisionOf(db, unit.id, sheet.key, period, rev),
    bodyOf(db, unit.id, sheet.key, period, rev),
    decisionsOf(db, unit.id, sheet.key, period),
    revisionsOf(db, unit.id, sheet.key, period),
  ]);
  if (!row || body === null) return refuse("notFound");
  const rows = await openBody(sheet, row, body);
  // As of the day it arrived, so that the reviewer sees what the clerk saw.
  const context = {
    period,
    today: dayOf(new Date(row.at)),
    previous: stand.previous === null ? null : readStored<Figures>(stand.previous),
    known: readStored<Expectation["known"]>(stand.known),
  };
  return {
    receipt: receiptOf(row, false),
    standing: standingOf(rev, stand, decisions),
    worksheet: row.worksheet,
    rows,
    issues: check(sheet, rows, context),
    decisions: decisions.map(
      ({ rev, verdict, reason, notes, by, at }): DecisionView => ({
        rev,
        verdict,
        reason,
        notes: readStored(notes),
        by,
        at,
      }),
    ),
    revisions,
  };
};

/** The rows of a stored revision. Throws when they are not what was hashed on the day they came. */
async function openBody(sheet: Sheet, row: RevisionRow, packed: string): Promise<SubmissionView["rows"]> {
  const rows = await unpack(packed);
  if ((await hashStored({ ...row, isLocal: sheet.rowsStayLocal === true }, rows)) !== row.bodyHash)
    throw new Error("a stored revision is not what was received");
  return readStored(rows);
}

/** The newest revision stands as its head says; an older one as it was last decided, or waiting when it never was. */
function standingOf(
  rev: number,
  newest: { readonly rev: number; readonly standing: Standing },
  decisions: readonly { readonly rev: number; readonly verdict: "accept" | "return" }[],
): Standing {
  if (rev === newest.rev) return newest.standing;
  const last = decisions.filter((one) => one.rev === rev).at(-1);
  return last === undefined ? "waiting" : last.verdict === "accept" ? "accepted" : "returned";
}

function expectationFrom(row: ExpectationRow, today: string): Expectation {
  const { sheet, period, due, closes, standing, rev } = row;
  return {
    unit: { id: row.unit, name: row.unitName },
    sheet,
    period,
    due,
    closes,
    open: closes >= today,
    standing,
    rev,
    receivedAt: row.at,
    onTime: row.onTime === null ? null : row.onTime === 1,
    previous: row.previous === null ? null : readStored(row.previous),
    known: readStored(row.known),
    returned:
      row.reason === null
        ? null
        : {
            reason: row.reason,
            notes: readStored(row.notes ?? "[]"),
            by: row.by ?? "",
            at: row.decidedAt ?? "",
          },
  };
}
