import type { Quantity } from "../../scheme/values.ts";
import { holds } from "./absolute-rules.ts";
import { type Case, comparedBy, quantityOf, standing, statisticOf } from "./case.ts";
import { absent, joined, type Known, known } from "./city.ts";
import {
  atLeast,
  atMost,
  average,
  between,
  isZero,
  minus,
  nought,
  product,
  quotient,
  type Rational,
  ratio,
  rounded,
  sign,
  sum,
  unit,
  versus,
} from "./rational.ts";

/** Rule kinds that compare a subject with its group, and rules made of rules. */
type Settings = Readonly<Record<string, unknown>>;
type Judge = (rule: Settings & { readonly kind: string }, own: Case) => Known;
const limit = (value: unknown): Rational | undefined =>
  value === "none" || value === undefined ? undefined : (value as Rational);

/** W × A/max(A), or W × min(A)/A. */
export function relativeBest(rule: Settings, own: Case): Known {
  const { value, isReverse } = comparedBy(own, rule.reverse as boolean | undefined);
  const mine = value(own);
  const best =
    rule.best === "group"
      ? known(statisticOf(own, isReverse ? "min" : "max", value))
      : quantityOf(own, rule.best as Quantity);
  return joined([mine, best], (a, b) => {
    let part: Rational;
    if (sign(b) <= 0) part = (isReverse ? versus(a, b) <= 0 : versus(a, b) >= 0) ? unit : nought;
    else if (isReverse) part = sign(a) > 0 ? quotient(b, a) : unit;
    else part = quotient(a, b);
    return product(own.weight, between(part, limit(rule.floor), limit(rule.cap)));
  });
}

/** W/100 × (b + (100 − b) × (A − min)/(max − min)). */
export function efficacy(rule: Settings, own: Case): Known {
  const { value, isReverse } = comparedBy(own, rule.reverse as boolean | undefined);
  const end = (name: "min" | "max"): Known =>
    rule[name] === "group" ? known(statisticOf(own, name, value)) : quantityOf(own, rule[name] as Quantity);
  const hundred = ratio(100);
  return joined([value(own), end("min"), end("max")], (a, low, high) => {
    const base = rule.base as Rational;
    const equal = rule.whenEqual as "full" | "base" | Rational;
    let d: Rational;
    if (isZero(minus(high, low))) d = equal === "full" ? hundred : equal === "base" ? base : equal;
    else
      d = sum(
        base,
        product(minus(hundred, base), quotient(isReverse ? minus(high, a) : minus(a, low), minus(high, low))),
      );
    return quotient(product(own.weight, between(d, limit(rule.floor), limit(rule.cap))), hundred);
  });
}

interface Place {
  readonly by: string;
  readonly points?: readonly Rational[];
  readonly beyond?: Rational;
  readonly step?: Rational;
  readonly first?: Rational;
  readonly last?: Rational;
}

/** Points of the place r of N. */
function pointsOf(scale: Place, r: Rational, size: number, weight: Rational, floor: Rational | undefined): Rational {
  const behind = minus(r, unit);
  const n = ratio(size);
  switch (scale.by) {
    case "list": {
      const listed = (place: number): Rational => scale.points?.[place - 1] ?? scale.beyond ?? nought;
      const whole = Number(r.num / r.den);
      const part = minus(r, ratio(whole));
      const here = listed(whole);
      return atLeast(sum(here, product(part, minus(listed(whole + 1), here))), floor);
    }
    case "step":
      return atLeast(minus(weight, product(scale.step ?? nought, behind)), floor ?? nought);
    case "percent-step":
      return atLeast(product(weight, minus(unit, product(scale.step ?? nought, behind))), floor ?? nought);
    case "linear": {
      const first = scale.first ?? weight;
      const last = scale.last ?? nought;
      const way = size === 1 ? nought : quotient(behind, minus(n, unit));
      return atLeast(minus(first, product(minus(first, last), between(way, nought, unit))), floor);
    }
    case "share":
      return atLeast(quotient(product(weight, sum(minus(n, r), unit)), n), floor);
    default:
      throw new Error(`oracle: no scale ${scale.by}`);
  }
}

