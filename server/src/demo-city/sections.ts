import type { Official, Post } from "./people.ts";
import type { Plan } from "./plan.ts";
import type { Table } from "./table.ts";
import { merger, type Unit, type UnitType } from "./units.ts";

/** 科室 of each kind of unit, three to five of them: as many as the unit has section heads. */
const names: Readonly<Record<UnitType, readonly string[]>> = {
  party: [
    "办公室|General Office",
    "综合科|Coordination",
    "业务一科|Affairs I",
    "业务二科|Affairs II",
    "督查科|Inspection",
  ],
  economy: [
    ...["办公室|General Office", "综合规划科|Planning", "项目科|Projects", "运行监测科|Monitoring"],
    "政策法规科|Policy and Law",
  ],
  livelihood: [
    ...["办公室|General Office", "综合科|Coordination", "公共服务科|Public Services", "资金管理科|Funds"],
    "基层指导科|Grass-roots Guidance",
  ],
  regulation: [
    ...["办公室|General Office", "法制科|Legal Affairs", "监督检查科|Inspection", "行政审批科|Permits"],
    "投诉处理科|Complaints",
  ],
  township: [
    ...["党政综合办公室|General Office", "经济发展办公室|Economy", "公共服务办公室|Public Services"],
    ...["平安法治办公室|Safety and Law", "综合行政执法队|Law Enforcement"],
  ],
  park: [
    ...["综合部|General Office", "招商部|Investment", "规划建设部|Planning and Construction"],
    ...["企业服务部|Business Services", "安全环保部|Safety and Environment"],
  ],
};
const fewest = 3;

/** How many sections a unit has; of a unit that was merged away, as many as the one that carries on. */
function countOf(plan: Plan): (unit: string) => number {
  const heads = new Map<string, number>();
  for (const { unit, roleClass } of plan.officials)
    if (roleClass === "sectionHead") heads.set(unit, (heads.get(unit) ?? 0) + 1);
  const merged = new Set<string>(merger.from);
  return (unit) =>
    Math.min(names.party.length, Math.max(fewest, heads.get(merged.has(unit) ? merger.into : unit) ?? 0));
}

const idOf = (unit: string, n: number): string => `${unit}-s${n}`;

/** In which section a post is: heads and staff are dealt out in their order; leaders are in none. */
export function sectionsOfPosts(plan: Plan): (official: Official, post: Post) => string {
  const count = countOf(plan);
  return ({ place }, { unit, roleClass }) => {
    if (roleClass !== "sectionHead" && roleClass !== "staff") return "";
    const number = Number(place.split("/")[2]);
    return idOf(unit, ((number - 1) % count(unit)) + 1);
  };
}

export function sectionTable(plan: Plan): Table {
  const count = countOf(plan);
  const until = (unit: Unit): string => (unit.status === "merged" ? `${plan.year}-${merger.lastMonth}` : "");
  const since = (unit: Unit): string => (unit.status === "created" ? `${plan.year}-${merger.lastMonth + 1}` : "");
  const rows = plan.units.flatMap((unit) =>
    names[unit.type].slice(0, count(unit.id)).map((text, at) => {
      const [zh = "", en = ""] = text.split("|");
      return [idOf(unit.id, at + 1), zh, en, unit.id, String(at + 1), since(unit), until(unit)];
    }),
  );
  return { file: "sections.csv", columns: ["id", "name", "nameEn", "unit", "sort", "since", "until"], rows };
}
