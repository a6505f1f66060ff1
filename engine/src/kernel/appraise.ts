import type { Facts, Subject } from "../facts/model.ts";
import { periodOf } from "../facts/period.ts";
import { show } from "../number/exact.ts";
import type { Appraisal, RedLineHit, RunFinding, SubjectResult } from "../result.ts";
import type { Scheme } from "../scheme/document.ts";
import { engineVersion } from "../version.ts";
import { affectedBy } from "./affected.ts";
import { type Draft, draft, printed } from "./draft.ts";
import { type Computing, compute, type RowNote } from "./lists.ts";
import { unusedOpenings } from "./opening.ts";
import { conclude, type Outcome, type Standing } from "./outcome.ts";
import { isFor } from "./select.ts";
import { prepare, type World } from "./world.ts";

export interface AppraiseOptions {
  /** A period of the scheme's cycle; default: the whole cycle. */
  readonly period?: string;
  /** SHA-256 of the scheme document and of the facts, computed at the door. */
  readonly digests?: { readonly scheme: string; readonly facts: string };
  /** Called after each list. */
  readonly progress?: (done: number, total: number) => void;
}

/** An appraisal with what is needed to correct it without starting over. */
export interface Run {
  readonly appraisal: Appraisal;
  readonly computing: Computing;
  readonly drafts: ReadonlyMap<number, Draft>;
  readonly notes: readonly RowNote[];
  /** How many subjects were scored in this run; the rest was taken from the run before. */
  readonly scored: number;
}

/**
 * Scores, ranks and grades everybody whom the scheme has a list for. A pure function of its arguments.
 * Throws a TypeError on a `period` that is no period: the door checks it with `readPeriod`.
 */
export function appraise(scheme: Scheme, facts: Facts, options: AppraiseOptions = {}): Appraisal {
  return startRun(scheme, facts, options).appraisal;
}

export function startRun(scheme: Scheme, facts: Facts, options: AppraiseOptions = {}): Run {
  const world = prepare(scheme, facts);
  return finish(compute(world), undefined, options);
}

/**
 * The run again on other facts: only subjects that depend on a changed fact are scored, everybody is ranked.
 * Equal to {@link startRun} on the same facts. Another scheme or other subjects mean starting over.
 */
export function continueRun(previous: Run, facts: Facts, options: AppraiseOptions = {}): Run {
  const before = previous.computing.world;
  const world = prepare(before.scheme, facts);
  const affected = affectedBy(before, world);
  if (affected === "everybody") return finish(compute(world), undefined, options);
  return finish(
    compute(world, { partial: { rows: affected, previous: previous.computing } }),
    { run: previous, affected },
    options,
  );
}

/** What a run may take over from the one before: everything about subjects that are not affected. */
interface Known {
  readonly run: Run;
  readonly affected: ReadonlySet<number>;
}

function finish(computing: Computing, known: Known | undefined, options: AppraiseOptions): Run {
  const { world } = computing;
  const period = periodOf(options.period ?? world.scheme.cycle);
  const drafts = new Map(known?.run.drafts);
  const affected = known?.affected;
  const notes = known?.run.notes.filter((n) => !known.affected.has(n.row)) ?? [];
  let scored = 0;
  world.scheme.lists.forEach((_, l) => {
    const rows = world.rowsOf[l] ?? [];
    if (rows.length > 0 && (!affected || rows.some((row) => affected.has(row)))) {
      for (const d of draft(computing, l, period)) {
        drafts.set(d.row, d);
        scored++;
      }
      notes.push(...computing.list(l, period).notes);
    }
    options.progress?.(l + 1, world.scheme.lists.length);
  });
  const ordered = [...drafts.values()].sort((a, b) => a.row - b.row);
  const outcome = conclude(world, ordered, period);
  const appraisal: Appraisal = {
    engine: engineVersion,
    scheme: { id: world.scheme.id, version: world.scheme.version, digest: options.digests?.scheme ?? "" },
    facts: { count: countOf(world.facts), digest: options.digests?.facts ?? "" },
    period: period.id,
    results: ordered.map((d) => resultOf(world, d, outcome)),
    cohorts: outcome.cohorts,
    quotas: outcome.quotas,
    allocations: outcome.allocations,
    findings: [
      ...listFindings(world),
      ...inOrder(notes),
      ...unusedOpenings(world, period),
      ...circleFindings(computing),
      ...outcome.findings,
    ],
  };
  return { appraisal, computing, drafts, notes, scored };
}

function resultOf(world: World, d: Draft, outcome: Outcome): SubjectResult {
  const subject = world.subjects[d.row] as Subject;
  const { gradeReasons, ranks, ...standing } = outcome.standings.get(d.row) as Standing;
  return {
    subject: subject.id,
    type: subject.type,
    list: d.list,
    standing: d.standing,
    ...(d.published && d.exact ? { score: printed(world, d.published), exact: show(d.exact) } : {}),
    nodes: d.nodes,
    ...standing,
    ranks,
    gradeReasons,
    redLines: d.hits.map(
      (hit): RedLineHit => ({
        redLine: hit.redLine.id,
        facts: hit.facts,
        ...(hit.from && hit.to ? { from: show(hit.from), to: show(hit.to) } : {}),
        ...(hit.through === undefined ? {} : { through: hit.through }),
      }),
    ),
    missing: d.missing,
  };
}

/** Subjects that no list is for, or more than one: a scheme must say for everybody what is asked. */
function listFindings(world: World): readonly RunFinding[] {
  return world.subjects.flatMap((subject) => {
    const lists = world.scheme.lists.filter((list) => isFor(list.for, subject));
    if (lists.length === 1) return [];
    return [
      lists.length === 0
        ? { code: "subject-without-list", values: { subject: subject.id } }
        : {
            code: "subject-with-several-lists",
            values: { subject: subject.id, lists: lists.map((l) => l.id).join(", ") },
          },
    ];
  });
}

/** By subject in the order of the appraisal, whatever was computed first. */
const inOrder = (notes: readonly RowNote[]): readonly RunFinding[] =>
  notes
    .toSorted((a, b) => a.row - b.row || (JSON.stringify(a.finding) < JSON.stringify(b.finding) ? -1 : 1))
    .map((n) => n.finding);

const circleFindings = ({ world, circles }: Computing): readonly RunFinding[] =>
  [...circles]
    .sort((a, b) => a - b)
    .map((row) => ({ code: "carries-itself", values: { subject: world.subjects[row]?.id ?? "" } }));

const countOf = (facts: Facts): number =>
  facts.observations.length +
  facts.targets.length +
  facts.coefficients.length +
  facts.assessments.length +
  facts.events.length +
  facts.ballots.length +
  facts.openings.length +
  facts.decidedGrades.length;
