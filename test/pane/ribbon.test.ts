// A button of Excel's ribbon asks for a view before anybody has signed in: after signing in the person goes on where
// their role can.
import { expect, test } from "vitest";
import { reduce } from "../../addin/pane/state/act.ts";
import { firstState, type View } from "../../addin/pane/state/state.ts";
import type { Me, Role } from "../../shared/wire.ts";

const PREFERENCES = { language: "zh", theme: "auto", marks: true } as const;
const me = (role: Role) => ({ person: { id: 1, name: "何海燕" }, unit: { id: 1001 }, role }) as Me;

test.each<[asked: View, role: Role, shown: View]>([
  ["pull", "superior", "pull"],
  ["pull", "reviewer", "pull"],
  ["pull", "clerk", "check"],
  ["submit", "reviewer", "review"],
  ["submit", "clerk", "check"],
  ["signIn", "superior", "review"],
])("%s asked for, signed in as %s: %s", (asked, role, shown) => {
  const waiting = reduce(firstState(PREFERENCES, null, true), { act: "go", view: asked });
  expect(waiting.view).toBe("signIn");
  const entered = reduce(waiting, { act: "signedIn", me: me(role) });
  expect(entered.view).toBe(shown);
  // Signing out and in again is a new beginning.
  const again = reduce(reduce(entered, { act: "signedOut" }), { act: "signedIn", me: me(role) });
  expect(again.view).toBe(role === "clerk" ? "check" : "review");
});
