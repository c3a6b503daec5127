// The parts of an .xlsx file: opened with its limits checked before anything is inflated, changed one part at
// a time, zipped again. It knows the packaging (types and relationships), not what a worksheet holds.
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { WorkbookRefusal } from "../workbook.ts";
import { attributeOf, escapeXml } from "./xml.ts";

/** All parts together, inflated: a file that declares more is refused before it can fill the memory. */
const MOST_BYTES = 300_000_000;

const TYPES = "[Content_Types].xml";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A zip remembers a time for every entry; a fixed one makes equal content equal bytes. */
const TIME = new Date(2000, 0, 1);

export interface Relation {
  readonly id: string;
  /** The last word of the relationship type: "worksheet", "styles", "table". */
  readonly type: string;
  /** The part it points at, without the leading slash. */
  readonly part: string;
}

export class Parts {
  readonly #original: Uint8Array;
  readonly #parts: Map<string, Uint8Array>;
  #changed = false;

  /** Throws WorkbookRefusal: passwordProtected, notXlsx, tooLarge. */
  constructor(bytes: Uint8Array) {
    this.#original = bytes;
    this.#parts = new Map(Object.entries(unzip(bytes)));
    if (!this.#parts.has(TYPES)) throw new WorkbookRefusal("notXlsx", "no content types");
  }

  names(): string[] {
    return [...this.#parts.keys()];
  }

  has(part: string): boolean {
    return this.#parts.has(part);
  }

  text(part: string): string {
    const bytes = this.#parts.get(part);
    if (!bytes) throw new WorkbookRefusal("notXlsx", `missing part ${part}`);
    if (bytes[0] === 0xfe || bytes[0] === 0xff) throw new WorkbookRefusal("notSupported", "UTF-16 part");
    return strFromU8(bytes);
  }

  set(part: string, text: string): void {
    this.#changed = true;
    this.#parts.set(part, strToU8(text));
  }

  remove(part: string): void {
    this.#changed = this.#parts.delete(part) || this.#changed;
  }

  /** "xl/worksheets/sheet{}.xml" with the first number that is free. */
  freePart(pattern: string): string {
    for (let n = 1; ; n++) {
      const part = pattern.replace("{}", String(n));
      if (!this.#parts.has(part)) return part;
    }
  }

  /** What a part ("" for the package itself) points at inside the package. */
  relations(of: string): Relation[] {
    const file = relationsOf(of);
    if (!this.#parts.has(file)) return [];
    return [...this.text(file).matchAll(/<Relationship\b[^>]*?>/g)].flatMap(([tag]) => {
      const [id, type, target] = ["Id", "Type", "Target"].map((name) => attributeOf(tag, name));
      if (!id || !type || !target || attributeOf(tag, "TargetMode") === "External") return [];
      return [{ id, type: type.slice(type.lastIndexOf("/") + 1), part: resolve(of, target) }];
    });
  }

  /** Adds a relationship and returns its id. */
  relate(of: string, type: string, part: string): string {
    const file = relationsOf(of);
    const empty =
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>';
    const xml = this.#parts.has(file) ? this.text(file) : `<?xml version="1.0" encoding="UTF-8"?>\n${empty}`;
    let n = 1;
    while (xml.includes(`"rId${n}"`)) n++;
    const tag = `<Relationship Id="rId${n}" Type="${RELATIONS}/${type}" Target="/${escapeXml(part)}"/>`;
    this.set(
      file,
      xml.replace(/<\/Relationships>|(<Relationships\b[^>]*?)\/>/, (_, open?: string) => {
        return `${open ? `${open}>` : ""}${tag}</Relationships>`;
      }),
    );
    return `rId${n}`;
  }

  /** Removes the relationships of one type, and the parts they point at. */
  unrelate(of: string, type: string): void {
    const gone = this.relations(of).filter((relation) => relation.type === type);
    if (gone.length === 0) return;
    const ids = new Set(gone.map(({ id }) => id));
    const file = relationsOf(of);
    this.set(
      file,
      this.text(file).replaceAll(/<Relationship\b[^>]*?>/g, (tag) => {
        return ids.has(attributeOf(tag, "Id") ?? "") ? "" : tag;
      }),
    );
    for (const { part } of gone) {
      this.remove(part);
      this.set(
        TYPES,
        this.text(TYPES).replaceAll(/<Override\b[^>]*?>/g, (tag) => {
          return attributeOf(tag, "PartName") === `/${part}` ? "" : tag;
        }),
      );
    }
  }

  declareType(part: string, type: string): void {
    const tag = `<Override PartName="/${escapeXml(part)}" ContentType="${type}"/>`;
    this.set(
      TYPES,
      this.text(TYPES).replace("</Types>", () => `${tag}</Types>`),
    );
  }

  /** The bytes it was opened from when nothing changed. */
  save(): Uint8Array {
    if (!this.#changed) return this.#original;
    return zipSync(Object.fromEntries(this.#parts), { level: 6, mtime: TIME });
  }
}

function relationsOf(part: string): string {
  const cut = part.lastIndexOf("/") + 1;
  return `${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`;
}

function resolve(of: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const path = of.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") path.pop();
    else if (step !== ".") path.push(step);
  }
  return path.join("/");
}

function unzip(bytes: Uint8Array): Record<string, Uint8Array> {
  if (isCompound(bytes)) {
    // An encrypted workbook is a compound file that holds a stream of this name, in UTF-16.
    const name = [..."EncryptedPackage"].join("\0");
    const text = new TextDecoder("latin1").decode(bytes);
    throw new WorkbookRefusal(text.includes(name) ? "passwordProtected" : "notXlsx", "compound file");
  }
  let declared = 0;
  try {
    return unzipSync(bytes, {
      filter: (entry) => {
        declared += entry.originalSize;
        if (declared > MOST_BYTES) throw new WorkbookRefusal("tooLarge", "declared size");
        return true;
      },
    });
  } catch (cause) {
    if (cause instanceof WorkbookRefusal) throw cause;
    throw new WorkbookRefusal("notXlsx", cause instanceof Error ? cause.message : "not a zip");
  }
}

function isCompound(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;
}
