// What the check does between reading and the next step: corrections that can be taken back, the period that head and
// findings agree on, the worksheet that the person looks at. Real samples, real check.
import { describe, expect, test } from "vitest";
import { fixesOf } from "../../addin/pane/state/checking.ts";
import { periodInForce } from "../../addin/pane/state/due.ts";
import { cellAt, type Grid } from "../../shared/read/grid.ts";
import { expectation, office, sample } from "./office.ts";

async function atDesk(faulty: boolean, expected = [expectation()]) {
  const workbook = await sample("donation-summary", faulty);
  const room = office(workbook, () => expected);
  room.bench.dispatch({ act: "expected", list: expected });
  const hooks = { hear: (_: unknown) => {}, hearActive: (_: string) => {} };
  Object.assign(room.bench.workbook() ?? {}, {
    hear: (listener: typeof hooks.hear) => {
      hooks.hear = listener;
      return () => {};
    },
    hearActive: (listener: typeof hooks.hearActive) => {
      hooks.hearActive = listener;
      return () => {};
    },
  });
  room.desk.opened();
  await room.settled();
  const id = room.state().desk.worksheetId ?? "";
  return { ...room, workbook, id, hooks, grid: () => workbook.read(id) };
}

const codes = (room: Awaited<ReturnType<typeof atDesk>>) => room.state().desk.issues.map(({ code }) => code);
const settle = () => new Promise((resolve) => setTimeout(resolve, 320));

describe("corrections", () => {
  test("are taken back as they were, except where the person has changed the cell since", async () => {
    const room = await atDesk(true);
    const before = await room.grid();
    const found = codes(room);
    const fixes = fixesOf(room.state().desk.issues);
    room.desk.acts.fix(fixes);
    await room.settled();
    expect(room.state().desk.mended).toBe(fixes.length);
    expect(room.state().focus).toBe("mended");
    room.desk.acts.takeBack();
    await room.settled();
    expect(room.state().desk.mended).toBeNull();
    expect((await room.grid()).values).toEqual(before.values);
    expect(codes(room)).toEqual(found);

    room.desk.acts.fix(fixes);
    await room.settled();
    const kept = fixes[0]?.cell ?? "";
    await room.workbook.write(room.id, [{ address: kept, value: "自己改的" }]);
    room.hooks.hear({ worksheetId: room.id, address: kept });
    await settle();
    await room.settled();
    room.desk.acts.takeBack();
    await room.settled();
    const grid = await room.workbook.readArea(room.id, kept);
    expect(grid.values).toEqual([["自己改的"]]);
    const other = fixes[1]?.cell ?? "";
    expect((await room.workbook.readArea(room.id, other)).values[0]?.[0]).toEqual(valueAt(before, other));
  });
});

function valueAt(grid: Grid, address: string) {
  const [, letter = "A", row = "1"] = /^([A-Z])(\d+)$/.exec(address) ?? [];
  return cellAt(grid, Number(row), letter.charCodeAt(0) - 64);
}

describe("the period", () => {
  const retitle = async (room: Awaited<ReturnType<typeof atDesk>>, from: RegExp, to: string) => {
    const grid = await room.grid();
    const row = grid.values.findIndex((line) => line.some((cell) => from.test(String(cell))));
    const column = grid.values[row]?.findIndex((cell) => from.test(String(cell))) ?? -1;
    const address = `${String.fromCharCode(64 + grid.left + column)}${grid.top + row}`;
    const value = String(grid.values[row]?.[column]).replace(from, to);
    await room.workbook.write(room.id, [{ address, value }]);
    room.hooks.hear({ worksheetId: room.id, address });
    await settle();
    await room.settled();
  };

  test("of a title that is changed is that of the head at once, and no finding says another", async () => {
    const room = await atDesk(false, []);
    room.bench.dispatch({ act: "signedOut" });
    expect(periodInForce(room.state())).toBe("2020Q1");
    await retitle(room, /第一季度/, "第二季度");
    expect(periodInForce(room.state())).toBe("2020Q2");
    expect(codes(room)).not.toContain("F04");
  });

  test("that is expected stays in force against a title that names another, which is a finding", async () => {
    const room = await atDesk(false);
    await retitle(room, /第一季度/, "第二季度");
    expect(periodInForce(room.state())).toBe("2020Q1");
    const told = room.state().desk.issues.find(({ code }) => code === "F04");
    expect(told?.slots.expected).toBeDefined();
    expect(codes(room).filter((code) => code === "F04")).toHaveLength(1);
  });
});

test("the worksheet that the person brings into view is the one that is checked", async () => {
  const room = await atDesk(false);
  const added = await room.workbook.writeSheet({
    name: "别的",
    widths: [10],
    frozen: { rows: 0, columns: 0 },
    merges: [],
    rows: [{ role: "body", cells: [{ text: "只有一句话" }] }],
  });
  room.bench.dispatch({ act: "desk", part: { choice: { period: "2019Q4" } } });
  room.hooks.hearActive(added.id);
  await room.settled();
  expect(room.state().desk).toMatchObject({ worksheetId: added.id, table: null, choice: {} });
  room.hooks.hearActive(room.id);
  await room.settled();
  expect(room.state().desk.table?.sheet?.key).toBe("donation-summary");

  room.bench.dispatch({ act: "sending", sending: { phase: "sending" } });
  room.hooks.hearActive(added.id);
  await room.settled();
  expect(room.state().desk.worksheetId).toBe(room.id);
});
