import type { Run } from "../kernel/appraise.ts";
import { scoresAt } from "../kernel/city-scores.ts";
import { at, toDouble } from "../number/column.ts";
import { type Exact, exact } from "../number/exact.ts";
import type { NodeColumns } from "../result-columns.ts";
import type { Block } from "../scheme/document.ts";

/**
 * The score of one subject as draws see it: what its items brought of what they could bring, by the block that holds them,
 * and everything else, which is not drawn.
 */
export interface Shape {
  /** Position in the columns of the run. */
  readonly position: number;
  /** Items one block after the other: position of the path, full marks and points. */
  readonly path: Int32Array;
  readonly full: Float64Array;
  readonly points: Float64Array;
  /** Where each block ends among the items, and its full marks. */
  readonly ends: Int32Array;
  readonly sums: Float64Array;
  /** What the rest of the list gives: openings, deductions, bonuses and limits further inside. */
  readonly rest: number;
  readonly limits: Limits;
  /** 1 for whom a red line puts after everybody else. */
  readonly isLast: number;
}

/** What the list as a whole says about the sum of its items; each is applied to every draw. */
interface Limits {
  /** Deductions after their limit, and bonuses after their group constraint. */
  readonly deduction: number;
  readonly bonus: number;
  readonly floor: number;
  readonly gate: number;
  readonly cap: number;
  readonly ceiling: number;
  /** Red lines in their order: [0, x] caps the score at x, [1, x] sets it, [2, x] adds x. */
  readonly lines: readonly (readonly [number, number])[];
}

const double = ({ num, den }: Exact): number => toDouble(exact(num, den));
const limitOf = (value: Exact | undefined, otherwise: number): number => (value ? double(value) : otherwise);

/** The paths of all items that can be drawn, in the order of their code units. */
export function pathsOf({ columns }: Run): readonly string[] {
  const paths = columns.lists.flatMap(({ nodes }) => nodes.filter((n) => n.kind === "item").map((n) => n.path));
  return [...new Set(paths)].sort();
}

/** @param paths As {@link pathsOf} names them. Positions that have no score have no shape. */
export function shapesOf(run: Run, paths: readonly string[], positions: ReadonlySet<number>): readonly Shape[] {
  const { columns, computing } = run;
  const numbered = new Map(paths.map((path, p) => [path, p]));
  return columns.lists.flatMap(({ members, nodes }, l) => {
    const root = computing.world.scheme.lists[l]?.score;
    if (root === undefined) return [];
    return Array.from(members).flatMap((position, m) =>
      positions.has(position) ? [shapeOf(run, root, nodes, numbered, position, m)] : [],
    );
  });
}

const blockOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

function shapeOf(
  run: Run,
  root: Block,
  nodes: readonly NodeColumns[],
  numbered: ReadonlyMap<string, number>,
  position: number,
  m: number,
): Shape {
  const items: { readonly block: string; readonly path: number; readonly full: number; readonly points: number }[] = [];
  const own = { rest: 0, deduction: 0, bonus: 0 };
  for (const { path, kind, full, points } of nodes) {
    const brought = points[m] as number;
    if (kind === "block" || Number.isNaN(brought)) continue;
    const could = full[m] as number;
    const isOwn = !path.includes("/") && root.each === undefined;
    if (kind === "item" && could !== 0)
      items.push({ block: blockOf(path), path: numbered.get(path) as number, full: could, points: brought });
    else if (isOwn && (kind === "deduction" || kind === "bonus")) own[kind] += brought;
    else if (isOwn && path === `${root.block}#constrained`) own.bonus += brought;
    else if (path.startsWith("#red-line:")) continue;
    else if (isOwn && kind === "limit" && path.startsWith(`${root.block}#`)) continue;
    else own.rest += brought;
  }
  items.sort((a, b) => (a.block < b.block ? -1 : a.block > b.block ? 1 : a.path - b.path));
  const ends = items.flatMap(({ block }, i) => (items[i + 1]?.block === block ? [] : [i + 1]));
  const full = Float64Array.from(items, (item) => item.full);
  const most = limitOf(root.deductions?.most, Number.POSITIVE_INFINITY);
  const isWhole = root.each === undefined;
  const { lines, isLast } = redLinesOf(run, nodes, position, m);
  const shape: Shape = {
    position,
    path: Int32Array.from(items, (item) => item.path),
    full,
    points: Float64Array.from(items, (item) => item.points),
    ends: Int32Array.from(ends),
    sums: Float64Array.from(ends, (end, g) => full.subarray(ends[g - 1] ?? 0, end).reduce((sum, f) => sum + f, 0)),
    rest: own.rest,
    limits: {
      deduction: Math.max(own.deduction, -most),
      bonus: own.bonus,
      floor: isWhole ? limitOf(root.floor, Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY,
      gate: isWhole ? limitOf(root.bonus?.gate?.baseAbove, Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY,
      cap: isWhole ? limitOf(root.bonus?.cap, Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
      ceiling: isWhole ? limitOf(root.ceiling, Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
      lines,
    },
    isLast,
  };
  return held(run, shape);
}

function redLinesOf({ city }: Run, nodes: readonly NodeColumns[], position: number, m: number) {
  const { scores, place } = scoresAt(city, position);
  let isLast = 0;
  const lines = (scores.hits.get(place) ?? []).flatMap(({ redLine: { id, effect } }): (readonly [number, number])[] => {
    if (effect.does === "rank-last") isLast = 1;
    if (effect.does === "cap-score") return [[0, double(effect.at)]];
    if (effect.does === "set-score") return [[1, double(effect.to)]];
    const taken = nodes.find((node) => node.path === `#red-line:${id}`)?.points[m];
    return taken === undefined || Number.isNaN(taken) ? [] : [[2, taken]];
  });
  return { lines, isLast };
}

/** The exact total of the run. */
export function totalOf({ city }: Run, position: number): number {
  return double(at(city.totals, position));
}

/** So close the parts of a score come to it when nothing is drawn: each node is rounded to nine decimals. */
export const closeness = 1e-6;

/**
 * A score that its parts do not give (a list with two nodes of one name, say) keeps its limits as they were: the draw then
 * moves the exact total by what its items move.
 */
function held(run: Run, shape: Shape): Shape {
  const total = totalOf(run, shape.position);
  const items = shape.points.reduce((sum, p) => sum + p, 0);
  if (Math.abs(limitedScore(shape, items) - total) <= closeness) return shape;
  const none = Number.NEGATIVE_INFINITY;
  const limits = { deduction: 0, bonus: 0, floor: none, gate: none, cap: -none, ceiling: -none, lines: [] };
  return { ...shape, rest: total - items, limits };
}

/** The score from what the items bring: the rest, then deductions, floor, bonus with gate and cap, ceiling, red lines. */
export function limitedScore({ rest, limits }: Shape, items: number): number {
  let score = Math.max(items + rest + limits.deduction, limits.floor);
  score += score > limits.gate ? Math.min(limits.bonus, limits.cap) : 0;
  score = Math.min(score, limits.ceiling);
  for (const [what, value] of limits.lines)
    score = what === 0 ? Math.min(score, value) : what === 1 ? value : score + value;
  return score;
}
