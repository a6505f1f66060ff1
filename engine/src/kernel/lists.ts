import type { Period } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import { at, fromExacts } from "../number/column.ts";
import { type Exact, exact, show, zero } from "../number/exact.ts";
import { allowances } from "./allowances.ts";
import type { Batch } from "./batch.ts";
import { evaluateBlock } from "./evaluate.ts";
import type { KeptNodes } from "./kept-nodes.ts";
import { carry } from "./link.ts";
import { type ListScores, listScores, type Missing, type Scored } from "./list-scores.ts";
import { meeting, Notes, note } from "./notes.ts";
import { crossRedLines } from "./red-lines.ts";
import type { Trace } from "./trace.ts";
import type { World } from "./world.ts";

export type { ListScores, RowNote } from "./list-scores.ts";

/** One computing of one world: lists are scored when first asked for, each once per period. */
export interface Computing {
  readonly world: World;
  list(list: number, period: Period): ListScores;
  /** The same, with every step kept; only for the rows asked for. */
  traced(list: number, period: Period, rows: Int32Array, trace: Trace): ListScores;
  scoreOf(row: number, period: Period, node?: string): Exact | undefined;
  /** Whether some datum behind a subject's score is missing. */
  isProvisional(row: number, period: Period): boolean;
  /** Rows whose score would have been carried back to itself; that link was left out. */
  readonly circles: ReadonlySet<number>;
}

/** Rows that must be computed anew; everybody else keeps what the computing before said. */
export interface Partial {
  readonly rows: ReadonlySet<number>;
  readonly previous: Computing;
}

export interface ComputeOptions {
  readonly partial?: Partial | undefined;
  /** Scores that somebody carries are computed one by one instead of with their whole list: right for a few subjects. */
  readonly oneByOne?: boolean;
  /** What other computings of the same facts have scored, and share with this one. */
  readonly kept?: KeptNodes | undefined;
  /** Called whenever an item was scored for so many subjects; may throw and so give up. */
  readonly step?: ((subjects: number) => void) | undefined;
}

