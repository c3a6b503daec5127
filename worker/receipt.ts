// The receipt: its number, how it is made of a stored revision, and how a number is read back.
import { SHEETS } from "../shared/sheets/index.ts";
import type { Receipt } from "../shared/wire.ts";
import type { RevisionRow } from "./store/submission.ts";
import { readStored } from "./stored.ts";

/** Printed and quoted: "1001-donation-summary-2026Q3-1-3fa9c2d1". */
function numberOf(r: { unit: number; sheet: string; period: string; rev: number; hash: string }): string {
  return [r.unit, r.sheet, r.period, r.rev, r.hash.slice(0, 8)].join("-");
}

/** The unit that a receipt number begins with. */
export function unitOfReceipt(number: string): number | null {
  const match = /^([1-9]\d{0,8})-/.exec(number);
  return match ? Number(match[1]) : null;
}

/** The parts of a receipt number; null when it is none. Sheet keys and periods may hold hyphens themselves. */
export function readNumber(
  number: string,
): { unit: number; sheet: string; period: string; rev: number; hash: string } | null {
  const match = /^([1-9]\d{0,8})-(.+)-([1-9]\d{0,8})-([0-9a-f]{8})$/.exec(number);
  if (!match) return null;
  const [, unit, middle = "", rev, hash = ""] = match;
  const sheet = SHEETS.map(({ key }) => key)
    .filter((key) => middle.startsWith(`${key}-`))
    .sort((a, b) => b.length - a.length)[0];
  if (sheet === undefined) return null;
  return { unit: Number(unit), sheet, period: middle.slice(sheet.length + 1), rev: Number(rev), hash };
}

/** The receipt of a stored revision. */
export function receiptOf(r: RevisionRow, repeated: boolean): Receipt {
  return {
    number: numberOf(r),
    unit: { id: r.unit, name: r.unitName },
    sheet: r.sheet,
    sheetVersion: r.sheetVersion,
    period: r.period,
    rev: r.rev,
    rows: r.rows,
    figures: readStored(r.figures),
    hash: r.hash,
    person: r.personName,
    at: r.at,
    onTime: r.onTime === 1,
    explanations: readStored(r.explanations),
    repeated,
  };
}
