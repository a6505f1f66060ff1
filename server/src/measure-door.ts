import { covers, readPeriod } from "@biaochi/engine";
import { sql } from "kysely";
import type { Transaction } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import { cityToday } from "./stages/intake/burden/city-day-store.ts";
import { startRun } from "./stages/scoring/commands.ts";
import { listRuns } from "./stages/scoring/store.ts";

/** Runs looked through for the periods that somebody computes here: the newest ones. */
const looked = 200;

/** Figures of which periods of a programme were recorded. */
export type Touched = { readonly programme: string; readonly periods: readonly string[] };

/**
 * What was scored of a period in which figures were recorded is scored anew, as far as it has not been issued, and the quarter
 * in progress is scored whether or not anybody has asked: its standing is live. What else was never scored waits until somebody
 * asks. How many runs that gives.
 */
export async function scoreAgain(tx: Transaction, touched: readonly Touched[]): Promise<number> {
  const quarter = quarterOf(await cityToday(tx));
  let started = 0;
  for (const [programme, all] of Map.groupBy(touched, (each) => each.programme)) {
    const periods = all.flatMap((each) => each.periods).flatMap((each) => readPeriod(each) ?? []);
    const newest = new Map<string, string>();
    for (const { period, state, release } of await listRuns(tx, wholeCity, { programme, limit: looked }))
      if (state === "done" && !newest.has(period)) newest.set(period, release);
    if (!newest.has(quarter)) newest.set(quarter, "provisional");
    for (const [period, release] of newest) {
      const whole = readPeriod(period);
      if (release === "issued" || whole === undefined || !periods.some((each) => covers(whole, each))) continue;
      const run = await startRun(tx, wholeCity, { programme, period });
      if (run.ok) started += 1;
    }
  }
  return started;
}

/** The quarter of a day, "2027Q1". */
function quarterOf(day: string): string {
  return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/**
 * Figures of records, and reported ones, that no run has seen: whoever recorded them may have been stopped before the scores were asked for. Some of
 * them are of periods that nobody scores; those are found again and again, and ask for nothing.
 */
export async function listUnscored(tx: Transaction): Promise<readonly Touched[]> {
  const { rows } = await sql<Touched>`
    select m.programme, array_agg(distinct o.period) as periods
    from (select programme, fact, recording from measured_fact union all select programme, fact, recording from reported_fact) m
      join observation o on o.programme = m.programme and o.id = m.fact
    where m.recording > coalesce((select max(r.recording) from run r where r.programme = m.programme and r.state <> 'failed'), 0)
    group by m.programme`.execute(tx);
  return rows;
}
