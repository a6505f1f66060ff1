import type { Change } from "@biaochi/contract";
import { compareResults, compareRuns, continueRun, type Facts, type Run, type SubjectResult } from "@biaochi/engine";
import type { z } from "zod";
import type { Correctable } from "../intake/correction-store.ts";
import { naming } from "../schemes/store.ts";
import { deferred, type OutcomeNames, outcomeNames } from "./naming.ts";
import type { Sight } from "./visibility.ts";

type Page = z.input<typeof Change>;

/** One fact that takes the place of another. */
export type FactEdit = { readonly supersedes: string; readonly next: Correctable };

const put = <T extends { readonly id: string }>(facts: readonly T[], supersedes: string, next: T): readonly T[] =>
  facts.some((fact) => fact.id === supersedes)
    ? facts.map((fact) => (fact.id === supersedes ? next : fact))
    : [...facts, next];

/** The facts with one of them replaced; all others are the same objects. */
export function withEdit(facts: Facts, { supersedes, next }: FactEdit): Facts {
  switch (next.list) {
    case "observations":
      return { ...facts, observations: put(facts.observations, supersedes, next.fact) };
    case "targets":
      return { ...facts, targets: put(facts.targets, supersedes, next.fact) };
    case "coefficients":
      return { ...facts, coefficients: put(facts.coefficients, supersedes, next.fact) };
    case "assessments":
      return { ...facts, assessments: put(facts.assessments, supersedes, next.fact) };
    case "events":
      return { ...facts, events: put(facts.events, supersedes, next.fact) };
    case "openings":
      return { ...facts, openings: put(facts.openings, supersedes, next.fact) };
  }
}

/** Whose result would differ if one fact were another: the same period computed from both. Nothing is saved. */
export function previewOf(before: Run, facts: Facts, period: string, edit: FactEdit, sight: Sight): readonly Page[] {
  const { scheme } = before.computing.world;
  const after = continueRun(before, withEdit(facts, edit), { period });
  const outcomes = outcomeNames(scheme);
  // By column first: the exact texts of a whole city would take a minute, those of whoever changed do not.
  const changes = compareRuns(comparedOf(before, facts), comparedOf(after, facts));
  return Array.from(changes.what, (_, k) => k).flatMap((k): Page[] => {
    const was = resultAt(before, changes.before[k]);
    const is = resultAt(after, changes.after[k]);
    const result = is ?? was;
    const change = was && is ? compareResults(was, is) : undefined;
    const subject = facts.subjects[rowAt(after, changes.after[k]) ?? rowAt(before, changes.before[k]) ?? -1];
    if (subject === undefined || result === undefined) return [];
    const { score, grade, band, standing, rank, nodes = [] } = change ?? {};
    const isSeen = !was || !is || [score, grade, band, standing].some((each) => each !== undefined) || nodes.length > 0;
    if (!isSeen && !(rank !== undefined && sight.ranks(subject.type))) return [];
    const names = naming(scheme, result.list);
    return [
      {
        subject: { id: subject.id, type: subject.type, name: subject.name },
        before: sideOf(was, sight, outcomes),
        after: sideOf(is, sight, outcomes),
        nodes: nodes.map(({ path, from = null, to = null }) => ({ path, name: names.name(path), from, to })),
      },
    ];
  });
}

const rowAt = ({ columns }: Run, position: number | undefined): number | undefined =>
  position === undefined || position < 0 ? undefined : columns.rows[position];
const resultAt = ({ columns }: Run, position: number | undefined): SubjectResult | undefined =>
  position === undefined || position < 0 ? undefined : columns.result(position);
const comparedOf = ({ columns }: Run, { subjects }: Facts) => ({
  columns,
  subjects: Array.from(columns.rows, (row) => subjects[row]?.id ?? ""),
});

const sideOf = (result: SubjectResult | undefined, sight: Sight, outcomes: OutcomeNames): Page["before"] =>
  result === undefined
    ? null
    : {
        score: result.score ?? null,
        rank: sight.ranks(result.type) ? (result.rank ?? null) : null,
        grade: outcomes.grade(result.grade ?? null),
        standing: result.standing,
      };

/** The subject of the fact first, then units, teams, officials, each in the order of the appraisal. */
export function inOrder(changes: readonly Page[], subject: string): readonly Page[] {
  const types = ["unit", "team", "official"];
  const place = ({ subject: { id, type } }: Page): number => (id === subject ? -1 : types.indexOf(type));
  return [...changes].sort((a, b) => place(a) - place(b));
}

const outwardly = (side: Page["before"]): string => JSON.stringify([side?.score, side?.rank, side?.standing]);

/**
 * The same where some grades are withheld: both sides read as everywhere else, and whoever would differ in nothing but the
 * grade or band is not named.
 */
export function withoutGrades(changes: readonly Page[], withheld: ReadonlySet<string>): readonly Page[] {
  return changes.flatMap((change) => {
    if (!withheld.has(change.subject.id)) return [change];
    const { before, after, nodes } = change;
    if (before && after && nodes.length === 0 && outwardly(before) === outwardly(after)) return [];
    const hidden = (side: Page["before"]) => side && { ...side, grade: side.grade === null ? null : deferred };
    return [{ ...change, before: hidden(before), after: hidden(after) }];
  });
}
