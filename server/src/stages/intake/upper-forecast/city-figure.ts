import type { UpperBasis } from "@biaochi/contract";
import { type Indicator, inside, lastDayOf, type Period } from "@biaochi/engine";
import { type Exact, exact, over, plus, times, zero } from "@biaochi/engine/exact";
import type { Figures } from "../warnings/figure-store.ts";
import type { UnitLives } from "./life-store.ts";

/** The city's figure of one part of a period, and of which units it is made. */
export type CityPart = {
  readonly period: string;
  readonly value: Exact | undefined;
  /** Units whose figure is due and is not there: as long as there are some, the city has none. */
  readonly waitsFor: readonly string[];
  readonly made: readonly Made[];
};
type Made = { readonly unit: string; readonly value: Exact; readonly by: Exact | undefined };

export type CityOf = {
  readonly basis: Pick<UpperBasis, "figure" | "by">;
  readonly indicator: Indicator;
  /** Those that are asked for their figures. */
  readonly units: readonly string[];
  readonly figures: Figures;
  readonly isThere: UnitLives["isThere"];
  /** The month of the day, counted from year 0: what is not over yet is no figure. */
  readonly month: number;
};

const hundred = exact(100);

/** The parts of a period for which somebody's figure is due. */
export function cityParts(of: CityOf, period: Period): readonly CityPart[] {
  const parts = inside(period, of.indicator.period);
  const reporting = of.units.filter((unit) =>
    parts.some(({ id }) => of.figures(unit, of.indicator.id, id) !== undefined),
  );
  return parts.flatMap((part) => cityPart(of, reporting, part) ?? []);
}

function cityPart(of: CityOf, units: readonly string[], { id, to }: Period): CityPart | undefined {
  if (to >= of.month) return { period: id, value: undefined, waitsFor: [], made: [] };
  const asked = units.filter((unit) => of.isThere(unit, lastDayOf(to)));
  const found = asked.map((unit) => ({ unit, ...figureOf(of, unit, id) })).filter(({ isDue }) => isDue);
  if (units.length > 0 && found.length === 0) return undefined;
  const made = found.flatMap(({ unit, value, by }): readonly Made[] =>
    value === undefined ? [] : [{ unit, value, by }],
  );
  const waitsFor = found.filter(({ value }) => value === undefined).map(({ unit }) => unit);
  return { period: id, value: waitsFor.length > 0 ? undefined : together(of.basis.figure, made), waitsFor, made };
}

/** A figure that is weighed by another one is there when both are; a unit with no cases has no say. */
function figureOf({ basis, indicator, figures }: CityOf, unit: string, period: string) {
  const own = figures(unit, indicator.id, period);
  const isDue = own?.isDue ?? true;
  if (basis.by === null) return { isDue, value: own?.value, by: undefined };
  const by = figures(unit, basis.by, period);
  const isWeighed = by?.value !== undefined;
  // Of a share the whole says whether something is due: no part of cases that are there is no reason to leave them out.
  const isAsked = basis.figure === "share" ? (by?.isDue ?? true) : isDue;
  return { isDue: isAsked, value: isWeighed ? own?.value : undefined, by: by?.value };
}

/** The city's figure of the units' figures; undefined where there is nothing to be divided. */
export function together(figure: UpperBasis["figure"], made: readonly Made[]): Exact | undefined {
  if (made.length === 0) return undefined;
  const sum = made.reduce<Exact>((all, { value }) => plus(all, value), zero);
  if (figure === "sum" || figure === "lead") return sum;
  if (figure === "mean") return over(sum, exact(made.length));
  const whole = made.reduce<Exact>((all, { by }) => plus(all, by ?? zero), zero);
  if (whole.num === 0n) return undefined;
  if (figure === "share") return times(over(sum, whole), hundred);
  return over(
    made.reduce<Exact>((all, { value, by }) => plus(all, times(value, by ?? zero)), zero),
    whole,
  );
}

/** What the parts would be if only some units had a say in them. */
export const among = (of: CityOf, parts: readonly CityPart[], has: (unit: string) => boolean): readonly CityPart[] =>
  parts.map((part) => {
    const made = part.made.filter(({ unit }) => has(unit));
    return { ...part, made, value: part.value === undefined ? undefined : together(of.basis.figure, made) };
  });
