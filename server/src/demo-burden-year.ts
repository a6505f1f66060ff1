import type { BurdenKind } from "@biaochi/contract";
import { readPeriod } from "@biaochi/engine";
import { minutesOf, standardCosts } from "./stages/intake/burden/model.ts";
import type { NewRequest } from "./stages/intake/burden/request-store.ts";
import type { UnitRow } from "./stages/intake/burden/rule-store.ts";

/** What was asked in the demo's two years; invented like everything in it. The second year asks for less, in part. */
type Habit = {
  readonly kind: BurdenKind;
  readonly title: string;
  readonly reason: string;
  /** Which types of units ask, and are asked. */
  readonly by: string;
  readonly of: readonly string[];
  readonly people?: number;
  readonly pages?: number;
  readonly hours?: number;
  readonly fields?: readonly string[];
  readonly statute?: string;
  /** More than a month's budget holds: somebody has approved it, once there are budgets. */
  readonly isBeyond?: true;
  /** In which months of the year before, and of this year. */
  readonly months: readonly [readonly number[], readonly number[]];
};

const monthly = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const quarterly = [3, 6, 9, 12];
const halfYearly = [6, 12];
const departments = ["party", "economy", "livelihood", "regulation"];
const everybody = [...departments, "township", "park"];

const habits: readonly Habit[] = [
  {
    ...{ kind: "form", title: "镇街走访情况月报", reason: "掌握走访进度", by: "party", of: ["township"], pages: 2 },
    fields: ["走访户数", "走访干部人数", "收集诉求件数", "已办结诉求件数"],
    months: [monthly, quarterly],
  },
  {
    ...{ kind: "form", title: "防汛物资盘点表", reason: "汛期调度", by: "regulation", of: ["township"], pages: 1 },
    fields: ["沙袋数量", "水泵数量", "应急照明设备数量"],
    months: [
      [4, 5, 6, 7, 8, 9],
      [4, 7],
    ],
  },
  {
    ...{
      kind: "form",
      title: "招商线索月报",
      reason: "研判招商形势",
      by: "economy",
      of: ["township", "park"],
      pages: 2,
    },
    fields: ["在谈企业名称", "意向用地面积", "预计落地时间", "对接负责人", "存在困难"],
    months: [monthly, [2, 4, 6, 8, 10, 12]],
  },
  {
    ...{ kind: "ledger", title: "创建工作台账", reason: "创建迎检", by: "party", of: everybody, pages: 12 },
    fields: ["点位编号", "点位责任人", "巡查记录", "整改照片说明", "回头看记录"],
    months: [quarterly, [6]],
  },
  {
    ...{ kind: "ledger", title: "网格巡查台账", reason: "社会治理留底", by: "regulation", of: ["township"], pages: 8 },
    fields: ["网格巡查次数", "网格发现问题数", "网格上报问题数"],
    months: [monthly, []],
  },
  {
    ...{ kind: "meeting", title: "重点工作调度会", reason: "调度年度重点工作", by: "party", of: everybody },
    ...{ people: 2, hours: 2, months: [monthly, quarterly] },
  },
  {
    ...{ kind: "meeting", title: "项目推进例会", reason: "协调项目要素", by: "economy", of: ["township", "park"] },
    ...{ people: 1, hours: 1.5, months: [monthly, [1, 3, 5, 7, 9, 11]] },
  },
  {
    ...{ kind: "meeting", title: "安全生产视频会", reason: "传达上级部署", by: "regulation", of: everybody },
    ...{ people: 3, hours: 1, months: [quarterly, quarterly] },
  },
  {
    ...{ kind: "document", title: "阶段性工作通知", reason: "布置阶段任务", by: "livelihood", of: everybody, pages: 6 },
    months: [monthly, [1, 4, 7, 10]],
  },
  {
    ...{ kind: "document", title: "征求意见的函", reason: "征求文件意见", by: "economy", of: departments, pages: 10 },
    months: [
      [2, 5, 8, 11],
      [3, 9],
    ],
  },
  {
    ...{ kind: "letter", title: "年度目标责任状", reason: "明确年度责任", by: "party", of: everybody, pages: 4 },
    months: [[2], [2]],
  },
  {
    ...{
      kind: "letter",
      title: "专项工作责任状",
      reason: "压实专项责任",
      by: "livelihood",
      of: ["township"],
      pages: 3,
    },
    months: [[3, 5, 9], []],
  },
  {
    ...{ kind: "inspection", title: "民生实事督查", reason: "检查民生实事进度", by: "livelihood", of: ["township"] },
    ...{ people: 2, pages: 5, hours: 3, months: [quarterly, halfYearly] },
  },
  {
    ...{
      kind: "inspection",
      title: "安全生产执法检查",
      reason: "法定检查",
      by: "regulation",
      of: ["township", "park"],
    },
    ...{ people: 2, hours: 2, statute: "《安全生产法》第六十五条", months: [quarterly, quarterly] },
  },
  {
    ...{ kind: "task-force", title: "征迁专班", reason: "重点项目征迁", by: "economy", of: ["park"] },
    ...{ people: 2, hours: 60, isBeyond: true, months: [[3], [3]] },
  },
  {
    ...{ kind: "task-force", title: "迎检专班", reason: "集中迎检", by: "party", of: ["township"] },
    ...{ people: 1, hours: 40, months: [[5, 10], [10]] },
  },
];

