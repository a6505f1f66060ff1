import type { Event, Facts, Observation, Subject } from "../../facts/model.ts";
import type { Indicator, Item, List, Scheme } from "../../scheme/document.ts";
import { type Block, isBlock, isItem } from "../../scheme/document.ts";
import type { Collect, Selector } from "../../scheme/values.ts";
import {
  absolute,
  ascending,
  average,
  highest,
  lowest,
  minus,
  nought,
  type Rational,
  ratio,
  sum,
  versus,
} from "./rational.ts";

/** What the oracle knows of the world, read anew for every question; slow and plain on purpose. */
export type Cause = "missing" | "not-applicable" | "exempt" | "late";
/** A number, or why there is none. */
export type Known =
  | { readonly n: Rational; readonly why?: undefined }
  | { readonly n?: undefined; readonly why: Cause };
export const known = (n: Rational): Known => ({ n });
export const absent = (why: Cause): Known => ({ why });

/** Of several causes at once, of one rule: a ruling outranks a gap, and a gap outranks a delay. */
export const foremost = (causes: readonly Cause[]): Cause | undefined =>
  (["exempt", "not-applicable", "missing", "late"] as const).find((cause) => causes.includes(cause));
/** Over several periods of one datum: what is not applicable in one period is still due in the others. */
export const foremostOverTime = (causes: readonly Cause[]): Cause | undefined =>
  (["exempt", "missing", "late", "not-applicable"] as const).find((cause) => causes.includes(cause));

/** The given causes joined, or what `make` makes of the numbers. */
export function joined(parts: readonly Known[], make: (...numbers: Rational[]) => Known | Rational): Known {
  const why = foremost(parts.flatMap((part) => (part.why ? [part.why] : [])));
  if (why) return absent(why);
  const made = make(...parts.map((part) => part.n ?? nought));
  return "num" in made ? known(made) : made;
}

export interface Months {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}
export type Grain = "month" | "quarter" | "half" | "year" | "term";

/** The month of "2025-03" counted from January of year 0. */
export const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** Only what the random schemes use: years and what divides them. */
export function monthsOf(id: string): Months {
  const year = Number(id.slice(0, 4)) * 12;
  const last = Number(id.slice(-1));
  if (id.includes("Q")) return { id, from: year + 3 * last - 3, to: year + 3 * last - 1 };
  if (id.includes("H")) return { id, from: year + 6 * last - 6, to: year + 6 * last - 1 };
  if (id.includes("-")) return { id, from: monthOf(id), to: monthOf(id) };
  return { id, from: year, to: year + 11 };
}

const namesIn: Record<Exclude<Grain, "term">, readonly string[]> = {
  year: [""],
  half: ["H1", "H2"],
  quarter: ["Q1", "Q2", "Q3", "Q4"],
  month: ["-01", "-02", "-03", "-04", "-05", "-06", "-07", "-08", "-09", "-10", "-11", "-12"],
};

/** The periods of one grain that lie inside another. */
export function periodsIn(period: Months, grain: Grain): readonly Months[] {
  if (grain === "term") return [];
  return namesIn[grain]
    .map((name) => monthsOf(`${period.id.slice(0, 4)}${name}`))
    .filter((p) => p.from >= period.from && p.to <= period.to);
}

export interface City {
  readonly scheme: Scheme;
  readonly facts: Facts;
}

export const attribute = (subject: Subject, name: string): string =>
  ({ type: subject.type, unit: subject.unit ?? "", team: subject.team ?? "", id: subject.id })[name] ??
  subject.attributes[name] ??
  "";

export function concerns(selector: Selector | undefined, subject: Subject): boolean {
  if (selector === undefined) return true;
  const { type, subjects, except, where = {} } = selector;
  if (type && type !== subject.type) return false;
  if (subjects && !subjects.includes(subject.id)) return false;
  if (except?.includes(subject.id)) return false;
  for (const [name, values] of Object.entries(where)) if (!values.includes(attribute(subject, name))) return false;
  return true;
}

export const listFor = (city: City, subject: Subject): List | undefined =>
  city.scheme.lists.find((list) => concerns(list.for, subject));

/** Names of the cohorts that a subject is ranked in, in the order of the scheme. */
export const cohortsFor = (city: City, subject: Subject): readonly string[] =>
  city.scheme.cohorts
    .filter((cohort) => concerns(cohort.for, subject))
    .map((cohort) => (cohort.by === undefined ? cohort.id : `${cohort.id}:${attribute(subject, cohort.by)}`));

/** Who is compared with whom: by cohort (its type where there is none), by type ("all"), or by an attribute. */
export function companyOf(city: City, subject: Subject, key: string | undefined): string {
  if (key === "all") return `type ${subject.type}`;
  if (key !== undefined) return `${key} ${attribute(subject, key)}`;
  const cohort = cohortsFor(city, subject)[0];
  return cohort === undefined ? `type ${subject.type}` : `cohort ${cohort}`;
}

export function childrenIn(city: Pick<City, "scheme">, block: Pick<Block, "items">): readonly (Block | Item)[] {
  return block.items.flatMap((node) =>
    isBlock(node) || isItem(node) ? [node] : childrenIn(city, { items: city.scheme.blocks?.[node.use] ?? [] }),
  );
}

