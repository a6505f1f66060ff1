import { z } from "zod";
import type { Event } from "../facts/model.ts";
import { choose, clamp, smaller, subtract } from "../number/arithmetic.ts";
import { fromExacts } from "../number/column.ts";
import { compare, type Exact, exact, minus, plus, times, zero } from "../number/exact.ts";
import { Decimal } from "../scheme/values.ts";
import { allPresent } from "./presence.ts";
import { type Nonsense, ruleKind } from "./rule-kind.ts";

/** What events of one type cost. */
const Amount = z.union([
  /** Each event the same. */
  Decimal,
  /** By level; `otherwise` for events whose level is not in the table or not known. */
  z.strictObject({ byLevel: z.record(z.string(), Decimal), otherwise: Decimal }),
  /** The first, second, third … event each its own amount; later ones the last amount. */
  z.strictObject({ byCount: z.array(Decimal).min(1) }),
  /** The whole loss at one, two, three … events; more cost as much as the last. */
  z.strictObject({ inTotal: z.array(Decimal).min(1) }),
]);
type Amount = z.output<typeof Amount>;

const Cause = z
  .strictObject({
    type: z.union([z.string(), z.array(z.string()).min(1)]).transform((v) => (typeof v === "string" ? [v] : v)),
    deduct: Amount,
    /** At most so many points for this cause. */
    most: Decimal.optional(),
    /** From so many events on no points at all (两次及以上不得分). */
    nothingFrom: Decimal.optional(),
  })
  .meta({ id: "DeductionCause" });
type Cause = z.output<typeof Cause>;

/**
 * 11 按次扣分: max(floor, W − min(most, Σ d × n)). Only confirmed events count; proposed, revoked and exempt ones are
 * shown and cost nothing. Events of one matter are one event: the costliest of them. An event stands for `count` persons
 * or cases; a part of one costs that part.
 */
export const eventDeduction = ruleKind({
  id: "event-deduction",
  version: 1,
  number: 11,
  parameters: {
    causes: z.array(Cause).min(1),
    /** At most so many points over all causes. */
    most: Decimal.optional(),
    nothingFrom: Decimal.optional(),
    floor: Decimal.prefault("0"),
  },
  isRelative: () => false,
  score(rule, scope) {
    const all = scope.events(rule.causes.flatMap((cause) => cause.type));
    const confirmed = all.map((events) => events.filter((event) => event.standing === "confirmed"));
    const charges = confirmed.map((events) => charge(rule, oneOfEachMatter(rule.causes, events)));
    const weight = scope.weight;
    scope.tell("events", fromExacts(charges.map((c) => c.count)));
    scope.tell(
      "notCounted",
      fromExacts(all.map((events, row) => exact(events.length - (confirmed[row]?.length ?? 0)))),
    );
    const lost = fromExacts(charges.map((c) => c.lost));
    scope.tell("deducted", lost);
    const floor = scope.constant(rule.floor);
    const left = clamp(subtract(weight, lost), floor, undefined);
    const isNothing = Uint8Array.from(charges, (c) => (c.isNothing ? 1 : 0));
    const points = choose(isNothing, smaller(left, scope.constant(zero)), left);
    return { points, states: allPresent(scope.rows) };
  },
  check(rule, weight) {
    const found: Nonsense[] = rule.causes.flatMap((cause, i) => checkCause(cause, ["causes", i]));
    const seen = new Set<string>();
    rule.causes.forEach((cause, i) => {
      if (cause.type.some((type) => seen.has(type)))
        found.push({ code: "event-charged-twice", at: ["causes", i, "type"] });
      for (const type of cause.type) seen.add(type);
    });
    if (weight && compare(rule.floor, weight) > 0) found.push({ code: "floor-above-cap", at: ["floor"] });
    if (rule.nothingFrom && rule.nothingFrom.num <= 0n) found.push({ code: "perverse-rule", at: ["nothingFrom"] });
    if (rule.most && rule.most.num <= 0n) found.push({ code: "rule-without-effect", at: ["most"] });
    return found;
  },
});

interface Charge {
  readonly lost: Exact;
  readonly count: Exact;
  readonly isNothing: boolean;
}

