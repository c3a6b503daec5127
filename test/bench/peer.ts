// The peer that storage is measured against: a Worker that keeps each row of a submission as a row of its own,
// in one json_each insert, and answers a city total with GROUP BY. It checks nothing and signs nobody in.
import { PEER_INSERT, PEER_TOTAL } from "./peer-sql.ts";

interface D1 {
  prepare(sql: string): {
    bind(...values: unknown[]): { all(): Promise<{ results: unknown[]; meta: Meta }> };
  };
}
interface Meta {
  readonly rows_read: number;
  readonly rows_written: number;
}

/** What the peer answers to GET: a line of sums for each type of event. */
export interface PeerTotal {
  readonly results: readonly Record<"vtype" | "events" | "times" | "hours" | "over" | "under", number>[];
  readonly meta: Meta;
}

export default {
  async fetch(request: Request, env: { DB: D1 }): Promise<Response> {
    if (request.method === "GET") {
      const { results, meta } = await env.DB.prepare(PEER_TOTAL).bind("volunteer-event", "2026Q3").all();
      return Response.json({ results, meta });
    }
    const { unit, sheet, period, rows } = (await request.json()) as Record<string, unknown>;
    const { meta } = await env.DB.prepare(PEER_INSERT).bind(sheet, period, unit, JSON.stringify(rows)).all();
    return Response.json({ meta });
  },
};
