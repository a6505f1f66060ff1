/**
 * The smallest place that so many hundredths of the draws do not pass (the inverse of the empirical distribution; nothing
 * is interpolated, for a place is a place). `counts[p]` says how often the subject had place p + 1.
 */
export function placeOf(counts: Uint32Array, draws: number, hundredths: number): number {
  let seen = 0;
  for (let p = 0; p < counts.length; p++) {
    seen += counts[p] as number;
    if (seen * 100 >= draws * hundredths) return p + 1;
  }
  return counts.length;
}

/**
 * Neighbours in the ranking who cannot be told apart: a band begins with the best who is in none, and takes in whoever
 * follows while every two of it have a place in both their intervals. Two such intervals have one in common exactly where
 * the highest of the lower ends does not pass the lowest of the upper ends. Members stand in the order of their rank.
 */
export function tieBands(low: Int32Array, high: Int32Array): Int32Array {
  const band = new Int32Array(low.length).fill(-1);
  let number = 0;
  for (let start = 0; start < low.length; ) {
    let [from, to] = [low[start] as number, high[start] as number];
    let end = start + 1;
    for (; end < low.length; end++) {
      const [nextFrom, nextTo] = [Math.max(from, low[end] as number), Math.min(to, high[end] as number)];
      if (nextFrom > nextTo) break;
      [from, to] = [nextFrom, nextTo];
    }
    if (end - start > 1) {
      band.fill(number, start, end);
      number++;
    }
    start = end;
  }
  return band;
}
