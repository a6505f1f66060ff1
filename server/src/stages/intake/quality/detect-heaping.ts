import { compare, type Exact, exact, minus, plus, times } from "@biaochi/engine/exact";
import { chanceOfAtLeast, onceIn } from "./binomial.ts";
import type { ExaminedFigure, ExaminedIndicator, ExaminedTarget, Found } from "./material.ts";
import { thresholds } from "./thresholds.ts";

const width = exact(BigInt(thresholds.heaping.width * 1000), 1000n);
const half = exact(1n, 2n);
const allowed = exact(1n, BigInt(Math.round(1 / thresholds.heaping.chance)));
const size = (value: Exact): Exact => (value.num < 0n ? { num: -value.num, den: value.den } : value);

export type Aimed = { readonly figure: ExaminedFigure; readonly target: Exact };

/** Of each figure the target that it is held against: its own before everybody's, its period's before that of a longer one. */
export function aimedOf(figures: readonly ExaminedFigure[], targets: readonly ExaminedTarget[]): readonly Aimed[] {
  const at = new Map(targets.map((each) => [`${each.indicator} ${each.subject} ${each.period}`, each.value]));
  return figures.flatMap((figure) => {
    const year = figure.period.slice(0, 4);
    const places = [figure.subject, "*"].flatMap((subject) =>
      [figure.period, year].map((period) => `${figure.indicator} ${subject} ${period}`),
    );
    const place = places.find((each) => at.has(each));
    const target = place === undefined ? undefined : at.get(place);
    return target === undefined ? [] : [{ figure, target }];
  });
}

/** A rate cannot pass a hundred: figures at a target of 100 % heap of themselves. */
function isBound({ measure, direction }: ExaminedIndicator, target: Exact): boolean {
  const bound = direction === "lower" ? exact(0n) : exact(100n);
  return direction === "lower" ? compare(target, bound) <= 0 : measure === "%" && compare(target, bound) >= 0;
}

/** -1: just missed, 1: at the target or just past it, 0: neither. */
function sideOf({ direction }: ExaminedIndicator, value: Exact, target: Exact): -1 | 0 | 1 {
  const band = times(size(target), width);
  const [low, high] = [minus(target, band), plus(target, band)];
  const isReached = direction === "lower" ? compare(value, target) <= 0 : compare(value, target) >= 0;
  if (isReached) return compare(value, low) > 0 && compare(value, high) < 0 ? 1 : 0;
  return compare(value, low) >= 0 && compare(value, high) <= 0 ? -1 : 0;
}

/**
 * Many units just at the target and few that just missed it: the caliper test (Gerber and Malhotra 2008). Of figures within
 * equal widths on both sides of a line that nobody aims at, half lie on each side.
 */
export function heapingAt(indicator: ExaminedIndicator, period: string, aimed: readonly Aimed[]): Found | undefined {
  if (indicator.direction === "nearest" || indicator.direction === "none") return undefined;
  const sides = aimed.flatMap(({ figure: { value, absence }, target }) =>
    value === null || absence !== null || isBound(indicator, target) || target.num === 0n
      ? []
      : [sideOf(indicator, value, target)],
  );
  const reached = sides.filter((side) => side === 1).length;
  const missed = sides.filter((side) => side === -1).length;
  if (reached + missed < thresholds.heaping.fewest) return undefined;
  const chance = chanceOfAtLeast(reached, reached + missed, half);
  if (compare(chance, allowed) > 0) return undefined;
  const told = {
    reached,
    missed,
    of: aimed.length,
    width: thresholds.heaping.width * 100,
    once: onceIn(chance),
  };
  return {
    kind: "heaping",
    indicator: indicator.id,
    period,
    subject: null,
    facts: [],
    told,
    mark: `${reached}/${missed}`,
  };
}
