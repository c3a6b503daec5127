// An .xlsx file that is changed by patching: cells, worksheets and our own settings are put into the original
// package, and every part that is not touched stays byte for byte (charts, pictures, print setup, macros).
// It reads no values; open.ts does.
import type { Area } from "../../../shared/read/grid.ts";
import type { WrittenSheet } from "../../../shared/report/worksheet.ts";
import { WorkbookRefusal } from "../workbook.ts";
import { sameName } from "../worksheet-name.ts";
import { type CellEdit, patchCells } from "./cells.ts";
import { patchMerges } from "./merges.ts";
import { Parts } from "./parts.ts";
import { StyleTable } from "./styles.ts";
import { renameTableColumns } from "./table.ts";
import { writeXlsx } from "./write.ts";
import { attributeOf, escapeXml, unescapeXml, withAttribute } from "./xml.ts";

const SETTINGS = "urn:onesheet:settings";
const MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml";

interface Part {
  readonly name: string;
  readonly part: string;
}

export class XlsxPackage {
  readonly parts: Parts;
  readonly #workbook: string;
  #styles: StyleTable | null = null;

  /** Throws WorkbookRefusal: passwordProtected, notXlsx, tooLarge, notSupported. */
  constructor(bytes: Uint8Array) {
    this.parts = new Parts(bytes);
    const workbook = this.parts.relations("").find(({ type }) => type === "officeDocument")?.part;
    if (!workbook || !this.parts.has(workbook)) throw new WorkbookRefusal("notXlsx", "no workbook part");
    if (!workbook.endsWith(".xml")) throw new WorkbookRefusal("notSupported", "binary workbook");
    this.#workbook = workbook;
    for (const part of [workbook, ...this.worksheets.map((worksheet) => worksheet.part)]) this.#accept(part);
  }

  /** The worksheets in the order of their tabs; chart sheets are left out. */
  get worksheets(): Part[] {
    const parts = new Map(
      this.parts
        .relations(this.#workbook)
        .filter(({ type, part }) => type === "worksheet" && this.parts.has(part))
        .map(({ id, part }) => [id, part]),
    );
    return [...this.parts.text(this.#workbook).matchAll(/<sheet\b[^>]*?>/g)].flatMap(([tag]) => {
      const part = parts.get(attributeOf(tag, "\\w+:id") ?? "");
      const name = attributeOf(tag, "name");
      return part !== undefined && name !== null ? [{ name, part }] : [];
    });
  }

  /** The worksheet that was in front when the file was saved; null when it was none of these. */
  get front(): string | null {
    const workbook = this.parts.text(this.#workbook);
    const view = /<workbookView\b[^>]*?>/.exec(workbook)?.[0] ?? "";
    const tabs = [...workbook.matchAll(/<sheet\b[^>]*?>/g)];
    return attributeOf(tabs[Number(attributeOf(view, "activeTab") ?? 0)]?.[0] ?? "", "name");
  }

  /** The XML of the styles, or of the theme; null when the workbook has none. */
  xml(type: "styles" | "theme"): string | null {
    const part = this.#related(type);
    return part === null ? null : this.parts.text(part);
  }

  /** Changes cells. Throws WorkbookRefusal "worksheetGone". */
  edit(name: string, edits: readonly CellEdit[]): void {
    if (edits.length === 0) return;
    const part = this.#part(name);
    const styles = this.#styleTable();
    const xml = patchCells(this.parts.text(part), edits, (own, edit) => {
      const present = edit.style ?? own;
      const format = edit.format ?? (needsTextFormat(edit) && !styles.isText(present) ? "@" : undefined);
      return format === undefined ? present : styles.withFormat(present, format);
    });
    this.parts.set(part, xml);
    renameTableColumns(this.parts, part, edits);
    this.#keepStyles();
    this.#recalculateOnLoad();
  }

  /** Gives a worksheet these merged areas instead of its own. Throws WorkbookRefusal "worksheetGone". */
  merge(name: string, areas: readonly Area[]): void {
    const part = this.#part(name);
    this.parts.set(part, patchMerges(this.parts.text(part), areas));
  }

  /** Adds a worksheet under its own name, which must be free unless it replaces the one of that name. */
  async addSheet(sheet: WrittenSheet): Promise<void> {
    const { name } = sheet;
    const donor = new XlsxPackage(await writeXlsx([sheet]));
    const moved = this.#styleTable().graft(donor.xml("styles") ?? "");
    this.#keepStyles();
    for (const { name: own, part } of donor.worksheets) {
      const xml = restyled(donor.parts.text(part), moved);
      const present = this.worksheets.find((worksheet) => sameName(worksheet.name, own));
      if (present) this.#replace(present.part, xml);
      else this.#append(own, xml, own !== name);
    }
    this.#recalculateOnLoad();
  }

  /** Small texts of ours kept in a part of our own, which Excel leaves alone. */
  get settings(): Record<string, string> {
    const part = this.#settingsPart();
    if (part === null) return {};
    const entries = this.parts.text(part).matchAll(/<entry\b([^>]*?)>([\s\S]*?)<\/entry>/g);
    return Object.fromEntries(
      [...entries].map(([, tag = "", text = ""]) => [attributeOf(tag, "key") ?? "", unescapeXml(text)]),
    );
  }

  set settings(settings: Record<string, string>) {
    const entries = Object.entries(settings).map(
      ([key, text]) => `<entry key="${escapeXml(key)}">${escapeXml(text)}</entry>`,
    );
    let part = this.#settingsPart();
    if (part === null) {
      part = this.parts.freePart("customXml/item{}.xml");
      this.parts.relate(this.#workbook, "customXml", part);
      this.parts.declareType(part, "application/xml");
    }
    const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
    this.parts.set(part, `${head}<settings xmlns="${SETTINGS}">${entries.join("")}</settings>`);
  }

  save(): Uint8Array {
    return this.parts.save();
  }

  /** Refuses what a patch by text cannot change safely: prefixed elements and the strict namespace. */
  #accept(part: string): void {
    const head = this.parts.text(part).slice(0, 2_000);
    if (head.includes("http://purl.oclc.org/ooxml/")) throw new WorkbookRefusal("notSupported", "strict");
    if (!/<(?:workbook|worksheet)\b/.test(head)) throw new WorkbookRefusal("notSupported", "prefixed");
  }

  #part(name: string): string {
    const found = this.worksheets.find((worksheet) => sameName(worksheet.name, name));
    if (!found) throw new WorkbookRefusal("worksheetGone", name);
    return found.part;
  }

  #related(wanted: string): string | null {
    const found = this.parts.relations(this.#workbook).find(({ type }) => type === wanted);
    return found && this.parts.has(found.part) ? found.part : null;
  }

  #settingsPart(): string | null {
    for (const { type, part } of this.parts.relations(this.#workbook)) {
      if (type === "customXml" && this.parts.has(part) && this.parts.text(part).includes(SETTINGS))
        return part;
    }
    return null;
  }

  #styleTable(): StyleTable {
    this.#styles ??= new StyleTable(this.xml("styles") ?? BARE_STYLES);
    return this.#styles;
  }

