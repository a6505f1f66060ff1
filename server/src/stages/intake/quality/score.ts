import { exact, exactOf, fixed, minus, roundTo, show } from "@biaochi/engine/exact";

/** What came of one source in the time that is examined. */
export type SourceCount = {
  readonly source: string | null;
  readonly owner: string | null;
  readonly indicators: readonly string[];
  /** Figures that were due, and those of them that are not there. */
  readonly due: number;
  readonly absent: number;
  /** Figures of which the day is known on which they came, and those of them that came late. */
  readonly judged: number;
  readonly late: number;
  /** Figures that are numbers. */
  readonly numbers: number;
};

export const scoreParts = ["complete", "in-time", "sound"] as const;
export type ScorePart = (typeof scoreParts)[number];
/** Points of each part; together a hundred. */
export const weights: Readonly<Record<ScorePart, number>> = { complete: 40, "in-time": 30, sound: 30 };

export type SourceScore = {
  readonly points: string;
  readonly lost: readonly {
    readonly part: ScorePart;
    readonly weight: number;
    readonly faulted: number;
    readonly of: number;
    readonly points: string;
  }[];
};

/**
 * 100 − Σ weight × faulted / of, each loss rounded to two decimals before it is taken off, so that what is shown adds up.
 * `doubtful`: figures with a finding that nobody has settled. A part of which nothing is known loses nothing.
 */
export function scoreOf(count: SourceCount, doubtful: number): SourceScore {
  const parts: Readonly<Record<ScorePart, readonly [faulted: number, of: number]>> = {
    complete: [count.absent, count.due],
    "in-time": [count.late, count.judged],
    sound: [doubtful, count.numbers],
  };
  const lost = scoreParts.map((part) => {
    const [faulted, of] = parts[part];
    const points = of === 0 ? exact(0n) : roundTo(exact(BigInt(weights[part] * Math.min(faulted, of)), BigInt(of)), 2);
    return { part, weight: weights[part], faulted, of, points: fixed(points, 2) };
  });
  const points = lost.reduce((rest, each) => minus(rest, exactOf(each.points)), exact(100n));
  return { points: show(points), lost };
}
