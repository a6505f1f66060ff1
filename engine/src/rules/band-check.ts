import { compare, type Exact, exact, minus, one, over, plus, show, times } from "../number/exact.ts";
import { isExact, type Quantity } from "../scheme/values.ts";
import type { BandOfPoints } from "./bands.ts";
import type { Movement, Nonsense } from "./rule-kind.ts";
import type { Threshold } from "./threshold.ts";

/** A point of the number line or the open stretch between two neighbours; `undefined` ends are infinite. */
interface Cell {
  readonly low: Exact | undefined;
  readonly high: Exact | undefined;
}
/** More cells than this are not examined: a table that large is not written by hand. */
const mostCells = 50_000;

const keyOf = (of: Quantity | undefined): string =>
  of === undefined
    ? ""
    : isExact(of)
      ? show(of)
      : JSON.stringify(of, (_, v) => (typeof v === "bigint" ? v.toString() : v));

/**
 * Overlaps where one case has two answers, gaps between bands, bands that no case reaches, marks that no band gives.
 *
 * The number line of every quantity is cut at all bounds; on each resulting cell every condition is constant, so trying
 * all cells is a proof. A later band that contains an earlier one is a cascade (≥ 90, ≥ 80, …) and not an overlap.
 */
export function checkBands(
  bands: readonly BandOfPoints[],
  full: Exact | undefined,
  otherwise: Exact | undefined,
): readonly Nonsense[] {
  const marks = checkMarks(bands, full, otherwise);
  const thresholds = bands.flatMap((band) => band.when);
  if (thresholds.some((t) => boundsOf(t).some((bound) => !isExact(bound)))) return marks;
  const axes = [...new Set(thresholds.map((t) => keyOf(t.of)))];
  const cells = axes.map((axis) => cellsOf(thresholds.filter((t) => keyOf(t.of) === axis)));
  if (cells.reduce((product, axis) => product * axis.length, 1) > mostCells) return marks;

  const holding = corners(cells).map((corner) => ({
    corner,
    bands: bands.flatMap((band, b) =>
      band.when.every((t) => contains(t, corner[axes.indexOf(keyOf(t.of))])) ? [b] : [],
    ),
  }));
  return [
    ...marks,
    ...gaps(holding, otherwise),
    ...unreachable(bands, holding),
    ...(axes.length === 1 ? overlaps(bands, holding) : []),
  ];
}

/** How the points move from cell to cell, where all conditions are constants on A alone. */
export function movementOf(bands: readonly BandOfPoints[], otherwise: Exact): Movement {
  const thresholds = bands.flatMap((band) => band.when);
  if (thresholds.some((t) => t.of !== undefined || boundsOf(t).some((bound) => !isExact(bound)))) return undefined;
  const points = cellsOf(thresholds).map((cell) => {
    const first = bands.find((band) => band.when.every((t) => contains(t, cell)));
    return first ? valueAt(first, middleOf(cell)) : otherwise;
  });
  const steps = points.slice(1).map((p, i) => compare(p, points[i] ?? p));
  const [rises, falls] = [steps.some((step) => step > 0), steps.some((step) => step < 0)];
  return rises && falls ? "both-ways" : rises ? "rising" : falls ? "falling" : undefined;
}

function middleOf({ low, high }: Cell): Exact {
  if (low && high) return over(plus(low, high), exact(2));
  return low ? plus(low, one) : high ? minus(high, one) : one;
}

type Holding = readonly { readonly corner: readonly Cell[]; readonly bands: readonly number[] }[];

function gaps(holding: Holding, otherwise: Exact | undefined): Nonsense[] {
  const gap = otherwise === undefined ? holding.find((cell) => cell.bands.length === 0) : undefined;
  return gap ? [{ code: "bands-gap", at: ["bands"], values: { where: gap.corner.map(describe).join("; ") } }] : [];
}

const unreachable = (bands: readonly BandOfPoints[], holding: Holding): Nonsense[] =>
  bands.flatMap((_, b) =>
    holding.some((cell) => cell.bands[0] === b) ? [] : [{ code: "band-unreachable", at: ["bands", b] }],
  );

