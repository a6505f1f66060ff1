import type { Subject } from "../facts/model.ts";
import type { Period } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import { add, choose } from "../number/arithmetic.ts";
import { at, type Column, constant, fromExacts } from "../number/column.ts";
import { type Exact, exact, show, zero } from "../number/exact.ts";
import type { RunFinding } from "../result.ts";
import { constrain } from "../rules/group-constraint.ts";
import { type Block, isBlock } from "../scheme/document.ts";
import type { Batch } from "./batch.ts";
import { evaluateBlock } from "./evaluate.ts";
import type { Leaf } from "./leaves.ts";
import { carry } from "./link.ts";
import { adjustmentOf } from "./pipeline.ts";
import { crossRedLines, type Hit } from "./red-lines.ts";
import { isFor } from "./select.ts";
import type { Trace } from "./trace.ts";
import { weightOf } from "./weights.ts";
import { childrenOf, type World } from "./world.ts";

/** The scores of the subjects of one list in one period, before ranks and grades. */
export interface ListScores {
  readonly rows: Int32Array;
  /** Position of a whole-city row in `rows`. */
  readonly position: ReadonlyMap<number, number>;
  /** Exact totals after red lines. */
  readonly totals: Column;
  readonly states: Uint8Array;
  readonly blocked: Uint8Array;
  readonly outOf: Column;
  readonly leaves: readonly Leaf[];
  readonly hits: readonly (readonly Hit[])[];
  readonly missing: readonly ReadonlySet<string>[];
  /** What the scheme or the facts leave unsaid about single subjects. */
  readonly notes: readonly RowNote[];
}

/** A finding about one subject, ready for the run. */
export interface RowNote {
  readonly row: number;
  readonly finding: RunFinding;
}

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
}

