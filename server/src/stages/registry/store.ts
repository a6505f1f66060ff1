import { type Account, type Name, type Role, roles } from "@biaochi/contract";
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
    `select * from (
       select distinct on (s.id) s.id, s.type, s.name, s.sort, s.unit, s.team, s.attributes, coalesce((
         select jsonb_agg(to_jsonb(v) order by v.position) from service v
         where v.programme = s.programme and v.subject = s.id and v.recording = s.recording), '[]') as service
       from subject s where s.programme = $1 and s.recording <= $2
       order by s.id, s.recording desc) newest
     order by sort, id collate "C"`,
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

export type NewAccount = {
  readonly id: string;
  readonly name: Name;
  readonly role: Role;
  readonly programme: string;
  readonly unit?: string | undefined;
  readonly team?: string | undefined;
  readonly self?: string | undefined;
};

/** Accounts that one click opens; only a demo has any. */
export async function saveDemoAccounts(client: ClientBase, accounts: readonly NewAccount[]): Promise<void> {
  const columns = (key: keyof NewAccount) => accounts.map((each) => each[key] ?? null);
  await client.query(
    `insert into account (id, name, role, programme, unit, team, self, is_demo)
     select id, name::jsonb, role, programme, unit, team, self, true
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
       as a (id, name, role, programme, unit, team, self)
     on conflict (id) do nothing`,
    [
      columns("id"),
      accounts.map((each) => JSON.stringify(each.name)),
      columns("role"),
      columns("programme"),
      columns("unit"),
      columns("team"),
      columns("self"),
    ],
  );
}

const accountColumns = sql`
  a.id, a.name, a.role, a.programme,
  (select jsonb_build_object('id', s.id, 'type', s.type, 'name', s.name) from current_subject s
    where s.programme = a.programme and s.id = a.unit) as unit,
  (select jsonb_build_object('id', s.id, 'type', s.type, 'name', s.name) from current_subject s
    where s.programme = a.programme and s.id = a.team) as team,
  (select jsonb_build_object('id', s.id, 'type', s.type, 'name', s.name) from current_subject s
    where s.programme = a.programme and s.id = a.self) as self`;

/** The accounts that a demo offers. Not scoped: whoever chooses one has not signed in yet. */
export async function listDemoAccounts(tx: Transaction): Promise<readonly Account[]> {
  const order = sql`array_position(${[...roles]}::text[], a.role), a.id`;
  return (await sql<Account>`select ${accountColumns} from account a where a.is_demo order by ${order}`.execute(tx))
    .rows;
}

export async function findDemoAccount(tx: Transaction, id: string): Promise<Account | undefined> {
  const query = sql<Account>`select ${accountColumns} from account a where a.is_demo and a.id = ${id}`;
  return (await query.execute(tx)).rows[0];
}

export async function findSession(tx: Transaction, tokenSha256: Buffer, now: Date): Promise<Account | undefined> {
  const query = sql<Account>`select ${accountColumns} from session x join account a on a.id = x.account
    where x.token_sha256 = ${tokenSha256} and x.expires_at > ${now}`;
  return (await query.execute(tx)).rows[0];
}

export type NewSession = {
  readonly tokenSha256: Buffer;
  readonly account: string;
  readonly now: Date;
  readonly expiresAt: Date;
};

/** Old sessions leave at the same time, so the table never grows beyond those in use. */
export async function saveSession(tx: Transaction, session: NewSession): Promise<void> {
  await sql`delete from session where expires_at <= ${session.now}`.execute(tx);
  await sql`insert into session (token_sha256, account, expires_at)
    values (${session.tokenSha256}, ${session.account}, ${session.expiresAt})`.execute(tx);
}

export async function removeSession(tx: Transaction, tokenSha256: Buffer): Promise<void> {
  await sql`delete from session where token_sha256 = ${tokenSha256}`.execute(tx);
}

/** How the units of a programme are called; an unknown one is called by its identifier. */
export async function unitNames(tx: Transaction, scope: Scope, programme: string): Promise<(id: string) => Name> {
  const { rows } = await sql<{ id: string; name: Name }>`
    select id, name from current_subject
    where type = 'unit' and programme = ${programme} and ${programmeInScope(scope, "programme")}`.execute(tx);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? { "zh-CN": id, en: id };
}
