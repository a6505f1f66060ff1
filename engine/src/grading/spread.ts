import { scoreText } from "../kernel/city-scores.ts";
import { compare, type Exact, exact, fixed, minus, over, plus, times } from "../number/exact.ts";

export type Spread = readonly [string, string, string, string, string];

/**
 * Minimum, lower quartile, median, upper quartile and maximum, by linear interpolation between order statistics
 * (type 7 of Hyndman and Fan 1996), printed with `decimals` places, halves away from zero. `undefined` of nothing.
 *
 * @param units Scores as whole numbers of 10^-decimals, up to 2^50; is sorted in place.
 */
export function spreadOfUnits(units: Float64Array, decimals: number): Spread | undefined {
  if (units.length === 0) return undefined;
  units.sort();
  const quantile = (quarters: number): string => {
    const position = (units.length - 1) * quarters;
    const below = Math.floor(position / 4);
    const low = units[below] as number;
    const high = units[Math.min(below + 1, units.length - 1)] as number;
    const four = 4 * low + (position % 4) * (high - low);
    const size = Math.floor((Math.abs(four) + 2) / 4);
    return scoreText(four < 0 ? -size : size, decimals);
  };
  return [quantile(0), quantile(1), quantile(2), quantile(3), quantile(4)];
}

/** The same of numbers that no double holds. */
export function spreadOf(values: readonly Exact[], decimals: number): Spread | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted(compare);
  const quantile = (quarters: number): string => {
    const position = exact((sorted.length - 1) * quarters, 4);
    const below = position.num / position.den;
    const low = sorted[Number(below)] as Exact;
    const high = sorted[Math.min(Number(below) + 1, sorted.length - 1)] as Exact;
    const part = over(minus(position, exact(below)), exact(1));
    return fixed(plus(low, times(part, minus(high, low))), decimals);
  };
  return [quantile(0), quantile(1), quantile(2), quantile(3), quantile(4)];
}
