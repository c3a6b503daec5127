// Which sentence tells that something could not be read or done with the workbook. It knows no host and no page.
import type { Desk } from "./state/state.ts";
import type { TextKey } from "./texts.ts";

type Refused = Exclude<Desk["refused"], null>;

const REFUSED: Record<Refused, TextKey> = {
  cellBeingEdited: "cellBeingEdited",
  protected: "protectedSheet",
  worksheetGone: "worksheetGone",
  tooLarge: "tooLarge",
  notSupported: "notSupported",
  notXlsx: "notXlsx",
  passwordProtected: "passwordProtected",
  empty: "emptyFile",
  host: "hostRefused",
  notAList: "notAList",
  tooManyRows: "tooManyRows",
  stopped: "stopped",
};

/** The sentence for a refused act on the workbook. */
export function refusedKey(reason: Refused): TextKey {
  return REFUSED[reason];
}

/** The same where a worksheet was to be read: an empty one is no empty file. */
export function unreadKey(reason: Refused): TextKey {
  return reason === "empty" ? "noTable" : REFUSED[reason];
}
