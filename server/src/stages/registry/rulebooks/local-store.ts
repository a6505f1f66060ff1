import type { LocalRule as LocalRulePage } from "@biaochi/contract";
import { type LocalFigure, type LocalRule, type Rulebook, withLocal } from "@biaochi/engine";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import { nationalEdition } from "../../../platform/rulebooks.ts";
import type { Scope } from "../../../platform/scope.ts";
import { done, seenBy } from "./red-line-store.ts";

type Page = z.input<typeof LocalRulePage>;
export type LocalRow = Omit<Page, "text" | "figure" | "mayDecide" | "mayEnd"> & { readonly figure: LocalFigure };

const rowsOn = (today: string) => sql`
  select l.id as local, l.rule, l.level, l.figure, l.authority, l.document, l.excerpt,
    l.first_day::text as "from", l.last_day::text as until,
    case when d.local is null then 'waiting' when not d.approved then 'refused' when e.last_day < ${today}::date then 'ended'
      when l.last_day < ${today}::date then 'expired' when l.first_day > ${today}::date then 'to-come' else 'in-force' end as state,
    jsonb_build_object(${done("l.asked_by", "l.asked_at")}) as asked,
    case when d.local is null then null else jsonb_build_object(${done("d.decided_by", "d.decided_at")},
      'approved', d.approved, 'reason', d.reason) end as decided,
    case when e.local is null then null else jsonb_build_object(${done("e.ended_by", "e.ended_at")},
      'document', e.document, 'reason', e.reason, 'lastDay', e.last_day::text) end as ended
  from local_rule l left join local_rule_decision d on d.local = l.id left join local_rule_end e on e.local = l.id`;

/** Newest first. About the whole city, and nobody's data. */
export async function listLocals(tx: Transaction, scope: Scope, today: string): Promise<readonly LocalRow[]> {
  return (await sql<LocalRow>`${rowsOn(today)} where ${seenBy(scope)} order by l.id desc limit 500`.execute(tx)).rows;
}

/** One, held until the end of the transaction against whoever would decide on it at the same time. */
export async function lockLocal(
  tx: Transaction,
  scope: Scope,
  local: number,
  today: string,
): Promise<LocalRow | undefined> {
  const { rows } = await sql<{ rule: string }>`select rule from local_rule where id = ${local}`.execute(tx);
  await lockRule(tx, rows[0]?.rule ?? "");
  return (await sql<LocalRow>`${rowsOn(today)} where l.id = ${local} and ${seenBy(scope)}`.execute(tx)).rows[0];
}

/** Whoever sets something upon a rule waits for whoever is doing so. */
export async function lockRule(tx: Transaction, rule: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`local rule ${rule}`}, 0))`.execute(tx);
}

/** What has been confirmed, with the days for which it holds. For whoever computes or checks, who shows it to nobody. */
export async function approvedLocals(tx: Transaction): Promise<readonly LocalRule[]> {
  const { rows } = await sql<LocalRule & { readonly until: string | null }>`
    select l.id, l.rule, l.level, l.figure, l.authority, l.document, l.first_day::text as "from",
      least(l.last_day, e.last_day)::text as until
    from local_rule l join local_rule_decision d on d.local = l.id and d.approved left join local_rule_end e on e.local = l.id
    order by l.id`.execute(tx);
  return rows.map((row) => ({ ...row, until: row.until ?? undefined }));
}

/**
 * The rulebook as it holds here: the nation's with what the province and the city have set upon it. Whoever asks a rule asks this
 * one. `key`: the same one means the same rulebook.
 */
export async function rulebookInForce(tx: Transaction): Promise<{ readonly rulebook: Rulebook; readonly key: string }> {
  const locals = await approvedLocals(tx);
  const { rulebook, digest } = nationalEdition();
  const key = [digest, ...locals.map(({ id, until = "" }) => `${id}:${until}`)].join(" ");
  return { rulebook: withLocal(rulebook, locals), key };
}

export type NewLocal = Pick<LocalRow, "rule" | "level" | "figure" | "authority" | "document" | "excerpt" | "from"> & {
  readonly until: string | undefined;
  readonly by: string;
};

/** Its number; undefined: another one of the level waits, or holds on one of its days. */
export async function saveLocal(tx: Transaction, asked: NewLocal): Promise<number | undefined> {
  const { rule, level, figure, authority, document, excerpt, from, until = null, by } = asked;
  const { rows } = await sql<{ id: number }>`
    insert into local_rule (rule, level, figure, authority, document, excerpt, first_day, last_day, asked_by)
    select ${rule}, ${level}, ${JSON.stringify(figure)}::jsonb, ${authority}, ${document}, ${excerpt}, ${from}::date, ${until}::date, ${by}
    where not exists (select from local_rule l left join local_rule_decision d on d.local = l.id left join local_rule_end e on e.local = l.id
      where l.rule = ${rule} and l.level = ${level} and d.approved is not false
        and l.first_day <= coalesce(${until}::date, 'infinity') and coalesce(least(l.last_day, e.last_day), 'infinity') >= ${from}::date)
    returning id`.execute(tx);
  return rows[0]?.id;
}

export async function saveLocalDecision(
  tx: Transaction,
  decision: { readonly local: number; readonly approve: boolean; readonly reason: string | null; readonly by: string },
): Promise<void> {
  const { local, approve, reason, by } = decision;
  await sql`insert into local_rule_decision (local, approved, reason, decided_by)
    values (${local}, ${approve}, ${reason}, ${by})`.execute(tx);
}

export type LocalEnd = {
  readonly local: number;
  readonly document: string;
  readonly reason: string;
  readonly lastDay: string;
};

export async function saveLocalEnd(tx: Transaction, end: LocalEnd & { readonly by: string }): Promise<void> {
  const { local, document, reason, lastDay, by } = end;
  await sql`insert into local_rule_end (local, last_day, document, reason, ended_by)
    values (${local}, ${lastDay}::date, ${document}, ${reason}, ${by})`.execute(tx);
}
