import type { Facts } from "../facts/model.ts";
import { type Period, periodOf } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import { apart } from "../number/apart.ts";
import type {
  AllocationResult,
  Appraisal,
  CohortResult,
  QuotaResult,
  Reason,
  RedLineHit,
  RunFinding,
} from "../result.ts";
import type { Placing, ResultColumns } from "../result-columns.ts";
import type { Scheme } from "../scheme/document.ts";
import { engineVersion } from "../version.ts";
import { affectedBy } from "./affected.ts";
import { type CityScores, notFormed, type Since, scoreCity, scoresAt } from "./city-scores.ts";
import { circleFindings, inOrder, listFindings } from "./findings.ts";
import { type Computing, compute, type RowNote } from "./lists.ts";
import { type CityNodes, nodesOf } from "./node-columns.ts";
import { unusedOpenings } from "./opening.ts";
import { conclude, type Outcome } from "./outcome.ts";
import { type Pace, paceOf } from "./pace.ts";
import { shownHit, subjectResult } from "./subject-result.ts";
import { prepare } from "./world.ts";

export interface AppraiseOptions {
  /** A period of the scheme's cycle; default: the whole cycle. */
  readonly period?: string;
  /** SHA-256 of the scheme document and of the facts, computed at the door. */
  readonly digests?: { readonly scheme: string; readonly facts: string };
  /** Called often while lists are scored: subjects × items done, of how many. */
  readonly progress?: (done: number, total: number) => void;
  /** Asked as often; when it says so, the computing ends with {@link Cancelled}. */
  readonly isCancelled?: () => boolean;
}

/** An appraisal with what is needed to correct it without starting over. */
export interface Run {
  readonly columns: ResultColumns;
  /** Everybody's places, one entry for each cohort of the scheme. */
  readonly placings: readonly Placing[];
  readonly cohorts: readonly CohortResult[];
  readonly quotas: readonly QuotaResult[];
  readonly allocations: readonly AllocationResult[];
  readonly findings: readonly RunFinding[];
  /** What few subjects have, by position in `columns.rows`. */
  missing(i: number): readonly string[];
  redLines(i: number): readonly RedLineHit[];
  gradeReasons(i: number): readonly Reason[];
  /** All of it with an object for each subject; made when first asked for. */
  readonly appraisal: Appraisal;
  /** How many subjects were scored in this run; the rest was taken from the run before. */
  readonly scored: number;
  /** Ascending positions of those who were scored in this run; undefined: everybody. Ranks may differ for others. */
  readonly affected: Int32Array | undefined;
  readonly computing: Computing;
  readonly city: CityScores;
  readonly nodes: CityNodes;
  readonly notes: readonly RowNote[];
  /** How many runs before this one it still holds on to. */
  readonly depth: number;
}

/** After so many corrections a run is computed from the start: it would hold on to the facts of all of them. */
const deepest = 32;

/**
 * Scores, ranks and grades everybody whom the scheme has a list for. A pure function of its arguments.
 * Throws a TypeError on a `period` that is no period: the door checks it with `readPeriod`.
 */
export function appraise(scheme: Scheme, facts: Facts, options: AppraiseOptions = {}): Appraisal {
  return startRun(scheme, facts, options).appraisal;
}

export function startRun(scheme: Scheme, facts: Facts, options: AppraiseOptions = {}): Run {
  const world = prepare(scheme, facts);
  const pace = paceOf(world, options);
  return finish(compute(world, { step: pace.step }), undefined, options, pace);
}

/**
 * The run again on other facts: only subjects that depend on a changed fact are scored, everybody is ranked.
 * Equal to {@link startRun} on the same facts. Another period or other subjects mean starting over. What is the same
 * object in both facts (a block, an array of facts) is known not to have changed; the rest is compared.
 */
export function continueRun(previous: Run, facts: Facts, options: AppraiseOptions = {}): Run {
  const before = previous.computing.world;
  const { scheme } = before;
  if (previous.depth >= deepest || previous.city.period.id !== (options.period ?? scheme.cycle))
    return startRun(scheme, facts, options);
  const world = prepare(scheme, facts);
  const affected = affectedBy(before, world);
  if (affected === "everybody") return startRun(scheme, facts, options);
  const pace = paceOf(world, options, affected);
  return finish(
    compute(world, { partial: { rows: affected, previous: previous.computing }, step: pace.step }),
    { run: previous, affected },
    options,
    pace,
  );
}

