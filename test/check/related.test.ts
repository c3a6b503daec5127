// A finding names apart the cells where it holds and the cells it was compared with, so that only the former are marked.
import { expect, test } from "vitest";
import { inspect } from "../../shared/check/inspect.ts";
import { allCases } from "../cases/case.ts";

const issues = allCases().flatMap((one) => inspect(one.grid, one.options).issues);

test("cells of the same finding stand in its own column, wherever the finding is about one", () => {
  const spread = issues.filter(({ cells, column, cell }) => cells && column !== undefined && cell !== null);
  expect(spread.length).toBeGreaterThan(0);
  const letters = (cell: string) => cell.replace(/\d+$/, "");
  for (const { cell, cells = [] } of spread)
    expect(cells.map(letters)).toEqual(cells.map(() => letters(cell ?? "")));
});

test("compared cells are told by every kind of comparison, and never twice as accused", () => {
  const comparing = new Set(issues.filter(({ related }) => related).map(({ code }) => code));
  for (const code of ["L01", "L02", "R04"]) expect(comparing).toContain(code);
  for (const { cell, cells = [], related = [] } of issues)
    expect(related.filter((one) => one === cell || cells.includes(one))).toEqual([]);
});

test("many of the same finding tell no cells compared: they would be those of the first row only", () => {
  for (const { cells, related } of issues) if (cells) expect(related).toBeUndefined();
});
