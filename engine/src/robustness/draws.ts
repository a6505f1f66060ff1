import type { SubjectType } from "../facts/model.ts";
import type { Run } from "../kernel/appraise.ts";
import { Cancelled, type Watching } from "../kernel/pace.ts";
import { placeOf, tieBands } from "./intervals.ts";
import { randomFrom } from "./random.ts";
import { limitedScore, pathsOf, type Shape, shapesOf, totalOf } from "./shape.ts";

/**
 * How far ranks depend on the weights: uncertainty analysis by Monte Carlo, as the OECD/JRC Handbook on Constructing
 * Composite Indicators (2008) describes it for weights.
 *
 * Drawn: the full marks of every item, as they are for the subject after the weight of what is absent was moved. Each is
 * multiplied by a factor of its own, uniform between 1 − spread and 1 + spread; the items of one block are then scaled back
 * to the full marks that they had together. An item brings the same part of its full marks as before. Lists that have an
 * item at the same path get the same factor, for it is the same weight of the document.
 *
 * Not drawn: weights of blocks (usual, annual and term part keep theirs), an item that is alone in its block, deductions,
 * bonuses, openings, scores that are carried from another list. Limits of the list as a whole (deduction limit, floor, gate,
 * cap, ceiling) and red lines are applied to every draw anew; those of blocks inside it keep what they gave or took.
 */
export interface DrawOptions extends Watching {
  readonly seed: number;
  readonly draws: number;
  /** 0.25: ±25 %. */
  readonly spread: number;
  readonly types: readonly SubjectType[];
}

export interface DrawnCohort {
  /** Position in the cohorts of the run. */
  readonly cohort: number;
  /** Positions in the columns of the run, by rank, then in the order of the run. */
  readonly members: Int32Array;
  /** The rank of the run itself, from exact scores. */
  readonly rank: Float64Array;
  /** The smallest places that 5 % and 95 % of the draws do not pass. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Number of the tie band, from 0; -1 for whoever is told apart from everybody. */
  readonly band: Int32Array;
}

export interface Drawn {
  readonly cohorts: readonly DrawnCohort[];
  /** Cohorts that are too large to be drawn. */
  readonly tooLarge: readonly number[];
  /** Items whose weight was drawn. */
  readonly items: number;
  /** The largest difference between a score put together from its parts and the exact one. */
  readonly difference: number;
}

/** A cohort has so many counters for each of its members. */
const largest = 2000;
/** Scores that are closer than this share a place: doubles do not tell them apart. */
const level = 1e-9;
/** Draws between two looks at whether somebody wants an end. */
const stride = 50;

export function drawWeights(run: Run, options: DrawOptions): Drawn {
  const { columns, computing } = run;
  const { ranking, rounding } = computing.world.scheme;
  const paths = pathsOf(run);
  const members = columns.cohorts.map((): number[] => []);
  columns.cohort.forEach((cohort, position) => {
    const subject = computing.world.subjects[columns.rows[position] as number];
    if (cohort >= 0 && subject && options.types.includes(subject.type)) members[cohort]?.push(position);
  });
  const tooLarge = members.flatMap((own, c) => (own.length > largest ? [c] : []));
  const drawn = new Set(members.filter((own) => own.length <= largest).flat());
  const shapes = new Map(shapesOf(run, paths, drawn).map((shape) => [shape.position, shape]));
  const cohorts = members.flatMap((own, cohort) =>
    own.length === 0 || own.length > largest
      ? []
      : [
          {
            cohort,
            shapes: own.flatMap((position) => shapes.get(position) ?? []),
            counts: new Uint32Array(own.length ** 2),
          },
        ],
  );
  const unit = ranking.on === "published" ? 10 ** rounding.places : 0;
  count(cohorts, paths.length, unit, options);
  return {
    cohorts: cohorts.map((each) => told(run, each, options.draws)),
    tooLarge,
    items: paths.length,
    difference: [...shapes.values()].reduce(
      (most, shape) => Math.max(most, Math.abs(scoreOf(shape, undefined) - totalOf(run, shape.position))),
      0,
    ),
  };
}

