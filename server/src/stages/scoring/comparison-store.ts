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
  "points_digest",
];
const columnsOf = (table: string) => sql.join(slim.map((column) => sql.ref(`${table}.${column}`)));
const here = { programme: "run.programme", id: "r.subject", type: "r.type", unit: "r.unit", release: "run.release" };

/** The results of one run, of everybody or of `near`; their points stay where they are. */
function side(run: RunRow, scope: Scope, near: readonly string[] | undefined): RawBuilder<unknown> {
  const isNear = near === undefined ? sql<boolean>`true` : sql<boolean>`r.subject = any(${[...near]})`;
  return sql`select ${columnsOf("r")} from run_result r join run on run.id = ${run.id} and ${subjectInScope(scope, here)}
    where r.run = ${run.id} and ${isNear}`;
}

/**
 * Whether points differ; asked only about those of whom nothing else does, and whose points do not have one digest. Exact
 * texts of earlier versions by the view.
 */
const pointsDiffer = ({
  before,
  after,
}: ComparedRuns) => sql<boolean>`(case when a.points_digest = b.points_digest then false when a.nodes is null and b.nodes is null then exists (
    select from result_points p join run_list l on l.run = p.run and l.list = a.list,
      result_points q join run_list m on m.run = q.run and m.list = b.list
    where p.run = a.source and p.subject = a.subject and q.run = b.source and q.subject = b.subject
      and points_differ(l.paths, l.kinds, p.points, m.paths, m.kinds, q.points))
  else exists (
    select from (select * from explanation_row e where e.run = ${before.id} and e.subject = a.subject) x
    full join (select * from explanation_row e where e.run = ${after.id} and e.subject = b.subject) y
      on y.path = x.path and y.kind = x.kind
    where abs(coalesce(x.points, 0) - coalesce(y.points, 0)) > 1e-9) end)`;

const baseOf = (run: RunRow): number => run.base ?? run.id;

/**
 * Whom two runs can differ in at all, where they rest on one whole run: whom one of them says itself, and those whose rank
 * counts, since it may have shifted. Undefined where they do not. Asked first: a view is quick where it is told whom.
 */
async function nearOf(
  tx: Transaction,
  { before, after }: ComparedRuns,
  which: WhichChanges,
): Promise<readonly string[] | undefined> {
  if (baseOf(before) !== baseOf(after)) return undefined;
  const ranked = (["unit", "team", "official"] as const).filter(which.countsRank);
  const { rows } = await sql<{ subject: string }>`
    select d.subject from result d where d.run in (${before.id}, ${after.id}) and d.run <> ${baseOf(before)}
    union select b.subject from result b where b.run = ${baseOf(before)} and b.type = any(${[...ranked]})`.execute(tx);
  return rows.map(({ subject }) => subject);
}

async function changed(
  tx: Transaction,
  scope: Scope,
  runs: ComparedRuns,
  which: WhichChanges,
): Promise<RawBuilder<unknown>> {
  const near = await nearOf(tx, runs, which);
  const ranked = (["unit", "team", "official"] as const).filter(which.countsRank);
  const parts = [
    sql<boolean>`(a.subject is null or b.subject is null or a.standing <> b.standing or a.score is distinct from b.score
      or a.grade is distinct from b.grade or a.band is distinct from b.band
      or (b.type = any(${[...ranked]}) and a.rank is distinct from b.rank)
      or (a.source <> b.source and ${pointsDiffer(runs)}))`,
  ];
  if (which.type !== undefined) parts.push(sql<boolean>`coalesce(b.type, a.type) = ${which.type}`);
  if (which.q !== undefined && which.q.trim() !== "") {
    const pattern = `%${which.q.trim().replace(/[\\%_]/g, (each) => `\\${each}`)}%`;
    parts.push(sql<boolean>`(coalesce(b.name, a.name)->>'zh-CN' ilike ${pattern}
      or coalesce(b.name, a.name)->>'en' ilike ${pattern} or coalesce(b.subject, a.subject) ilike ${pattern})`);
  }
  return sql`
    with a as materialized (${side(runs.before, scope, near)}), b as materialized (${side(runs.after, scope, near)}),
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

/** A page of who changed between two runs of one programme; and how many did, which way, and from which grade to which. */
export async function readChanges(
  tx: Transaction,
  scope: Scope,
  runs: ComparedRuns,
  which: WhichChanges,
  page: ChangesPage,
): Promise<{ readonly lines: readonly ComparedLine[]; readonly counts: ChangeCounts }> {
  const key =
    page.sort === "difference"
      ? sql`-abs(coalesce(c.by, 1e9))`
      : sql`(case c.type when 'unit' then 0 when 'team' then 1e9 else 2e9 end + c.sort)::numeric`;
  const beyond =
    page.after === undefined
      ? sql<boolean>`true`
      : sql<boolean>`(${key}, c.subject collate "C") > (${page.after.key}::numeric, ${page.after.subject} collate "C")`;
  const { rows } = await sql<
    ChangeCounts & (Row | { readonly subject: null })
  >`${await changed(tx, scope, runs, which)},
    counts as (
      select count(*)::int as changed, count(*) filter (where by > 0)::int as better,
        count(*) filter (where by < 0)::int as worse, count(*) filter (where is_new)::int as added,
        count(*) filter (where is_gone)::int as removed,
        coalesce((select jsonb_agg(jsonb_build_object('from', g.grade_before, 'to', g.grade_after, 'count', g.n)
          order by g.n desc, g.grade_before, g.grade_after) from (
            select grade_before, grade_after, count(*)::int as n from changed
            where grade_before is distinct from grade_after group by 1, 2) g), '[]') as grades
      from changed),
    page as (select * from changed c where ${beyond} order by ${key}, c.subject collate "C" limit ${page.limit})
    select counts.*, c.subject, c.type, c.name, (${key})::text as key, c.list_before, c.list_after, c.standing_before, c.standing_after,
      c.score_before, c.score_after, c.rank_before::text, c.rank_after::text, c.grade_before, c.grade_after,
      c.band_before, c.band_after, c.nodes_before, c.nodes_after,
      ${storedNodes("c.source_before", "c.list_before", "c.subject")} as stored_before,
      ${storedNodes("c.source_after", "c.list_after", "c.subject")} as stored_after
    from counts left join page c on true order by ${key}, c.subject collate "C"`.execute(tx);
  const [first] = rows;
  if (first === undefined) throw new Error("an aggregate gave no row");
  const { changed: all, better, worse, added, removed, grades } = first;
  const lines = rows.flatMap((row): ComparedLine[] => {
    if (row.subject === null) return [];
    const { subject, type, name, key: at } = row;
    return [{ subject, type, name, key: at, before: sideOf(row, "before"), after: sideOf(row, "after") }];
  });
  return { lines, counts: { changed: all, better, worse, added, removed, grades } };
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
