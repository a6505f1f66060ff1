import type { Quantity } from "../../scheme/values.ts";
import { actualOf, type Case, quantityOf } from "./case.ts";
import { absent, type Cause, foremost, joined, type Known, known } from "./city.ts";
import {
  absolute,
  between,
  down,
  isZero,
  minus,
  nought,
  product,
  quotient,
  type Rational,
  ratio,
  sign,
  sum,
  unit,
  versus,
} from "./rational.ts";

/** Rule kinds whose points depend on the subject's own figures, from their published formulas. */
type Settings = Readonly<Record<string, unknown>>;
type Optional = Rational | "none" | undefined;
const limit = (value: unknown): Rational | undefined =>
  value === "none" || value === undefined ? undefined : (value as Rational);

export const stepsOf = (gap: Rational, of: Rational, counting: string): Rational => {
  const steps = quotient(gap, of);
  if (counting === "pro-rata") return steps;
  return ratio(counting === "floor" ? down(steps) : -down(minus(nought, steps)));
};

/** W × clamp(A/T, floor, cap). */
export function completionRate(rule: Settings, own: Case): Known {
  return joined([actualOf(own), quantityOf(own, rule.target as Quantity)], (a, t) => {
    const [top, bottom] = rule.reverse ? [t, a] : [a, t];
    let part = isZero(bottom) ? unit : quotient(top, bottom);
    const step = rule.step as { of: Rational; counting: string } | undefined;
    if (step) part = product(stepsOf(part, step.of, step.counting), step.of);
    return product(own.weight, between(part, limit(rule.floor), limit(rule.cap)));
  });
}

interface Interval {
  readonly of?: Quantity;
  readonly atLeast?: Quantity;
  readonly above?: Quantity;
  readonly atMost?: Quantity;
  readonly below?: Quantity;
}

/** Whether an interval holds, or why that cannot be said. */
export function holds(interval: Interval, own: Case): { readonly holds: boolean; readonly why?: Cause | undefined } {
  const value = interval.of === undefined ? actualOf(own) : quantityOf(own, interval.of);
  const ends = (["atLeast", "above", "atMost", "below"] as const).flatMap((name) => {
    const end = interval[name];
    return end === undefined ? [] : [{ name, end: quantityOf(own, end) }];
  });
  const why = foremost([value, ...ends.map((e) => e.end)].flatMap((k) => (k.why ? [k.why] : [])));
  if (why) return { holds: false, why };
  return {
    holds: ends.every(({ name, end }) => {
      const s = versus(value.n ?? nought, end.n ?? nought);
      return { atLeast: s >= 0, above: s > 0, atMost: s <= 0, below: s < 0 }[name];
    }),
  };
}

/** W when the target is met and everything further holds. */
export function allOrNothing(rule: Settings, own: Case): Known {
  const further = (rule.also as readonly Interval[]).map((also) => holds(also, own));
  const causes = further.flatMap((f) => (f.why ? [absent(f.why)] : []));
  return joined([actualOf(own), quantityOf(own, rule.target as Quantity), ...causes], (a, t) => {
    const s = versus(a, t);
    const met = { "at-least": s >= 0, above: s > 0, "at-most": s <= 0, below: s < 0, equal: s === 0 }[
      rule.meets as "above"
    ];
    if (met && further.every((f) => f.holds)) return own.weight;
    const otherwise = rule.otherwise as Rational | "minus-weight" | { lose: Rational };
    if (otherwise === "minus-weight") return minus(nought, own.weight);
    return "lose" in otherwise ? minus(own.weight, otherwise.lose) : otherwise;
  });
}

/** A − T, or that as a part of |T|; `undefined` where nothing is near a target of zero. */
function distance(a: Rational, t: Rational, how: unknown): Rational | undefined {
  const difference = minus(a, t);
  if (how === "absolute" || isZero(difference)) return difference;
  return isZero(t) ? undefined : quotient(difference, absolute(t));
}

