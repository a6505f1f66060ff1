import { type Exact, exactOf, minus, over, plus, times, zero } from "../number/exact.ts";
import type { SubjectResult } from "../result.ts";

/**
 * Why the exact score of one subject differs between two schemes over the same facts, node by node. With full marks F and
 * points P of a node before (0) and after (1), its rate r = P / F, and R = Σ P₀ / Σ F₀ over all items before:
 *
 *   weight     (F₁ − F₀) × (r₀ − R)   more weight on what stood above the subject's own average raises the score
 *   rule       F₁ × (r₁ − r₀)         the same figure brings another part of its full marks
 *   added      F₁ × (r₁ − R)          an item that was not there (or was absent) before
 *   removed    −F₀ × (r₀ − R)         one that is not there any more
 *   adjustment P₁ − P₀                deductions, bonuses, limits, red lines, openings
 *   fullMarks  R × (Σ F₁ − Σ F₀)      once per subject; nothing where the full marks of the list are the same
 *
 * The parts sum to the difference exactly.
 */
export type CauseKind = "weight" | "rule" | "added" | "removed" | "adjustment" | "fullMarks";
export interface Cause {
  readonly path: string;
  readonly kind: CauseKind;
  readonly points: Exact;
}

interface Side {
  full: Exact;
  points: Exact;
}

export function causesOf(before: SubjectResult, after: SubjectResult): readonly Cause[] {
  const [was, is] = [sidesOf(before, true), sidesOf(after, true)];
  const [full, points] = [sum(was, "full"), sum(was, "points")];
  const mean = full.num === 0n ? zero : over(points, full);
  const causes: Cause[] = [];
  const add = (path: string, kind: CauseKind, moved: Exact): void => {
    if (moved.num !== 0n) causes.push({ path, kind, points: moved });
  };
  for (const path of new Set([...was.keys(), ...is.keys()])) {
    const [old, now] = [was.get(path) ?? nothing, is.get(path) ?? nothing];
    // Against the mean rate, so that what only took weight from others does not count as a gain.
    const above = ({ full: f, points: p }: Side): Exact => minus(p, times(f, mean));
    if (old.full.num === 0n) add(path, "added", minus(above(now), above(old)));
    else if (now.full.num === 0n) add(path, "removed", minus(above(now), above(old)));
    else {
      const rate = over(old.points, old.full);
      add(path, "weight", times(minus(now.full, old.full), minus(rate, mean)));
      add(path, "rule", minus(now.points, times(now.full, rate)));
    }
  }
  const [gave, gives] = [sidesOf(before, false), sidesOf(after, false)];
  for (const path of new Set([...gave.keys(), ...gives.keys()]))
    add(path, "adjustment", minus((gives.get(path) ?? nothing).points, (gave.get(path) ?? nothing).points));
  add("", "fullMarks", times(mean, minus(sum(is, "full"), full)));
  return causes;
}

const nothing: Side = { full: zero, points: zero };

/** Items, or what stands beside them, by path. */
function sidesOf({ nodes }: SubjectResult, items: boolean): ReadonlyMap<string, Side> {
  const sides = new Map<string, Side>();
  for (const { path, kind, full, points } of nodes) {
    if (kind === "block" || (kind === "item") !== items) continue;
    const seen = sides.get(path) ?? nothing;
    sides.set(path, {
      full: plus(seen.full, exactOf(full)),
      points: points === undefined ? seen.points : plus(seen.points, exactOf(points)),
    });
  }
  return sides;
}

const sum = (sides: ReadonlyMap<string, Side>, which: "full" | "points"): Exact =>
  sides.values().reduce((total, side) => plus(total, side[which]), zero);
