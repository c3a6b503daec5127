// What is expected of the clerk's unit, where no table answers it yet: what was returned first, then what is due, the
// earliest first. It tells; the work begins with opening the workbook.
import { sayPeriod } from "../../../shared/report/period.ts";
import { sheetOf } from "../../../shared/sheets/index.ts";
import type { Expectation } from "../../../shared/wire.ts";
import { daysLeft, tasksOf } from "../state/due.ts";
import { link, sign, TICK, troubleBar } from "./parts.ts";
import { type Child, h, type Made } from "./render.ts";
import type { Ui } from "./ui.ts";

export function tasks(ui: Ui): Child[] {
  const { state, say, acts } = ui;
  if (state.me?.role !== "clerk") return [];
  if (state.expectedTrouble)
    return [troubleBar(ui, state.expectedTrouble, "offlineList", [link(say("retry"), acts.refreshExpected)])];
  const list = tasksOf(state);
  if (list.length === 0)
    return state.expected.length > 0
      ? [h("p", { class: "all-in", id: "tasks" }, TICK(), say("tasksNone"))]
      : [];
  return [
    h(
      "section",
      { class: "block", id: "tasks", key: "tasks", "aria-labelledby": "tasks-title" },
      h("h3", { id: "tasks-title" }, say("tasks", { count: list.length })),
      h(
        "ul",
        { class: "lines" },
        list.map((due) => task(ui, due)),
      ),
      h("p", { class: "quiet" }, say("tasksHint")),
    ),
  ];
}

function task({ say, language, today }: Ui, due: Expectation): Made {
  const { sheet, period, standing, rev, returned } = due;
  const left = daysLeft(due, today);
  return h(
    "li",
    { key: `${sheet}|${period}`, class: "task", "data-sheet": sheet, "data-standing": standing },
    h("span", { class: "line-main" }, sheetOf(sheet)?.label[language] ?? sheet),
    h(
      "span",
      { class: "line-sheet" },
      `${sayPeriod(period, language)} · `,
      h(
        "span",
        { class: left > 0 ? undefined : "late" },
        left > 0
          ? say("daysLeft", { days: left })
          : left === 0
            ? say("dueToday")
            : say("daysLate", { days: -left }),
      ),
    ),
    standing === "returned" &&
      h("p", { class: "task-returned" }, sign("explain"), say("standingReturned", { rev })),
    returned && standing === "returned" && h("p", { class: "quiet" }, `${returned.by}：${returned.reason}`),
  );
}
