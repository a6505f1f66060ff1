import type { ProjectPlan } from "@biaochi/contract";
import { releases } from "@biaochi/contract";
import { sql } from "kysely";
import { dayAfter } from "./platform/clock.ts";
import type { Database, Transaction } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import { cityToday } from "./stages/intake/burden/city-day-store.ts";
import { holdDispatch, raiseDifficulty } from "./stages/intake/projects/difficulties.ts";
import { attachEvidence } from "./stages/intake/projects/evidence.ts";
import { askDelay, decideDelay, reportMilestone } from "./stages/intake/projects/milestones.ts";
import { type By, enterProject, passProject, proposeProject, type Tools } from "./stages/intake/projects/projects.ts";

const programme = "demo-city";

/** Milestones by their day from today, and how many days before or after it they were done; null: not yet. */
type Milestone = readonly [name: string, day: number, done: number | null];
type DemoProject = {
  readonly name: string;
  readonly to: "arguing" | "proposed" | "approved" | "under-way" | "accepted";
  readonly milestones: readonly Milestone[];
  /** The last open milestone gets so many days more. */
  readonly delay?: { readonly days: number; readonly reason: string };
  readonly difficulty?: string;
  readonly investment: string;
};

/** One in every stage: overdue, with another day, in dispatch, accepted. All of it is invented. */
const demoProjects: readonly DemoProject[] = [
  {
    ...{ name: "老旧小区改造一期（虚构）", to: "under-way", investment: "1200" },
    milestones: [
      ["完成施工图设计", -90, -2],
      ["管网改造完成", -20, null],
      ["竣工", 60, null],
    ],
  },
  {
    ...{ name: "政务大厅适老化改造（虚构）", to: "under-way", investment: "180" },
    milestones: [
      ["确定方案", -60, 3],
      ["完成施工", -5, null],
    ],
    delay: { days: 25, reason: "定制设备到货推迟" },
  },
  {
    ...{ name: "城东河道治理（虚构）", to: "under-way", investment: "3600" },
    milestones: [
      ["完成清淤", -30, 0],
      ["护岸完成", 45, null],
    ],
    difficulty: "两处管线迁改需要权属单位配合",
  },
  {
    ...{ name: "乡村道路提升（虚构）", to: "under-way", investment: "860" },
    milestones: [
      ["路基完成", -15, -1],
      ["路面完成", 50, null],
    ],
  },
  {
    ...{ name: "农贸市场改造（虚构）", to: "accepted", investment: "420" },
    milestones: [
      ["完成主体施工", -120, -6],
      ["投入使用", -40, -3],
    ],
  },
  {
    ...{ name: "智慧停车一期（虚构）", to: "approved", investment: "650" },
    milestones: [["完成招标", 40, null]],
  },
  {
    ...{ name: "公共充电设施布点（虚构）", to: "proposed", investment: "300" },
    milestones: [["完成选址", 70, null]],
  },
  {
    ...{ name: "社区食堂试点（虚构）", to: "arguing", investment: "95" },
    milestones: [["完成选点", 90, null]],
  },
];

/** A page that says what it is. */
const page = (text: string): Buffer => {
  const stream = `BT /F1 14 Tf 40 100 Td (${text}) Tj ET`;
  return Buffer.from(
    [
      "%PDF-1.4",
      "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
      "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj",
      `4 0 obj<</Length ${stream.length}>>stream\n${stream}\nendstream endobj`,
      "trailer<</Root 1 0 R>>",
      "%%EOF",
    ].join("\n"),
  );
};

function must<T>(
  outcome:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly refusal: { readonly code: string } },
): T {
  if (!outcome.ok) throw new Error(`a project of the demo was refused: ${outcome.refusal.code}`);
  return outcome.value;
}

/** `self`: the demo's own official, where the unit is theirs. */
type Unit = { readonly id: string; readonly head: string; readonly self: string | null };

/** The unit of the demo's head first, then others that have a head. */
async function findUnits(tx: Transaction): Promise<readonly Unit[]> {
  const { rows } = await sql<Unit>`
    select * from (select distinct on (o.unit) o.unit as id, o.id as head, (select a.self from account a
        join current_subject s on s.programme = a.programme and s.id = a.self and s.unit = o.unit where a.id = 'official') as self
      from current_subject o
      where o.programme = ${programme} and o.type = 'official' and o.attributes->>'roleClass' = 'head' order by o.unit, o.sort) u
    order by exists (select from role_grant g where g.programme = ${programme} and g.account = 'head' and u.id = any(g.things)) desc, u.id limit 4`.execute(
    tx,
  );
  return rows;
}

