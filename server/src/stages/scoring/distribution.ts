import { compare, type Exact, exactOf, minus, plus, show, times } from "@biaochi/engine";

export type Bin = { readonly from: string; readonly to: string; readonly count: number };

const steps = [
  "0.01",
  "0.02",
  "0.05",
  "0.1",
  "0.2",
  "0.5",
  "1",
  "2",
  "5",
  "10",
  "20",
  "50",
  "100",
  "1000",
  "10000",
].map(exactOf);
const mostBins = 12;

const floorTo = (value: Exact, step: Exact): Exact => {
  const ratio = { num: value.num * step.den, den: value.den * step.num };
  const whole = ratio.num / ratio.den - (ratio.num < 0n && ratio.num % ratio.den !== 0n ? 1n : 0n);
  return times({ num: whole, den: 1n }, step);
};

/** How many have one score; null: none was formed. */
export type ScoreCount = { readonly score: string | null; readonly n: number };

export type Distribution = { readonly bins: Bin[]; readonly unscored: number };

/**
 * Counts scores in bins of one round width: [from, to), the last one closed. The bins touch each other and cover every
 * score, empty ones included; their counts sum to the number of scores.
 */
export function distributionOf(scores: readonly ScoreCount[]): Distribution {
  const counted = scores.flatMap(({ score, n }) => (score === null ? [] : [{ at: exactOf(score), n }]));
  const values = counted.sort((a, b) => compare(a.at, b.at));
  const unscored = scores.reduce((sum, { score, n }) => (score === null ? sum + n : sum), 0);
  const [least, most] = [values[0]?.at, values.at(-1)?.at];
  if (least === undefined || most === undefined) return { bins: [], unscored };
  let next = 0;
  const edges = edgesFrom(least, most);
  const bins = edges.slice(1).map((to, k): Bin => {
    let count = 0;
    const isLast = k + 2 === edges.length;
    for (let value = values[next]; value && (isLast || compare(value.at, to) < 0); value = values[next]) {
      count += value.n;
      next += 1;
    }
    return { from: show(edges[k] ?? to), to: show(to), count };
  });
  return { bins, unscored };
}

/** The same of scores as a run has them: whole numbers of 10^-places, NaN for none. */
export function distributionOfUnits(scores: Iterable<number>, places: number): Distribution {
  const formed: number[] = [];
  let [unscored, lowest, highest] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const score of scores) {
    if (Number.isNaN(score)) {
      unscored += 1;
      continue;
    }
    formed.push(score);
    lowest = Math.min(lowest, score);
    highest = Math.max(highest, score);
  }
  if (formed.length === 0) return { bins: [], unscored };
  const unit = { num: 1n, den: 10n ** BigInt(places) };
  const at = (units: number): Exact => times({ num: BigInt(units), den: 1n }, unit);
  const edges = edgesFrom(at(lowest), at(highest));
  // The least score in units that is not below an edge.
  const starts = edges.slice(1, -1).map(({ num, den }) => {
    const [units, rest] = [(num * unit.den) / den, (num * unit.den) % den];
    return Number(units) + (rest > 0n ? 1 : 0);
  });
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const score of formed) {
    let bin = 0;
    while (bin < starts.length && score >= (starts[bin] ?? 0)) bin += 1;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return {
    bins: counts.map((count, k) => ({ from: show(edges[k] ?? unit), to: show(edges[k + 1] ?? unit), count })),
    unscored,
  };
}

/** Where bins begin and end that cover everything from the least to the most. */
function edgesFrom(least: Exact, most: Exact): readonly Exact[] {
  const width = steps.find((step) => countBins(least, most, step) <= mostBins) ?? minus(most, least);
  const edges = [floorTo(least, width)];
  do edges.push(plus(edges.at(-1) ?? least, width));
  while (compare(edges.at(-1) ?? most, most) < 0);
  return edges;
}

function countBins(least: Exact, most: Exact, step: Exact): number {
  const span = minus(floorTo(most, step), floorTo(least, step));
  return Number((span.num * step.den) / (span.den * step.num)) + 1;
}
