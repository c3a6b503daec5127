// Submissions that wait on this machine for the network, those that went by themselves since, and those that
// were not taken. Shown wherever the clerk works, so that none is forgotten.
import { sayPeriod } from "../../../shared/report/period.ts";
import { sheetOf } from "../../../shared/sheets/index.ts";
import { sayTime } from "../state/clock.ts";
import { bar, link } from "./parts.ts";
import { type Child, h } from "./render.ts";
import type { Ui } from "./ui.ts";

export function keptBars(ui: Ui): Child[] {
  const { state, say, acts, language } = ui;
  const own = state.kept.filter(({ person }) => person === state.me?.person.id);
  const others = state.kept.length - own.length;
  return [
    ...state.delivered.map((receipt) =>
      bar(
        "good",
        [
          h("p", { class: "bar-title" }, say("delivered")),
          h(
            "p",
            null,
            `${sheetOf(receipt.sheet)?.label[language] ?? receipt.sheet} · ${sayPeriod(receipt.period, language)}`,
          ),
          h("p", { class: "quiet" }, `${sayTime(receipt.at)} · ${receipt.number}`),
        ],
        [],
        { key: receipt.number, role: "status", class: "bar good delivered" },
      ),
    ),
    ...own.map((kept) =>
      bar(
        kept.refusal ? "bad" : "warn",
        [
          h("p", { class: "bar-title" }, say(kept.refusal ? "keptRefused" : "kept")),
          kept.refusal && h("p", null, kept.refusal.message[language].replaceAll(/\{\w+\}/g, "")),
          h("p", { class: "quiet" }, say("keptAt", { time: sayTime(kept.savedAt) })),
        ],
        [
          !kept.refusal && link(say("sendNow"), acts.sendKept),
          link(say("discard"), () => acts.discardKept(kept.id)),
        ],
        {
          key: kept.id,
          id: `kept-${kept.id}`,
          tabindex: -1,
          class: `bar ${kept.refusal ? "bad" : "warn"} kept`,
          role: "status",
        },
      ),
    ),
    others > 0 && bar("plain", [h("p", null, say("keptOther", { count: others }))]),
  ];
}
