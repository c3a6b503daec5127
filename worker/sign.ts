// Signing in with a one-time activation code, which becomes a revocable token; signing out; who am I.
import { meOf } from "./caller.ts";
import { refuse } from "./refuse.ts";
import type { Answer } from "./route.ts";
import { randomText, sha256 } from "./seal.ts";
import { countFailure, failuresOf, holderOf, redeem, revoke } from "./store/access.ts";
import { dayOf } from "./store/database.ts";

const TOKEN_DAYS = 30;
/** Failed sign-ins of one address in one minute before it must wait. Codes have 80 bits: this only keeps noise out. */
const MOST_FAILURES = 10;

/** The hash a code is stored by; signs between its groups and small letters do not matter. */
export function hashCode(code: string): Promise<string> {
  return sha256(code.toUpperCase().replace(/[^0-9A-Z]/g, ""));
}

export const signIn: Answer<"signIn"> = async ({ db, body, now, address }) => {
  const at = now.toISOString();
  const minute = at.slice(0, 16);
  if ((await failuresOf(db, minute, address)) >= MOST_FAILURES) return refuse("slowDown");
  const token = randomText(32);
  const hash = await sha256(token);
  const expires = new Date(now.getTime() + TOKEN_DAYS * 86_400_000).toISOString();
  if (!(await redeem(db, { code: await hashCode(body.code), token: hash, now: at, expires }))) {
    await countFailure(db, minute, address, at);
    return refuse("badCode");
  }
  const holder = await holderOf(db, hash, at, dayOf(now));
  // The unit of the code has no place in the tree today: the token would open nothing.
  if (holder === null) return refuse("badCode");
  return { token, expires, me: meOf(holder) };
};

export const signOut: Answer<"signOut"> = async ({ db, caller, now }) => {
  await revoke(db, caller.tokenHash, now.toISOString());
  return { done: true };
};

export const me: Answer<"me"> = async ({ caller }) => meOf(caller);
