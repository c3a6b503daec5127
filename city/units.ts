// The sample city 示例市: invented units and people from a seeded generator, the same on every machine. No
// real organisation or person is meant. It knows no database; seed.ts writes it into one.
import type { Role } from "../shared/wire.ts";
import { chance } from "./chance.ts";

/** A reporting unit. Ids of one level have the same number of digits, so paths sort as the tree does. */
export interface CityUnit {
  readonly id: number;
  readonly name: string;
  readonly parent: number | null;
  /** Ids from the root down to the unit itself: "/1/101/1001/". */
  readonly path: string;
  /** Party members; only branches report, so only they have any. */
  readonly members: number | null;
}

export interface CityPerson {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly unit: number;
}

export interface City {
  readonly units: readonly CityUnit[];
  /** One superior, a reviewer per bureau, a clerk per branch, in the order of the units. */
  readonly people: readonly CityPerson[];
}

const BUREAUS =
  "财政局 审计局 教育局 卫生健康委 交通运输局 农业农村局 文化和旅游局 生态环境局 市场监管局 自然资源局 水利局 统计局".split(
    " ",
  );
const NUMBERS = "一二三四五六七八九十";
const SURNAMES = [..."陈林黄吴郑何罗梁宋唐许韩冯邓曹彭曾萧田董"];
const GIVEN =
  "文博 晓岚 志远 雨桐 建国 思齐 海燕 明哲 佳宁 子墨 春梅 永康 若云 立新 秋实 安琪 国栋 静怡 长青 乐山".split(
    " ",
  );

/** Members of the first branch: those whom the sample workbooks of its groups add up to. */
const FIRST_BRANCH_MEMBERS = 35;

/** An invented city of one working committee, bureaus and branches; branches are spread evenly. */
export function makeCity(size: { bureaus: number; branches: number; seed?: number }): City {
  const { between, pick } = chance(size.seed ?? 20_260_701);
  const units: CityUnit[] = [{ id: 1, name: "示例市直机关工委", parent: null, path: "/1/", members: null }];
  const firstBureau = 101;
  const firstBranch = size.branches < 1000 ? 1001 : 10_001;
  let branch = firstBranch;
  for (let n = 0; n < size.bureaus; n++) {
    const id = firstBureau + n;
    const bureau = `示例市${BUREAUS[n] ?? `第${n + 1}局`}`;
    units.push({ id, name: `${bureau}机关党委`, parent: 1, path: `/1/${id}/`, members: null });
    const last = firstBranch + Math.floor(((n + 1) * size.branches) / size.bureaus);
    for (let number = 0; branch < last; branch++, number++) {
      const name = `${bureau}第${NUMBERS[number] ?? number + 1}党支部`;
      const members = branch === firstBranch ? FIRST_BRANCH_MEMBERS : between(9, 48);
      units.push({ id: branch, name, parent: id, path: `/1/${id}/${branch}/`, members });
    }
  }
  const people = units.map((unit, n): CityPerson => {
    const role = unit.parent === null ? "superior" : unit.members === null ? "reviewer" : "clerk";
    return { id: n + 1, name: pick(SURNAMES) + pick(GIVEN), role, unit: unit.id };
  });
  return { units, people };
}

/** The city that `npm start` shows: 工委, 12 bureaus with committees, 60 branches. */
export const CITY = makeCity({ bureaus: 12, branches: 60 });

/** Whom the three activation codes are for: the clerk of one branch, its bureau's reviewer, the superior. */
export const SIGN_INS = { clerk: 1001, reviewer: 101, superior: 1 } as const satisfies Record<Role, number>;

/** The unit of an id. Throws for an id that the city has not. */
export function unitOf(city: City, id: number): CityUnit {
  const unit = city.units.find((one) => one.id === id);
  if (!unit) throw new RangeError(`no unit ${id}`);
  return unit;
}

/**
 * The periods of the sample on an ISO day: open is the last quarter that is over (so every day in it is
 * past), closed the one before. Each start opens them if they are new, so the sample is always open.
 */
export function periodsOn(day: string): { open: string; closed: string } {
  const quarters = Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3);
  const code = (quarter: number) => `${Math.floor(quarter / 4)}Q${(quarter % 4) + 1}`;
  return { open: code(quarters - 1), closed: code(quarters - 2) };
}
