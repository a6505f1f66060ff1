import type { UpperRule } from "@biaochi/contract";
import { type Indicator, type Item, type Period, readScheme, ruleKinds, type Scheme, show } from "@biaochi/engine";
import type { Exact } from "@biaochi/engine/exact";
import { indicatorOf, nodesOf } from "../../schemes/lists-store.ts";
import { targetIndicators } from "../warnings/alone.ts";

/** The rule of an item of the level above, ready to be asked what it gives for a figure. */
export type Ruled = {
  readonly scheme: Scheme;
  readonly item: Item;
  /** As the rule knows it: with the direction that the level above has given it. */
  readonly indicator: Indicator;
  /** Whose recorded targets it asks for. */
  readonly targets: readonly string[];
};
export type NotRuled = "no-rule" | "compares" | "needs-more";

/** Of these the points follow from one figure and one target; of every other kind our figures alone say nothing. */
const ofOneFigure = ["completion-rate", "all-or-nothing", "deviation", "base-and-slope", "bands", "efficacy"];

const kindOf = (rule: Item["rule"]) => ruleKinds.find(({ id }) => id === rule.kind.split("@")[0]);

/** The rule in the document of the level above, by the path of its item. */
export function ruleInScheme(scheme: Scheme, path: string, ours: Indicator): Ruled | NotRuled {
  const list = scheme.lists[0];
  const nodes = list === undefined ? [] : nodesOf(scheme, list);
  const node = nodes.find((each) => each.path === path && each.kind === "item")?.node;
  if (node === undefined || !("item" in node) || node.weight === undefined) return "no-rule";
  const kind = kindOf(node.rule);
  if (kind?.isRelative(node.rule as never) === true) return "compares";
  const above = nodes.filter((each) => each.path === path || path.startsWith(`${each.path}/`));
  const isByPart = above.some((each) => "each" in each.node && each.node.each !== undefined);
  const isMore = [node.actual, node.times, node.minimumCases].some((each) => each !== undefined);
  if (kind === undefined || !ofOneFigure.includes(kind.id) || isByPart || isMore) return "needs-more";
  const indicator = indicatorOf(scheme, node) ?? ours;
  const item: Item = { ...node, weight: node.weight };
  return { scheme, item, indicator, targets: targetIndicators(item, indicator.id) };
}

/** The rule that the office has written down for an item of a table; undefined: it makes no sense. */
export function ruleOfTable(rule: UpperRule, ours: Indicator, period: Period, full: Exact): Ruled | undefined {
  const title = { "zh-CN": "上级", en: "Level above" };
  const text = JSON.stringify({
    ...{ biaochi: "scheme/1", id: "upper", version: 1, title, effective: { from: "2000-01-01" }, cycle: period.id },
    indicators: [{ id: "city", name: title, period: period.grain, direction: rule.lessIsBetter ? "lower" : "higher" }],
    lists: [
      {
        ...{ id: "city", for: { type: "unit" } },
        score: {
          block: "city",
          items: [{ item: "city", weight: show(full), rule: written(rule) }],
        },
      },
    ],
  });
  const { scheme } = readScheme(text);
  const found = scheme === undefined ? undefined : ruleInScheme(scheme, "city", ours);
  return typeof found === "string" ? undefined : found;
}

function written({ kind, target, lessIsBetter, per, deduct }: UpperRule): object {
  if (kind === "completion-rate") return { kind, target, reverse: lessIsBetter };
  if (kind === "all-or-nothing") return { kind, target, meets: lessIsBetter ? "at-most" : "at-least" };
  return { kind, target, per, deduct, direction: lessIsBetter ? "above" : "below" };
}