type Doing = { readonly tx: Transaction; readonly today: string; readonly tools: Tools; readonly owner: By };
const office: By = { id: "organiser", scope: wholeCity };

function planOf({ name, milestones, investment }: DemoProject, { head, self }: Unit, today: string): ProjectPlan {
  const days = milestones.map(([, day]) => day);
  return {
    ...{ name, official: self ?? head, cooperating: [] },
    figures: [{ name: "总投资", value: investment, measure: "万元" }],
    ...{ starts: dayAfter(today, Math.min(...days) - 60), ends: dayAfter(today, Math.max(...days)) },
    milestones: milestones.map(([said, day]) => ({ name: said, planned: dayAfter(today, day) })),
  };
}

async function attach({ tx, owner, tools }: Doing, project: number, milestone?: number): Promise<void> {
  const content = page(`synthetic evidence ${project}-${milestone ?? 0}`);
  must(await attachEvidence(tx, owner, { project, milestone, name: "示例佐证.pdf", content }, tools));
}

async function propose({ tx, owner, tools }: Doing, project: number, reason: string): Promise<void> {
  must(await proposeProject(tx, owner, { project, reason }, tools));
}

async function carryOut(doing: Doing, project: number, said: DemoProject): Promise<void> {
  const { tx, owner, tools, today } = doing;
  for (const [n, [, day, done]] of said.milestones.entries()) {
    if (done === null) continue;
    await attach(doing, project, n + 1);
    must(await reportMilestone(tx, owner, { project, milestone: n + 1, day: dayAfter(today, day + done) }, tools));
  }
  if (said.delay !== undefined) {
    const milestone = said.milestones.length;
    const [, planned] = said.milestones.at(-1) ?? ["", 0];
    const { reason, days } = said.delay;
    const day = dayAfter(today, planned + days);
    must(await askDelay(tx, owner, { project, milestone, day, cause: "supply", reason }, tools));
    must(await decideDelay(tx, office, { project, milestone }, tools));
  }
}

async function dispatch(
  { tx, owner, tools, today }: Doing,
  project: number,
  what: string,
  unit: string,
): Promise<void> {
  const { difficulty } = must(await raiseDifficulty(tx, owner, { project, what }, tools));
  const document = `示例纪要〔${today.slice(0, 4)}〕6号（虚构）`;
  const assigned = [{ difficulty, unit, due: dayAfter(today, 10) }];
  must(await holdDispatch(tx, office, { programme, day: today, document, assigned }, tools));
}

async function make(doing: Doing, said: DemoProject, unit: Unit, solver: string): Promise<void> {
  const { tx, owner, tools, today } = doing;
  const project = must(await enterProject(tx, owner, { programme, unit: unit.id, plan: planOf(said, unit, today) }));
  if (said.to === "arguing") return;
  await attach(doing, project);
  await propose(doing, project, "论证已完成（演示）");
  if (said.to === "proposed") return;
  const year = today.slice(0, 4);
  must(await passProject(tx, office, { project, document: `示例发改〔${year}〕${project}号（虚构）` }, tools));
  if (said.to === "approved") return;
  await propose(doing, project, "已开工（演示）");
  await carryOut(doing, project, said);
  if (said.difficulty !== undefined) await dispatch(doing, project, said.difficulty, solver);
  if (said.to !== "accepted") return;
  await attach(doing, project);
  await propose(doing, project, "申请验收（演示）");
  must(await passProject(tx, office, { project, document: `示例验〔${year}〕${project}号（虚构）` }, tools));
}

/** Projects of a few units of the demo. Invented, and marked so; done once. */
export async function addDemoProjects(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    const units = await findUnits(tx);
    const { rows } = await sql`select from project where programme = ${programme} limit 1`.execute(tx);
    const [first] = units;
    if (first === undefined || rows.length > 0) return;
    const today = await cityToday(tx);
    const tools: Tools = { clock: { today: () => today, now: () => new Date() } };
    for (const [n, said] of demoProjects.entries()) {
      const unit = units[n % units.length] ?? first;
      const scope = [{ role: "head", reach: { kind: "units", programme, units: [unit.id] }, releases } as const];
      const owner: By = { id: unit === first ? "head" : "biaochi", scope };
      await make({ tx, today, tools, owner }, said, unit, units[(n + 1) % units.length]?.id ?? first.id);
    }
  });
}
