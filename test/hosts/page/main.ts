// A page with nothing but a workbench, which the tests drive from outside.
import { createWorkbench, type Workbench } from "../../../addin/hosts/workbench.ts";
import type { Change } from "../../../addin/hosts/workbook.ts";

export interface Driven {
  readonly bench: Workbench;
  readonly changes: Change[];
  refused: number;
}

const element = document.getElementById("bench");
if (!element) throw new Error("no element");
const driven = { changes: [] as Change[], refused: 0 };
const asked = new URLSearchParams(location.search);
const bench = await createWorkbench(element, {
  language: asked.get("language") === "en" ? "en" : "zh",
  dark: asked.has("dark"),
  refused: () => driven.refused++,
});
bench.hear((change) => driven.changes.push(change));
(globalThis as unknown as { driven: Driven }).driven = Object.assign(driven, { bench });
