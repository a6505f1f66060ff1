/** Every figure by which the detectors judge, in one place: docs/decisions/0068 says where each comes from. */
export const thresholds = {
  /** Days after the end of a period in which its figures are due, where no rule says otherwise. */
  dueDays: 10,
  /** Fewer cases behind a rate are too few to judge it by. */
  fewestCases: 10,
  /** A history of fewer figures says nothing about the next one. */
  fewestEarlier: { jump: 3, season: 5, own: 8 },
  /** How near the ratio to the own median must be to a power of ten, in decimal logarithms: 10^0.12 is a third more. */
  jumpNearness: 0.12,
  /** How far the history itself may lie from its median, as a factor, for a jump to be told from its ups and downs. */
  jumpSteadiness: 2.5,
  /** Modified z-scores: the advice of its authors for the same season, and more where only neighbouring periods are known. */
  outlier: { season: 3.5, own: 6 },
  /** The spread is never taken for less than this part of the median: a constant history would forbid every change. */
  leastSpread: 0.01,
  /** Heaping: the width on both sides of the target as a part of it, the fewest figures within it, the chance allowed. */
  heaping: { width: 0.02, fewest: 8, chance: 0.001 },
  /** End of period: the last tenth of its days, the fewest records, the chance allowed, by how much more than an even share. */
  spike: { part: 10, fewest: 20, chance: 0.001, times: 2 },
} as const;
