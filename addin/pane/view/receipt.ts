// The receipt: proof that it arrived, made to be read, quoted and printed on one page.
import { sayPeriod } from "../../../shared/report/period.ts";
import { sayFigure } from "../../../shared/report/show.ts";
import { sheetOf } from "../../../shared/sheets/index.ts";
import type { Receipt } from "../../../shared/wire.ts";
import { sayTime } from "../state/clock.ts";
import { TICK } from "./parts.ts";
import { type Child, h, type Made } from "./render.ts";
import type { Ui } from "./ui.ts";

export function receiptView(ui: Ui, receipt: Receipt): Child[] {
  const { say, language, state } = ui;
  const sheet = sheetOf(receipt.sheet);
  const fresh = state.sending.phase === "done" && state.sending.fresh;
  const line = (name: string, value: Child, key: string): Made =>
    h("div", { key, class: "receipt-line" }, h("dt", null, name), h("dd", { "data-receipt": key }, value));
  return [
    h(
      "article",
      {
        class: "receipt",
        id: "receipt",
        tabindex: -1,
        "aria-label": say("receipt"),
        "data-repeated": String(receipt.repeated),
      },
      h(
        "div",
        { class: "receipt-head" },
        TICK(),
        h(
          "div",
          null,
          h("p", { class: "receipt-title" }, fresh ? say("receiptDone") : say("receipt")),
          h(
            "p",
            { class: "receipt-number" },
            `${say("receiptNumber")} `,
            h("span", { "data-receipt": "number" }, receipt.number),
          ),
        ),
      ),
      receipt.repeated && h("p", { class: "receipt-repeated", role: "status" }, say("receiptRepeated")),
      h(
        "dl",
        null,
        line(
          say("receiptTime"),
          h(
            "span",
            null,
            `${sayTime(receipt.at)} `,
            h(
              "span",
              { class: receipt.onTime ? "tag good" : "tag warn" },
              say(receipt.onTime ? "onTime" : "late"),
            ),
          ),
          "at",
        ),
        line(say("receiptUnit"), receipt.unit.name, "unit"),
        line(say("receiptPerson"), receipt.person, "person"),
        line(say("receiptSheet"), sheet?.label[language] ?? receipt.sheet, "sheet"),
        line(
          say("receiptPeriod"),
          `${sayPeriod(receipt.period, language)} · ${say("nth", { rev: receipt.rev })}`,
          "period",
        ),
        line(
          say("receiptRows"),
          sheet?.rowsStayLocal
            ? say("receiptRowsLocal", { rows: receipt.rows })
            : receipt.rows.toLocaleString("en-US"),
          "rows",
        ),
        ...(sheet?.measures ?? []).map((measure) =>
          line(
            measure.label[language],
            sayFigure(
              sheet as NonNullable<typeof sheet>,
              measure,
              receipt.figures[measure.key] ?? null,
              language,
            ),
            measure.key,
          ),
        ),
        line(say("receiptHash"), h("code", null, receipt.hash.replace(/(.{4})(?=.)/g, "$1 ")), "hash"),
      ),
      h("p", { class: "quiet" }, say("receiptVersion", { version: receipt.sheetVersion })),
    ),
  ];
}
