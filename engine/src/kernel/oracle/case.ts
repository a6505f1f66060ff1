import type { Subject } from "../../facts/model.ts";
import type { Link } from "../../rules/rule-kind.ts";
import type { Collect, Quantity, Statistic } from "../../scheme/values.ts";
import {
  absent,
  type City,
  coefficientOf,
  indicatorIn,
  joined,
  type Known,
  known,
  type Months,
  middle,
  monthsOf,
  observed,
  targetOf,
} from "./city.ts";
import { valueOfFormula } from "./formula.ts";
import { absolute, average, highest, lowest, minus, nought, type Rational, ratio, sum, versus } from "./rational.ts";

/** One rule applied to one subject in one period. */
export interface Case {
  readonly city: City;
  readonly subject: Subject;
  readonly weight: Rational;
  readonly period: Months;
  readonly indicator: string;
  readonly values: Collect;
  readonly actual: Quantity | undefined;
  readonly observes: "self" | "unit" | "team";
  readonly byMonths: boolean;
  /** What is scored in place of A, inside composites. */
  readonly instead:
    | { readonly value: (of: Case) => Known; readonly better: "higher" | "lower" | undefined }
    | undefined;
  /** Everybody whom a comparison may take in; the subject is one of them. */
  readonly peers: readonly Subject[];
  readonly company: (subject: Subject) => string;
  readonly weightOf: (subject: Subject) => Rational;
  /** The score of another; what is provisional there is so here. */
  readonly carried: (link: Link, subject: Subject, period: Months, short: () => void) => Known;
  /** Told when a due datum of this subject is not there although others are. */
  readonly short: () => void;
}

/** The same rule seen from another subject. */
export const from = (own: Case, subject: Subject): Case =>
  subject === own.subject ? own : { ...own, subject, weight: own.weightOf(subject), short: () => undefined };

const serving = (own: Case, period: Months): string | undefined => {
  const place = own.observes;
  if (place === "self") return own.subject.id;
  if (!own.byMonths || !own.subject.service.some((s) => s.kind === "main" && s[place] !== undefined))
    return own.subject[place];
  return own.subject.service.find(
    (s) => s.kind === "main" && monthsOf(s.from).from <= period.to && monthsOf(s.to).to >= period.to,
  )?.[place];
};

function read(own: Case, indicator: string): Known {
  const { value, isPartial } = observed(own.city, (p) => serving(own, p), indicator, own.period, own.values);
  if (isPartial) own.short();
  return value;
}

/** A. */
export function actualOf(own: Case): Known {
  if (own.instead) return own.instead.value(own);
  return own.actual === undefined ? read(own, own.indicator) : quantityOf(own, own.actual);
}

export function quantityOf(own: Case, quantity: Quantity): Known {
  if ("num" in quantity) return known(quantity);
  if ("target" in quantity)
    return targetOf(own.city, own.subject, quantity.target === true ? own.indicator : quantity.target, own.period);
  if ("indicator" in quantity) return read({ ...own, values: quantity.values ?? own.values }, quantity.indicator);
  if ("coefficient" in quantity) {
    const found = coefficientOf(own.city, own.subject, quantity.coefficient) ?? quantity.default;
    return found ? known(found) : absent("missing");
  }
  if ("statistic" in quantity)
    return known(statisticOf(own, quantity.statistic, (peer) => quantityOf(peer, quantity.of), quantity.over));
  if ("formula" in quantity) {
    return valueOfFormula(quantity.formula, (name) => {
      if (name === "W") return known(own.weight);
      if (name === "A") return actualOf(own);
      if (name === "T") return quantityOf(own, { target: true });
      return read(own, name);
    });
  }
  throw new Error("oracle: a quantity that the random schemes do not use");
}

/** The others of the subject's comparison group, itself included. */
export const companions = (own: Case, over: "group" | "all" = "group"): readonly Case[] =>
  own.peers
    .filter((peer) => over === "all" || own.company(peer) === own.company(own.subject))
    .map((peer) => from(own, peer));

/** A statistic over those of the group who have a value; 0 where nobody has. */
export function statisticOf(
  own: Case,
  statistic: Statistic,
  value: (peer: Case) => Known,
  over?: "group" | "all",
): Rational {
  const values = companions(own, over).flatMap((peer) => {
    const { n } = value(peer);
    return n ? [n] : [];
  });
  if (values.length === 0) return nought;
  return {
    count: () => ratio(values.length),
    sum: () => sum(...values),
    mean: () => average(values),
    max: () => highest(values),
    min: () => lowest(values),
    median: () => middle(values),
  }[statistic]();
}

/** The number by which subjects are compared, and whether less is better. */
export function comparedBy(
  own: Case,
  reverse: boolean | undefined,
): { readonly value: (of: Case) => Known; readonly isReverse: boolean } {
  if (reverse !== undefined) return { value: actualOf, isReverse: reverse };
  if (own.instead?.better) return { value: actualOf, isReverse: own.instead.better === "lower" };
  const indicator = indicatorIn(own.city, own.indicator);
  if (indicator?.direction !== "nearest") return { value: actualOf, isReverse: indicator?.direction === "lower" };
  const midpoint = indicator.midpoint ?? nought;
  return { value: (of) => joined([actualOf(of)], (a) => absolute(minus(a, midpoint))), isReverse: true };
}

/** How many of the group are before, level with (itself included) and all together; `undefined` where it has no value. */
export function standing(
  own: Case,
  value: (of: Case) => Known,
  lowerFirst: boolean,
):
  | { readonly before: number; readonly level: number; readonly placesBefore: number; readonly size: number }
  | undefined {
  const mine = value(own).n;
  if (!mine) return undefined;
  const others = companions(own).flatMap((peer) => {
    const { n } = value(peer);
    return n ? [n] : [];
  });
  const better = others.filter((o) => (lowerFirst ? versus(o, mine) < 0 : versus(o, mine) > 0));
  const distinct = better.filter((o, i) => better.findIndex((b) => versus(b, o) === 0) === i);
  return {
    before: better.length,
    level: others.filter((o) => versus(o, mine) === 0).length,
    placesBefore: distinct.length,
    size: others.length,
  };
}
