import type { QualityCheck } from "@biaochi/contract";
import { compare, type Exact, exactOf, minus, plus, show, zero } from "@biaochi/engine/exact";
import type { ExaminedFigure, ExaminedRule, Found } from "./material.ts";

type At = (indicator: string) => ExaminedFigure | undefined;

const size = (value: Exact): Exact => (value.num < 0n ? { num: -value.num, den: value.den } : value);

/** The indicators that a rule compares, the one that it is about first. */
export function comparedBy(check: QualityCheck): readonly string[] {
  if (check.kind === "due") return [];
  if (check.kind === "at-most") return [check.indicator, check.other];
  return check.kind === "sum" ? [check.indicator, ...check.parts] : check.parts;
}

/** By how much the rule is missed; undefined: it holds, or one of the figures is no number. */
function missedBy(
  check: QualityCheck,
  values: readonly Exact[],
): { readonly left: Exact; readonly right: Exact } | undefined {
  const [first = zero, ...rest] = values;
  const tolerance = exactOf(check.kind === "due" ? "0" : check.tolerance);
  const sum = (all: readonly Exact[]): Exact => all.reduce(plus, zero);
  const [left, right] =
    check.kind === "shares"
      ? [sum(values), exactOf(check.total)]
      : check.kind === "sum"
        ? [first, sum(rest)]
        : [first, rest[0] ?? zero];
  const over = minus(left, right);
  const isMissed = compare(check.kind === "at-most" ? over : size(over), tolerance) > 0;
  return isMissed ? { left, right } : undefined;
}

/** What an owner's rule says about the figures of one subject and period; judged only where all of them are numbers. */
export function crossAt({ rule, version, check }: ExaminedRule, at: At): Found | undefined {
  const indicators = comparedBy(check);
  const figures = indicators.map(at);
  const present = figures.flatMap((each) =>
    each?.value && each.absence === null ? [{ ...each, value: each.value }] : [],
  );
  const [first] = present;
  if (first === undefined || present.length < indicators.length) return undefined;
  const missed = missedBy(
    check,
    present.map(({ value }) => value),
  );
  if (missed === undefined) return undefined;
  const told = { rule, version, check: check.kind, left: show(missed.left), right: show(missed.right) };
  const { indicator, period, subject } = first;
  const facts = present.map(({ fact }) => fact);
  return { kind: "cross", indicator, period, subject, facts, told, mark: `${rule}:${version}` };
}
