import type { UpperBasis } from "@biaochi/contract";
import { exactOf, type Indicator, periodOf, type Scheme } from "@biaochi/engine";
import { compare, type Exact, minus, zero } from "@biaochi/engine/exact";
import type { UpperItemRow } from "../../schemes/upper/upper-store.ts";
import type { Figures } from "../warnings/figure-store.ts";
import { historyOf } from "../warnings/history.ts";
import { collected, type Figure, type How, hows, type Method, project } from "../warnings/project.ts";
import { among, type CityOf, type CityPart, cityParts } from "./city-figure.ts";
import type { UnitLives } from "./life-store.ts";
import { marksAt } from "./marks.ts";
import { type Ruled, ruleInScheme, ruleOfTable } from "./upper-rule.ts";

export type Silence = typeof import("@biaochi/contract/choices").upperSilences[number];
type Marks = { readonly value: Exact; readonly points: Exact };

/** What can be said of one item on a day. */
export type Foreseen = {
  readonly row: UpperItemRow;
  readonly full: Exact | undefined;
  readonly basis: UpperBasis | undefined;
  readonly indicator: Indicator | undefined;
  readonly why: Silence | undefined;
  readonly method: Method | undefined;
  readonly now: Marks | undefined;
  readonly forecast: Marks | undefined;
  /** Of an unknown item from none to full marks; undefined where there are too few figures for a range. */
  readonly range: { readonly low: Exact; readonly high: Exact } | undefined;
  readonly parts: readonly CityPart[];
  readonly before: readonly Figure[];
  readonly lowering: readonly { readonly unit: string; readonly value: Exact; readonly points: Exact }[];
};

export type Foreseeing = {
  /** The document of the level above, where it is a scheme. */
  readonly scheme: Scheme | undefined;
  readonly ours: ReadonlyMap<string, Indicator>;
  readonly lives: UnitLives;
  readonly figures: Figures;
  readonly month: number;
  readonly leastFigures: number;
};

/** One item: the city's figure so far and drawn out to the end of the period, and what the rule gives for both. */
export function foreseeItem(seen: Foreseeing, row: UpperItemRow, basis: UpperBasis | undefined): Foreseen {
  const full = row.points === null ? undefined : exactOf(row.points);
  const indicator = basis === undefined ? undefined : seen.ours.get(basis.indicator);
  const unknown = (why: Silence, more: Partial<Foreseen> = {}): Foreseen => ({
    ...{ row, full, basis, indicator, why, method: undefined, now: undefined, forecast: undefined },
    range: full === undefined ? undefined : { low: zero, high: full },
    ...{ parts: [], before: [], lowering: [], ...more },
  });
  if (full === undefined) return unknown("no-marks");
  if (basis === undefined || indicator === undefined) return unknown("no-basis");
  if (basis.figure === "lead" && row.lead === null) return unknown("no-lead");
  const ruled = ruledBy(seen, row, basis, indicator, full);
  if (typeof ruled === "string") return unknown(ruled);
  const target = basis.target === null ? undefined : exactOf(basis.target);
  if (ruled.targets.length > 0 && target === undefined) return unknown("no-target");
  const how = howOf(ruled, basis);
  if (how === undefined) return unknown("needs-more");

  const of = cityOf(seen, row, basis, indicator);
  const period = periodOf(basis.period);
  const parts = cityParts(of, period);
  const { yearAgo, yearBefore, earlier } = historyOf((each) => cityParts(of, each), how, period);
  const projected = project({ how, parts, yearBefore, earlier, leastFigures: seen.leastFigures });
  if (projected.is !== "projected")
    return unknown(projected.is === "unsaid" ? projected.why : "no-figures", { parts, before: earlier });

  const { method, value, low, high } = projected;
  const soFar = parts.flatMap((part) => part.value ?? []);
  const present = soFar.length === 0 ? undefined : collected(how, soFar);
  const apart = lowerable(basis, present) ? standsWithout(of, parts, how) : [];
  const values = [value, present ?? value, low ?? value, high ?? value, ...apart.map((each) => each.value)];
  const [at, now, atLow, atHigh, ...others] = marksAt(ruled, { period, full, target, values });
  if (at === undefined || now === undefined || atLow === undefined || atHigh === undefined)
    return unknown("needs-more", { parts, before: earlier });
  return {
    ...{ row, full, basis, indicator, why: undefined, method, parts },
    now: present === undefined ? undefined : { value: present, points: now },
    forecast: { value, points: at },
    range: rangeOf(method, low === undefined ? [] : [at, atLow, atHigh], at),
    before: method === "seasonal-share" || method === "year-before" ? yearAgo : earlier,
    lowering: apart
      .flatMap(({ unit, own }, n) => {
        const points = minus(others[n] ?? now, now);
        return points.num > 0n ? [{ unit, value: own, points }] : [];
      })
      .toSorted((one, other) => compare(other.points, one.points)),
  };
}

function ruledBy(
  { scheme }: Foreseeing,
  { item }: UpperItemRow,
  basis: UpperBasis,
  indicator: Indicator,
  full: Exact,
): Ruled | Silence {
  if (scheme !== undefined) return ruleInScheme(scheme, item, indicator);
  if (basis.rule === null) return "no-rule";
  return ruleOfTable(basis.rule, indicator, periodOf(basis.period), full) ?? "no-rule";
}

/** How the figures of the period become one: as was set, else as the level above says. */
const howOf = ({ item }: Ruled, { how }: UpperBasis): How | undefined =>
  how ?? hows.find((each) => each === (item.values ?? "latest"));

function cityOf(
  { figures, month, lives }: Foreseeing,
  { lead }: UpperItemRow,
  basis: UpperBasis,
  indicator: Indicator,
): CityOf {
  const asked = basis.figure === "lead" ? [lead ?? ""] : basis.units.length > 0 ? basis.units : lives.units;
  return { basis, indicator, figures, month, units: asked, isThere: lives.isThere };
}

/** What is final has no range; what has too few figures for one neither, and says so. */
function rangeOf(method: Method, points: readonly Exact[], at: Exact): Foreseen["range"] {
  const ordered = points.toSorted(compare);
  const [low, high] = method === "final" ? [at, at] : [ordered[0], ordered.at(-1)];
  return low === undefined || high === undefined ? undefined : { low, high };
}

/** In a sum nobody lowers the others; in a mean or a share those do without whom it would be higher. */
const lowerable = ({ figure }: UpperBasis, present: Exact | undefined): boolean =>
  present !== undefined && (figure === "mean" || figure === "weighted" || figure === "share");

type Without = { readonly unit: string; readonly own: Exact; readonly value: Exact };

/** The city's figure so far without each of its units, and that unit's own. */
function standsWithout(of: CityOf, parts: readonly CityPart[], how: How): readonly Without[] {
  const units = [...new Set(parts.flatMap(({ made }) => made.map(({ unit }) => unit)))];
  const figureOf = (each: readonly CityPart[]) => {
    const values = each.flatMap(({ value }) => value ?? []);
    return values.length === 0 ? undefined : collected(how, values);
  };
  return units.flatMap((unit): readonly Without[] => {
    const value = figureOf(among(of, parts, (each) => each !== unit));
    const own = figureOf(among(of, parts, (each) => each === unit));
    return value === undefined || own === undefined ? [] : [{ unit, own, value }];
  });
}
