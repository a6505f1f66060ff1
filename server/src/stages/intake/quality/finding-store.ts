import type { FindingKind, FindingState, Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { factInScope, indicatorInScope, type Scope } from "../../../platform/scope.ts";

export type FindingRow = {
  readonly id: number;
  readonly kind: FindingKind;
  readonly state: FindingState;
  readonly indicator: string;
  readonly period: string;
  readonly subject: string | null;
  readonly subjectType: "unit" | "team" | "official" | null;
  readonly subjectName: Name | null;
  readonly facts: readonly string[];
  readonly told: Readonly<Record<string, string | number>>;
  readonly foundAt: Date;
  readonly actedBy: string | null;
  readonly actedByName: Name | null;
  readonly actedAt: Date | null;
  readonly actReason: string | null;
};

const columns = sql`
  f.id, f.kind, f.state, f.indicator, f.period, f.subject, s.type as "subjectType", s.name as "subjectName", f.told,
  (select coalesce(json_agg(k.fact order by k.place), '[]') from quality_finding_fact k where k.finding = f.id) as facts,
  f.found_at as "foundAt", f.acted_by as "actedBy", a.name as "actedByName", f.acted_at as "actedAt", f.act_reason as "actReason"`;
const findings = sql`quality_finding_now f
  left join current_subject s on s.programme = f.programme and s.id = f.subject left join account a on a.id = f.acted_by`;

export type WhichFindings = {
  readonly programme: string;
  readonly state?: FindingState | undefined;
  readonly kind?: FindingKind | undefined;
  readonly indicator?: string | undefined;
  readonly period?: string | undefined;
  /** Of these indicators alone. */
  readonly indicators?: readonly string[] | undefined;
  readonly after: number;
  readonly limit: number;
};

/** The last month of a period of whatever grain, so that the newest stands first. */
const lastMonth = sql`case when f.period ~ 'Q' then left(f.period, 4) || '-' || lpad((right(f.period, 1)::integer * 3)::text, 2, '0')
  when f.period ~ 'H' then left(f.period, 4) || '-' || lpad((right(f.period, 1)::integer * 6)::text, 2, '0')
  when f.period ~ '-' then f.period else right(f.period, 4) || '-12' end`;

/** Those that nobody has settled first, then the newest period, the indicator, protocol. */
export async function listFindings(
  tx: Transaction,
  scope: Scope,
  which: WhichFindings,
): Promise<readonly FindingRow[]> {
  const { programme, state = null, kind = null, indicator = null, period = null, after, limit } = which;
  const indicators = which.indicators === undefined ? null : [...which.indicators];
  const { rows } = await sql<FindingRow>`
    select ${columns} from ${findings}
    where f.programme = ${programme} and ${indicatorInScope(scope, "f.programme", "f.indicator")}
      and (${state}::text is null or f.state = ${state}) and (${kind}::text is null or f.kind = ${kind})
      and (${indicator}::text is null or f.indicator = ${indicator}) and (${indicators}::text[] is null or f.indicator = any(${indicators}::text[])) and (${period}::text is null or f.period = ${period})
    order by array_position(array['open', 'mending', 'explained', 'mended', 'gone'], f.state), ${lastMonth} desc, f.indicator, s.sort nulls first, f.id
    offset ${after} limit ${limit}`.execute(tx);
  return rows;
}

/** Indicators in whose figures something was ever found. */
export async function listIndicatorsFound(
  tx: Transaction,
  scope: Scope,
  programme: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ indicator: string }>`select distinct f.indicator from quality_finding f
    where f.programme = ${programme} and ${indicatorInScope(scope, "f.programme", "f.indicator")}`.execute(tx);
  return rows.map(({ indicator }) => indicator);
}

type WhichFinding = { readonly programme: string; readonly finding: number };

export async function findFinding(tx: Transaction, scope: Scope, which: WhichFinding): Promise<FindingRow | undefined> {
  const { rows } = await sql<FindingRow>`
    select ${columns} from ${findings} where f.programme = ${which.programme} and f.id = ${which.finding}
      and ${indicatorInScope(scope, "f.programme", "f.indicator")}`.execute(tx);
  return rows[0];
}