interface Counted {
  readonly cohort: number;
  readonly shapes: readonly Shape[];
  /** How often the member had each place: a row for each. */
  readonly counts: Uint32Array;
}

function count(cohorts: readonly Counted[], paths: number, unit: number, options: DrawOptions): void {
  const { draws, spread, isCancelled, progress } = options;
  const random = randomFrom(options.seed);
  const factors = new Float64Array(paths);
  const most = cohorts.reduce((size, { shapes }) => Math.max(size, shapes.length), 0);
  const scores = new Float64Array(most);
  const order = new Int32Array(most);
  for (let draw = 0; draw < draws; draw++) {
    if (draw % stride === 0) {
      if (isCancelled?.()) throw new Cancelled();
      progress?.(draw, draws);
    }
    for (let p = 0; p < paths; p++) factors[p] = 1 + spread * (2 * random.fraction() - 1);
    for (const { shapes, counts } of cohorts) {
      const size = shapes.length;
      for (let i = 0; i < size; i++) {
        const score = scoreOf(shapes[i] as Shape, factors);
        const own = (unit === 0 ? score : Math.round(score * unit) / unit) - (shapes[i] as Shape).isLast * 1e9;
        scores[i] = own;
        // From the order of the draw before: most keep their place.
        if (draw === 0) order[i] = i;
      }
      countPlaces(scores, orderOf(shapes, order, scores), counts, size);
    }
  }
  progress?.(draws, draws);
}

/** Each cohort keeps the order of its last draw. */
const orders = new WeakMap<readonly Shape[], Int32Array>();

function orderOf(shapes: readonly Shape[], start: Int32Array, scores: Float64Array): Int32Array {
  let order = orders.get(shapes);
  if (!order) {
    order = start.slice(0, shapes.length);
    orders.set(shapes, order);
  }
  for (let i = 1; i < order.length; i++) {
    const own = order[i] as number;
    const score = scores[own] as number;
    let k = i - 1;
    while (k >= 0 && (scores[order[k] as number] as number) < score) {
      order[k + 1] = order[k] as number;
      k--;
    }
    order[k + 1] = own;
  }
  return order;
}

function countPlaces(scores: Float64Array, order: Int32Array, counts: Uint32Array, size: number): void {
  let place = 0;
  let before = Number.POSITIVE_INFINITY;
  for (let k = 0; k < size; k++) {
    const i = order[k] as number;
    const score = scores[i] as number;
    if (before - score > level) place = k;
    before = score;
    counts[i * size + place] = (counts[i * size + place] as number) + 1;
  }
}

/** The score with the drawn factors; without them, as nothing were drawn. */
function scoreOf(shape: Shape, factors: Float64Array | undefined): number {
  const { path, full, points, ends, sums } = shape;
  let items = 0;
  let i = 0;
  for (let g = 0; g < ends.length; g++) {
    const end = ends[g] as number;
    let could = 0;
    let brought = 0;
    for (; i < end; i++) {
      const factor = factors ? (factors[path[i] as number] as number) : 1;
      could += (full[i] as number) * factor;
      brought += (points[i] as number) * factor;
    }
    items += could === 0 ? 0 : (brought / could) * (sums[g] as number);
  }
  return limitedScore(shape, items);
}

function told({ columns }: Run, { cohort, shapes, counts }: Counted, draws: number): DrawnCohort {
  const size = shapes.length;
  const by = Array.from(shapes.keys()).sort(
    (a, b) =>
      (columns.rank[(shapes[a] as Shape).position] as number) -
        (columns.rank[(shapes[b] as Shape).position] as number) || a - b,
  );
  const places = by.map((i) => counts.subarray(i * size, (i + 1) * size));
  const low = Int32Array.from(places, (own) => placeOf(own, draws, 5));
  const high = Int32Array.from(places, (own) => placeOf(own, draws, 95));
  return {
    cohort,
    members: Int32Array.from(by, (i) => (shapes[i] as Shape).position),
    rank: Float64Array.from(by, (i) => columns.rank[(shapes[i] as Shape).position] as number),
    low,
    high,
    band: tieBands(low, high),
  };
}
