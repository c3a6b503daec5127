// 审核: what waits for this person, the oldest first.
import { sayPeriod } from "../../../shared/report/period.ts";
import { sheetOf } from "../../../shared/sheets/index.ts";
import type { SubmissionLine } from "../../../shared/wire.ts";
import { draftId } from "../state/act.ts";
import { sayTime } from "../state/clock.ts";
import type { Review } from "../state/state.ts";
import type { TextKey } from "../texts.ts";
import { bar, button, icon, segments, spinner, TICK, troubleBar, vacancy } from "./parts.ts";
import { type Child, h, type Made } from "./render.ts";
import { submissionFoot, submissionView } from "./submission.ts";
import type { Ui } from "./ui.ts";

const EMPTY: Record<Review["standing"], TextKey> = {
  waiting: "noneWaiting",
  returned: "noneReturned",
  accepted: "noneAccepted",
};

export function reviewView(ui: Ui): Child[] {
  const { state, say, acts } = ui;
  const { review } = state;
  if (review.open) return submissionView(ui, review.open);
  return [
    review.done &&
      bar("good", [
        h(
          "p",
          { role: "status", id: "decided", tabindex: -1 },
          say(review.done.verdict === "accept" ? "acceptedDone" : "returnedDone", { unit: review.done.unit }),
        ),
      ]),
    h(
      "div",
      { class: "view-tools" },
      segments(
        "standing",
        say("standings"),
        (["waiting", "returned", "accepted"] as const).map((value) => ({ value, label: say(value) })),
        review.standing,
        (value) => acts.loadLines(value as Review["standing"]),
      ),
      h(
        "button",
        {
          type: "button",
          class: "tool",
          id: "refresh-review",
          "aria-label": say("refresh"),
          title: say("refresh"),
          onclick: () => acts.loadLines(),
        },
        icon("refresh"),
      ),
    ),
    review.trouble &&
      troubleBar(ui, review.trouble, "offlineList", [button(say("retry"), "small", () => acts.loadLines())]),
    review.phase === "loading" || review.opening
      ? spinner(say("loading"))
      : review.phase === "ready" &&
        (review.lines.length > 0
          ? list(ui)
          : vacancy(
              TICK(),
              say(EMPTY[review.standing]),
              review.standing === "waiting" ? say("noneWaitingHint") : "",
            )),
    review.phase === "ready" &&
      review.more &&
      h("p", { class: "quiet" }, say("moreLines", { count: review.lines.length })),
  ];
}

function list(ui: Ui): Made {
  return h(
    "ul",
    { class: "lines", id: "submissions" },
    ui.state.review.lines.map((line) => lineItem(ui, line)),
  );
}

function lineItem({ say, acts, language, state }: Ui, line: SubmissionLine): Made {
  const draft = state.review.drafts[draftId(line)];
  const sheet = sheetOf(line.sheet)?.label[language] ?? line.sheet;
  return h(
    "li",
    { key: `${line.unit.id}|${line.sheet}|${line.period}` },
    h(
      "button",
      {
        type: "button",
        class: "line",
        "data-unit": line.unit.id,
        "data-sheet": line.sheet,
        onclick: () => acts.openSubmission(line),
      },
      h("span", { class: "line-main" }, line.unit.name),
      h("span", { class: "line-sheet" }, sheet),
      h(
        "span",
        { class: "quiet" },
        say("submissionLine", { period: sayPeriod(line.period, language), rows: line.rows, rev: line.rev }),
      ),
      h("span", { class: "quiet" }, `${line.person} · ${sayTime(line.at)}`),
      draft && h("span", { class: "unsent" }, icon("pen"), say("draftKept", { count: draft.notes.length })),
    ),
  );
}

export function reviewFoot(ui: Ui): Child[] {
  return ui.state.review.open ? submissionFoot(ui, ui.state.review.open.view) : [];
}
