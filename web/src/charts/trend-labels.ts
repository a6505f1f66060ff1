import { position } from "./position.ts";
import type { TrendPoint } from "./trend.tsx";

/** Pixels between the lowest and the highest point, at least; and how far apart two lines of text must be. */
const plotHeight = 100;
const lineHeight = 16;

/** The own figures stand on the side of the own line that is turned away from the median. */
export const sidesOf = (points: readonly TrendPoint[]): readonly ("top" | "bottom")[] =>
  points.map(({ score, median }) =>
    score !== null && median !== null && position(score) < position(median) ? "bottom" : "top",
  );

/** How far the names at the ends of both lines are moved apart, in pixels downwards, so that neither covers the other. */
export function endsOf(points: readonly TrendPoint[]): { readonly own: number; readonly median: number } {
  const last = points.at(-1);
  if (!last || last.score === null || last.median === null) return { own: 0, median: 0 };
  const values = points.flatMap(({ score, median }) => [score, median].filter((each) => each !== null).map(position));
  const range = Math.max(...values) - Math.min(...values);
  const between = position(last.score) - position(last.median);
  const apart = range === 0 ? 0 : (Math.abs(between) / range) * plotHeight;
  const half = Math.max(0, Math.ceil((lineHeight - apart) / 2));
  const up = half === 0 ? 0 : -half;
  return between >= 0 ? { own: up, median: half } : { own: half, median: up };
}

/** "2025年第一季度" in two lines, for a screen on which four of them do not fit side by side. */
export const inTwoLines = (period: string): string => period.replace(/^(\d{4}年)(?=.)|^(\S+) /, "$1$2\n");
