// What is due: which expectation the table in view answers, and how many days are left.

import type { Expectation } from "../../../shared/wire.ts";
import { daysBetween } from "./clock.ts";
import type { State } from "./state.ts";

/** The expectations for the sheet in view, in the order of their periods, newest first. */
export function duesOfSheet(state: State): Expectation[] {
  const key = state.desk.table?.sheet?.key;
  return state.expected
    .filter((due) => due.sheet === key && due.unit.id === state.me?.unit.id)
    .sort((a, b) => (a.period < b.period ? 1 : -1));
}

/**
 * The reporting period in force: the person's choice; else the title's, where it is expected; else the only one
 * that is open (a title that says another is a finding); else what the title says.
 */
export function periodInForce(state: State): string | null {
  const { choice, table } = state.desk;
  if (choice.period !== undefined) return choice.period;
  const dues = duesOfSheet(state);
  if (table?.period && dues.some(({ period }) => period === table.period)) return table.period;
  const open = dues.filter((due) => due.open);
  return open.length === 1 ? (open[0]?.period ?? null) : (table?.period ?? null);
}

/** The expectation that the table in view answers; null while unknown or when nothing is expected. */
export function dueOf(state: State): Expectation | null {
  const period = periodInForce(state);
  return duesOfSheet(state).find((due) => due.period === period) ?? null;
}

/** What the clerk's unit still has to do and may do: what was returned, then what is missing, the earliest first. */
export function tasksOf({ expected, me }: State): Expectation[] {
  return expected
    .filter(({ unit, open, standing }) => unit.id === me?.unit.id && open && isToDo(standing))
    .sort((a, b) => Number(isReturned(b)) - Number(isReturned(a)) || (a.due < b.due ? -1 : 1));
}

const isReturned = ({ standing }: Expectation) => standing === "returned";
const isToDo = (standing: Expectation["standing"]) => standing === "missing" || standing === "returned";

/** Days until the due day; below zero when it has passed. */
export function daysLeft(due: Expectation, today: string): number {
  return daysBetween(today, due.due);
}

/** The issue of a note, where the column stands now: the clerk may have moved it since. */
export function addressNow(state: State, note: { column: string; row: number; address: string }): string {
  const column = state.desk.table?.columns.find(({ key }) => key === note.column);
  return column ? `${column.letter}${note.row}` : note.address;
}
