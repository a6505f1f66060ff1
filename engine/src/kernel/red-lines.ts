import { type Period, periodOf } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import { choose, type Mask, order, subtract } from "../number/arithmetic.ts";
import { at, type Column, constant, fromExacts, gather, rowCount } from "../number/column.ts";
import { type Exact, plus, zero } from "../number/exact.ts";
import type { RedLine } from "../rules/veto.ts";
import { amount, amountAt, nothing } from "./amounts.ts";
import { type Finding, judge } from "./condition.ts";
import type { Leaf, NodeValue } from "./leaves.ts";
import { record, type Trace } from "./trace.ts";
import type { World } from "./world.ts";

/** A red line that struck a subject. Effects on grades wait for grading. */
export interface Hit {
  readonly redLine: RedLine;
  readonly facts: readonly string[];
  readonly through?: string;
  /** The score before and after, where it changed. */
  readonly from?: Exact | undefined;
  readonly to?: Exact | undefined;
}

export interface Crossed {
  readonly totals: Column;
  readonly leaves: readonly Leaf[];
  /** By position in the rows; nobody without a hit. */
  readonly hits: ReadonlyMap<number, readonly Hit[]>;
}

/** Applies the scheme's red lines to the totals of a list, in the order in which the scheme names them. */
export function crossRedLines(
  world: World,
  rows: Int32Array,
  period: Period,
  value: NodeValue,
  trace: Trace | undefined,
): Crossed {
  const hits = new Map<number, Hit[]>();
  const leaves: Leaf[] = [];
  let totals = value.points;
  let positions: Map<number, number> | undefined;
  const pointsOf = (row: number, node: string): Exact | undefined => {
    positions ??= new Map(Array.from(rows, (city, i) => [city, i]));
    const i = positions.get(row);
    const leaf = value.leaves.find((f) => f.path === node);
    return i === undefined || !leaf ? undefined : measured(leaf, i);
  };
  const zeroed = new Map<string, Set<number>>();
  for (const line of world.scheme.redLines) {
    const struck = strikes(world, line, rows, period, pointsOf);
    if (struck.size === 0) continue;
    const open = [...struck.keys()].filter((i) => value.states[i] === State.present);
    const before = totals;
    const { next, changed } = effectOn(line, before, Int32Array.from(open), value.leaves, zeroed);
    for (const [i, finding] of struck) {
      const isChanged = changed?.[i] === 1;
      const hit: Hit = {
        redLine: line,
        facts: finding.facts,
        ...(finding.through === undefined ? {} : { through: finding.through }),
        get from() {
          return isChanged ? at(before, i) : undefined;
        },
        get to() {
          return isChanged ? at(next, i) : undefined;
        },
      };
      const own = hits.get(i);
      if (own) own.push(hit);
      else hits.set(i, [hit]);
    }
    const entry = record(trace, `#red-line:${line.id}`, "red-line", line.effect.does);
    entry.before = totals;
    entry.points = next;
    entry.states = new Uint8Array(rows.length).fill(State.notApplicable);
    for (const i of struck.keys()) entry.states[i] = State.present;
    entry.facts.push((i) => struck.get(i)?.facts ?? []);
    if (changed)
      leaves.push({
        path: `#red-line:${line.id}`,
        kind: "limit",
        isSum: true,
        full: nothing,
        points: amount(subtract(next, before), changed),
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
    const open = world.selection(line.for);
    const own = open ? Int32Array.from(rows.keys()).filter((i) => open[rows[i] as number] === 1) : undefined;
    crosses(own ? own.map((i) => rows[i] as number) : rows).forEach((finding, k) => {
      if (finding.holds) struck.set(own ? (own[k] as number) : k, finding);
    });
  }
  if (line.strikes === "self") return struck;
  const units = new Map<string, Finding>();
  const open = world.selection(line.for);
  const unitRows: number[] = [];
  for (let row = 0; row < world.subjects.length; row++)
    if (world.subjects[row]?.type === "unit" && open?.[row] !== 0) unitRows.push(row);
  crosses(Int32Array.from(unitRows)).forEach((finding, k) => {
    const unit = world.subjects[unitRows[k] as number];
    if (unit && finding.holds) units.set(unit.id, finding);
  });
  if (units.size === 0) return struck;
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

/**
 * The totals after a red line has struck some rows, and for which of them it made a difference. `zero-item` takes back what
 * the item's leaves brought, once however many lines say so.
 */
function effectOn(
  line: RedLine,
  totals: Column,
  struck: Int32Array,
  leaves: readonly Leaf[],
  zeroed: Map<string, Set<number>>,
): { readonly next: Column; readonly changed: Mask | undefined } {
  const rows = rowCount(totals);
  const { effect } = line;
  const own = gather(totals, struck);
  const after = (rule: (sign: number) => boolean, limit: Exact): { next: Column; changed: Mask | undefined } => {
    const signs = order(own, constant(limit, struck.length));
    const changed = maskOf(
      struck.filter((_, k) => rule(signs[k] as number)),
      rows,
    );
    return { next: changed ? choose(changed, constant(limit, rows), totals) : totals, changed };
  };
  if (effect.does === "set-score") return after((sign) => sign !== 0, effect.to);
  if (effect.does === "cap-score") return after((sign) => sign > 0, effect.at);
  if (effect.does === "deduct") {
    const changed = effect.points.num === 0n ? undefined : maskOf(struck, rows);
    return {
      next: changed ? choose(changed, subtract(totals, constant(effect.points, rows)), totals) : totals,
      changed,
    };
  }
  if (effect.does !== "zero-item") return { next: totals, changed: undefined };
  const done = zeroed.get(effect.item) ?? new Set<number>();
  zeroed.set(effect.item, done);
  const items = leaves.filter((f) => f.isSum && f.path.split("/").at(-1) === effect.item);
  const brought: Exact[] = new Array(rows).fill(zero);
  for (const i of struck) {
    if (done.has(i)) continue;
    done.add(i);
    brought[i] = items.reduce((sum, f) => plus(sum, amountAt(f.points, i)), zero);
  }
  const changed = maskOf(
    struck.filter((i) => brought[i]?.num !== 0n),
    rows,
  );
  return { next: changed ? subtract(totals, fromExacts(brought)) : totals, changed };
}

function maskOf(positions: Int32Array, rows: number): Mask | undefined {
  if (positions.length === 0) return undefined;
  const mask = new Uint8Array(rows);
  for (const i of positions) mask[i] = 1;
  return mask;
}

/** What a condition on a node may judge: nothing where it is absent, or where it weighs nothing and brought nothing. */
function measured(leaf: Leaf, i: number): Exact | undefined {
  if (leaf.states[i] !== State.present) return undefined;
  const points = amountAt(leaf.points, i);
  return points.num === 0n && amountAt(leaf.full, i).num === 0n ? undefined : points;
}
