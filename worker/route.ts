// One way in for every endpoint: who calls, what was sent, which unit is meant, then the answer. Whatever is
// routed here cannot forget the role, the subtree or the shape, because shared/wire.ts says them.
import type { Context, Hono } from "hono";
import {
  type BodyOf,
  type EndpointName,
  MAX_SUBMITTED_ROWS,
  type QueryOf,
  type Replies,
  WIRE,
} from "../shared/wire.ts";
import { admit, type Caller, reach } from "./caller.ts";
import { unitOfReceipt } from "./receipt.ts";
import { isRefused, type Refused, refusalResponse, refuse } from "./refuse.ts";
import type { Database } from "./store/database.ts";
import type { Place } from "./store/place.ts";

export interface Env {
  Bindings: { DB: Database; ASSETS: { fetch(request: Request): Promise<Response> } };
  Variables: { requestId: string };
}

/** What an endpoint is called with. */
export interface Call<N extends EndpointName> {
  readonly db: Database;
  readonly now: Date;
  readonly query: QueryOf<N>;
  readonly body: BodyOf<N>;
  readonly caller: (typeof WIRE)[N]["roles"] extends null ? null : Caller;
  /** The unit named in the request, checked to be the caller's to use; null where none is named. */
  readonly unit: (typeof WIRE)[N]["scope"] extends "none" ? null : Place;
  /** The network address that failed sign-ins are counted by. */
  readonly address: string;
}

export type Answer<N extends EndpointName> = (call: Call<N>) => Promise<Replies[N] | Refused>;

/** Routes one endpoint of the wire to its answer. */
export function route<N extends EndpointName>(app: Hono<Env>, name: N, answer: Answer<N>): void {
  const { method, path } = WIRE[name];
  app.on(method, path, async (c) => {
    const call = await callOf(c, name);
    const reply = isRefused(call) ? call : await answer(call as Call<N>);
    if (isRefused(reply)) return refusalResponse(reply, c.get("requestId"));
    return c.json(reply, 200, { "Cache-Control": "no-store" });
  });
}

async function callOf(c: Context<Env>, name: EndpointName): Promise<Call<EndpointName> | Refused> {
  const endpoint = WIRE[name];
  const { DB: db } = c.env;
  let caller: Caller | null = null;
  if (endpoint.roles !== null) {
    const admitted = await admit(db, name, c.req.header("Authorization"), new Date());
    if (isRefused(admitted)) return admitted;
    caller = admitted;
  }
  const query = parse("query" in endpoint ? endpoint.query : null, { ...c.req.query(), ...c.req.param() });
  if (isRefused(query)) return query;
  const body = "body" in endpoint ? parse(endpoint.body, await jsonOf(c)) : undefined;
  if (isRefused(body)) return body;
  // Not before the whole of it is there: who sends it slowly sends it when it ends.
  const now = new Date();
  let unit: Place | null = null;
  if (caller !== null && endpoint.scope !== "none") {
    const id = unitNamed(query) ?? unitNamed(body);
    if (id === null) return refuse("badRequest", { detail: "no unit named" });
    const reached = await reach(db, name, caller, id, now);
    if (isRefused(reached)) return reached;
    unit = reached;
  }
  // Set by whoever stands before us and overwritten there: the platform, or the site's own proxy.
  const address = c.req.header("CF-Connecting-IP") ?? "unknown";
  return { db, now, query, body, caller, unit, address } as Call<EndpointName>;
}

interface Schema {
  safeParse(value: unknown):
    | { success: true; data: unknown }
    | {
        success: false;
        error: {
          issues: readonly {
            code?: string;
            path: PropertyKey[];
            message: string;
            keys?: readonly string[];
          }[];
        };
      };
}

/** The parsed value, or a refusal that says what did not fit. Without a schema nothing may be sent. */
function parse(schema: Schema | null, value: unknown): unknown {
  if (schema === null)
    return Object.keys(value as object).length === 0
      ? {}
      : refuse("badRequest", { detail: "this endpoint takes no parameters" });
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  if (
    issues.some(
      ({ code, path }) => code === "too_big" && /^rows\.(at|columns\.\d+\.values)$/.test(path.join(".")),
    )
  )
    return refuse("tooLarge", { detail: `more than ${MAX_SUBMITTED_ROWS} rows` });
  const [first] = issues;
  const where = first?.path.length ? `${first.path.map(String).join(".")}: ` : "";
  const what = first?.keys ? `unknown ${first.keys.join(", ").slice(0, 200)}` : first?.message;
  return refuse("badRequest", { detail: `${where}${what}` });
}

async function jsonOf(c: Context<Env>): Promise<unknown> {
  try {
    return await c.req.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The unit that a query or body names: by `unit`, or as the first part of a receipt's number. */
function unitNamed(sent: unknown): number | null {
  if (typeof sent !== "object" || sent === null) return null;
  if ("unit" in sent && typeof sent.unit === "number") return sent.unit;
  return "number" in sent && typeof sent.number === "string" ? unitOfReceipt(sent.number) : null;
}
