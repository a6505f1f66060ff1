import type { Name } from "@biaochi/contract";
import { type Exact, inside, isFor, type Period, type Scheme, type Subject, show } from "@biaochi/engine";
import { indicatorOf, nodesOf } from "../../schemes/lists-store.ts";
import { monthOfDay } from "../warnings/scheme-on.ts";
import type { SchemeThen } from "./schemes-on.ts";

/** One line of a unit's sheet with its full marks; without criteria a unit has one line. */
export type Line = {
  readonly unit: { readonly id: string; readonly type: "unit"; readonly name: Name };
  readonly criterion: { readonly id: string; readonly name: Name } | null;
  readonly full: string;
};

/** An indicator that its owner assesses, with every unit in whose list it stands. */
export type Assessed = {
  readonly indicator: { readonly id: string; readonly name: Name; readonly definition: Name | null };
  /** The unit that answers for it: the assessor of its facts. */
  readonly owner: string;
  readonly gives: "points" | "deductions";
  /** Those that have begun. */
  readonly periods: readonly string[];
  readonly lines: readonly Line[];
};

const isExact = (value: unknown): value is Exact => typeof value === "object" && value !== null && "num" in value;

type Rule = Readonly<Record<string, unknown>>;
type Criterion = Pick<Line, "criterion" | "full">;

function criteriaOf(rule: Rule, weight: unknown): readonly Criterion[] {
  const criteria: readonly unknown[] = Array.isArray(rule.criteria) ? rule.criteria : [];
  if (criteria.length > 0)
    return criteria.flatMap((each) => {
      if (typeof each !== "object" || each === null || !("id" in each) || !("full" in each)) return [];
      const id = String(each.id);
      const name = "name" in each && each.name !== undefined ? (each.name as Name) : { "zh-CN": id, en: id };
      return isExact(each.full) ? [{ criterion: { id, name }, full: show(each.full) }] : [];
    });
  const full = isExact(rule.outOf) ? rule.outOf : weight;
  return isExact(full) ? [{ criterion: null, full: show(full) }] : [];
}

type Found = {
  readonly indicator: Scheme["indicators"][number];
  readonly rule: Rule;
  readonly lines: readonly Criterion[];
};

/** What is assessed of one unit, by its list. */
function assessedOf(scheme: Scheme, unit: Subject): readonly Found[] {
  const list = scheme.lists.find((each) => isFor(each.for, unit));
  if (list === undefined) return [];
  return nodesOf(scheme, list).flatMap(({ node }) => {
    if (!("item" in node) || node.rule.kind.split("@")[0] !== "checklist" || !isFor(node.for, unit)) return [];
    const indicator = indicatorOf(scheme, node);
    if (indicator?.owner === undefined) return [];
    return [{ indicator, rule: node.rule, lines: criteriaOf(node.rule, node.weight) }];
  });
}

function begun(cycle: Period, grain: Period["grain"], day: string): readonly string[] {
  return inside(cycle, grain).flatMap(({ id, from }) => (from <= monthOfDay(day) ? [id] : []));
}

/** What owners assess by the schemes of a day, each indicator once. */
export function assessedOn(on: readonly SchemeThen[], units: readonly Subject[], day: string): readonly Assessed[] {
  const found = new Map<string, Assessed>();
  for (const { scheme, cycle } of on)
    for (const unit of units)
      for (const { indicator, rule, lines } of assessedOf(scheme, unit)) {
        const { id, name, definition = null, owner = "", period } = indicator;
        const before = found.get(id);
        const own = lines.map((line) => ({ unit: { id: unit.id, type: "unit" as const, name: unit.name }, ...line }));
        if (before?.lines.some((line) => line.unit.id === unit.id)) continue;
        found.set(id, {
          ...{ indicator: { id, name, definition }, owner, periods: begun(cycle, period, day) },
          ...{
            gives: rule.gives === "deductions" ? "deductions" : "points",
            lines: [...(before?.lines ?? []), ...own],
          },
        });
      }
  return [...found.values()].filter(({ lines, periods }) => lines.length > 0 && periods.length > 0);
}
