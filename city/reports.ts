// What the invented branches reported: rows of each sheet that a careful clerk would send, so the check finds
// nothing that stops them. Values are as stored: money in 分, hours and days in tenths. No real figure is meant.
import type { Rows } from "../shared/read/table.ts";
import { daysOf } from "../shared/report/period.ts";
import type { Value } from "../shared/sheet/column.ts";
import type { Sheet } from "../shared/sheet/sheet.ts";
import { type Chance, chance } from "./chance.ts";
import type { CityUnit } from "./units.ts";

type Row = Record<string, Value>;

interface Setting extends Chance {
  readonly unit: CityUnit;
  readonly members: number;
  /** An ISO day of the period's month, 1 to 3. */
  day(month: number, day: number): string;
  readonly last: string;
}

const ROWS: Readonly<Record<string, (at: Setting) => Row[]>> = {
  "donation-summary": (at) =>
    ["charityDay", "disaster"].slice(0, at.between(1, 2)).map((campaign, n) => {
      const donorsM = at.between(0, at.members);
      const donorsO = at.between(0, 6);
      const amountM = donorsM * at.between(40, 260) * 100;
      const amountO = donorsO * at.between(20, 120) * 100;
      const byUnit = Math.floor((amountM + amountO) / 300) * 100;
      return {
        org: at.unit.name,
        asOf: at.last,
        campaign,
        members: at.members,
        staff: at.members + 8,
        donorsM,
        donorsLead: Math.min(donorsM, at.between(0, 3)),
        donorsO,
        donors: donorsM + donorsO,
        amountM,
        amountO,
        amount: amountM + amountO,
        byUnit,
        byHome: 0,
        byTransfer: amountM + amountO - byUnit,
        handed: amountM + amountO,
        handedOn: at.day(3, 20 + n),
        account: "charity",
        receipt: `示${at.unit.id}${n + 1}`,
      };
    }),
  // The rows of this sheet stay with the branch; only figures are made of them.
  "donation-register": (at) =>
    times(at.between(2, at.members), (n) => ({
      name: `示例${n + 1}`,
      branch: at.unit.name,
      politics: at.happens(0.9) ? "member" : "masses",
      amount: at.between(4, 60) * 500,
      channel: at.pick(["unit", "transfer"]),
      paidOn: at.day(at.between(1, 3), at.between(1, 28)),
    })),
  "training-class": (at) =>
    times(at.between(1, 4), (n) => {
      const due = at.between(8, 60);
      const present = due - at.between(0, 3);
      const days = at.between(1, 3);
      const month = at.between(1, 3);
      const start = at.between(1, 20);
      return {
        host: at.unit.name,
        title: at.pick(["党务工作培训班", "年轻干部能力提升班", "党员集中轮训班"]),
        batch: n + 1,
        ttype: at.pick(["members", "partyWorkers", "young", "secretaries"]),
        form: at.pick(["residential", "lecture", "onSite"]),
        place: "市党员教育中心（示例）",
        start: at.day(month, start),
        end: at.day(month, start + days - 1),
        days: days * 10,
        hours: days * 60,
        due,
        present,
        done: present - at.between(0, 1),
        times: present * days,
        women: Math.floor(present * 0.4),
        cost: present * days * at.between(80, 300) * 100,
      };
    }),
  "rectification-ledger": (at) =>
    times(at.between(2, 7), (n) => {
      const given = at.day(1, at.between(1, 25));
      const done = at.happens(0.75);
      return {
        pno: `${at.unit.id}-${n + 1}`,
        source: at.pick(["city", "audit", "style", "self"]),
        cat: at.pick(["efficiency", "responsibility", "members", "method"]),
        desc: `第${n + 1}个示例问题：工作台账更新不够及时`,
        given,
        measure: "明确责任人，每月核对一次",
        measures: at.between(1, 3),
        duty: at.unit.name,
        due: at.day(3, at.between(1, 28)),
        state: done ? "done" : "ongoing",
        doneOn: done ? at.day(at.between(2, 3), at.between(1, 28)) : null,
        result: done ? "已按要求整改并建立制度" : null,
        rulesMade: done ? at.between(0, 1) : 0,
      };
    }),
  "volunteer-event": (at) =>
    times(at.between(2, 6), (n) => {
      const vols = at.between(3, 20);
      const each = at.between(2, 8) * 5;
      return {
        org: at.unit.name,
        team: `${at.unit.name}志愿服务队`,
        event: `${at.pick(["文明交通劝导", "社区清洁", "助企走访"])}第${n + 1}次`,
        vtype: at.pick(["traffic", "sanitation", "firms", "community"]),
        date: at.day((n % 3) + 1, at.between(1, 28)),
        place: `示例社区第${at.between(1, 9)}网格`,
        vols,
        volsM: Math.min(vols, at.between(1, 12)),
        times: vols,
        hoursEach: each,
        hours: vols * each,
        persons: at.between(5, 80),
        platform: "yes",
      };
    }),
  "volunteer-registration": (at) => {
    const registered = at.between(Math.ceil(at.members / 2), at.members);
    return [
      {
        org: at.unit.name,
        asOf: at.last,
        base: at.members,
        registered,
        registeredM: registered - at.between(0, 2),
        teams: 1,
      },
    ];
  },
};

/**
 * The rows of a branch for a sheet and a period of three months; the same for the same seed. Null for a sheet
 * that the city does not know. Local columns are among them: leave them out before sending.
 */
export function reportOf(sheet: Sheet, unit: CityUnit, period: string, seed: number): Rows | null {
  const make = ROWS[sheet.key];
  const days = daysOf(period);
  if (!make || !days || unit.members === null) return null;
  const first = Number(days.first.slice(5, 7));
  const rows = make({
    ...chance(seed + unit.id * 131 + sheet.key.length * 7919),
    unit,
    members: unit.members,
    last: days.last,
    day: (month, day) => `${days.first.slice(0, 4)}-${two(first + month - 1)}-${two(day)}`,
  });
  const at = rows.map((_, n) => n + 4);
  const keys = Object.keys(sheet.columns).filter((key) => rows.some((row) => key in row));
  return {
    at,
    columns: keys.map((key, n) => ({
      key,
      letter: String.fromCharCode(65 + n),
      values: rows.map((row) => row[key] ?? null),
    })),
  };
}

const times = (count: number, make: (n: number) => Row): Row[] =>
  Array.from({ length: count }, (_, n) => make(n));
const two = (n: number) => String(n).padStart(2, "0");
