import type { Erasure, ErasureBasis, Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { alsoFor, programmeInScope, type Scope } from "../../platform/scope.ts";
import type { Wanted } from "./plan.ts";

export type ErasureRow = {
  readonly id: number;
  readonly programme: string;
  readonly subject: string;
  readonly subject_name: Name | null;
  readonly basis: ErasureBasis;
  readonly document: string;
  readonly reason: string;
  readonly identity: boolean;
  readonly facts: readonly string[];
  readonly asked_by: string;
  readonly asker_name: Name | null;
  readonly asked_at: Date;
  readonly decided_by: string | null;
  readonly decider_name: Name | null;
  readonly decided_at: Date | null;
  readonly approved: boolean | null;
  readonly decision_reason: string | null;
  readonly done_at: Date | null;
  /** One human being with two accounts is one person. */
  readonly same_person: boolean;
};

const erasures = (actor: Pick<Actor, "id">) => sql<ErasureRow>`
  select e.*, s.name as subject_name, a.name as asker_name, d.name as decider_name, (e.asked_by = ${actor.id} or exists (
      select from account x join account y on y.programme = x.programme and y.self = x.self where x.id = e.asked_by and y.id = ${actor.id})) as same_person
  from erasure e left join account a on a.id = e.asked_by left join account d on d.id = e.decided_by
    left join lateral (select name from subject s where s.programme = e.programme and s.id = e.subject order by recording desc limit 1) s on true`;

export async function listErasures(tx: Transaction, actor: Actor, limit: number): Promise<readonly ErasureRow[]> {
  const { rows } = await sql<ErasureRow>`${erasures(actor)}
    where ${programmeInScope(actor.scope, "e.programme")} order by e.id desc limit ${limit}`.execute(tx);
  return rows;
}

export async function findErasure(tx: Transaction, actor: Actor, id: number): Promise<ErasureRow | undefined> {
  const { rows } = await sql<ErasureRow>`${erasures(actor)}
    where e.id = ${id} and ${programmeInScope(actor.scope, "e.programme")}`.execute(tx);
  return rows[0];
}

export function erasureOf(row: ErasureRow, scope: Scope): z.input<typeof Erasure> {
  const who = (by: string, byName: Name | null, at: Date) => ({ by, byName, at: at.toISOString() });
  const { decided_by: by, decided_at: at } = row;
  const state = row.done_at !== null ? "done" : row.approved === false ? "refused" : "waiting";
  return {
    ...{ erasure: row.id, programme: row.programme, basis: row.basis, document: row.document, reason: row.reason },
    subject: { id: row.subject, type: "official", name: row.subject_name ?? { "zh-CN": row.subject, en: row.subject } },
    ...{ identity: row.identity, facts: [...row.facts], state, doneAt: row.done_at?.toISOString() ?? null },
    asked: who(row.asked_by, row.asker_name, row.asked_at),
    decided: by === null || at === null ? null : { ...who(by, row.decider_name, at), reason: row.decision_reason },
    mayDecide: state === "waiting" && !row.same_person && alsoFor(scope, "decide-erasure").length > 0,
  };
}

export async function saveErasure(
  tx: Transaction,
  { programme, subject, basis, identity, facts }: Wanted,
  { document, reason, by }: { readonly document: string; readonly reason: string; readonly by: string },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into erasure (programme, subject, basis, document, reason, identity, facts, asked_by)
    values (${programme}, ${subject}, ${basis}, ${document}, ${reason}, ${identity}, ${[...facts]}, ${by}) returning id`.execute(
    tx,
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("an erasure was saved and has no number");
  return id;
}

/** Decides what waits; false where somebody was quicker. */
export async function saveDecision(
  tx: Transaction,
  id: number,
  { by, approve, reason }: { readonly by: string; readonly approve: boolean; readonly reason: string | null },
): Promise<boolean> {
  const { rows } =
    await sql`update erasure set decided_by = ${by}, decided_at = clock_timestamp(), approved = ${approve},
      decision_reason = ${reason} where id = ${id} and decided_at is null returning id`.execute(tx);
  return rows.length === 1;
}
