// Excel's errors as the port's refusals. What is no error of Excel's (a bug of ours, a cancelled run) is
// handed on as it is.
import { type RefusalReason, WorkbookRefusal } from "../workbook.ts";

const REASONS: Readonly<Record<string, RefusalReason>> = {
  InvalidOperationInCellEditMode: "cellBeingEdited",
  HostIsBusy: "cellBeingEdited",
  AccessDenied: "protected",
  ReadOnlyProtected: "protected",
  ItemNotFound: "worksheetGone",
  InvalidReference: "worksheetGone",
  RequestPayloadSizeLimitExceeded: "tooLarge",
  ResponsePayloadSizeLimitExceeded: "tooLarge",
  OperationCellsExceedLimit: "tooLarge",
  RangeExceedsLimit: "tooLarge",
  ApiNotFound: "notSupported",
  ApiNotAvailable: "notSupported",
  UnsupportedFeature: "notSupported",
  UnsupportedOperation: "notSupported",
};

export function asRefusal(cause: unknown): unknown {
  const code = codeOf(cause);
  if (code === null) return cause;
  const message = typeof cause === "object" && cause && "message" in cause ? String(cause.message) : "";
  return new WorkbookRefusal(REASONS[code] ?? "host", `${code}: ${message}`);
}

/** The answer would have been too large: less must be asked for at once. */
export function isTooMuch(cause: unknown): boolean {
  return cause instanceof WorkbookRefusal
    ? cause.reason === "tooLarge"
    : REASONS[codeOf(cause) ?? ""] === "tooLarge";
}

/** The code of an error that came from Excel; null for any other. */
export function codeOf(cause: unknown): string | null {
  if (typeof cause !== "object" || cause === null || cause instanceof WorkbookRefusal) return null;
  const code = "code" in cause ? cause.code : null;
  // A cancelled run is a DOMException, whose code is a number.
  return typeof code === "string" ? code : null;
}
