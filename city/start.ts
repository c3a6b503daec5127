// What `npm start` runs after the build: migrates, seeds once, grants three fresh activation codes, and serves
// pages and API from one address until it is stopped. Works without a network. Options: --port N (8787),
// --persist-to DIR (.wrangler/state), --https (a self-signed certificate, as Excel on the web asks for).
import { type ChildProcess, spawn } from "node:child_process";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import path from "node:path";
import { parseArgs } from "node:util";
import { ROLES, type Role } from "../shared/wire.ts";
import type { Database } from "../worker/store/database.ts";
import { mintCode, personOf, seedCity } from "./seed.ts";
import { CITY, SIGN_INS, unitOf } from "./units.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const WRANGLER = path.join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const HOST = "127.0.0.1";
const ROLE_NAMES: Record<Role, string> = {
  clerk: "填报 clerk",
  reviewer: "审核 reviewer",
  superior: "汇总 superior",
};

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "8787" },
    "persist-to": { type: "string", default: path.join(ROOT, ".wrangler/state") },
    https: { type: "boolean", default: false },
  },
});
const port = Number(options.port);
const state = path.resolve(options["persist-to"]);
const address = `${options.https ? "https" : "http"}://${HOST}:${port}`;

// The child must run under the same Node as this script, and must not ask the network for anything.
Object.assign(process.env, {
  PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ""}`,
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
});

/** What runs for us now: the migration, then the server. */
let running: ChildProcess | null = null;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));

if (!(await isFree(port)))
  fail(`端口 ${port} 已被占用，可用 --port 换一个。 Port ${port} is in use; choose another with --port.`);
await migrate();
const codes = await seedAndGrant();
const server = wrangler([
  "dev",
  "--ip",
  HOST,
  "--port",
  String(port),
  "--inspector-port",
  "0",
  "--log-level",
  "error",
  "--show-interactive-dev-session=false",
  ...(options.https ? ["--local-protocol", "https"] : []),
]);
server.stderr?.pipe(process.stderr);
// It should run until it is told to stop; when it ends by itself, so does this.
server.once("exit", (code) => {
  if (running !== null) process.exit(code ?? 1);
});
await answering();
console.log(
  [
    "",
    `Onesheet 一表通  ${address}`,
    "",
    "示例城市（虚构）的激活码，24 小时内各用一次：",
    "Activation codes of the sample city (invented), each good once within 24 hours:",
    ...codes.map(({ role, code, name, unit }) => `  ${code}  ${ROLE_NAMES[role]} · ${name} · ${unit}`),
    "",
    "Ctrl-C 停止，数据保留。 Ctrl-C stops it; all data are kept.",
  ].join("\n"),
);

async function migrate(): Promise<void> {
  const child = wrangler(["d1", "migrations", "apply", "DB", "--local"]);
  const said: Buffer[] = [];
  child.stdout?.on("data", (part: Buffer) => said.push(part));
  child.stderr?.on("data", (part: Buffer) => said.push(part));
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) fail(`${Buffer.concat(said)}\n数据库没有准备好。 The database could not be prepared.`);
}

async function seedAndGrant(): Promise<{ role: Role; code: string; name: string; unit: string }[]> {
  const { getPlatformProxy } = await import("wrangler");
  const platform = await getPlatformProxy<{ DB: Database }>({
    configPath: path.join(ROOT, "wrangler.toml"),
    persist: { path: path.join(state, "v3") },
  });
  try {
    const now = new Date();
    await seedCity(platform.env.DB, CITY, now);
    const granted = [];
    for (const role of ROLES) {
      const person = personOf(CITY, SIGN_INS[role]);
      const code = await mintCode(platform.env.DB, person, now);
      granted.push({ role, code, name: person.name, unit: unitOf(CITY, person.unit).name });
    }
    return granted;
  } finally {
    await platform.dispose();
  }
}

/** Runs wrangler in a process group of its own, so that stopping it leaves nothing behind. */
function wrangler(words: string[]): ChildProcess {
  running = spawn(process.execPath, [WRANGLER, ...words, "--persist-to", state], {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  return running;
}

/** Resolves when the API itself answers, not merely when the port is open. */
async function answering(): Promise<void> {
  const client = options.https ? https : http;
  for (let tries = 0; tries < 600; tries++) {
    const status = await new Promise<number>((resolve) => {
      const request = client.get(`${address}/api/me`, { rejectUnauthorized: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      request.on("error", () => resolve(0));
    });
    if (status === 401) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  fail("服务没有启动。 The server did not start.");
}

function isFree(wanted: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(wanted, HOST, () => probe.close(() => resolve(true)));
  });
}

/** Asks the server's group to end, then makes sure of it. */
async function stop(code: number): Promise<never> {
  const child = running;
  running = null;
  if (child?.pid !== undefined) {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    endGroup(child.pid, "SIGTERM");
    if (child.exitCode === null)
      await Promise.race([gone, new Promise((resume) => setTimeout(resume, 3000))]);
    endGroup(child.pid, "SIGKILL");
  }
  process.exit(code);
}

function endGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // No such process: the group has ended already, which is what is wanted.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function fail(sentence: string): never {
  console.error(sentence);
  if (running?.pid !== undefined) endGroup(running.pid, "SIGKILL");
  process.exit(1);
}
