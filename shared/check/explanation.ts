// Explanations of 核实性 findings: at least six characters that say what happened. Words that only vouch for the
// figure (核实无误) explain nothing and are refused, as the national direct-reporting platform does.
import type { Effect } from "../sheet/rule.ts";
import { type Issue, issueId } from "./issue.ts";

/** Least length of an explanation, in characters. */
const LEAST_EXPLANATION = 6;

const EMPTY_PHRASES =
  /经?再?次?(?:已?(?:核实|核对|确认|复核|检查)(?:过|了)?|情况|数据|数字|确实|完全)?(?:属实|无误|没有?问题|没错|正确|准确|正常|真实|如此)|已?(?:核实|核对|确认|复核)(?:完毕|过|了)?|如实填报|以上|no problem|checked|confirmed|correct|ok/gi;

/** True for words that say nothing once phrases such as 核实无误 and punctuation are taken away. */
function saysNothing(text: string): boolean {
  const rest = text
    .normalize("NFKC")
    .replace(EMPTY_PHRASES, "")
    .replace(/[\s\p{P}\p{S}]/gu, "");
  return new Set(rest).size < 3;
}

/** True for an explanation that may stand. */
export function explains(text: string | undefined): boolean {
  const flat = (text ?? "").replace(/\s/g, "");
  return [...flat].length >= LEAST_EXPLANATION && !saysNothing(flat);
}

/** E01 once for all findings without an explanation, E02 for each explanation that says nothing. */
export function checkExplanations(
  issues: readonly Issue[],
  explanations: Readonly<Record<string, string>>,
): Issue[] {
  const asked = issues.filter(({ effect }) => effect === "explain");
  const found: Issue[] = [];
  let missing = 0;
  let first: Issue | null = null;
  for (const issue of asked) {
    const text = (explanationOf(issue, explanations) ?? "").replace(/\s/g, "");
    if (explains(text)) continue;
    if (text !== "" && saysNothing(text)) {
      const { cell, row, column, key } = issue;
      const place = {
        ...(row === undefined ? {} : { row }),
        ...(column === undefined ? {} : { column }),
        ...(key === undefined ? {} : { key }),
      };
      found.push({
        code: "E02",
        rule: issueId(issue),
        effect: "must",
        cell,
        ...place,
        slots: { found: text },
      });
    } else {
      missing += 1;
      first ??= issue;
    }
  }
  if (missing > 0)
    found.unshift({ code: "E01", effect: "must", cell: first?.cell ?? null, slots: { count: missing } });
  return found;
}

/** What still stops a submission: must, waivable, and what asks for an explanation and has none that may stand. */
export function blocking(issues: readonly Issue[], explanations: Readonly<Record<string, string>>): Issue[] {
  const stops: Readonly<Record<Effect, (issue: Issue) => boolean>> = {
    must: () => true,
    waivable: () => true,
    explain: (issue) => !explains(explanationOf(issue, explanations)),
    note: () => false,
  };
  return issues.filter((issue) => stops[issue.effect](issue));
}

function explanationOf(issue: Issue, explanations: Readonly<Record<string, string>>): string | undefined {
  const id = issueId(issue);
  return Object.hasOwn(explanations, id) ? explanations[id] : undefined;
}
