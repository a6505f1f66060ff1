import { fewestPeopleShown } from "@biaochi/contract";

/** Where numbers of people lie, or of places: both ends included; null: open. */
export type Cell = { readonly from: number | null; readonly to: number | null; readonly count: number };

/** So many of a group, unless it tells of fewer than five, or of all but fewer than five. */
export function maskedCount(count: number, size: number): number | null {
  const isTold = (n: number): boolean => n === 0 || n >= fewestPeopleShown;
  return size >= fewestPeopleShown && isTold(count) && isTold(size - count) ? count : null;
}

/**
 * The kinds of a group that are large enough to be named, and how many there are of all others together: five or more, so
 * that no small one can be had by subtraction. null where nothing could be named.
 */
export function maskedKinds<K>(
  counts: ReadonlyMap<K, number>,
): { readonly shown: readonly (readonly [K, number])[]; readonly others: number } | null {
  const all = [...counts].filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a);
  const shown = all.filter(([, count]) => count >= fewestPeopleShown);
  let others = all.reduce((sum, [, count]) => sum + (count < fewestPeopleShown ? count : 0), 0);
  while (others > 0 && others < fewestPeopleShown && shown.length > 0) others += shown.pop()?.[1] ?? 0;
  return shown.length === 0 ? null : { shown, others };
}

/** Neighbouring cells together until each has five or more; null where all together do not. */
export function maskedCells(cells: readonly Cell[]): readonly Cell[] | null {
  const merged: Cell[] = [];
  for (const cell of cells) {
    const last = merged.at(-1);
    if (cell.count === 0) continue;
    // Only what is too small takes in its neighbour.
    if (last === undefined || last.count >= fewestPeopleShown) merged.push(cell);
    else merged[merged.length - 1] = { from: last.from, to: cell.to, count: last.count + cell.count };
  }
  const last = merged.at(-1);
  if (last !== undefined && last.count > 0 && last.count < fewestPeopleShown) {
    merged.pop();
    const before = merged.pop();
    if (before === undefined) return null;
    merged.push({ from: before.from, to: last.to, count: before.count + last.count });
  }
  return merged.filter(({ count }) => count > 0);
}

/** How many numbers lie in each cell; cells in ascending order that leave no number out. */
export function cellsOf(
  values: readonly number[],
  bounds: readonly (readonly [number | null, number | null])[],
): Cell[] {
  return bounds.map(([from, to]) => ({
    ...{ from, to },
    count: values.filter((v) => v >= (from ?? Number.NEGATIVE_INFINITY) && v <= (to ?? Number.POSITIVE_INFINITY))
      .length,
  }));
}

/** Differences of published scores, in units of the last place: nothing lies between two cells. */
export function scoreBounds(places: number): readonly (readonly [number | null, number | null])[] {
  const step = 1 / 10 ** places;
  const ends = [0.5, 1, 2, 5].map((end) => Math.round(end * 10 ** places) / 10 ** places);
  const at = (value: number): number => Number(value.toFixed(places));
  const up = ends.map((end, k) => [at((ends[k - 1] ?? 0) + step), end] as const);
  const last = at((ends.at(-1) ?? 0) + step);
  const down = up.map(([from, to]) => [-to, -from] as const).toReversed();
  return [[null, -last], ...down, [0, 0], ...up, [last, null]];
}

export const widthBounds: readonly (readonly [number | null, number | null])[] = [
  ...([
    [1, 1],
    [2, 2],
    [3, 4],
    [5, 8],
    [9, 16],
  ] as const),
  [17, null],
];
