// Chromium for the journeys: CHROME_PATH, else an installed browser, else the one that npm brought (CHROME_PATH=npm
// asks for it), unpacked for machines without its libraries and fonts. Chinese for the pictures comes from a web font under the name of
// the system's own, so that pictures are the same everywhere.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";

const ROOT = path.resolve(import.meta.dirname, "../..");

const INSTALLED: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    "/usr/bin/google-chrome-stable",
    "/usr/bin/google-chrome",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
  ],
  darwin: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/** The browser that npm brings runs here. */
export const IS_BROUGHT = process.platform === "linux" && process.arch === "x64";

/**
 * A browser without a screen. Throws with what to do when none can be had. Without a network only what a test routes
 * exists. Then https pages open on a bare machine too: the libraries for certificates, which the browser that npm
 * brings cannot load there (they need libsqlite3.so.0) and without which it ends itself, are first loaded for a
 * connection, and none is made.
 */
export async function launch({
  network = true,
  path: asked = process.env.CHROME_PATH,
} = {}): Promise<Browser> {
  const chosen = asked ?? INSTALLED[process.platform]?.find((file) => existsSync(file));
  const installed = chosen === "npm" ? undefined : chosen;
  const found = installed ? { executablePath: installed } : await fromNpm();
  const root = process.platform === "linux" && (process.getuid?.() === 0 || !installed);
  return chromium.launch({
    ...found,
    headless: true,
    timeout: 60_000,
    // Never --single-process: on a bare machine it failed at every start.
    args: [
      ...(root ? ["--no-sandbox"] : []),
      ...(installed ? [] : ["--headless=shell"]),
      ...(network ? [] : ["--host-resolver-rules=MAP * ~NOTFOUND"]),
    ],
  });
}

/** A page in a context of its own, as another person's machine, that can show Chinese. */
export async function newPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext(options);
  await withChinese(context);
  const page = await context.newPage();
  // The only dialog is the browser's own, on leaving a page with changes that were not saved.
  page.on("dialog", (dialog) => dialog.accept());
  return { page, context };
}

async function fromNpm(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const brought = path.join(ROOT, "node_modules/@sparticuz/chromium");
  if (!IS_BROUGHT || !existsSync(brought))
    throw new Error("no browser: set CHROME_PATH to a Chrome, Edge or Chromium executable");
  const { version } = JSON.parse(readFileSync(path.join(brought, "package.json"), "utf8")) as {
    version: string;
  };
  const folder = path.join(ROOT, "node_modules/.cache", `chromium-${version}`);
  const executable = path.join(folder, "chromium");
  mkdirSync(folder, { recursive: true });
  // Libraries for machines without them; fonts because text without any font has no height and is never visible.
  for (const [part, made] of [
    ["al2023", "lib"],
    ["fonts", "fonts"],
  ] as const) {
    if (existsSync(path.join(folder, made))) continue;
    const archive = path.join(folder, `${part}.tar`);
    await unpack(path.join(brought, `bin/${part}.tar.br`), archive);
    const { status, stderr } = spawnSync("tar", ["-xf", archive, "-C", folder], { encoding: "utf8" });
    if (status !== 0) throw new Error(`tar: ${stderr}`);
  }
  if (!existsSync(executable)) await unpack(path.join(brought, "bin/chromium.br"), executable);
  const settings = path.join(folder, "fonts.conf");
  writeFileSync(
    settings,
    `<?xml version="1.0"?><fontconfig><dir>/usr/share/fonts</dir><dir>${folder}/fonts</dir><cachedir>${folder}/fc</cachedir></fontconfig>`,
  );
  const own = { LD_LIBRARY_PATH: path.join(folder, "lib"), FONTCONFIG_FILE: settings };
  return { executablePath: executable, env: { ...(process.env as Record<string, string>), ...own } };
}

/** Unpacked beside and then renamed, so that an interrupted unpacking is never taken for a whole one. */
async function unpack(source: string, target: string): Promise<void> {
  const part = `${target}.${process.pid}.part`;
  await pipeline(createReadStream(source), createBrotliDecompress(), createWriteStream(part));
  chmodSync(part, 0o755);
  renameSync(part, target);
}

const FONT = path.join(ROOT, "node_modules/@fontsource-variable/noto-sans-sc");
const FONT_PATH = "/test-font/";

/**
 * Lets every page of the context show Chinese, whatever fonts the machine has: the parts of the font come from
 * the page's own origin (as its security policy asks) and are loaded only as they are needed.
 */
async function withChinese(context: BrowserContext): Promise<void> {
  const faces = [
    ...readFileSync(path.join(FONT, "index.css"), "utf8").matchAll(/@font-face\s*\{([^}]*)\}/g),
  ].map(([, face = ""]) => ({
    file: /url\(\.\/files\/([^)]+)\)/.exec(face)?.[1] ?? "",
    range: /unicode-range:\s*([^;]+)/.exec(face)?.[1]?.trim() ?? "U+0-10FFFF",
  }));
  await context.route(`**${FONT_PATH}*`, (route) =>
    route.fulfill({
      contentType: "font/woff2",
      body: readFileSync(path.join(FONT, "files", path.basename(new URL(route.request().url()).pathname))),
    }),
  );
  await context.addInitScript(
    ({ faces, from }) => {
      for (const { file, range } of faces)
        document.fonts.add(
          new FontFace("Segoe UI", `url(${from}${file})`, { unicodeRange: range, weight: "100 900" }),
        );
    },
    { faces, from: FONT_PATH },
  );
}
