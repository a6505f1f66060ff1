import { inside, type Period, periodOf } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import { order } from "../number/arithmetic.ts";
import { constant } from "../number/column.ts";
import { compare, type Exact, one, plus, zero } from "../number/exact.ts";
import type { Condition } from "../scheme/outcome.ts";
import { groupsAt } from "./batch.ts";
import { decidedBySubject } from "./decided.ts";
import { isWithin, openScope } from "./scope.ts";
import { attributeOf } from "./select.ts";
import { openTrace, record } from "./trace.ts";
import type { World } from "./world.ts";

/** Whether a condition holds for a subject, and the facts that say so. */
export interface Finding {
  readonly holds: boolean;
  readonly facts: readonly string[];
  /** Days of the events that made it hold. */
  readonly on: readonly string[];
}

/** `influence`: months after an event in which it still counts. `until`: the last day of an event that counts. */
export interface EventReach {
  readonly influence?: number | undefined;
  readonly until?: string | undefined;
}

const no: Finding = { holds: false, facts: [], on: [] };

/**
 * Judges a condition for the subjects at `rows`.
 *
 * @param pointsOf Points of a node of the subject's own list, in points of its score; none where the node is absent: what
 *   was not measured is not below anything.
 * @param events How far back events count; figures and grades are always those of the period.
 */
export function judge(
  world: World,
  condition: Condition,
  rows: Int32Array,
  period: Period,
  pointsOf: (row: number, node: string) => Exact | undefined,
  gradeOf?: (row: number, of: "unit" | "team") => string | undefined,
  events: EventReach = {},
): readonly Finding[] {
  if ("event" in condition) {
    const within = reach(period, events.influence);
    const types = typeof condition.event === "string" ? [condition.event] : condition.event;
    return Array.from(rows, (row) => {
      const all = world.events(row);
      if (all.length === 0) return no;
      const found = all.filter(
        (e) =>
          types.includes(e.type) &&
          e.standing === "confirmed" &&
          isWithin(e, within) &&
          (events.until === undefined || e.on <= events.until),
      );
      const count = found.reduce((sum, e) => plus(sum, e.count), zero);
      const holds = found.length > 0 && compare(count, condition.atLeast ?? one) >= 0;
      return holds ? { holds, facts: found.map((e) => e.id), on: found.map((e) => e.on) } : no;
    });
  }
  if ("attribute" in condition) {
    const wanted = typeof condition.is === "string" ? [condition.is] : condition.is;
    return Array.from(rows, (row) => {
      const subject = world.subjects[row];
      return subject && wanted.includes(attributeOf(subject, condition.attribute))
        ? { holds: true, facts: [], on: [] }
        : no;
    });
  }
  if ("node" in condition) {
    return Array.from(rows, (row) => {
      const points = pointsOf(row, condition.node);
      return points && compare(points, condition.below) < 0 ? { holds: true, facts: [], on: [] } : no;
    });
  }
  if ("gradeOf" in condition) {
    const wanted = typeof condition.is === "string" ? [condition.is] : condition.is;
    return Array.from(rows, (row) =>
      wanted.includes(gradeOf?.(row, condition.gradeOf) ?? "") ? { holds: true, facts: [], on: [] } : no,
    );
  }
  if ("decided" in condition) {
    const wanted = typeof condition.decided === "string" ? [condition.decided] : condition.decided;
    const periods = new Set(inside(period, condition.each).map((p) => p.id));
    const decided = decidedBySubject(world.facts.decidedGrades);
    return Array.from(rows, (row) => {
      const id = world.subjects[row]?.id;
      const own = (decided.get(id ?? "") ?? []).filter((g) => periods.has(g.period));
      const times = own.filter((g) => wanted.includes(g.grade)).length;
      return own.length > 0 && times < condition.fewerThan ? { holds: true, facts: own.map((g) => g.id), on: [] } : no;
    });
  }
  const entry = record(openTrace(), "", "red-line", "condition");
  const scope = openScope({
    world,
    period,
    rows,
    indicator: "",
    values: "latest",
    weight: constant(zero, rows.length),
    groupOf: groupsAt({ world, rows, known: { groups: new Map(), compared: new Map() } }, undefined),
    view: { observes: "self" },
    entry,
    missed: () => undefined,
    linked: () => ({
      value: constant(zero, rows.length),
      states: new Uint8Array(rows.length).fill(State.notApplicable),
      provisional: new Uint8Array(rows.length),
      facts: () => [],
    }),
    met: () => undefined,
  });
  const value = scope.quantity(condition.quantity);
  const line =
    "below" in condition
      ? condition.below
      : "above" in condition
        ? condition.above
        : "atMost" in condition
          ? condition.atMost
          : condition.atLeast;
  const limit = scope.quantity(line);
  const sign = order(value.value, limit.value);
  const crosses = (s: number): boolean =>
    "below" in condition ? s < 0 : "above" in condition ? s > 0 : "atMost" in condition ? s <= 0 : s >= 0;
  return Array.from(rows, (_, i) =>
    value.states[i] === State.present && limit.states[i] === State.present && crosses(sign[i] as number)
      ? { holds: true, facts: entry.facts.flatMap((of) => of(i)), on: [] }
      : no,
  );
}

/**
 * The stretch in which an event counts: the period, and before it as many months as the influence lasts, because what
 * matters is whether the influence reaches into the period (问责影响期落在本考核年度), not whether it lasts to its end.
 */
function reach(period: Period, influence: number | undefined): Period {
  if (influence === undefined) return period;
  return { ...periodOf(period.id), from: period.from - influence };
}
