import type { Name, SchemePage } from "@biaochi/contract";
import { type Exact, measuredBy, type Rule, ruleInWords, rulePartsOf, type Scheme, show } from "@biaochi/engine";
import type { z } from "zod";
import { indicatorOf, type SchemeNode } from "./nodes.ts";

export type ListNode = z.input<typeof SchemePage>["lists"][number]["nodes"][number];

const isExact = (value: unknown): value is Exact =>
  typeof value === "object" && value !== null && "num" in value && "den" in value && typeof value.num === "bigint";

/** A rule's parameters with every number as exact text, so that they can be sent and read. */
function written(value: unknown): unknown {
  if (isExact(value)) return show(value);
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]));
}

function weightLines(weight: SchemeNode["node"]["weight"]): ListNode["weight"] {
  if (weight === undefined) return [];
  if (isExact(weight)) return [{ of: null, points: show(weight) }];
  if ("coefficient" in weight) return [{ of: weight.coefficient, points: null }];
  const lines = Object.entries(weight.values).map(([of, points]) => ({ of, points: show(points) }));
  return weight.default === undefined ? lines : [...lines, { of: null, points: show(weight.default) }];
}

/** The lists inside a rule as they are sent: a line without a name of its own has none. */
const partsOf = (scheme: Scheme, rule: Rule): NonNullable<ListNode["rule"]>["parts"] =>
  rulePartsOf(rule).map(({ name, when, worth }) => ({
    name: name ?? null,
    when: when.map((each) => ({ ...each })),
    worth: { ...worth },
    events: eventsIn(scheme, when),
  }));

/** The types of events that conditions name, as the scheme calls them. */
function eventsIn({ eventTypes }: Scheme, when: ReturnType<typeof rulePartsOf>[number]["when"]): Record<string, Name> {
  const types = new Set(when.flatMap(({ values }) => [values.type ?? "", ...(values.types ?? "").split("|")]));
  return Object.fromEntries(eventTypes.filter(({ id }) => types.has(id)).map(({ id, name }) => [id, name]));
}

export type NameUnit = (id: string) => Name;

export function listNode(scheme: Scheme, nameUnit: NameUnit, { path, kind, name, node }: SchemeNode): ListNode {
  const head = { path, kind, name, weight: weightLines(node.weight) };
  if ("block" in node) return { ...head, indicator: null, rule: null, measured: null, basis: null };
  const found = indicatorOf(scheme, node);
  const { kind: rule, ...parameters } = node.rule;
  return {
    ...head,
    indicator:
      found === undefined
        ? null
        : {
            id: found.id,
            name: found.name,
            measure: found.measure ?? null,
            direction: found.direction,
            owner: found.owner === undefined ? null : { id: found.owner, name: nameUnit(found.owner) },
            source: found.source?.system ?? found.source?.kind ?? null,
            dimension: found.dimension ?? null,
            shows: found.shows ?? null,
            voice: found.voice ?? null,
          },
    rule: {
      kind: rule,
      parameters: Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, written(value)])),
      says: ruleInWords(node.rule),
      parts: partsOf(scheme, node.rule),
    },
    measured: measuredBy(found?.source?.kind, rule),
    basis: node.basis ?? null,
  };
}
