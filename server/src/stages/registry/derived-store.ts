import type { Name } from "@biaochi/contract";
import {
  deriveSubjects,
  exactOf,
  periodOf,
  type Registry,
  type Service,
  type Subject,
  type SubjectType,
  show,
  type When,
} from "@biaochi/engine";
import type { ClientBase } from "pg";
import { type Ask, type At, askOn, newestEdition, readRegistry } from "./edition-store.ts";
import { readSubjects } from "./store.ts";

/**
 * The subjects of a programme in a cycle, as of a recording. Stored rows are those of the cycle for which the newest edition
 * of the registry was derived; of any other cycle they are derived from the registry as it stood then. A programme without
 * a registry at that mark has its rows. All of it is a function of what was recorded up to the mark.
 */
export async function subjectsAsOf(
  client: ClientBase,
  at: At & { readonly cycle?: string | undefined },
): Promise<readonly Subject[]> {
  const ask = askOn(client);
  const newest = await newestEdition(ask, at);
  if (newest === undefined || at.cycle === undefined || at.cycle === newest.cycle) return readSubjects(client, at);
  const own = await newestEdition(ask, at, at.cycle);
  const when = { cycle: periodOf(at.cycle), cutOff: own?.cutOff ?? undefined };
  return deriveSubjects(await readRegistry(ask, at), when);
}

export const presences = ["present", "left", "withdrawn"] as const;
export type Presence = (typeof presences)[number];

/** What an edition changes for pages and runs: rows of subjects that would be written anew. */
export type DerivedChanges = {
  readonly changed: readonly { readonly after: Subject; readonly before: Subject | undefined }[];
  /** Known subjects that are nobody's in the cycle, or were recorded by mistake. */
  readonly gone: readonly { readonly before: Subject; readonly presence: Exclude<Presence, "present"> }[];
};

type StoredRow = {
  readonly id: string;
  readonly type: SubjectType;
  readonly name: Name;
  readonly sort: number;
  readonly unit: string | null;
  readonly team: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly presence: Presence;
  readonly service: readonly (Omit<Service, "share"> & { readonly share: string })[] | null;
};

/** Stored rows of units and teams, and of these officials; of everybody where nobody is named. */
async function storedRows(ask: Ask, at: At, officials: readonly string[] | undefined): Promise<readonly StoredRow[]> {
  return ask<StoredRow>(
    `select s.id, s.type, s.name, s.sort, s.unit, s.team, s.attributes, s.presence, (
       select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('unit', v.unit, 'team', v.team, 'roleClass', v.role_class,
         'from', v.month_from, 'to', v.month_to, 'share', v.share, 'kind', v.kind)) order by v.position)
       from service v where v.programme = s.programme and v.subject = s.id and v.recording = s.recording) as service
     from (select distinct on (id) * from subject where programme = $1 and recording <= $2
       and ($3::text[] is null or type <> 'official' or id = any($3)) order by id, recording desc) s`,
    [at.programme, at.recording, officials ?? null],
  );
}

const subjectOf = ({ unit, team, service, presence: _, ...row }: StoredRow): Subject => ({
  ...row,
  ...(unit === null ? {} : { unit }),
  ...(team === null ? {} : { team }),
  service: (service ?? []).map((each) => ({ ...each, share: exactOf(each.share) })),
});

/** The subjects of a programme as their rows stand, also of one without a registry. */
export async function storedSubjects(ask: Ask, at: At): Promise<readonly Subject[]> {
  const rows = await storedRows(ask, at, undefined);
  return rows.filter(({ presence }) => presence === "present").map(subjectOf);
}

/** One text for one subject, however its members are ordered. */
function canonical({ id, type, name, sort, unit, team, attributes, service }: Subject): string {
  const served = service.map((each) => [
    ...[each.unit, each.team ?? "", each.roleClass ?? "", each.from, each.to, show(each.share), each.kind],
  ]);
  const said = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([id, type, name["zh-CN"], name.en, sort, unit ?? "", team ?? "", said, served]);
}

/**
 * What the registry derives, compared with the rows as they stand. `registry` may hold a part of the people; `withdrawn`:
 * officials, units and teams whose entry an edition takes back.
 */
export async function derivedChanges(
  ask: Ask,
  at: At,
  registry: Registry,
  when: When,
  { officials, withdrawn = [] }: { readonly officials?: readonly string[]; readonly withdrawn?: readonly string[] },
): Promise<DerivedChanges> {
  const rows = new Map((await storedRows(ask, at, officials)).map((row) => [row.id, row]));
  const changed: DerivedChanges["changed"][number][] = [];
  const derived = new Set<string>();
  for (const after of deriveSubjects(registry, when)) {
    derived.add(after.id);
    const row = rows.get(after.id);
    const before = row === undefined || row.presence === "withdrawn" ? undefined : subjectOf(row);
    const isSame = row?.presence === "present" && before !== undefined && canonical(before) === canonical(after);
    if (!isSame) changed.push({ after, before });
  }
  const known = new Set<string>([
    ...registry.unit.map(({ unit }) => unit),
    ...registry.team.map(({ id }) => id),
    ...registry.official.map(({ id }) => id),
  ]);
  const back = new Set(withdrawn);
  const gone = [...rows.values()].flatMap((row): readonly DerivedChanges["gone"][number][] => {
    if (derived.has(row.id)) return [];
    const presence = back.has(row.id) && !known.has(row.id) ? "withdrawn" : known.has(row.id) ? "left" : row.presence;
    return presence === row.presence || presence === "present" ? [] : [{ before: subjectOf(row), presence }];
  });
  return { changed, gone };
}

const atOnce = 5_000;

/** Writes the changes with the recording at hand. */
export async function saveDerived(ask: Ask, at: At, { changed, gone }: DerivedChanges): Promise<void> {
  const subjects = [
    ...changed.map(({ after }) => ({ subject: after, presence: "present" })),
    ...gone.map(({ before, presence }) => ({ subject: before, presence })),
  ];
  const { programme, recording } = at;
  for (let from = 0; from < subjects.length; from += atOnce) {
    const some = subjects.slice(from, from + atOnce);
    const rows = some.map(({ subject: { id, type, name, sort, unit, team, attributes }, presence }) => ({
      ...{ programme, id, recording, type, name, sort, unit: unit ?? null, team: team ?? null, attributes, presence },
    }));
    const columns = "programme, id, recording, type, name, sort, unit, team, attributes, presence";
    await ask(
      `insert into subject (${columns}) select ${columns} from jsonb_populate_recordset(null::subject, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
    const served = some.flatMap(({ subject: { id, service } }) =>
      service.map((each, position) => ({
        ...{ programme, subject: id, recording, position, unit: each.unit, team: each.team ?? null },
        ...{ role_class: each.roleClass ?? null, month_from: each.from, month_to: each.to, kind: each.kind },
        share: show(each.share),
      })),
    );
    if (served.length > 0)
      await ask(`insert into service select s.* from jsonb_populate_recordset(null::service, $1::jsonb) s`, [
        JSON.stringify(served),
      ]);
  }
}
