import { spreadOf, spreadOfUnits } from "../grading/spread.ts";
import { groupedOrder, placesIn, type StandingOrder, standingOrder } from "../grading/standing-order.ts";
import { apart } from "../number/apart.ts";
import { taken } from "../number/loops.ts";
import type { CohortResult } from "../result.ts";
import type { Placing } from "../result-columns.ts";
import { type CityScores, notFormed } from "./city-scores.ts";

export interface Ranking {
  readonly order: StandingOrder;
  /** 1 for whom a red line puts after everybody else; absent: nobody. */
  readonly isLast: Uint8Array | undefined;
  /** In the order of their first members. */
  readonly cohorts: readonly CohortResult[];
  /** One for each cohort of the scheme. */
  readonly placings: readonly Placing[];
  /** By the first cohort that is for a subject: position in `cohorts` (-1 for none), place and size. */
  readonly cohort: Int32Array;
  readonly rank: Float64Array;
  readonly rankOf: Int32Array;
}

/** Ranks everybody with a score in every cohort that is for them. */
export function rankCity(city: CityScores): Ranking {
  const { world, rows, standing, published } = city;
  const { ranking, rounding } = world.scheme;
  const size = rows.length;
  const formed = formedOf(standing, new Uint8Array(size));
  const isLast = lastOf(city);
  const order = standingOrder(ranking.on === "exact" ? city.totals : published.column, formed, isLast);
  const parts = world.cohorts.map(({ of, names }) => {
    const group = groupsAt(of, rows, formed, new Int32Array(size));
    const grouped = groupedOrder(order, group, names.length);
    return { group, names, grouped, placed: placesIn(grouped, order.level, ranking.ties) };
  });
  const found = parts.flatMap(({ group, names }, c) =>
    firstMembers(group, names.length).map((first, g) => ({ first, c, g })),
  );
  const results: CohortResult[] = [];
  const numbers = parts.map(({ names }) => new Int32Array(names.length).fill(-1));
  // In the order of standing, which the spread makes its own.
  const scores = parts.map(({ grouped: { row } }) => taken(published.units, row, new Float64Array(row.length)));
  for (const { c, g } of found.filter((f) => f.first >= 0).sort((a, b) => a.first - b.first || a.c - b.c)) {
    const { names, grouped } = parts[c] as (typeof parts)[number];
    const [from, to] = [grouped.starts[g] as number, grouped.starts[g + 1] as number];
    const spread = published.isWide
      ? spreadOf(Array.from(grouped.row.subarray(from, to), published.at), rounding.places)
      : spreadOfUnits((scores[c] as Float64Array).subarray(from, to), rounding.places);
    (numbers[c] as Int32Array)[g] = results.length;
    results.push({ cohort: names[g] as string, size: to - from, ...(spread ? { spread } : {}) });
  }
  const placings = parts.map(
    ({ group, placed }, c): Placing => ({
      cohort: numbered(group, numbers[c] as Int32Array),
      rank: placed.rank,
      of: placed.of,
    }),
  );
  return { order, isLast, cohorts: results, placings, ...firstOf(placings, size) };
}

const formedOf = apart((standing: Uint8Array, into: Uint8Array): Uint8Array => {
  for (let i = 0; i < into.length; i++) into[i] = standing[i] === notFormed ? 0 : 1;
  return into;
});

function lastOf({ world, layers, layerOf, positionOf, rows }: CityScores): Uint8Array | undefined {
  if (!world.scheme.redLines.some((line) => line.effect.does === "rank-last")) return undefined;
  let found: Uint8Array | undefined;
  layers.forEach(({ scores }, layer) => {
    for (const [place, hits] of scores.hits) {
      const i = positionOf[scores.rows[place] as number] as number;
      if (layerOf[i] !== layer || !hits.some((hit) => hit.redLine.effect.does === "rank-last")) continue;
      found ??= new Uint8Array(rows.length);
      found[i] = 1;
    }
  });
  return found;
}

const groupsAt = apart((of: Int32Array, rows: Int32Array, formed: Uint8Array, into: Int32Array): Int32Array => {
  for (let i = 0; i < into.length; i++) into[i] = formed[i] === 1 ? (of[rows[i] as number] as number) : -1;
  return into;
});

/** The first position of each group, -1 where it has no member. */
function firstMembers(group: Int32Array, groups: number): readonly number[] {
  const first: number[] = new Array(groups).fill(-1);
  for (let i = group.length - 1; i >= 0; i--) if ((group[i] as number) >= 0) first[group[i] as number] = i;
  return first;
}

const numbered = (group: Int32Array, numbers: Int32Array): Int32Array =>
  group.map((g) => (g < 0 ? -1 : (numbers[g] as number)));

function firstOf(placings: readonly Placing[], size: number): Pick<Ranking, "cohort" | "rank" | "rankOf"> {
  const only = placings[0];
  if (only && placings.length === 1) return { cohort: only.cohort, rank: only.rank, rankOf: only.of };
  const first = { cohort: new Int32Array(size).fill(-1), rank: new Float64Array(size), rankOf: new Int32Array(size) };
  for (const { cohort, rank, of } of placings)
    for (let i = 0; i < size; i++) {
      if (first.cohort[i] !== -1 || cohort[i] === -1) continue;
      first.cohort[i] = cohort[i] as number;
      first.rank[i] = rank[i] as number;
      first.rankOf[i] = of[i] as number;
    }
  return first;
}
