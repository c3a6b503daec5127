// What is remembered in the workbook itself: what its headers mean, and by which other names its units go. A small text
// among the workbook's settings; whoever opens the workbook next has it too, signed in or not. Text that is not ours
// counts as none.
import * as z from "zod/mini";
import { layoutSchema } from "../../shared/wire.ts";
import type { Workbook } from "../hosts/workbook.ts";
import { NO_MEMORY } from "./state/state.ts";

const KEY = "onesheet.remembered";
/** As many of each are kept, the newest. */
const MOST = 20;

const memorySchema = z.object({
  layouts: z.array(z.object({ at: z.string(), ...layoutSchema.shape })),
  aliases: z.array(z.object({ unit: z.int(), name: z.string() })),
});
export type Memory = Readonly<{
  layouts: readonly Readonly<z.output<typeof memorySchema>["layouts"][number]>[];
  /** Names by which the unit of this id goes in this workbook. */
  aliases: readonly Readonly<{ unit: number; name: string }>[];
}>;

export async function readMemory({ settings }: Workbook): Promise<Memory> {
  const text = await settings.get(KEY);
  if (!text) return NO_MEMORY;
  try {
    const parsed = memorySchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : NO_MEMORY;
  } catch {
    // No JSON: written by someone else, or spoilt. The person is asked again, nothing else is lost.
    return NO_MEMORY;
  }
}

export function writeMemory({ settings }: Workbook, memory: Memory): Promise<void> {
  const { layouts, aliases } = memory;
  return settings.set(
    KEY,
    JSON.stringify({ layouts: layouts.slice(0, MOST), aliases: aliases.slice(0, MOST) }),
  );
}
