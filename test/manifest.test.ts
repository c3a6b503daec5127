// The manifest, offline: Microsoft's own reader takes it, and the rules that its schema and Excel hold (order of
// elements, lengths, locales, https, pictures of the size they claim) are checked here. The orders are those of
// Microsoft's schemas: OfficeAppManifestV1_1, TaskPaneAppVersionOverridesV1_0, OfficeAppBasicTypesV1_0. Long because
// it is the whole list of rules, and reads the XML itself.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { OfficeAddinManifest } from "office-addin-manifest";
import { afterAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { manifestFor, originOf } from "../addin/manifest.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const PUBLIC = path.join(ROOT, "addin/public");
const AUTO_OPEN = "Office.AutoShowTaskpaneWithDocument";
const VIEWS = ["check", "submit", "pull", "settings"];
const EXAMPLE = "https://onesheet.example.org:8443";

/** Children of an element, in the only order that the schema takes. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  OfficeApp: [
    ...["Id", "AlternateId", "Version", "ProviderName", "DefaultLocale", "DisplayName", "Description"],
    ...["IconUrl", "HighResolutionIconUrl", "SupportUrl", "AppDomains", "Hosts", "Requirements"],
    ...["DefaultSettings", "Permissions", "VersionOverrides"],
  ],
  VersionOverrides: ["Description", "Requirements", "Hosts", "Resources", "WebApplicationInfo"],
  DesktopFormFactor: ["GetStarted", "FunctionFile", "ExtensionPoint"],
  GetStarted: ["Title", "Description", "LearnMoreUrl"],
  Group: ["Label", "Icon", "Control"],
  Control: ["Label", "Supertip", "Icon", "Action"],
  Supertip: ["Title", "Description"],
  Action: ["TaskpaneId", "SourceLocation", "Title"],
  Resources: ["bt:Images", "bt:Urls", "bt:ShortStrings", "bt:LongStrings"],
};

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Enough of XML for a manifest: elements, attributes, text. Throws when tags do not match. */
function treeOf(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const bare = xml.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, "");
  for (const [, close, name = "", attributes = "", single, text] of bare.matchAll(
    /<(\/)?([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/)?>|([^<]+)|</g,
  )) {
    const parent = open.at(-1) ?? root;
    if (text !== undefined) {
      parent.text += text.trim();
    } else if (close) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
    } else {
      if (name === "") throw new Error("a tag that is not one");
      const pairs = [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [
        key,
        value,
      ]);
      const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: "" };
      parent.children.push(element);
      if (!single) open.push(element);
    }
  }
  const [whole] = root.children;
  if (open.length !== 1 || !whole) throw new Error("not closed");
  return whole;
}

function everyOf(element: Element, name?: string): Element[] {
  const below = element.children.flatMap((child) => everyOf(child, name));
  return name === undefined || element.name === name ? [element, ...below] : below;
}

const parts = mkdtempSync(path.join(tmpdir(), "onesheet-manifest-"));
afterAll(() => rmSync(parts, { recursive: true, force: true }));

