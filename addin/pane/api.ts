// The wire turned into typed functions. A refusal and a missing network are values, told apart; only a bug
// throws. It knows no page and keeps nothing.

import type * as z from "zod/mini";
import { type EndpointName, REFUSALS, type Refusal, type Replies, WIRE } from "../../shared/wire.ts";

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal }
  /** No answer came: offline, or the server is not there. `stopped` when the person stopped it. */
  | { readonly ok: false; readonly refusal: null; readonly stopped: boolean };

type Body<N extends EndpointName> = (typeof WIRE)[N] extends { readonly body: infer B extends z.ZodMiniType }
  ? z.input<B>
  : undefined;

interface Asked<N extends EndpointName> {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: Body<N>;
  readonly signal?: AbortSignal;
}

export interface Api {
  call<N extends EndpointName>(name: N, asked?: Asked<N>): Promise<Answer<Replies[N]>>;
  /** As `call`, asking again with growing, random pauses while the server is busy or out of reach. */
  insist<N extends EndpointName>(name: N, asked?: Asked<N>): Promise<Answer<Replies[N]>>;
}

export interface ApiNeeds {
  readonly fetch: typeof fetch;
  readonly token: () => string | null;
  /** Waits; `random` gives 0 to 1. Arguments, so that tests need no clock. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
}

const TRIES = 3;

export function createApi(needs: ApiNeeds): Api {
  async function call<N extends EndpointName>(name: N, asked: Asked<N> = {}): Promise<Answer<Replies[N]>> {
    const token = needs.token();
    const { path, init } = requestOf(name, asked);
    if (token) init.headers.set("authorization", `Bearer ${token}`);
    let response: Response;
    try {
      response = await needs.fetch(path, init);
    } catch {
      // fetch rejects only when no answer came: out of reach, or stopped by the person.
      return { ok: false, refusal: null, stopped: asked.signal?.aborted ?? false };
    }
    const content = await response.json().catch(() => null);
    if (response.ok && content !== null) return { ok: true, value: content as Replies[N] };
    return { ok: false, refusal: refusalOf(content) };
  }
  return {
    call,
    async insist(name, asked) {
      for (let tries = 1; ; tries++) {
        const answer = await call(name, asked);
        const again = !answer.ok && (answer.refusal ? answer.refusal.code === "busy" : !answer.stopped);
        if (!again || tries === TRIES) return answer;
        await needs.pause(2 ** tries * 200 * (0.5 + needs.random()));
      }
    },
  };
}

function requestOf<N extends EndpointName>(name: N, asked: Asked<N>) {
  const query = new URLSearchParams();
  let path: string = WIRE[name].path;
  for (const [key, value] of Object.entries(asked.query ?? {})) {
    if (value === undefined) continue;
    if (path.includes(`:${key}`)) path = path.replace(`:${key}`, encodeURIComponent(String(value)));
    else query.set(key, String(value));
  }
  if (query.size > 0) path += `?${query}`;
  const headers = new Headers();
  const init: RequestInit & { headers: Headers } = { method: WIRE[name].method, headers, cache: "no-store" };
  if (asked.body !== undefined) {
    headers.set("content-type", "application/json");
    init.body = JSON.stringify(asked.body);
  }
  if (asked.signal) init.signal = asked.signal;
  return { path, init };
}

/** An answer that is not in our shape (a proxy's page, a cut connection) counts as a failed service. */
function refusalOf(content: unknown): Refusal {
  const refusal = content as Partial<Refusal> | null;
  if (refusal?.code && refusal.code in REFUSALS && refusal.message) return refusal as Refusal;
  const [, zh, en] = REFUSALS.busy;
  return { code: "busy", message: { zh, en } };
}
