// Who calls, for which unit, in which role. Read from the database on every request, so that a revoked token, a
// changed role or a moved unit counts at once; nothing is believed of the token but its hash.
import type { EndpointName, Me, Role } from "../shared/wire.ts";
import { WIRE } from "../shared/wire.ts";
import { type Refused, refuse } from "./refuse.ts";
import { sha256 } from "./seal.ts";
import { type Holder, holderOf, type Place, placeOf, touch } from "./store/access.ts";
import { type Database, dayOf } from "./store/database.ts";

export interface Caller extends Holder {
  readonly tokenHash: string;
}

/** The caller of an endpoint that is not open to everyone, or why it is refused. */
export async function admit(
  db: Database,
  name: EndpointName,
  authorization: string | undefined,
  now: Date,
): Promise<Caller | Refused> {
  const token = /^Bearer ([\w-]{20,200})$/.exec(authorization ?? "")?.[1];
  if (token === undefined) return refuse("signedOut");
  const tokenHash = await sha256(token);
  const holder = await holderOf(db, tokenHash, now.toISOString(), dayOf(now));
  if (holder === null) return refuse("signedOut");
  const roles: readonly Role[] | null = WIRE[name].roles;
  if (!roles?.includes(holder.role)) return refuse("notAllowed");
  if (dayOf(new Date(holder.lastUsed)) !== dayOf(now)) await touch(db, tokenHash, now.toISOString());
  return { ...holder, tokenHash };
}

/**
 * The unit that a request names, where it stands today, if the caller may act on it: a clerk on the own unit only,
 * others on units at or below theirs. A unit that does not exist is refused like one outside.
 */
export async function reach(
  db: Database,
  name: EndpointName,
  caller: Caller,
  unit: number,
  now: Date,
): Promise<Place | Refused> {
  if (unit === caller.unit) return { id: unit, name: caller.unitName, path: caller.path };
  if (WIRE[name].scope !== "below" || caller.role === "clerk") return refuse("notAllowed");
  const place = await placeOf(db, unit, dayOf(now));
  return place?.path.startsWith(caller.path) ? place : refuse("notAllowed");
}

/** The caller as the caller sees itself. */
export function meOf(caller: Holder): Me {
  return {
    person: { id: caller.person, name: caller.name },
    role: caller.role,
    unit: { id: caller.unit, name: caller.unitName },
  };
}