/** Two bands that both hold somewhere, neither containing the other, with different points there. */
function overlaps(bands: readonly BandOfPoints[], holding: Holding): Nonsense[] {
  const found: Nonsense[] = [];
  for (let later = 1; later < bands.length; later++) {
    const earlier = bands.findIndex((_, b) => b < later && isContradicted(bands, holding, b, later));
    if (earlier < 0) continue;
    const cell = holding.find((h) => h.bands.includes(earlier) && h.bands.includes(later));
    const where = cell?.corner.map(describe).join("; ") ?? "";
    found.push({ code: "bands-overlap", at: ["bands", later], values: { other: String(earlier + 1), where } });
  }
  return found;
}

function isContradicted(bands: readonly BandOfPoints[], holding: Holding, earlier: number, later: number): boolean {
  const both = holding.filter((h) => h.bands.includes(earlier) && h.bands.includes(later));
  const onlyEarlier = holding.some((h) => h.bands.includes(earlier) && !h.bands.includes(later));
  const onlyLater = holding.some((h) => h.bands.includes(later) && !h.bands.includes(earlier));
  return onlyEarlier && onlyLater && both.some(({ corner }) => !agree(bands[earlier], bands[later], corner[0]));
}

function agree(a: BandOfPoints | undefined, b: BandOfPoints | undefined, cell: Cell | undefined): boolean {
  if (!a || !b || !cell) return true;
  const places = [cell.low, cell.high].filter((x) => x !== undefined);
  if (places.length === 0) return false;
  return places.every((x) => compare(valueAt(a, x), valueAt(b, x)) === 0);
}

function valueAt(band: BandOfPoints, x: Exact): Exact {
  if (!("line" in band.points)) return band.points;
  const { from, to } = band.points.line;
  return plus(from[1], times(over(minus(to[1], from[1]), minus(to[0], from[0])), minus(x, from[0])));
}

function checkMarks(bands: readonly BandOfPoints[], full: Exact | undefined, otherwise: Exact | undefined): Nonsense[] {
  if (!full) return [];
  const values = bands.flatMap((band) =>
    "line" in band.points ? [band.points.line.from[1], band.points.line.to[1]] : [band.points],
  );
  const most = [...values, ...(otherwise ? [otherwise] : [])].reduce((best, v) => (compare(v, best) > 0 ? v : best));
  const sign = compare(most, full);
  const values_ = { most: show(most), full: show(full) };
  if (sign > 0) return [{ code: "points-above-weight", at: ["bands"], values: values_ }];
  return sign < 0 ? [{ code: "marks-unreachable", at: ["bands"], values: values_ }] : [];
}

const boundsOf = (t: Threshold): Quantity[] =>
  [t.atLeast, t.above, t.atMost, t.below].filter((bound) => bound !== undefined);

function cellsOf(thresholds: readonly Threshold[]): readonly Cell[] {
  const cuts = thresholds.flatMap(boundsOf).filter(isExact).sort(compare);
  const distinct = cuts.filter((cut, i) => i === 0 || compare(cut, cuts[i - 1] as Exact) !== 0);
  const cells: Cell[] = [{ low: undefined, high: distinct[0] }];
  distinct.forEach((cut, i) => {
    cells.push({ low: cut, high: cut }, { low: cut, high: distinct[i + 1] });
  });
  return cells;
}

function corners(axes: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  return axes.reduce<readonly (readonly Cell[])[]>(
    (so, axis) => so.flatMap((head) => axis.map((cell) => [...head, cell])),
    [[]],
  );
}

const isPoint = (cell: Cell): boolean =>
  cell.low !== undefined && cell.high !== undefined && compare(cell.low, cell.high) === 0;

function contains(threshold: Threshold, cell: Cell | undefined): boolean {
  if (!cell) return false;
  const { low, high } = cell;
  const point = isPoint(cell);
  const { atLeast, above, atMost, below } = threshold;
  const isAbove = (bound: Quantity | undefined, closed: boolean) =>
    bound === undefined ||
    (isExact(bound) && low !== undefined && (point && !closed ? compare(low, bound) > 0 : compare(low, bound) >= 0));
  const isBelow = (bound: Quantity | undefined, closed: boolean) =>
    bound === undefined ||
    (isExact(bound) && high !== undefined && (point && !closed ? compare(high, bound) < 0 : compare(high, bound) <= 0));
  return isAbove(atLeast, true) && isAbove(above, false) && isBelow(atMost, true) && isBelow(below, false);
}

const describe = (cell: Cell): string =>
  isPoint(cell) && cell.low
    ? show(cell.low)
    : `(${cell.low ? show(cell.low) : "−∞"}, ${cell.high ? show(cell.high) : "+∞"})`;
