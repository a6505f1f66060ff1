import type { Name } from "@biaochi/contract";
import { exactOf, type Service, type Subject, type SubjectType, show } from "@biaochi/engine";
import { sql } from "kysely";
import type { ClientBase } from "pg";
import { type CopyRow, copyIn } from "../../platform/copy.ts";
import type { Transaction } from "../../platform/database.ts";
import { programmeInScope, type Scope } from "../../platform/scope.ts";

export type NewProgramme = { readonly id: string; readonly title: Name; readonly synthetic: boolean };

/** Makes the programme if it is new. */
export async function saveProgramme(client: ClientBase, programme: NewProgramme): Promise<void> {
  await client.query("insert into programme (id, title, synthetic) values ($1, $2, $3) on conflict (id) do nothing", [
    programme.id,
    JSON.stringify(programme.title),
    programme.synthetic,
  ]);
}

const subjectColumns = ["programme", "id", "recording", "type", "name", "sort", "unit", "team", "attributes"];
const serviceColumns = [
  ...["programme", "subject", "recording", "position", "unit", "team", "role_class"],
  ...["month_from", "month_to", "share", "kind"],
];

/** Sends all subjects of one recording, and where they served, in two COPYs. */
export async function saveSubjects(
  client: ClientBase,
  where: { readonly programme: string; readonly recording: number },
  subjects: readonly Subject[],
): Promise<void> {
  const { programme, recording } = where;
  function* subjectRows(): Iterable<CopyRow> {
    for (const { id, type, name, sort, unit = null, team = null, attributes } of subjects)
      yield [
        programme,
        id,
        String(recording),
        type,
        JSON.stringify(name),
        String(sort),
        unit,
        team,
        JSON.stringify(attributes),
      ];
  }
  function* serviceRows(): Iterable<CopyRow> {
    for (const { id, service } of subjects)
      for (const [position, { unit, team = null, roleClass = null, from, to, share, kind }] of service.entries())
        yield [programme, id, String(recording), String(position), unit, team, roleClass, from, to, show(share), kind];
  }
  await copyIn(client, "subject", subjectColumns, subjectRows());
  await copyIn(client, "service", serviceColumns, serviceRows());
}

type ServiceJson = {
  readonly unit: string;
  readonly team: string | null;
  readonly role_class: string | null;
  readonly month_from: string;
  readonly month_to: string;
  readonly share: string;
  readonly kind: Service["kind"];
};
type SubjectRow = {
  readonly id: string;
  readonly type: SubjectType;
  readonly name: Name;
  readonly sort: number;
  readonly unit: string | null;
  readonly team: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly service: readonly ServiceJson[];
};

/** The subjects of a programme as the newest recording up to `recording` describes each, in protocol order. */
export async function readSubjects(
  client: ClientBase,
  at: { readonly programme: string; readonly recording: number },
): Promise<readonly Subject[]> {
  const { rows } = await client.query<SubjectRow>(
    `select id, type, name, sort, unit, team, attributes, service from (
       select distinct on (s.id) s.id, s.type, s.name, s.sort, s.unit, s.team, s.attributes, s.presence, coalesce((
         select jsonb_agg(to_jsonb(v) order by v.position) from service v
         where v.programme = s.programme and v.subject = s.id and v.recording = s.recording), '[]') as service
       from subject s where s.programme = $1 and s.recording <= $2
       order by s.id, s.recording desc) newest
     where presence = 'present' order by sort, id collate "C"`,
    [at.programme, at.recording],
  );
  return rows.map(subjectOf);
}

function subjectOf({ unit, team, service, ...row }: SubjectRow): Subject {
  return {
    ...row,
    ...(unit === null ? {} : { unit }),
    ...(team === null ? {} : { team }),
    service: service.map(
      ({ team: itsTeam, role_class: roleClass, month_from: from, month_to: to, share, ...rest }) => ({
        unit: rest.unit,
        kind: rest.kind,
        from,
        to,
        share: exactOf(share),
        ...(itsTeam === null ? {} : { team: itsTeam }),
        ...(roleClass === null ? {} : { roleClass }),
      }),
    ),
  };
}

export type ProgrammeRow = {
  readonly id: string;
  readonly title: Name;
  readonly synthetic: boolean;
  readonly unit: number;
  readonly team: number;
  readonly official: number;
};

export async function listProgrammes(tx: Transaction, scope: Scope): Promise<readonly ProgrammeRow[]> {
  const { rows } = await sql<ProgrammeRow>`
    select p.id, p.title, p.synthetic,
      count(*) filter (where s.type = 'unit')::int as unit,
      count(*) filter (where s.type = 'team')::int as team,
      count(*) filter (where s.type = 'official')::int as official
    from programme p left join current_subject s on s.programme = p.id
    where ${programmeInScope(scope, "p.id")}
    group by p.id order by p.created_at, p.id`.execute(tx);
  return rows;
}

export type Body = {
  readonly programme: string;
  readonly id: string;
  readonly name: Name;
  /** On whose people it decides; none: on the city's. */
  readonly units: readonly string[];
};

/** Those who decide. One that is known stays as it is. */
export async function saveBodies(client: ClientBase, bodies: readonly Body[]): Promise<void> {
  for (const { programme, id, name, units } of bodies)
    await client.query(
      "insert into body (programme, id, name, units) values ($1, $2, $3, $4) on conflict (programme, id) do nothing",
      [programme, id, JSON.stringify(name), units],
    );
}

/** How the units of a programme are called; an unknown one is called by its identifier. */
export async function unitNames(tx: Transaction, scope: Scope, programme: string): Promise<(id: string) => Name> {
  const { rows } = await sql<{ id: string; name: Name }>`
    select id, name from current_subject
    where type = 'unit' and programme = ${programme} and ${programmeInScope(scope, "programme")}`.execute(tx);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? { "zh-CN": id, en: id };
}
