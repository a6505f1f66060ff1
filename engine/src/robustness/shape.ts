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
  /** What is applied to the sum of the items in every draw, as {@link limitedAt} reads it. */
  readonly limits: Float64Array;
  /** Red lines in their order: [0, x] caps the score at x, [1, x] sets it, [2, x] adds x. */
  readonly lines: readonly (readonly [number, number])[];
  /** 1 for whom a red line puts after everybody else. */
  readonly isLast: number;
  /** The exact total of the run. */
  readonly total: number;
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
  return held({
    position,
    path: Int32Array.from(items, (item) => item.path),
    full,
    points: Float64Array.from(items, (item) => item.points),
    ends: Int32Array.from(ends),
    sums: Float64Array.from(ends, (end, g) => full.subarray(ends[g - 1] ?? 0, end).reduce((sum, f) => sum + f, 0)),
    limits: limitsOf(root, own),
    ...redLinesOf(run, nodes, position, m),
    total: double(at(run.city.totals, position)),
  });
}

/** What a list gives beside its items (openings, and what stands or limits further inside), and its own adjustments. */
interface Beside {
  readonly rest: number;
  readonly deduction: number;
  readonly bonus: number;
}

/** What the list as a whole says about the sum of its items; deductions after their limit, bonuses after their cap. */
function limitsOf(root: Block, { rest, deduction, bonus }: Beside): Float64Array {
  const [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const base = rest + Math.max(deduction, -limitOf(root.deductions?.most, most));
  if (root.each !== undefined) return limits(base, least, least, bonus, most);
  const capped = Math.min(bonus, limitOf(root.bonus?.cap, most));
  return limits(
    base,
    limitOf(root.floor, least),
    limitOf(root.bonus?.gate?.baseAbove, least),
    capped,
    limitOf(root.ceiling, most),
  );
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

/** So close the parts of a score come to it when nothing is drawn: each node is rounded to nine decimals. */
export const closeness = 1e-6;

/**
 * A score that its parts do not give (a list with two nodes of one name, say) keeps its limits as they were: the draw then
 * moves the exact total by what its items move.
 */
function held(shape: Shape): Shape {
  const items = shape.points.reduce((sum, p) => sum + p, 0);
  if (Math.abs(limitedScore(shape, items) - shape.total) <= closeness) return shape;
  const none = Number.NEGATIVE_INFINITY;
  return { ...shape, limits: limits(shape.total - items, none, none, 0, -none), lines: [] };
}

/** How many numbers the limits of one subject are. */
export const limitCount = 5;

const limits = (base: number, floor: number, gate: number, bonus: number, ceiling: number): Float64Array =>
  Float64Array.of(base, floor, gate, bonus, ceiling);

/**
 * The score from what the items bring: what is beside them, then the floor, the bonus above its gate, the ceiling. Limits
 * stand from position `from` on, so that those of many subjects are one array.
 */
export function limitedAt(own: Float64Array, from: number, items: number): number {
  const base = items + (own[from] as number);
  const [floor, ceiling] = [own[from + 1] as number, own[from + 4] as number];
  const raised = base < floor ? floor : base;
  const score = raised > (own[from + 2] as number) ? raised + (own[from + 3] as number) : raised;
  return score > ceiling ? ceiling : score;
}

/** The limited score after red lines. */
export function crossed(lines: Shape["lines"], limited: number): number {
  let score = limited;
  for (const [what, value] of lines) score = what === 0 ? Math.min(score, value) : what === 1 ? value : score + value;
  return score;
}

const limitedScore = ({ limits: own, lines }: Shape, items: number): number => crossed(lines, limitedAt(own, 0, items));
