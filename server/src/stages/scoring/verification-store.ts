import type { Name, UnitAnswer } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";

type Answer = z.output<typeof UnitAnswer>;

export type RoundRow = {
  readonly id: number;
  readonly run: number;
  readonly due: string;
  readonly due_provisional: boolean;
  readonly opened_at: Date;
};

export type NewRound = {
  readonly run: number;
  readonly due: string;
  readonly isDueProvisional: boolean;
  readonly by: string;
};

export async function saveRound(tx: Transaction, { run, due, isDueProvisional, by }: NewRound): Promise<void> {
  await sql`insert into verification (run, due, due_provisional, opened_by) values (${run}, ${due}, ${isDueProvisional}, ${by})`.execute(
    tx,
  );
}

/** The newest verification of a run; the caller has asked whether the run is in scope. */
export async function findRound(tx: Transaction, run: number): Promise<RoundRow | undefined> {
  const { rows } = await sql<RoundRow>`select id, run, due, due_provisional, opened_at from verification
    where run = ${run} order by id desc limit 1`.execute(tx);
  return rows[0];
}

/**
 * The run at its present step, kept so for this transaction: no answer is given to a verification that ends at this
 * moment. `for share` waits for whoever takes the run a step on.
 */
export async function holdRelease(tx: Transaction, run: number): Promise<string | undefined> {
  const { rows } = await sql<{ release: string }>`select release from run where id = ${run} for share`.execute(tx);
  return rows[0]?.release;
}

/** One after the other, where two people of a unit answer at once. */
export async function lockUnit(tx: Transaction, round: number, unit: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(2026414, hashtext(${`${round} ${unit}`}))`.execute(tx);
}

export type Paper = { readonly on: string; readonly by: string };

/** False: it was confirmed before. */
export async function saveConfirmation(
  tx: Transaction,
  given: { readonly round: number; readonly unit: string; readonly by: string; readonly paper?: Paper | undefined },
): Promise<boolean> {
  const { round, unit, by, paper } = given;
  const { numAffectedRows } = await sql`
    insert into verification_confirmation (verification, unit, confirmed_by, paper_day, paper_by)
    values (${round}, ${unit}, ${by}, ${paper?.on ?? null}, ${paper?.by ?? null})
    on conflict (verification, unit) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export type ConfirmationRow = {
  readonly by_name: Name | null;
  readonly confirmed_at: Date;
  readonly paper_day: string | null;
  readonly paper_by: string | null;
};

export async function findConfirmation(
  tx: Transaction,
  round: number,
  unit: string,
): Promise<ConfirmationRow | undefined> {
  const { rows } = await sql<ConfirmationRow>`
    select (select a.name from account a where a.id = c.confirmed_by) as by_name, c.confirmed_at, c.paper_day, c.paper_by
    from verification_confirmation c where c.verification = ${round} and c.unit = ${unit}`.execute(tx);
  return rows[0];
}

export type UnitLine = {
  readonly id: string;
  readonly name: Name;
  readonly answer: Answer;
  readonly at: Date | null;
  readonly is_on_paper: boolean;
  readonly objections: number;
  readonly open: number;
  /** Its place among the units of the run; where the next page begins. */
  readonly place: number;
};

const columns = { programme: "run.programme", id: "r.subject", type: "r.type", unit: "r.unit", release: "run.release" };

/** Every unit of a run in scope with its answer to one verification, in protocol order. */
const unitLines = (scope: Scope, run: number, round: number | undefined) => sql`
  select l.*, (row_number() over (order by l.sort, l.id collate "C"))::int as place,
    case when l.open > 0 then 'objected' when l.is_confirmed then 'confirmed' when l.objections > 0 then 'settled' else 'waiting' end as answer
  from (
    select r.subject as id, r.name, r.sort, c.verification is not null as is_confirmed,
      coalesce(c.paper_day is not null, false) or coalesce(o.is_on_paper, false) as is_on_paper,
      greatest(c.confirmed_at, o.at) as at, coalesce(o.objections, 0) as objections, coalesce(o.open, 0) as open
    from run_result r join run on run.id = r.run
    left join verification_confirmation c on c.verification = ${round ?? null}::int and c.unit = r.subject
    left join lateral (
      select count(*)::int as objections, (count(*) filter (where a.objection is null))::int as open, max(b.raised_at) as at,
        bool_or(b.paper_day is not null) as is_on_paper
      from objection b join verification v on v.id = b.verification left join objection_answer a on a.objection = b.id
      where v.run = ${run} and b.unit = r.subject) o on true
    where r.run = ${run} and r.type = 'unit' and ${subjectInScope(scope, columns)}) l`;

export async function listUnitLines(
  tx: Transaction,
  scope: Scope,
  asked: {
    readonly run: number;
    readonly round: number | undefined;
    readonly answer?: Answer | undefined;
    readonly after: number;
    readonly limit: number;
  },
): Promise<readonly UnitLine[]> {
  const { run, round, answer = null, after, limit } = asked;
  const { rows } = await sql<UnitLine>`select * from (${unitLines(scope, run, round)}) u
    where place > ${after} and (${answer}::text is null or answer = ${answer}) order by place limit ${limit}`.execute(
    tx,
  );
  return rows;
}

export async function countAnswers(
  tx: Transaction,
  scope: Scope,
  run: number,
  round: number | undefined,
): Promise<Readonly<Record<Answer, number>>> {
  const { rows } = await sql<{ answer: Answer; n: number }>`
    select answer, count(*)::int as n from (${unitLines(scope, run, round)}) u group by answer`.execute(tx);
  const counts = { waiting: 0, objected: 0, settled: 0, confirmed: 0 };
  for (const { answer, n } of rows) counts[answer] = n;
  return counts;
}
