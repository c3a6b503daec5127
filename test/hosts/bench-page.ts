// The workbench in a real browser: builds the page, serves it under the product's Content-Security-Policy and
// lends its workbook to tests as if it were here.
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, JSHandle, Page } from "playwright-core";
import { build } from "vite";
import { type RefusalReason, type Workbook, WorkbookRefusal } from "../../addin/hosts/workbook.ts";
import { launch } from "../journeys/browser.ts";
import type { Driven } from "./page/main.ts";

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
  "font-src 'self'; connect-src 'self'; worker-src 'self'";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

export interface BenchPage {
  /** A page with an empty workbench. */
  page(query?: string): Promise<{ readonly page: Page; readonly driven: JSHandle<Driven> }>;
  close(): Promise<void>;
}

export async function serveBench(): Promise<BenchPage> {
  const folder = await mkdtemp(path.join(tmpdir(), "onesheet-bench-"));
  await build({
    root: path.join(import.meta.dirname, "page"),
    configFile: false,
    logLevel: "error",
    build: { outDir: folder, target: "es2024", emptyOutDir: true },
  });
  const server = createServer((request, response) => {
    const wanted = new URL(request.url ?? "/", "http://bench").pathname;
    const file = path.join(folder, wanted === "/" ? "index.html" : path.normalize(wanted));
    try {
      const body = readFileSync(file);
      const type = TYPES[path.extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, "content-security-policy": POLICY }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let browser: Browser | null = null;
  return {
    async page(query = "") {
      browser ??= await launch();
      const opened: Browser = browser;
      const context = await opened.newContext({
        viewport: { width: 1100, height: 720 },
        permissions: ["clipboard-read", "clipboard-write"],
      });
      const page = await context.newPage();
      await page.goto(`${origin}/${query}`);
      await page.waitForFunction(() => "driven" in globalThis, undefined, { timeout: 30_000 });
      const driven = await page.evaluateHandle(() => (globalThis as unknown as { driven: Driven }).driven);
      return { page, driven };
    },
    async close() {
      await browser?.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The page's workbook as if it were here; progress and cancelling stay behind. */
export function workbookIn(driven: JSHandle<Driven>): Workbook {
  const call = async (method: string, ...args: unknown[]) => {
    const answer = await driven.evaluate(
      async ({ bench }, [method, args]) => {
        const host = { ...bench, ...{ get: bench.settings.get, set: bench.settings.set } };
        try {
          // biome-ignore lint/complexity/noBannedTypes: the method is one of the port's, by its name
          return { value: await (host[method as keyof typeof host] as Function)(...args) };
        } catch (error) {
          if (error instanceof Error && "reason" in error) return { reason: String(error.reason) };
          throw error;
        }
      },
      [method, args] as const,
    );
    if (answer.reason !== undefined) throw new WorkbookRefusal(answer.reason as RefusalReason);
    return answer.value;
  };
  return {
    kind: "workbench",
    can: { hear: true, mark: true, undo: true },
    worksheets: () => call("worksheets"),
    active: () => call("active"),
    read: (id) => call("read", id),
    readArea: (id, address) => call("readArea", id, address),
    write: (id, edits) => call("write", id, edits),
    writeSheet: (sheet) => call("writeSheet", sheet),
    mark: (id, marks) => call("mark", id, marks),
    reveal: (id, address) => call("reveal", id, address),
    hear: () => {
      throw new Error("changes are collected in the page");
    },
    settings: { get: (key) => call("get", key), set: (key, value) => call("set", key, value) },
  };
}

export async function openIn(driven: JSHandle<Driven>, bytes: Uint8Array, name: string): Promise<void> {
  await driven.evaluate(({ bench }, [bytes, name]) => bench.open(Uint8Array.from(bytes), name), [
    [...bytes],
    name,
  ] as const);
}

export async function saveIn(driven: JSHandle<Driven>): Promise<Uint8Array> {
  return Uint8Array.from(await driven.evaluate(async ({ bench }) => [...(await bench.save())]));
}
