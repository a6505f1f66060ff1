import { type Appraisal, appraise, exactOf, fixed, type Subject } from "@biaochi/engine";
import type { ClientBase } from "pg";
import { type CopyRow, copyIn } from "../../platform/copy.ts";
import type { Database } from "../../platform/database.ts";
import { countFacts } from "../intake/store.ts";
import { schemeOf } from "../schemes/store.ts";
import { digestOfAppraisal, digestOfFacts, largestLossOf, loadFacts } from "./compute.ts";
import { engineDigest, engineName } from "./engine-identity.ts";

/** Rows done of all rows of a run: facts read, then results written. */
export type RunProgress = {
  readonly run: number;
  readonly programme: string;
  readonly period: string;
  readonly done: number;
  readonly total: number;
};
export type OnProgress = (progress: RunProgress) => void;

/** One process at a time works on the queue; the lock goes with the connection, so a killed process leaves none behind. */
const queueLock = 2_026_117;

/**
 * Computes every waiting run, oldest first, and answers which were finished. `stop` leaves the run at hand as if the process
 * had been killed: unfinished, to be taken up again.
 *
 *  1. state `running`     crash here: the run is still unfinished, and the next start takes it up again
 *  2. read, compute       crash here: the same
 *  3. COPY results, state `done`, in one transaction: the whole result is in, or none of it
 */
export async function computeWaitingRuns(
  database: Database,
  onProgress: OnProgress = () => undefined,
  stop?: AbortSignal,
): Promise<readonly number[]> {
  return database.withConnection(async (client) => {
    const held = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [queueLock]);
    if (held.rows[0]?.held !== true) return [];
    try {
      const finished: number[] = [];
      while (!isAskedToStop(stop)) {
        const run = await nextRun(client);
        if (run === undefined) break;
        if (await computeRun(client, database, run, onProgress, stop)) finished.push(run.id);
      }
      return finished;
    } finally {
      await client.query("select pg_advisory_unlock($1)", [queueLock]);
    }
  });
}

type WaitingRun = {
  readonly id: number;
  readonly programme: string;
  readonly recording: number;
  readonly period: string;
  readonly document: string;
  readonly digest: string;
};

/** A run found in state `running` was left by a process that is gone: we hold the lock that it would hold. */
async function nextRun(client: ClientBase): Promise<WaitingRun | undefined> {
  const { rows } = await client.query<WaitingRun>(
    `update run r set state = 'running', rows_done = 0, rows_total = 0 from scheme_version v
     where r.id = (select min(id) from run where state in ('queued', 'running'))
       and v.programme = r.programme and v.scheme = r.scheme and v.version = r.version
     returning r.id, r.programme, r.recording, r.period, v.document, v.digest`,
  );
  return rows[0];
}

const isAskedToStop = (stop: AbortSignal | undefined): boolean => stop?.aborted === true;