/** What a run may take over from the one before: everything about subjects that are not affected. */
interface Known {
  readonly run: Run;
  readonly affected: ReadonlySet<number>;
}

function finish(computing: Computing, known: Known | undefined, options: AppraiseOptions, pace: Pace): Run {
  const { world } = computing;
  const period = periodOf(options.period ?? world.scheme.cycle);
  const notes = known?.run.notes.filter((n) => !known.affected.has(n.row)) ?? [];
  let scored = 0;
  const since: Since | undefined = known && { city: known.run.city, affected: known.affected };
  const city = scoreCity(computing, period, since, (scores) => {
    scored += scores.rows.length;
    notes.push(...scores.notes);
  });
  const old = since?.city.layers.length ?? 0;
  const nodes = nodesOf(city, known?.run.nodes, (layer) => layer >= old);
  const outcome = conclude(city, nodes);
  pace.end();
  const run: Omit<Run, "appraisal"> = {
    columns: columnsOf(city, nodes, outcome),
    placings: outcome.ranking.placings,
    cohorts: outcome.ranking.cohorts,
    quotas: outcome.grades.quotas,
    allocations: outcome.allocations,
    findings: [
      ...listFindings(world),
      ...inOrder(notes),
      ...unusedOpenings(world, period),
      ...circleFindings(computing),
      ...outcome.findings,
    ],
    missing(i) {
      const { scores, place } = scoresAt(city, i);
      return scores.isMissing[place] === 1 ? scores.missingOf(place) : nothing;
    },
    redLines(i) {
      const { scores, place } = scoresAt(city, i);
      return scores.hits.get(place)?.map(shownHit) ?? nothing;
    },
    gradeReasons: (i) => outcome.grades.reasons.get(i) ?? nothing,
    affected: known && positionsOf(city, known.affected),
    depth: known ? known.run.depth + 1 : 0,
    ...{ scored, computing, city, nodes, notes },
  };
  let appraisal: Appraisal | undefined;
  return Object.defineProperty(run as Run, "appraisal", {
    get: () => (appraisal ??= appraisalOf(run, period, options)),
    enumerable: true,
  });
}

const nothing: readonly never[] = [];

function columnsOf(city: CityScores, nodes: CityNodes, outcome: Outcome): ResultColumns {
  const { ranking, grades, banded } = outcome;
  const { standing, published } = city;
  const score = published.units.slice();
  for (let i = 0; i < score.length; i++) if (standing[i] === notFormed) score[i] = Number.NaN;
  return {
    rows: city.rows,
    list: city.list,
    standing,
    score,
    places: city.world.scheme.rounding.places,
    rank: ranking.rank,
    rankOf: ranking.rankOf,
    cohort: ranking.cohort,
    cohorts: ranking.cohorts.map((c) => c.cohort),
    grade: grades.grade,
    grades: grades.names,
    band: banded.band,
    bands: banded.names,
    lists: nodes.lists,
    result: (i) => subjectResult(city, outcome, i),
  };
}

function appraisalOf(run: Omit<Run, "appraisal">, period: Period, { digests }: AppraiseOptions): Appraisal {
  const { columns, cohorts, quotas, allocations, findings } = run;
  const { scheme, facts } = run.computing.world;
  return {
    engine: engineVersion,
    scheme: { id: scheme.id, version: scheme.version, digest: digests?.scheme ?? "" },
    facts: { count: countOf(facts), digest: digests?.facts ?? "" },
    period: period.id,
    results: Array.from(columns.rows, (_, i) => columns.result(i)),
    cohorts,
    quotas,
    allocations,
    findings,
  };
}

const positionsOf = ({ positionOf }: CityScores, rows: ReadonlySet<number>): Int32Array =>
  Int32Array.from(rows, (row) => positionOf[row] as number)
    .filter((i) => i >= 0)
    .sort();

const told = apart((states: Uint8Array): number => {
  let count = 0;
  for (let slot = 0; slot < states.length; slot++) if (states[slot] !== State.missing) count++;
  return count;
});

/** Facts of all kinds; of a block the cells that say something. */
const countOf = (facts: Facts): number =>
  (facts.packed?.blocks ?? []).reduce((sum, { states }) => sum + told(states), 0) +
  facts.observations.length +
  facts.targets.length +
  facts.coefficients.length +
  facts.assessments.length +
  facts.events.length +
  facts.ballots.length +
  facts.openings.length +
  facts.decidedGrades.length;
