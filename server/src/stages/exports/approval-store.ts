import type { ExportApproval, ExportKind, Name } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { alsoFor, type Scope, subjectInScope } from "../../platform/scope.ts";

type Condition = RawBuilder<boolean>;
const any = (parts: readonly Condition[]): Condition =>
  parts.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(parts, sql` or `)})`;

/**
 * What somebody may decide: the appraisal office everything, the authority what the office would decide, a head what is asked
 * about people of the own units. That nobody decides on the own application is asked apart.
 */
const decidable = (scope: Scope): Condition =>
  any(
    alsoFor(scope, "decide-export").flatMap(({ role, reach, releases }) => {
      const shown = sql<boolean>`run.release = any(${[...releases]})`;
      if (role === "organiser") return [sql<boolean>`true`];
      if (role === "authority") return [sql<boolean>`(a.decider = 'office' and ${shown})`];
      if (reach.kind !== "units") return [];
      return [
        sql<boolean>`(a.decider = 'unit' and run.programme = ${reach.programme} and a.unit = any(${[...reach.units]}) and ${shown})`,
      ];
    }),
  );

/** One human being with two accounts is one person. */
const samePerson = (account: string): Condition => sql<boolean>`(a.account = ${account} or exists (
  select from account x join account y on y.programme = x.programme and y.self = x.self where x.id = a.account and y.id = ${account}))`;

export type ApprovalRow = {
  readonly id: number;
  readonly what: ExportKind;
  readonly run: number;
  readonly period: string;
  readonly programme: string;
  readonly programme_title: Name;
  readonly unit: string | null;
  readonly unit_name: Name | null;
  readonly subject: string | null;
  readonly subject_name: Name | null;
  readonly purpose: string;
  readonly until: string;
  readonly account: string;
  readonly account_name: Name;
  readonly asked_at: Date;
  readonly decided_by: string | null;
  readonly decider_name: Name | null;
  readonly decided_at: Date | null;
  readonly approved: boolean | null;
  readonly reason: string | null;
  readonly decidable: boolean;
  readonly same_person: boolean;
  readonly unread: boolean;
};

const approvals = (actor: Actor) => sql<ApprovalRow>`
  select a.id, a.what, a.run, run.period, run.programme, p.title as programme_title, a.unit, u.name as unit_name, a.subject,
    s.name as subject_name, a.purpose, a.until::text as until, a.account, asker.name as account_name, a.asked_at, a.decided_by,
    decider.name as decider_name, a.decided_at, a.approved, a.reason, ${decidable(actor.scope)} as decidable,
    ${samePerson(actor.id)} as same_person,
    exists (select from todo t where t.key = 'export-decided:' || a.id and t.account = ${actor.id} and t.done_at is null) as unread
  from export_approval a join run on run.id = a.run join programme p on p.id = run.programme
    join account asker on asker.id = a.account left join account decider on decider.id = a.decided_by
    left join run_result u on u.run = a.run and u.subject = a.unit
    left join run_result s on s.run = a.run and s.subject = a.subject`;

/** The own ones and those that the reader may decide, newest first. */
export async function listApprovals(tx: Transaction, actor: Actor, limit: number): Promise<readonly ApprovalRow[]> {
  const { rows } = await sql<ApprovalRow>`${approvals(actor)}
    where a.account = ${actor.id} or ${decidable(actor.scope)} order by a.id desc limit ${limit}`.execute(tx);
  return rows;
}

export async function findApproval(tx: Transaction, actor: Actor, id: number): Promise<ApprovalRow | undefined> {
  const { rows } = await sql<ApprovalRow>`${approvals(actor)}
    where a.id = ${id} and (a.account = ${actor.id} or ${decidable(actor.scope)})`.execute(tx);
  return rows[0];
}

export function approvalOf(row: ApprovalRow, actor: Actor, today: string): z.input<typeof ExportApproval> {
  const decision = row.approved === null ? "waiting" : row.approved ? "approved" : "refused";
  const state = decision !== "refused" && row.until < today ? "lapsed" : decision;
  const named = (id: string | null, type: "unit" | "official", name: Name | null) =>
    id === null ? null : { id, type, name: name ?? { "zh-CN": id, en: id } };
  return {
    ...{
      approval: row.id,
      what: row.what,
      run: row.run,
      period: row.period,
      purpose: row.purpose,
      until: row.until,
      state,
    },
    programme: { id: row.programme, title: row.programme_title },
    subject: named(row.subject, "official", row.subject_name),
    unit: named(row.unit, "unit", row.unit_name),
    asked: { by: row.account, byName: row.account_name, at: row.asked_at.toISOString() },
    decided:
      row.decided_by === null || row.decider_name === null || row.decided_at === null
        ? null
        : { by: row.decided_by, byName: row.decider_name, at: row.decided_at.toISOString(), reason: row.reason },
    mayDecide: state === "waiting" && row.decidable && !row.same_person,
    isOwn: row.account === actor.id,
    isUnread: row.unread,
  };
}

export type NewApproval = {
  readonly run: number;
  readonly what: ExportKind;
  readonly unit?: string | undefined;
  readonly subject?: string | undefined;
  readonly purpose: string;
  readonly until: string;
  readonly account: string;
  readonly decider: "unit" | "office";
};

export async function saveApproval(tx: Transaction, { unit, subject, ...asked }: NewApproval): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into export_approval (run, what, unit, subject, purpose, until, account, decider)
    values (${asked.run}, ${asked.what}, ${unit ?? null}, ${subject ?? null}, ${asked.purpose}, ${asked.until}::date, ${asked.account}, ${asked.decider})
    returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("an application was saved and has no number");
  return id;
}
/** Decides what waits; false where somebody was quicker. */
export async function saveDecision(
  tx: Transaction,
  id: number,
  { by, approve, reason = null }: { readonly by: string; readonly approve: boolean; readonly reason?: string | null },
): Promise<boolean> {
  const { rows } = await sql`
    update export_approval set decided_by = ${by}, decided_at = clock_timestamp(), approved = ${approve}, reason = ${reason}
    where id = ${id} and decided_at is null and account <> ${by} returning id`.execute(tx);
  return rows.length === 1;
}

const inScope = (scope: Scope): Condition =>
  subjectInScope(scope, {
    ...{ programme: "run.programme", id: "r.subject", type: "r.type", unit: "r.unit", release: "run.release" },
  });

type Asked = { readonly run: number; readonly unit?: string | undefined; readonly subject?: string | undefined };
type Found = { readonly id: string; readonly type: "unit" | "team" | "official"; readonly unit: string | null };

/** The officials of a run in scope: all of them, or those of one unit. Where one subject is named, that one, whatever it is. */
export async function peopleIn(
  tx: Transaction,
  scope: Scope,
  { run, unit, subject }: Asked,
): Promise<readonly Found[]> {
  const { rows } = await sql<Found>`
    select r.subject as id, r.type, r.unit from run_result r join run on run.id = r.run
    where r.run = ${run} and ${inScope(scope)} and (${unit ?? null}::text is null or r.unit = ${unit ?? null})
      and ${subject === undefined ? sql`r.type = 'official'` : sql`r.subject = ${subject}`}`.execute(tx);
  return rows;
}

/** The approval by which somebody may take these people's results along today; the newest where there are several. */
export async function findCover(
  tx: Transaction,
  account: string,
  wanted: {
    readonly run: number | null;
    readonly programme: string;
    readonly what: ExportKind;
    readonly people: readonly string[];
    readonly today: string;
  },
): Promise<number | undefined> {
  const { run, programme, what, people, today } = wanted;
  const { rows } = await sql<{ id: number }>`
    select a.id from export_approval a
    where a.account = ${account} and (a.run = ${run} or (${run}::int is null and a.run in (
        select id from run where programme = ${programme}))) and a.what = ${what} and a.approved and a.until >= ${today}::date
      and (a.subject is null or a.subject = all(${[...people]}::text[]))
      and (a.unit is null or not exists (
        select from unnest(${[...people]}::text[]) p left join run_result r on r.run = a.run and r.subject = p
        where r.unit is distinct from a.unit))
    order by a.id desc limit 1`.execute(tx);
  return rows[0]?.id;
}
