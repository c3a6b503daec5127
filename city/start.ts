// What `npm start` runs: builds the pages, migrates, seeds once, grants three fresh activation codes, and serves
// pages and API from one address until it is stopped. Works without a network. Options: --port N (8787),
// --persist-to DIR (.wrangler/state), --https (a self-signed certificate, as Excel on the web asks for), --build.
// Before it touches anything it makes sure that nobody else serves these data or this address. Killed without a
// chance to stop (kill -9), it leaves its server running, with all data safe; the next start names the process group.
import { type ChildProcess, spawn } from "node:child_process";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import path from "node:path";
import { parseArgs } from "node:util";
import { ROLES, type Role } from "../shared/wire.ts";
import type { Database } from "../worker/store/database.ts";
import { certificates } from "./certificates.ts";
import { lock } from "./lock.ts";
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

/** What runs for us now: the build, the migration, then the server. */
let running: ChildProcess | null = null;

const options = optionsGiven();
const port = Number(options.port);
if (!/^\d{1,5}$/.test(options.port) || port < 1 || port > 65_535)
  fail(`--port 应是 1 到 65535 的数字。 --port takes a number from 1 to 65535.`);
const state = path.resolve(options["persist-to"]);
const address = `${options.https ? "https" : "http"}://${HOST}:${port}`;

// The child must run under the same Node as this script, and must not ask the network for anything.
Object.assign(process.env, {
  PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ""}`,
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  ...certificates(),
});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));

const locked = await lock(state, address, isOurs);
if ("held" in locked) {
  const { address: where, pid, group } = locked.held;
  const processes = [pid, ...(group === null ? [] : [`-${group}`])].join(" ");
  fail(
    `这些数据已在 ${where} 使用中（进程 ${processes}）。先停掉它；确认没有在运行时，可删除 ${locked.file}。\n` +
      `Onesheet is already running on these data at ${where} (processes ${processes}). Stop it first; if nothing runs, delete ${locked.file}.`,
  );
}
if (!(await isFree(port)))
  fail(
    (await isOurs(address))
      ? `已在运行：${address}，可用 --port 换一个端口。 Onesheet is already running at ${address}; choose another port with --port.`
      : `端口 ${port} 已被占用，可用 --port 换一个。 Port ${port} is in use; choose another with --port.`,
  );
if (options.build)
  await finished(
    run("npm", ["run", "--silent", "build"], "inherit"),
    "页面没有建好。 The pages could not be built.",
  );
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
// Nobody reads it; left alone it would fill its pipe and stop the server.
server.stdout?.resume();
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
  await finished(child, "数据库没有准备好。 The database could not be prepared.");
}

/** Waits for a child to end well; otherwise shows what it said and gives up with a sentence. */
async function finished(child: ChildProcess, sentence: string): Promise<void> {
  const said: Buffer[] = [];
  child.stdout?.on("data", (part: Buffer) => said.push(part));
  child.stderr?.on("data", (part: Buffer) => said.push(part));
  const code = await new Promise((resolve) => child.on("close", resolve));
  // Told to stop, the signal's own handler ends this process.
  if (running === null) return new Promise(() => {});
  if (code !== 0) fail(`${Buffer.concat(said)}\n${sentence}`);
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

function wrangler(words: string[]): ChildProcess {
  return run(process.execPath, [WRANGLER, ...words, "--persist-to", state], "pipe");
}

/** Runs a command in a process group of its own, so that stopping it leaves nothing behind. */
function run(command: string, words: string[], output: "pipe" | "inherit"): ChildProcess {
  running = spawn(command, words, { cwd: ROOT, detached: true, stdio: ["ignore", output, output] });
  if ("hold" in locked) locked.hold(running.pid ?? null);
  return running;
}

function optionsGiven() {
  try {
    return parseArgs({
      options: {
        port: { type: "string", default: "8787" },
        "persist-to": { type: "string", default: path.join(ROOT, ".wrangler/state") },
        https: { type: "boolean", default: false },
        build: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n可用的选项： Options: --port N  --persist-to DIR  --https`);
  }
}

/** Resolves when the API itself answers, not merely when the port is open. */
async function answering(): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await isOurs(address)) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  fail("服务没有启动。 The server did not start.");
}

/** Whether the API itself answers at an address: it refuses who is not signed in. */
function isOurs(where: string): Promise<boolean> {
  const client = where.startsWith("https:") ? https : http;
  return new Promise((resolve) => {
    const request = client.get(
      `${where}/api/me`,
      { rejectUnauthorized: false, timeout: 3000 },
      (response) => {
        response.resume();
        resolve(response.statusCode === 401);
      },
    );
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
  });
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
