// Adds to a workbook's styles.xml what an edited or added cell needs; what is there keeps its index, so no
// present cell changes its look.
import { attributeOf, withAttribute } from "./xml.ts";

const ORDER = [
  "numFmts",
  "fonts",
  "fills",
  "borders",
  "cellStyleXfs",
  "cellXfs",
  "cellStyles",
  "dxfs",
] as const;
type Section = "numFmts" | "fonts" | "fills" | "borders" | "cellXfs";
const ITEM: Readonly<Record<Section, string>> = {
  numFmts: "numFmt",
  fonts: "font",
  fills: "fill",
  borders: "border",
  cellXfs: "xf",
};

/** Number formats every reader knows by number (ECMA-376 18.8.30); the others are written out. */
const BUILT_IN: Readonly<Record<string, number>> = {
  General: 0,
  "0": 1,
  "0.00": 2,
  "#,##0": 3,
  "#,##0.00": 4,
  "0%": 9,
  "0.00%": 10,
  "@": 49,
};

/** The first number free for formats of the workbook's own. */
const FIRST_OWN_FORMAT = 164;

/** The elements of one section of styles.xml, in the order that styles count them by. */
export function itemsOf(xml: string, section: Section): string[] {
  const inner = new RegExp(`<${section}\\b[^>]*?>([\\s\\S]*?)</${section}>`).exec(xml)?.[1] ?? "";
  const item = ITEM[section];
  return inner.match(new RegExp(`<${item}\\b[^>]*?(?:/>|>[\\s\\S]*?</${item}>)`, "g")) ?? [];
}

export class StyleTable {
  #xml: string;
  readonly #known = new Map<string, number>();

  constructor(xml: string) {
    this.#xml = xml;
  }

  get xml(): string {
    return this.#xml;
  }

  /** The index of the style that is `base` with this number format. */
  withFormat(base: number | null, format: string): number {
    const key = `${base}|${format}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const styles = this.#items("cellXfs");
    const xf = styles[base ?? 0] ?? '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>';
    const end = xf.indexOf(">") + 1;
    const tag = withAttribute(xf.slice(0, end), "numFmtId", String(this.#formatId(format)));
    const wanted = withAttribute(tag, "applyNumberFormat", "1") + xf.slice(end);
    const present = styles.indexOf(wanted);
    const index = present >= 0 ? present : this.#append("cellXfs", [wanted]);
    this.#known.set(key, index);
    return index;
  }

  /** The style keeps what is typed as text. */
  isText(style: number | null): boolean {
    const xf = this.#items("cellXfs")[style ?? 0];
    if (xf === undefined) return false;
    const id = Number(attributeOf(xf.slice(0, xf.indexOf(">") + 1), "numFmtId"));
    return id === BUILT_IN["@"] || this.#items("numFmts").some((item) => isTextFormat(item, id));
  }

  /** Adds all styles of another workbook; returns where each of them is now. */
  graft(other: string): (style: number) => number {
    const donor = new StyleTable(other);
    const fonts = this.#append("fonts", donor.#items("fonts"));
    const fills = this.#append("fills", donor.#items("fills"));
    const borders = this.#append("borders", donor.#items("borders"));
    const formats = new Map<string, number>();
    for (const item of donor.#items("numFmts")) {
      const code = attributeOf(item, "formatCode");
      if (code !== null) formats.set(attributeOf(item, "numFmtId") ?? "", this.#formatId(code));
    }
    const moved = donor.#items("cellXfs").map((xf) => {
      const end = xf.indexOf(">") + 1;
      let tag = xf.slice(0, end);
      const number = attributeOf(tag, "numFmtId") ?? "0";
      tag = withAttribute(tag, "numFmtId", String(formats.get(number) ?? number));
      for (const [name, offset] of [
        ["fontId", fonts],
        ["fillId", fills],
        ["borderId", borders],
      ] as const) {
        tag = withAttribute(tag, name, String(offset + Number(attributeOf(tag, name) ?? 0)));
      }
      return withAttribute(tag, "xfId", "0") + xf.slice(end);
    });
    const first = this.#append("cellXfs", moved);
    return (style) => first + style;
  }

  #formatId(code: string): number {
    const builtIn = BUILT_IN[code];
    if (builtIn !== undefined) return builtIn;
    const own = this.#items("numFmts");
    const present = own.find((item) => attributeOf(item, "formatCode") === code);
    if (present) return Number(attributeOf(present, "numFmtId"));
    const id =
      Math.max(FIRST_OWN_FORMAT - 1, ...own.map((item) => Number(attributeOf(item, "numFmtId")))) + 1;
    const tag = withAttribute(withAttribute("<numFmt/>", "numFmtId", String(id)), "formatCode", code);
    this.#append("numFmts", [tag]);
    return id;
  }

  #items(section: Section): string[] {
    return itemsOf(this.#xml, section);
  }

  /** Returns the index of the first item added. */
  #append(section: Section, items: readonly string[]): number {
    const before = this.#items(section).length;
    if (items.length === 0) return before;
    const count = String(before + items.length);
    const open = new RegExp(`<${section}\\b[^>]*?(/?)>`).exec(this.#xml);
    if (!open) {
      const written = `<${section} count="${count}">${items.join("")}</${section}>`;
      const later = ORDER.slice(ORDER.indexOf(section) + 1).join("|");
      this.#xml = this.#xml.replace(new RegExp(`<(?:${later})\\b|</styleSheet>`), (next) => written + next);
    } else {
      const tag = withAttribute(open[0], "count", count);
      const end = open.index + open[0].length;
      const close = open[1] ? end : this.#xml.indexOf(`</${section}>`, end);
      const opened = open[1] ? tag.replace(/\s*\/>$/, ">") : tag;
      const closing = open[1] ? `</${section}>` : "";
      const inside = this.#xml.slice(end, close) + items.join("") + closing;
      this.#xml = this.#xml.slice(0, open.index) + opened + inside + this.#xml.slice(close);
    }
    return before;
  }
}

function isTextFormat(item: string, id: number): boolean {
  return attributeOf(item, "formatCode") === "@" && Number(attributeOf(item, "numFmtId")) === id;
}
