import type { LibraryException, Name } from "@biaochi/contract";
import type { BlockKind, Exception } from "@biaochi/engine/library";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { alsoFor, programmeInScope, type Scope } from "../../../platform/scope.ts";

export type ExceptionRow = {
  readonly id: number;
  readonly programme: string;
  readonly block: BlockKind;
  readonly indicator: string;
  readonly name: Name | null;
  readonly other: string | null;
  readonly document: string;
  readonly signer: string;
  readonly reason: string;
  readonly last_day: string;
  readonly asked_by: string;
  readonly asker_name: Name | null;
  readonly asked_at: Date;
  readonly decided_by: string | null;
  readonly decider_name: Name | null;
  readonly decided_at: Date | null;
  readonly approved: boolean | null;
  readonly decision_reason: string | null;
  /** One human being with two accounts is one person. */
  readonly same_person: boolean;
};

const exceptions = (actor: Pick<Actor, "id">) => sql<ExceptionRow>`
  select e.*, i.content->'name' as name, a.name as asker_name, d.name as decider_name, (e.asked_by = ${actor.id} or exists (
      select from account x join account y on y.programme = x.programme and y.self = x.self where x.id = e.asked_by and y.id = ${actor.id})) as same_person
  from library_exception e left join account a on a.id = e.asked_by left join account d on d.id = e.decided_by
    left join library_indicator i on i.programme = e.programme and i.indicator = e.indicator`;

const here = (scope: Scope) => programmeInScope(scope, "e.programme");

export async function listExceptions(
  tx: Transaction,
  actor: Actor,
  programme: string,
  indicator?: string,
): Promise<readonly ExceptionRow[]> {
  const { rows } = await sql<ExceptionRow>`${exceptions(actor)}
    where e.programme = ${programme} and (${indicator ?? null}::text is null or e.indicator = ${indicator ?? null}) and ${here(actor.scope)}
    order by e.decided_at is not null, e.id desc limit 200`.execute(tx);
  return rows;
}

export async function findException(
  tx: Transaction,
  actor: Actor,
  which: { readonly programme: string; readonly exception: number },
): Promise<ExceptionRow | undefined> {
  const { rows } = await sql<ExceptionRow>`${exceptions(actor)}
    where e.programme = ${which.programme} and e.id = ${which.exception} and ${here(actor.scope)}`.execute(tx);
  return rows[0];
}

export type Standing = Exception & { readonly id: number };

/** Exceptions of a programme that were approved and hold on a day. */
export async function standingExceptions(
  tx: Transaction,
  scope: Scope,
  programme: string,
  day: string,
): Promise<readonly Standing[]> {
  const { rows } = await sql<Standing & { other: string | null }>`
    select e.id, e.block, e.indicator, e.other from library_exception e
    where e.programme = ${programme} and e.approved and e.last_day >= ${day}::date and ${here(scope)} order by e.id`.execute(
    tx,
  );
  return rows.map(({ other, ...rest }) => (other === null ? rest : { ...rest, other }));
}

export async function countWaiting(tx: Transaction, scope: Scope, programme: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from library_exception e
    where e.programme = ${programme} and e.decided_at is null and ${here(scope)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

export type NewException = Exception & {
  readonly programme: string;
  readonly document: string;
  readonly signer: string;
  readonly reason: string;
  readonly until: string;
  readonly by: string;
};

/** The number of the exception; undefined where the same one waits or stands already. */
export async function saveException(tx: Transaction, asked: NewException, day: string): Promise<number | undefined> {
  const { programme, block, indicator, other = null, document, signer, reason, until, by } = asked;
  const { rows } = await sql<{ id: number }>`
    insert into library_exception (programme, block, indicator, other, document, signer, reason, last_day, asked_by)
    select ${programme}, ${block}, ${indicator}, ${other}, ${document}, ${signer}, ${reason}, ${until}::date, ${by}
    where not exists (select from library_exception e where e.programme = ${programme} and e.block = ${block}
      and e.indicator = ${indicator} and e.other is not distinct from ${other}
      and (e.decided_at is null or (e.approved and e.last_day >= ${day}::date)))
    returning id`.execute(tx);
  return rows[0]?.id;
}

/** Decides what waits; false where somebody was quicker. */
export async function decide(
  tx: Transaction,
  id: number,
  { by, approve, reason }: { readonly by: string; readonly approve: boolean; readonly reason: string | null },
): Promise<boolean> {
  const { rows } = await sql`update library_exception set decided_by = ${by}, decided_at = clock_timestamp(),
      approved = ${approve}, decision_reason = ${reason} where id = ${id} and decided_at is null returning id`.execute(
    tx,
  );
  return rows.length === 1;
}

export function exceptionOf(row: ExceptionRow, scope: Scope, day: string): z.input<typeof LibraryException> {
  const { decided_by: by, decided_at: at, approved } = row;
  const state = at === null ? "waiting" : !approved ? "refused" : row.last_day >= day ? "approved" : "past";
  return {
    ...{ exception: row.id, programme: row.programme, block: row.block, indicator: row.indicator, name: row.name },
    ...{ other: row.other, document: row.document, signer: row.signer, reason: row.reason, until: row.last_day, state },
    asked: { by: { id: row.asked_by, name: row.asker_name }, at: row.asked_at.toISOString() },
    decided:
      by === null || at === null
        ? null
        : { by: { id: by, name: row.decider_name }, at: at.toISOString(), reason: row.decision_reason },
    mayDecide: state === "waiting" && !row.same_person && alsoFor(scope, "decide-library-exception").length > 0,
  };
}
