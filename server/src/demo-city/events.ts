import { chance } from "./chance.ts";
import { qualityOf } from "./measure.ts";
import { personalQuality } from "./official-facts.ts";
import type { Plan } from "./plan.ts";
import type { Table } from "./table.ts";

/** Events of the cycle: the ordinary ones by chance, those of hard cases by name. */
interface Happening {
  readonly who: string;
  readonly type: string;
  readonly on: string;
  readonly count?: number;
  readonly level?: string;
  readonly matter?: string;
  readonly standing?: "confirmed" | "proposed" | "revoked" | "exempt";
  readonly reason: string;
  readonly source: string;
}

/** `who` is a unit or the place of an official. */
export const decidedEvents: readonly Happening[] = [
  {
    who: "K02",
    type: "major-pollution",
    on: "2025-05-18",
    reason: "园区污水管网破裂致河道污染，认定为较大环境污染事故",
    source: "环认字〔2025〕2号（虚构）",
  },
  {
    who: "R03",
    type: "food-safety",
    on: "2025-09-03",
    standing: "revoked",
    reason: "疑似学校食堂事件，经检测排除",
    source: "食安认定〔2025〕5号（虚构）",
  },
  {
    who: "T02",
    type: "false-data",
    on: "2025-10-11",
    reason: "统计督察认定一项报表数据失实",
    source: "统执〔2025〕1号（虚构）",
  },
  {
    who: "E01",
    type: "criticised",
    on: "2025-08-22",
    standing: "exempt",
    reason: "领办项目投资程序合规但目标未达",
    source: "容错认定〔2025〕1号（虚构）",
  },
  {
    who: "E01",
    type: "late-report",
    on: "2025-03-14",
    reason: "月度调度材料迟报",
    source: "督查通报〔2025〕7号（虚构）",
  },
  {
    who: "T11",
    type: "late-report",
    on: "2025-11-06",
    standing: "proposed",
    reason: "防汛物资清单迟报，单位正在答复",
    source: "督查通报〔2025〕31号（虚构）",
  },
  {
    who: "L10",
    type: "award",
    on: "2025-04-10",
    level: "provincial",
    matter: "一窗办",
    reason: "“一窗办”获省级推广",
    source: "省政务〔2025〕12号（虚构）",
  },
  {
    who: "L10",
    type: "award",
    on: "2025-11-20",
    level: "national",
    matter: "一窗办",
    reason: "“一窗办”获国家级推广",
    source: "国办信息〔2025〕88期（虚构）",
  },
  {
    who: "E09",
    type: "award",
    on: "2025-06-05",
    level: "national",
    reason: "农村公路建设典型",
    source: "部发〔2025〕3号（虚构）",
  },
  {
    who: "E09",
    type: "award",
    on: "2025-07-05",
    level: "national",
    reason: "智慧交通试点",
    source: "部发〔2025〕9号（虚构）",
  },
  {
    who: "E09",
    type: "award",
    on: "2025-09-05",
    level: "provincial",
    reason: "综合执法先进",
    source: "省交〔2025〕20号（虚构）",
  },
  {
    who: "R01",
    type: "discipline-case",
    on: "2025-07-01",
    reason: "一名中层干部受党纪处分",
    source: "纪通〔2025〕4号（虚构）",
  },
  {
    who: "T08",
    type: "safety-accident",
    on: "2025-06-19",
    count: 2,
    reason: "一般生产安全事故两起",
    source: "应急认定〔2025〕6号（虚构）",
  },
  { who: "R02/head/1", type: "admonition", on: "2025-06-30", reason: "诫勉", source: "组通〔2025〕2号（虚构）" },
  {
    who: "T02/head/2",
    type: "false-data-responsible",
    on: "2025-10-20",
    reason: "对失实报表负直接责任",
    source: "统执〔2025〕1号（虚构）",
  },
  { who: "L03/staff/1", type: "warning", on: "2025-04-15", reason: "政务警告", source: "政务处分〔2025〕3号（虚构）" },
  { who: "P05/staff/1", type: "demerit", on: "2025-05-09", reason: "政务记过", source: "政务处分〔2025〕5号（虚构）" },
  { who: "P08/staff/1", type: "leave-days", on: "2025-12-31", count: 196, reason: "病假累计", source: "人事系统" },
  { who: "L09/staff/1", type: "leave-days", on: "2025-12-31", count: 121, reason: "病假累计", source: "人事系统" },
  {
    who: "R03/staff/2",
    type: "refusal",
    on: "2025-12-20",
    reason: "无正当理由不参加考核，教育后仍拒绝",
    source: "考核委员会纪要〔2025〕1号（虚构）",
  },
  {
    who: "E05/staff/1",
    type: "work-error",
    on: "2025-07-23",
    standing: "exempt",
    reason: "科研攻关周期内未形成成果，予以容错",
    source: "容错认定〔2025〕3号（虚构）",
  },
];

