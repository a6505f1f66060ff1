import type { Name, ReplayResult, TrialCauseKind } from "@biaochi/contract";
import {
  type Cause,
  causesOf,
  exactOf,
  minus,
  plus,
  type Run,
  type SubjectResult,
  show,
  withoutFacts,
} from "@biaochi/engine";
import type { z } from "zod";
import { naming } from "../schemes/store.ts";
import { cellsOf, scoreBounds } from "./masked.ts";
import { type OutcomeNames, outcomeNames } from "./outcome-names.ts";
import { differenceOf, pairsOf, peopleMoved } from "./people.ts";

type Unit = ReplayResult["units"][number];
type Kind = z.output<typeof TrialCauseKind>;
type Found = {
  readonly unit: Unit;
  readonly causes: readonly Cause[];
  readonly moved: number;
  readonly nameOf: (path: string) => Name;
};
const mostCausesOfUnit = 4;
const mostCauses = 60;
const zero = exactOf("0");

/** What a document would have made of the facts of a past period, against the version in force then. */
export function replayResult(before: Run, after: Run, withheld: ReadonlySet<string>): ReplayResult {
  const { scheme, subjects } = after.computing.world;
  const names = outcomeNames(scheme);
  const old = outcomeNames(before.computing.world.scheme);
  const pairs = pairsOf(before, after).filter(({ row }) => subjects[row]?.type === "unit");
  const all: Found[] = [];
  for (const { row, before: b, after: a } of pairs) {
    const [was, is] = [before.columns.result(b), after.columns.result(a)];
    const subject = subjects[row];
    if (subject === undefined) continue;
    const isFormed = was.exact !== undefined && is.exact !== undefined;
    const causes = isFormed ? causesOf(was, is) : [];
    const unit: Unit = {
      subject: { id: subject.id, type: subject.type, name: subject.name },
      cohort: is.cohort === undefined ? null : names.cohort(is.cohort),
      of: is.of ?? null,
      before: placed(was, old),
      after: placed(is, names),
      difference: isFormed ? show(minus(exactOf(is.exact ?? ""), exactOf(was.exact ?? ""))) : null,
      causes: largest(causes)
        .slice(0, mostCausesOfUnit)
        .map(({ path, kind, points }) => ({
          path,
          kind,
          name: nameOf(before, after, was, is, path),
          points: show(points),
        })),
    };
    const moved = differenceOf(before, after, b, a);
    all.push({ unit, causes, moved, nameOf: (path) => nameOf(before, after, was, is, path) });
  }
  const scores = all.map(({ moved }) => moved).filter((each) => !Number.isNaN(each));
  const places = Math.max(before.columns.places, after.columns.places);
  const units = all.map(({ unit }) => unit);
  return {
    kind: "replay",
    graded: after.columns.grades.length > 0,
    units,
    shifts: shiftsOf(units),
    scores: cellsOf(scores, scoreBounds(places)).filter(({ count }) => count > 0),
    grades: movesOf(units, "grade"),
    bands: movesOf(units, "band"),
    cohorts: cohortsOf(units),
    causes: causesOfAll(all),
    apart: unitsApart(before, after),
    people: peopleMoved(before, after, names, withheld),
    withoutFacts: absentItems(after),
  };
}

const placed = (result: SubjectResult, names: OutcomeNames): Unit["before"] => ({
  score: result.score ?? null,
  rank: result.rank ?? null,
  grade: names.grade(result.grade),
  band: names.band(result.band),
});

/** The name that either scheme has for a node; the later one first. */
function nameOf(before: Run, after: Run, was: SubjectResult, is: SubjectResult, path: string) {
  const has = (result: SubjectResult): boolean => result.nodes.some((node) => node.path === path);
  const isOld = !has(is) && has(was);
  return naming((isOld ? before : after).computing.world.scheme, (isOld ? was : is).list).name(path);
}

const sizeOf = ({ points }: Pick<Cause, "points">): number => Math.abs(Number(points.num) / Number(points.den));
const largest = (causes: readonly Cause[]): readonly Cause[] => causes.toSorted((a, b) => sizeOf(b) - sizeOf(a));

