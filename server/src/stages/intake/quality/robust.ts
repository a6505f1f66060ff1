/** The middle value; of an even number the mean of the two in the middle. Of none: NaN. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[half - 1], sorted[half]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** The median distance from the median. */
export function madOf(values: readonly number[]): number {
  const middle = medianOf(values);
  return medianOf(values.map((each) => Math.abs(each - middle)));
}

/**
 * The modified z-score of Iglewicz and Hoaglin (How to Detect and Handle Outliers, 1993): 0.6745 (x − median) / MAD, where
 * 0.6745 makes it the ordinary z-score for normal values. `leastSpread`: the MAD is not taken for less.
 */
export function modifiedZ(value: number, history: readonly number[], leastSpread: number): number {
  const distance = value - medianOf(history);
  const spread = Math.max(madOf(history), leastSpread);
  return spread === 0
    ? distance === 0
      ? 0
      : Math.sign(distance) * Number.POSITIVE_INFINITY
    : (0.6745 * distance) / spread;
}
