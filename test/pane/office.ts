// A pane without a page: real state, acts and check over a workbook file, with a server that answers as told.
import { type FileWorkbook, openFile } from "../../addin/hosts/file.ts";
import type { Bench } from "../../addin/pane/acts/bench.ts";
import { type DeskWork, deskActs } from "../../addin/pane/acts/check.ts";
import { createApi } from "../../addin/pane/api.ts";
import type { Kept, Outbox } from "../../addin/pane/outbox.ts";
import { openPreferences } from "../../addin/pane/preferences.ts";
import { openSession } from "../../addin/pane/session.ts";
import { reduce } from "../../addin/pane/state/act.ts";
import { firstState, type State } from "../../addin/pane/state/state.ts";
import { sayIn } from "../../addin/pane/texts.ts";
import { makeWorkbooks, SAMPLES } from "../../city/workbooks.ts";
import type { Expectation, Me } from "../../shared/wire.ts";

const TODAY = "2020-04-10";
export const NOW = Date.parse(`${TODAY}T02:32:00Z`);
export const UNIT = { id: 7, name: "示例市审计局第三支部" };
export const CLERK: Me = { person: { id: 1, name: "示例填报人" }, role: "clerk", unit: UNIT };

export function expectation(part: Partial<Expectation> = {}): Expectation {
  return {
    unit: UNIT,
    sheet: "donation-summary",
    period: "2020Q1",
    due: "2020-04-20",
    closes: "2020-05-20",
    open: true,
    standing: "missing",
    rev: 0,
    receivedAt: null,
    onTime: null,
    previous: null,
    known: {},
    returned: null,
    ...part,
  };
}

export async function sample(sheet: string, faulty: boolean): Promise<FileWorkbook> {
  const all = await makeWorkbooks({ unitName: UNIT.name, members: 38, period: "2020Q1", today: TODAY });
  const named = SAMPLES.find((one) => one.sheet === sheet && one.faulty === faulty);
  const made = all.find(({ file }) => file === named?.file);
  if (!made) throw new Error(`no sample of ${sheet}`);
  return openFile(made.bytes, made.file);
}

export interface Office {
  readonly bench: Bench;
  readonly desk: DeskWork;
  readonly kept: Map<string, Kept>;
  state(): State;
  /** Waits until everything begun is done. */
  settled(): Promise<void>;
}

/**
 * `answer` says what the server replies to a request; throwing means that the network is away. `undo` false: an older
 * Excel, where a mark costs the person their undo.
 */
export function office(
  workbook: FileWorkbook,
  answer: (url: string, init: RequestInit) => unknown,
  { undo = true } = {},
): Office {
  const preferences = openPreferences(null, { language: "zh", theme: "auto", marks: true });
  let state = firstState(preferences.now(), CLERK, true);
  const kept = new Map<string, Kept>();
  const outbox: Outbox = {
    list: async () => [...kept.values()],
    put: async (one) => void kept.set(one.id, one),
    remove: async (id) => void kept.delete(id),
  };
  let pending: Promise<unknown> = Promise.resolve();
  // A file has no screen; here its marks stand for those of a grid.
  const shown: FileWorkbook = Object.create(workbook, {
    can: { value: { ...workbook.can, mark: true, undo } },
  });
  const bench: Bench = {
    state: () => state,
    dispatch: (act) => {
      state = reduce(state, act);
    },
    say: sayIn("zh"),
    workbook: () => shown,
    begin: null,
    api: createApi({
      fetch: async (url, init) => {
        const reply = answer(String(url), init ?? {});
        return reply instanceof Response ? reply : Response.json(reply);
      },
      token: () => "t",
      pause: async () => {},
      random: () => 0.5,
    }),
    outbox,
    session: openSession(null, "", () => NOW),
    preferences,
    now: () => NOW,
    run: (work) => {
      const begun = work();
      pending = Promise.all([pending, begun]);
    },
  };
  const settled = async () => {
    for (let last: unknown = null; last !== pending; ) {
      last = pending;
      await pending;
    }
  };
  return { bench, desk: deskActs(bench), kept, state: () => state, settled };
}
