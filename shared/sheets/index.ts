// The registry: every sheet of the product, one line each. Adding a sheet is its file, its line here and its case
// folder in test/cases.
import type { Sheet } from "../sheet/sheet.ts";
import { donationRegister } from "./donation-register.ts";
import { donationSummary } from "./donation-summary.ts";
import { rectificationLedger } from "./rectification-ledger.ts";
import { trainingClass } from "./training-class.ts";
import { volunteerEvent } from "./volunteer-event.ts";
import { volunteerRegistration } from "./volunteer-registration.ts";

export const SHEETS: readonly Sheet[] = [
  donationSummary,
  donationRegister,
  trainingClass,
  rectificationLedger,
  volunteerEvent,
  volunteerRegistration,
];

/** The sheet of a key; null when there is none. */
export function sheetOf(key: string): Sheet | null {
  return SHEETS.find((sheet) => sheet.key === key) ?? null;
}