/** clamp(W − d × steps(gap/u), floor, W). */
export function deviation(rule: Settings, own: Case): Known {
  const waived = rule.unless === undefined ? undefined : holds(rule.unless as Interval, own);
  return joined(
    [actualOf(own), quantityOf(own, rule.target as Quantity), ...(waived?.why ? [absent(waived.why)] : [])],
    (a, t) => {
      if (waived?.holds) return own.weight;
      const floor = rule.floor as Rational;
      const off = distance(a, t, rule.distance);
      if (!off) return floor;
      const towards = rule.direction === "both" ? absolute(off) : rule.direction === "above" ? off : minus(nought, off);
      const gap = sign(towards) > 0 ? towards : nought;
      const lost = product(rule.deduct as Rational, stepsOf(gap, rule.per as Rational, rule.counting as string));
      return between(minus(own.weight, lost), floor, own.weight);
    },
  );
}

/** clamp(b × W + d × steps((A − R)/u), floor, k × W). */
export function baseAndSlope(rule: Settings, own: Case): Known {
  return joined([actualOf(own), quantityOf(own, rule.reference as Quantity)], (a, r) => {
    const off = distance(a, r, rule.distance) ?? nought;
    const ahead = rule.reverse ? minus(nought, off) : off;
    const steps = stepsOf(absolute(ahead), rule.per as Rational, rule.counting as string);
    const add = rule.add as Rational;
    const change =
      sign(ahead) < 0
        ? minus(nought, product((rule.deduct as Rational | undefined) ?? add, steps))
        : product(add, steps);
    const cap = rule.cap as Optional;
    return between(
      sum(product(rule.base as Rational, own.weight), change),
      limit(rule.floor),
      cap === "none" || !cap ? undefined : product(cap, own.weight),
    );
  });
}

interface BandShape {
  readonly when: readonly Interval[];
  readonly points:
    | Rational
    | {
        readonly line: {
          readonly of?: Quantity;
          readonly from: readonly [Rational, Rational];
          readonly to: readonly [Rational, Rational];
        };
      };
}

/** A datum that a rule names is due, whether or not the points turn on it. */
function readEverything(all: readonly BandShape[], own: Case): void {
  actualOf(own);
  for (const band of all) {
    for (const interval of band.when) holds(interval, own);
    if (!("num" in band.points) && band.points.line.of !== undefined) quantityOf(own, band.points.line.of);
  }
}

/** The points of the first band whose conditions hold. */
export function bands(rule: Settings, own: Case): Known {
  const scaled = (points: Rational): Rational => (rule.in === "share" ? product(own.weight, points) : points);
  readEverything(rule.bands as readonly BandShape[], own);
  for (const band of rule.bands as readonly BandShape[]) {
    let takes = true;
    for (const interval of band.when) {
      if (!takes) break;
      const answer = holds(interval, own);
      if (answer.why) return absent(answer.why);
      takes = answer.holds;
    }
    if (!takes) continue;
    if ("num" in band.points) return known(scaled(band.points));
    const { of, from, to } = band.points.line;
    return joined([of === undefined ? actualOf(own) : quantityOf(own, of)], (x) =>
      scaled(sum(from[1], product(minus(x, from[0]), quotient(minus(to[1], from[1]), minus(to[0], from[0]))))),
    );
  }
  return known(scaled((rule.otherwise as Rational | undefined) ?? nought));
}

/** W × clamp(share × score/outOf, floor, cap). */
export function linkedScore(rule: Settings, own: Case): Known {
  const { of, node, attribution, weightedBy } = rule as {
    of: "unit";
    node?: string;
    attribution: "months";
    weightedBy?: string;
  };
  return joined([own.carried({ of, node, attribution, weightedBy }, own.subject, own.period, own.short)], (score) =>
    product(
      own.weight,
      between(
        quotient(product(score, rule.share as Rational), rule.outOf as Rational),
        limit(rule.floor),
        limit(rule.cap),
      ),
    ),
  );
}

/** The formula's value between floor and cap. */
export function ownFormula(rule: Settings, own: Case): Known {
  const cap = rule.cap as "weight" | "none" | Rational;
  return joined([quantityOf(own, { formula: rule.formula as string })], (value) =>
    between(value, limit(rule.floor), cap === "weight" ? own.weight : limit(cap)),
  );
}
