import type { Name } from "@biaochi/contract";
import type { SubjectType } from "@biaochi/engine";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";
import { readNodes, type StoredNodes, storedNodes } from "./result-nodes.ts";
import type { Nodes } from "./result-store.ts";
import type { RunRow } from "./store.ts";

export type OutcomeSide = {
  readonly list: string;
  readonly standing: string;
  readonly score: string | null;
  readonly rank: string | null;
  readonly grade: string | null;
  readonly band: string | null;
  readonly nodes: Nodes;
};

export type ComparedLine = {
  readonly subject: string;
  readonly type: SubjectType;
  readonly name: Name;
  /** undefined: the subject has no result there. */
  readonly before: OutcomeSide | undefined;
  readonly after: OutcomeSide | undefined;
  /** Value of the sort key, for the next page. */
  readonly key: string;
};

export type ComparedRuns = { readonly before: RunRow; readonly after: RunRow };

export type WhichChanges = {
  readonly type?: SubjectType | undefined;
  readonly q?: string | undefined;
  /** Whether a subject counts as changed when nothing but its rank did. */
  readonly countsRank: (type: SubjectType) => boolean;
};

/** protocol: units, teams, officials, each in protocol order. difference: the largest change of score first. */
export type ChangesPage = {
  readonly sort: "protocol" | "difference";
  readonly after?: { readonly key: string; readonly subject: string } | undefined;
  readonly limit: number;
};

const slim = [
  "subject",
  "type",
  "name",
  "sort",
  "list",
  "standing",
  "score",
  "rank",
  "grade",
  "band",
  "nodes",
  "source",
];
const columnsOf = (table: string) => sql.join(slim.map((column) => sql.ref(`${table}.${column}`)));
const here = { programme: "run.programme", id: "r.subject", type: "r.type", unit: "r.unit" };

/**
 * The results of one run that can differ from the other's. Two runs that rest on one whole run differ only in what one of
 * them says itself (`near`), and in the places that shifted, which belong to nobody in particular.
 */
function side(runs: ComparedRuns, run: RunRow, scope: Scope): RawBuilder<unknown> {
  const own = sql`join run on run.id = ${run.id} and ${subjectInScope(scope, here)}
    left join run_list l on l.run = r.source and l.list = r.list
    left join result_points p on p.run = r.source and p.subject = r.subject
    left join lateral (
      select array_agg(n.node->>0 order by n.position) as paths, array_agg(n.node->>1 order by n.position) as kinds,
        array_agg(float_of(n.node->>3) order by n.position) as points
      from jsonb_array_elements(r.nodes) with ordinality n (node, position)) t on r.nodes is not null`;
  const points = sql`coalesce(l.paths, t.paths) as paths, coalesce(l.kinds, t.kinds) as kinds, coalesce(p.points, t.points) as points`;
  if (!areNear(runs)) return sql`select ${columnsOf("r")}, ${points} from run_result r ${own} where r.run = ${run.id}`;
  return sql`select ${columnsOf("r")}, ${points}
    from near cross join lateral (select * from run_result w where w.run = ${run.id} and w.subject = near.subject) r ${own}`;
}

const baseOf = (run: RunRow): number => run.base ?? run.id;
const areNear = ({ before, after }: ComparedRuns): boolean => baseOf(before) === baseOf(after);

/** Subjects that only the shifted places of others could have touched are found where ranks count: there are few of them. */
function near({ before, after }: ComparedRuns, ranked: readonly SubjectType[]): RawBuilder<unknown> {
  return sql`
    select d.subject from result d where d.run in (${before.id}, ${after.id}) and d.run <> ${baseOf(before)}
    union select b.subject from result b where b.run = ${baseOf(before)} and b.type = any(${[...ranked]})`;
}

function changed(runs: ComparedRuns, scope: Scope, which: WhichChanges): RawBuilder<unknown> {
  const ranked = (["unit", "team", "official"] as const).filter(which.countsRank);
  const parts = [
    sql<boolean>`(a.subject is null or b.subject is null or a.standing <> b.standing or a.score is distinct from b.score
      or a.grade is distinct from b.grade or a.band is distinct from b.band
      or (b.type = any(${[...ranked]}) and a.rank is distinct from b.rank)
      or (a.source <> b.source and points_differ(a.paths, a.kinds, a.points, b.paths, b.kinds, b.points)))`,
  ];
  if (which.type !== undefined) parts.push(sql<boolean>`coalesce(b.type, a.type) = ${which.type}`);
  if (which.q !== undefined && which.q.trim() !== "") {
    const pattern = `%${which.q.trim().replace(/[\\%_]/g, (each) => `\\${each}`)}%`;
    parts.push(sql<boolean>`(coalesce(b.name, a.name)->>'zh-CN' ilike ${pattern}
      or coalesce(b.name, a.name)->>'en' ilike ${pattern} or coalesce(b.subject, a.subject) ilike ${pattern})`);
  }
  return sql`
    with near as materialized (${near(runs, ranked)}),
    a as materialized (${side(runs, runs.before, scope)}), b as materialized (${side(runs, runs.after, scope)}),
    changed as materialized (
      select coalesce(b.subject, a.subject) as subject, coalesce(b.type, a.type) as type, coalesce(b.name, a.name) as name,
        coalesce(b.sort, a.sort) as sort, b.score - a.score as by, a.score as score_before, b.score as score_after,
        a.subject is null as is_new, b.subject is null as is_gone,
        a.list as list_before, b.list as list_after, a.standing as standing_before, b.standing as standing_after,
        a.rank as rank_before, b.rank as rank_after, a.grade as grade_before, b.grade as grade_after,
        a.band as band_before, b.band as band_after, a.nodes as nodes_before, b.nodes as nodes_after,
        a.source as source_before, b.source as source_after
      from a full join b on b.subject = a.subject where ${sql.join(parts, sql` and `)})`;
}

