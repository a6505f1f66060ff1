import { z } from "zod";
import type { Event } from "../facts/model.ts";
import { fromExacts, at as rowAt } from "../number/column.ts";
import { compare, type Exact, exact, minus, negate, plus, zero } from "../number/exact.ts";
import { Decimal } from "../scheme/values.ts";
import { confirmed, counted, eachMatterOnce, sumOf } from "./matter.ts";
import { allPresent } from "./presence.ts";
import { type Nonsense, ruleKind } from "./rule-kind.ts";

const Cause = z
  .strictObject({
    type: z.union([z.string(), z.array(z.string()).min(1)]).transform((v) => (typeof v === "string" ? [v] : v)),
    deduct: z.union([Decimal, z.strictObject({ byLevel: z.record(z.string(), Decimal), otherwise: Decimal })]),
    /** At most so many points for this cause. */
    most: Decimal.optional(),
    /** The item gets nothing, and `deduct` is taken from the total besides. */
    zeroesItem: z.boolean().default(false),
  })
  .meta({ id: "NegativeCause" });
type Cause = z.output<typeof Cause>;

/**
 * 12 倒扣: deductions that go on below zero and so reach the total. Points = max(floor, W − Σ d × n); where a cause zeroes
 * the item, points = max(floor, −(Σ d × n of those causes) − what the others deduct beyond W).
 *
 * The floor is negative or `none`: a floor of zero is kind 11. Only confirmed events count; one matter counts once.
 */
export const negativeDeduction = ruleKind({
  id: "negative-deduction",
  version: 1,
  number: 12,
  parameters: { causes: z.array(Cause).min(1), floor: z.union([Decimal, z.literal("none")]) },
  isRelative: () => false,
  score(rule, scope) {
    const all = scope.events(rule.causes.flatMap((cause) => cause.type));
    const judged = all.map((events, row) => judge(rule.causes, events, rowAt(scope.weight, row)));
    const floor = rule.floor;
    const points = judged.map((j) => (floor !== "none" && compare(j.points, floor) < 0 ? floor : j.points));
    scope.tell("events", fromExacts(judged.map((j) => j.events)));
    scope.tell("notCounted", fromExacts(all.map((events) => exact(events.length - confirmed(events).length))));
    scope.tell("lost", fromExacts(judged.map((j) => j.lost)));
    scope.tell("zeroed", fromExacts(judged.map((j) => exact(j.isZeroed ? 1 : 0))));
    scope.tell("fromTotal", fromExacts(points.map((p) => (p.num < 0n ? negate(p) : zero))));
    return { points: fromExacts(points), states: allPresent(scope.rows) };
  },
  check(rule) {
    const found: Nonsense[] = [];
    if (rule.floor !== "none" && rule.floor.num >= 0n) found.push({ code: "floor-not-negative", at: ["floor"] });
    const seen = new Set<string>();
    rule.causes.forEach((cause, i) => {
      const amounts =
        "num" in cause.deduct ? [cause.deduct] : [...Object.values(cause.deduct.byLevel), cause.deduct.otherwise];
      if (amounts.some((amount) => amount.num < 0n)) found.push({ code: "perverse-rule", at: ["causes", i, "deduct"] });
      if (!cause.zeroesItem && amounts.every((amount) => amount.num === 0n)) {
        found.push({ code: "rule-without-effect", at: ["causes", i, "deduct"] });
      }
      if (cause.type.some((type) => seen.has(type)))
        found.push({ code: "event-charged-twice", at: ["causes", i, "type"] });
      for (const type of cause.type) seen.add(type);
    });
    return found;
  },
});

interface Judged {
  readonly points: Exact;
  readonly lost: Exact;
  readonly events: Exact;
  readonly isZeroed: boolean;
}

function judge(causes: readonly Cause[], events: readonly Event[], weight: Exact): Judged {
  const worth = (event: Event): Exact =>
    sumOf(
      causes.filter((c) => c.type.includes(event.type)),
      (c) => counted(amount(c, event), event),
    );
  const kept = eachMatterOnce(confirmed(events), worth);
  const own = (cause: Cause): readonly Event[] => kept.filter((event) => cause.type.includes(event.type));
  const cost = (cause: Cause): Exact => {
    const sum = sumOf(own(cause), (event) => counted(amount(cause, event), event));
    return cause.most && compare(sum, cause.most) > 0 ? cause.most : sum;
  };
  const plain = sumOf(
    causes.filter((c) => !c.zeroesItem),
    cost,
  );
  const grave = sumOf(
    causes.filter((c) => c.zeroesItem),
    cost,
  );
  const isZeroed = causes.some((cause) => cause.zeroesItem && own(cause).some((event) => event.count.num > 0n));
  const left = minus(weight, plain);
  const points = isZeroed ? minus(left.num < 0n ? left : zero, grave) : left;
  return { points, lost: plus(plain, grave), events: sumOf(kept, (event) => event.count), isZeroed };
}

const amount = (cause: Cause, event: Event): Exact =>
  "num" in cause.deduct ? cause.deduct : (cause.deduct.byLevel[event.level ?? ""] ?? cause.deduct.otherwise);
