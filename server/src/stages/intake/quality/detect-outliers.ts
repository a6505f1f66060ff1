import { periodOf } from "@biaochi/engine";
import { type Point, type Series, shown } from "./histories.ts";
import type { Found } from "./material.ts";
import { madOf, medianOf, modifiedZ } from "./robust.ts";
import { thresholds } from "./thresholds.ts";

type Basis = { readonly name: "season" | "own"; readonly values: readonly number[] };

/** Earlier figures of the same season; where these are too few, the newest ones of the last two years. */
function basisOf({ period, from }: Point, earlier: Series): Basis | undefined {
  const { fewestEarlier } = thresholds;
  const isYear = ["year", "term"].includes(periodOf(period).grain);
  const season = isYear ? [] : earlier.filter((each) => (from - each.from) % 12 === 0);
  if (season.length >= fewestEarlier.season) return { name: "season", values: season.map(({ number }) => number) };
  const own = isYear ? earlier : earlier.filter((each) => from - each.from <= 24);
  if (own.length < fewestEarlier.own) return undefined;
  return { name: "own", values: own.map(({ number }) => number) };
}

/** A figure far from what its unit had before, by median and MAD: one bad figure in the history does not hide the next. */
export function outlierAt(point: Point, earlier: Series): Found | undefined {
  const basis = basisOf(point, earlier);
  if (basis === undefined) return undefined;
  const middle = medianOf(basis.values);
  const z = modifiedZ(point.number, basis.values, thresholds.leastSpread * Math.abs(middle));
  const limit = thresholds.outlier[basis.name];
  if (!(Math.abs(z) > limit)) return undefined;
  const { indicator, period, subject, fact, number } = point;
  const told = {
    ...{ value: shown(number), middle: shown(middle), spread: shown(madOf(basis.values)), n: basis.values.length },
    ...{
      basis: basis.name,
      score: Number.isFinite(z) ? String(Math.round(Math.abs(z) * 10) / 10) : "∞",
      limit: String(limit),
    },
  };
  return { kind: "outlier", indicator, period, subject, facts: [fact], told, mark: "" };
}
