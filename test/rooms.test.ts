// The rooms keep their doors: what each may import, and what each may not say. House rules as one table.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");

/** Files below `room`, what they may import (prefixes of resolved paths or package names), what they may not say. */
const RULES: { room: string; except?: RegExp; may: RegExp; mayNotSay?: RegExp; because: string }[] = [
  {
    room: "shared/sheets",
    except: /shared\/sheets\/index\.ts$/,
    may: /^shared\/sheet\//,
    because: "a sheet is data: it knows no function of the product and no other sheet",
  },
  {
    room: "shared",
    may: /^(shared\/|zod)/,
    mayNotSay: /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bfetch\(|\bdocument\.|\bExcel\./,
    because: "the library is pure: now and randomness are arguments",
  },
  { room: "worker", may: /^(worker\/|shared\/|hono|cloudflare:)/, because: "the post office knows no desk" },
  {
    room: "worker",
    except: /worker\/store\//,
    may: /./,
    mayNotSay: /\.prepare\(|\bselect\s.+\sfrom\b|\binsert into\b/i,
    because: "every SQL statement lives in worker/store",
  },
  {
    room: "addin",
    except: /\.d\.ts$/,
    may: /^(addin\/|shared\/|node:|hucre|fflate|@fluentui|@microsoft|@univerjs|rxjs|vite|zod)/,
    because: "the desk knows no post office",
  },
  {
    room: "addin",
    except: /addin\/hosts\/excel/,
    may: /./,
    mayNotSay: /\bExcel\.(run|RequestContext|Range)\b/,
    because: "only the Excel host says Excel",
  },
  {
    room: "addin/pane",
    except: /\.d\.ts$/,
    may: /^(addin\/pane\/|addin\/hosts\/workbook|shared\/|zod|@fluentui|@microsoft\/fast|@microsoft\/focus)/,
    because: "the pane sees a workbook only through the port",
  },
];

describe.each(RULES)("$room: $because", ({ room, except, may, mayNotSay }) => {
  const files = sourcesBelow(room).filter((file) => !except?.test(file));
  test("has files", () => expect(files.length).toBeGreaterThan(0));
  test.each(files)("%s", (file) => {
    const source = readFileSync(path.join(ROOT, file), "utf8");
    expect(importsOf(file, source).filter((target) => !may.test(target))).toEqual([]);
    if (mayNotSay)
      expect(source.split("\n").filter((line) => !isComment(line) && mayNotSay.test(line))).toEqual([]);
  });
});

test("nothing outside shared/sheets names a particular sheet", () => {
  const keys = sourcesBelow("shared/sheets")
    .map((file) => path.basename(file, ".ts"))
    .filter((name) => name !== "index");
  expect(keys.length).toBeGreaterThanOrEqual(6);
  const rooms = ["shared", "worker", "addin"]
    .flatMap(sourcesBelow)
    .filter((file) => !file.startsWith("shared/sheets/"));
  const named = rooms.filter((file) => {
    const source = readFileSync(path.join(ROOT, file), "utf8");
    return keys.some((key) => source.includes(`"${key}"`));
  });
  expect(named).toEqual([]);
});

function sourcesBelow(room: string): string[] {
  return readdirSync(path.join(ROOT, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

function importsOf(file: string, source: string): string[] {
  const still = source.matchAll(/^(?:import|export)\s(?:[\w\s{},*$]*?\sfrom\s)?\s*["']([^"'\n]+)["'];?$/gm);
  const lazy = source.matchAll(/\bimport\(\s*["']([^"'\n]+)["']/g);
  return [...still, ...lazy].map(([, target = ""]) =>
    target.startsWith(".") ? path.relative(ROOT, path.resolve(ROOT, path.dirname(file), target)) : target,
  );
}

function isComment(line: string): boolean {
  return /^\s*(\/\/|\*|\/\*)/.test(line);
}
