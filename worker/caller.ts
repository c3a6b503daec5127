// Who calls, for which unit, in which role. Read from the database on every request, so that a revoked token, a
// changed role or a moved unit counts at once; nothing is believed of the token but its hash.
import type { EndpointName, Me, Role } from "../shared/wire.ts";
import { WIRE } from "../shared/wire.ts";
import { logTrouble } from "./log.ts";
import { type Refused, refuse } from "./refuse.ts";
import { sha256 } from "./seal.ts";
import { type Holder, holderOf, touch } from "./store/access.ts";
import { type Database, dayOf } from "./store/database.ts";
import { type Place, placeOf } from "./store/place.ts";

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
  if (dayOf(new Date(holder.lastUsed)) !== dayOf(now))
    await touch(db, tokenHash, now.toISOString()).catch(logTrouble);
  return { ...holder, tokenHash };
}

/**
 * The unit that a request names, if the caller may act on it: a clerk on the own unit only, others on units at or
 * below theirs, where the endpoint says so. A unit that does not exist is refused like one outside. Of what the unit
 * reported elsewhere, before it moved here or since it moved away, its places here know nothing.
 */
export async function reach(
  db: Database,
  name: EndpointName,
  caller: Caller,
  unit: number,
  now: Date,
): Promise<Place | Refused> {
  const { scope } = WIRE[name];
  const may = unit === caller.unit ? scope !== "under" : scope !== "own" && caller.role !== "clerk";
  return (may ? await placeOf(db, unit, caller.unit, dayOf(now)) : null) ?? refuse("notAllowed");
}

/** The caller as the caller sees itself. */
export function meOf(caller: Holder): Me {
  return {
    person: { id: caller.person, name: caller.name },
    role: caller.role,
    unit: { id: caller.unit, name: caller.unitName },
  };
}