const countOf = (events: readonly Event[]): Exact => events.reduce((sum, event) => plus(sum, event.count), zero);
const atMost = (value: Exact, most: Exact | undefined): Exact => (most && compare(value, most) > 0 ? most : value);
const reaches = (count: Exact, from: Exact | undefined): boolean => from !== undefined && compare(count, from) >= 0;

function charge(
  rule: {
    readonly causes: readonly Cause[];
    readonly most?: Exact | undefined;
    readonly nothingFrom?: Exact | undefined;
  },
  events: readonly Event[],
): Charge {
  if (events.length === 0) return { lost: zero, count: zero, isNothing: false };
  const byCause = rule.causes.map((cause) => ({
    cause,
    own: events.filter((event) => cause.type.includes(event.type)),
  }));
  const lost = byCause.reduce((sum, { cause, own }) => plus(sum, atMost(costOf(cause.deduct, own), cause.most)), zero);
  const count = countOf(events);
  return {
    lost: atMost(lost, rule.most),
    count,
    isNothing:
      reaches(count, rule.nothingFrom) || byCause.some(({ cause, own }) => reaches(countOf(own), cause.nothingFrom)),
  };
}

function costOf(amount: Amount, events: readonly Event[]): Exact {
  if ("byCount" in amount) return along(amount.byCount, countOf(events), true);
  if ("inTotal" in amount) return along(differences(amount.inTotal), countOf(events), false);
  return events.reduce((sum, event) => plus(sum, times(unitOf(amount, event), event.count)), zero);
}

const unitOf = (amount: Exclude<Amount, { byCount: unknown } | { inTotal: unknown }>, event: Event): Exact =>
  "byLevel" in amount ? (amount.byLevel[event.level ?? ""] ?? amount.otherwise) : amount;

/** The sum of the first `count` steps, a begun step in part; past the last one the last again, or nothing. */
function along(steps: readonly Exact[], count: Exact, lastGoesOn: boolean): Exact {
  let sum = zero;
  let rest = count;
  for (const step of steps) {
    if (rest.num <= 0n) return sum;
    const part = compare(rest, exact(1)) < 0 ? rest : exact(1);
    sum = plus(sum, times(step, part));
    rest = minus(rest, part);
  }
  return lastGoesOn && rest.num > 0n ? plus(sum, times(steps.at(-1) ?? zero, rest)) : sum;
}

const differences = (totals: readonly Exact[]): readonly Exact[] =>
  totals.map((value, i) => minus(value, totals[i - 1] ?? zero));

/** Of events with one matter only the costliest; of equally costly ones the first. */
function oneOfEachMatter(causes: readonly Cause[], events: readonly Event[]): readonly Event[] {
  const kept = new Map<string, { readonly event: Event; readonly cost: Exact }>();
  for (const event of events) {
    const key = event.matter === undefined ? `event ${event.id}` : `matter ${event.matter}`;
    const cost = causes
      .filter((cause) => cause.type.includes(event.type))
      .reduce((sum, cause) => plus(sum, costOf(cause.deduct, [event])), zero);
    const before = kept.get(key);
    if (!before || compare(cost, before.cost) > 0) kept.set(key, { event, cost });
  }
  return [...kept.values()].map(({ event }) => event);
}

function checkCause(cause: Cause, at: readonly (string | number)[]): Nonsense[] {
  const found: Nonsense[] = [];
  const { deduct } = cause;
  const amounts =
    "num" in deduct
      ? [deduct]
      : "byLevel" in deduct
        ? [...Object.values(deduct.byLevel), deduct.otherwise]
        : "byCount" in deduct
          ? deduct.byCount
          : differences(deduct.inTotal);
  if (amounts.some((amount) => amount.num < 0n)) found.push({ code: "perverse-rule", at: [...at, "deduct"] });
  if (amounts.every((amount) => amount.num === 0n) && !cause.nothingFrom)
    found.push({ code: "rule-without-effect", at: [...at, "deduct"] });
  if (cause.nothingFrom && cause.nothingFrom.num <= 0n)
    found.push({ code: "perverse-rule", at: [...at, "nothingFrom"] });
  return found;
}
