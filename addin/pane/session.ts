// Who is signed in: until the window closes, and on this machine when the person wants to be remembered. The key holds the
// frame's partition, since several sites may frame the same pane. It knows no network.
import type { Me } from "../../shared/wire.ts";
import type { Keep } from "./preferences.ts";

interface Signed {
  readonly token: string;
  /** ISO time. */
  readonly expires: string;
  readonly me: Me;
}

export interface Session {
  now(): Signed | null;
  begin(signed: Signed, remember: boolean): void;
  end(): void;
}

/** `tab` lasts until the window closes: there a person stays signed in who does not want to be remembered. */
export function openSession(
  keep: Keep | null,
  partition: string,
  now: () => number,
  tab: Keep | null = null,
): Session {
  const key = `onesheet.session.${partition}`;
  let signed = recall(keep, key, now()) ?? recall(tab, key, now());
  return {
    now: () => signed,
    begin(next, remember) {
      signed = next;
      const [chosen, other] = remember ? [keep, tab] : [tab, keep];
      chosen?.setItem(key, JSON.stringify(next));
      other?.removeItem(key);
    },
    end() {
      signed = null;
      keep?.removeItem(key);
      tab?.removeItem(key);
    },
  };
}

function recall(keep: Keep | null, key: string, now: number): Signed | null {
  const text = keep?.getItem(key);
  if (!text) return null;
  try {
    const signed = JSON.parse(text) as Signed;
    if (signed.token && signed.me?.unit && Date.parse(signed.expires) > now) return signed;
  } catch {
    // Spoilt text is the same as being signed out; it is removed below.
  }
  keep?.removeItem(key);
  return null;
}
