// Identifiers of persons. All numbers here are invented or the public example of the standard.
import { expect, test } from "vitest";
import { check } from "../../shared/check/check.ts";
import { isIdNumber, isPhone } from "../../shared/check/person.ts";
import { readGrid } from "../../shared/read/read.ts";
import { rowsOf } from "../../shared/read/table.ts";
import { person, text } from "../../shared/sheet/declare.ts";
import { defineSheet } from "../../shared/sheet/sheet.ts";

test.each(["11010519491231002X", "11010519491231002x", "440524188001010014", "110105491231002"])(
  "%s is an ID number",
  (id) => {
    expect(isIdNumber(id)).toBe(true);
  },
);

test.each(["110105194912310021", "11010519491331002X", "1101051949123100", "11010519490231002X", "x"])(
  "%s is none",
  (id) => {
    expect(isIdNumber(id)).toBe(false);
  },
);

test.each(["13800138000", "138 0013 8000", "0571-88888888", "88888888", "010-88888888-123"])(
  "%s is a phone",
  (phone) => {
    expect(isPhone(phone)).toBe(true);
  },
);

test.each(["12345", "12800138000", "138001380001", "无"])("%s is no phone", (phone) => {
  expect(isPhone(phone)).toBe(false);
});

test("a roster tells a wrong ID number (C08) and one that Excel damaged (C12)", () => {
  const roster = defineSheet({
    key: "roster",
    version: 1,
    label: { zh: "花名册", en: "Roster" },
    titles: ["花名册"],
    rowsStayLocal: true,
    columns: {
      name: person("姓名", "Name", [], "name", { required: true }),
      id: person("身份证号", "ID number", [], "idNumber"),
      post: text("职务", "Post", []),
    },
    naturalKey: ["name"],
    rules: [],
    measures: [],
  });
  const values = [
    ["姓名", "身份证号", "职务"],
    ["人员一", "11010519491231002X", "科员"],
    ["人员二", "110105194912310021", "科员"],
    ["人员三", 1.1010519491231e17, "科员"],
  ];
  const grid = { worksheet: "Sheet1", top: 1, left: 1, values, merges: [], hiddenRows: [] };
  const [table] = readGrid(grid, { sheets: [roster], today: "2020-04-10" }).tables;
  if (!table) throw new Error("the roster was not read");
  const issues = check(roster, rowsOf(table), { period: null, today: "2020-04-10" });
  expect([...table.findings, ...issues].map(({ code, cell }) => `${code} ${cell}`)).toEqual([
    "C12 B4",
    "C08 B3",
  ]);
});
