import { compileFormula, formulaNames } from "../formula/formula.ts";
import { grains, readPeriod } from "../facts/period.ts";
import { indicatorOf } from "../kernel/world.ts";
import { kindOf } from "../rules/registry.ts";
import type { Rule } from "../rules/rule-kind.ts";
import type { Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import type { At, PlacedItem, Walked } from "./walk.ts";

/** Kinds whose points do not come from an indicator's observations. */
const withoutIndicator = ["linked-score", "weighted-ballot", "vote-share", "event-deduction", "negative-deduction", "capped-bonus", "formula", "grade-points", "gap"];

/** Names that lead nowhere, names used twice, formulas that do not compile, and rules that make no sense. */
export function checkReferences(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  const known = new Set(scheme.indicators.map((i) => i.id));
  const used = new Set<string>();
  const remarks: Remark[] = [
    ...twice(scheme.indicators.map((i) => i.id), (i) => ["indicators", i, "id"], "indicator-twice"),
    ...twice(scheme.lists.map((l) => l.id), (i) => ["lists", i, "id"], "list-twice"),
    ...twice(scheme.redLines.map((r) => r.id), (i) => ["redLines", i, "id"], "red-line-twice"),
  ];
  for (const walked of lists) {
    for (const { use, at, isCircular } of walked.broken) {
      remarks.push({ code: isCircular ? "shared-block-circular" : "shared-block-unknown", severity: "error", at, found: use, expected: Object.keys(scheme.blocks ?? {}).join(", ") });
    }
    const paths = walked.items.map(({ item, within }) => [...within.slice(1).map((b) => b.block), item.item].join("/"));
    remarks.push(...twice(paths, (i) => [...(walked.items[i]?.at ?? []), "item"], "path-twice"));
    for (const placed of walked.items) {
      remarks.push(...itemReferences(scheme, placed, known, used));
    }
    for (const { block, at } of walked.blocks) {
      const id = block.bonus?.constraint;
      if (id !== undefined && !scheme.constraints.some((c) => c.id === id)) {
        remarks.push({ code: "constraint-unknown", severity: "error", at: [...at, "bonus", "constraint"], found: id });
      }
    }
  }
  remarks.push(...deepReferences(scheme.redLines, ["redLines"], known, used), ...deepReferences(scheme.grades, ["grades"], known, used));
  scheme.indicators.forEach((indicator, i) => {
    if (!used.has(indicator.id)) remarks.push({ code: "indicator-unused", severity: "advice", at: ["indicators", i], found: indicator.id });
  });
  return remarks;
}

function itemReferences(scheme: Scheme, { item, kind, at, within }: PlacedItem, known: ReadonlySet<string>, used: Set<string>): readonly Remark[] {
  const remarks: Remark[] = [];
  const indicator = indicatorOf(item);
  const kindName = item.rule.kind.split("@")[0] ?? "";
  if (known.has(indicator)) {
    used.add(indicator);
    const grain = scheme.indicators.find((i) => i.id === indicator)?.period ?? "year";
    const each = item.each ?? within.findLast((b) => b.each)?.each;
    if (each && grain !== "term" && grains.indexOf(grain) > grains.indexOf(each)) {
      remarks.push({ code: "indicator-too-coarse", severity: "error", at, expected: each, found: grain, values: { indicator } });
    }
  } else if (item.indicator !== undefined || (!item.actual && !withoutIndicator.includes(kindName))) {
    remarks.push({ code: "indicator-unknown", severity: "error", at: [...at, item.indicator === undefined ? "item" : "indicator"], found: indicator });
  }
  const weight = item.weight && "num" in item.weight ? item.weight : undefined;
  for (const { rule, at: ruleAt } of rulesIn(item.rule, [...at, "rule"])) {
    const own = kindOf(rule);
    for (const nonsense of own.check?.(rule as never, kind === "item" && ruleAt.length === at.length + 1 ? weight : undefined) ?? []) {
      remarks.push({ code: nonsense.code, severity: "error", at: [...ruleAt, ...nonsense.at], values: { rule: own.id, ...nonsense.values } });
    }
  }
  remarks.push(...deepReferences(item.rule, [...at, "rule"], known, used), ...deepReferences(item.actual, [...at, "actual"], known, used), ...deepReferences(item.times, [...at, "times"], known, used), ...deepReferences(item.minimumCases, [...at, "minimumCases"], known, used));
  return remarks;
}

/** A rule and the rules inside it. */
function* rulesIn(value: unknown, at: At): Generator<{ readonly rule: Rule; readonly at: At }> {
  if (typeof value !== "object" || value === null) return;
  if ("kind" in value && typeof value.kind === "string" && isRule(value as Rule)) yield { rule: value as Rule, at };
  for (const [key, inner] of Object.entries(value)) yield* rulesIn(inner, [...at, Array.isArray(value) ? Number(key) : key]);
}

function isRule(rule: Rule): boolean {
  try {
    return kindOf(rule) !== undefined;
  } catch {
    return false;
  }
}

/** Indicators and formulas anywhere inside a value. */
function deepReferences(value: unknown, at: At, known: ReadonlySet<string>, used: Set<string>): readonly Remark[] {
  if (typeof value !== "object" || value === null) return [];
  const remarks: Remark[] = [];
  for (const [key, inner] of Object.entries(value)) {
    const here = [...at, Array.isArray(value) ? Number(key) : key];
    if ((key === "indicator" || key === "target") && typeof inner === "string") {
      if (known.has(inner)) used.add(inner);
      else remarks.push({ code: "indicator-unknown", severity: "error", at: here, found: inner });
    } else if (key === "formula" && typeof inner === "string") {
      const compiled = compileFormula(inner, formulaNames(inner, known));
      if (!compiled.ok) remarks.push({ code: compiled.code, severity: "error", at: here, found: inner, values: compiled.values });
      for (const id of known) if (inner.includes(id.replaceAll(/[-.]/g, "_"))) used.add(id);
    } else remarks.push(...deepReferences(inner, here, known, used));
  }
  return remarks;
}

function twice(names: readonly string[], at: (i: number) => At, code: string): readonly Remark[] {
  const seen = new Set<string>();
  return names.flatMap((name, i) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ code, severity: "error" as const, at: at(i), found: name }];
  });
}

/** The cycle must be a period, and the scheme must be in force during it. */
export function checkCycle(scheme: Scheme): readonly Remark[] {
  const remarks: Remark[] = [];
  const cycle = readPeriod(scheme.cycle);
  if (!cycle) remarks.push({ code: "cycle-not-a-period", severity: "error", at: ["cycle"], found: scheme.cycle, expected: "2025 | 2025H1 | 2025Q3 | 2025-03 | 2021..2025" });
  if (scheme.effective.until !== undefined && scheme.effective.until < scheme.effective.from) {
    remarks.push({ code: "ends-before-it-begins", severity: "error", at: ["effective", "until"], found: scheme.effective.until, expected: `≥ ${scheme.effective.from}` });
  }
  scheme.indicators.forEach((indicator, i) => {
    if (indicator.sunset !== undefined && indicator.sunset < scheme.effective.from) {
      remarks.push({ code: "indicator-past-sunset", severity: "error", at: ["indicators", i, "sunset"], found: indicator.sunset });
    }
  });
  return remarks;
}
