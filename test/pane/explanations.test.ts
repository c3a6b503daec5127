// Explanations that were typed outlive a reload, by unit, sheet and period; what was submitted is forgotten.
import { expect, test } from "vitest";
import { followExplanations } from "../../addin/pane/acts/explanations.ts";
import { openDrafts } from "../../addin/pane/drafts.ts";
import type { Keep } from "../../addin/pane/preferences.ts";
import { openSession } from "../../addin/pane/session.ts";
import { type Act, reduce } from "../../addin/pane/state/act.ts";
import { firstState } from "../../addin/pane/state/state.ts";
import type { Table } from "../../shared/read/table.ts";
import type { Receipt } from "../../shared/wire.ts";
import { CLERK, NOW } from "./office.ts";

function storage(): Keep & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  };
}

/** A page as it is loaded: a new state over what the machine keeps. */
function page(keep: Keep | null, now = NOW) {
  let state = firstState({ language: "zh", theme: "auto", marks: true }, CLERK, true);
  let follow = () => {};
  const dispatch = (act: Act) => {
    state = reduce(state, act);
    follow();
  };
  follow = followExplanations(
    { state: () => state, dispatch },
    openDrafts(keep, () => now),
  );
  const read = (key: string, worksheetId = "s1") => {
    const table = { sheet: { key }, period: "2020Q1", unit: null, columns: [], at: [] } as unknown as Table;
    dispatch({ act: "desk", part: { phase: "ready", table, worksheetId } });
  };
  return { dispatch, read, explanations: () => state.desk.explanations };
}

test("typed before a reload, there after it; another sheet begins with its own", () => {
  const keep = storage();
  const first = page(keep);
  first.read("donation-summary");
  first.dispatch({ act: "explain", id: "T04|", text: "本季度集中捐款" });
  const second = page(keep);
  second.read("donation-summary");
  expect(second.explanations()).toEqual({ "T04|": "本季度集中捐款" });
  second.read("training-class", "s2");
  expect(second.explanations()).toEqual({});
  second.read("donation-summary");
  expect(second.explanations()).toEqual({ "T04|": "本季度集中捐款" });
});

test("forgotten when submitted, when emptied, and after a month", () => {
  const keep = storage();
  const { read, dispatch } = page(keep);
  read("donation-summary");
  dispatch({ act: "explain", id: "a", text: "已核对原始凭证" });
  dispatch({ act: "sending", sending: { phase: "done", receipt: {} as Receipt, fresh: true } });
  expect(keep.texts.size).toBe(0);
  dispatch({ act: "explain", id: "a", text: "再写一次说明" });
  expect(keep.texts.size).toBe(1);
  const later = page(keep, NOW + 32 * 86_400_000);
  later.read("donation-summary");
  expect(later.explanations()).toEqual({});
  dispatch({ act: "explain", id: "a", text: "" });
  expect(keep.texts.size).toBe(0);
});

test("spoilt or foreign text counts as none, and no storage loses nothing on the page", () => {
  const keep = storage();
  keep.setItem("onesheet.explanations", '[{"id":1}, "x"');
  const spoilt = page(keep);
  spoilt.read("donation-summary");
  expect(spoilt.explanations()).toEqual({});
  const without = page(null);
  without.read("donation-summary");
  without.dispatch({ act: "explain", id: "a", text: "已核对" });
  expect(without.explanations()).toEqual({ a: "已核对" });
});

test("not remembered means until the window closes: a reload stays signed in, the machine keeps nothing", () => {
  const [machine, tab] = [storage(), storage()];
  const open = (window: Keep | null) => openSession(machine, "", () => NOW, window);
  const signed = { token: "t", expires: new Date(NOW + 1000).toISOString(), me: CLERK };
  open(tab).begin(signed, false);
  expect(machine.texts.size).toBe(0);
  expect(open(tab).now()?.token).toBe("t");
  expect(open(storage()).now()).toBeNull();
  open(tab).begin(signed, true);
  expect(tab.texts.size).toBe(0);
  expect(open(storage()).now()?.token).toBe("t");
  open(tab).end();
  expect(open(tab).now()).toBeNull();
});
