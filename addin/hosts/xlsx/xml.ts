// The few things the package code needs of XML: reading attributes out of one tag, and text in and out.
// It is no parser: the rest of a part is never looked at, so that it can stay byte for byte.

/** The value of an attribute of a start tag, unescaped; null when it is not there. */
export function attributeOf(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match ? unescapeXml(match[1] ?? match[2] ?? "") : null;
}

/** The start tag with the attribute set, or added last. `tag` ends in ">" or "/>". */
export function withAttribute(tag: string, name: string, value: string): string {
  const written = ` ${name}="${escapeXml(value)}"`;
  const pattern = new RegExp(`\\s${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`);
  if (pattern.test(tag)) return tag.replace(pattern, () => written);
  return tag.replace(/\s*\/?>/, (end) => written + end.trim());
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export function unescapeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(
    /&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (name) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** For text and for attributes. */
export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Text that already looks like an escape of a character (_x000D_) is kept from being read as one. */
export function guardEscapes(text: string): string {
  return text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
}

/** Text of a cell. Characters that XML cannot hold are written _xHHHH_ (ECMA-376 22.4.2.4, ST_Xstring). */
export function escapeCellText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 forbids
  const held = guardEscapes(text).replaceAll(/[\x00-\x08\x0B-\x0D\x0E-\x1F\uFFFE\uFFFF]/g, (c) => {
    return `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
  });
  return escapeXml(held);
}
