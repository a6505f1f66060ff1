import type { WarningBasis, WarningCourse } from "@biaochi/contract";
import { exactOf, show } from "@biaochi/engine";
import { collected, type How } from "./project.ts";

type Shown = WarningBasis["figures"][number];

/** What a period came to after each of its parts, put together as the scheme does at its end. */
function running(how: How, parts: readonly Shown[]): Shown[] {
  const seen: Parameters<typeof collected>[1][number][] = [];
  return parts.map(({ period, value }) => {
    if (value === null) return { period, value };
    seen.push(exactOf(value));
    return { period, value: show(collected(how, seen)) };
  });
}

/**
 * The way of a figure to the end of its period, so that every point of it can be held against the line: a month of a quarter that is
 * counted up is not to be held against the quarter's own line.
 */
export function courseOf({ how, method, figures, before }: WarningBasis): WarningCourse {
  const isYearBefore = method === "seasonal-share" || method === "year-before";
  return { now: running(how, figures), before: isYearBefore ? running(how, before) : [...before], isYearBefore };
}
