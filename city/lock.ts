// One server for each folder of data: two would write into one database file behind each other's back. The lock is a
// file in that folder with the process that holds it and the address that it serves; when the process has ended and
// nobody answers at the address, it is void.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

interface Holder {
  readonly address: string;
  /** The process that started it, and the group of what it runs: where the first was killed, the second lives on. */
  readonly pid: number;
  readonly group: number | null;
}

export interface Lock {
  /** Says which group runs for this process now. */
  hold(group: number | null): void;
}

const fileIn = (folder: string) => path.join(folder, "onesheet.lock");

/**
 * Locks a folder for this process until it ends; or says who holds it, and in which file that is written. `answers`
 * asks whether our own server is at an address.
 */
export async function lock(
  folder: string,
  address: string,
  answers: (address: string) => Promise<boolean>,
): Promise<Lock | { readonly held: Holder; readonly file: string }> {
  mkdirSync(folder, { recursive: true });
  const file = fileIn(folder);
  const own = (group: number | null) => JSON.stringify({ address, pid: process.pid, group } satisfies Holder);
  try {
    writeFileSync(file, own(null), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const held = read(file);
    if (held && (isAlive(held.pid) || (await isLeft(held, answers)))) return { held, file };
    // Taken over in one step; of two at the same moment the second finds the port in use.
    writeFileSync(file, own(null));
  }
  process.on("exit", () => rmSync(file, { force: true }));
  return { hold: (group) => writeFileSync(file, own(group)) };
}

/** A server outlived whoever started it. A process that ended but was not collected yet still has its number. */
async function isLeft(
  { group, address }: Holder,
  answers: (address: string) => Promise<boolean>,
): Promise<boolean> {
  return group !== null && isAlive(-group) && answers(address);
}

/** Null for a file that was cut short: its writer was killed before it started anything. */
function read(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
