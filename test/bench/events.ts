// Invented submissions for the bench: 200 volunteer events of a unit that the check has nothing against, as our
// Worker takes them and as the peer does.
import { chance } from "../../city/chance.ts";
import type { Value } from "../../shared/sheet/column.ts";
import type { SubmissionBody } from "../../shared/wire.ts";

export const [SHEET, PERIOD] = ["volunteer-event", "2026Q3"];
export const ROWS = 200;

const TYPES = ["leiFeng", "traffic", "sanitation", "firms", "community", "relief", "sorting", "mediation"];

/** Invented events of a unit that the check has nothing against. */
export function eventsOf(unit: number): Record<string, Value>[] {
  const { between, pick } = chance(unit);
  return Array.from({ length: ROWS }, (_, n) => {
    const vols = between(3, 40);
    const [times, hoursEach] = [vols + between(0, 10), between(5, 40)];
    return {
      team: `示例服务队${n % 9}`,
      event: `示例活动${n + 1}`,
      vtype: pick(TYPES),
      date: `2026-0${between(7, 9)}-${String(between(1, 28)).padStart(2, "0")}`,
      start: "09:00",
      end: "11:30",
      place: `示例社区${between(1, 30)}`,
      vols,
      volsM: between(0, vols),
      times,
      hoursEach,
      hours: times * hoursEach,
      persons: between(0, 300),
      households: between(0, 80),
      firms: 0,
      blood: 0,
      bloodMl: 0,
      platform: pick(["yes", "no"]),
      remark: "示例",
    };
  });
}

export function submissionOf(unit: number): SubmissionBody {
  const events = eventsOf(unit);
  const keys = Object.keys(events[0] ?? {});
  return {
    unit,
    sheet: SHEET,
    period: PERIOD,
    base: 0,
    worksheet: "Sheet1",
    rows: {
      at: events.map((_, n) => n + 5),
      columns: keys.map((key, n) => ({
        key,
        letter: String.fromCharCode(65 + n),
        values: events.map((event) => event[key] ?? null),
      })),
    },
    explanations: {},
  };
}

export const peerBodyOf = (unit: number) => ({ unit, sheet: SHEET, period: PERIOD, rows: eventsOf(unit) });
