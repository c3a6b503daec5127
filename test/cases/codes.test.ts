// Every code of the catalogue is raised: by a case, or by the test named here, and why not by a case.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { CATALOGUE, type IssueCode, sayIssue } from "../../shared/check/catalogue.ts";
import { inspect } from "../../shared/check/inspect.ts";
import { allCases } from "./case.ts";

const ELSEWHERE: Partial<Record<IssueCode, [test: string, because: string]>> = {
  F12: ["test/check/inspect.test.ts", "a worksheet of 200,001 rows is not drawn"],
  C12: ["test/check/person.test.ts", "no sheet yet has a column of ID numbers"],
  E01: ["test/check/explanation.test.ts", "explanations come after the check"],
  E02: ["test/check/explanation.test.ts", "explanations come after the check"],
};

const raised = new Set(
  allCases().flatMap(({ grid, options }) => inspect(grid, options).issues.map(({ code }) => code)),
);

test.each(Object.keys(CATALOGUE) as IssueCode[])("%s is raised", (code) => {
  const elsewhere = ELSEWHERE[code];
  if (!elsewhere) return expect(raised).toContain(code);
  expect(raised).not.toContain(code);
  const source = readFileSync(path.resolve(import.meta.dirname, "../..", elsewhere[0]), "utf8");
  expect(source).toContain(`"${code}`);
});

test.each(Object.keys(CATALOGUE) as IssueCode[])(
  "%s has a sentence and a title in both languages",
  (code) => {
    const { title, message } = CATALOGUE[code];
    for (const text of [title.zh, title.en, message.zh, message.en]) expect(text.length).toBeGreaterThan(1);
    const slots = (text: string) => new Set(text.match(/\{\w+\}/g));
    expect(slots(message.en)).toEqual(slots(message.zh));
    expect(sayIssue({ code, effect: "must", cell: null, slots: {} }, "zh")).not.toContain("undefined");
  },
);
