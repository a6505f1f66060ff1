import { z } from "zod";
import type { Event } from "../facts/model.ts";
import { fromExacts, at as rowAt } from "../number/column.ts";
import { compare, type Exact, exact, times, zero } from "../number/exact.ts";
import { Decimal } from "../scheme/values.ts";
import { confirmed, counted, eachMatterOnce, sumOf } from "./matter.ts";
import { allPresent } from "./presence.ts";
import { type Nonsense, ruleKind } from "./rule-kind.ts";

const Award = z
  .strictObject({
    type: z.union([z.string(), z.array(z.string()).min(1)]).transform((v) => (typeof v === "string" ? [v] : v)),
    /** Points of one event; with `levels`, of one event at ratio 1. */
    points: Decimal,
    /** Ratios by level, national 2 : provincial 1 : municipal 0.5. A level that is not in the table is worth nothing. */
    levels: z.record(z.string(), Decimal).optional(),
    /** At most so many points for this award. */
    most: Decimal.optional(),
  })
  .meta({ id: "Award" });
type Award = z.output<typeof Award>;

/**
 * 13 加分封顶: min(cap, Σ b × ratio(level) × n). `highest` counts only the single event that is worth most. Only confirmed
 * events count, and events of one matter once, at their highest level: an award won in the city and then in the nation is
 * one matter. `cap: weight` is the item's full marks; a bonus without a cap says `none`.
 */
export const cappedBonus = ruleKind({
  id: "capped-bonus",
  version: 1,
  number: 13,
  parameters: {
    awards: z.array(Award).min(1),
    counts: z.enum(["all", "highest"]).default("all"),
    cap: z.union([Decimal, z.literal(["weight", "none"])]),
  },
  isRelative: () => false,
  score(rule, scope) {
    const all = scope.events(rule.awards.flatMap((award) => award.type));
    const earned = all.map((events) => earn(rule.awards, rule.counts, events));
    const points = earned.map(({ sum }, row) => {
      const cap = rule.cap === "none" ? sum : rule.cap === "weight" ? rowAt(scope.weight, row) : rule.cap;
      return compare(sum, cap) > 0 ? cap : sum;
    });
    scope.tell("events", fromExacts(earned.map((e) => e.events)));
    scope.tell("notCounted", fromExacts(all.map((events, row) => exact(events.length - (earned[row]?.kept ?? 0)))));
    scope.tell("earned", fromExacts(earned.map((e) => e.sum)));
    if (rule.cap !== "none") scope.tell("cap", rule.cap === "weight" ? scope.weight : scope.constant(rule.cap));
    return { points: fromExacts(points), states: allPresent(scope.rows) };
  },
  check(rule, weight) {
    const found: Nonsense[] = [];
    const cap = rule.cap === "weight" ? weight : rule.cap === "none" ? undefined : rule.cap;
    if (cap && cap.num <= 0n) found.push({ code: "marks-unreachable", at: ["cap"] });
    if (cap && weight && compare(cap, weight) > 0) found.push({ code: "bonus-above-weight", at: ["cap"] });
    const seen = new Set<string>();
    rule.awards.forEach((award, i) => {
      const ratios = award.levels ? Object.values(award.levels) : [];
      if (award.points.num < 0n || ratios.some((ratio) => ratio.num < 0n)) {
        found.push({ code: "perverse-rule", at: ["awards", i, "points"] });
      } else if (award.points.num === 0n || (award.levels && ratios.every((ratio) => ratio.num === 0n))) {
        found.push({ code: "rule-without-effect", at: ["awards", i, "points"] });
      }
      if (award.type.some((type) => seen.has(type)))
        found.push({ code: "event-rewarded-twice", at: ["awards", i, "type"] });
      for (const type of award.type) seen.add(type);
    });
    return found;
  },
});

function earn(
  awards: readonly Award[],
  counts: "all" | "highest",
  events: readonly Event[],
): { readonly sum: Exact; readonly events: Exact; readonly kept: number } {
  const own = (event: Event): readonly Award[] => awards.filter((award) => award.type.includes(event.type));
  const worth = (event: Event): Exact => sumOf(own(event), (award) => pointsOf(award, event));
  const once = eachMatterOnce(confirmed(events), worth);
  const best = once.reduce<Event | undefined>(
    (most, event) => (most && compare(worth(most), worth(event)) >= 0 ? most : event),
    undefined,
  );
  const kept = counts === "all" ? once : best ? [best] : [];
  const sum = sumOf(awards, (award) => {
    const earned = sumOf(
      kept.filter((event) => award.type.includes(event.type)),
      (event) => pointsOf(award, event),
    );
    return award.most && compare(earned, award.most) > 0 ? award.most : earned;
  });
  return { sum, events: sumOf(kept, (event) => event.count), kept: kept.length };
}

const pointsOf = (award: Award, event: Event): Exact => {
  const ratio = award.levels ? (award.levels[event.level ?? ""] ?? zero) : exact(1);
  return counted(times(award.points, ratio), event);
};
