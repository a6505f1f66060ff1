import type { Fact, FactKind, Name } from "@biaochi/contract";
import type { Absence } from "@biaochi/engine";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { factInScope, isOffice, ownIn, type Scope } from "../../platform/scope.ts";
import type { SchemeNames } from "../schemes/names-store.ts";
import { type ProvisionalColumns, provisionalColumns, provisionalOf } from "./quality/provisional.ts";

/** One fact of any kind, in the words that all kinds share; what only its kind has stands in `details`. */
export type FactRow = ProvisionalColumns & {
  readonly programme: string;
  readonly id: string;
  readonly kind: FactKind;
  readonly subject: string;
  readonly subject_type: "unit" | "team" | "official" | null;
  readonly subject_name: { readonly "zh-CN": string; readonly en: string } | null;
  readonly assessor_name: Name | null;
  readonly indicator: string | null;
  readonly period: string | null;
  readonly value: string | null;
  readonly absence: Absence | null;
  readonly details: Readonly<Record<string, string>>;
  readonly source: string | null;
  readonly supersedes: string | null;
  readonly superseded_by: string | null;
  readonly recording: number;
  readonly recorded_at: Date;
  readonly author: string;
  readonly reason: string | null;
  readonly recording_kind: "dataset" | "import" | "correction";
  readonly recording_name: string;
  readonly recording_digest: string | null;
};

export type Named = { readonly id: string; readonly name: Name; readonly measure: string | null };

export function factOf(row: FactRow, names: SchemeNames): z.input<typeof Fact> {
  const { id, kind, period, value, absence, source } = row;
  const { subject, subject_type: type, subject_name: name } = row;
  return {
    id,
    kind,
    subject: subject === "*" || type === null || name === null ? null : { id: subject, type, name },
    indicator: row.indicator === null ? null : names.indicator(row.indicator),
    period,
    value,
    absence,
    details: row.details,
    event: kind === "event" && row.details.type !== undefined ? names.event(row.details.type) : null,
    assessor:
      row.details.assessor === undefined || row.assessor_name === null
        ? null
        : { id: row.details.assessor, name: row.assessor_name },
    source,
    recordedAt: row.recorded_at.toISOString(),
    // What is measured may still change; targets, points and votes are what they are.
    provisional: kind === "observation" && period !== null ? provisionalOf(period, row) : [],
    supersededBy: row.superseded_by,
  };
}

type Shape = {
  readonly kind: FactKind;
  readonly table: string;
  readonly indicator: string;
  readonly period: string;
  readonly value: string;
  readonly absence: string;
  readonly source: string;
  /** Columns shown as details. */
  readonly details: readonly string[];
};

const plain = {
  indicator: "null::text",
  period: "null::text",
  value: "null::text",
  absence: "null::text",
  source: "null::text",
};
const measured = { ...plain, indicator: "f.indicator", period: "f.period" };
const shapes: readonly Shape[] = [
  {
    ...measured,
    kind: "observation",
    table: "observation",
    value: "f.value",
    absence: "f.absence",
    source: "f.source",
    details: ["recorded_on"],
  },
  { ...measured, kind: "target", table: "target", value: "f.value", details: [] },
  { ...plain, kind: "coefficient", table: "coefficient", value: "f.value", details: ["name"] },
  {
    ...measured,
    kind: "assessment",
    table: "assessment",
    value: "f.points",
    source: "f.source",
    details: ["assessor", "criterion", "reason"],
  },
  {
    ...plain,
    kind: "event",
    table: "event",
    period: "f.day::text",
    value: "f.count",
    source: "f.source",
    details: ["type", "level", "matter", "standing", "reason"],
  },
  {
    ...plain,
    kind: "ballot",
    table: "ballot",
    value: "f.score",
    details: ["campaign", "rater_group", "item", "option", "votes"],
  },
  { ...plain, kind: "opening", table: "opening", period: "f.period", value: "f.score", details: ["node", "document"] },
  { ...plain, kind: "decided-grade", table: "decided_grade", period: "f.period", details: ["grade", "document"] },
];

function shaped(shape: Shape, where: RawBuilder<boolean>, scope: Scope): RawBuilder<FactRow> {
  const { kind, table, indicator, period, value, absence, source, details } = shape;
  const pairs = details.flatMap((column) => [`'${column}'`, `f.${column}::text`]).join(", ");
  return sql<FactRow>`
    select f.programme, f.id, ${kind}::text as kind, f.subject, f.supersedes, f.recording,
      ${sql.raw(indicator)} as indicator, ${sql.raw(period)} as period, ${sql.raw(value)}::text as value,
      ${sql.raw(absence)} as absence, ${sql.raw(source)} as source,
      jsonb_strip_nulls(jsonb_build_object(${sql.raw(pairs)})) as details,
      (select s.id from ${sql.table(table)} s where s.programme = f.programme and s.supersedes = f.id) as superseded_by
    from ${sql.table(table)} f where ${where} and ${factInScope(scope, "f.programme", "f.subject", indicator)}
      and ${kind === "ballot" ? ballotInScope(scope) : sql<boolean>`true`} and ${toldToOneself(scope, kind)}`;
}