export const datumOf = (item: { readonly item: string; readonly indicator?: string | undefined }): string =>
  item.indicator ?? item.item;

/** Whether some item of the subject's list, in blocks that are for it, is on this indicator. */
export function carries(city: City, subject: Subject, indicator: string): boolean {
  const within = (block: Block): boolean =>
    concerns(block.for, subject) &&
    ([...(block.deductions?.items ?? []), ...(block.bonus?.items ?? [])].some(
      (i) => datumOf(i) === indicator && concerns(i.for, subject),
    ) ||
      childrenIn(city, block).some((node) =>
        isBlock(node) ? within(node) : datumOf(node) === indicator && concerns(node.for, subject),
      ));
  const list = listFor(city, subject);
  return list !== undefined && within(list.score);
}

export const indicatorIn = (city: City, id: string): Indicator | undefined =>
  city.scheme.indicators.find((i) => i.id === id);

const indexes = new WeakMap<Facts, ReadonlyMap<string, Observation>>();
function dataOf(facts: Facts): ReadonlyMap<string, Observation> {
  const known =
    indexes.get(facts) ?? new Map(facts.observations.map((o) => [`${o.subject} ${o.indicator} ${o.period}`, o]));
  indexes.set(facts, known);
  return known;
}

/**
 * The datum of a subject, made one number; `isPartial` where some due period has nothing although others have.
 *
 * @param whose The subject whose figure stands for a period: itself, or where an official then served.
 */
export function observed(
  city: City,
  whose: (period: Months) => string | undefined,
  indicator: string,
  period: Months,
  how: Collect,
): { readonly value: Known; readonly isPartial: boolean } {
  const definition = indicatorIn(city, indicator);
  const due = periodsIn(period, definition?.period ?? "year");
  const found = due.map((p): Known => {
    const who = whose(p);
    if (who === undefined) return absent("not-applicable");
    const datum = dataOf(city.facts).get(`${who} ${indicator} ${p.id}`);
    if (!datum) return absent("missing");
    return datum.absence ? absent(datum.absence) : datum.value ? known(datum.value) : absent("missing");
  });
  const numbers = found.flatMap((f) => (f.n ? [f.n] : []));
  const causes = found.flatMap((f) => (f.why ? [f.why] : []));
  if (numbers.length === 0) return { value: absent(foremostOverTime(causes) ?? "not-applicable"), isPartial: false };
  return { value: known(collect(numbers, how, definition)), isPartial: causes.includes("missing") };
}

export function middle(values: readonly Rational[]): Rational {
  const sorted = ascending(values);
  const half = sorted.length / 2;
  return average(sorted.length % 2 === 1 ? sorted.slice(half - 0.5, half + 0.5) : sorted.slice(half - 1, half + 1));
}
export function trimmed(values: readonly Rational[]): Rational {
  return average(values.length > 2 ? ascending(values).slice(1, -1) : values);
}

function collect(values: readonly Rational[], how: Collect, indicator: Indicator | undefined): Rational {
  const first = values[0] ?? nought;
  const last = values.at(-1) ?? nought;
  switch (how) {
    case "sum":
      return sum(...values);
    case "mean":
      return average(values);
    case "latest":
      return last;
    case "first":
      return first;
    case "max":
      return highest(values);
    case "min":
      return lowest(values);
    case "median":
      return middle(values);
    case "trimmed-mean":
      return trimmed(values);
    case "count":
      return ratio(values.length);
    case "change":
      return minus(last, first);
    case "any": {
      if (indicator?.direction === "lower") return lowest(values);
      if (indicator?.direction !== "nearest") return highest(values);
      const distance = (v: Rational): Rational => absolute(minus(v, indicator.midpoint ?? nought));
      return values.reduce((best, v) => (versus(distance(v), distance(best)) < 0 ? v : best));
    }
  }
}

/** Own target before everybody's; that of the period itself before that of the year, and that before any that covers it. */
export function targetOf(city: City, subject: Subject, indicator: string, period: Months): Known {
  for (const when of [period.id, period.id.slice(0, 4)]) {
    for (const who of [subject.id, "*"]) {
      const target = city.facts.targets.find(
        (t) => t.indicator === indicator && t.subject === who && t.period === when,
      );
      if (target) return known(target.value);
    }
  }
  const covering = (who: string) =>
    city.facts.targets.find(
      (t) =>
        t.indicator === indicator &&
        t.subject === who &&
        monthsOf(t.period).from <= period.from &&
        monthsOf(t.period).to >= period.to,
    );
  const wider = covering(subject.id) ?? covering("*");
  return wider ? known(wider.value) : absent("missing");
}

export function coefficientOf(city: City, subject: Subject, name: string): Rational | undefined {
  const named = city.facts.coefficients.filter((c) => c.name === name);
  return (named.find((c) => c.subject === subject.id) ?? named.find((c) => c.subject === "*"))?.value;
}

/** Confirmed events of some types whose day lies inside the months. */
export const eventsOf = (
  city: City,
  subject: Subject,
  types: readonly string[],
  from: number,
  to: number,
): readonly Event[] =>
  city.facts.events.filter(
    (e) =>
      e.subject === subject.id &&
      types.includes(e.type) &&
      e.standing === "confirmed" &&
      monthOf(e.on) >= from &&
      monthOf(e.on) <= to,
  );
