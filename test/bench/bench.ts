// npm run bench [-- --json] [a b c d e]: each line ours, a peer measured in the same run, and the ratio of the two.
import { cpus } from "node:os";
import { bytesLines } from "./bytes.ts";
import type { Line } from "./line.ts";
import { readingLines } from "./reading.ts";
import { storingLines } from "./storing.ts";

process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";
process.env.WRANGLER_SEND_METRICS = "false";
// Only the lines of the bench are printed.
process.env.WRANGLER_LOG = "error";

const asked = process.argv.slice(2).filter((word) => /^[a-e]$/.test(word));
const wants = (...keys: string[]) => asked.length === 0 || keys.some((key) => asked.includes(key));
const json = process.argv.includes("--json");

// First, because it fails at once when the pages are not built.
const bytes = wants("e") ? bytesLines() : [];
const lines: Line[] = [];
if (wants("a", "b")) lines.push(...(await readingLines()));
if (wants("c", "d")) lines.push(...(await storingLines({ totals: wants("d") })));
lines.push(...bytes);

const machine = `${cpus().length} x ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`;
if (json) console.log(JSON.stringify({ machine, lines }, null, 2));
else {
  console.log(machine);
  const said = (value: number) => value.toLocaleString("en-US", { maximumSignificantDigits: 6 });
  for (const { key, what, unit, ours, against, peer, ratio, more = {} } of lines) {
    console.log(`\n(${key}) ${what}`);
    console.log(`    ours   ${said(ours)} ${unit}`);
    console.log(`    peer   ${said(peer)} ${unit}   ${against}`);
    console.log(`    ratio  ${said(ratio)} ${ratio >= 1 ? "times better" : "of the peer's"}`);
    for (const [name, value] of Object.entries(more))
      console.log(`    ${name}: ${typeof value === "number" ? said(value) : value}`);
  }
}
