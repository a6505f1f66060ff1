import type { WarningBasis, WarningCourse } from "@biaochi/contract";
import { position } from "../../../charts/position.ts";

type Points = readonly (number | null)[];
export type Places = {
  /** Periods and parts from left to right; the last one is the end of the period. */
  readonly names: readonly string[];
  readonly before: Points;
  readonly now: Points;
  /** From the last figure to the projection. */
  readonly ahead: Points;
  readonly range: readonly [number, number] | undefined;
  readonly line: number | undefined;
  readonly from: number;
  readonly to: number;
};

const at = (value: string | null): number | null => (value === null ? null : position(value));
const nowhere = (n: number): Points => Array.from({ length: n }, () => null);

/** Parts before the first figure say nothing; those after it are still to come. */
function fromFirst(parts: WarningCourse["now"]): WarningCourse["now"] {
  const first = parts.findIndex(({ value }) => value !== null);
  return first === -1 ? parts : parts.slice(first);
}

/**
 * Where everything stands. What came before stands to the left of the period; last year’s parts stand under the same parts of this
 * one. Heights have room for the line, whether the figure comes near it or not.
 */
export function placesOf(basis: WarningBasis, course: WarningCourse): Places {
  const { before, isYearBefore } = course;
  const now = fromFirst(course.now);
  const isBeside = isYearBefore && now.length > 1 && before.length === now.length;
  const left = isBeside ? 0 : before.length;
  const names = [...(isBeside ? [] : before), ...now].map(({ period }) => period);
  const earlier = before.map(({ value }) => at(value));
  const own = [...nowhere(left), ...now.map(({ value }) => at(value))];
  const projected = basis.method === "final" ? null : at(basis.value);
  const begun = own.some((each) => each !== null);
  const known = begun ? own : isBeside ? [] : earlier;
  const last = known.findLastIndex((each) => each !== null);
  const ahead = names.map((_, n) =>
    projected === null ? null : n === names.length - 1 ? projected : n === last ? (known[n] ?? null) : null,
  );
  const line = at(basis.line) ?? undefined;
  const [low, high] = [at(basis.low), at(basis.high)];
  const range = low === null || high === null ? undefined : ([low, high] as const);
  const heights = [...earlier, ...own, ...ahead, ...(range ?? []), line ?? null].filter((each) => each !== null);
  const [bottom, top] = [Math.min(...heights), Math.max(...heights)];
  const room = (top - bottom || Math.abs(top) || 1) * 0.15;
  return {
    ...{ names, before: isBeside ? earlier : [...earlier, ...nowhere(now.length)], now: own, ahead, range, line },
    ...{ from: bottom - room, to: top + room },
  };
}
