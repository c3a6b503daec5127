// Writes the sample workbooks and their list (index.json) into a folder: node city/make-samples.ts DIR [DAY].
// They are made for the clerk's branch and the period that is open in the sample city on that day.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CITY, periodsOn, SIGN_INS, unitOf } from "./units.ts";
import { makeWorkbooks, SAMPLES } from "./workbooks.ts";

const [folder = "dist/samples", day] = process.argv.slice(2);
// Days are days in UTC+8, as everywhere in the product.
const today = day ?? new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const branch = unitOf(CITY, SIGN_INS.clerk);
const setting = { unitName: branch.name, members: branch.members ?? 0, period: periodsOn(today).open, today };
await mkdir(folder, { recursive: true });
for (const { file, bytes } of await makeWorkbooks(setting)) await writeFile(join(folder, file), bytes);
await writeFile(join(folder, "index.json"), `${JSON.stringify(SAMPLES, null, 2)}\n`);
