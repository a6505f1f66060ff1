import type { Name } from "@biaochi/contract";
import type { Subject, SubjectType } from "@biaochi/engine";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, subjectInScope, thingsReached } from "../../../platform/scope.ts";
import type { Deciding } from "./entries.ts";

type Row = Omit<Subject, "service" | "unit" | "team"> & {
  readonly unit: string | null;
  readonly team: string | null;
  readonly key: string;
  readonly count: number;
};

/** Subjects that no scheme at hand tells apart, with one of them. */
export type Kind = { readonly key: string; readonly count: number; readonly sample: Subject };

const here = { programme: "s.programme", id: "s.id", type: "s.type", unit: "s.unit" };
const columns: Readonly<Record<string, RawBuilder<string>>> = {
  ...{ type: sql`s.type`, unit: sql`s.unit`, team: sql`s.team`, id: sql`s.id` },
};

/** Everything by which the schemes tell subjects apart, as one text. */
const keyBy = ({ attributes, subjects }: Deciding) =>
  sql<string>`jsonb_build_array(${sql.join([
    sql`s.type`,
    sql`case when s.id = any(${[...subjects]}::text[]) then s.id end`,
    ...attributes.map((name) => columns[name] ?? sql`s.attributes->>${name}`),
  ])})::text`;

type Which = { readonly programme: string; readonly deciding: Deciding; readonly subject?: string | undefined };

/** Subjects in scope by what tells them apart. */
export async function listKindsOf(tx: Transaction, scope: Scope, which: Which): Promise<readonly Kind[]> {
  const { programme, deciding, subject = null } = which;
  const { rows } = await sql<Row>`
    select * from (
      select distinct on (k.key) k.*, count(*) over (partition by k.key)::int as count from (
        select s.id, s.type, s.name, s.sort, s.unit, s.team, s.attributes, ${keyBy(deciding)} as key from current_subject s
        where s.programme = ${programme} and ${subjectInScope(scope, here)} and (${subject}::text is null or s.id = ${subject})) k
      order by k.key, k.sort, k.id) one
    order by array_position(array['unit', 'team', 'official'], one.type), one.sort, one.id`.execute(tx);
  return rows.map(({ key, count, unit, team, ...subject_ }) => ({
    ...{ key, count },
    sample: {
      ...subject_,
      ...(unit === null ? {} : { unit }),
      ...(team === null ? {} : { team }),
      service: [],
    },
  }));
}

export type MemberRow = { readonly id: string; readonly type: SubjectType; readonly name: Name; readonly key: string };

/** Of each kind the first in protocol order. */
export async function listMembers(
  tx: Transaction,
  scope: Scope,
  which: Which & { readonly keys: readonly string[]; readonly each: number },
): Promise<readonly MemberRow[]> {
  const { programme, deciding, keys, each, subject = null } = which;
  const { rows } = await sql<MemberRow>`
    select id, type, name, key from (
      select k.*, row_number() over (partition by k.key order by k.sort, k.id) as place from (
        select s.id, s.type, s.name, s.sort, ${keyBy(deciding)} as key from current_subject s
        where s.programme = ${programme} and ${subjectInScope(scope, here)} and (${subject}::text is null or s.id = ${subject})) k
      where k.key = any(${[...keys]}::text[])) m
    where m.place <= ${each} order by m.sort, m.id`.execute(tx);
  return rows;
}

/** Accounts of those concerned, each once: officials themselves, and heads and liaisons of the units. */
export async function tellConcerned(
  tx: Transaction,
  which: Which & { readonly keys: readonly string[]; readonly today: string },
  todo: {
    readonly keyPrefix: string;
    readonly kind: string;
    readonly params: object;
    readonly path: string;
    readonly minutes: number;
  },
): Promise<number> {
  const { programme, deciding, keys, today } = which;
  const { numAffectedRows = 0n } = await sql`
    insert into todo (key, kind, params, account, path, minutes)
    select ${todo.keyPrefix} || t.account, ${todo.kind}, ${JSON.stringify(todo.params)}::jsonb, t.account, ${todo.path}, ${todo.minutes}
    from (
      with concerned as (
        select s.id, s.type from current_subject s where s.programme = ${programme} and ${keyBy(deciding)} = any(${[...keys]}::text[]))
      select a.id as account from account a join concerned c on c.id = a.self and c.type = 'official'
        where a.programme = ${programme} and a.state = 'active'
      union
      select g.account from role_grant g join account a on a.id = g.account and a.state = 'active'
        join concerned c on c.type = 'unit' and c.id = any(${thingsReached})
        where g.programme = ${programme} and g.reach = 'units' and g.role in ('head', 'liaison') and g.confirmed_at is not null
          and g.ended_at is null and g.first_day <= ${today}::date and coalesce(g.last_day, ${today}::date) >= ${today}::date) t
    on conflict (key) where done_at is null do nothing`.execute(tx);
  return Number(numAffectedRows);
}
