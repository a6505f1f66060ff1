import type { DeferralCause, Name, Release } from "@biaochi/contract";
import type { SubjectType } from "@biaochi/engine";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";

/** Deferrals with their causes. Nothing outside this stage reads these tables. */
export const causeTables = ["deferral_cause", "deferral_end_cause"] as const;

type Named = { readonly id: string; readonly type: SubjectType; readonly name: Name };
type Done = { readonly by: string; readonly name: Name | null; readonly at: string };

export type DeferralRow = {
  readonly id: number;
  readonly programme: string;
  readonly period: string;
  readonly subject: Named;
  readonly unit: Named | null;
  readonly cause: DeferralCause;
  readonly first_day: string;
  readonly document: string;
  readonly reason: string;
  readonly set: Done;
  readonly ended: (Done & { readonly document: string; readonly reason: string }) | null;
};

/** Whoever reads causes does not read the own ones. */
export type Reader = { readonly scope: Scope; readonly self: string | undefined };

const here = { programme: "d.programme", id: "d.subject", type: "s.type", unit: "s.unit" };
const inReach = ({ scope, self }: Reader): RawBuilder<boolean> =>
  sql<boolean>`${subjectInScope(scope, here)} and d.subject is distinct from ${self ?? null}`;

const instant = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const called = (account: string) => sql`(select a.name from account a where a.id = ${sql.ref(account)})`;

export type WhichDeferrals = {
  readonly programme?: string | undefined;
  readonly which: "open" | "all";
  readonly before?: number | undefined;
  readonly limit: number;
};

/** Newest first. */
export async function listDeferrals(
  tx: Transaction,
  reader: Reader,
  { programme, which, before, limit }: WhichDeferrals,
): Promise<readonly DeferralRow[]> {
  const { rows } = await sql<DeferralRow>`
    select d.id, d.programme, d.period, jsonb_build_object('id', d.subject, 'type', s.type, 'name', s.name) as subject,
      (select jsonb_build_object('id', u.id, 'type', u.type, 'name', u.name) from current_subject u
        where u.programme = d.programme and u.id = s.unit) as unit,
      c.cause, c.first_day::text as first_day, c.document, c.reason,
      jsonb_build_object('by', c.set_by, 'name', ${called("c.set_by")}, 'at', ${instant("d.set_at")}) as set,
      (case when e.deferral is null then null else jsonb_build_object('by', f.ended_by, 'name', ${called("f.ended_by")},
        'at', ${instant("e.ended_at")}, 'document', f.document, 'reason', f.reason) end) as ended
    from deferral d join deferral_cause c on c.deferral = d.id join current_subject s on s.programme = d.programme and s.id = d.subject
    left join deferral_end e on e.deferral = d.id left join deferral_end_cause f on f.deferral = d.id
    where ${inReach(reader)} and (${programme ?? null}::text is null or d.programme = ${programme ?? null})
      and (${which} = 'all' or e.deferral is null) and (${before ?? null}::int is null or d.id < ${before ?? null})
    order by d.id desc limit ${limit}`.execute(tx);
  return rows;
}

export async function findDeferral(
  tx: Transaction,
  reader: Reader,
  id: number,
): Promise<(Pick<DeferralRow, "programme" | "ended"> & { readonly subject: string }) | undefined> {
  const [row] = await listDeferrals(tx, reader, { which: "all", before: id + 1, limit: 1 });
  return row?.id === id ? { programme: row.programme, ended: row.ended, subject: row.subject.id } : undefined;
}

export type NewDeferral = {
  readonly programme: string;
  readonly subject: string;
  readonly period: string;
  readonly cause: DeferralCause;
  readonly from: string;
  readonly document: string;
  readonly reason: string;
};

/** The same where it stands already; two who ask at once wait for each other. */
export async function findStanding(tx: Transaction, deferral: NewDeferral): Promise<number | undefined> {
  const { programme, subject, period, cause } = deferral;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`deferral ${programme} ${subject}`}, 0))`.execute(tx);
  const { rows } = await sql<{ id: number }>`
    select d.id from deferral d join deferral_cause c on c.deferral = d.id
    where d.programme = ${programme} and d.subject = ${subject} and d.period = ${period} and c.cause = ${cause}
      and not exists (select from deferral_end e where e.deferral = d.id)`.execute(tx);
  return rows[0]?.id;
}

export async function saveDeferral(tx: Transaction, deferral: NewDeferral, by: string): Promise<number> {
  const { programme, subject, period, cause, from, document, reason } = deferral;
  const { rows } = await sql<{ id: number }>`
    insert into deferral (programme, subject, period) values (${programme}, ${subject}, ${period}) returning id`.execute(
    tx,
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("a deferral was saved and has no number");
  await sql`insert into deferral_cause (deferral, cause, first_day, document, reason, set_by)
    values (${id}, ${cause}, ${from}, ${document}, ${reason}, ${by})`.execute(tx);
  return id;
}

/** Whether this ended it; false: somebody else has. */
export async function saveDeferralEnd(
  tx: Transaction,
  end: { readonly deferral: number; readonly document: string; readonly reason: string; readonly by: string },
): Promise<boolean> {
  const { deferral, document, reason, by } = end;
  const { numAffectedRows = 0n } = await sql`
    insert into deferral_end (deferral) values (${deferral}) on conflict (deferral) do nothing`.execute(tx);
  if (numAffectedRows === 0n) return false;
  await sql`insert into deferral_end_cause (deferral, document, reason, ended_by)
    values (${deferral}, ${document}, ${reason}, ${by})`.execute(tx);
  return true;
}

/** Programmes in reach, with the cycles of their schemes. */
export async function listDeferrable(
  tx: Transaction,
  inProgramme: RawBuilder<boolean>,
): Promise<readonly { readonly id: string; readonly title: Name; readonly periods: readonly string[] }[]> {
  const { rows } = await sql<{ id: string; title: Name; periods: readonly string[] }>`
    select p.id, p.title, array_agg(distinct v.cycle order by v.cycle desc) as periods
    from programme p join scheme_version v on v.programme = p.id where ${inProgramme}
    group by p.id, p.title, p.created_at order by p.created_at, p.id`.execute(tx);
  return rows;
}

/** Finished runs over a cycle, newest first. */
export async function listRunsOver(
  tx: Transaction,
  { programme, period }: { readonly programme: string; readonly period: string },
): Promise<readonly { readonly run: number; readonly release: Release }[]> {
  const { rows } = await sql<{ run: number; release: Release }>`
    select id as run, release from run where programme = ${programme} and period = ${period} and state = 'done'
    order by id desc limit 20`.execute(tx);
  return rows;
}