/** The same, and nobody else acts on it until the end of the transaction. */
export async function lockFinding(tx: Transaction, scope: Scope, which: WhichFinding): Promise<FindingRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`finding ${which.finding}`}, 0))`.execute(tx);
  return findFinding(tx, scope, which);
}

export type NewAct = {
  readonly finding: number;
  readonly state: FindingState;
  readonly reason: string;
  readonly by: string;
};

export async function saveAct(tx: Transaction, { finding, state, reason, by }: NewAct): Promise<void> {
  await sql`insert into quality_act (finding, state, reason, made_by) values (${finding}, ${state}, ${reason}, ${by})`.execute(
    tx,
  );
}

export type ActRow = {
  readonly state: FindingState;
  readonly by: string;
  readonly byName: Name | null;
  readonly at: Date;
  readonly reason: string | null;
  readonly fact: string | null;
};

/** Everything that was done with a finding, oldest first. */
export async function listActs(tx: Transaction, scope: Scope, which: WhichFinding): Promise<readonly ActRow[]> {
  const { rows } = await sql<ActRow>`
    select t.state, t.made_by as by, a.name as "byName", t.made_at as at, t.reason, t.fact
    from quality_act t join quality_finding f on f.id = t.finding left join account a on a.id = t.made_by
    where f.programme = ${which.programme} and f.id = ${which.finding}
      and ${indicatorInScope(scope, "f.programme", "f.indicator")} order by t.id`.execute(tx);
  return rows;
}

export type SeriesRow = {
  readonly fact: string;
  readonly indicator: string;
  readonly period: string;
  readonly value: string | null;
  readonly isInDoubt: boolean;
};

/** The figures around a finding: of its subject the whole history of its indicator, and whatever else is in doubt by it. */
export async function listSeries(tx: Transaction, scope: Scope, which: WhichFinding): Promise<readonly SeriesRow[]> {
  const { rows } = await sql<SeriesRow>`
    select o.id as fact, o.indicator, o.period, o.value, k.fact is not null as "isInDoubt"
    from quality_finding f join observation o on o.programme = f.programme and (
        (o.subject = f.subject and o.indicator = f.indicator and length(o.period) = length(f.period)
          and (not exists (select from observation n where n.programme = o.programme and n.supersedes = o.id)))
        or o.id in (select fact from quality_finding_fact where finding = f.id))
      left join quality_finding_fact k on k.finding = f.id and k.fact = o.id
    where f.programme = ${which.programme} and f.id = ${which.finding} and f.subject is not null
      and ${indicatorInScope(scope, "f.programme", "f.indicator")} and ${factInScope(scope, "o.programme", "o.subject", "o.indicator")}
    order by o.period, o.indicator, o.recording limit 200`.execute(tx);
  return rows;
}

export async function countStates(
  tx: Transaction,
  scope: Scope,
  programme: string,
): Promise<Readonly<Partial<Record<FindingState, number>>>> {
  const { rows } = await sql<{ state: FindingState; n: number }>`
    select f.state, count(*)::integer as n from quality_finding_now f
    where f.programme = ${programme} and ${indicatorInScope(scope, "f.programme", "f.indicator")} group by 1`.execute(
    tx,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

export type DoubtfulRow = {
  readonly indicator: string;
  readonly period: string;
  readonly kinds: readonly FindingKind[];
  readonly findings: number;
  readonly figures: number;
};

/** By indicator and period what nobody has settled, and how many figures carry the mark; the newest period first. */
export async function listDoubtful(tx: Transaction, scope: Scope, programme: string): Promise<readonly DoubtfulRow[]> {
  const { rows } = await sql<DoubtfulRow>`
    select f.indicator, f.period, json_agg(distinct f.kind) as kinds, count(distinct f.id)::integer as findings, count(distinct k.fact)::integer as figures
    from quality_finding_now f left join quality_finding_fact k on k.finding = f.id
    where f.programme = ${programme} and f.state in ('open', 'mending') and ${indicatorInScope(scope, "f.programme", "f.indicator")}
    group by 1, 2 order by ${lastMonth} desc, f.indicator`.execute(tx);
  return rows;
}

/** How many figures of each indicator are in doubt. */
export async function countDoubtful(
  tx: Transaction,
  scope: Scope,
  programme: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ indicator: string; n: number }>`
    select o.indicator, count(distinct o.id)::integer as n
    from quality_finding_now f join quality_finding_fact k on k.finding = f.id join observation o on o.programme = k.programme and o.id = k.fact
    where f.programme = ${programme} and f.state in ('open', 'mending') and ${indicatorInScope(scope, "o.programme", "o.indicator")}
    group by 1`.execute(tx);
  return new Map(rows.map(({ indicator, n }) => [indicator, n]));
}
