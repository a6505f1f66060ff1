import { createHash } from "node:crypto";
import { type Appraisal, appraise, type Scheme, startRun } from "@biaochi/engine";
import type { Database } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import { findSchemeVersion, schemeOf } from "./stages/schemes/store.ts";
import { digestOfAppraisal, digestOfFacts, loadFacts } from "./stages/scoring/compute.ts";
import { computedFrom, deskOn } from "./stages/scoring/desk.ts";
import { agreedExplanation } from "./stages/scoring/explanation.ts";
import { readHeldFacts } from "./stages/scoring/held-facts.ts";
import { digestOfOutput } from "./stages/scoring/output-digest.ts";
import { findResult } from "./stages/scoring/result-store.ts";
import { outputOfRun } from "./stages/scoring/run-output.ts";
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
  readonly rank: string | null;
  readonly of: number | null;
  readonly grade: string | null;
  readonly band: string | null;
  readonly nodes: string;
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export async function finishedRuns(database: Database): Promise<readonly RunRow[]> {
  const runs = await database.transaction((tx) => listRuns(tx, wholeCity, { limit: 1000 }));
  return runs.filter((run) => run.state === "done").toReversed();
}

async function recordedResults(database: Database, run: RunRow): Promise<readonly RecordedResult[]> {
  return database.withConnection(async (client) => {
    const { rows } = await client.query<Omit<RecordedResult, "nodes"> & { nodes: unknown }>(
      `select subject, standing, score::text, exact, cohort, rank::text, rank_of as of, grade, band, coalesce(nodes, (
         select jsonb_agg(jsonb_build_array(e.path, e.kind, e.full_marks, e.points, e.absence) order by e.position)
         from explanation_row e where e.run = r.run and e.subject = r.subject)) as nodes
       from run_result r where run = $1 order by subject collate "C"`,
      [run.id],
    );
    return rows.map((row) => ({ ...row, nodes: JSON.stringify(row.nodes) }));
  });
}

type Node = readonly [string, string, string | number, string | number | null, string | null];

const numberOf = (value: string | number | null): number => {
  const [num = "", den = "1"] = String(value).split("/");
  return Number(num) / Number(den);
};

/** The exact nodes, where the recorded doubles are theirs to 1e-9; otherwise the recorded ones, to be seen as a difference. */
function recordedAs(recorded: string, exact: string): string {
  const [was, is]: (readonly Node[])[] = [JSON.parse(recorded), JSON.parse(exact)];
  if (was === undefined || is === undefined || was.length !== is.length) return recorded;
  const isSame = was.every(([path, kind, full, points, absence], n) => {
    const node = is[n];
    if (node === undefined || path !== node[0] || kind !== node[1] || absence !== node[4]) return false;
    return (
      Math.abs(numberOf(full) - numberOf(node[2])) <= 1e-9 && Math.abs(numberOf(points) - numberOf(node[3])) <= 1e-9
    );
  });
  return isSame ? exact : recorded;
}

/** So many subjects are explained one by one, each as a reader asks; more of them all at once. */
const mostOneByOne = 200;

async function explanationsOf(database: Database, run: RunRow, subjects: readonly string[]) {
  const from = computedFrom(run);
  if (subjects.length > mostOneByOne) return (await deskOn(database).explain(from, subjects)).explanations;
  const each = [];
  for (const subject of subjects) each.push(...(await deskOn(database).explain(from, [subject])).explanations);
  return each;
}

/** The appraisal of a run from the narrow rows, all of it anew. */
export async function appraisedAgain(database: Database, id: number): Promise<Appraisal> {
  const run = await database.transaction((tx) => findRun(tx, wholeCity, id));
  const version = run && (await database.transaction((tx) => findSchemeVersion(tx, wholeCity, run)));
  if (run === undefined || version === undefined) throw new Error(`no run ${id}`);
  const scheme = schemeOf(version);
  const facts = await database.withConnection((client) => loadFacts(client, { ...run, cycle: scheme.cycle }));
  return appraise(scheme, facts, {
    period: run.period,
    digests: { scheme: version.digest, facts: digestOfFacts(facts) },
  });
}

/**
 * Computes a finished run again from the facts as of its recording, with every explanation. Results come from the narrow rows
 * one by one, which is another way than the run's own; the digests come from the form in which the run has them.
 */
export async function replay(
  database: Database,
  id: number,
  { explains = true }: { readonly explains?: boolean } = {},
): Promise<Replayed> {
  const run = await database.transaction((tx) => findRun(tx, wholeCity, id));
  if (run === undefined) throw new Error(`no run ${id}`);
  const version = await database.transaction((tx) => findSchemeVersion(tx, wholeCity, run));
  if (version === undefined) throw new Error(`no scheme of run ${id}`);
  const scheme = schemeOf(version);
  const facts = await database.withConnection((client) => loadFacts(client, { ...run, cycle: scheme.cycle }));
  const appraisal = await appraisedAgain(database, id);
  const explanations: Record<string, string> = {};
  const subjects = explains ? appraisal.results.map((each) => each.subject) : [];
  const explained = new Map(
    subjects.length === 0
      ? []
      : (await explanationsOf(database, run, subjects)).map((each) => [each.subject, each] as const),
  );
  for (const subject of subjects) {
    const result = await database.transaction((tx) => findResult(tx, wholeCity, id, subject));
    if (result === undefined) throw new Error(`run ${id} has no result of ${subject}`);
    const agreed = agreedExplanation(run, result, explained.get(subject));
    explanations[subject] = agreed.ok ? sha256(JSON.stringify(agreed.value)) : agreed.refusal.code;
  }
  const isByColumn = run.stored === "columns";
  const recomputed = appraisal.results
    .map(({ subject, standing, score, exact, cohort, rank, of, grade, band, nodes }) => ({
      ...{ subject, standing, score: score ?? null, exact: isByColumn ? null : (exact ?? null) },
      ...{ cohort: cohort ?? null, rank: rank ?? null, of: of ?? null, grade: grade ?? null, band: band ?? null },
      nodes: JSON.stringify(
        nodes.map((node) => [node.path, node.kind, node.full, node.points ?? null, node.absence ?? null]),
      ),
    }))
    .sort((a, b) => (a.subject < b.subject ? -1 : 1));
  const recorded = await recordedResults(database, run);
  return {
    run,
    recorded: isByColumn
      ? recorded.map((each, n) => ({ ...each, nodes: recordedAs(each.nodes, recomputed[n]?.nodes ?? "[]") }))
      : recorded,
    recomputed,
    ...(isByColumn
      ? await digestsByColumn(database, run, scheme)
      : { factsDigest: digestOfFacts(facts), resultDigest: digestOfAppraisal(appraisal) }),
    explanations,
  };
}

async function digestsByColumn(database: Database, run: RunRow, scheme: Scheme) {
  const held = await database.withConnection((client) => readHeldFacts(client, { ...run, cycle: scheme.cycle }));
  const again = startRun(scheme, held.facts, { period: run.period });
  const output = outputOfRun(again);
  return { factsDigest: held.digest, resultDigest: digestOfOutput(output) };
}
