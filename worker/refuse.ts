// A refusal as a value, and the one shape in which it leaves. Wording comes from shared/wire.ts alone.
import type { Issue } from "../shared/check/issue.ts";
import { REFUSALS, type Refusal, type RefusalCode } from "../shared/wire.ts";

export interface Refused {
  readonly refused: RefusalCode;
  readonly issues?: readonly Issue[];
  readonly newer?: NonNullable<Refusal["newer"]>;
  /** What exactly was wrong, in English, for whoever wrote the request. */
  readonly detail?: string;
}

/** The expected failure of an endpoint. */
export function refuse(refused: RefusalCode, more: Omit<Refused, "refused"> = {}): Refused {
  return { refused, ...more };
}

export function isRefused(answer: unknown): answer is Refused {
  return typeof answer === "object" && answer !== null && "refused" in answer;
}

/** Seconds after which trying again makes sense. */
const RETRY_AFTER: Partial<Record<RefusalCode, number>> = { slowDown: 60, busy: 5 };

/** The refusal as it is sent. */
export function refusalResponse({ refused, ...more }: Refused, requestId: string): Response {
  const [status, zh, en] = REFUSALS[refused];
  const slots: Record<string, string> = { id: requestId };
  if (more.newer) Object.assign(slots, { rev: String(more.newer.rev), person: more.newer.person });
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, slot: string) => slots[slot] ?? "");
  const refusal: Refusal = { code: refused, message: { zh: fill(zh), en: fill(en) }, ...more, requestId };
  const after = RETRY_AFTER[refused];
  return Response.json(refusal, {
    status,
    headers: {
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      ...(after ? { "Retry-After": String(after) } : {}),
    },
  });
}
