import { sql } from "kysely";
import type { Database, Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { type ComputedMeasure, computeMeasure } from "./compute.ts";
import { findMeasure, type MeasureRow } from "./measure-store.ts";
import { periodsOfMonths } from "./periods.ts";
import { monthsOfRecords, questionOf } from "./record-store.ts";

export type Recorded = ComputedMeasure & { readonly programme: string; readonly recording: number };

export type WorkOptions = {
  readonly isStopped?: () => boolean;
  /** Figures were recorded, of every measure that had something to do: whoever computes scores looks at their periods anew, once. */
  readonly onRecorded?: (recorded: readonly Recorded[]) => Promise<void>;
};

const author = "biaochi";

type Waiting = {
  readonly programme: string;
  readonly measure: string;
  readonly version: number;
  readonly causes: readonly string[];
};

/**
 * What has arrived, was mended or decided since, measure by measure: another version of it or of its stream, another line in the
 * table of codes or the end of one, a run (one that went on after a failure once more), an accepted contest.
 */
const waiting = sql<Waiting>`
  with live as (select * from newest_measure where not is_ended),
  cause as (
    select programme, measure, version, 'version' as cause, 0::bigint as place from live
    union all select l.programme, l.measure, l.version, 'stream:' || s.version, 0 from live l
      join lateral (select version from stream_version v where v.programme = l.programme and v.stream = l.stream
        order by version desc limit 1) s on true
    union all select l.programme, l.measure, l.version, 'codes:' || k.newest || ':' || k.ended, 0 from live l
      join lateral (select mapping->>'codes' as codes from stream_version v where v.programme = l.programme and v.stream = l.stream
        order by version desc limit 1) s on true
      join lateral (select coalesce(max(id), 0) as newest, count(last_day) as ended from source_code c
        where c.programme = l.programme and c.codes = s.codes) k on true
    union all select l.programme, l.measure, l.version, 'run:' || r.id || ':' || r.state || ':' || r.attempts, r.id from live l
      join arrival_run r on r.programme = l.programme and r.stream = l.stream
      where r.state in ('done', 'failed', 'given-up') and r.fresh + r.changed > 0
    union all select l.programme, l.measure, l.version, 'contest:' || d.contest, d.contest from live l
      join record_contest t on t.programme = l.programme and t.stream = l.stream
      join record_contest_decision d on d.contest = t.id where d.accepted)
  select c.programme, c.measure, c.version, array_agg(c.cause order by c.place) as causes from cause c
  where not exists (select from measure_cause k where k.programme = c.programme and k.measure = c.measure
    and k.version = c.version and k.cause = c.cause)
  group by 1, 2, 3 order by min(c.place), 1, 2`;

export async function hasWaitingMeasures(tx: Transaction): Promise<boolean> {
  return (await waiting.execute(tx)).rows.length > 0;
}

/**
 * Brings every measure up to what has arrived. What stops in between is begun again: a cause is done in the transaction of its
 * figures, and the same records give the same figures.
 */
export async function workOnMeasures(database: Database, options: WorkOptions = {}): Promise<void> {
  const { isStopped = () => false, onRecorded } = options;
  for (;;) {
    const { rows } = await database.transaction((tx) => waiting.execute(tx));
    if (rows.length === 0) return;
    const recorded: Recorded[] = [];
    for (const each of rows) {
      if (isStopped()) break;
      const computed = await database.transaction((tx) => bringUp(tx, each));
      const { recording } = computed;
      if (recording !== null) recorded.push({ ...computed, programme: each.programme, recording });
    }
    if (recorded.length > 0) await onRecorded?.(recorded);
    if (isStopped()) return;
  }
}

async function bringUp(tx: Transaction, { programme, measure, version, causes }: Waiting): Promise<ComputedMeasure> {
  const row = await findMeasure(tx, wholeCity, { programme, measure, version });
  const periods = row === undefined ? [] : periodsOfMonths(row.content, await monthsTouched(tx, row, causes));
  const computed = await computeMeasure(tx, { programme, measure, periods, author });
  await sql`insert into measure_cause (programme, measure, version, cause)
    select ${programme}, ${measure}, ${version}, c from unnest(${[...causes]}::text[]) c on conflict do nothing`.execute(
    tx,
  );
  return computed;
}

/** Where records mean something else now, all months that have any; else those of the rows that came, and of the records that were contested. */
async function monthsTouched(tx: Transaction, row: MeasureRow, causes: readonly string[]): Promise<readonly string[]> {
  const question = questionOf(row, []);
  if (causes.some((cause) => /^(version|stream|codes)/.test(cause))) return monthsOfRecords(tx, question);
  const months = new Set<string>();
  for (const cause of causes) {
    const [kind = "", number = ""] = cause.split(":");
    const which = kind === "run" ? { run: BigInt(number) } : { contest: Number(number) };
    for (const month of await monthsOfRecords(tx, question, which)) months.add(month);
  }
  return [...months].sort();
}
