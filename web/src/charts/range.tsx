import { score } from "@biaochi/words";
import { useSay } from "../frame/preferences.tsx";
import { position } from "./position.ts";

type Spread = readonly [string, string, string, string, string];

/** The lowest and the highest of what lines under each other must hold: found once for all of them. */
export function endsOf(spreads: readonly Spread[]): readonly string[] {
  let [low, high] = [spreads[0]?.[0], spreads[0]?.[4]];
  for (const spread of spreads) {
    if (low === undefined || position(spread[0]) < position(low)) low = spread[0];
    if (high === undefined || position(spread[4]) > position(high)) high = spread[4];
  }
  return low === undefined || high === undefined ? [] : [low, high];
}

/**
 * Own score against the range of the cohort: the line runs from the lowest to the highest, the band holds the middle
 * half, the tick is the median, the dot is me. The figures stand beside it in words. Lines under each other share one
 * `scale`: the lowest and the highest of all of them.
 */
export function RangeLine({
  own,
  spread,
  scale,
}: {
  readonly own: string | null;
  readonly spread: Spread;
  readonly scale?: readonly string[];
}) {
  const say = useSay();
  const [low, quarter, median, threeQuarters, high] = spread;
  const values = [...spread, ...(own === null ? [] : [own]), ...(scale ?? [])].map(position);
  const [from, to] = [Math.min(...values), Math.max(...values)];
  const at = (exact: string) => (to === from ? 160 : 8 + ((position(exact) - from) / (to - from)) * 304);
  const label = say("range.label", { low: score(low), high: score(high), median: score(median) });
  return (
    <svg className="range" viewBox="0 0 320 28" role="img" aria-label={label}>
      <line x1={at(low)} x2={at(high)} y1="14" y2="14" className="range-line" />
      <rect
        x={at(quarter)}
        width={Math.max(1, at(threeQuarters) - at(quarter))}
        y="8"
        height="12"
        className="range-band"
      />
      <line x1={at(median)} x2={at(median)} y1="5" y2="23" className="range-median" />
      {own !== null && <circle cx={at(own)} cy="14" r="6" className="range-own" />}
    </svg>
  );
}
