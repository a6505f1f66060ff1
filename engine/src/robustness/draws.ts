import type { SubjectType } from "../facts/model.ts";
import type { Run } from "../kernel/appraise.ts";
import { Cancelled, type Watching } from "../kernel/pace.ts";
import { apart } from "../number/apart.ts";
import { type DrawnScores, drawnScores, scoreDraw } from "./drawn-scores.ts";
import { placeOf, tieBands } from "./intervals.ts";
import { randomFrom } from "./random.ts";
import { pathsOf, type Shape, shapesOf } from "./shape.ts";
import { type Weighing, weigh, weighingsOf } from "./weighings.ts";

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
  const shapes = shapesOf(run, paths, drawn);
  const shapeAt = new Map(shapes.map((shape) => [shape.position, shape]));
  const weighings = weighingsOf(shapes);
  const cohorts = members.flatMap((own, cohort) =>
    own.length === 0 || own.length > largest
      ? []
      : [
          countedOf(
            cohort,
            own.flatMap((position) => shapeAt.get(position) ?? []),
            weighings,
          ),
        ],
  );
  const distinct = [...new Set(weighings.values())];
  const difference = differenceOf(cohorts, distinct, paths.length);
  const unit = ranking.on === "published" ? 10 ** rounding.places : 0;
  count(cohorts, distinct, { ...options, paths: paths.length, unit });
  return {
    cohorts: cohorts.map((each) => told(run, each, options.draws)),
    tooLarge,
    items: paths.length,
    difference,
  };
}

interface Counted {
  readonly cohort: number;
  readonly shapes: readonly Shape[];
  readonly drawn: DrawnScores;
  /** What puts somebody after everybody else: nothing, or more than any score. */
  readonly behind: Float64Array;
  /** Members by the scores of the last draw: in the next most keep their place. */
  readonly order: Int32Array;
  /** How often the member had each place: a row for each. */
  readonly counts: Uint32Array;
}

const countedOf = (cohort: number, shapes: readonly Shape[], weighings: ReadonlyMap<Shape, Weighing>): Counted => ({
  ...{ cohort, shapes, drawn: drawnScores(shapes, weighings) },
  behind: Float64Array.from(shapes, ({ isLast }) => isLast * 1e9),
  order: Int32Array.from(shapes.keys()),
  counts: new Uint32Array(shapes.length ** 2),
});

/** How far scores are from the exact ones where every factor is 1. */
function differenceOf(cohorts: readonly Counted[], weighings: readonly Weighing[], paths: number): number {
  const ones = new Float64Array(paths).fill(1);
  for (const each of weighings) weigh(each, ones);
  return cohorts.reduce((most, { shapes, drawn }) => {
    const scores = scoreDraw(drawn);
    return shapes.reduce((own, { total }, i) => Math.max(own, Math.abs((scores[i] as number) - total)), most);
  }, 0);
}

type Drawing = DrawOptions & { readonly paths: number; readonly unit: number };

function count(cohorts: readonly Counted[], weighings: readonly Weighing[], drawing: Drawing): void {
  const { draws, spread, paths, unit, isCancelled, progress } = drawing;
  const random = randomFrom(drawing.seed);
  const factors = new Float64Array(paths);
  for (let draw = 0; draw < draws; draw++) {
    if (draw % stride === 0) {
      if (isCancelled?.()) throw new Cancelled();
      progress?.(draw, draws);
    }
    for (let p = 0; p < paths; p++) factors[p] = 1 + spread * (2 * random.fraction() - 1);
    for (const each of weighings) weigh(each, factors);
    for (const { drawn, behind, order, counts } of cohorts) {
      const scores = scoreDraw(drawn);
      if (unit > 0) publish(scores, unit);
      moveBehind(scores, behind);
      sort(order, scores);
      countPlaces(scores, order, counts);
    }
  }
  progress?.(draws, draws);
}

const publish = apart((scores: Float64Array, unit: number): void => {
  for (let i = 0; i < scores.length; i++) scores[i] = Math.round((scores[i] as number) * unit) / unit;
});

const moveBehind = apart((scores: Float64Array, behind: Float64Array): void => {
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) - (behind[i] as number);
});

const sort = apart((order: Int32Array, scores: Float64Array): void => {
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
});

const countPlaces = apart((scores: Float64Array, order: Int32Array, counts: Uint32Array): void => {
  const size = order.length;
  let place = 0;
  let before = Number.POSITIVE_INFINITY;
  for (let k = 0; k < size; k++) {
    const i = order[k] as number;
    const score = scores[i] as number;
    if (before - score > level) place = k;
    before = score;
    const at = i * size + place;
    counts[at] = (counts[at] as number) + 1;
  }
});

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
