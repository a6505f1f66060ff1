import { percent } from "@biaochi/words";
import { useSay } from "../frame/preferences.tsx";
import { position } from "./position.ts";

type Cohort = { readonly low: string; readonly median: string; readonly high: string };

/** Where rates are drawn: all lines of one table share a scale, from `from` (a share of full marks) to the highest. */
export type RateScale = { readonly from: number; readonly to: number };

/** One scale for all: from the lowest value, down to the next tenth, to full marks or above. */
export function scaleOf(values: readonly string[]): RateScale {
  const drawn = values.map(position);
  const from = Math.min(0.9, ...drawn.map((value) => Math.floor(value * 10) / 10));
  return { from, to: Math.max(1, ...drawn) };
}

/** Own rate (dot) on the range of the cohort (line) with its median (tick). The figures stand beside it in words. */
export function RateLine(props: {
  readonly name: string;
  readonly own: string | null;
  readonly cohort: Cohort;
  readonly scale: RateScale;
}) {
  const say = useSay();
  const { name, own, cohort, scale } = props;
  const at = (exact: string) => 8 + ((position(exact) - scale.from) / (scale.to - scale.from)) * 184;
  const label = say("dimensions.line", {
    name,
    rate: own === null ? say("score.none") : percent(own),
    low: percent(cohort.low),
    median: percent(cohort.median),
    high: percent(cohort.high),
  });
  return (
    <svg className="rate-line" viewBox="0 0 200 20" role="img" aria-label={label}>
      <line x1={at(cohort.low)} x2={at(cohort.high)} y1="10" y2="10" className="range-line" />
      <line x1={at(cohort.median)} x2={at(cohort.median)} y1="3" y2="17" className="range-median" />
      {own !== null && <circle cx={at(own)} cy="10" r="5" className="range-own" />}
    </svg>
  );
}
