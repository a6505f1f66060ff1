import { type Exact, exact, roundWhole, times } from "../number/exact.ts";

/** One band of a scale, as it is asked for everybody. Exactly one of the first three, or none: then it holds for all. */
export interface BandRule {
  /** By grade: 1 for the grades (by number) that it is for. */
  readonly grades?: Uint8Array;
  /** By score: the lowest, as a number of units. */
  readonly atLeast?: (i: number) => boolean;
  /** By place: the best part of the cohort, cumulative. */
  readonly share?: Exact;
}

export interface ToBand {
  readonly grade: Int32Array;
  /** How many of the cohort stand level with a subject or before it, and how many there are. */
  readonly atOrAbove: Int32Array;
  readonly of: Int32Array;
}

/**
 * The first band of a scale that holds for the subject at position i, -1 for none. A band by place holds for everybody who
 * stands, with all that are level, within its part of the cohort, or within a better one's.
 */
export function bandsBy(scale: readonly BandRule[], { grade, atOrAbove, of }: ToBand): (i: number) => number {
  const cutsOf = new Map<number, readonly number[]>();
  const cuts = (size: number): readonly number[] => {
    const known = cutsOf.get(size);
    if (known) return known;
    let most = -Infinity;
    const own = scale.map(({ share }) => {
      if (share) {
        const places = times(share, exact(size));
        most = Math.max(most, Number(roundWhole(places.num, places.den, "floor")));
      }
      return most;
    });
    cutsOf.set(size, own);
    return own;
  };
  return (i) => {
    const place = atOrAbove[i] as number;
    const limits = cuts(of[i] as number);
    for (let b = 0; b < scale.length; b++) {
      const band = scale[b] as BandRule;
      const holds = band.grades
        ? (grade[i] as number) >= 0 && band.grades[grade[i] as number] === 1
        : band.atLeast
          ? band.atLeast(i)
          : band.share === undefined || place <= (limits[b] as number);
      if (holds) return b;
    }
    return -1;
  };
}
