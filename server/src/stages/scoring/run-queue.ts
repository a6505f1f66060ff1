import type { ClientBase } from "pg";
import type { Database } from "../../platform/database.ts";

export const phases = ["reading", "computing", "writing"] as const;
export type Phase = (typeof phases)[number];

/** Where a run is: things done of all things of its phase (facts read, lists computed, rows written); 0 of 0: not known. */
export type RunProgress = {
  readonly run: number;
  readonly programme: string;
  readonly period: string;
  /** `ending`: everything is written, and nothing of it is visible yet. */
  readonly phase: Phase | "ending";
  readonly done: number;
  readonly total: number;
};
export type OnProgress = (progress: RunProgress) => void;

export type WaitingRun = {
  readonly id: number;
  readonly programme: string;
  readonly scheme: string;
  readonly version: number;
  readonly recording: number;
  readonly period: string;
  readonly document: string;
  readonly digest: string;
  readonly attempts: number;
  readonly cancel_by: string | null;
};

/**
 * The oldest run that waits; it is `running` from now on. One found in that state was left by a process that is gone: we
 * hold the lock that it would hold.
 */
export async function nextRun(client: ClientBase): Promise<WaitingRun | undefined> {
  const { rows } = await client.query<WaitingRun>(
    `update run r set state = 'running', phase = null, rows_done = 0, rows_total = 0, attempts = attempts + 1,
       started_at = clock_timestamp()
     from scheme_version v
     where r.id = (select min(id) from run where state in ('queued', 'running'))
       and v.programme = r.programme and v.scheme = r.scheme and v.version = r.version
     returning r.id, r.programme, r.scheme, r.version, r.recording, r.period, v.document, v.digest, r.attempts, r.cancel_by`,
  );
  return rows[0];
}

export type Failure = { readonly code: string; readonly values: Readonly<Record<string, string>> };

export async function markFailed(client: ClientBase, run: number, failure: Failure): Promise<void> {
  await client.query(
    "update run set state = 'failed', phase = null, failure = $2, finished_at = clock_timestamp() where id = $1 and state = 'running'",
    [run, JSON.stringify(failure)],
  );
}

/** Whoever asked for it stands in the row already; one who asked by the flag alone has no name. */
export async function markCancelled(client: ClientBase, run: number): Promise<void> {
  await client.query(
    `update run set state = 'cancelled', phase = null, finished_at = clock_timestamp(), cancel_by = coalesce(cancel_by, 'biaochi'),
       cancel_at = coalesce(cancel_at, clock_timestamp())
     where id = $1 and state = 'running'`,
    [run],
  );
}

/** A process that ends in order leaves no trace of an attempt. */
export async function putBack(client: ClientBase, run: number): Promise<void> {
  await client.query("update run set attempts = greatest(attempts - 1, 0) where id = $1 and state = 'running'", [run]);
}

const everyMilliseconds = 250;

/**
 * Tells how far a run is, at most four times a second, and learns at the same moment whether somebody wants it to end. On
 * a connection of its own: the run's own transaction would hide it.
 */
export function followRun(database: Database, run: WaitingRun, onProgress: OnProgress, onCancel: () => void) {
  let [done, total] = [0, 0];
  let phase: RunProgress["phase"] = "reading";
  let told = performance.now();
  let writing: Promise<unknown> = Promise.resolve();
  const tell = () => {
    told = performance.now();
    onProgress({ run: run.id, programme: run.programme, period: run.period, phase, done, total });
    if (phase === "ending") return;
    const values = [run.id, phase, done, total];
    writing = writing.then(() =>
      database.withConnection(async (client) => {
        const { rows } = await client.query<{ cancel_by: string | null }>(
          "update run set phase = $2, rows_done = $3, rows_total = $4 where id = $1 and state = 'running' returning cancel_by",
          values,
        );
        if (rows[0] !== undefined && rows[0].cancel_by !== null) onCancel();
      }),
    );
    writing.catch(() => undefined); // seen by whoever awaits `settled`
  };
  return {
    enter(next: RunProgress["phase"], expected = 0) {
      [phase, done, total] = [next, 0, expected];
      tell();
    },
    step() {
      done += 1;
      if (done % 256 === 0 && performance.now() - told >= everyMilliseconds) tell();
    },
    end() {
      [phase, done] = ["ending", total];
      tell();
    },
    settled: () => writing,
  };
}
