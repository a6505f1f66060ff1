import { position } from "./position.ts";
import type { WaterfallStep } from "./waterfall.tsx";

type Span = { readonly low: number; readonly high: number };

/** Positions are sums of doubles: what differs from a whole by less than this is the whole. */
const onPaper = (at: number): number => Number(at.toFixed(6));

/** Where each bar lies: a level from nothing to itself, a change between the heights before and after it. */
export function spansOf(steps: readonly WaterfallStep[]): readonly Span[] {
  let level = 0;
  return steps.map((step) => {
    const before = level;
    level = onPaper(step.kind === "level" ? position(step.exact) : level + position(step.exact));
    return step.kind === "level"
      ? { low: 0, high: level }
      : { low: Math.min(before, level), high: Math.max(before, level) };
  });
}

/** Whole steps, if possible such that the last label stands on the end of the axis. */
function intervalOf(span: number): number {
  const few = [1, 2, 5, 10, 20, 25, 50, 100].filter((step) => span / step <= 6);
  return few.find((step) => span % step === 0) ?? few[0] ?? span;
}

/**
 * From a little below the lowest bar, since small losses are invisible on an axis from zero, to the full marks: to what
 * is above them only where something was gained beyond them.
 */
export function axisOf(steps: readonly WaterfallStep[]) {
  const spans = spansOf(steps);
  const lowest = Math.min(...spans.map((span) => (span.low === 0 ? span.high : span.low)));
  const highest = Math.max(...spans.map((span) => span.high));
  const full = spans[0]?.high ?? highest;
  const from = Math.max(0, Math.floor((lowest - (highest - lowest) * 0.25 - 0.5) / 5) * 5);
  const to = highest > full ? Math.ceil(highest) : full;
  return { from, to, interval: intervalOf(to - from) };
}
