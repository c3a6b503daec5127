// The manifest of a deployment: manifest.xml with the deployment's address in place of the development machine's.
// `npm run --silent manifest -- --host https://onesheet.example.org [--out FILE]`; without --out it is printed. Writes
// nothing when the address cannot serve an add-in. Exit code: 0 written, 1 refused.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";

const SOURCE = path.resolve(import.meta.dirname, "../manifest.xml");
const DEVELOPMENT = "https://localhost:8787";

type Address = { readonly origin: string } | { readonly refused: string };

/** The origin of an address that Excel can load an add-in from, or why it cannot, in Chinese and English. */
export function originOf(text: string): Address {
  if (!URL.canParse(text) || !/^https?:\/\//i.test(text))
    return {
      refused: `“${text}”不是网址，应当像 https://onesheet.example.org 这样写。 Not an address; write it as https://onesheet.example.org.`,
    };
  const { protocol, origin, pathname, search, hash, username, password } = new URL(text);
  if (protocol !== "https:")
    return {
      refused: `Excel 只从 https 网址加载加载项，${text} 不是 https。 Excel loads add-ins over https only.`,
    };
  if (pathname !== "/" || search || hash || username || password)
    return {
      refused: `只写到域名和端口：${origin}。页面都在网站根目录下。 Name the site only, ${origin}; its pages lie at the root.`,
    };
  return { origin };
}

/** manifest.xml for the site at this origin. */
export function manifestFor(origin: string): string {
  return readFileSync(SOURCE, "utf8").replaceAll(DEVELOPMENT, origin);
}

function main(): number {
  const { host, out } = given();
  if (host === undefined) {
    console.error(
      "用法 Usage: npm run --silent manifest -- --host https://onesheet.example.org [--out manifest.xml]",
    );
    return 1;
  }
  const address = originOf(host);
  if ("refused" in address) {
    console.error(address.refused);
    return 1;
  }
  const manifest = manifestFor(address.origin);
  if (out === undefined) process.stdout.write(manifest);
  else if (!wrote(out, manifest)) {
    console.error(`写不进 ${out}。 ${out} cannot be written.`);
    return 1;
  }
  return 0;
}

function wrote(file: string, text: string): boolean {
  try {
    writeFileSync(file, text);
    return true;
  } catch {
    // No such folder, or no right to write there; the person is told and names another place.
    return false;
  }
}

function given(): { host?: string | undefined; out?: string | undefined } {
  try {
    return parseArgs({ options: { host: { type: "string" }, out: { type: "string" } } }).values;
  } catch {
    // An option that does not exist, or one without its value: the usage says what does.
    return {};
  }
}

if (import.meta.main) process.exitCode = main();