describe.each([
  [
    "on the development machine",
    readFileSync(path.join(ROOT, "manifest.xml"), "utf8"),
    "https://localhost:8787",
  ],
  ["of a deployment", manifestFor(EXAMPLE), EXAMPLE],
])("the manifest %s", (_, xml, origin) => {
  const app = treeOf(xml);
  const all = everyOf(app);
  const resources = all.filter(({ name, attributes }) => name.startsWith("bt:") && "id" in attributes);
  const resourceOf = (resid: string | undefined) =>
    resources.find(({ attributes }) => attributes.id === resid)?.attributes.DefaultValue ?? "";

  test("is taken by Microsoft's reader, with what Excel asks for", async () => {
    const file = path.join(parts, `${new URL(origin).host.replace(":", "-")}.xml`);
    writeFileSync(file, xml);
    const url = z.string().check(z.startsWith(`${origin}/`));
    const read = await OfficeAddinManifest.readManifestFile(file);
    const expected = z.object({
      id: z.guid(),
      version: z.string().check(z.regex(/^\d{1,5}(\.\d{1,5}){3}$/)),
      providerName: z.string().check(z.minLength(1)),
      displayName: z.literal("一表通"),
      description: z.string().check(z.minLength(1), z.maxLength(250)),
      defaultLocale: z.literal("zh-CN"),
      officeAppType: z.literal("TaskPaneApp"),
      permissions: z.literal("ReadWriteDocument"),
      hosts: z.tuple([z.literal("Workbook")]),
      appDomains: z.tuple([z.literal(origin)]),
      iconUrl: url,
      highResolutionIconUrl: url,
      supportUrl: url,
      defaultSettings: z.object({ sourceLocation: z.literal(`${origin}/taskpane.html`) }),
    });
    expect(z.safeParse(expected, read).error?.issues ?? []).toEqual([]);
  });

  test("has its elements in the order of the schema", () => {
    for (const { name, children } of all) {
      const order = ORDER[name];
      if (!order) continue;
      const places = children.map((child) => order.indexOf(child.name));
      expect({ name, places }).toEqual({ name, places: [...places].sort((a, b) => a - b) });
      expect({ name, known: places.includes(-1) }).toEqual({ name, known: false });
    }
    // The orders above were asked of something: every kind of element that they name is here.
    const met = new Set(all.map(({ name }) => name));
    expect(Object.keys(ORDER).filter((name) => !met.has(name))).toEqual([]);
  });

  test("asks for a low floor and nothing that hides the add-in", () => {
    expect(everyOf(app, "Set").map(({ attributes }) => attributes)).toEqual([
      { Name: "ExcelApi", MinVersion: "1.1" },
    ]);
    const [overrides] = everyOf(app, "VersionOverrides");
    expect(overrides && everyOf(overrides, "Requirements")).toEqual([]);
    expect(overrides?.attributes["xsi:type"]).toBe("VersionOverridesV1_0");
  });

  test("uses https everywhere, and one site", () => {
    const addresses = all
      .flatMap(({ name, attributes, text }) =>
        [...Object.entries(attributes), ["", text]].filter(
          ([key]) => !key?.startsWith("xmlns") && name !== "",
        ),
      )
      .map(([, value = ""]) => value)
      .filter((value) => value.includes("://"));
    expect(addresses.length).toBeGreaterThan(15);
    expect(addresses.filter((address) => !`${address}/`.startsWith(`${origin}/`))).toEqual([]);
    // An AppDomain has no path and no closing slash.
    expect(everyOf(app, "AppDomain").map(({ text }) => text)).toEqual([origin]);
  });

  test("speaks Chinese, and English where the default does not", () => {
    const spoken = [...resources.filter(({ name }) => name === "bt:String"), ...app.children].filter(
      ({ name }) => ["bt:String", "DisplayName", "Description"].includes(name),
    );
    expect(spoken.length).toBeGreaterThan(10);
    for (const { attributes, children } of spoken) {
      expect(attributes.DefaultValue).toMatch(/\p{Script=Han}/u);
      expect(children.map((child) => child.attributes.Locale)).toEqual(["en-US"]);
      expect(children[0]?.attributes.Value).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  test("keeps ids and texts within the schema's lengths, and every resid leads somewhere", () => {
    const ids = resources.map(({ attributes }) => attributes.id ?? "");
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id.length > 32)).toEqual([]);
    const used = new Set(all.flatMap(({ attributes }) => attributes.resid ?? []));
    expect([...used].filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids.filter((id) => !used.has(id))).toEqual([]);
    const longest = { "bt:ShortStrings": 125, "bt:LongStrings": 250 };
    for (const [list, most] of Object.entries(longest)) {
      const texts = all
        .filter(({ name }) => name === list)
        .flatMap((one) => everyOf(one))
        .flatMap(({ attributes }) => [attributes.DefaultValue ?? "", attributes.Value ?? ""]);
      expect(texts.filter((text) => text.length > most)).toEqual([]);
    }
  });

  test("has four buttons in one group, each at its view in the one pane that can open by itself", () => {
    expect(everyOf(app, "Group")).toHaveLength(1);
    expect(everyOf(app, "OfficeTab").map(({ attributes }) => attributes.id)).toEqual(["TabHome"]);
    const buttons = everyOf(app, "Control").map((control) => ({
      label: resourceOf(control.children[0]?.attributes.resid),
      opens: resourceOf(everyOf(control, "SourceLocation")[0]?.attributes.resid),
      pane: everyOf(control, "TaskpaneId")[0]?.text,
    }));
    expect(buttons).toEqual(
      ["检查本表", "一键报送", "汇总下级", "设置"].map((label, at) => ({
        label,
        opens: `${origin}/taskpane.html?view=${VIEWS[at]}`,
        pane: AUTO_OPEN,
      })),
    );
  });

  test("names pictures that exist, in the sizes they claim", () => {
    for (const icon of everyOf(app, "Icon")) {
      expect(icon.children.map(({ attributes }) => attributes.size)).toEqual(["16", "32", "80"]);
      for (const { attributes } of icon.children)
        expect(sizeOf(resourceOf(attributes.resid), origin)).toBe(Number(attributes.size));
    }
    expect(everyOf(app, "Icon")).toHaveLength(5);
    const addressOf = (name: string) => everyOf(app, name)[0]?.attributes.DefaultValue ?? "";
    expect(sizeOf(addressOf("IconUrl"), origin)).toBe(32);
    expect(sizeOf(addressOf("HighResolutionIconUrl"), origin)).toBe(64);
  });

  test("names pages that exist", () => {
    const pages = [
      ...everyOf(app, "bt:Url"),
      ...everyOf(app, "SourceLocation"),
      ...everyOf(app, "SupportUrl"),
    ]
      .flatMap(({ attributes }) => attributes.DefaultValue ?? [])
      .map((address) => new URL(address).pathname);
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages)
      expect(existsSync(path.join(ROOT, "addin", page === "/" ? "index.html" : page))).toBe(true);
  });
});

