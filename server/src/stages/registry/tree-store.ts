import type { Name } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";

/** The units of a registry that are in scope, whether or not the cycle knows them as subjects. */
const unitsHere = (scope: Scope, programme: string): RawBuilder<unknown> => sql`(
  select u.id from (select distinct programme, unit as id, 'unit' as type, null::text as unit from unit_span
    where programme = ${programme}) u
  where ${subjectInScope(scope, { programme: "u.programme", id: "u.id", type: "u.type", unit: "u.unit" })})`;

export async function unitsInScope(tx: Transaction, scope: Scope, programme: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`${unitsHere(scope, programme)}`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

export type Headcount = { readonly unit: string; readonly people: number; readonly sections: number };

/** How many people and sections each unit in scope has on a day. */
export async function headcounts(
  tx: Transaction,
  scope: Scope,
  { programme, day }: { readonly programme: string; readonly day: string },
): Promise<ReadonlyMap<string, Headcount>> {
  const holds = sql`not x.withdrawn and (x.since is null or x.since <= ${day}::date)
    and (x.until is null or x.until >= ${day}::date)`;
  const { rows } = await sql<Headcount>`
    with here as ${unitsHere(scope, programme)},
      people as (select x.unit, count(distinct x.official)::int as n
        from (select distinct on (id) * from post where programme = ${programme} order by id, recording desc) x
        where ${holds} and x.kind = 'main' group by x.unit),
      sections as (select x.unit, count(*)::int as n
        from (select distinct on (id) * from section where programme = ${programme} order by id, recording desc) x
        where ${holds} group by x.unit)
    select h.id as unit, coalesce(p.n, 0) as people, coalesce(s.n, 0) as sections
    from here h left join people p on p.unit = h.id left join sections s on s.unit = h.id`.execute(tx);
  return new Map(rows.map((row) => [row.unit, row]));
}

export type Holding = {
  readonly post: string;
  readonly official: string;
  readonly name: Name;
  readonly sort: number;
  readonly kind: "main" | "secondment" | "acting";
  readonly role_class: string | null;
  readonly title: string | null;
  readonly section: string | null;
  readonly team: string | null;
  readonly rank: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly share: string;
};

/** Who has a post in a unit in scope on a day, in protocol order from a place on. */
export async function postsInUnit(
  tx: Transaction,
  scope: Scope,
  where: {
    readonly programme: string;
    readonly unit: string;
    readonly day: string;
    readonly after?: { readonly sort: number; readonly post: string } | undefined;
    readonly limit: number;
    /** Only those who belong to a leadership team. */
    readonly onlyTeam?: boolean;
  },
): Promise<readonly Holding[]> {
  const { programme, unit, day, after, limit, onlyTeam = false } = where;
  const { rows } = await sql<Holding>`
    select p.id as post, p.official, o.name, o.sort, p.kind, p.role_class, p.title, p.section, p.team, o.rank,
      p.since::text, p.until::text, p.share
    from (select distinct on (id) * from post where programme = ${programme} and id in (
        select id from post where programme = ${programme} and unit = ${unit}) order by id, recording desc) p
    cross join lateral (select * from official o where o.programme = p.programme and o.id = p.official
      order by recording desc limit 1) o
    where not p.withdrawn and not o.withdrawn and p.unit = ${unit} and p.unit in ${unitsHere(scope, programme)}
      and (p.since is null or p.since <= ${day}::date) and (p.until is null or p.until >= ${day}::date)
      and (not ${onlyTeam}::boolean or p.team is not null)
      and (${after?.sort ?? null}::int is null or (o.sort, p.id) > (${after?.sort ?? 0}, ${after?.post ?? ""}))
    order by o.sort, p.id limit ${limit}`.execute(tx);
  return rows;
}

/** Whether somebody of the registry is in scope: by the place they have as a subject, or, where they are none yet, for the whole city. */
export async function isOfficialInScope(
  tx: Transaction,
  scope: Scope,
  programme: string,
  official: string,
): Promise<boolean> {
  const here = { programme: "x.programme", id: "x.id", type: "x.type", unit: "x.unit" };
  const { rows } = await sql`
    select 1 from (select o.programme, o.id, 'official' as type, s.unit from official o
        left join current_subject s on s.programme = o.programme and s.id = o.id
        where o.programme = ${programme} and o.id = ${official} limit 1) x
    where ${subjectInScope(scope, here)}`.execute(tx);
  return rows.length > 0;
}

export type EditionRow = {
  readonly recording: number;
  readonly act: string;
  readonly effective: string | null;
  readonly cycle: string;
  readonly undoes: number | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly name: string;
  readonly reason: string | null;
  readonly author: string;
  readonly author_name: Name | null;
  readonly recorded_at: Date;
};

/** What was recorded in the registry, newest first, for whoever reaches every unit of it. */
export async function listEditions(
  tx: Transaction,
  scope: Scope,
  programme: string,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<readonly EditionRow[]> {
  const whole = { programme: "e.programme", id: "e.whole", type: "e.whole", unit: "e.whole" };
  const { rows } = await sql<EditionRow>`
    select e.recording, e.act, e.effective::text, e.cycle, e.undoes, e.counts, r.name, r.reason, r.author,
      a.name as author_name, r.recorded_at
    from (select *, ''::text as whole from registry_edition where programme = ${programme}) e
    join recording r on r.id = e.recording left join account a on a.id = r.author
    where ${subjectInScope(scope, whole)} and (${before ?? null}::int is null or e.recording < ${before ?? 0})
    order by e.recording desc limit ${limit}`.execute(tx);
  return rows;
}