export function compute(world: World, { partial, oneByOne = false, kept, step }: ComputeOptions = {}): Computing {
  const done = new Map<string, ListScores>();
  const underWay = new Set<string>();
  const types = world.scheme.lists.map((_, l) => typesOf(world, l));
  const wholes = new Map<number, boolean>();
  const isWholeList = (l: number): boolean => {
    const seen = wholes.get(l) ?? needsWholeList(world, l);
    wholes.set(l, seen);
    return seen;
  };
  const carried = new Map<string, Exact | undefined>();
  const circles = new Set<number>();

  const batchFor = (l: number, rows: Int32Array, trace: Trace | undefined, missing: Missing, notes: Notes): Batch => ({
    world,
    rows,
    step,
    kept,
    types: types[l] ?? [],
    trace,
    known: { groups: new Map(), compared: new Map() },
    unbalanced: (i, block, found, expected) =>
      notes.add(rows[i] as number, block, "weights-do-not-sum", {
        block,
        found: show(at(found, i)),
        expected: show(at(expected, i)),
      }),
    unweighted: (i, path) => notes.add(rows[i] as number, path, "weight-not-given", { node: path }),
    missed: (path, lacking) => note(missing, path, lacking),
    linked: (link, linkRows, period) => carry(world, link, linkRows, period, scoreOf, isProvisional),
    met: meeting((row, matter, paths) =>
      notes.add(row, matter, "matter-counted-twice", {
        matter: matter.replace(/^[a-z]+:/, ""),
        items: paths.join(", "),
      }),
    ),
    allowed: (block, path, bonus, period) => {
      const id = block.bonus?.constraint;
      if (id === undefined) return bonus;
      const counted = allowedBy(id, period).get(path);
      return fromExacts(Array.from(rows, (row) => counted?.get(row) ?? zero));
    },
  });

  const allowedBy = allowances(world, (l, rows) => batchFor(l, rows, undefined, new Map(), new Notes(world, rows)));

  const rowsOf = (l: number): Int32Array => world.rowsOf[l] ?? none;

  const evaluate = (l: number, period: Period, rows: Int32Array, trace: Trace | undefined, notes: Notes): Scored => {
    const list = world.scheme.lists[l];
    if (!list) throw new Error(`no list ${l}`);
    const missing: Missing = new Map();
    const batch = batchFor(l, rows, trace, missing, notes);
    const value = evaluateBlock(batch, list.score, period, "", world.scheme.absent);
    const { totals, hits, leaves } = crossRedLines(world, rows, period, value, trace);
    const { states, blocked } = value;
    return { rows, totals, states, blocked, leaves: [...value.leaves, ...leaves], hits, missing };
  };

  const scored = (l: number, period: Period, rows: Int32Array, trace: Trace | undefined): ListScores => {
    const notes = new Notes(world, rows);
    return listScores(evaluate(l, period, rows, trace, notes), notes.all);
  };

  const list = (l: number, period: Period): ListScores => {
    const key = `${l}\n${period.id}`;
    const seen = done.get(key);
    if (seen) return seen;
    underWay.add(key);
    const all = rowsOf(l);
    const some = partial ? all.filter((row) => partial.rows.has(row)) : all;
    const scores = scored(l, period, some.length === all.length ? all : some, undefined);
    underWay.delete(key);
    done.set(key, scores);
    return scores;
  };

  const alone = (row: number, l: number, period: Period): ListScores | undefined => {
    const key = `${row}\n${l}\n${period.id}`;
    const seen = done.get(key);
    if (seen) return seen;
    if (underWay.has(key)) {
      circles.add(row);
      return undefined;
    }
    underWay.add(key);
    const scores = scored(l, period, Int32Array.of(row), undefined);
    underWay.delete(key);
    done.set(key, scores);
    return scores;
  };

  /** The scores that hold a row's own; none for somebody without a list or in a circle. */
  const holding = (row: number, period: Period): ListScores | undefined => {
    const l = world.listOf[row] ?? -1;
    if (l < 0) return undefined;
    // A unit and the unit above it may have one list: while that is under way, its subjects are scored one by one.
    const isUnderWay = underWay.has(`${l}\n${period.id}`);
    if (!isUnderWay && !oneByOne) return list(l, period);
    const isWhole = isWholeList(l);
    if (isUnderWay && isWhole) {
      circles.add(row);
      return undefined;
    }
    return isUnderWay || !isWhole ? alone(row, l, period) : list(l, period);
  };

  const scoreIn = (scores: ListScores | undefined, row: number, node: string | undefined): Exact | undefined => {
    const i = scores ? scores.positionOf(row) : -1;
    if (!scores || i < 0 || scores.blocked[i] === 1) return undefined;
    if (node === undefined) return scores.states[i] === State.present ? at(scores.totals, i) : undefined;
    const leaf = scores.leaves.find((f) => f.path === node);
    if (!leaf || leaf.states[i] !== State.present) return undefined;
    const { full, points } = leaf.at(i);
    return full.num === 0n ? undefined : exact(points.num * full.den * 100n, points.den * full.num);
  };

  /** Remembered, for many carry one unit's score; not what a circle left out while it was under way. */
  const scoreOf = (row: number, period: Period, node?: string): Exact | undefined => {
    if (partial && !partial.rows.has(row)) return partial.previous.scoreOf(row, period, node);
    const key = `${row}\n${period.id}\n${node ?? ""}`;
    if (carried.has(key)) return carried.get(key);
    const scores = holding(row, period);
    const score = scoreIn(scores, row, node);
    if (scores) carried.set(key, score);
    return score;
  };

  const isProvisional = (row: number, period: Period): boolean => {
    if (partial && !partial.rows.has(row)) return partial.previous.isProvisional(row, period);
    const scores = holding(row, period);
    const i = scores ? scores.positionOf(row) : -1;
    return i >= 0 && scores?.isMissing[i] === 1;
  };

  return { world, list, traced: scored, scoreOf, isProvisional, circles };
}

/**
 * Whether one subject of a list can be computed only with all the others: where an absence takes the mean of the group.
 * Relative rules do not need it; they look at everybody who carries the indicator, whoever is computed.
 */
export function needsWholeList(world: World, list: number): boolean {
  const means = (value: unknown): boolean =>
    value === "group-mean" || (typeof value === "object" && value !== null && Object.values(value).some(means));
  return means(world.scheme.absent) || means(world.scheme.lists[list]) || means(world.scheme.blocks);
}

const none = new Int32Array(0);

/** The types of the subjects of a list. */
function typesOf(world: World, list: number): readonly string[] {
  const { of, names } = world.coded("type");
  const seen = new Uint8Array(names.length);
  for (const row of world.rowsOf[list] ?? none) seen[of[row] as number] = 1;
  return names.filter((_, code) => seen[code] === 1);
}
