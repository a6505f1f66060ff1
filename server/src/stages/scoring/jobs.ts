import type { ClientBase } from "pg";
import type { Database } from "../../platform/database.ts";
import { computeRun, type Surroundings } from "./compute-run.ts";
import { type Memory, makeMemory } from "./memory.ts";
import { nextRun, type OnProgress } from "./run-queue.ts";

export type { OnProgress, RunProgress } from "./run-queue.ts";

/** One process at a time works on the queue; the lock goes with the connection, so a killed process leaves none behind. */
const queueLock = 2_026_117;

export type Working = {
  /** What is kept between runs; default: nothing. */
  readonly memory?: Memory;
  readonly isCancelled?: Surroundings["isCancelled"];
  /** Beside the signal: seen also while the thread computes and hears nothing. */
  readonly isStopped?: () => boolean;
  readonly onFindings?: Surroundings["onFindings"];
};

/**
 * Computes every waiting run, oldest first, and answers which came to their end (done or failed). `stop` leaves the run at
 * hand as if the process had been killed: unfinished, to be taken up again. Undefined: another process works on the queue.
 */
export async function workOnQueue(
  database: Database,
  onProgress: OnProgress,
  stop: AbortSignal | undefined,
  working: Working = {},
): Promise<readonly number[] | undefined> {
  const { memory = makeMemory(), isCancelled = () => false, onFindings = () => undefined } = working;
  const { isStopped: isOver = () => false } = working;
  const isStopped = () => stop?.aborted === true || isOver();
  const around: Surroundings = { database, memory, onProgress, isStopped, isCancelled, onFindings };
  return database.withConnection(async (client) => {
    const held = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [queueLock]);
    if (held.rows[0]?.held !== true) return undefined;
    const ended = await workThrough(client, around);
    await client.query("select pg_advisory_unlock($1)", [queueLock]);
    return ended;
  });
}

async function workThrough(client: ClientBase, around: Surroundings): Promise<readonly number[]> {
  const ended: number[] = [];
  while (!around.isStopped()) {
    const run = await nextRun(client);
    if (run === undefined) break;
    const how = await computeRun(client, run, around);
    if (how === "done" || how === "failed") ended.push(run.id);
    if (how === "stopped") break;
  }
  return ended;
}

/** As {@link workOnQueue}, for callers that do not share the queue. */
export async function computeWaitingRuns(
  database: Database,
  onProgress: OnProgress = () => undefined,
  stop?: AbortSignal,
  working?: Working,
): Promise<readonly number[]> {
  return (await workOnQueue(database, onProgress, stop, working)) ?? [];
}
