import type { AuditEvent, AuditFilter, ReaderGroup, Role } from "@biaochi/contract";
import { readerGroupOf, readerGroups } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import { cityTimeZone } from "../../platform/clock.ts";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";
import { isCalled, partOf } from "./who.ts";

type Line = Omit<z.input<typeof AuditEvent>, "event" | "sequence" | "at"> & {
  readonly event: bigint;
  readonly sequence: bigint | null;
  /** To the microsecond, as the next page needs it. */
  readonly at: string;
};
export type AuditPlace = { readonly at: string; readonly event: string };

/** Whether the trail is open to somebody: to whoever keeps the installation, and to no reader of results. */
const trailInScope = (scope: Scope) => sql<boolean>`${scope.some(({ reach }) => reach.kind === "installation")}`;

/** Earlier versions called a demo's sign-in and every sign-out otherwise; their lines are found by the present names. */
const actionIs = (action: string) => {
  if (action === "signed-in")
    return sql<boolean>`(l.action = 'signed-in' or (l.action = 'sign-in' and l.outcome = 'done'))`;
  if (action === "sign-in-refused")
    return sql<boolean>`(l.action = 'sign-in-refused' or (l.action = 'sign-in' and l.outcome <> 'done'))`;
  if (action === "signed-out") return sql<boolean>`l.action in ('signed-out', 'sign-out')`;
  return sql<boolean>`l.action = ${action}`;
};

/** Words before an identifier in what a line is about. */
const thingWords = [
  ...["account", "grant", "document", "order", "session", "setting", "indicator", "unit", "role", "type", "id", "way"],
];

const fits = (filter: AuditFilter, called: Called) => {
  const { from, until, kind, action, outcome, thing } = filter;
  const day = (text: string) => sql`(${text}::date)::timestamp at time zone ${cityTimeZone}`;
  const parts = [
    ...(from === undefined ? [] : [sql<boolean>`l.at >= ${day(from)}`]),
    ...(until === undefined ? [] : [sql<boolean>`l.at < ${day(until)} + interval '1 day'`]),
    ...(kind === undefined ? [] : [sql<boolean>`l.kind = ${kind}`]),
    ...(called.account === undefined ? [] : [sql<boolean>`l.account = any(${[...called.account]})`]),
    ...(action === undefined ? [] : [actionIs(action)]),
    ...(called.subject === undefined ? [] : [sql<boolean>`l.subject = any(${[...called.subject]})`]),
    ...(thing === undefined ? [] : [isAbout(thing, called)]),
    ...(outcome === undefined
      ? []
      : [outcome === "refused" ? sql<boolean>`l.outcome <> 'done'` : sql<boolean>`l.outcome = ${outcome}`]),
  ];
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(parts, sql` and `)}`;
};

/**
 * By its own index, before anything else is looked at: in the order of time a rare thing would take a look at every line. That
 * there is one at all is what the index was made for.
 */
const isAbout = (thing: string, called: Called) => sql<boolean>`l.event = any (array(select e.event from audit_event e
    where e.thing is not null and string_to_array(e.thing, ' ') && ${thingsOf(thing, called)}::text[]))`;

/** Every word that a line might be about, as it would stand there. */
const thingsOf = (thing: string, { about = [] }: Called) => [
  ...[thing, ...thingWords.map((word) => `${word}:${thing}`)],
  ...about.map((account) => `account:${account}`),
];

/** Identifiers of those who are called so; an identifier means itself and nobody else. */
type Called = {
  readonly account: readonly string[] | undefined;
  readonly subject: readonly string[] | undefined;
  readonly about: readonly string[] | undefined;
};
const mostCalled = 500;

async function calledBy(tx: Transaction, { account, subject, thing }: AuditFilter): Promise<Called> {
  const accounts = async (q: string | undefined) => {
    if (q === undefined) return undefined;
    const { rows } = await sql<{ id: string }>`select a.id from account a where a.id = ${q} or (${isCalled(q)}
      and not exists (select 1 from account e where e.id = ${q})) limit ${mostCalled}`.execute(tx);
    return [q, ...rows.map(({ id }) => id)];
  };
  const subjects = async (q: string | undefined) => {
    if (q === undefined) return undefined;
    const part = partOf(q);
    const { rows } = await sql<{ id: string }>`select distinct s.id from current_subject s where s.id = ${q}
      or ((s.name->>'zh-CN' ilike ${part} or s.name->>'en' ilike ${part})
        and not exists (select 1 from current_subject e where e.id = ${q})) limit ${mostCalled}`.execute(tx);
    return [q, ...rows.map(({ id }) => id)];
  };
  return { account: await accounts(account), subject: await subjects(subject), about: await accounts(thing) };
}

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
      l.fact, l.thing, (select jsonb_build_object('id', a.id, 'name', a.name) from account a
        where a.id = substring(l.thing from 'account:(\\S+)')) as about, l.outcome, l.request, l.address
    from audit_line l
    where ${trailInScope(scope)} and ${fits(filter, await calledBy(tx, filter))} and ${further}
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
