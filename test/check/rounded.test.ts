// Figures in 万元 as the server sees them: what was rounded in the worksheet is judged there as it was here.
import { expect, test } from "vitest";
import { check } from "../../shared/check/check.ts";
import { inspect } from "../../shared/check/inspect.ts";
import { rowsOf, sentRows } from "../../shared/read/table.ts";
import type { Sheet } from "../../shared/sheet/sheet.ts";
import { rowsSchema } from "../../shared/wire.ts";
import { casesOf } from "../cases/case.ts";

test("rows in 万元 that are sent have the verdict of their worksheet", () => {
  const one = casesOf("donation-summary").find(({ name }) => name.endsWith("/ten-thousands-rounded"));
  if (!one) throw new Error("the case is gone");
  const { table, issues } = inspect(one.grid, one.options);
  const sheet = table?.sheet as Sheet;
  const received = rowsSchema.parse(JSON.parse(JSON.stringify(sentRows(sheet, rowsOf(table as never)))));
  const rule = (found: readonly { cell: string | null; code: string }[]) =>
    found.filter(({ code }) => code === "L02").map(({ cell }) => cell);
  const judged = check(sheet, received, { period: "2020Q1", today: "2020-04-10" });
  expect(rule(judged)).toEqual(["H5"]);
  expect(rule(judged)).toEqual(rule(issues));
  // Without the unit as printed the rounding would be taken for a mistake.
  const bare = { at: received.at, columns: received.columns.map(({ factor: _, ...column }) => column) };
  expect(rule(check(sheet, bare, { period: "2020Q1", today: "2020-04-10" })).length).toBeGreaterThan(1);
});
