// Looking again at what is expected: a note of the reviewer appears without a reload, and nobody is disturbed when
// there is no network.
import { expect, test } from "vitest";
import { watchExpected } from "../../addin/pane/acts/watch.ts";
import type { Expectation } from "../../shared/wire.ts";
import { expectation, NOW, office, sample } from "./office.ts";

const RETURNED = expectation({
  standing: "returned",
  rev: 1,
  returned: {
    reason: "请核对",
    notes: [{ column: "members", row: 7, address: "D7", text: "与名册不符" }],
    by: "示例审核人",
    at: "2020-04-10T01:00:00Z",
  },
});

async function atDesk(answer: () => readonly Expectation[]) {
  let asked = 0;
  let now = NOW;
  const workbook = await sample("donation-summary", false);
  const room = office(workbook, () => {
    asked += 1;
    return answer();
  });
  const bench = { ...room.bench, now: () => now };
  bench.dispatch({ act: "expected", list: [expectation()] });
  room.desk.opened();
  await room.settled();
  const look = watchExpected(bench, room.desk.again);
  return {
    ...room,
    workbook,
    asked: () => asked,
    async look(later = 0) {
      now += later;
      look();
      await room.settled();
    },
  };
}

test("a return appears with its note marked at the cell, and is said", async () => {
  const room = await atDesk(() => [RETURNED]);
  const marks = () => room.workbook.marks(room.state().desk.worksheetId ?? "").map(({ message }) => message);
  expect(marks()).not.toContain("与名册不符");
  await room.look();
  expect(marks()).toContain("与名册不符");
  expect(room.state().announced).toContain("示例审核人");
  expect(room.state().expectedTrouble).toBeNull();
});

test("at most every 5 seconds, and never while something is being sent", async () => {
  const room = await atDesk(() => [expectation()]);
  await room.look();
  await room.look(4_000);
  expect(room.asked()).toBe(1);
  await room.look(1_000);
  expect(room.asked()).toBe(2);
  room.bench.dispatch({ act: "sending", sending: { phase: "sending" } });
  await room.look(60_000);
  expect(room.asked()).toBe(2);
});

test("nothing new changes nothing, and no network is no trouble", async () => {
  let there = true;
  const room = await atDesk(() => {
    if (!there) throw new TypeError("Failed to fetch");
    return [expectation()];
  });
  const { checkedAt, issues } = room.state().desk;
  await room.look();
  expect(room.state().desk).toMatchObject({ checkedAt, issues });
  there = false;
  const before = room.state();
  await room.look(60_000);
  expect(room.state()).toBe(before);
});

test("someone who is not signed in is not asked for", async () => {
  const room = await atDesk(() => [RETURNED]);
  room.bench.dispatch({ act: "signedOut" });
  await room.look();
  expect(room.asked()).toBe(0);
});
