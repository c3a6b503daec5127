// Signing in with a one-time activation code, which becomes a revocable token; signing out; who am I.
import { meOf } from "./caller.ts";
import { refuse } from "./refuse.ts";
import type { Answer } from "./route.ts";
import { randomText, sha256 } from "./seal.ts";
import { countFailure, holderOf, redeem, revoke } from "./store/access.ts";
import { dayOf } from "./store/database.ts";

const TOKEN_DAYS = 30;
/** Failed sign-ins of one address in one minute before it must wait. Codes have 80 bits: this only keeps noise out. */
const MOST_FAILURES = 10;

/** For so long the client that used a code may ask again for the token whose answer was lost. */
const REPEAT_MS = 120_000;

/** Signs between a code's groups and small letters do not matter. */
const evenCode = (code: string) => code.toUpperCase().replace(/[^0-9A-Z]/g, "");

/** The hash a code is stored by. */
export function hashCode(code: string): Promise<string> {
  return sha256(evenCode(code));
}

export const signIn: Answer<"signIn"> = async ({ db, body, now, address }) => {
  const at = now.toISOString();
  // Made of the code and what only this client knows, so that nothing but a hash need be kept to give it again.
  const { code, nonce } = body;
  const token = nonce === undefined ? randomText(32) : await sha256(`token ${evenCode(code)} ${nonce}`);
  const hash = await sha256(token);
  const expires = new Date(now.getTime() + TOKEN_DAYS * 86_400_000).toISOString();
  const isNew = await redeem(db, { code: await hashCode(code), token: hash, now: at, expires });
  const holder = await holderOf(db, hash, at, dayOf(now));
  if (holder !== null && (isNew || now.getTime() - Date.parse(holder.created) < REPEAT_MS))
    return { token, expires: holder.expires, me: meOf(holder) };
  // The unit of the code has no place in the tree today: the token would open nothing.
  if (isNew) return refuse("badCode");
  // A good code is good however often others behind the same address guessed: only failures are slowed.
  return refuse((await countFailure(db, address, at)) > MOST_FAILURES ? "slowDown" : "badCode");
};

export const signOut: Answer<"signOut"> = async ({ db, caller, now }) => {
  await revoke(db, caller.tokenHash, now.toISOString());
  return { done: true };
};

export const me: Answer<"me"> = async ({ caller }) => meOf(caller);
