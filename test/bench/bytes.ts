// Line e: what a person's first look at the pane loads, compressed as a server sends it. What a page loads later
// (the grid, writing .xlsx) is not in it. Reads the built pages in dist.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Line, lineOf } from "./line.ts";

const DIST = "dist";
/** Every Excel add-in loads these two before its first line runs. */
const OFFICE = ["office.js", "excel-web-16.00.js"].map((name) =>
  join("node_modules/@microsoft/office-js/dist", name),
);

export function bytesLines(): Line[] {
  if (!existsSync(join(DIST, "index.html"))) throw new Error("dist is not built: npm run build");
  const workbench = firstLoad("index.html");
  const largest = Math.max(
    ...readdirSync(join(DIST, "assets")).flatMap((name) =>
      name.endsWith(".js") ? [gzipped(join(DIST, "assets", name))] : [],
    ),
  );
  return [
    lineOf({
      key: "e",
      what: "first load of the pane in Excel (taskpane.html with its scripts and styles), without Office.js",
      unit: "bytes gzip",
      ours: firstLoad("taskpane.html"),
      against: "Microsoft's office.js and its Excel part, which every add-in loads",
      peer: OFFICE.reduce((sum, path) => sum + gzipped(path), 0),
      more: {
        "first load of the workbench page": workbench,
        "the grid, which the workbench loads after it": largest,
      },
    }),
  ];
}

/** A page with everything that it loads without being asked: scripts, what they import at once, styles. */
function firstLoad(page: string): number {
  const html = readFileSync(join(DIST, page), "utf8");
  const found = new Set<string>();
  const follow = (path: string) => {
    if (found.has(path) || !existsSync(path)) return;
    found.add(path);
    if (!path.endsWith(".js")) return;
    // Static imports only: import("…") is what loads later.
    for (const [, from = ""] of readFileSync(path, "utf8").matchAll(
      /(?:\bfrom|\bimport)\s*["']([^"']+\.js)["']/g,
    ))
      follow(join(path, "..", from));
  };
  for (const [, url = ""] of html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.(?:js|css))"/g))
    if (!/^https?:/.test(url)) follow(join(DIST, url));
  if (found.size === 0) throw new Error(`${page} loads nothing`);
  return gzipSync(html, { level: 9 }).length + [...found].reduce((sum, path) => sum + gzipped(path), 0);
}

const gzipped = (path: string): number => gzipSync(readFileSync(path), { level: 9 }).length;
