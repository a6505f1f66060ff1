import type { WarningBasis } from "@biaochi/contract";
import { appraise, type Item, noFacts, type Scheme, type Subject, show } from "@biaochi/engine";
import type { Exact } from "@biaochi/engine/exact";
import type { Watched } from "./watched.ts";

type Cost = WarningBasis["cost"];

/** What it would cost: what the scheme says of a red line, or what the item itself would bring at the figure that is projected. */
export function costOf(scheme: Scheme, watched: Watched, subject: Subject, at: { value: Exact; line: Exact }): Cost {
  if ("redLine" in watched.by) return costOfRedLine(watched.by.redLine);
  return costOfItem(scheme, watched, watched.by.item, subject, at);
}

function costOfRedLine({ effect, strikes }: Scheme["redLines"][number]): Cost {
  const value =
    effect.does === "set-score"
      ? show(effect.to)
      : effect.does === "cap-score"
        ? show(effect.at)
        : effect.does === "deduct"
          ? show(effect.points)
          : effect.does === "grade-down"
            ? String(effect.steps)
            : null;
  return { of: "red-line", does: effect.does, value, strikes };
}

const name = { "zh-CN": "one", en: "one" };

/** The item alone, scored by the engine for this unit with the projection as its figure; full marks are the item's own. */
function costOfItem(
  scheme: Scheme,
  { indicator, period }: Watched,
  item: Item,
  subject: Subject,
  { value, line }: { readonly value: Exact; readonly line: Exact },
): Cost {
  const { each: _each, combine: _combine, minimumCases: _cases, for: _for, group: _group, ...alone } = item;
  const only: Scheme = {
    ...scheme,
    cycle: period.id,
    indicators: scheme.indicators.map((one) => (one.id === indicator.id ? { ...one, period: period.grain } : one)),
    blocks: {},
    lists: [
      {
        ...{ id: "one", name, for: { type: "unit" } },
        score: { block: "one", weights: "exact", items: [{ ...alone, indicator: indicator.id, values: "latest" }] },
      },
    ],
    ...{ constraints: [], redLines: [], cohorts: [], grades: [], bands: [], allocations: [] },
  };
  const about = { subject: subject.id, indicator: indicator.id, period: period.id };
  const facts = {
    ...noFacts,
    subjects: [subject],
    observations: [{ ...about, id: "projected", value }],
    targets: targetIndicators(item, indicator.id).map((of) => ({ ...about, indicator: of, id: "line", value: line })),
  };
  const node = appraise(only, facts, { period: period.id }).results[0]?.nodes.find(({ kind }) => kind === "item");
  return node?.points === undefined ? null : { of: "target", points: node.points, full: node.full };
}

function targetIndicators({ rule: { target } }: Item, own: string): readonly string[] {
  if (typeof target !== "object" || target === null || !("target" in target)) return [];
  return [typeof target.target === "string" ? target.target : own];
}
