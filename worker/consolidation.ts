// Totals of a scope: added up from one row per unit, or taken from the cache while nothing has changed since; and
// what can be asked for: which periods, for whom.
import type { Figures } from "../shared/report/figure.ts";
import { rollUp } from "../shared/report/rollup.ts";
import type { Sheet } from "../shared/sheet/sheet.ts";
import { SHEETS, sheetOf } from "../shared/sheets/index.ts";
import type { Consolidation } from "../shared/wire.ts";
import { logTrouble } from "./log.ts";
import { refuse } from "./refuse.ts";
import type { Answer } from "./route.ts";
import { type Database, dayOf } from "./store/database.ts";
import { placeOf, rangesBelow } from "./store/place.ts";
import { scopesBelow } from "./store/registry.ts";
import { cachedTotal, cacheTotal, type HeadRow, headsBelow, namesOf } from "./store/totals.ts";
import { periodsBelow } from "./store/views.ts";
import { readStored } from "./stored.ts";

type Stage = Consolidation["stage"];

interface Total {
  /** Raised with the meaning of the sheet: a total of an older meaning is not served. */
  readonly sheetVersion: number;
  readonly totals: Figures;
  readonly reported: number;
  readonly expected: number;
  readonly onTime: number;
}

export const askable: Answer<"askable"> = async ({ db, caller, now }) => {
  const today = dayOf(now);
  const [periods, scopes] = await Promise.all([
    placeOf(db, caller.unit, caller.unit, today).then((own) =>
      periodsBelow(db, rangesBelow(own?.paths ?? [])),
    ),
    scopesBelow(db, caller.unit, today),
  ]);
  return {
    // Of one day in the order of the sheets; one that no longer is has nothing to ask for.
    periods: SHEETS.flatMap(({ key }) => periods.filter(({ sheet }) => sheet === key))
      .sort((a, b) => compareText(b.due, a.due))
      .map(({ sheet, period, due, closes, received }) => ({
        sheet,
        period,
        due,
        closes,
        open: closes >= today,
        received: received === 1,
      })),
    scopes: inTreeOrder(scopes).map(({ id, name }) => ({ id, name })),
  };
};

export const consolidation: Answer<"consolidation"> = async ({ db, query, unit: scope }) => {
  const { period, stage } = query;
  const sheet = sheetOf(query.sheet);
  if (!sheet) return refuse("notFound");
  const at = { sheet: sheet.key, period, scope: rangesBelow(scope.paths), stage };
  const cached = await cachedTotal(db, at);
  if (!cached) return refuse("notFound");

  let total = cached.body === null ? null : readStored<Total>(cached.body);
  if (total?.sheetVersion !== sheet.version) total = null;
  let { version, rowsRead } = cached;
  let units: Consolidation["units"] = [];
  if (total === null || query.detail === "1") {
    const fresh = await headsBelow(db, sheet.key, period, at.scope);
    rowsRead += fresh.rowsRead;
    // The heads and their pulse are of one moment; the cached total may be of an earlier one.
    if (total === null || fresh.version !== version) {
      total = totalOf(sheet, fresh.heads, stage);
      await cacheTotal(db, { ...at, version: fresh.version, body: JSON.stringify(total) }).catch(logTrouble);
    }
    version = fresh.version;
    if (query.detail === "1") units = await linesOf(db, fresh.heads, stage);
  }
  const { totals, reported, expected, onTime } = total;
  const name = { id: scope.id, name: scope.name };
  return {
    sheet: sheet.key,
    period,
    scope: name,
    stage,
    totals,
    reported,
    expected,
    onTime,
    units,
    version,
    rowsRead,
  };
};

/** A returned submission counts in neither stage: its figures are known to be wrong until it is sent again. */
function counts({ standing, figures }: HeadRow, stage: Stage): boolean {
  return figures !== null && (standing === "accepted" || (stage === "received" && standing === "waiting"));
}

function totalOf(sheet: Sheet, heads: readonly HeadRow[], stage: Stage): Total {
  const counted = heads.filter((head) => counts(head, stage));
  return {
    sheetVersion: sheet.version,
    totals: rollUp(sheet, counted.map(figuresIn)),
    reported: counted.length,
    expected: heads.length,
    onTime: counted.filter(({ onTime }) => onTime === 1).length,
  };
}

/** The units that count, in the order of the tree, each with the name of the unit above it. */
async function linesOf(
  db: Database,
  heads: readonly HeadRow[],
  stage: Stage,
): Promise<Consolidation["units"]> {
  const counted = inTreeOrder(heads.filter((head) => counts(head, stage))).map((head) => ({
    head,
    ids: idsIn(head.path),
  }));
  const above = (ids: readonly number[]) => ids.at(-2) ?? null;
  const wanted = new Set(counted.flatMap(({ ids }) => ids.slice(-2)));
  const names = await namesOf(db, [...wanted]);
  return counted.map(({ head, ids }) => ({
    unit: { id: head.unit, name: names.get(head.unit) ?? "" },
    under: names.get(above(ids) ?? 0) ?? "",
    figures: figuresIn(head),
  }));
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const idsIn = (path: string): number[] => path.split("/").filter(Boolean).map(Number);

/** As the unit tree is read from the top: each unit before those below it, neighbours by their number. */
function inTreeOrder<T extends { readonly path: string }>(places: readonly T[]): T[] {
  return places
    .map((place) => ({ place, ids: idsIn(place.path) }))
    .sort((a, b) => compare(a.ids, b.ids))
    .map(({ place }) => place);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let n = 0; n < Math.max(a.length, b.length); n++) {
    const difference = (a[n] ?? 0) - (b[n] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const figuresIn = ({ figures }: HeadRow): Figures => readStored(figures ?? "{}");
