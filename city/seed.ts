// Writes the sample city into a database through the store's own statements: units, people, the open period, and
// a closed one whose submissions are real revisions with figures, a hash chain and decisions. Adds what is
// missing and changes nothing that is there, so a second start keeps all data. Invented throughout.
import { check } from "../shared/check/check.ts";
import { blocking } from "../shared/check/explanation.ts";
import { type Rows, sentRows } from "../shared/read/table.ts";
import { figuresOf } from "../shared/report/figures.ts";
import { daysOf } from "../shared/report/period.ts";
import type { Sheet } from "../shared/sheet/sheet.ts";
import { SHEETS } from "../shared/sheets/index.ts";
import { canonical, hashBody, pack, seal } from "../worker/seal.ts";
import { hashCode } from "../worker/sign.ts";
import { type Database, dayOf } from "../worker/store/database.ts";
import type { Decision } from "../worker/store/decision.ts";
import { importRevisions, standingsOf } from "../worker/store/import.ts";
import { addPeople, addUnits, grant, isNoted, isOpened, note, openPeriod } from "../worker/store/registry.ts";
import type { Revision } from "../worker/store/submission.ts";
import { chance } from "./chance.ts";
import { reportOf } from "./reports.ts";
import { type City, type CityPerson, type CityUnit, periodsOn, SIGN_INS } from "./units.ts";

/** Units are in the tree from this day on, before any period of the sample. */
const FOUNDED = "2020-01-01";

/** Adds the city's units and people. */
export async function addCity(db: Database, city: City): Promise<void> {
  await db.batch([...addUnits(db, city.units, FOUNDED), addPeople(db, city.people)]);
}

/** Opens a sheet's period for every branch, with what the superior knows of it. */
export async function openFor(
  db: Database,
  city: City,
  sheet: Sheet,
  at: { readonly period: string; readonly due: string; readonly closes: string; readonly day: string },
): Promise<void> {
  const units = branchesOf(city).map((unit) => ({ unit: unit.id, known: knownOf(sheet, unit) }));
  await db.batch(openPeriod(db, { sheet: sheet.key, ...at, units }));
}

/** The whole sample on a day: registry, the closed period with what was sent for it, the open one. */
export async function seedCity(db: Database, city: City, now: Date): Promise<void> {
  const today = dayOf(now);
  const { open, closed } = periodsOn(today);
  await addCity(db, city);
  for (const sheet of SHEETS) {
    // Several transactions: what was broken off is taken up again, until it says that it was done.
    const whole = `${sheet.key} ${closed}`;
    if (!(await isNoted(db, "seeded", whole))) {
      await seedClosed(db, city, sheet, closed, today);
      await note(db, "seeded", whole, now.toISOString());
    }
    if (!(await isOpened(db, sheet.key, open)))
      await openFor(db, city, sheet, {
        period: open,
        due: daysAfter(today, 20),
        closes: daysAfter(today, 400),
        day: today,
      });
  }
}

/** What the superior holds of a branch: its members, wherever a sheet has a known number of persons. */
function knownOf(sheet: Sheet, { members }: CityUnit): Record<string, number> {
  const keys = Object.entries(sheet.columns).filter(([, column]) => column.known && column.kind === "count");
  return members === null ? {} : Object.fromEntries(keys.map(([key]) => [key, members]));
}

/** Opened while it could still be sent, sent by most, accepted by nearly all, then closed: the guards hold here too. */
async function seedClosed(
  db: Database,
  city: City,
  sheet: Sheet,
  period: string,
  today: string,
): Promise<void> {
  const last = daysOf(period)?.last ?? today;
  const [due, closes] = [daysAfter(last, 10), daysAfter(last, 25)];
  await openFor(db, city, sheet, { period, due, closes, day: today });
  const standings = await standingsOf(db, sheet.key, period);
  const sent = [];
  const acceptances: Decision[] = [];
  for (const unit of branchesOf(city)) {
    const { happens, between } = chance(unit.id * 7 + sheet.key.length);
    // The branch that people sign in for has no history, so its first submission is compared with nothing.
    if (unit.id === SIGN_INS.clerk || happens(0.1)) continue;
    const at = new Date(`${daysAfter(last, between(2, 13))}T0${between(1, 8)}:${between(10, 59)}:00.000Z`);
    const rows = reportOf(sheet, unit, period, 1);
    if (rows === null) continue;
    const person = personOf(city, unit.id);
    const standing = standings.get(unit.id);
    if (standing === "missing")
      sent.push({ ...(await revisionOf(sheet, rows, { unit, period, person, at, due })), day: dayOf(at) });
    if (!happens(0.94) || (standing !== "missing" && standing !== "waiting")) continue;
    const reviewer = personOf(city, unit.parent ?? 0).id;
    const decided = new Date(at.getTime() + 86_400_000).toISOString();
    acceptances.push({
      unit: unit.id,
      sheet: sheet.key,
      period,
      rev: 1,
      verdict: "accept",
      reason: "",
      notes: "[]",
      person: reviewer,
      at: decided,
    });
  }
  await importRevisions(db, sheet.key, period, sent, acceptances);
}

/** The first revision of a branch's rows, as the Worker would keep it. Throws when the check would refuse it. */
export async function revisionOf(
  sheet: Sheet,
  rows: Rows,
  by: {
    readonly unit: CityUnit;
    readonly period: string;
    readonly person: CityPerson;
    readonly at: Date;
    readonly due: string;
  },
): Promise<Revision> {
  const { period } = by;
  const today = dayOf(by.at);
  const sent = sentRows(sheet, rows);
  const [stop] = blocking(check(sheet, rows, { period, today, known: knownOf(sheet, by.unit) }), {});
  if (stop) throw new Error(`the sample is not clean: ${sheet.key} ${by.unit.id} ${JSON.stringify(stop)}`);
  const made = figuresOf(sheet, rows, { period, today });
  const content = { sheetVersion: sheet.version, rows: sent, explanations: {} };
  const sealed = {
    unit: by.unit.id,
    sheet: sheet.key,
    sheetVersion: sheet.version,
    period,
    rev: 1,
    bodyHash: await hashBody({ ...content, figures: sheet.rowsStayLocal ? made : null }),
    person: by.person.id,
    at: by.at.toISOString(),
    onTime: today <= by.due,
    rows: rows.at.length,
    worksheet: "Sheet1",
    figures: canonical(made),
  };
  return {
    ...sealed,
    hash: await seal(null, sealed),
    explanations: "{}",
    body: await pack(JSON.stringify(sent)),
  };
}

/** A fresh activation code for a person, good for a day; only its hash is stored. */
export async function mintCode(db: Database, person: CityPerson, now: Date): Promise<string> {
  const signs = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  // Bytes from 240 on are left out: 30 signs divide 240, so that each is as likely as the next.
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(99))).filter((byte) => byte < 240);
  const code = bytes
    .slice(0, 16)
    .map((byte) => signs[byte % signs.length])
    .join("")
    .replace(/(.{4})(?=.)/g, "$1-");
  const expires = new Date(now.getTime() + 86_400_000).toISOString();
  const { id, role, unit } = person;
  await db.batch(
    grant(db, { hash: await hashCode(code), person: id, role, unit, expires }, now.toISOString()),
  );
  return code;
}

/** The person of the city who acts for a unit. */
export function personOf(city: City, unit: number): CityPerson {
  const person = city.people.find((one) => one.unit === unit);
  if (!person) throw new RangeError(`nobody acts for unit ${unit}`);
  return person;
}

export const branchesOf = (city: City): CityUnit[] => city.units.filter(({ members }) => members !== null);

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
