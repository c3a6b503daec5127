// Tells whether two styles of the grid look the same. A style that was copied and pasted comes back with every
// default spelled out and its colours in another notation, so styles are compared by what shows.
import type { IBorderStyleData, IColorStyle, IStyleData, Nullable } from "@univerjs/presets";

const faces = new WeakMap<IStyleData, string>();

/** Equal for styles that look the same; "" for none. */
export function faceOf(style: Nullable<IStyleData>): string {
  if (!style) return "";
  let face = faces.get(style);
  if (face === undefined) {
    face = JSON.stringify(shown(style));
    faces.set(style, face);
  }
  return face;
}

function shown(style: IStyleData): unknown[] {
  const { bd } = style;
  return [
    style.ff?.split(",")[0]?.replaceAll(/["']/g, "").trim() ?? "",
    style.fs ?? 11,
    style.bl ?? 0,
    style.it ?? 0,
    style.ul?.s ?? 0,
    style.st?.s ?? 0,
    colour(style.cl),
    colour(style.bg),
    [bd?.t, bd?.r, bd?.b, bd?.l].map(line),
    style.ht ?? 0,
    style.vt ?? 0,
    style.tb ?? 0,
    style.tr?.a ?? 0,
    style.tr?.v ?? 0,
    style.n?.pattern ?? "",
  ];
}

function line(side: Nullable<IBorderStyleData>): unknown {
  return side?.s ? [side.s, colour(side.cl)] : 0;
}

function colour(style: Nullable<IColorStyle>): string {
  const rgb = style?.rgb?.toLowerCase() ?? "";
  const parts = /^rgba?\((\d+),\s*(\d+),\s*(\d+)/.exec(rgb);
  if (!parts) return rgb;
  return `#${parts
    .slice(1, 4)
    .map((part) => Number(part).toString(16).padStart(2, "0"))
    .join("")}`;
}
