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

/**
 * Counts scores in bins of one round width: [from, to), the last one closed. The bins touch each other and cover every
 * score, empty ones included; their counts sum to the number of scores.
 */
export function distributionOf(scores: readonly ScoreCount[]): { bins: Bin[]; unscored: number } {
  const counted = scores.flatMap(({ score, n }) => (score === null ? [] : [{ at: exactOf(score), n }]));
  const values = counted.sort((a, b) => compare(a.at, b.at));
  const unscored = scores.reduce((sum, { score, n }) => (score === null ? sum + n : sum), 0);
  const [least, most] = [values[0]?.at, values.at(-1)?.at];
  if (least === undefined || most === undefined) return { bins: [], unscored };
  const width = steps.find((step) => countBins(least, most, step) <= mostBins) ?? minus(most, least);
  const bins: Bin[] = [];
  let next = 0;
  for (let from = floorTo(least, width); bins.length === 0 || next < values.length; from = plus(from, width)) {
    const to = plus(from, width);
    const isLast = compare(to, most) >= 0;
    let count = 0;
    for (let value = values[next]; value && (isLast || compare(value.at, to) < 0); value = values[next]) {
      count += value.n;
      next += 1;
    }
    bins.push({ from: show(from), to: show(to), count });
  }
  return { bins, unscored };
}

function countBins(least: Exact, most: Exact, step: Exact): number {
  const span = minus(floorTo(most, step), floorTo(least, step));
  return Number((span.num * step.den) / (span.den * step.num)) + 1;
}