/** Ballots of a group so small that a count names its voters are shown to nobody but the appraisal office. */
const fewestBallots = 5;

function ballotInScope(scope: Scope): RawBuilder<boolean> {
  if (isOffice(scope)) return sql<boolean>`true`;
  return sql<boolean>`${fewestBallots} <= (select sum(g.votes) from ballot g where g.programme = f.programme
    and g.campaign = f.campaign and g.subject = f.subject and g.rater_group = f.rater_group and g.item = f.item)`;
}

/** What others have judged of a person is told with the result; the figures of the own work are live. */
const judgements: readonly FactKind[] = ["ballot", "decided-grade"];

/**
 * Of ballots and decided grades the own ones wait for the result that rests on them: until it has been issued, nobody reads
 * them of themselves, by whatever role. A grade of a period that was never computed here was told long ago.
 */
function toldToOneself(scope: Scope, kind: FactKind): RawBuilder<boolean> {
  const own = ownIn(scope);
  if (own === undefined || !judgements.includes(kind)) return sql<boolean>`true`;
  const isOwn = sql<boolean>`(f.programme = ${own.programme} and f.subject = ${own.subject})`;
  const issued = sql`select from run i where i.programme = f.programme and i.release = 'issued'`;
  if (kind === "ballot") return sql<boolean>`(not ${isOwn} or exists (${issued} and i.recording >= f.recording))`;
  return sql<boolean>`(not ${isOwn} or exists (${issued} and i.period = f.period)
    or not exists (select from run c where c.programme = f.programme and c.period = f.period and c.state = 'done'))`;
}

/** The newest row of one subject, by its key: joined to, the view of all subjects would be made whole first. */
const currentSubject = (id: RawBuilder<unknown>) => sql`
  select s.type, s.name from subject s where s.programme = f.programme and s.id = ${id} order by s.recording desc limit 1`;

const doubt = provisionalColumns({ programme: sql`f.programme`, fact: sql`f.id`, indicator: sql`f.indicator` });

function withRecording(facts: RawBuilder<unknown>): RawBuilder<FactRow> {
  return sql<FactRow>`
    select f.*, s.type as subject_type, s.name as subject_name, a.name as assessor_name, r.recorded_at, r.author, r.reason,
      r.kind as recording_kind, r.name as recording_name, r.digest as recording_digest, ${doubt}
    from (${facts}) f join recording r on r.id = f.recording
    left join lateral (${currentSubject(sql`f.subject`)}) s on true
    left join lateral (${currentSubject(sql`f.details->>'assessor'`)}) a on true`;
}

/** The facts of these identifiers that are in scope, whatever their kinds; in the order of recording. */
export async function findFacts(
  tx: Transaction,
  scope: Scope,
  programme: string,
  ids: readonly string[],
): Promise<readonly FactRow[]> {
  if (ids.length === 0) return [];
  const where = sql<boolean>`f.programme = ${programme} and f.id = any(${[...ids]})`;
  const all = sql.join(
    shapes.map((shape) => shaped(shape, where, scope)),
    sql` union all `,
  );
  return (await sql<FactRow>`${withRecording(all)} order by f.recording, f.id collate "C"`.execute(tx)).rows;
}

/** Every version of the datum that a fact belongs to, oldest first. */
export async function findVersions(
  tx: Transaction,
  scope: Scope,
  programme: string,
  fact: { readonly id: string; readonly kind: FactKind },
): Promise<readonly FactRow[]> {
  const shape = shapes.find((each) => each.kind === fact.kind);
  if (shape === undefined) return [];
  const { rows } = await sql<{ id: string }>`
    with recursive earlier as (
      select id, supersedes from ${sql.table(shape.table)} where programme = ${programme} and id = ${fact.id}
      union select f.id, f.supersedes from ${sql.table(shape.table)} f join earlier e on f.id = e.supersedes where f.programme = ${programme}
    ), later as (
      select id from ${sql.table(shape.table)} where programme = ${programme} and id = ${fact.id}
      union select f.id from ${sql.table(shape.table)} f join later l on f.supersedes = l.id where f.programme = ${programme}
    ) select id from earlier union select id from later`.execute(tx);
  return findFacts(
    tx,
    scope,
    programme,
    rows.map((row) => row.id),
  );
}
