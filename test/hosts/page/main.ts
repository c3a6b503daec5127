// A page with nothing but a workbench, which the tests drive from outside.

import { adoptStyles } from "../../../addin/hosts/workbench/styles.ts";
import type { Workbench } from "../../../addin/hosts/workbench.ts";
import type { Change } from "../../../addin/hosts/workbook.ts";

export interface Driven {
  readonly bench: Workbench;
  readonly changes: Change[];
  /** Worksheets that the person brought into view. */
  readonly followed: string[];
  refused: number;
  /** What the Content-Security-Policy kept out. */
  blocked: number;
}

const element = document.getElementById("bench");
if (!element) throw new Error("no element");
const driven = { changes: [] as Change[], followed: [] as string[], refused: 0, blocked: 0 };
document.addEventListener("securitypolicyviolation", () => driven.blocked++);
const asked = new URLSearchParams(location.search);
adoptStyles();
const { createWorkbench } = await import("../../../addin/hosts/workbench.ts");
const bench = await createWorkbench(element, {
  language: asked.get("language") === "en" ? "en" : "zh",
  dark: asked.has("dark"),
  refused: () => driven.refused++,
});
bench.hear((change) => driven.changes.push(change));
bench.hearActive?.((id) => driven.followed.push(id));
(globalThis as unknown as { driven: Driven }).driven = Object.assign(driven, { bench });
