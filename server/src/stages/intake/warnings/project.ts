import { compare, type Exact, exact, minus, over, plus, times, zero } from "@biaochi/engine/exact";

/**
 * Where a figure will stand at the end of its period, from what is there now (docs/decisions/0069). Pure: the same figures give the
 * same projection, with the method by which it was made and the figures that it rests on.
 */
export const hows = ["sum", "mean", "latest", "min", "max", "median", "trimmed-mean"] as const;
/** How the figures of a period become one. Changes, counts and first values have no end to be looked ahead to. */
export type How = (typeof hows)[number];
export type Figure = { readonly period: string; readonly value: Exact | undefined };

export type Known = {
  readonly how: How;
  /** Every part of the period for which a figure is due, in order; a value only where there is one. */
  readonly parts: readonly Figure[];
  /** The same parts a year earlier, where each of them has a figure. */
  readonly yearBefore: readonly Figure[] | undefined;
  /** Whole periods of the same length that came before, the newest last, without a gap up to the one just before this one. */
  readonly earlier: readonly Figure[];
  /** Fewer figures than these are not drawn out to a whole period. */
  readonly leastFigures: number;
};

export const methods = ["final", "run-rate", "seasonal-share", "so-far", "last-value", "year-before"] as const;
export type Method = (typeof methods)[number];
export type Silence = "few-figures" | "no-figures";

export type Projection = {
  readonly method: Method;
  readonly value: Exact;
  /** Where it comes to if what is still to come goes as low, or as high, as anything seen so far. No probability. */
  readonly low: Exact | undefined;
  readonly high: Exact | undefined;
};
export type Projected =
  | ({ readonly is: "projected" } & Projection)
  | { readonly is: "unsaid"; readonly why: Silence }
  | { readonly is: "not-due" };

/** So many changes from period to period before their range says anything. */
const leastChanges = 3;

export function project(known: Known): Projected {
  const { how, parts } = known;
  const values = parts.flatMap(({ value }) => value ?? []);
  if (parts.length === 0) return { is: "not-due" };
  if (values.length === parts.length) return bare("final", collected(how, values));
  if (values.length === 0) return fromEarlier(known);
  if (how === "latest") return bare("last-value", collected(how, values));
  if (how === "sum") return ofSum(known, values);
  if (values.length < leastOf(known)) return { is: "unsaid", why: "few-figures" };
  const value = collected(how, values);
  const isDrawn = how === "mean" && values.length >= leastChanges;
  return isDrawn
    ? ranged("so-far", value, (each) => mean([...values, ...rest(known, each)]), values)
    : bare("so-far", value);
}

/** How the figures of one period become one, as a scheme says. */
export function collected(how: How, values: readonly Exact[]): Exact {
  const ordered = values.toSorted(compare);
  const middle = Math.floor(ordered.length / 2);
  if (how === "sum") return sum(values);
  if (how === "mean") return mean(values);
  if (how === "min") return at(ordered, 0);
  if (how === "max") return at(ordered, ordered.length - 1);
  if (how === "median")
    return ordered.length % 2 === 1 ? at(ordered, middle) : mean([at(ordered, middle - 1), at(ordered, middle)]);
  if (how === "trimmed-mean") return mean(ordered.length > 2 ? ordered.slice(1, -1) : ordered);
  return at(values, values.length - 1);
}

const leastOf = ({ leastFigures, parts }: Known): number => Math.min(leastFigures, parts.length - 1);
const at = (values: readonly Exact[], place: number): Exact => values[place] ?? zero;
const sum = (values: readonly Exact[]): Exact => values.reduce(plus, zero);
const mean = (values: readonly Exact[]): Exact => over(sum(values), exact(values.length));
const bare = (method: Method, value: Exact): Projected => ({
  ...{ is: "projected", method, value, low: undefined, high: undefined },
});

/** What is still to come, every part of it as `each`. */
const rest = ({ parts }: Known, each: Exact): readonly Exact[] =>
  parts.flatMap(({ value }) => (value === undefined ? [each] : []));

/** Between what the lowest and the highest of these would bring. */
function ranged(method: Method, value: Exact, whole: (each: Exact) => Exact, seen: readonly Exact[]): Projected {
  const ordered = seen.toSorted(compare);
  const ends = [whole(at(ordered, 0)), whole(at(ordered, ordered.length - 1))];
  return { is: "projected", method, value, low: ends[0], high: ends[1] };
}

/** Counts that add up: by last year's share of the same parts where there is one, else as quickly as so far. */
function ofSum(known: Known, values: readonly Exact[]): Projected {
  const soFar = sum(values);
  const before = known.yearBefore;
  if (before !== undefined) {
    const all = before.map(({ value }) => value ?? zero);
    const same = sum(all.filter((_, n) => known.parts[n]?.value !== undefined));
    if (same.num > 0n) return bare("seasonal-share", times(soFar, over(sum(all), same)));
  }
  if (values.length < leastOf(known)) return { is: "unsaid", why: "few-figures" };
  const value = over(times(soFar, exact(known.parts.length)), exact(values.length));
  if (values.length < leastChanges) return bare("run-rate", value);
  return ranged("run-rate", value, (each) => plus(soFar, sum(rest(known, each))), values);
}

/** Nothing of the period is there yet: it stands where it stood. */
function fromEarlier({ earlier, yearBefore, how }: Known): Projected {
  const values = earlier.flatMap(({ value }) => value ?? []);
  const last = values.at(-1);
  if (last === undefined) {
    const before = yearBefore?.flatMap(({ value }) => value ?? []) ?? [];
    return before.length === 0 ? { is: "unsaid", why: "no-figures" } : bare("year-before", collected(how, before));
  }
  const changes = values.slice(1).map((value, n) => minus(value, at(values, n)));
  if (changes.length < leastChanges) return bare("last-value", last);
  return ranged("last-value", last, (change) => plus(last, change), changes);
}