const two = (n: number) => String(n).padStart(2, "0");

/** The requests of two years up to a day; the same for the same units and day. */
export function demoRequests(programme: string, units: readonly UnitRow[], today: string): readonly NewRequest[] {
  const thisYear = Number(today.slice(0, 4));
  return habits.flatMap((habit, h) => {
    const askers = units.filter(({ type }) => type === habit.by);
    const asker = askers[h % Math.max(1, askers.length)];
    const asked = units.filter(({ id, type }) => id !== asker?.id && type !== null && habit.of.includes(type));
    if (asker === undefined || asked.length === 0) return [];
    return habit.months.flatMap((months, y) =>
      months.flatMap((month) => {
        const year = thisYear - 1 + y;
        const askedOn = `${year}-${two(month)}-${two(3 + ((h * 5 + month * 3) % 22))}`;
        if (askedOn > today) return [];
        const isBeyond = habit.isBeyond === true && y === 1;
        return [requestOf(habit, { programme, asker: asker.id, asked, askedOn, number: h + 1, isBeyond })];
      }),
    );
  });
}

type At = {
  readonly programme: string;
  readonly asker: string;
  readonly asked: readonly UnitRow[];
  readonly askedOn: string;
  readonly number: number;
  readonly isBeyond: boolean;
};

const approvalIn = (year: string) => ({
  ...{ approver: "市政府分管领导（虚构）", document: `示例〔${year}〕9号（虚构）`, reason: "重点项目须集中力量" },
});

function requestOf(habit: Habit, { programme, asker, asked, askedOn, number, isBeyond }: At): NewRequest {
  const { kind, reason, people = 1, pages = 0, hours = 0, fields = [], statute } = habit;
  const [year, month] = [askedOn.slice(0, 4), Number(askedOn.slice(5, 7))];
  const period = fields.length === 0 ? undefined : readPeriod(askedOn.slice(0, 7));
  const minutes = minutesOf(standardCosts, { kind, people, pages, hours, fields: fields.length });
  return {
    ...{ programme, asker, kind, reason, askedOn, people, pages, hours, minutes, statute, period },
    ...{ title: `${habit.title}（${month}月）`, document: `示例〔${year}〕${number * 20 + month}号（虚构）` },
    ...{ units: asked.map(({ id }) => id), fields: fields.map((name) => ({ name })), model: 0 },
    approval: isBeyond ? approvalIn(year) : undefined,
    ...{ unitsOver: isBeyond ? asked.length : 0, isSynthetic: true, by: "biaochi" },
  };
}
