import { placesOf } from "../kernel/place.ts";
import { compare, type Exact, exact, fixed, minus, over, plus, show, times } from "../number/exact.ts";
import type { Ties } from "../rules/rule-kind.ts";

export interface Ranked {
  readonly row: number;
  readonly value: Exact;
  /** Placed after everybody else whatever the score. */
  readonly isLast: boolean;
}

/** The place of every subject of one cohort, as printed: "3", or "3.5" where tied places are averaged. */
export function rank(members: readonly Ranked[], ties: Ties): ReadonlyMap<number, string> {
  const places = new Map<number, string>();
  const regular = members.filter((m) => !m.isLast);
  placesOf(
    regular.map((m) => m.value),
    "higher-first",
    ties,
  ).forEach((place, i) => {
    places.set((regular[i] as Ranked).row, show(place));
  });
  const start = ties === "1223" ? new Set(places.values()).size : regular.length;
  const last = members.filter((m) => m.isLast);
  placesOf(
    last.map((m) => m.value),
    "higher-first",
    ties,
  ).forEach((place, i) => {
    places.set((last[i] as Ranked).row, show(plus(place, exact(start))));
  });
  return places;
}

/**
 * Minimum, lower quartile, median, upper quartile and maximum, by linear interpolation between order statistics
 * (type 7 of Hyndman and Fan 1996), printed with `decimals` places. `undefined` of nothing.
 */
export function spread(
  values: readonly Exact[],
  decimals: number,
): readonly [string, string, string, string, string] | undefined {
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
