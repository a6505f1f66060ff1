import type { ProjectPlan, ProjectSeen } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import type { Stage } from "./gates.ts";

type Kind = ProjectSeen["acts"][number]["act"];

export type ActToSave = {
  readonly project: number;
  readonly act: Kind;
  readonly by: string;
  readonly stage?: Stage | undefined;
  readonly milestone?: number | undefined;
  readonly difficulty?: number | undefined;
  readonly dispatch?: number | undefined;
  readonly day?: string | undefined;
  readonly unit?: string | undefined;
  readonly cause?: string | undefined;
  readonly reason?: string | undefined;
  readonly document?: string | undefined;
};

export async function saveAct(tx: Transaction, { project, act, by, ...more }: ActToSave): Promise<void> {
  const { stage = null, milestone = null, difficulty = null, dispatch = null, day = null } = more;
  const { unit = null, cause = null, reason = null, document = null } = more;
  await sql`insert into project_act
      (project, act, stage, milestone, difficulty, dispatch, day, unit, cause, reason, document, acted_by)
    values (${project}, ${act}, ${stage}, ${milestone}, ${difficulty}, ${dispatch}, ${day}::date, ${unit}, ${cause}, ${reason}, ${document}, ${by})`.execute(
    tx,
  );
}

const numbered = ({ rows }: { readonly rows: readonly { readonly id: number }[] }): number => {
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("a row was saved and has no number");
  return id;
};

export async function saveProject(
  tx: Transaction,
  { programme, unit, by }: { readonly programme: string; readonly unit: string; readonly by: string },
): Promise<number> {
  return numbered(
    await sql<{ id: number }>`insert into project (programme, unit, entered_by)
      values (${programme}, ${unit}, ${by}) returning id`.execute(tx),
  );
}

export async function savePlan(
  tx: Transaction,
  project: number,
  version: number,
  plan: ProjectPlan,
  by: string,
): Promise<void> {
  const { name, cooperating, official, goal, figures, starts, ends } = plan;
  await sql`insert into project_plan (project, version, name, cooperating, official, cycle, goal, figures, starts, ends, made_by)
    values (${project}, ${version}, ${name}, ${cooperating}, ${official}, ${goal?.cycle ?? null}, ${goal?.goal ?? null},
      ${JSON.stringify(figures)}::jsonb, ${starts}::date, ${ends}::date, ${by})`.execute(tx);
  await sql`insert into project_milestone (project, version, number, name, planned)
    select ${project}, ${version}, m.n, m.name, m.planned
    from unnest(${plan.milestones.map((each) => each.name)}::text[], ${plan.milestones.map(({ planned }) => planned)}::date[])
      with ordinality m(name, planned, n)`.execute(tx);
}

export async function saveDifficulty(
  tx: Transaction,
  said: {
    readonly project: number;
    readonly milestone: number | undefined;
    readonly what: string;
    readonly by: string;
  },
): Promise<number> {
  return numbered(
    await sql<{ id: number }>`insert into project_difficulty (project, milestone, what, raised_by)
      values (${said.project}, ${said.milestone ?? null}, ${said.what}, ${said.by}) returning id`.execute(tx),
  );
}

export async function saveDispatch(
  tx: Transaction,
  said: { readonly programme: string; readonly day: string; readonly document: string; readonly by: string },
): Promise<number> {
  return numbered(
    await sql<{ id: number }>`insert into project_dispatch (programme, day, document, held_by)
      values (${said.programme}, ${said.day}::date, ${said.document}, ${said.by}) returning id`.execute(tx),
  );
}