const ordinary = {
  unit: [
    ["late-report", "信息迟报漏报"],
    ["criticised", "被市级通报批评"],
    ["award", "工作获表彰推广"],
  ],
  official: [
    ["work-error", "文稿差错退回"],
    ["commended", "承担重大任务受表扬"],
  ],
} as const;

export function eventTable(plan: Plan): Table {
  const rows: string[][] = [];
  const idOf = new Map(plan.officials.map((official) => [official.place, official.id]));
  const write = (subject: string, e: Omit<Happening, "who">): void => {
    rows.push([
      subject,
      e.type,
      e.on,
      String(e.count ?? 1),
      e.level ?? "",
      e.matter ?? "",
      e.standing ?? "confirmed",
      e.reason,
      e.source,
    ]);
  };
  for (const { who, ...event } of decidedEvents) {
    const subject = who.includes("/") ? idOf.get(who) : who;
    if (subject !== undefined) write(subject, event);
  }
  const decided = new Set(decidedEvents.map((event) => event.who));
  for (const unit of plan.units) {
    if (decided.has(unit.id) || unit.status !== "active") continue;
    const draw = chance(plan.seed, "events", unit.id);
    const quality = qualityOf(plan.seed, unit.id);
    for (const [type, reason] of ordinary.unit) {
      const likely = type === "award" ? 0.16 + 0.08 * quality : 0.3 - 0.1 * quality;
      const [hit, on, level] = [
        draw.share() < likely,
        dayOf(plan.year, draw.between(0, 300)),
        draw.pick(["municipal", "municipal", "provincial"]),
      ];
      if (hit) write(unit.id, { type, on, reason, source: `督查通报（虚构）`, ...(type === "award" ? { level } : {}) });
    }
  }
  for (const official of plan.officials) {
    if (decided.has(official.place) || official.posts.length > 1) continue;
    const draw = chance(plan.seed, "own-events", official.place);
    const quality = personalQuality(plan, official);
    for (const [type, reason] of ordinary.official) {
      const likely = type === "commended" ? 0.03 + 0.02 * quality : 0.035 - 0.015 * quality;
      const [hit, on] = [draw.share() < likely, dayOf(plan.year, draw.between(0, 340))];
      if (hit && official.unit !== "T13")
        write(official.id, {
          type,
          on,
          reason,
          source: "单位纪实",
          ...(type === "commended" ? { level: "municipal" } : {}),
        });
    }
  }
  return {
    file: "events.csv",
    columns: ["subject", "type", "on", "count", "level", "matter", "standing", "reason", "source"],
    rows,
  };
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The day that lies `after` days behind New Year, of a year of 365 days. */
function dayOf(year: number, after: number): string {
  let month = 0;
  let day = after;
  while (month < 11 && day >= (lengths[month] ?? 31)) day -= lengths[month++] ?? 31;
  return `${year}-${String(month + 1).padStart(2, "0")}-${String(day + 1).padStart(2, "0")}`;
}
