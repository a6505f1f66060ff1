import { compileFormula, formulaNames } from "../formula/formula.ts";
import { indicatorOf } from "../kernel/world.ts";
import { kindOf } from "../rules/registry.ts";
import type { Rule } from "../rules/rule-kind.ts";
import type { Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import { nearest } from "../scheme/vocabulary.ts";
import type { At, PlacedItem, Walked } from "./walk.ts";

/** Kinds whose points do not come from an indicator's observations. */
const withoutIndicator = [
  "linked-score",
  "weighted-ballot",
  "vote-share",
  "event-deduction",
  "negative-deduction",
  "capped-bonus",
  "formula",
  "grade-points",
  "gap",
];

/** Names that lead nowhere, names used twice, formulas that do not compile, and rules that make no sense. */
export function checkReferences(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  const known = new Set(scheme.indicators.map((i) => i.id));
  const used = new Set<string>();
  const remarks: Remark[] = [
    ...twice(
      scheme.indicators.map((i) => i.id),
      (i) => ["indicators", i, "id"],
      "indicator-twice",
    ),
    ...twice(
      scheme.eventTypes.map((e) => e.id),
      (i) => ["eventTypes", i, "id"],
      "event-type-twice",
    ),
    ...twice(
      scheme.lists.map((l) => l.id),
      (i) => ["lists", i, "id"],
      "list-twice",
    ),
    ...twice(
      scheme.redLines.map((r) => r.id),
      (i) => ["redLines", i, "id"],
      "red-line-twice",
    ),
  ];
  for (const walked of lists) {
    const tooMany = walked.broken.find(({ why }) => why === "too-many");
    for (const { use, at, why } of tooMany ? [tooMany] : walked.broken) {
      const shared = Object.keys(scheme.blocks ?? {});
      remarks.push(
        why === "unknown"
          ? {
              code: "shared-block-unknown",
              severity: "error",
              at,
              found: use,
              expected: nearest(use, shared) ?? shared.join(", "),
            }
          : {
              code: why === "circular" ? "shared-block-circular" : "list-unfolds-too-far",
              severity: "error",
              at,
              found: use,
            },
      );
    }
    const nodes = [
      ...walked.blocks.slice(1).map((b) => ({ ...b, key: "block" })),
      ...walked.items.map((i) => ({ ...i, key: "item" })),
    ];
    if (!tooMany)
      remarks.push(
        ...twice(
          nodes.map((node) => node.path),
          (i) => [...(nodes[i]?.at ?? []), nodes[i]?.key ?? ""],
          "path-twice",
        ),
      );
    for (const placed of walked.items) {
      remarks.push(...itemReferences(placed, known, used));
    }
    for (const { block, at } of walked.blocks) {
      const id = block.bonus?.constraint;
      if (id !== undefined && !scheme.constraints.some((c) => c.id === id)) {
        remarks.push({
          code: "constraint-unknown",
          severity: "error",
          at: [...at, "bonus", "constraint"],
          found: id,
          expected: scheme.constraints.map((c) => c.id).join(", "),
        });
      }
    }
  }
  remarks.push(...unusedBlocks(scheme, lists));
  remarks.push(
    ...deepReferences(scheme.redLines, ["redLines"], known, used),
    ...deepReferences(scheme.grades, ["grades"], known, used),
  );
  const meant = new Set(remarks.flatMap((r) => (r.code === "indicator-unknown" ? [r.expected] : [])));
  const idle = scheme.indicators.flatMap(({ id }, i) => (used.has(id) || meant.has(id) ? [] : [{ id, i }]));
  const [first] = idle;
  if (first) {
    const found =
      idle
        .slice(0, 6)
        .map(({ id }) => id)
        .join(", ") + (idle.length > 6 ? ` … (${idle.length})` : "");
    remarks.push({ code: "indicator-unused", severity: "advice", at: ["indicators", first.i], found });
  }
  return remarks;
}

function itemReferences(
  { item, kind, at }: PlacedItem,
  known: ReadonlySet<string>,
  used: Set<string>,
): readonly Remark[] {
  const remarks: Remark[] = [];
  const indicator = indicatorOf(item);
  if (known.has(indicator)) used.add(indicator);
  else if (item.indicator !== undefined || (!item.actual && !withoutIndicator.includes(kindOf(item.rule).id))) {
    remarks.push(unknownIndicator(indicator, [...at, item.indicator === undefined ? "item" : "indicator"], known));
  }
  const weight = item.weight && "num" in item.weight ? item.weight : undefined;
  for (const { rule, at: ruleAt } of rulesIn(item.rule, [...at, "rule"])) {
    const own = kindOf(rule);
    for (const nonsense of own.check?.(
      rule as never,
      kind === "item" && ruleAt.length === at.length + 1 ? weight : undefined,
    ) ?? []) {
      remarks.push({
        code: nonsense.code,
        severity: "error",
        at: [...ruleAt, ...nonsense.at],
        values: { rule: own.id, ...nonsense.values },
      });
    }
  }
  remarks.push(
    ...deepReferences(item.rule, [...at, "rule"], known, used),
    ...deepReferences(item.actual, [...at, "actual"], known, used),
    ...deepReferences(item.times, [...at, "times"], known, used),
    ...deepReferences(item.minimumCases, [...at, "minimumCases"], known, used),
  );
  return remarks;
}

/** A rule and the rules inside it. */
function* rulesIn(value: unknown, at: At): Generator<{ readonly rule: Rule; readonly at: At }> {
  if (typeof value !== "object" || value === null) return;
  if ("kind" in value && typeof value.kind === "string" && isRule(value as Rule)) yield { rule: value as Rule, at };
  for (const [key, inner] of Object.entries(value))
    yield* rulesIn(inner, [...at, Array.isArray(value) ? Number(key) : key]);
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
      else remarks.push(unknownIndicator(inner, here, known));
    } else if (key === "formula" && typeof inner === "string") {
      const compiled = compileFormula(inner, formulaNames(inner, known));
      if (!compiled.ok)
        remarks.push({ code: compiled.code, severity: "error", at: here, found: inner, values: compiled.values });
      for (const id of known) if (inner.includes(id.replaceAll(/[-.]/g, "_"))) used.add(id);
    } else remarks.push(...deepReferences(inner, here, known, used));
  }
  return remarks;
}

/** With the one that was surely meant, or all when they are few. */
function unknownIndicator(found: string, at: At, known: ReadonlySet<string>): Remark {
  const all = [...known];
  const expected = nearest(found, known) ?? all.slice(0, 12).join(", ") + (all.length > 12 ? " …" : "");
  return { code: "indicator-unknown", severity: "error", at, found, expected: expected || "—" };
}

/** Shared blocks that no list uses. */
function unusedBlocks(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  const walked = new Set(
    lists.flatMap(({ blocks, items }) =>
      [...blocks, ...items].flatMap(({ at }) => (at[0] === "blocks" ? [at[1]] : [])),
    ),
  );
  const broken = new Set(lists.flatMap((list) => list.broken.map(({ use }) => use)));
  return Object.entries(scheme.blocks ?? {}).flatMap(([name, nodes]) =>
    walked.has(name) || broken.has(name) || nodes.length === 0 || nodes.every((node) => "use" in node)
      ? []
      : [{ code: "shared-block-unused", severity: "advice" as const, at: ["blocks", name], found: name }],
  );
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
