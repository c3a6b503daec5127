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
  ApiNotFound: "notSupported",
  ApiNotAvailable: "notSupported",
  UnsupportedFeature: "notSupported",
  UnsupportedOperation: "notSupported",
};

export function asRefusal(cause: unknown): unknown {
  const code = codeOf(cause);
  if (code === null) return cause;
  const message = cause instanceof Error ? cause.message : "";
  return new WorkbookRefusal(REASONS[code] ?? "host", `${code}: ${message}`);
}

/** The code of an error that came from Excel; null for any other. */
function codeOf(cause: unknown): string | null {
  if (cause instanceof WorkbookRefusal || !(cause instanceof Error)) return null;
  const code = "code" in cause ? cause.code : null;
  // A cancelled run is a DOMException, whose code is a number.
  return typeof code === "string" ? code : null;
}
