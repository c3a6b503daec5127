// The sample city is whole, however often its writing was broken off before.
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedCity } from "../../city/seed.ts";
import type { Database } from "../../worker/store/database.ts";
import { startTown, type Town } from "./town.ts";

const NOW = new Date("2026-11-20T02:00:00.000Z");
let whole: Town;
let broken: Town;
beforeAll(async () => {
  whole = await startTown({ bureaus: 2, branches: 6 }, false);
  broken = await startTown({ bureaus: 2, branches: 6 }, false);
});
afterAll(async () => {
  await whole.close();
  await broken.close();
});

/** Everything that was sent and decided, without the body of it. */
async function sampleIn({ db }: Town): Promise<unknown[]> {
  const queries = [
    "select sheet, period, unit, rev, standing, path, figures from head order by 1, 2, 3",
    "select unit, sheet, period, rev, hash from revision order by 1, 2, 3, 4",
    "select unit, sheet, period, rev, verdict, at from decision order by 1, 2, 3, 4, 5",
    "select detail from audit where act = 'seeded' order by 1",
  ];
  return Promise.all(queries.map(async (sql) => (await db.prepare(sql).all()).results));
}

/** The database, until so many transactions were done: then it is gone. */
function endingAfter(db: Database, batches: number): Database {
  let left = batches;
  return {
    prepare: (sql) => db.prepare(sql),
    batch: (statements) => {
      if (left === 0) throw new Error("interrupted");
      left -= 1;
      return db.batch(statements);
    },
  };
}

test("broken off after each transaction in turn and taken up again, it is the same as written at once", async () => {
  await seedCity(whole.db, whole.city, NOW);
  let interruptions = 0;
  for (let done = false; !done; )
    try {
      // Each attempt does the city again, what it finds undone, and one step more.
      await seedCity(endingAfter(broken.db, 3), broken.city, NOW);
      done = true;
    } catch (error) {
      if (!String(error).includes("interrupted")) throw error;
      interruptions += 1;
    }
  expect(interruptions).toBeGreaterThan(3);
  const sample = await sampleIn(whole);
  expect(await sampleIn(broken)).toEqual(sample);
  expect(sample.every((rows) => (rows as unknown[]).length > 3)).toBe(true);
  await seedCity(broken.db, broken.city, NOW);
  expect(await sampleIn(broken)).toEqual(sample);
});
