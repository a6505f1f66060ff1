import { describe, expect, it } from "vitest";
import { AnyRule } from "./registry.ts";
import { ruleInWords, settingsOf } from "./settings.ts";

describe("settings", () => {
  it("names every parameter with its exact text", () => {
    const rule = AnyRule.parse({ kind: "deviation", target: "20", per: "1%", deduct: "2/3" });
    expect(settingsOf(rule)).toEqual({
      target: "20",
      direction: "below",
      per: "0.01",
      deduct: "2/3",
      counting: "pro-rata",
      distance: "absolute",
      floor: "0",
    });
  });

  it("names quantities that differ by their form, and nested parameters by both names", () => {
    const rule = AnyRule.parse({
      kind: "rank-points",
      scale: { by: "list", points: ["10", "8", "6.5"], beyond: "5" },
      coefficient: { coefficient: "k" },
    });
    expect(settingsOf(rule)).toEqual({
      scale_by: "list",
      scale_points: "10 / 8 / 6.5",
      scale_beyond: "5",
      ties: "1224",
      coefficient: "quantity.coefficient",
    });
  });

  it("names the sentence of the variant", () => {
    expect(ruleInWords(AnyRule.parse({ kind: "relative-best", cap: "none" }))).toEqual({
      code: "rule.relative-best.says",
      values: { best: "choice.group", floor: "0", cap: "choice.none" },
    });
    const rule = AnyRule.parse({ kind: "rank-points", scale: { by: "step", step: "0.5" } });
    expect(ruleInWords(rule).code).toBe("rule.rank-points.says.step");
  });

  it("counts lists of parts and leaves rules inside the rule out", () => {
    const inner = { kind: "relative-best" };
    const written = `{ "kind": "composite", "terms": [{ "of": { "indicator": "a" } }, { "of": "3", "times": "2" }],
      "then": { "kind": "relative-best" } }`;
    expect(settingsOf(AnyRule.parse(JSON.parse(written)))).toEqual({ terms: "2", additions: "0", better: "higher" });
    const rule = AnyRule.parse({
      kind: "level-and-growth",
      level: { share: "0.4", rule: inner },
      growth: { share: "60%", rule: inner, indicator: "g" },
    });
    expect(settingsOf(rule)).toMatchObject({ level_share: "0.4", growth_share: "0.6" });
  });
});
