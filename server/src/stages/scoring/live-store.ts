import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { isOffice, isOneself, programmeInScope, type Scope, subjectInScope } from "../../platform/scope.ts";
import type { StandingLine } from "./result-store.ts";

export type LiveMoment = {
  readonly run: number;
  readonly asOf: Date;
  readonly score: string | null;
  readonly standing: StandingLine["standing"];
  /** Computed of figures of today, by the city's day. */
  readonly isToday: boolean;
};

const here = { programme: "run.programme", id: "r.subject", type: "r.type", unit: "r.unit" };
const mostMoments = 30;

/** The newest of these periods that somebody has computed here, and its finished runs, the newest first. */
async function newestComputed(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly periods: readonly string[] },
): Promise<{ readonly period: string; readonly runs: readonly number[] } | undefined> {
  const { programme, periods } = which;
  const { rows } = await sql<{ id: number; period: string }>`
    select id, period from run where programme = ${programme} and state = 'done' and period = any(${[...periods]}::text[])
      and ${programmeInScope(scope, "run.programme")} order by period collate "C" desc, id desc limit ${mostMoments}`.execute(
    tx,
  );
  const [newest] = rows;
  if (newest === undefined) return undefined;
  return { period: newest.period, runs: rows.filter(({ period }) => period === newest.period).map(({ id }) => id) };
}

/**
 * What a subject scored in the finished runs of the period in progress, the newest first. Provisional points are for the office,
 * for whoever answers for the unit or team, and of a person for nobody else than that person: by no step of a release.
 */
export async function listLiveMoments(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly subject: string; readonly periods: readonly string[] },
): Promise<{ readonly period: string; readonly moments: readonly LiveMoment[] } | undefined> {
  const newest = await newestComputed(tx, scope, which);
  if (newest === undefined) return undefined;
  const { programme, subject } = which;
  const seesPerson = isOffice(scope) || isOneself(scope, programme, subject);
  const { rows } = await sql<LiveMoment>`
    select r.run, run.as_of as "asOf", r.score, r.standing, city_day(run.as_of) = city_day(now()) as "isToday"
    from run_result r join run on run.id = r.run
    where r.run = any(${[...newest.runs]}::int[]) and r.subject = ${subject} and ${subjectInScope(scope, here)}
      and (r.type <> 'official' or ${seesPerson}) order by r.run desc`.execute(tx);
  return { period: newest.period, moments: rows };
}