/** Whether the run came to its end: done or failed. */
async function computeRun(
  client: ClientBase,
  database: Database,
  run: WaitingRun,
  onProgress: OnProgress,
  stop: AbortSignal | undefined,
): Promise<boolean> {
  const at = { programme: run.programme, recording: run.recording };
  const factCount = await countFacts(client, at);
  const progress = progressOf(database, run, factCount, onProgress);
  const facts = await loadFacts(client, at, progress.step);
  if (isAskedToStop(stop)) {
    await progress.settled();
    return false;
  }
  progress.expect(factCount + facts.subjects.length);
  const digests = { scheme: run.digest, facts: digestOfFacts(facts) };
  let appraisal: Appraisal;
  try {
    appraisal = appraise(schemeOf(run), facts, { period: run.period, digests });
  } catch (error) {
    // The engine throws on a scheme and facts that contradict each other in a way no check foresaw: told, not retried.
    const failure = {
      code: "engine-stopped",
      values: { reason: error instanceof Error ? error.message : String(error) },
    };
    await client.query("update run set state = 'failed', failure = $2, finished_at = clock_timestamp() where id = $1", [
      run.id,
      JSON.stringify(failure),
    ]);
    return true;
  }
  await client.query("begin");
  try {
    await saveAppraisal(client, run.id, appraisal, facts.subjects, progress.step);
    await progress.settled();
    if (isAskedToStop(stop)) {
      await client.query("rollback");
      return false;
    }
    await finish(client, run.id, appraisal, facts.subjects.length, factCount);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
  progress.last();
  return true;
}

async function finish(
  client: ClientBase,
  run: number,
  appraisal: Appraisal,
  subjects: number,
  factCount: number,
): Promise<void> {
  const { findings, quotas, allocations } = appraisal;
  const json = [findings, quotas, allocations].map((each) => JSON.stringify(each));
  await client.query(
    `update run set state = 'done', finished_at = clock_timestamp(), fact_count = $2, facts_digest = $3, engine = $4,
       engine_digest = $5, result_digest = $6, findings = $7, quotas = $8, allocations = $9, rows_done = $10, rows_total = $10
     where id = $1`,
    [
      run,
      factCount,
      appraisal.facts.digest,
      engineName,
      engineDigest(),
      digestOfAppraisal(appraisal),
      ...json,
      factCount + subjects,
    ],
  );
}

const resultColumns = [
  ...[
    "run",
    "subject",
    "type",
    "name",
    "sort",
    "unit",
    "team",
    "list",
    "standing",
    "score",
    "exact",
    "cohort",
    "rank",
    "rank_of",
  ],
  ...["grade", "grade_reasons", "band", "red_lines", "missing", "largest_loss", "nodes"],
];

async function saveAppraisal(
  client: ClientBase,
  run: number,
  appraisal: Appraisal,
  subjects: readonly Subject[],
  onRow: () => void,
): Promise<void> {
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  function* rows(): Iterable<CopyRow> {
    for (const result of appraisal.results) {
      const { subject: id, nodes, redLines, missing, gradeReasons } = result;
      const subject = byId.get(id);
      if (subject === undefined) throw new Error(`a result for ${id}, who is not a subject`);
      const packed = nodes.map((node) => [node.path, node.kind, node.full, node.points ?? null, node.absence ?? null]);
      const loss = largestLossOf(result);
      yield [
        ...[String(run), id, result.type, JSON.stringify(subject.name), String(subject.sort)],
        ...[subject.unit ?? null, subject.team ?? null, result.list, result.standing],
        ...[result.score ?? null, result.exact ?? null, result.cohort ?? null, decimalOf(result.rank), text(result.of)],
        ...[result.grade ?? null, JSON.stringify(gradeReasons), result.band ?? null, JSON.stringify(redLines)],
        ...[JSON.stringify(missing), loss === undefined ? null : JSON.stringify(loss), JSON.stringify(packed)],
      ];
    }
  }
  await copyIn(client, "result", resultColumns, rows(), onRow);
  function* placings(): Iterable<CopyRow> {
    for (const { subject, ranks } of appraisal.results)
      for (const { cohort, rank, of } of ranks) yield [String(run), cohort, subject, decimalOf(rank), String(of)];
  }
  await copyIn(client, "cohort_place", ["run", "cohort", "subject", "rank", "rank_of"], placings());
  const cohorts = appraisal.cohorts.map(
    ({ cohort, size, spread }): CopyRow => [
      String(run),
      cohort,
      String(size),
      spread === undefined ? null : JSON.stringify(spread),
    ],
  );
  await copyIn(client, "cohort_result", ["run", "cohort", "size", "spread"], cohorts);
}

const text = (value: number | undefined): string | null => (value === undefined ? null : String(value));

/** A fractional rank (2.5) is exact in one decimal, a third of a place in six. */
const decimalOf = (rank: string | undefined): string | null =>
  rank === undefined ? null : rank.includes("/") ? fixed(exactOf(rank), 6) : rank;

const everyMilliseconds = 250;

/** Tells at most four times a second, on a connection of its own: the run's own transaction would hide it. */
function progressOf(database: Database, run: WaitingRun, expected: number, onProgress: OnProgress) {
  let total = expected;
  let done = 0;
  let told = performance.now();
  let writing: Promise<unknown> = Promise.resolve();
  const tell = () => onProgress({ run: run.id, programme: run.programme, period: run.period, done, total });
  const write = () => {
    const now = { done, total };
    writing = writing.then(() =>
      database.withConnection((client) =>
        client.query("update run set rows_done = $2, rows_total = $3 where id = $1 and state = 'running'", [
          run.id,
          now.done,
          now.total,
        ]),
      ),
    );
  };
  return {
    expect(rows: number) {
      total = rows;
      tell();
      write();
    },
    step() {
      done += 1;
      if (done % 256 !== 0 || performance.now() - told < everyMilliseconds) return;
      told = performance.now();
      tell();
      write();
    },
    settled: () => writing,
    last() {
      done = total;
      tell();
    },
  };
}
