import type { Subject } from "../../facts/model.ts";
import type { Item, Weight } from "../../scheme/document.ts";
import {
  allOrNothing,
  bands,
  baseAndSlope,
  completionRate,
  deviation,
  linkedScore,
  ownFormula,
} from "./absolute-rules.ts";
import { type Case, quantityOf } from "./case.ts";
import {
  absent,
  attribute,
  type City,
  carries,
  coefficientOf,
  companyOf,
  datumOf,
  foremost,
  joined,
  type Known,
  known,
  type Months,
  periodsIn,
} from "./city.ts";
import { composite, efficacy, levelAndGrowth, rankPoints, relativeBest } from "./group-rules.ts";
import { cappedBonus, checklist, eventDeduction, voteShare } from "./people-rules.ts";
import { highest, minus, nought, product, quotient, type Rational, ratio, rounded, sum, versus } from "./rational.ts";

/** Points of one item for one subject. */
type Settings = Readonly<Record<string, unknown>> & { readonly kind: string };
export type Scored = Omit<Item, "weight"> & { readonly weight?: Weight | undefined };

function judge(rule: Settings, own: Case): Known {
  switch (rule.kind) {
    case "completion-rate":
      return completionRate(rule, own);
    case "all-or-nothing":
      return allOrNothing(rule, own);
    case "deviation":
      return deviation(rule, own);
    case "base-and-slope":
      return baseAndSlope(rule, own);
    case "bands":
      return bands(rule, own);
    case "relative-best":
      return relativeBest(rule, own);
    case "efficacy":
      return efficacy(rule, own);
    case "level-and-growth":
      return levelAndGrowth(rule, own, judge);
    case "rank-points":
      return rankPoints(rule, own);
    case "composite":
      return composite(rule, own, judge);
    case "event-deduction":
      return eventDeduction(rule, own);
    case "capped-bonus":
      return cappedBonus(rule, own);
    case "checklist":
      return checklist(rule, own);
    case "vote-share":
      return voteShare(rule, own);
    case "linked-score":
      return linkedScore(rule, own);
    case "formula":
      return ownFormula(rule, own);
    case "gap":
      return absent("missing");
    default:
      throw new Error(`oracle: rule kind ${rule.kind}`);
  }
}

export function weightOf(city: City, subject: Subject, weight: Weight | undefined): Rational {
  if (weight === undefined) return nought;
  if ("num" in weight) return weight;
  if ("coefficient" in weight) return coefficientOf(city, subject, weight.coefficient) ?? nought;
  return weight.values[attribute(subject, weight.by)] ?? weight.default ?? nought;
}

export type Combining = { readonly by: string; readonly weights?: readonly Rational[] };

/** Weights are written for a whole cycle; a run over a part of it takes those of its own periods. */
export function combiningOf(how: Combining | undefined, parts: readonly Months[]): Combining {
  const first = parts[0];
  if (!first || !how?.weights || how.weights.length <= parts.length) return how ?? { by: "mean" };
  const before = Math.round((first.from % 12) / (first.to - first.from + 1));
  return { ...how, weights: how.weights.filter((_, i) => i >= before && i < before + parts.length) };
}

/** The part of each period in the whole: periods without a score are left out, the rest rescaled. Nothing when none is left. */
export function sharesOf(parts: readonly Known[], how: Combining): readonly Rational[] | undefined {
  const there = parts.flatMap((part, i) => (part.n ? [{ i, n: part.n }] : []));
  const only = (index: number | undefined): readonly Rational[] | undefined =>
    index === undefined ? undefined : parts.map((_, i) => ratio(i === index ? 1 : 0));
  if (how.by === "latest") return only(there.at(-1)?.i);
  if (how.by === "best") {
    if (there.length === 0) return undefined;
    const most = highest(there.map((t) => t.n));
    return only(there.find((t) => versus(t.n, most) === 0)?.i);
  }
  const raw = parts.map((part, i) =>
    part.n ? (how.by === "weighted" ? (how.weights?.[i] ?? nought) : ratio(1)) : nought,
  );
  const whole = sum(...raw);
  if (whole.num === 0n) return undefined;
  return raw.map((share) => quotient(product(share, ratio(how.by === "sum" ? parts.length : 1)), whole));
}

export function rollUp(parts: readonly Known[], how: Combining): Known {
  const shares = sharesOf(parts, how);
  if (!shares) return absent(foremost(parts.flatMap((p) => (p.why ? [p.why] : []))) ?? "not-applicable");
  return known(sum(...parts.map((part, i) => product(part.n ?? nought, shares[i] ?? nought))));
}

/**
 * Points of an item in its own scale; what was decided outside the system is taken as it is, for the whole or for a period.
 *
 * @param short Told when a due datum is not there although the item has points.
 */
