// Marks in the grid: a wash of colour and a corner by effect, and the message when the pointer rests on the
// cell. They live beside the cells and never in them: nothing of a mark is saved, copied or undone.

import { INTERCEPTOR_POINT, SheetInterceptorService } from "@univerjs/preset-sheets-core";
import {
  type FUniver,
  type ICellDataForSheetInterceptor,
  type IDisposable,
  type Injector,
  InterceptorEffectEnum,
} from "@univerjs/presets";
import { areaOf } from "../../../shared/read/grid.ts";
import type { Effect } from "../../../shared/sheet/rule.ts";
import type { Mark } from "../workbook.ts";

interface Look {
  /** Behind the cell. */
  readonly wash: string;
  /** The same in the dark theme, where the grid turns light colours into dark ones. */
  readonly darkWash: string;
  /** The corner: its colour, and which corner, so that colour is never alone. */
  readonly ink: string;
  readonly corner: "tl" | "tr";
}

const LOOKS: Readonly<Record<Effect, Look>> = {
  must: { wash: "#FDE3E1", darkWash: "#EE9A93", ink: "#B10E1C", corner: "tr" },
  waivable: { wash: "#FFE9D9", darkWash: "#F0B080", ink: "#BC4B09", corner: "tr" },
  explain: { wash: "#FFF4CC", darkWash: "#E5CB62", ink: "#8A6A00", corner: "tl" },
  note: { wash: "#E1EFFB", darkWash: "#8FBDE8", ink: "#0F6CBD", corner: "tl" },
};

/** The heaviest effect wins where two marks meet. */
const ORDER: readonly Effect[] = ["must", "waivable", "explain", "note"];
const CORNER = 9;
/** More columns than a worksheet has. */
const STRIDE = 16_385;

interface Marked {
  readonly effect: Effect;
  readonly messages: readonly string[];
}

export interface MarkLayer {
  set(worksheetId: string, marks: readonly Mark[]): void;
  at(worksheetId: string, row: number, column: number): Marked | null;
  clear(): void;
  setDark(dark: boolean): void;
}

/** To be called once a workbook exists: before, the grid has nothing to intercept. */
export function layMarks(injector: Injector, dark: boolean): MarkLayer {
  let isDark = dark;
  const layers = new Map<string, Map<number, Marked>>();
  const keyOf = (row: number, column: number) => row * STRIDE + column;
  injector.get(SheetInterceptorService).intercept(INTERCEPTOR_POINT.CELL_CONTENT, {
    id: "onesheet-marks",
    priority: 100,
    effect: InterceptorEffectEnum.Style,
    handler: (cell, { subUnitId, row, col }, next) => {
      const mark = layers.get(subUnitId)?.get(keyOf(row, col));
      if (!mark) return next(cell);
      const look = LOOKS[mark.effect];
      const marked: ICellDataForSheetInterceptor = {
        ...cell,
        interceptorStyle: { ...cell?.interceptorStyle, bg: { rgb: isDark ? look.darkWash : look.wash } },
        markers: { ...cell?.markers, [look.corner]: { color: look.ink, size: CORNER } },
      };
      return next(marked);
    },
  });
  return {
    set(worksheetId, marks) {
      const layer = new Map<number, Marked>();
      for (const { address, effect, message } of marks) {
        const area = areaOf(address);
        if (!area) continue;
        for (let row = area.row - 1; row < area.row - 1 + area.rows; row++) {
          for (let column = area.column - 1; column < area.column - 1 + area.columns; column++) {
            const key = keyOf(row, column);
            const other = layer.get(key);
            const heavier =
              other && ORDER.indexOf(other.effect) < ORDER.indexOf(effect) ? other.effect : effect;
            layer.set(key, { effect: heavier, messages: [...(other?.messages ?? []), message] });
          }
        }
      }
      layers.set(worksheetId, layer);
    },
    at: (worksheetId, row, column) => layers.get(worksheetId)?.get(keyOf(row, column)) ?? null,
    clear: () => layers.clear(),
    setDark(dark) {
      isDark = dark;
    },
  };
}

/** Shows the message of a mark beside the cell under the pointer. */
export function showMessages(univer: FUniver, layer: MarkLayer, element: HTMLElement): IDisposable {
  const note = document.createElement("div");
  note.className = "workbench-note";
  note.setAttribute("role", "tooltip");
  note.hidden = true;
  element.append(note);
  let pointer = { x: 0, y: 0 };
  const follow = (event: PointerEvent) => {
    pointer = { x: event.clientX, y: event.clientY };
  };
  const hide = () => {
    note.hidden = true;
  };
  // The grid keeps pointer events to itself, so they are met on their way in.
  element.addEventListener("pointermove", follow, true);
  element.addEventListener("pointerdown", hide, true);
  element.addEventListener("wheel", hide, { capture: true, passive: true });
  element.addEventListener("pointerleave", hide);
  const hover = univer.addEvent(univer.Event.CellHover, ({ worksheet, row, column }) => {
    const mark = layer.at(worksheet.getSheetId(), row, column);
    if (!mark) return hide();
    note.dataset.effect = mark.effect;
    note.replaceChildren(
      ...mark.messages.map((message) => {
        const line = document.createElement("p");
        line.textContent = message;
        return line;
      }),
    );
    note.hidden = false;
    const frame = element.getBoundingClientRect();
    const left = Math.min(pointer.x - frame.left + 14, frame.width - note.offsetWidth - 8);
    const below = pointer.y - frame.top + 20;
    const fits = below + note.offsetHeight + 8 <= frame.height;
    note.style.left = `${Math.max(8, left)}px`;
    note.style.top = `${fits ? below : Math.max(8, pointer.y - frame.top - note.offsetHeight - 12)}px`;
  });
  return {
    dispose() {
      hover.dispose();
      element.removeEventListener("pointermove", follow, true);
      element.removeEventListener("pointerdown", hide, true);
      element.removeEventListener("wheel", hide, true);
      element.removeEventListener("pointerleave", hide);
      note.remove();
    },
  };
}
