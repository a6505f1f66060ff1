import type { AuditEvent, AuditFilter, ReaderGroup, Role } from "@biaochi/contract";
import { readerGroupOf, readerGroups } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import { cityTimeZone } from "../../platform/clock.ts";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";

type Line = Omit<z.input<typeof AuditEvent>, "event" | "sequence" | "at"> & {
  readonly event: bigint;
  readonly sequence: bigint | null;
  /** To the microsecond, as the next page needs it. */
  readonly at: string;
};
export type AuditPlace = { readonly at: string; readonly event: string };

/** Whether the trail is open to somebody: to whoever keeps the installation, and to no reader of results. */
const trailInScope = (scope: Scope) => sql<boolean>`${scope.some(({ reach }) => reach.kind === "installation")}`;

const fits = ({ from, until, kind, account, action, subject, outcome }: AuditFilter) => {
  const day = (text: string) => sql`(${text}::date)::timestamp at time zone ${cityTimeZone}`;
  const parts = [
    ...(from === undefined ? [] : [sql<boolean>`l.at >= ${day(from)}`]),
    ...(until === undefined ? [] : [sql<boolean>`l.at < ${day(until)} + interval '1 day'`]),
    ...(kind === undefined ? [] : [sql<boolean>`l.kind = ${kind}`]),
    ...(account === undefined ? [] : [sql<boolean>`l.account = ${account}`]),
    ...(action === undefined ? [] : [sql<boolean>`l.action = ${action}`]),
    ...(subject === undefined ? [] : [sql<boolean>`l.subject = ${subject}`]),
    ...(outcome === undefined
      ? []
      : [outcome === "refused" ? sql<boolean>`l.outcome <> 'done'` : sql<boolean>`l.outcome = ${outcome}`]),
  ];
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(parts, sql` and `)}`;
};

/** Lines of the trail, newest first. Names stand beside identifiers; a value stands nowhere. */
export async function listAudit(
  tx: Transaction,
  scope: Scope,
  filter: AuditFilter,
  page: { readonly after: AuditPlace | undefined; readonly limit: number },
): Promise<readonly Line[]> {
  const { after, limit } = page;
  const further =
    after === undefined ? sql`true` : sql`(l.at, l.event) < (${after.at}::timestamptz, ${after.event}::bigint)`;
  const { rows } = await sql<Line>`
    select l.event, l.sequence, to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, l.kind,
      (case when l.account is null then null else jsonb_build_object('id', l.account,
        'name', (select a.name from account a where a.id = l.account)) end) as account,
      l.roles, l.reach, l.action, l.route, l.programme, l.run,
      (case when l.subject is null then null else jsonb_build_object('id', l.subject, 'name', (
        select s.name from subject s where s.programme = l.programme and s.id = l.subject order by s.recording desc limit 1)) end) as subject,
      l.fact, l.thing, l.outcome, l.request, l.address
    from audit_line l
    where ${trailInScope(scope)} and ${fits(filter)} and ${further}
    order by l.at desc, l.event desc limit ${limit}`.execute(tx);
  return rows;
}

export type ReadersOfMonth = { readonly month: string; readonly readers: readonly ReaderGroup[] };

const place = { programme: "l.programme", id: "l.subject", type: "s.type", unit: "s.unit" };

/**
 * Who looked at the files in scope, by category and month, newest first. Reads that are masked, were refused, or are by
 * somebody whose reads are not told leave no trace here, not even an empty month.
 */
export async function listReaders(tx: Transaction, scope: Scope): Promise<readonly ReadersOfMonth[]> {
  const { rows } = await sql<{ month: string; roles: readonly Role[]; is_own: boolean }>`
    select distinct to_char(l.at at time zone ${cityTimeZone}, 'YYYY-MM') as month, l.roles,
      exists (select 1 from account a where a.id = l.account and a.programme = l.programme and a.self = l.subject) as is_own
    from audit_line l cross join lateral (
      select s.type, s.unit from subject s where s.programme = l.programme and s.id = l.subject order by s.recording desc limit 1) s
    where l.kind in ('read', 'export') and l.outcome = 'done' and not l.masked and l.account is not null
      and ${subjectInScope(scope, place)}
    order by month desc`.execute(tx);
  const months = Map.groupBy(rows, ({ month }) => month);
  return [...months].flatMap(([month, lines]) => {
    const groups = new Set(lines.map(({ roles, is_own }) => (is_own ? "self" : readerGroupOf(roles))));
    const readers = readerGroups.filter((group) => groups.has(group));
    return readers.length === 0 ? [] : [{ month, readers }];
  });
}
