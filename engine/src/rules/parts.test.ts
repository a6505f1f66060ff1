import { describe, expect, it } from "vitest";
import { listOf, schemeOf } from "../kernel/small-city.ts";
import { rulePartsOf } from "./parts.ts";

function partsOf(rule: object) {
  const [item] =
    schemeOf({
      lists: [listOf("unit", [{ item: "A", weight: 100, rule }])],
      indicators: [{ id: "A", name: "A", period: "year" }],
    }).lists[0]?.score.items ?? [];
  if (!item || !("rule" in item)) throw new Error("no item");
  return rulePartsOf(item.rule).map(({ when, worth }) => [
    ...when.map(({ code, values }) => `${code.slice(5)} ${Object.values(values).join(" ")}`.trim()),
    `= ${worth.code.slice(5)} ${Object.values(worth.values).join(" ")}`.trim(),
  ]);
}

describe("the lists inside a rule", () => {
  it("tells bands with both ends, lines and what is left", () => {
    const rule = {
      kind: "bands",
      in: "share",
      bands: [
        { when: { atLeast: 95 }, points: 1 },
        { when: { atLeast: 90, below: 95 }, points: "0.8" },
        { when: { of: { indicator: "A" }, above: 80 }, points: { line: { from: [80, 0], to: [90, "0.8"] } } },
      ],
      otherwise: 0,
    };
    expect(partsOf(rule)).toEqual([
      ["at-least 95", "= share 1"],
      ["at-least 90", "below 95", "= share 0.8"],
      ["above.of quantity.indicator 80", "= line-share 80 0 90 0.8"],
      ["otherwise", "= share 0"],
    ]);
  });

  it("tells what events cost, by level and by count, and their limits", () => {
    const rule = {
      kind: "event-deduction",
      causes: [
        { type: "late", deduct: "0.5", most: "1.5" },
        { type: ["a", "b"], deduct: { byLevel: { national: 3 }, otherwise: 1 } },
        { type: "accident", deduct: { byCount: ["2", "1.5"] }, nothingFrom: 3 },
      ],
    };
    expect(partsOf(rule)).toEqual([
      ["event late", "= takes 0.5"],
      ["event late", "together", "= takes-most 1.5"],
      ["any-event a|b", "level national", "= takes 3"],
      ["any-event a|b", "other-level", "= takes 1"],
      ["event accident", "nth 1", "= takes 2"],
      ["event accident", "nth-on 2", "= takes 1.5"],
      ["event accident", "events-from 3", "= nothing"],
    ]);
  });

  it("tells awards with their ratios worked out, values of votes, weights of groups and lines of a checklist", () => {
    const award = {
      kind: "capped-bonus",
      awards: [{ type: "award", points: "0.75", levels: { national: 2, municipal: "0.4" } }],
      cap: 2,
    };
    expect(partsOf(award)).toEqual([
      ["event award", "level national", "= adds 1.5"],
      ["event award", "level municipal", "= adds 0.3"],
    ]);
    expect(partsOf({ kind: "vote-share", campaign: "c", options: { good: 100, poor: 30 } })).toEqual([
      ["option good", "= value 100"],
      ["option poor", "= value 30"],
    ]);
    const ballot = {
      kind: "weighted-ballot",
      campaign: "c",
      groups: { weights: { peers: "0.4", public: "0.6" } },
      items: [{ item: "i", weight: 1 }],
    };
    expect(partsOf(ballot)).toEqual([
      ["group peers", "= weight 0.4"],
      ["group public", "= weight 0.6"],
    ]);
    expect(partsOf({ kind: "checklist", criteria: [{ id: "on time", full: 100 }] })).toEqual([
      ["criterion on time", "= full 100"],
    ]);
    expect(partsOf({ kind: "completion-rate", target: 1 })).toEqual([]);
  });
});
