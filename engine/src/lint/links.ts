import type { Scheme } from "../scheme/document.ts";
import type { Condition } from "../scheme/outcome.ts";
import type { Remark } from "../scheme/read.ts";
import { nearest } from "../scheme/vocabulary.ts";
import type { At, PlacedItem, Walked } from "./walk.ts";

type Type = "unit" | "team" | "official";

/** Whose scores and figures a list reads, and whether they are there to be read. */
export function checkLinks(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  return [
    ...lists.flatMap((walked) =>
      walked.items.flatMap((placed) => [...linkOf(lists, walked, placed), ...viewOf(walked, placed)]),
    ),
    ...scheme.redLines.flatMap((line, r) => nodeOf(line.when, ["redLines", r, "when"], lists)),
    ...scheme.grades.flatMap((grading, g) => {
      const own = lists.filter(({ list }) => !grading.for.type || !list.for.type || list.for.type === grading.for.type);
      return (["eligibility", "undetermined"] as const).flatMap((part) =>
        grading[part].flatMap((rule, i) => nodeOf(rule.when, ["grades", g, part, i, "when"], own)),
      );
    }),
  ];
}

const rankOf = { unit: 0, team: 1, official: 2 } as const;

/**
 * Lists that carry each other's scores in a circle are refused: officials may carry units and teams, teams may carry units,
 * units may carry the unit above them. What is carried must be on the other's list.
 */
function linkOf(lists: readonly Walked[], { list }: Walked, { item, at }: PlacedItem): readonly Remark[] {
  if (!item.rule.kind.startsWith("linked-score")) return [];
  const here = [...at, "rule", "of"];
  const target = item.rule.of === "team" ? "team" : "unit";
  const own = list.for.type;
  if (own === undefined)
    return [{ code: "link-from-anybody", severity: "error", at: here, found: list.id, expected: "type" }];
  // By months a merged unit carries the units that were merged into it, never itself.
  const isMerged = target === "unit" && own === "unit" && item.rule.attribution === "months";
  const isUpOrDown = item.rule.of === "parent" || item.rule.of === "children";
  const isCircle = !isMerged && (isUpOrDown ? own === "team" : rankOf[target] >= rankOf[own]);
  if (isCircle)
    return [
      { code: "link-circular", severity: "error", at: here, found: String(item.rule.of), values: { list: list.id } },
    ];
  const carried = lists.filter((other) => other.list.for.type === undefined || other.list.for.type === target);
  if (carried.length === 0)
    return [{ code: "link-to-nobody", severity: "error", at: here, found: String(item.rule.of) }];
  const node = item.rule.node;
  if (typeof node !== "string") return [];
  const without = carried.filter((other) => !pathsOf(other).has(node));
  const place = [...at, "rule", "node"];
  if (without.length === carried.length) return [unknownNode(node, place, carried)];
  if (without.length === 0) return [];
  return [
    {
      code: "node-not-everywhere",
      severity: "advice",
      at: place,
      found: node,
      values: { lists: without.map((other) => other.list.id).join(", ") },
    },
  ];
}

/** Figures of the place where somebody serves: units serve nowhere, and a team has no team. */
function viewOf({ list }: Walked, { item, at }: PlacedItem): readonly Remark[] {
  const own: Type | undefined = list.for.type;
  const isNobody =
    (item.observes === "unit" && own === "unit") || (item.observes === "team" && (own === "unit" || own === "team"));
  if (isNobody)
    return [
      {
        code: "observes-nobody",
        severity: "error",
        at: [...at, "observes"],
        found: item.observes,
        values: { list: list.id },
      },
    ];
  if (item.attribution && item.observes === "self")
    return [
      { code: "attribution-without-place", severity: "warning", at: [...at, "attribution"], found: item.attribution },
    ];
  return [];
}

function nodeOf(when: Condition, at: At, lists: readonly Walked[]): readonly Remark[] {
  if (!("node" in when) || lists.some((walked) => pathsOf(walked).has(when.node))) return [];
  return [unknownNode(when.node, [...at, "node"], lists)];
}

const known = new WeakMap<Walked, ReadonlySet<string>>();
function pathsOf(walked: Walked): ReadonlySet<string> {
  const paths = known.get(walked) ?? new Set([...walked.blocks.slice(1), ...walked.items].map(({ path }) => path));
  known.set(walked, paths);
  return paths;
}

function unknownNode(found: string, at: At, lists: readonly Walked[]): Remark {
  const all = [...new Set(lists.flatMap((walked) => [...pathsOf(walked)]))];
  const shown = all.toSorted((a, b) => a.split("/").length - b.split("/").length).slice(0, 12);
  return {
    code: "node-unknown",
    severity: "error",
    at,
    found,
    expected: nearest(found, all) ?? (shown.join(", ") || "—"),
  };
}
