// What `npm start` runs: one address, three codes that work, quiet, data kept at the second start, and nothing left
// running after it was stopped. The build is not part of it.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SHEETS } from "../../shared/sheets/index.ts";
import type { Consolidation, Expectation, Me, Receipt } from "../../shared/wire.ts";
import { freePort, REGISTRATION, table } from "./town.ts";

const PORT = await freePort();
const ADDRESS = `http://127.0.0.1:${PORT}`;
let state: string;
let built: string;
const started: ChildProcess[] = [];
beforeAll(() => {
  state = mkdtempSync(path.join(tmpdir(), "onesheet-start-"));
  mkdirSync("dist", { recursive: true });
  // Stands for the build, and only leaves a trace.
  built = path.join(state, "built");
  mkdirSync(path.join(state, "bin"));
  writeFileSync(path.join(state, "bin/npm"), `#!/bin/sh\necho "$@" > ${built}\n`, { mode: 0o755 });
});
afterAll(async () => {
  for (const child of started)
    if (child.exitCode === null && child.signalCode === null) await stop(child, "SIGTERM");
  rmSync(state, { recursive: true, force: true });
});

/** Starts it and resolves with what it printed, once it says how to stop it. */
async function start(more: string[] = []): Promise<{ child: ChildProcess; said: string }> {
  const words = ["city/start.ts", "--port", String(PORT), "--persist-to", state, ...more];
  const env = { ...process.env, PATH: `${path.join(state, "bin")}${path.delimiter}${process.env.PATH}` };
  const child = spawn(process.execPath, words, { env });
  started.push(child);
  let said = "";
  return new Promise((resolve, reject) => {
    const hear = (part: Buffer) => {
      said += part;
      if (said.includes("Ctrl-C stops it")) resolve({ child, said });
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", (code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.kill(signal);
  return gone;
}

/** Processes whose command line names the state folder: the servers of this test and nothing else. */
const leftOver = () =>
  spawnSync("ps", ["-eo", "args"], { encoding: "utf8" })
    .stdout.split("\n")
    .filter((line) => line.includes(state));

async function signIn(code: string): Promise<{ token: string; me: Me }> {
  const response = await fetch(`${ADDRESS}/api/sign-in`, { method: "POST", body: JSON.stringify({ code }) });
  expect(response.status).toBe(200);
  return (await response.json()) as { token: string; me: Me };
}
async function get<T>(where: string, token: string): Promise<T> {
  const response = await fetch(ADDRESS + where, { headers: { Authorization: `Bearer ${token}` } });
  expect([where, response.status]).toEqual([where, 200]);
  return (await response.json()) as T;
}
const codesIn = (said: string) => said.match(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/g) ?? [];

test("starts, shows a city, keeps all data at the second start, and ends without a trace", async () => {
  const first = await start(["--build"]);
  expect(readFileSync(built, "utf8")).toBe("run --silent build\n");
  expect(first.said.match(/https?:\/\/\S+/g)).toEqual([ADDRESS]);
  const codes = codesIn(first.said);
  expect(codes.length).toBe(3);
  const [clerk, reviewer, superior] = await Promise.all(codes.map(signIn));
  expect([clerk?.me.role, reviewer?.me.role, superior?.me.role]).toEqual(["clerk", "reviewer", "superior"]);

  const tasks = await get<Expectation[]>(`/api/expected?unit=${clerk?.me.unit.id}`, clerk?.token ?? "");
  expect(
    tasks
      .filter(({ open }) => open)
      .map(({ sheet }) => sheet)
      .sort(),
  ).toEqual(SHEETS.map(({ key }) => key).sort());
  for (const { key } of SHEETS) {
    const closed = tasks.find(({ sheet, open }) => sheet === key && !open)?.period;
    const where = `/api/consolidation?unit=1&sheet=${key}&period=${closed}&stage=accepted`;
    const total = await get<Consolidation>(where, superior?.token ?? "");
    expect(total.expected).toBe(60);
    expect(total.reported).toBeGreaterThan(40);
    expect(total.reported).toBeLessThan(60);
    expect(total.onTime).toBeLessThan(total.reported);
  }

  const task = tasks.find(({ sheet, open }) => open && sheet === REGISTRATION);
  const response = await fetch(`${ADDRESS}/api/submissions`, {
    method: "POST",
    headers: { Authorization: `Bearer ${clerk?.token}` },
    body: JSON.stringify({
      unit: task?.unit.id,
      sheet: REGISTRATION,
      period: task?.period,
      base: 0,
      worksheet: "表",
      rows: table({
        org: [task?.unit.name ?? ""],
        base: [task?.known.base ?? 0],
        registered: [3],
        teams: [1],
      }),
      explanations: {},
    }),
  });
  const receipt = (await response.json()) as Receipt;
  expect([response.status, receipt.rev]).toEqual([200, 1]);

  expect(await stop(first.child, "SIGINT")).toBe(0);
  expect(leftOver()).toEqual([]);

  const second = await start();
  expect(codesIn(second.said)).not.toEqual(codes);
  expect(await get<Receipt>(`/api/receipts/${receipt.number}`, clerk?.token ?? "")).toEqual(receipt);
  const again = await get<Expectation[]>(`/api/expected?unit=${clerk?.me.unit.id}`, clerk?.token ?? "");
  expect(again.length).toBe(tasks.length);
  expect(again.find(({ sheet, open }) => open && sheet === REGISTRATION)?.standing).toBe("waiting");
  await signIn(codesIn(second.said)[0] ?? "");

  // A third one on the same data, or on the same port, says so before it builds or writes anything.
  rmSync(built);
  const running = `already running on these data at ${ADDRESS}`;
  await expect(start(["--build"])).rejects.toThrow(running);
  await expect(start(["--build", "--port", String(await freePort())])).rejects.toThrow(running);
  const elsewhere = ["--build", "--persist-to", path.join(state, "elsewhere")];
  await expect(start(elsewhere)).rejects.toThrow(`already running at ${ADDRESS}`);
  const other = net.createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as net.AddressInfo;
  await expect(start([...elsewhere, "--port", String(port)])).rejects.toThrow("is in use");
  other.close();
  expect(existsSync(built)).toBe(false);
  await get("/api/me", clerk?.token ?? "");
  expect(await stop(second.child, "SIGTERM")).toBe(0);
  expect(leftOver()).toEqual([]);
}, 90_000);

test("an option that is none is answered with a sentence", async () => {
  for (const odd of [
    ["--prot", "1"],
    ["--port", "many"],
    ["--port", "99999"],
  ]) {
    const { status, stderr } = spawnSync(process.execPath, ["city/start.ts", ...odd], { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain("--port");
    expect(stderr).not.toMatch(/^\s+at /m);
  }
});

test("killed without a chance to stop, its server is named by the next start, and ended by that number", async () => {
  const { child } = await start();
  await stop(child, "SIGKILL");
  const said = await start().then(
    () => "",
    (error: Error) => error.message,
  );
  expect(said).toContain("already running on these data");
  const group = Number(/ (-\d+)/.exec(said)?.[1]);
  expect(group).toBeLessThan(-1);
  process.kill(group, "SIGKILL");
  while (await fetch(ADDRESS).then(Boolean, () => false))
    await new Promise((resume) => setTimeout(resume, 50));
  const again = await start();
  expect(await stop(again.child, "SIGTERM")).toBe(0);
  expect(leftOver()).toEqual([]);
}, 60_000);
