import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, subjectInScope } from "../../../platform/scope.ts";
import type { Where } from "./goal-store.ts";
import type { ObjectionChange } from "./objection-change.ts";

export type ObjectionRow = {
  readonly id: number;
  readonly programme: string;
  readonly cycle: string;
  readonly unit: string;
  readonly official: { readonly id: string; readonly type: "official"; readonly name: Name };
  readonly goal: string;
  readonly duty: number;
  readonly content: string;
  readonly statement: string;
  readonly raised_at: Date;
  readonly is_accepted: boolean | null;
  readonly change: ObjectionChange | null;
  readonly reason: string | null;
  readonly answered_at: Date | null;
};

/** Of people in scope, newest first. A number names one; a person those of theirs. */
export async function listObjections(
  tx: Transaction,
  scope: Scope,
  which: Partial<Where> & { readonly unit?: string; readonly official?: string; readonly id?: number },
): Promise<readonly ObjectionRow[]> {
  const { programme = null, cycle = null, unit = null, official = null, id = null } = which;
  // Whoever left the unit since is still answered by the one who gave the task.
  const person = { programme: "c.programme", id: "j.official", type: "s.type", unit: "c.unit" };
  const { rows } = await sql<ObjectionRow>`
    select j.id, c.programme, c.cycle, c.unit, jsonb_build_object('id', s.id, 'type', s.type, 'name', s.name) as official, j.goal,
      j.duty, c.content, j.statement, j.raised_at, w.is_accepted, w.change, w.reason, w.answered_at
    from task_objection j join commitment c on c.id = j.commitment
    join current_subject s on s.programme = c.programme and s.id = j.official
    left join task_objection_answer w on w.objection = j.id
    where (${programme}::text is null or c.programme = ${programme}) and (${cycle}::text is null or c.cycle = ${cycle})
      and (${unit}::text is null or c.unit = ${unit}) and (${official}::text is null or j.official = ${official})
      and (${id}::int is null or j.id = ${id}) and ${subjectInScope(scope, person)} order by j.id desc limit 500`.execute(
    tx,
  );
  return rows;
}

export type NewObjection = {
  readonly commitment: number;
  readonly official: string;
  readonly goal: string;
  readonly duty: number;
  readonly statement: string;
};

/** Undefined: the same was objected to before. */
export async function saveObjection(tx: Transaction, made: NewObjection, by: string): Promise<number | undefined> {
  const { commitment, official, goal, duty, statement } = made;
  const { rows } = await sql<{ id: number }>`
    insert into task_objection (commitment, official, goal, duty, statement, raised_by)
    values (${commitment}, ${official}, ${goal}, ${duty}, ${statement}, ${by})
    on conflict (commitment, official, goal, duty) do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

export type NewAnswer = {
  readonly objection: number;
  readonly isAccepted: boolean;
  readonly reason: string;
  readonly change: ObjectionChange | null;
  /** The list that has the change in it. */
  readonly decomposition: number | null;
  readonly by: string;
};

/** False: it was answered before. */
export async function saveAnswer(tx: Transaction, answer: NewAnswer): Promise<boolean> {
  const { objection, isAccepted, reason, change, decomposition, by } = answer;
  const { numAffectedRows } = await sql`
    insert into task_objection_answer (objection, is_accepted, reason, change, decomposition, answered_by)
    values (${objection}, ${isAccepted}, ${reason}, ${change}, ${decomposition}, ${by}) on conflict (objection) do nothing`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}
