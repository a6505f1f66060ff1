import type { WarningBasis } from "@biaochi/contract";
import { appraise, type Item, noFacts, type Scheme, type Subject, show } from "@biaochi/engine";
import type { Exact } from "@biaochi/engine/exact";
import { alone, targetIndicators, targetsOf } from "./alone.ts";
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

/** The item alone, scored by the engine for this unit with the projection as its figure; full marks are the item's own. */
function costOfItem(
  scheme: Scheme,
  { indicator, period }: Watched,
  item: Item,
  subject: Subject,
  { value, line }: { readonly value: Exact; readonly line: Exact },
): Cost {
  const about = { subject: subject.id, period: period.id };
  const facts = {
    ...noFacts,
    subjects: [subject],
    observations: [{ ...about, indicator: indicator.id, id: "projected", value }],
    targets: targetsOf(targetIndicators(item, indicator.id), { ...about, value: line }),
  };
  const { results } = appraise(alone(scheme, item, indicator, period), facts, { period: period.id });
  const node = results[0]?.nodes.find(({ kind }) => kind === "item");
  return node?.points === undefined ? null : { of: "target", points: node.points, full: node.full };
}
