import { Cancelled, continueRun, type Run, startRun } from "@biaochi/engine";
import type { ClientBase } from "pg";
import type { Database } from "../../platform/database.ts";
import type { BlockFinding } from "../intake/block-store.ts";
import { schemeOf } from "../schemes/store.ts";
import { heedErasures } from "./desk.ts";
import { engineDigest, engineName } from "./engine-identity.ts";
import { continueFacts, type HeldFacts, readHeldFacts } from "./held-facts.ts";
import type { Memory, WarmRun } from "./memory.ts";
import { digestOfOutput } from "./output-digest.ts";
import { baseOf, differenceFrom } from "./result-difference.ts";
import { outputOfRun, type RunOutput } from "./run-output.ts";
import {
  type Failure,
  followRun,
  markCancelled,
  markFailed,
  type OnProgress,
  putBack,
  type WaitingRun,
} from "./run-queue.ts";
import { RowsGone, saveResults } from "./save-results.ts";

/** Thrown where a run ends on somebody's word: `cancelled` for good, `stopped` to be taken up again. */
class Ended extends Error {
  readonly how: "cancelled" | "stopped";
  constructor(how: "cancelled" | "stopped") {
    super(how);
    this.how = how;
  }
}

class EngineStopped extends Error {}

export type Surroundings = {
  readonly database: Database;
  readonly memory: Memory;
  readonly onProgress: OnProgress;
  /** The process ends soon. */
  readonly isStopped: () => boolean;
  /** Somebody of this process asked for the end of this run. Polled while computing, too. */
  readonly isCancelled: (run: number) => boolean;
  /** Told what a reading of the facts found wrong with their blocks. */
  readonly onFindings: (findings: readonly BlockFinding[]) => void;
};

/** A run that took its process with it this often is not begun again. */
export const mostAttempts = 5;

/**
 * Computes one run on a connection that holds the queue. Answers how it ended; throws where the database is away, and then
 * the run is as it was before, to be taken up again.
 *
 *  1. state `running`     crash here: the run is still unfinished, and the next start takes it up again
 *  2. read, compute       crash here: the same
 *  3. COPY results, state `done`, in one transaction: the whole result is in, or none of it
 */
export async function computeRun(
  client: ClientBase,
  run: WaitingRun,
  around: Surroundings,
): Promise<"done" | "failed" | "cancelled" | "stopped"> {
  let isCancelledInDatabase = run.cancel_by !== null;
  const progress = followRun(around.database, run, around.onProgress, () => {
    isCancelledInDatabase = true;
  });
  const isEnding = () => isCancelledInDatabase || around.isCancelled(run.id) || around.isStopped();
  const check = () => {
    if (isEnding()) throw new Ended(around.isStopped() ? "stopped" : "cancelled");
  };
  try {
    check();
    if (run.attempts > mostAttempts) {
      await markFailed(client, run.id, { code: "run-given-up", values: { attempts: String(run.attempts - 1) } });
      return "failed";
    }
    progress.enter("reading");
    await heedErasures(client, around.memory);
    const held = await factsOf(client, run, around, () => {
      progress.step();
      check();
    });
    progress.enter("computing", 1);
    await progress.settled();
    check();
    const before = around.memory.warm({ programme: run.programme, schemeDigest: run.digest, period: run.period });
    const computed = computeFrom(run, held, before, isEnding);
    if (computed === undefined) throw new Ended(around.isStopped() ? "stopped" : "cancelled");
    check();
    const isContinued = before !== undefined && before.held.facts.subjects === held.facts.subjects;
    const found = isContinued ? differenceFrom(before.base, before.output, computed.output, run.id) : undefined;
    await client.query("begin");
    const { output } = computed;
    const rows = found?.difference.fresh.size ?? output.columns.rows.length;
    progress.enter("writing", rows * 2);
    await progress.settled(); // the points of a whole city are made in one piece: no connection waits meanwhile
    const { subjects } = held.facts;
    const saving = { run: run.id, output, subjects, difference: found?.difference, check };
    await saveResults(client, {
      ...saving,
      onRow() {
        progress.step();
        check();
      },
    });
    await progress.settled();
    check();
    await finish(client, run.id, computed, held, found?.difference.base);
    progress.end();
    await client.query("commit");
    const { programme, digest: schemeDigest, period } = run;
    around.memory.keepRun({
      ...{ programme, schemeDigest, period, held, run: computed.run, output },
      base: found?.base ?? baseOf(run.id, output),
    });
    return "done";
  } catch (error) {
    if (error instanceof RowsGone) around.memory.forget(); // then it is computed anew, and stored whole
    return await endOf(client, run, error);
  } finally {
    await progress.settled().catch(() => undefined);
  }
}

