import type { DraftState, Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, wholeProgrammeInScope } from "../../../platform/scope.ts";
import type { Finding } from "./findings.ts";

export type NewAct = {
  readonly act: "submitted" | "returned" | "approved" | "withdrawn";
  readonly to: DraftState;
  readonly by: string;
  readonly reason?: string;
  readonly acknowledged?: readonly Finding[];
  readonly retroactive?: string | undefined;
  readonly decision?: {
    readonly body: string;
    readonly meeting: string;
    readonly day: string;
    readonly minutes: string;
    readonly version: number;
    readonly recording: number;
  };
};

/** Takes a draft a step further and keeps what was done, with the digest of what it was done to. */
export async function saveAct(tx: Transaction, draft: number, act: NewAct): Promise<void> {
  const { to, by, reason = null, acknowledged = [], retroactive = null, decision } = act;
  await sql`update scheme_draft set state = ${to} where id = ${draft}`.execute(tx);
  await sql`insert into scheme_draft_act (draft, act, revision, digest, acted_by, reason, acknowledged, retroactive, body, meeting,
      decided_on, minutes, version, recording)
    select id, ${act.act}, revision, digest, ${by}, ${reason}, ${JSON.stringify(acknowledged)}::jsonb, ${retroactive},
      ${decision?.body ?? null}, ${decision?.meeting ?? null}, ${decision?.day ?? null}::date, ${decision?.minutes ?? null},
      ${decision?.version ?? null}::int, ${decision?.recording ?? null}::int
    from scheme_draft where id = ${draft}`.execute(tx);
}

export type ActRow = {
  readonly act: NewAct["act"];
  readonly revision: number;
  readonly digest: string;
  readonly acted_by: string;
  readonly acted_by_name: Name | null;
  readonly acted_at: Date;
  readonly reason: string | null;
  readonly acknowledged: readonly Finding[];
  readonly retroactive: string | null;
  readonly body_name: Name | null;
  readonly meeting: string | null;
  readonly decided_on: string | null;
  readonly minutes: string | null;
  readonly version: number | null;
};

/** What was done with a draft, oldest first. */
export async function listActs(tx: Transaction, scope: Scope, draft: number): Promise<readonly ActRow[]> {
  const { rows } = await sql<ActRow>`
    select a.act, a.revision, a.digest, a.acted_by, w.name as acted_by_name, a.acted_at, a.reason, a.acknowledged, a.retroactive,
      coalesce(b.name, case when a.body is not null then jsonb_build_object('zh-CN', a.body, 'en', a.body) end) as body_name, a.meeting, a.decided_on, a.minutes, a.version
    from scheme_draft_act a join scheme_draft d on d.id = a.draft left join account w on w.id = a.acted_by
      left join body b on b.programme = d.programme and b.id = a.body
    where a.draft = ${draft} and ${wholeProgrammeInScope(scope, "d.programme")} order by a.id`.execute(tx);
  return rows;
}

export type BodyRow = { readonly id: string; readonly name: Name };

/** Bodies that decide on everybody of a programme: a scheme is for all. */
export async function listDeciding(tx: Transaction, scope: Scope, programme: string): Promise<readonly BodyRow[]> {
  const { rows } = await sql<BodyRow>`
    select b.id, b.name from body_life b
    where b.programme = ${programme} and b.units = '{}' and (b.until is null or b.until >= city_day(now())) and ${wholeProgrammeInScope(scope, "b.programme")} order by b.id`.execute(
    tx,
  );
  return rows;
}

/**
 * Accounts that may type a decision on a draft in: of the appraisal office, and clerks of the bodies that decide on everybody. Who
 * wrote a line of it is not among them.
 */
export async function listDeciders(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly draft: number; readonly today: string },
): Promise<readonly string[]> {
  const { programme, draft, today } = which;
  const { rows } = await sql<{ account: string }>`
    select distinct g.account from role_grant g join account a on a.id = g.account and a.state = 'active'
    where g.confirmed_at is not null and g.ended_at is null and g.first_day <= ${today}::date
      and coalesce(g.last_day, ${today}::date) >= ${today}::date
      and (g.role = 'organiser' or (g.role = 'clerk' and g.programme = ${programme} and exists (select from body b
        where b.programme = g.programme and b.id = any(g.things) and b.units = '{}')))
      and not exists (select from scheme_draft_revision r left join account w on w.id = r.saved_by
        where r.draft = ${draft} and (r.saved_by = a.id or (w.programme = a.programme and w.self = a.self)))
      and exists (select from programme p where p.id = ${programme} and ${wholeProgrammeInScope(scope, "p.id")})
    order by g.account`.execute(tx);
  return rows.map(({ account }) => account);
}
