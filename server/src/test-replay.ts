import { createHash } from "node:crypto";
import { appraise } from "@biaochi/engine";
import type { Database } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import { findSchemeVersion, schemeOf } from "./stages/schemes/store.ts";
import { digestOfAppraisal, digestOfFacts, loadFacts } from "./stages/scoring/compute.ts";
import { explainResult } from "./stages/scoring/explanation.ts";
import { findResult } from "./stages/scoring/result-store.ts";
import { findRun, listRuns, type RunRow } from "./stages/scoring/store.ts";

/** What a finished run has on record, and what is found when everything is computed again from its facts. */
export type Replayed = {
  readonly run: RunRow;
  readonly recorded: readonly RecordedResult[];
  readonly recomputed: readonly RecordedResult[];
  readonly factsDigest: string;
  readonly resultDigest: string;
  /** SHA-256 of each subject's explanation; the code of the refusal where the recorded score is not the recomputed one. */
  readonly explanations: Readonly<Record<string, string>>;
};

type RecordedResult = {
  readonly subject: string;
  readonly standing: string;
  readonly score: string | null;
  readonly exact: string | null;
  readonly cohort: string | null;
  readonly grade: string | null;
  readonly band: string | null;
  readonly nodes: string;
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export async function finishedRuns(database: Database): Promise<readonly RunRow[]> {
  const runs = await database.transaction((tx) => listRuns(tx, wholeCity, { limit: 1000 }));
  return runs.filter((run) => run.state === "done").toReversed();
}

async function recordedResults(database: Database, run: number): Promise<readonly RecordedResult[]> {
  return database.withConnection(async (client) => {
    const { rows } = await client.query<Omit<RecordedResult, "nodes"> & { nodes: unknown }>(
      `select subject, standing, score::text, exact, cohort, grade, band, nodes from result where run = $1
       order by subject collate "C"`,
      [run],
    );
    return rows.map((row) => ({ ...row, nodes: JSON.stringify(row.nodes) }));
  });
}

/** Computes a finished run again from the facts as of its recording, with every explanation. */
export async function replay(database: Database, id: number): Promise<Replayed> {
  const run = await database.transaction((tx) => findRun(tx, wholeCity, id));
  if (run === undefined) throw new Error(`no run ${id}`);
  const version = await database.transaction((tx) => findSchemeVersion(tx, wholeCity, run));
  if (version === undefined) throw new Error(`no scheme of run ${id}`);
  const scheme = schemeOf(version);
  const facts = await database.withConnection((client) => loadFacts(client, run));
  const digests = { scheme: version.digest, facts: digestOfFacts(facts) };
  const appraisal = appraise(scheme, facts, { period: run.period, digests });
  const explanations: Record<string, string> = {};
  for (const { subject } of appraisal.results) {
    const result = await database.transaction((tx) => findResult(tx, wholeCity, id, subject));
    const explained = result === undefined ? undefined : explainResult(run, result, scheme, facts);
    if (explained === undefined) throw new Error(`run ${id} has no result of ${subject}`);
    explanations[subject] = explained.ok ? sha256(JSON.stringify(explained.value)) : explained.refusal.code;
  }
  return {
    run,
    recorded: await recordedResults(database, id),
    recomputed: appraisal.results
      .map(({ subject, standing, score, exact, cohort, grade, band, nodes }) => ({
        ...{ subject, standing, score: score ?? null, exact: exact ?? null, cohort: cohort ?? null },
        ...{ grade: grade ?? null, band: band ?? null },
        nodes: JSON.stringify(
          nodes.map((node) => [node.path, node.kind, node.full, node.points ?? null, node.absence ?? null]),
        ),
      }))
      .sort((a, b) => (a.subject < b.subject ? -1 : 1)),
    factsDigest: digests.facts,
    resultDigest: digestOfAppraisal(appraisal),
    explanations,
  };
}