/** What a failure of any kind leaves: nothing of the results, and a state that says how it ended. */
async function endOf(client: ClientBase, run: WaitingRun, error: unknown): Promise<"failed" | "cancelled" | "stopped"> {
  await client.query("rollback");
  if (error instanceof Ended && error.how === "cancelled") {
    await markCancelled(client, run.id);
    return "cancelled";
  }
  if (error instanceof Ended) {
    await putBack(client, run.id);
    return "stopped";
  }
  const failure = failureOf(error);
  if (failure === undefined) throw error;
  await markFailed(client, run.id, failure);
  return "failed";
}

/** Failures that trying again would not mend; undefined for all others. */
function failureOf(error: unknown): Failure | undefined {
  if (error instanceof EngineStopped) return { code: "engine-stopped", values: { reason: error.message } };
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  // 53100 disk_full, 53200 out_of_memory, 54000 a limit of the database
  if (/^(53[12]00|54000)$/.test(code)) return { code: "database-full", values: { reason: String(error) } };
  return undefined;
}

function cycleOf(run: WaitingRun): string {
  try {
    return schemeOf(run).cycle;
  } catch (error) {
    throw new EngineStopped(error instanceof Error ? error.message : String(error));
  }
}

async function factsOf(
  client: ClientBase,
  run: WaitingRun,
  { memory, onFindings }: Surroundings,
  onRow: () => void,
): Promise<HeldFacts> {
  const { programme, recording } = run;
  const at = { programme, recording, cycle: cycleOf(run) };
  const known = memory.facts(at);
  if (known !== undefined) return known;
  const earlier = memory.newestFacts(run.programme);
  const continued = earlier === undefined ? undefined : await continueFacts(client, earlier, at);
  const held = continued ?? (await readHeldFacts(client, at, onRow));
  onFindings(held.findings);
  memory.keepFacts(held);
  return held;
}

type Computed = { readonly run: Run; readonly output: RunOutput; readonly scored: number };

/** Undefined when it was ended on the way. */
function computeFrom(
  run: WaitingRun,
  held: HeldFacts,
  before: WarmRun | undefined,
  isCancelled: () => boolean,
): Computed | undefined {
  const { facts } = held;
  const options = { period: run.period, digests: { scheme: run.digest, facts: held.digest }, isCancelled };
  try {
    const scheme = schemeOf(run);
    const computed = before === undefined ? startRun(scheme, facts, options) : continueRun(before.run, facts, options);
    return { run: computed, output: outputOfRun(computed, before?.output), scored: computed.scored };
  } catch (error) {
    if (error instanceof Cancelled) return undefined;
    // The engine throws on a scheme and facts that contradict each other in a way no check foresaw: told, not retried.
    throw new EngineStopped(error instanceof Error ? error.message : String(error));
  }
}

async function finish(
  client: ClientBase,
  run: number,
  { output, scored }: Computed,
  held: HeldFacts,
  base: number | undefined,
): Promise<void> {
  const { columns, findings, quotas, allocations } = output;
  const counts = [0, 0, 0];
  for (const standing of columns.standing) counts[standing] = (counts[standing] ?? 0) + 1;
  const { rowCount } = await client.query(
    `update run set state = 'done', phase = null, stored = 'columns', finished_at = clock_timestamp(), fact_count = $2,
       facts_digest = $3, engine = $4, engine_digest = $5, result_digest = $6, findings = $7, quotas = $8, allocations = $9,
       base = $10, scored = $11, complete = $12, provisional = $13, not_formed = $14, rows_done = $15, rows_total = $15
     where id = $1 and state = 'running' and cancel_by is null`,
    [
      ...[run, held.count, held.digest, engineName, engineDigest(), digestOfOutput(output)],
      ...[findings, quotas, allocations].map((each) => JSON.stringify(each)),
      ...[base ?? null, scored, ...counts, columns.rows.length],
    ],
  );
  if (rowCount !== 1) throw new Ended("cancelled");
}