  #keepStyles(): void {
    let part = this.#related("styles");
    const { xml } = this.#styleTable();
    if (part !== null && this.parts.text(part) === xml) return;
    if (part === null) {
      part = this.parts.has("xl/styles.xml") ? this.parts.freePart("xl/styles{}.xml") : "xl/styles.xml";
      this.parts.relate(this.#workbook, "styles", part);
      this.parts.declareType(part, `${MAIN}.styles+xml`);
    }
    this.parts.set(part, xml);
  }

  #append(name: string, xml: string, hidden: boolean): void {
    const folder = this.#workbook.slice(0, this.#workbook.lastIndexOf("/") + 1);
    const part = this.parts.freePart(`${folder}worksheets/sheet{}.xml`);
    this.parts.set(part, xml);
    this.parts.declareType(part, `${MAIN}.worksheet+xml`);
    const id = this.parts.relate(this.#workbook, "worksheet", part);
    const workbook = this.parts.text(this.#workbook);
    const used = [...workbook.matchAll(/<sheet\b[^>]*?>/g)].map(([tag]) =>
      Number(attributeOf(tag, "sheetId")),
    );
    const tag =
      `<sheet name="${escapeXml(name)}" sheetId="${Math.max(0, ...used) + 1}"` +
      `${hidden ? ' state="hidden"' : ""} xmlns:r="${OFFICE}" r:id="${id}"/>`;
    this.parts.set(
      this.#workbook,
      workbook.replace("</sheets>", () => `${tag}</sheets>`),
    );
    this.#forgetTitles();
  }

  #replace(part: string, xml: string): void {
    for (const type of new Set(this.parts.relations(part).map((relation) => relation.type))) {
      this.parts.unrelate(part, type);
    }
    this.parts.set(part, xml);
  }

  /** docProps lists the worksheets' titles; the list is optional, and a wrong one is worse than none. */
  #forgetTitles(): void {
    const part = this.parts.relations("").find(({ type }) => type === "extended-properties")?.part;
    if (!part || !this.parts.has(part)) return;
    const xml = this.parts.text(part);
    this.parts.set(part, xml.replaceAll(/<(HeadingPairs|TitlesOfParts)\b[\s\S]*?<\/\1>/g, ""));
  }

  /** Our results are kept, and Excel is asked to compute its own; its order of calculation no longer holds. */
  #recalculateOnLoad(): void {
    this.parts.unrelate(this.#workbook, "calcChain");
    const xml = this.parts.text(this.#workbook);
    const present = /<calcPr\b[^>]*?>/.exec(xml)?.[0];
    if (present) {
      this.parts.set(
        this.#workbook,
        xml.replace(present, () => withAttribute(present, "fullCalcOnLoad", "1")),
      );
      return;
    }
    // The order of elements is fixed: calcPr follows definedNames, which follow sheets and what refers outside.
    const after = ["definedNames", "externalReferences", "functionGroups", "sheets"].find((name) =>
      xml.includes(`</${name}>`),
    );
    this.parts.set(
      this.#workbook,
      xml.replace(`</${after}>`, (end) => `${end}<calcPr calcId="0" fullCalcOnLoad="1"/>`),
    );
  }
}

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const BARE_STYLES =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<fonts count="1"><font><sz val="11"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>';

/** A text that Excel would read as a formula or a number as soon as someone opens the cell for editing. */
function needsTextFormat({ value, formula }: CellEdit): boolean {
  return typeof value === "string" && !formula && (/^[=+\-@]/.test(value) || isNumeric(value));
}

function isNumeric(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text.replaceAll(",", "")));
}

/** The worksheet's XML with its style indexes moved. */
function restyled(xml: string, moved: (style: number) => number): string {
  return xml.replaceAll(/<(c|row|col)\b[^>]*?>/g, (tag, element: string) => {
    const name = element === "col" ? "style" : "s";
    const style = attributeOf(tag, name);
    // A cell without a style has the first one of its own workbook, which need not look like ours.
    if (style === null) return element === "c" ? withAttribute(tag, name, String(moved(0))) : tag;
    return withAttribute(tag, name, String(moved(Number(style))));
  });
}
