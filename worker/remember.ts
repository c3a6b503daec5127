// What a unit's people confirmed about their workbooks: given to whoever is signed in for that unit, and kept for it.

import type { Layout } from "../shared/read/layout.ts";
import { sheetOf } from "../shared/sheets/index.ts";
import type { RememberBody } from "../shared/wire.ts";
import { refuse } from "./refuse.ts";
import type { Answer } from "./route.ts";
import { forget, keep, rememberedOf } from "./store/remembered.ts";
import { readStored } from "./stored.ts";

export const remembered: Answer<"remembered"> = async ({ db, unit }) => {
  const rows = await rememberedOf(db, unit.id);
  return {
    layouts: rows
      .filter(({ kind }) => kind === "layout")
      .map(({ body, at }) => ({ ...readStored<Layout>(body), at })),
    aliases: rows.filter(({ kind }) => kind === "alias").map(({ key }) => key),
  };
};

export const remember: Answer<"remember"> = async ({ db, now, body, caller, unit }) => {
  const said = { unit: unit.id, person: caller.person };
  const at = now.toISOString();
  if ("alias" in body) {
    if (body.ours) await keep(db, said, { kind: "alias", key: body.alias, body: "true", at });
    else await forget(db, said, { kind: "alias", key: body.alias, at });
    return { at };
  }
  const misfit = misfitOf(body.layout);
  if (misfit !== null) return refuse("badRequest", { detail: misfit });
  const { headers, sheet, columns } = body.layout;
  const key = `${headers} ${sheet}`;
  await keep(db, said, { kind: "layout", key, body: JSON.stringify({ headers, sheet, columns }), at });
  return { at };
};

/** Why the columns are not those of the sheet, in English; null when they are. */
function misfitOf({
  sheet: key,
  columns,
}: Extract<RememberBody, { layout: unknown }>["layout"]): string | null {
  const sheet = sheetOf(key);
  if (!sheet) return `no sheet ${key}`;
  const keys = Object.values(columns);
  const unknown = keys.find((one) => !Object.hasOwn(sheet.columns, one));
  if (unknown !== undefined) return `no column ${unknown}`;
  return new Set(keys).size < keys.length ? "two headers mean one column" : null;
}
