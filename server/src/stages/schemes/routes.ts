import { type Name, ok, refuse, routes, type SchemePage } from "@biaochi/contract";
import { type Exact, readPeriod, ruleInWords, type Scheme, show } from "@biaochi/engine";
import type { z } from "zod";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { unitNames } from "../registry/store.ts";
import { indicatorOf, nodesOf, type SchemeNode } from "./nodes.ts";
import { findSchemeVersion, listSchemeVersions, schemeOf } from "./store.ts";

type ListNode = z.input<typeof SchemePage>["lists"][number]["nodes"][number];

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

type NameUnit = (id: string) => Name;

function listNode(scheme: Scheme, nameUnit: NameUnit, { path, kind, name, node }: SchemeNode): ListNode {
  const head = { path, kind, name, weight: weightLines(node.weight) };
  if ("block" in node) return { ...head, indicator: null, rule: null, basis: null };
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
          },
    rule: {
      kind: rule,
      parameters: Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, written(value)])),
      says: ruleInWords(node.rule),
    },
    basis: node.basis ?? null,
  };
}

export const schemeRoutes: readonly MountedRoute<Actor>[] = [
  handle<Actor>()(routes.readSchemeVersion, async (tx, { actor, input }) => {
    const row = await findSchemeVersion(tx, actor.scope, { ...input.params, programme: input.query.programme });
    if (row === undefined) return refuse({ code: "outside-scope" });
    const scheme = schemeOf(row);
    const nameUnit = await unitNames(tx, actor.scope, row.programme);
    const versions = await listSchemeVersions(tx, actor.scope, row.programme);
    const value = {
      programme: row.programme,
      id: row.scheme,
      version: row.version,
      title: row.title,
      digest: row.digest,
      synthetic: row.synthetic,
      cycle: readPeriod(row.cycle)?.id ?? row.cycle,
      effective: { from: row.effective_from, until: row.effective_until },
      recordedAt: row.recorded_at.toISOString(),
      basis: [...(scheme.basis ?? [])],
      versions: versions.filter((each) => each.scheme === row.scheme).map((each) => each.version),
      lists: scheme.lists.map((list) => ({
        id: list.id,
        name: list.name ?? { "zh-CN": list.id, en: list.id },
        type: list.for.type ?? null,
        nodes: nodesOf(scheme, list).map((node) => listNode(scheme, nameUnit, node)),
      })),
      redLines: scheme.redLines.map(({ id, name }) => ({ id, name })),
      document: { name: row.name, text: row.document },
    };
    return ok({ value, etag: row.digest });
  }),
];
