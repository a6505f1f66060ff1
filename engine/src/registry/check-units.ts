import { spansByUnit } from "./derive.ts";
import type { Known, Report } from "./finding.ts";
import type { Day, Registry, UnitSpan } from "./model.ts";
import { dayAfter, holdsOn, overlap } from "./months.ts";

type Dated = { readonly since?: Day; readonly until?: Day };

/** From the first to the last day of a unit, across its spans; undefined for one that is not known. */
export type Lives = (unit: string) => Dated | undefined;

export function livesOf(units: ReadonlyMap<string, readonly UnitSpan[]>): Lives {
  return (unit) => {
    const spans = units.get(unit);
    const [first, last] = [spans?.[0], spans?.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    return {
      ...(first.since === undefined ? {} : { since: first.since }),
      ...(last.until === undefined ? {} : { until: last.until }),
    };
  };
}

/** Whether the whole of a stretch lies in a life. */
export const lives = (life: Dated, { since, until }: Dated): boolean =>
  (life.since === undefined || (since !== undefined && since >= life.since)) &&
  (life.until === undefined || (until !== undefined && until <= life.until));

/** Whether any day of a stretch lies in a life: where nobody knows since when, beginnings are not compared. */
const meets = (life: Dated, { since, until }: Dated): boolean =>
  (since === undefined || life.since === undefined || since >= life.since) &&
  (life.until === undefined || (until !== undefined && until <= life.until));

/** Whether somebody or something is in a unit outside the days on which the unit is there. */
export function checkPlace(
  report: Report,
  entry: Dated & { readonly id: string; readonly unit: string },
  kind: "section" | "team" | "post",
  life: Lives,
): void {
  const its = life(entry.unit);
  if (its === undefined) report("unit-unknown", kind, entry.id, { unit: entry.unit });
  else if (!meets(its, entry)) {
    const { since = "", until = "" } = its;
    report("unit-not-then", kind, entry.id, { unit: entry.unit, since, until });
  }
}

/**
 * Whether a body is there for what rests on it. What began before its last day may outlast it: somebody has to say who decides
 * from then on, and is told.
 */
export function checkBody(
  report: Report,
  known: Known,
  kind: "unit" | "official" | "meeting",
  entry: { readonly id: string; readonly since: Day | undefined; readonly until: Day | undefined },
  body: string,
): void {
  const last = known.bodies.get(body);
  if (!known.bodies.has(body)) report("body-unknown", kind, entry.id, { body });
  else if (last === undefined || (entry.until !== undefined && entry.until <= last)) return;
  else if (entry.since !== undefined && entry.since > last)
    report("body-not-then", kind, entry.id, { body, until: last });
  else report("body-ended", kind, entry.id, { body, until: last }, "warning");
}

/** Units: spans that follow each other, parents that are there, no loop on any day, successors of what was merged. */
export function checkUnits(registry: Registry, known: Known, report: Report): Lives {
  const units = spansByUnit(registry.unit);
  const life = livesOf(units);
  for (const [unit, spans] of units) {
    for (const [at, span] of spans.entries()) {
      const { id, since, until, parent, gradedBy } = span;
      if (since && until && until < since) report("dates-backwards", "unit", id, { since, until });
      const next = spans[at + 1];
      if (next && overlap(span, next)) report("spans-overlap", "unit", next.id, { unit, first: id });
      if (next && span.ending) report("ended-unit-goes-on", "unit", id, { unit, until: until ?? "" });
      if (parent === unit) report("tree-loop", "unit", id, { unit, through: unit });
      if (parent !== undefined) {
        const above = life(parent);
        if (above === undefined) report("parent-unknown", "unit", id, { unit, parent });
        else if (!meets(above, span)) report("parent-not-then", "unit", id, { unit, parent, until: above.until ?? "" });
      }
      if (gradedBy !== undefined) checkBody(report, known, "unit", { id, since, until }, gradedBy);
      if (span.ledFrom !== undefined && gradedBy === undefined) report("dual-led-ungraded", "unit", id, { unit });
      checkEnding(span, life, report);
    }
  }
  checkLoops(registry.unit, report);
  for (const section of registry.section) {
    const { since, until } = section;
    if (since && until && until < since) report("dates-backwards", "section", section.id, { since, until });
    checkPlace(report, section, "section", life);
  }
  for (const team of registry.team) {
    const { since, until } = team;
    if (since && until && until < since) report("dates-backwards", "team", team.id, { since, until });
    checkPlace(report, team, "team", life);
  }
  return life;
}

function checkEnding({ id, unit, until, ending, successors }: UnitSpan, life: Lives, report: Report): void {
  if (successors.length > 0 && until === undefined) report("successor-without-end", "unit", id, { unit });
  if ((ending === "merged" || ending === "split") && successors.length === 0)
    report("successor-absent", "unit", id, { unit, ending });
  for (const successor of successors) {
    const its = life(successor);
    if (successor === unit || its === undefined) report("successor-unknown", "unit", id, { unit, successor });
    else if (until !== undefined && !holdsOn(its, dayAfter(until)))
      report("successor-not-then", "unit", id, { unit, successor, day: dayAfter(until) });
  }
}

/** On each day on which somebody's place in the tree changes, nobody may be above themselves. */
function checkLoops(spans: readonly UnitSpan[], report: Report): void {
  const placed = spans.filter(({ parent, unit }) => parent !== undefined && parent !== unit);
  for (const day of new Set(placed.map(({ since }) => since ?? ""))) {
    const above = new Map(placed.filter((span) => holdsOn(span, day)).map((span) => [span.unit, span]));
    const seen = new Set<string>();
    for (const start of above.keys()) {
      const path = new Set<string>();
      for (let at: string | undefined = start; at !== undefined && !seen.has(at); at = above.get(at)?.parent) {
        if (path.has(at)) {
          const span = above.get(at);
          if (span) report("tree-loop", "unit", span.id, { unit: at, through: span.parent ?? "" });
          break;
        }
        path.add(at);
      }
      for (const unit of path) seen.add(unit);
    }
  }
}