/** How far a unit moves up; null where it has no place in one of the two. */
export const shiftOf = ({ before, after }: Unit): number | null =>
  before.rank === null || after.rank === null ? null : Number(before.rank) - Number(after.rank);

function shiftsOf(units: readonly Unit[]): ReplayResult["shifts"] {
  const counts = Map.groupBy(
    units.map(shiftOf).filter((shift) => shift !== null),
    (shift) => shift,
  );
  return [...counts].map(([shift, own]) => ({ shift, count: own.length })).sort((a, b) => a.shift - b.shift);
}

function movesOf(units: readonly Unit[], what: "grade" | "band"): ReplayResult["grades"] {
  const moved = units.filter(({ before, after }) => before[what]?.id !== after[what]?.id);
  const groups = Map.groupBy(moved, ({ before, after }) => JSON.stringify([before[what]?.id, after[what]?.id]));
  return [...groups.values()]
    .flatMap((own) => (own[0] ? [{ from: own[0].before[what], to: own[0].after[what], count: own.length }] : []))
    .sort((a, b) => b.count - a.count);
}

function cohortsOf(units: readonly Unit[]): ReplayResult["cohorts"] {
  const groups = Map.groupBy(
    units.filter(({ cohort }) => cohort !== null),
    ({ cohort }) => cohort?.id,
  );
  return [...groups.values()].flatMap((own) => {
    const cohort = own[0]?.cohort;
    const shifts = own.map((unit) => Math.abs(shiftOf(unit) ?? 0));
    if (!cohort) return [];
    return [
      { cohort, size: own.length, rankMoved: shifts.filter((s) => s !== 0).length, largestShift: Math.max(...shifts) },
    ];
  });
}

function causesOfAll(all: readonly Found[]): ReplayResult["causes"] {
  type Sum = { path: string; kind: Kind; name: Name; units: number; up: Cause["points"]; down: Cause["points"] };
  const sums = new Map<string, Sum>();
  for (const { causes, nameOf: named } of all)
    for (const { path, kind, points } of causes) {
      const seen = sums.get(`${kind} ${path}`) ?? { path, kind, name: named(path), units: 0, up: zero, down: zero };
      seen.units += 1;
      if (points.num > 0n) seen.up = plus(seen.up, points);
      else seen.down = plus(seen.down, points);
      sums.set(`${kind} ${path}`, seen);
    }
  const total = ({ up, down }: Sum): number => sizeOf({ points: minus(up, down) });
  return [...sums.values()]
    .toSorted((a, b) => total(b) - total(a))
    .slice(0, mostCauses)
    .map(({ up, down, ...rest }) => ({ ...rest, up: show(up), down: show(down) }));
}

/** Units that only one of the two schemes has a list for. */
function unitsApart(before: Run, after: Run): ReplayResult["apart"] {
  const { subjects } = after.computing.world;
  return subjects.flatMap(({ id, type, name }, row) => {
    const [was, is] = [before, after].map(({ city }) => (city.positionOf[row] ?? -1) >= 0);
    return type !== "unit" || was === is
      ? []
      : [{ subject: { id, type, name }, in: was ? "before" : "after" } as const];
  });
}

function absentItems(after: Run): ReplayResult["withoutFacts"] {
  const { scheme } = after.computing.world;
  const groups = Map.groupBy(withoutFacts(after), ({ path, indicator }) => `${path}\n${indicator}`);
  return [...groups.values()].flatMap((own) => {
    const first = own[0];
    if (first === undefined) return [];
    const indicator = scheme.indicators.find(({ id }) => id === first.indicator);
    const named = naming(scheme, first.list).name(first.path);
    return [
      {
        indicator: { id: first.indicator, name: indicator?.name ?? named },
        ...{ name: named, path: first.path, policy: first.policy },
        lists: own.map(({ list }) => scheme.lists.find(({ id }) => id === list)?.name ?? { "zh-CN": list, en: list }),
      },
    ];
  });
}
