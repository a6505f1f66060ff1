import type { ReplayResult, WeightsResult } from "@biaochi/contract";
import { deferredGrade } from "@biaochi/contract";
import type { Drawn, Run } from "@biaochi/engine";
import { cellsOf, maskedCells, maskedCount, maskedKinds, scoreBounds, widthBounds } from "./masked.ts";
import { type Named, type OutcomeNames, outcomeNames } from "./outcome-names.ts";

/** One subject in both runs. */
export type Pair = { readonly row: number; readonly before: number; readonly after: number };

type PeopleGroup = ReplayResult["people"][number];
type Type = PeopleGroup["type"];

/** Everybody whom both schemes score, by row of the facts. */
export function pairsOf(before: Run, after: Run): readonly Pair[] {
  return Array.from(after.columns.rows).flatMap((row, i): Pair[] => {
    const was = before.city.positionOf[row] ?? -1;
    return was < 0 ? [] : [{ row, before: was, after: i }];
  });
}

/** Teams and officials by cohort: counts and distributions, of five or more. */
export function peopleMoved(
  before: Run,
  after: Run,
  names: OutcomeNames,
  withheld: ReadonlySet<string>,
): PeopleGroup[] {
  const old = outcomeNames(before.computing.world.scheme);
  const { subjects } = after.computing.world;
  return [...grouped(after, pairsOf(before, after), names)].flatMap(([key, own]): PeopleGroup[] => {
    const first = own[0];
    const type = first && subjects[first.row]?.type;
    if (type === undefined || type === "unit" || own.length < 5) return [];
    const score = ({ before: was, after: is }: Pair): number => differenceOf(before, after, was, is);
    const formed = own.filter((pair) => !Number.isNaN(score(pair)));
    const size = own.length;
    const scores = formed.map(score);
    const places = Math.max(before.columns.places, after.columns.places);
    const isWithheld = ({ row }: Pair): boolean => withheld.has(subjects[row]?.id ?? "");
    const gradeIn = (run: Run, of: OutcomeNames, position: number, pair: Pair): Named | null =>
      of.grade(isWithheld(pair) ? deferredGrade : run.columns.grades[run.columns.grade[position] as number]);
    const bandIn = (run: Run, of: OutcomeNames, position: number, pair: Pair): Named | null =>
      gradeIn(run, of, position, pair)?.id === deferredGrade
        ? null
        : of.band(run.columns.bands[run.columns.band[position] as number]);
    return [
      {
        cohort: names.cohorts(key),
        ...{ type: type as Type, size },
        scoreMoved: maskedCount(scores.filter((s) => s !== 0).length, size),
        rankMoved: maskedCount(
          own.filter((p) => before.columns.rank[p.before] !== after.columns.rank[p.after]).length,
          size,
        ),
        scores:
          formed.length < size && size - formed.length < 5
            ? null
            : mutable(maskedCells(cellsOf(scores, scoreBounds(places)))),
        grades: movementsOf(own, (p) => [gradeIn(before, old, p.before, p), gradeIn(after, names, p.after, p)]),
        bands: movementsOf(own, (p) => [bandIn(before, old, p.before, p), bandIn(after, names, p.after, p)]),
      },
    ];
  });
}

const mutable = <T>(values: readonly T[] | null): T[] | null => (values === null ? null : [...values]);

/** By cohort of the scheme and type, without the values that it is split by. */
function grouped(run: Run, pairs: readonly Pair[], names: OutcomeNames): ReadonlyMap<string, readonly Pair[]> {
  const { columns, computing } = run;
  return Map.groupBy(
    pairs.filter(
      ({ after, row }) => (columns.cohort[after] as number) >= 0 && computing.world.subjects[row]?.type !== "unit",
    ),
    ({ after }) => names.cohorts(columns.cohorts[columns.cohort[after] as number] as string).id,
  );
}

/** Published scores, later less earlier; NaN where one is not formed. */
export function differenceOf(before: Run, after: Run, was: number, is: number): number {
  const places = Math.max(before.columns.places, after.columns.places);
  const own = ({ columns }: Run, i: number): number => (columns.score[i] as number) / 10 ** columns.places;
  return Number((own(after, is) - own(before, was)).toFixed(places));
}

function movementsOf(
  pairs: readonly Pair[],
  sides: (pair: Pair) => readonly [Named | null, Named | null],
): PeopleGroup["grades"] {
  const kinds = new Map<string, { from: Named | null; to: Named | null }>();
  const counts = new Map<string, number>();
  for (const pair of pairs) {
    const [from, to] = sides(pair);
    const key = JSON.stringify([from?.id, to?.id]);
    kinds.set(key, { from, to });
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const masked = maskedKinds(counts);
  if (masked === null) return null;
  return {
    moves: masked.shown.map(([key, count]) => ({ ...(kinds.get(key) ?? { from: null, to: null }), count })),
    others: masked.others,
  };
}

/** How wide the rank intervals of teams and officials are. */
export function peopleDrawn(run: Run, drawn: Drawn, names: OutcomeNames): WeightsResult["people"] {
  const { columns, computing } = run;
  const typeOf = (position: number) => computing.world.subjects[columns.rows[position] as number]?.type;
  const all = drawn.cohorts.filter(({ members }) => members.length > 0 && typeOf(members[0] as number) !== "unit");
  const groups = Map.groupBy(all, ({ cohort }) => names.cohorts(columns.cohorts[cohort] as string).id);
  return [...groups].flatMap(([id, own]) => {
    const widths = own.flatMap(({ low, high }) => Array.from(low, (from, k) => (high[k] as number) - from + 1));
    const type = typeOf(own[0]?.members[0] ?? -1);
    if (widths.length < 5 || type === undefined || type === "unit") return [];
    return [
      {
        cohort: names.cohorts(id),
        ...{ type, size: widths.length },
        widths: mutable(maskedCells(cellsOf(widths, widthBounds))),
      },
    ];
  });
}
