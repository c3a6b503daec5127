// Confirming once: what the headers mean, and by which other names the unit goes. Kept in the workbook, and for the
// unit on the server as soon as someone is signed in; without a network it is sent when there is one. Nothing here
// asks for a sign-in, and only texts of headers and names of units are sent.
import { layoutOf } from "../../../shared/read/layout.ts";
import type { RememberBody } from "../../../shared/wire.ts";
import { WorkbookRefusal } from "../../hosts/workbook.ts";
import { type Memory, readMemory, writeMemory } from "../memory.ts";
import { decided, proposalsOf } from "../state/mapping.ts";
import type { RememberActs } from "./acts.ts";
import type { Bench } from "./bench.ts";

type Said = RememberBody extends infer B ? (B extends unknown ? Omit<B, "unit"> : never) : never;

interface Unsent {
  readonly said: Said;
  /** Whose word it is; null before anyone signed in here. */
  readonly person: number | null;
}

export interface RememberWork {
  readonly acts: RememberActs;
  /** What is remembered of the unit signed in, and on this occasion what was confirmed before signing in. */
  load(): Promise<void>;
}

/** `again` checks again what was read. */
export function rememberActs(bench: Bench, again: () => void): RememberWork {
  const { dispatch, api, run } = bench;
  const desk = () => bench.state().desk;
  let unsent: Unsent[] = [];

  /** The workbook keeps it; where it cannot, the unit's memory alone does. */
  async function keepHere(memory: Memory): Promise<void> {
    dispatch({ act: "desk", part: { remembered: memory } });
    const workbook = bench.workbook();
    try {
      if (workbook) await writeMemory(workbook, memory);
    } catch (error) {
      // A protected workbook keeps nothing: then it is remembered for the unit and until closing.
      if (!(error instanceof WorkbookRefusal)) throw error;
    }
  }

  /** Sends what waits; what finds no network goes on waiting, what is refused will never be taken. */
  async function send(): Promise<void> {
    const { me } = bench.state();
    if (!me) return;
    for (const one of unsent.filter(({ person }) => person === null || person === me.person.id)) {
      const body = { unit: me.unit.id, ...one.said } as RememberBody;
      const answer = await api.call("remember", { body });
      if (answer.ok || (answer.refusal && answer.refusal.code !== "busy"))
        unsent = unsent.filter((other) => other !== one);
    }
  }

  function tell(said: Said): Promise<void> {
    unsent.push({ said, person: bench.state().me?.person.id ?? null });
    return send();
  }

  return {
    async load() {
      const { me } = bench.state();
      if (!me) return;
      await send();
      const answer = await api.call("remembered", { query: { unit: me.unit.id } });
      // Without an answer the workbook's own memory still holds, and the person is asked where it does not.
      if (answer.ok && bench.state().me?.unit.id === me.unit.id)
        dispatch({ act: "remembered", remembered: answer.value });
    },
    acts: {
      openMapping: (mapping) => {
        dispatch({ act: "desk", part: { mapping, choosing: false } });
        if (mapping) dispatch({ act: "focus", id: "mapping" });
      },
      mapColumn(letter, key) {
        const { choice, table } = desk();
        const doubted = proposalsOf(desk()).flatMap(({ first, column }) => (first ? [column.letter] : []));
        const mapping = decided(desk(), letter, key);
        const tableAt = table?.headerRows[0];
        dispatch({
          act: "desk",
          part: { doubted, choice: { ...choice, mapping, ...(tableAt === undefined ? {} : { tableAt }) } },
        });
        again();
      },
      confirmColumns: () =>
        run(async () => {
          const { table, remembered, choice } = desk();
          const layout = table && layoutOf(table);
          if (!layout) return;
          const at = new Date(bench.now()).toISOString();
          const { mapping: _, ...rest } = choice;
          const layouts = remembered.layouts.filter(
            ({ headers, sheet }) => headers !== layout.headers || sheet !== layout.sheet,
          );
          dispatch({ act: "desk", part: { mapping: false, doubted: [], choice: rest } });
          await keepHere({ ...remembered, layouts: [{ ...layout, at }, ...layouts] });
          again();
          dispatch({ act: "announce", text: bench.say("mappingKept") });
          dispatch({ act: "focus", id: "view-title" });
          await tell({ layout: { ...layout, columns: { ...layout.columns } } });
        }),
      ours: (name, yes) =>
        run(async () => {
          const { me, remembered } = bench.state();
          const here = desk().remembered;
          if (!me) return;
          const others = here.aliases.filter((one) => one.unit !== me.unit.id || one.name !== name);
          const aliases = remembered.aliases.filter((one) => one !== name);
          dispatch({
            act: "remembered",
            remembered: { ...remembered, aliases: yes ? [name, ...aliases] : aliases },
          });
          await keepHere({ ...here, aliases: yes ? [{ unit: me.unit.id, name }, ...others] : others });
          again();
          await tell({ alias: name, ours: yes });
        }),
    },
  };
}

/** What this workbook remembers, put into the state before it is read. */
export async function recallHere(bench: Bench): Promise<void> {
  const workbook = bench.workbook();
  if (workbook) bench.dispatch({ act: "desk", part: { remembered: await readMemory(workbook) } });
}
