// The looks of an .xlsx file as the grid knows them: every cell style of styles.xml, under its own index, with
// colours resolved. Patterns other than solid, gradients and effects are left out; the file keeps them.
import type { IBorderData, IBorderStyleData, IStyleData } from "@univerjs/presets";
import { parseThemeColors, resolveThemeColor } from "hucre/xlsx";
import { stylesOf } from "../xlsx/peek.ts";
import { itemsOf } from "../xlsx/styles.ts";
import { attributeOf } from "../xlsx/xml.ts";

/** Line styles by name, as the grid numbers them. */
const LINES: Readonly<Record<string, number>> = {
  thin: 1,
  hair: 2,
  dotted: 3,
  dashed: 4,
  dashDot: 5,
  dashDotDot: 6,
  double: 7,
  medium: 8,
  mediumDashed: 9,
  mediumDashDot: 10,
  mediumDashDotDot: 11,
  slantDashDot: 12,
  thick: 13,
};
const ACROSS: Readonly<Record<string, number>> = {
  left: 1,
  center: 2,
  centerContinuous: 2,
  right: 3,
  justify: 4,
  distributed: 6,
};
const DOWN: Readonly<Record<string, number>> = { top: 1, center: 2, justify: 2, distributed: 2 };
const BOTTOM = 3;
const WRAP = 3;
/** One level of indentation in pixels. */
const INDENT = 9;

/** For machines that lack the font of the file; numbers keep a narrow digit. */
const FALLBACK = "Microsoft YaHei, PingFang SC, Noto Sans SC, Noto Sans CJK SC, sans-serif";

/** The first eight colours of the old palette, and the two that stand for the window. */
const PALETTE: Readonly<Record<number, string>> = {
  ...Object.fromEntries(
    ["000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF"].flatMap((rgb, n) => [
      [n, rgb],
      [n + 8, rgb],
    ]),
  ),
  22: "C0C0C0",
  23: "808080",
  64: "000000",
  65: "FFFFFF",
};

export interface Looks {
  /** By style index. */
  readonly styles: readonly IStyleData[];
  /** Pixels of one digit of the workbook's own font: the unit of column widths. */
  readonly digit: number;
}

export function looksOf(styles: string | null, theme: string | null): Looks {
  const xml = styles ?? "";
  const palette = theme === null ? [] : parseThemeColors(theme);
  const colour = (tag: string | undefined) => colourOf(tag, palette);
  const fonts = itemsOf(xml, "fonts").map((font) => fontOf(font, colour));
  const fills = itemsOf(xml, "fills").map((fill) => fillOf(fill, colour));
  const borders = itemsOf(xml, "borders").map((border) => borderOf(border, colour));
  const formats = stylesOf(xml);
  return {
    styles: itemsOf(xml, "cellXfs").map((xf, index): IStyleData => {
      const tag = xf.slice(0, xf.indexOf(">") + 1);
      const number = (name: string) => Number(attributeOf(tag, name) ?? 0);
      const bd = borders[number("borderId")];
      const bg = fills[number("fillId")];
      const pattern = formats[index];
      return {
        ...fonts[number("fontId")],
        ...alignmentOf(/<alignment\b[^>]*?>/.exec(xf)?.[0] ?? ""),
        ...(bg ? { bg: { rgb: bg } } : {}),
        ...(bd ? { bd } : {}),
        ...(pattern ? { n: { pattern } } : {}),
      };
    }),
    // 等线 and 宋体 at 11 points have digits of 8 pixels, Calibri of 7.
    digit: /[\u2e80-\uffff]|SimSun|DengXian/i.test(String(fonts[0]?.ff ?? "")) ? 8 : 7,
  };
}

type Colour = (tag: string | undefined) => string | null;

function colourOf(tag: string | undefined, palette: readonly string[]): string | null {
  if (tag === undefined) return null;
  const rgb = attributeOf(tag, "rgb");
  if (rgb) return `#${rgb.slice(-6)}`;
  const theme = attributeOf(tag, "theme");
  if (theme !== null && palette.length > 0) {
    // A cell counts light before dark, the theme part dark before light (ECMA-376 18.8.3).
    const index = Number(theme) < 4 ? Number(theme) ^ 1 : Number(theme);
    return `#${resolveThemeColor([...palette], index, Number(attributeOf(tag, "tint") ?? 0))}`;
  }
  const indexed = PALETTE[Number(attributeOf(tag, "indexed") ?? Number.NaN)];
  return indexed ? `#${indexed}` : null;
}

function fontOf(font: string, colour: Colour): IStyleData {
  const has = (name: string) => {
    const tag = new RegExp(`<${name}\\b[^>]*?>`).exec(font)?.[0];
    return tag !== undefined && !/^(?:0|false|none)$/.test(attributeOf(tag, "val") ?? "1");
  };
  const value = (name: string) => attributeOf(new RegExp(`<${name}\\b[^>]*?>`).exec(font)?.[0] ?? "", "val");
  const rgb = colour(/<color\b[^>]*?>/.exec(font)?.[0]);
  return {
    ff: [value("name"), FALLBACK].filter(Boolean).join(", "),
    fs: Number(value("sz") ?? 11),
    ...(has("b") ? { bl: 1 } : {}),
    ...(has("i") ? { it: 1 } : {}),
    ...(has("u") ? { ul: { s: 1 } } : {}),
    ...(has("strike") ? { st: { s: 1 } } : {}),
    // Black is the grid's own ink, which follows the dark theme.
    ...(rgb && rgb !== "#000000" ? { cl: { rgb } } : {}),
  };
}

function fillOf(fill: string, colour: Colour): string | null {
  if (attributeOf(/<patternFill\b[^>]*?>/.exec(fill)?.[0] ?? "", "patternType") !== "solid") return null;
  return colour(/<fgColor\b[^>]*?>/.exec(fill)?.[0]);
}

function borderOf(border: string, colour: Colour): IBorderData | null {
  const side = (name: string): IBorderStyleData | null => {
    const match = new RegExp(`<${name}\\b([^>]*?)(?:/>|>([\\s\\S]*?)</${name}>)`).exec(border);
    const line = LINES[attributeOf(match?.[1] ?? "", "style") ?? ""];
    if (line === undefined) return null;
    return { s: line, cl: { rgb: colour(/<color\b[^>]*?>/.exec(match?.[2] ?? "")?.[0]) ?? "#000000" } };
  };
  const [t, r, b, l] = ["top", "right", "bottom", "left"].map(side);
  if (!t && !r && !b && !l) return null;
  return { ...(t ? { t } : {}), ...(r ? { r } : {}), ...(b ? { b } : {}), ...(l ? { l } : {}) };
}

function alignmentOf(tag: string): IStyleData {
  const across = ACROSS[attributeOf(tag, "horizontal") ?? ""];
  const turned = Number(attributeOf(tag, "textRotation") ?? 0);
  const indent = Number(attributeOf(tag, "indent") ?? 0);
  const wraps = /^(?:1|true)$/.test(attributeOf(tag, "wrapText") ?? "");
  return {
    vt: DOWN[attributeOf(tag, "vertical") ?? ""] ?? BOTTOM,
    ...(across === undefined ? {} : { ht: across }),
    ...(wraps ? { tb: WRAP } : {}),
    // 255 stands for letters one under the other; above 90 the text turns downwards.
    ...(turned === 255 ? { tr: { a: 0, v: 1 as const } } : {}),
    ...(turned > 0 && turned <= 180 ? { tr: { a: turned > 90 ? turned - 90 : -turned } } : {}),
    ...(indent > 0 ? { pd: { l: indent * INDENT } } : {}),
  };
}