describe("the address of a deployment", () => {
  test.each([
    ["https://onesheet.example.org", "https://onesheet.example.org"],
    ["https://onesheet.example.org/", "https://onesheet.example.org"],
    ["HTTPS://Onesheet.Example.org:443/", "https://onesheet.example.org"],
    ["https://例子.测试", "https://xn--fsqu00a.xn--0zwm56d"],
    [EXAMPLE, EXAMPLE],
  ])("%s", (text, origin) => expect(originOf(text)).toEqual({ origin }));

  test.each([
    ["http://onesheet.example.org", "https"],
    ["onesheet.example.org", "不是网址"],
    ["localhost:8787", "不是网址"],
    ["ftp://onesheet.example.org", "不是网址"],
    ["", "不是网址"],
    ["https://onesheet.example.org/pane", "根目录"],
    ["https://onesheet.example.org/?a=1", "根目录"],
    ["https://me:secret@onesheet.example.org", "根目录"],
  ])("refused: “%s”", (text, reason) => {
    const answer = originOf(text);
    expect("refused" in answer && answer.refused).toContain(reason);
    expect("refused" in answer && answer.refused).not.toContain("secret");
  });

  test("the command writes it, or says why not, without a trace of the program", () => {
    const out = path.join(parts, "out.xml");
    expect(run("--host", EXAMPLE, "--out", out)).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(readFileSync(out, "utf8")).toBe(manifestFor(EXAMPLE));
    expect(run("--host", EXAMPLE)).toMatchObject({ status: 0, stdout: manifestFor(EXAMPLE), stderr: "" });
    for (const given of [
      ["--host", "http://example.org"],
      ["--host"],
      ["--hots", EXAMPLE],
      [],
      ["--host", EXAMPLE, "--out", path.join(parts, "no/such/folder.xml")],
    ]) {
      const { status, stdout, stderr } = run(...given);
      expect({ given, status, stdout }).toEqual({ given, status: 1, stdout: "" });
      expect(stderr.trim().split("\n")).toHaveLength(1);
      expect(stderr).not.toMatch(/\bat .+:\d+|Error/);
    }
  });
});

/** The width of a square PNG of the site, in pixels; null when there is no such file, or it is not square. */
function sizeOf(address: string, origin: string): number | null {
  const file = path.join(PUBLIC, address.replace(origin, ""));
  if (!existsSync(file)) return null;
  const bytes = readFileSync(file);
  if (bytes.toString("latin1", 1, 4) !== "PNG") return null;
  return bytes.readUInt32BE(16) === bytes.readUInt32BE(20) ? bytes.readUInt32BE(16) : null;
}

function run(...given: string[]) {
  return spawnSync(process.execPath, [path.join(ROOT, "addin/manifest.ts"), ...given], { encoding: "utf8" });
}