export function pointsOfItem(
  city: City,
  item: Scored,
  path: string,
  subject: Subject,
  period: Months,
  carried: Case["carried"],
  short: () => void,
): Known {
  const decided = (when: Months): Known | undefined => {
    const opening = city.facts.openings.find(
      (o) => o.subject === subject.id && o.node === path && o.period === when.id,
    );
    return opening && known(opening.score);
  };
  const outside = decided(period);
  if (outside) return outside;
  const parts = item.each ? periodsIn(period, item.each) : [];
  let value: Known;
  if (parts.length < 2) value = once(city, item, subject, period, carried, short);
  else {
    const values = parts.map((part) => decided(part) ?? once(city, item, subject, part, carried, short));
    value = rollUp(values, combiningOf(item.combine, parts));
    if (value.n && values.some((v) => v.why === "missing")) short();
  }
  const { rounding } = item;
  return rounding ? joined([value], (n) => rounded(n, rounding.places, rounding.mode)) : value;
}

function once(
  city: City,
  item: Scored,
  subject: Subject,
  period: Months,
  carried: Case["carried"],
  short: () => void,
): Known {
  const indicator = datumOf(item);
  const own: Case = {
    city,
    subject,
    weight: weightOf(city, subject, item.weight),
    period,
    indicator,
    values: item.values ?? "latest",
    actual: item.actual,
    observes: item.observes,
    byMonths: item.attribution !== undefined,
    instead: undefined,
    peers: city.facts.subjects.filter((s) => s.type === subject.type && carries(city, s, indicator)),
    company: (s) => companyOf(city, s, item.group),
    weightOf: (s) => weightOf(city, s, item.weight),
    carried,
    short,
  };
  let value = judge(item.rule as Settings, own);
  if (item.minimumCases) {
    const { count, atLeast } = item.minimumCases;
    const cases = quantityOf(own, count);
    if (value.n)
      value = joined([cases], (found) => (versus(found, atLeast) < 0 ? absent("not-applicable") : (value.n ?? found)));
  }
  if (item.times !== undefined) value = joined([value, quantityOf(own, item.times)], (n, factor) => product(n, factor));
  return value;
}

export interface Placed {
  readonly value: Known;
  readonly weight: Rational;
  readonly policies: Readonly<Record<"missing" | "not-applicable" | "exempt" | "late", string>>;
  /** The mean of the group, where somebody of it has a value. */
  readonly mean: () => Rational | undefined;
}
export interface Settled {
  readonly value: Known;
  readonly isBlocked: boolean;
  readonly children: readonly { readonly full: Rational; readonly points: Rational }[];
}

/** Moves the weights of absent children of a block and adds up: kind 21. */
export function settle(children: readonly Placed[]): Settled {
  const weighs = (child: Placed): boolean => child.weight.num !== 0n;
  const places = children.map((child) => {
    const nothing = { does: "goes", full: nought, points: nought };
    if (child.value.n) return { does: "stays", full: child.weight, points: child.value.n };
    if (!weighs(child)) return nothing;
    const policy = child.policies[child.value.why];
    if (policy === "zero") return { does: "stays", full: child.weight, points: nought };
    if (policy === "full") return { does: "stays", full: child.weight, points: child.weight };
    if (policy === "spread" || policy === "block") return { ...nothing, does: policy };
    const mean = policy === "group-mean" ? child.mean() : undefined;
    return mean ? { does: "stays", full: child.weight, points: mean } : { ...nothing, does: "rescale" };
  });
  const lost = (does: string): Rational =>
    sum(...children.map((child, i) => (places[i]?.does === does ? child.weight : nought)));
  const takers = places.filter((place, i) => place.does === "stays" && children[i] && weighs(children[i]));
  const whole = sum(...children.map((child) => child.weight));
  const rest = minus(whole, lost("rescale"));
  const factor = rest.num === 0n ? ratio(1) : quotient(whole, rest);
  const moved = places.map((place) => {
    const isTaker = takers.includes(place);
    const full = isTaker ? sum(place.full, quotient(lost("spread"), ratio(takers.length))) : place.full;
    const points = isTaker ? quotient(product(place.points, full), place.full) : place.points;
    return { full: product(full, factor), points: product(points, factor) };
  });
  const concerned = children.filter(weighs);
  const stopped = children.flatMap((child, i) =>
    places[i]?.does === "block" && child.value.why ? [child.value.why] : [],
  );
  const isLeft = concerned.length > 0 ? takers.length > 0 : places.some((place) => place.does === "stays");
  const why =
    stopped.length > 0
      ? foremost(stopped)
      : isLeft
        ? undefined
        : (foremost(concerned.flatMap((c) => (c.value.why ? [c.value.why] : []))) ?? "not-applicable");
  return {
    value: why ? absent(why) : known(sum(...moved.map((m) => m.points))),
    isBlocked: stopped.length > 0,
    children: moved,
  };
}
