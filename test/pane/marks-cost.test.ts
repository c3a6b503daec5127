// Where a mark in the grid would cost the person their undo, it is laid only when they ask: by 检查 or by the switch.
import { expect, test } from "vitest";
import { office, sample } from "./office.ts";

test.each([
  ["a grid with undo marks at once", true],
  ["an older Excel only when asked", false],
] as const)("%s", async (_, undo) => {
  const workbook = await sample("donation-summary", true);
  const room = office(workbook, () => [], { undo });
  const marks = () => workbook.marks(room.state().desk.worksheetId ?? "").length;
  room.desk.opened();
  await room.settled();
  expect(room.state().desk.issues.length).toBeGreaterThan(10);
  expect(room.state().desk.marksCost).toBe(!undo);
  expect(marks() > 0).toBe(undo);
  room.desk.acts.recheck();
  await room.settled();
  expect(marks()).toBeGreaterThan(0);
});
