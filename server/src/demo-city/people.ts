import { type Chance, chance } from "./chance.ts";
import { merger, type Unit, type UnitType } from "./units.ts";

/** Officials with generated names: no real person is meant. */
export type RoleClass = "head" | "deputy" | "sectionHead" | "staff";
export type Regime = "leading-member" | "civil-servant" | "participating" | "public-institution" | "probation";

export interface Post {
  readonly unit: string;
  readonly roleClass: RoleClass;
  /** Months, both inside: "2025-01". Posts that began before the cycle show when they were taken. */
  readonly from: string;
  readonly to: string;
  readonly kind: "main" | "secondment" | "acting";
}

export interface Official {
  readonly id: string;
  /** Where and as what: "T03/staff/2". Hard cases name people by it. */
  readonly place: string;
  readonly unit: string;
  readonly unitType: UnitType;
  readonly zh: string;
  readonly en: string;
  readonly sort: number;
  readonly roleClass: RoleClass;
  readonly regime: Regime;
  readonly rank: string;
  readonly posts: readonly Post[];
}

const surnames =
  "王Wang 李Li 张Zhang 刘Liu 陈Chen 杨Yang 黄Huang 赵Zhao 周Zhou 吴Wu 徐Xu 孙Sun 马Ma 朱Zhu 胡Hu 郭Guo 何He 林Lin 高Gao 罗Luo 郑Zheng 梁Liang 谢Xie 宋Song 唐Tang 许Xu 邓Deng 冯Feng 韩Han 曹Cao 曾Zeng 彭Peng 萧Xiao 蔡Cai 潘Pan 田Tian 董Dong 袁Yuan 于Yu 余Yu".split(
    " ",
  );
const first =
  "文Wen 子Zi 思Si 景Jing 书Shu 若Ruo 安An 承Cheng 以Yi 知Zhi 清Qing 云Yun 怀Huai 嘉Jia 亦Yi 时Shi 晓Xiao 立Li 向Xiang 望Wang 采Cai 闻Wen 守Shou 允Yun".split(
    " ",
  );
const second =
  "衡heng 和he 宁ning 川chuan 禾he 舟zhou 言yan 南nan 青qing 岚lan 桥qiao 晨chen 行xing 石shi 朗lang 矩ju 砚yan 度du 准zhun 秋qiu 原yuan 棠tang 谷gu 屿yu".split(
    " ",
  );

const weightOf: Readonly<Record<UnitType, number>> = {
  party: 18,
  economy: 24,
  livelihood: 26,
  regulation: 34,
  township: 26,
  park: 22,
};
/** Small and large units of note; the rest vary about the weight of their type. */
const weightOfUnit: Readonly<Record<string, number>> = { P09: 0, L11: 0, L06: 60, R01: 70, R03: 48, E11: 40 };

const ranks: Readonly<Record<RoleClass, readonly string[]>> = {
  head: ["县处级正职"],
  deputy: ["县处级副职"],
  sectionHead: ["乡科级正职", "乡科级副职"],
  staff: ["一级主任科员", "二级主任科员", "三级主任科员", "四级主任科员", "一级科员"],
};

/** How many officials each unit has: `count` in all, at least 8 each. Largest remainders, so that they sum exactly. */
function sizes(seed: number, units: readonly Unit[], count: number): Map<string, number> {
  const weights = units.map(
    (unit) => weightOfUnit[unit.id] ?? weightOf[unit.type] * (0.8 + 0.4 * chance(seed, "size", unit.id).share()),
  );
  const total = weights.reduce((a, b) => a + b, 0);
  const spare = count - 8 * units.length;
  const exact = weights.map((weight) => (weight / total) * spare);
  const whole = exact.map(Math.floor);
  const left = spare - whole.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((x, at) => ({ at, rest: x - Math.floor(x) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) whole[at] = (whole[at] ?? 0) + 1;
  return new Map(units.map((unit, at) => [unit.id, 8 + (whole[at] ?? 0)]));
}

function roles(size: number, type: UnitType): readonly RoleClass[] {
  const heads = type === "township" || type === "park" ? 2 : 1;
  const deputies = size >= 20 ? 4 : size >= 12 ? 3 : 2;
  const sections = Math.max(1, Math.round(size * 0.22));
  return Array.from({ length: size }, (_, at) =>
    at < heads ? "head" : at < heads + deputies ? "deputy" : at < heads + deputies + sections ? "sectionHead" : "staff",
  );
}

const split = (text: string): readonly [string, string] => [text.slice(0, 1), text.slice(1)];

function nameOf(draw: Chance): { zh: string; en: string } {
  const [s, surname] = split(draw.pick(surnames));
  const [a, one] = split(draw.pick(first));
  const [b, two] = split(draw.pick(second));
  return { zh: s + a + b, en: `${surname} ${one}${two}` };
}

function regimeOf(unit: Unit, roleClass: RoleClass): Regime {
  if (roleClass === "head" || roleClass === "deputy") return "leading-member";
  if (unit.type === "park") return "public-institution";
  if (["P08", "P09", "L08", "L12"].includes(unit.id)) return "participating";
  return "civil-servant";
}

/** When somebody took the post: most long before the cycle. */
function takenIn(draw: Chance, year: number): string {
  const began = year - draw.between(1, 5);
  return `${began}-${String(draw.between(1, 12)).padStart(2, "0")}`;
}

/** `count` officials of the units that exist at the cut-off date, in protocol order. `year` is the cycle. */
export function officialsOf(seed: number, units: readonly Unit[], count: number, year: number): readonly Official[] {
  const present = units.filter((unit) => unit.status !== "merged");
  const size = sizes(seed, present, count);
  const people: Official[] = [];
  for (const unit of present) {
    const order: Record<string, number> = {};
    roles(size.get(unit.id) ?? 0, unit.type).forEach((roleClass, at) => {
      const number = (order[roleClass] ?? 0) + 1;
      order[roleClass] = number;
      const place = `${unit.id}/${roleClass}/${number}`;
      const draw = chance(seed, "official", place);
      const name = nameOf(draw);
      people.push({
        id: `p${String(people.length + 1).padStart(4, "0")}`,
        place,
        unit: unit.id,
        unitType: unit.type,
        ...name,
        sort: unit.sort * 1000 + at + 1,
        roleClass,
        regime: regimeOf(unit, roleClass),
        rank: draw.pick(ranks[roleClass]),
        posts: postsOf(unit, roleClass, at, takenIn(draw, year), year),
      });
    });
  }
  return people;
}

/** Everybody of the created unit served one of its predecessors until the merger. */
function postsOf(unit: Unit, roleClass: RoleClass, at: number, taken: string, year: number): readonly Post[] {
  if (unit.status !== "created") return [{ unit: unit.id, roleClass, from: taken, to: `${year}-12`, kind: "main" }];
  const before = merger.from[at % 2] ?? merger.from[0];
  const last = String(merger.lastMonth).padStart(2, "0");
  const next = String(merger.lastMonth + 1).padStart(2, "0");
  return [
    { unit: before, roleClass, from: taken, to: `${year}-${last}`, kind: "main" },
    { unit: unit.id, roleClass, from: `${year}-${next}`, to: `${year}-12`, kind: "main" },
  ];
}