export function compute(world: World, { partial, oneByOne = false }: ComputeOptions = {}): Computing {
  const done = new Map<string, ListScores>();
  const underWay = new Set<string>();
  const constrained = new Map<string, ReadonlyMap<string, Exact>>();
  const circles = new Set<number>();

  const batchFor = (
    rows: Int32Array,
    trace: Trace | undefined,
    missing: Set<string>[],
    notes: Map<string, RowNote> = new Map(),
  ): Batch => {
    const own = new Set(rows);
    const note = (row: number, about: string, code: string, values: Readonly<Record<string, string>>): void => {
      if (own.has(row))
        notes.set(`${row}\n${code}\n${about}`, {
          row,
          finding: { code, values: { subject: world.subjects[row]?.id ?? "", ...values } },
        });
    };
    return {
      world,
      rows,
      trace,
      unbalanced: (i, block, found, expected) =>
        note(rows[i] as number, block, "weights-do-not-sum", {
          block,
          found: show(at(found, i)),
          expected: show(at(expected, i)),
        }),
      unweighted: (i, path) => note(rows[i] as number, path, "weight-not-given", { node: path }),
      missed: (row, path) => void missing[row]?.add(path),
      linked: (link, linkRows, period) => carry(world, link, linkRows, period, scoreOf, isProvisional),
      met: meeting((row, matter, paths) =>
        note(row, matter, "matter-counted-twice", { matter: matter.replace(/^[a-z]+:/, ""), items: paths.join(", ") }),
      ),
      allowed: (block, path, bonus, period) => {
        const id = block.bonus?.constraint;
        if (id === undefined) return bonus;
        const counted = allowedBy(id, period);
        return fromExacts(Array.from(rows, (row) => counted.get(`${path}\n${row}`) ?? zero));
      },
    };
  };

  /** What a group constraint lets count of every subject's bonus, over all lists that refer to it. */
  const allowedBy = (id: string, period: Period): ReadonlyMap<string, Exact> => {
    const key = `${id}\n${period.id}`;
    const seen = constrained.get(key);
    if (seen) return seen;
    const keys: string[] = [];
    const bonuses: Exact[] = [];
    const deductions: Exact[] = [];
    const fulls: Exact[] = [];
    world.scheme.lists.forEach((list, l) => {
      for (const { block, path, within } of blocksUnder(world, list.score)) {
        if (block.bonus?.constraint !== id) continue;
        const own = (world.rowsOf[l] ?? new Int32Array(0)).filter((row) =>
          within.every((b) => isFor(b.for, world.subjects[row] as Subject)),
        );
        if (own.length === 0) continue;
        const batch = batchFor(own, undefined, []);
        const bonus = adjustmentOf(batch, block, period, path, "bonus");
        const deduction = adjustmentOf(batch, block, period, path, "deduction");
        const full = block.outOf ?? zero;
        const weights = childrenOf(world.scheme, block).reduce<Column | undefined>((sum, c) => {
          const isOwn = Uint8Array.from(own, (row) => (isFor(c.for, world.subjects[row] as Subject) ? 1 : 0));
          const w = choose(isOwn, weightOf(batch, c.weight), constant(zero, own.length));
          return sum ? add(sum, w) : w;
        }, undefined);
        own.forEach((row, i) => {
          keys.push(`${path}\n${row}`);
          bonuses.push(at(bonus, i));
          deductions.push(at(deduction, i));
          fulls.push(block.outOf ? full : weights ? at(weights, i) : zero);
        });
      }
    });
    const constraint = world.scheme.constraints.find((c) => c.id === id);
    const counted = constraint
      ? constrain(constraint, {
          bonus: fromExacts(bonuses),
          deduction: fromExacts(deductions),
          full: fromExacts(fulls),
        })
      : fromExacts(bonuses);
    const map = new Map(keys.map((k, i) => [k, at(counted, i)]));
    constrained.set(key, map);
    return map;
  };

  const evaluate = (l: number, period: Period, rows: Int32Array, trace: Trace | undefined): ListScores => {
    const list = world.scheme.lists[l];
    if (!list) throw new Error(`no list ${l}`);
    const missing = Array.from(rows, () => new Set<string>());
    const notes = new Map<string, RowNote>();
    const batch = batchFor(rows, trace, missing, notes);
    const value = evaluateBlock(batch, list.score, period, "", world.scheme.absent);
    const crossed = crossRedLines(world, rows, period, value, trace);
    return {
      rows,
      position: new Map(Array.from(rows, (row, i) => [row, i])),
      totals: crossed.totals,
      states: value.states,
      blocked: value.blocked,
      outOf: value.outOf,
      leaves: [...value.leaves, ...crossed.leaves],
      hits: crossed.hits,
      missing,
      notes: [...notes.values()],
    };
  };

  const list = (l: number, period: Period): ListScores => {
    const key = `${l}\n${period.id}`;
    const seen = done.get(key);
    if (seen) return seen;
    underWay.add(key);
    const all = world.rowsOf[l] ?? new Int32Array(0);
    const scores = evaluate(l, period, partial ? all.filter((row) => partial.rows.has(row)) : all, undefined);
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
    const scores = evaluate(l, period, Int32Array.of(row), undefined);
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
    const isWhole = needsWholeList(world, l);
    if (isUnderWay && isWhole) {
      circles.add(row);
      return undefined;
    }
    return isUnderWay || (oneByOne && !isWhole) ? alone(row, l, period) : list(l, period);
  };

  const scoreOf = (row: number, period: Period, node?: string): Exact | undefined => {
    if (partial && !partial.rows.has(row)) return partial.previous.scoreOf(row, period, node);
    const scores = holding(row, period);
    const i = scores?.position.get(row);
    if (!scores || i === undefined || scores.blocked[i] === 1) return undefined;
    if (node === undefined) return scores.states[i] === State.present ? at(scores.totals, i) : undefined;
    const leaf = scores.leaves.find((f) => f.path === node);
    if (!leaf || leaf.states[i] !== State.present) return undefined;
    const full = at(leaf.full, i);
    return full.num === 0n
      ? undefined
      : exact(at(leaf.points, i).num * full.den * 100n, at(leaf.points, i).den * full.num);
  };

  const isProvisional = (row: number, period: Period): boolean => {
    if (partial && !partial.rows.has(row)) return partial.previous.isProvisional(row, period);
    const scores = holding(row, period);
    return (scores?.missing[scores.position.get(row) ?? -1]?.size ?? 0) > 0;
  };

  return { world, list, traced: evaluate, scoreOf, isProvisional, circles };
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

interface PlacedBlock {
  readonly block: Block;
  readonly path: string;
  /** From the root to the block itself. */
  readonly within: readonly Block[];
}

/** Reports a matter of a subject that more than one item counts: 同一事项不重复计. */
function meeting(twice: (row: number, matter: string, paths: readonly string[]) => void): Batch["met"] {
  const holders = new Map<string, string[]>();
  return (row, matter, path) => {
    const key = `${row}\n${matter}`;
    const paths = holders.get(key) ?? [];
    holders.set(key, paths);
    if (paths.includes(path)) return;
    paths.push(path);
    if (paths.length > 1) twice(row, matter, paths);
  };
}

function blocksUnder(world: World, root: Block, path = "", above: readonly Block[] = []): readonly PlacedBlock[] {
  const within = [...above, root];
  const below = childrenOf(world.scheme, root).flatMap((node) =>
    isBlock(node) ? blocksUnder(world, node, path === "" ? node.block : `${path}/${node.block}`, within) : [],
  );
  return [{ block: root, path, within }, ...below];
}
