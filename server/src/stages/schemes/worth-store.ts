import type { Scheme, Subject } from "@biaochi/engine";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";

type Selector = Scheme["lists"][number]["for"];
type Row = Omit<Subject, "service" | "unit" | "team"> & { readonly unit: string | null; readonly team: string | null };

const here = { programme: "s.programme", id: "s.id", type: "s.type", unit: "s.unit" };
const several = (value: string | readonly string[]): string[] => (typeof value === "string" ? [value] : [...value]);

function chosen(selector: Selector) {
  const { type, where = {}, subjects, except } = selector;
  const parts = [sql<boolean>`true`];
  if (type !== undefined) parts.push(sql<boolean>`s.type = ${type}`);
  if (subjects !== undefined) parts.push(sql<boolean>`s.id = any(${several(subjects)})`);
  if (except !== undefined) parts.push(sql<boolean>`s.id <> all(${several(except)})`);
  for (const [name, values] of Object.entries(where))
    parts.push(sql<boolean>`s.attributes->>${name} = any(${several(values)})`);
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** Kinds beyond these would not be told apart by anybody. */
const mostKinds = 40;

type Which = {
  readonly programme: string;
  readonly selector: Selector;
  readonly attributes: readonly string[];
  /** Subjects that the list names one by one: each is a kind of its own. */
  readonly named?: readonly string[];
  readonly most?: number;
};

/** One subject of a kind, and how many are of it. */
export type CountedKind = { readonly subject: Subject; readonly n: number };

/** One subject in scope for every combination of some attributes among those that a list is for, in protocol order. */
export async function listKinds(tx: Transaction, scope: Scope, which: Which): Promise<readonly Subject[]> {
  return (await countedKinds(tx, scope, which)).map(({ subject }) => subject);
}

/** The same with how many subjects in scope are of each kind. Subjects of lists further up are not counted. */
export async function countedKinds(
  tx: Transaction,
  scope: Scope,
  { programme, selector, attributes, named = [], most = mostKinds }: Which,
  before: readonly Selector[] = [],
): Promise<readonly CountedKind[]> {
  const values = sql`jsonb_build_array(${sql.join([
    sql`case when s.id = any(${[...named]}) then s.id end`,
    ...attributes.map((name) => sql`s.attributes->>${name}`),
  ])})`;
  const taken = before.map((other) => sql<boolean>`not coalesce(${chosen(other)}, false)`);
  const { rows } = await sql<Row & { readonly n: number }>`
    select * from (
      select distinct on (s.kind) s.*, (count(*) over (partition by s.kind))::int as n from (
        select s.id, s.type, s.name, s.sort, s.unit, s.team, s.attributes, ${values} as kind from subject s
        where s.programme = ${programme} and ${sql.join([chosen(selector), ...taken], sql` and `)}
          and ${subjectInScope(scope, here)}
          and not exists (select from subject n
            where n.programme = s.programme and n.id = s.id and n.recording > s.recording)) s
      order by s.kind, s.sort, s.id) kind
    order by kind.sort, kind.id limit ${most}`.execute(tx);
  return rows.map(({ id, type, name, sort, attributes: own, unit, team, n }) => ({
    n,
    subject: {
      ...{ id, type, name, sort, attributes: own },
      ...(unit === null ? {} : { unit }),
      ...(team === null ? {} : { team }),
      service: [],
    },
  }));
}