export function rankPoints(rule: Settings, own: Case): Known {
  const order = rule.order as string | undefined;
  const { value: raw, isReverse } = comparedBy(own, order === undefined ? undefined : order === "lower-first");
  const decimals = rule.decimals as number | undefined;
  const value = (of: Case): Known =>
    decimals === undefined ? raw(of) : joined([raw(of)], (v) => rounded(v, decimals, "half-up"));
  const mine = value(own);
  const at = standing(own, value, isReverse);
  if (!mine.n || !at) return mine;
  const scale = rule.scale as Place;
  const points = (r: Rational): Rational => pointsOf(scale, r, at.size, own.weight, rule.floor as Rational | undefined);
  const tied = Array.from({ length: at.level }, (_, i) => ratio(at.before + 1 + i));
  const first = tied[0] ?? unit;
  const last = tied.at(-1) ?? unit;
  const found = {
    "1224": () => points(first),
    "1334": () => points(last),
    "1223": () => points(ratio(at.placesBefore + 1)),
    fractional: () => points(average([first, last])),
    share: () => average(tied.map(points)),
  }[rule.ties as "share"]();
  if (rule.coefficient === undefined) return known(found);
  return joined([quantityOf(own, rule.coefficient as Quantity)], (k) => product(found, k));
}

interface PartShape {
  readonly share: Rational;
  readonly rule: Settings & { readonly kind: string };
  readonly indicator?: string;
  readonly values?: Case["values"];
  readonly of?: Quantity;
}

/** share × S(level) + share × S(growth). */
export function levelAndGrowth(rule: Settings, own: Case, judge: Judge): Known {
  const score = (part: PartShape): Known => {
    const weighed = {
      ...own,
      weight: product(own.weight, part.share),
      weightOf: (s: Case["subject"]) => product(own.weightOf(s), part.share),
    };
    const { of } = part;
    const value = (peer: Case): Known => quantityOf({ ...peer, instead: own.instead }, of ?? nought);
    const given = of === undefined ? weighed : { ...weighed, instead: { value, better: own.instead?.better } };
    const on =
      part.indicator === undefined
        ? given
        : { ...given, indicator: part.indicator, actual: undefined, instead: undefined };
    return judge(part.rule, part.values === undefined ? on : { ...on, values: part.values });
  };
  return joined([score(rule.level as PartShape), score(rule.growth as PartShape)], (a, b) => sum(a, b));
}

interface TermShape {
  readonly of: Quantity;
  readonly minus?: Quantity;
  readonly times: Rational;
}

/** x = Σ times × (of − minus), × coefficient, + additions; then another rule on x. */
export function composite(rule: Settings, own: Case, judge: Judge): Known {
  const term = (shape: TermShape, of: Case): Known =>
    joined(
      [quantityOf(of, shape.of), shape.minus === undefined ? known(nought) : quantityOf(of, shape.minus)],
      (a, b) => product(shape.times, minus(a, b)),
    );
  const made = (peer: Case): Known => {
    const of = { ...peer, instead: own.instead };
    const terms = (rule.terms as readonly TermShape[]).map((t) => term(t, of));
    const added = (rule.additions as readonly TermShape[]).map((t) => term(t, of));
    const k = rule.coefficient === undefined ? known(unit) : quantityOf(of, rule.coefficient as Quantity);
    return joined([k, ...terms, ...added], (factor, ...numbers) =>
      sum(product(factor, sum(...numbers.slice(0, terms.length))), ...numbers.slice(terms.length)),
    );
  };
  const better = rule.better as "higher" | "lower";
  const then = rule.then as Settings & { kind: string };
  const gate = rule.gate as
    | {
        when: Parameters<typeof holds>[0];
        otherwise: { does: string; points: Rational; staysInGroup: boolean; share: Rational };
      }
    | undefined;
  if (!gate) return judge(then, { ...own, instead: { value: made, better } });
  const { otherwise } = gate;
  const leaves = otherwise.does === "points" && !otherwise.staysInGroup;
  const inside = (of: Case): Known => {
    const x = made(of);
    const passed = holds(gate.when, { ...of, instead: own.instead });
    if (passed.why) return joined([x, absent(passed.why)], (a) => a);
    return leaves && !passed.holds && x.n ? absent("not-applicable") : x;
  };
  const passed = holds(gate.when, own);
  const judged = judge(then, { ...own, instead: { value: inside, better } });
  if (leaves && !passed.why && !passed.holds) return joined([made(own)], () => otherwise.points);
  return joined([judged], (points) => {
    if (passed.holds || otherwise.does === "note") return points;
    return otherwise.does === "points" ? otherwise.points : atMost(points, product(own.weight, otherwise.share));
  });
}
