import { indicatorOf } from "../kernel/world.ts";
import { kindOf } from "../rules/registry.ts";
import type { Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import type { Selector } from "../scheme/values.ts";
import type { PlacedItem, Walked } from "./walk.ts";

/** One thing counted twice, and subjects for whom two lists or two gradings speak. */
export function checkOverlaps(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  return [
    ...lists.flatMap(({ list, items }) => scoredTwice(list.id, items)),
    ...overlapping(scheme.lists, "lists"),
    ...overlapping(scheme.grades, "grades"),
  ];
}

/** The same figures of the same periods, scored again for the same subjects without a word why (`basis`): one remark for a list. */
function scoredTwice(list: string, items: readonly PlacedItem[]): readonly Remark[] {
  const scored = items
    .filter(({ item, kind }) => kind === "item" && !item.actual && readsIndicator.has(kindOf(item.rule).id))
    .slice(0, mostCompared);
  const again = scored.filter(
    (later, i) =>
      !later.item.basis && scored.slice(0, i).some((other) => other.path !== later.path && sameMeasure(other, later)),
  );
  const [first] = again;
  if (!first) return [];
  const names = [...new Set(again.map(({ item }) => indicatorOf(item)))];
  const found = names.slice(0, 6).join(", ") + (names.length > 6 ? ` … (${names.length})` : "");
  return [{ code: "indicator-scored-twice", severity: "warning", at: first.at, found, values: { list } }];
}

/** Everything is compared with everything before it; what is longer was not written by hand. */
const mostCompared = 500;
const readsIndicator = new Set([
  "completion-rate",
  "all-or-nothing",
  "deviation",
  "base-and-slope",
  "bands",
  "relative-best",
  "efficacy",
  "rank-points",
]);
const eachOf = ({ item, within }: PlacedItem): string =>
  [...within.map((b) => b.each), item.each].filter(Boolean).join("/");

function sameMeasure(a: PlacedItem, b: PlacedItem): boolean {
  if (
    indicatorOf(a.item) !== indicatorOf(b.item) ||
    a.item.values !== b.item.values ||
    a.item.observes !== b.item.observes
  )
    return false;
  if (eachOf(a) !== eachOf(b)) return false;
  const selectors = (placed: PlacedItem): readonly Selector[] =>
    [...placed.within.slice(1).map((block) => block.for), placed.item.for].filter((s) => s !== undefined);
  return !selectors(a).some((s) => selectors(b).some((t) => areApart(s, t)));
}

function overlapping(
  parts: readonly { readonly id: string; readonly for: Selector }[],
  key: "lists" | "grades",
): readonly Remark[] {
  return parts.slice(0, mostCompared).flatMap((later, i): readonly Remark[] => {
    const found = parts.slice(0, i).find((earlier) => isWithin(later.for, earlier.for));
    if (found)
      return [
        {
          code: "selector-covered",
          severity: "error",
          at: [key, i, "for"],
          found: later.id,
          values: { other: found.id },
        },
      ];
    const partly = parts.slice(0, i).find((earlier) => overlapsForCertain(earlier.for, later.for));
    return partly
      ? [
          {
            code: "selectors-overlap",
            severity: "warning",
            at: [key, i, "for"],
            found: later.id,
            values: { other: partly.id },
          },
        ]
      : [];
  });
}

/** Whether everybody whom `inner` names is named by `outer`, whatever the facts. */
export function isWithin(inner: Selector, outer: Selector): boolean {
  if (outer.type !== undefined && outer.type !== inner.type) return false;
  if (outer.subjects && !(inner.subjects?.every((id) => outer.subjects?.includes(id)) ?? false)) return false;
  if (
    outer.except &&
    !outer.except.every((id) => inner.except?.includes(id) || (inner.subjects && !inner.subjects.includes(id)))
  )
    return false;
  return Object.entries(outer.where ?? {}).every(
    ([name, values]) => inner.where?.[name]?.every((value) => values.includes(value)) ?? false,
  );
}

/** The same type, the same attributes and a value in common for each; or a subject that both name. */
function overlapsForCertain(a: Selector, b: Selector): boolean {
  if (a.type !== b.type) return false;
  const names = [...new Set([...Object.keys(a.where ?? {}), ...Object.keys(b.where ?? {})])];
  if (!names.every((name) => a.where?.[name]?.some((value) => b.where?.[name]?.includes(value)))) return isWithin(a, b);
  if (!a.subjects && !b.subjects) return true;
  if (!a.subjects || !b.subjects) return isWithin(a, b);
  return a.subjects.some((id) => b.subjects?.includes(id) && !a.except?.includes(id) && !b.except?.includes(id));
}

/** Whether nobody can be named by both. */
function areApart(a: Selector, b: Selector): boolean {
  if (a.type !== undefined && b.type !== undefined && a.type !== b.type) return true;
  const own = (s: Selector): readonly string[] | undefined => s.subjects?.filter((id) => !s.except?.includes(id));
  const [inA, inB] = [own(a), own(b)];
  if (inA?.every((id) => b.except?.includes(id) || (inB !== undefined && !inB.includes(id)))) return true;
  if (inB?.every((id) => a.except?.includes(id))) return true;
  return Object.entries(a.where ?? {}).some(
    ([name, values]) => b.where?.[name] !== undefined && !b.where[name].some((value) => values.includes(value)),
  );
}
