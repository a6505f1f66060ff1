import { Cancelled, type Facts, readScheme, type Scheme } from "@biaochi/engine";
import type { ClientBase } from "pg";
import type { Database } from "../../platform/database.ts";
import { withheldOf } from "../deferrals/store.ts";
import { computeTrial, makeTrialRuns, onPeriod, type TrialQuestion, type TrialRuns } from "./compute-trial.ts";
import { isCancelWished, nextTrial, putBackTrial, saveCourse, saveOutcome, type WaitingTrial } from "./trial-store.ts";

export type Trying = {
  /** Everything that the engine is told about a programme as of a recording. */
  readonly readFacts: (
    client: ClientBase,
    at: { readonly programme: string; readonly recording: number },
  ) => Promise<Facts>;
  readonly isStopped?: () => boolean;
  /** Seen also while the thread computes and hears nothing. */
  readonly isCancelled?: (trial: number) => boolean;
};

/** One process at a time; the lock goes with the connection. */
const trialLock = 2_026_127;
/** A trial that took its process with it this often is not begun again. */
const mostAttempts = 2;
const patience = 300;

class Stopped extends Error {}

/** What the trials of a sitting have in common is read, and run, once. */
type Known = {
  readonly runs: TrialRuns;
  facts?: { readonly key: string; readonly facts: Facts };
  schemes: Map<string, Scheme>;
};

/** Computes every waiting trial, oldest first. Answers which came to an end; undefined: another process is at it. */
export async function workOnTrials(database: Database, trying: Trying): Promise<readonly number[] | undefined> {
  return database.withConnection(async (client) => {
    const held = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [trialLock]);
    if (held.rows[0]?.held !== true) return undefined;
    const ended: number[] = [];
    const known: Known = { runs: makeTrialRuns(), schemes: new Map() };
    while (trying.isStopped?.() !== true) {
      const trial = await nextTrial(client);
      if (trial === undefined) break;
      if (!(await tryOne(database, client, trial, trying, known))) break;
      ended.push(trial.id);
    }
    await client.query("select pg_advisory_unlock($1)", [trialLock]);
    return ended;
  });
}

/**
 * False where the process ends and the trial is put back.
 *
 *  1. one more attempt      crash here: it still waits, and the next start takes it up again, so often and no more
 *  2. read, compute         crash here: the same
 *  3. the outcome, one row  the whole result is in, or none of it
 */
async function tryOne(
  database: Database,
  client: ClientBase,
  trial: WaitingTrial,
  trying: Trying,
  known: Known,
): Promise<boolean> {
  let isWished = trial.cancel_by !== null;
  const isCancelled = (): boolean => {
    if (trying.isStopped?.() === true) throw new Stopped();
    return isWished || trying.isCancelled?.(trial.id) === true;
  };
  let told = performance.now();
  const step = async (done: number, total: number): Promise<void> => {
    if (done > 0 && performance.now() - told < patience) return;
    told = performance.now();
    await saveCourse(client, trial.id, done, total);
    isWished ||= await isCancelWished(client, trial.id);
  };
  try {
    if (trial.attempts > mostAttempts) {
      await saveOutcome(client, trial.id, { state: "failed", failure: { code: "trial-given-up", values: {} } });
      return true;
    }
    if (isCancelled()) throw new Cancelled();
    const question = await questionOf(database, client, trial, trying, known);
    const { result, summary, digest } = await computeTrial(question, known.runs, { step, isCancelled });
    await saveOutcome(client, trial.id, { state: "done", result, summary, digest });
  } catch (error) {
    if (error instanceof Stopped) {
      await putBackTrial(client, trial.id);
      return false;
    }
    if (error instanceof Cancelled) await saveOutcome(client, trial.id, { state: "cancelled" });
    else if (error instanceof Error && "severity" in error)
      throw error; // the database is away: it still waits
    else
      await saveOutcome(client, trial.id, {
        state: "failed",
        failure: { code: "engine-stopped", values: { reason: error instanceof Error ? error.message : String(error) } },
      });
  }
  return true;
}

async function questionOf(
  database: Database,
  client: ClientBase,
  trial: WaitingTrial,
  { readFacts }: Trying,
  known: Known,
): Promise<TrialQuestion> {
  const { programme, recording, period } = trial;
  const key = JSON.stringify([programme, recording]);
  if (known.facts?.key !== key) known.facts = { key, facts: await readFacts(client, { programme, recording }) };
  const schemeFrom = (text: string, as: string, make: (scheme: Scheme) => Scheme): Scheme => {
    const seen = known.schemes.get(as);
    if (seen !== undefined) return seen;
    const { scheme } = readScheme(text);
    if (scheme === undefined) throw new Error("the document was readable when it was put on record");
    const made = make(scheme);
    known.schemes.set(as, made);
    return made;
  };
  const base = schemeFrom(trial.base_text, `base ${trial.base_digest}`, (scheme) => scheme);
  return {
    ...{ kind: trial.kind, period, draws: trial.draws, seed: trial.seed === null ? null : Number(trial.seed) },
    scheme: schemeFrom(trial.text, `${trial.digest} ${trial.base_digest} ${period}`, (scheme) =>
      onPeriod(scheme, base, period),
    ),
    base,
    facts: known.facts.facts,
    withheld: await database.transaction((tx) => withheldOf(tx, { programme, period }), { access: "read only" }),
  };
}
