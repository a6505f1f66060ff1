import { type Period, periodOf } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import { subtract } from "../number/arithmetic.ts";
import { at, type Column, constant, fromExacts } from "../number/column.ts";
import { compare, type Exact, plus, zero } from "../number/exact.ts";
import { type RedLine, scoreAfter } from "../rules/veto.ts";
import { type Finding, judge } from "./condition.ts";
import { measuredPoints, nodeOf } from "./draft.ts";
import type { Leaf, NodeValue } from "./leaves.ts";
import { isFor } from "./select.ts";
import { record, type Trace } from "./trace.ts";
import type { World } from "./world.ts";

/** A red line that struck a subject. Effects on grades wait for grading. */
export interface Hit {
  readonly redLine: RedLine;
  readonly facts: readonly string[];
  readonly through?: string;
  readonly from?: Exact;
  readonly to?: Exact;
}

/** Applies the scheme's red lines to the totals of a list, in the order in which the scheme names them. */
export function crossRedLines(
  world: World,
  rows: Int32Array,
  period: Period,
  value: NodeValue,
  trace: Trace | undefined,
): { readonly totals: Column; readonly leaves: readonly Leaf[]; readonly hits: readonly (readonly Hit[])[] } {
  const hits: Hit[][] = Array.from(rows, () => []);
  const leaves: Leaf[] = [];
  let totals = value.points;
  const position = new Map(Array.from(rows, (row, i) => [row, i]));
  const pointsOf = (row: number, node: string): Exact | undefined => {
    const i = position.get(row);
    const leaf = value.leaves.find((f) => f.path === node);
    return i === undefined || !leaf ? undefined : measuredPoints(nodeOf(leaf, i)[0]);
  };
  const zeroed = Array.from(rows, () => new Set<string>());
  for (const line of world.scheme.redLines) {
    const struck = strikes(world, line, rows, period, pointsOf);
    if (struck.size === 0) continue;
    const after = Array.from(rows, (_, i) => {
      const before = at(totals, i);
      return struck.has(i) && value.states[i] === State.present
        ? effectOn(line, before, i, value.leaves, zeroed[i] as Set<string>)
        : before;
    });
    const next = fromExacts(after);
    for (const [i, finding] of struck) {
      const before = at(totals, i);
      const changed = compare(before, after[i] as Exact) !== 0;
      hits[i]?.push({
        redLine: line,
        facts: finding.facts,
        ...(finding.through === undefined ? {} : { through: finding.through }),
        ...(changed ? { from: before, to: after[i] as Exact } : {}),
      });
    }
    const entry = record(trace, `#red-line:${line.id}`, "red-line", line.effect.does);
    entry.before = totals;
    entry.points = next;
    entry.states = Uint8Array.from(rows, (_, i) => (struck.has(i) ? State.present : State.notApplicable));
    entry.facts.push((i) => struck.get(i)?.facts ?? []);
    leaves.push({
      path: `#red-line:${line.id}`,
      kind: "limit",
      isSum: true,
      full: constant(zero, rows.length),
      points: subtract(next, totals),
      states: entry.states,
    });
    totals = next;
  }
  return { totals, leaves, hits };
}

type Struck = Finding & { readonly through?: string };

/** Positions of the subjects that a red line strikes in this list, with why. */
function strikes(
  world: World,
  line: RedLine,
  rows: Int32Array,
  period: Period,
  pointsOf: (row: number, node: string) => Exact | undefined,
): Map<number, Struck> {
  const struck = new Map<number, Struck>();
  // What is not an event has no day: it is judged by the last month of the period.
  if (line.expires !== undefined && !("event" in line.when) && periodOf(line.expires.slice(0, 7)).to < period.to)
    return struck;
  const crosses = (of: Int32Array): readonly Finding[] =>
    judge(world, line.when, of, period, pointsOf, undefined, { influence: line.influence, until: line.expires });
  if (line.strikes !== "leaders") {
    const own = Int32Array.from([...rows.keys()].filter((i) => isOpenTo(world, line, rows[i] as number)));
    crosses(own.map((i) => rows[i] as number)).forEach((finding, k) => {
      if (finding.holds) struck.set(own[k] as number, finding);
    });
  }
  if (line.strikes === "self") return struck;
  const units = new Map<string, Finding>();
  const unitRows = Int32Array.from(
    [...world.subjects.keys()].filter((row) => world.subjects[row]?.type === "unit" && isOpenTo(world, line, row)),
  );
  crosses(unitRows).forEach((finding, k) => {
    const unit = world.subjects[unitRows[k] as number];
    if (unit && finding.holds) units.set(unit.id, finding);
  });
  rows.forEach((row, i) => {
    const subject = world.subjects[row];
    const team =
      subject?.type === "team" && line.strikes === "unit-team-and-leaders" ? units.get(subject.unit ?? "") : undefined;
    if (team && subject?.unit !== undefined) struck.set(i, { ...team, through: subject.unit });
    if (subject?.type !== "official" || struck.has(i)) return;
    for (const [unit, finding] of units) {
      if (ledThen(world, row, unit, finding, line.leaders)) struck.set(i, { ...finding, through: unit });
    }
  });
  return struck;
}

const isOpenTo = (world: World, line: RedLine, row: number): boolean => {
  const subject = world.subjects[row];
  return subject !== undefined && isFor(line.for, subject);
};

/** Whether an official led `unit` when the events happened; without days, whether they lead it now. */
function ledThen(world: World, row: number, unit: string, finding: Finding, leaders: readonly string[]): boolean {
  const official = world.subjects[row];
  if (!official) return false;
  const main = official.service.filter((s) => s.kind === "main");
  if (finding.on.length === 0 || main.length === 0)
    return official.unit === unit && leaders.includes(official.attributes.roleClass ?? "");
  return finding.on.some((day) => {
    const month = periodOf(day.slice(0, 7)).from;
    const then = main.find((s) => periodOf(s.from).from <= month && month <= periodOf(s.to).to);
    return then?.unit === unit && leaders.includes(then.roleClass ?? official.attributes.roleClass ?? "");
  });
}

/** The total after a red line; `zero-item` takes back what the item's leaves brought, once however many lines say so. */
function effectOn(line: RedLine, total: Exact, row: number, leaves: readonly Leaf[], zeroed: Set<string>): Exact {
  const effect = line.effect;
  const isFirst = effect.does === "zero-item" && !zeroed.has(effect.item);
  if (isFirst) zeroed.add(effect.item);
  const own = isFirst ? leaves.filter((f) => f.isSum && f.path.split("/").at(-1) === effect.item) : [];
  return scoreAfter(
    effect,
    total,
    own.reduce((sum, f) => plus(sum, at(f.points, row)), zero),
  );
}