export type ChangeCounts = {
  readonly changed: number;
  readonly better: number;
  readonly worse: number;
  /** Subjects that only one of the two runs has. */
  readonly added: number;
  readonly removed: number;
  readonly grades: readonly { readonly from: string | null; readonly to: string | null; readonly count: number }[];
};

/** Who changed between two runs of one programme: how many, which way, and from which grade to which. */
export async function countChanges(
  tx: Transaction,
  scope: Scope,
  runs: ComparedRuns,
  which: WhichChanges,
): Promise<ChangeCounts> {
  const { rows } = await sql<ChangeCounts>`${changed(runs, scope, which)}
    select count(*)::int as changed, count(*) filter (where by > 0)::int as better,
      count(*) filter (where by < 0)::int as worse, count(*) filter (where is_new)::int as added,
      count(*) filter (where is_gone)::int as removed,
      coalesce((select jsonb_agg(jsonb_build_object('from', g.grade_before, 'to', g.grade_after, 'count', g.n)
        order by g.n desc, g.grade_before, g.grade_after) from (
          select grade_before, grade_after, count(*)::int as n from changed
          where grade_before is distinct from grade_after group by 1, 2) g), '[]') as grades
    from changed`.execute(tx);
  return rows[0] ?? { changed: 0, better: 0, worse: 0, added: 0, removed: 0, grades: [] };
}

type Row = {
  readonly subject: string;
  readonly type: SubjectType;
  readonly name: Name;
  readonly key: string;
} & Readonly<
  Record<`${"list" | "standing" | "score" | "rank" | "grade" | "band"}_${"before" | "after"}`, string | null>
> & {
    readonly nodes_before: Nodes | null;
    readonly nodes_after: Nodes | null;
    readonly stored_before: StoredNodes | null;
    readonly stored_after: StoredNodes | null;
  };

export async function listChanges(
  tx: Transaction,
  scope: Scope,
  runs: ComparedRuns,
  which: WhichChanges,
  page: ChangesPage,
): Promise<readonly ComparedLine[]> {
  const key =
    page.sort === "difference"
      ? sql`-abs(coalesce(c.by, 1e9))`
      : sql`(case c.type when 'unit' then 0 when 'team' then 1e9 else 2e9 end + c.sort)::numeric`;
  const beyond =
    page.after === undefined
      ? sql<boolean>`true`
      : sql<boolean>`(${key}, c.subject collate "C") > (${page.after.key}::numeric, ${page.after.subject} collate "C")`;
  const { rows } = await sql<Row>`${changed(runs, scope, which)}
    select c.subject, c.type, c.name, (${key})::text as key, c.list_before, c.list_after, c.standing_before, c.standing_after,
      c.score_before, c.score_after, c.rank_before::text, c.rank_after::text, c.grade_before, c.grade_after,
      c.band_before, c.band_after, c.nodes_before, c.nodes_after,
      ${storedNodes("c.source_before", "c.list_before", "c.subject")} as stored_before,
      ${storedNodes("c.source_after", "c.list_after", "c.subject")} as stored_after
    from (select * from changed c where ${beyond} order by ${key}, c.subject collate "C" limit ${page.limit}) c
    order by ${key}, c.subject collate "C"`.execute(tx);
  return rows.map((row) => ({
    ...{ subject: row.subject, type: row.type, name: row.name, key: row.key },
    before: sideOf(row, "before"),
    after: sideOf(row, "after"),
  }));
}

function sideOf(row: Row, which: "before" | "after"): OutcomeSide | undefined {
  const [list, standing] = [row[`list_${which}`], row[`standing_${which}`]];
  if (list === null || standing === null) return undefined;
  const stored = row[`stored_${which}`];
  return {
    ...{ list, standing, score: row[`score_${which}`], rank: row[`rank_${which}`] },
    ...{ grade: row[`grade_${which}`], band: row[`band_${which}`] },
    nodes: row[`nodes_${which}`] ?? (stored === null ? [] : readNodes(stored)),
  };
}
