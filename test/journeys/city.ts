// A sample city of one's own for a journey: what `npm start` serves, on a free port with a fresh folder.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Role } from "../../shared/wire.ts";

export interface ServedCity {
  readonly address: string;
  readonly codes: Record<Role, string>;
  stop(): Promise<void>;
}

/** Starts the city from the built pages and resolves when it has printed its codes. */
export async function serveCity(): Promise<ServedCity> {
  const port = await freePort();
  const state = mkdtempSync(path.join(tmpdir(), "onesheet-journey-"));
  const child = spawn(process.execPath, ["city/start.ts", "--port", String(port), "--persist-to", state], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = await saidUntil(child, "Ctrl-C stops it");
  const codeOf = (role: Role) =>
    new RegExp(`([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})\\s+\\S+ ${role}`).exec(said)?.[1] ?? "";
  return {
    address: `http://127.0.0.1:${port}`,
    codes: { clerk: codeOf("clerk"), reviewer: codeOf("reviewer"), superior: codeOf("superior") },
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
      rmSync(state, { recursive: true, force: true });
    },
  };
}

function saidUntil(child: ChildProcess, words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (part: Buffer) => {
      said += part;
      if (said.includes(words)) resolve(said);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
