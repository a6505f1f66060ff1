import type { Name } from "@biaochi/contract";
import type { Aggregation } from "@biaochi/engine/cascade";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, subjectInScope } from "../../../platform/scope.ts";
import type { Where } from "./goal-store.ts";

export type AssignedRow = {
  readonly official: string;
  readonly role: "leads" | "owns" | "carries";
  readonly share: string | null;
};
export type DutyRow = {
  readonly section: string | null;
  readonly what: string;
  readonly share: string | null;
  readonly coefficient: string;
  readonly people: readonly AssignedRow[];
};
export type TaskRow = {
  readonly goal: string;
  readonly name: Name;
  readonly target: string;
  readonly measure: string;
  readonly aggregation: Aggregation;
  readonly source: string;
  readonly part: "lead" | "cooperating";
  readonly share: string | null;
  readonly coefficient: string;
  readonly indicator: string | null;
  readonly duties: readonly DutyRow[];
};

/** What a unit has taken on and how it is handed down, as it stands now. */
export type UnitList = {
  readonly id: string;
  readonly name: Name;
  readonly unit_type: string | null;
  /** Whether the reader reaches the unit; otherwise single people of it, and sees what these have. */
  readonly is_whole: boolean;
  readonly decomposition: number | null;
  /** 0: nothing has been handed down. */
  readonly version: number;
  readonly tasks: readonly TaskRow[];
  /** Of the head's newest confirmation. */
  readonly commitment: number | null;
  readonly committed_digest: string | null;
};

const unitColumns = { programme: "u.programme", id: "u.id", type: "u.type", unit: "u.unit" };
const personColumns = { programme: "o.programme", id: "o.id", type: "o.type", unit: "o.unit" };

/** Units in scope, and units of people in scope, in protocol order; one of them, where it is named. */
export async function listUnitLists(
  tx: Transaction,
  scope: Scope,
  asked: Where & { readonly unit?: string },
): Promise<readonly UnitList[]> {
  const { programme, cycle } = asked;
  const unit = asked.unit ?? null;
  const { rows } = await sql<UnitList>`
    with goals as materialized (select distinct on (id) * from city_goal where programme = ${programme} and cycle = ${cycle}
      order by id, version desc),
    units as materialized (
      select u.id, u.name, u.sort, u.attributes->>'unitType' as unit_type, ${subjectInScope(scope, unitColumns)} as is_whole
      from current_subject u where u.type = 'unit' and u.programme = ${programme} and (${unit}::text is null or u.id = ${unit})
        and (${subjectInScope(scope, unitColumns)} or exists (select from current_subject o
          where o.programme = ${programme} and o.type = 'official' and o.unit = u.id and ${subjectInScope(scope, personColumns)})))
    select u.id, u.name, u.unit_type, u.is_whole, d.id as decomposition, coalesce(d.version, 0) as version,
      c.id as commitment, c.digest as committed_digest, coalesce((
        select jsonb_agg(jsonb_build_object('goal', g.id, 'name', g.name, 'target', g.target, 'measure', g.measure,
          'aggregation', g.aggregation, 'source', g.source, 'part', t.part, 'share', t.share, 'coefficient', t.coefficient,
          'indicator', t.indicator, 'duties', coalesce(s.duties, '[]')) order by g.sort, g.id collate "C")
        from goals g join unit_task t on t.programme = ${programme} and t.cycle = ${cycle} and t.goal = g.id
          and t.version = g.version and t.unit = u.id
        left join lateral (
          select jsonb_agg(jsonb_build_object('section', y.section, 'what', y.what, 'share', y.share,
            'coefficient', y.coefficient, 'people', coalesce(p.people, '[]')) order by y.position) as duties
          from section_duty y left join lateral (
            select jsonb_agg(jsonb_build_object('official', a.official, 'role', a.role, 'share', a.share) order by a.position) as people
            from assignment a where a.decomposition = y.decomposition and a.goal = y.goal and a.duty = y.position
              and (u.is_whole or exists (select from current_subject o where o.programme = ${programme} and o.id = a.official
                and ${subjectInScope(scope, personColumns)}))) p on true
          where y.decomposition = d.id and y.goal = g.id and (u.is_whole or p.people is not null)) s on true
        where g.end_reason is null and (u.is_whole or s.duties is not null)), '[]') as tasks
    from units u
    left join lateral (select id, version from decomposition where programme = ${programme} and cycle = ${cycle} and unit = u.id
      order by version desc limit 1) d on true
    left join lateral (select id, digest from commitment where programme = ${programme} and cycle = ${cycle} and unit = u.id
      order by id desc limit 1) c on true
    order by u.sort, u.id collate "C"`.execute(tx);
  return rows;
}

export type PersonRow = {
  readonly id: string;
  readonly name: Name;
  readonly unit: string | null;
  readonly roleClass: string | null;
  readonly section: string | null;
};

/** Officials in scope who serve in the units, and those named besides who do not any more, in protocol order. */
export async function listPeople(
  tx: Transaction,
  scope: Scope,
  programme: string,
  { units, named }: { readonly units: readonly string[]; readonly named: readonly string[] },
): Promise<readonly PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select o.id, o.name, o.unit, o.attributes->>'roleClass' as "roleClass", o.attributes->>'section' as section
    from current_subject o where o.programme = ${programme} and o.type = 'official'
      and ((o.unit = any(${[...units]}) and ${subjectInScope(scope, personColumns)}) or o.id = any(${[...named]}))
    order by o.sort, o.id collate "C"`.execute(tx);
  return rows;
}

/** One after the other, where two people of a unit write or confirm at once. */
export async function lockUnit(tx: Transaction, { programme, cycle }: Where, unit: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`cascade ${programme} ${cycle} ${unit}`}, 0))`.execute(tx);
}

export type NewDecomposition = Where & {
  readonly unit: string;
  readonly version: number;
  readonly tasks: readonly { readonly goal: string; readonly duties: readonly DutyRow[] }[];
};

export async function saveDecomposition(tx: Transaction, made: NewDecomposition, by: string): Promise<number> {
  const { programme, cycle, unit, version, tasks } = made;
  const { rows } = await sql<{ id: number }>`insert into decomposition (programme, cycle, unit, version, made_by)
    values (${programme}, ${cycle}, ${unit}, ${version}, ${by}) returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("a decomposition was saved and has no number");
  const duties = tasks.flatMap(({ goal, duties: all }) => all.map((duty, position) => ({ ...duty, goal, position })));
  const assigned = duties.flatMap(({ goal, position: duty, people }) =>
    people.map((each, position) => ({ ...each, goal, duty, position })),
  );
  await sql`insert into section_duty (decomposition, goal, position, section, what, share, coefficient)
    select ${id}, d.* from jsonb_to_recordset(${JSON.stringify(duties)}::jsonb)
      as d(goal text, position int, section text, what text, share text, coefficient text)`.execute(tx);
  await sql`insert into assignment (decomposition, goal, duty, position, official, role, share)
    select ${id}, a.* from jsonb_to_recordset(${JSON.stringify(assigned)}::jsonb)
      as a(goal text, duty int, position int, official text, role text, share text)`.execute(tx);
  return id;
}

/** Cycles in which a unit has had tasks; the caller has asked whether it is in scope. */
export async function listCyclesOf(tx: Transaction, programme: string, unit: string): Promise<readonly string[]> {
  const { rows } = await sql<{ cycle: string }>`
    select distinct cycle from unit_task where programme = ${programme} and unit = ${unit} order by 1 desc`.execute(tx);
  return rows.map(({ cycle }) => cycle);
}
