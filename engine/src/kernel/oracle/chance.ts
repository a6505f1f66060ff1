/** Repeatable choices from one seed (mulberry32), so that a scheme that differs can be drawn again by its number. */
export interface Chance {
  /** A whole number from `least` to `most`, both inside. */
  between(least: number, most: number): number;
  one<T>(of: readonly T[]): T;
  /** True in so many of a hundred. */
  hits(percent: number): boolean;
  /** The members, in another order. */
  shuffled<T>(of: readonly T[]): T[];
}

export function chance(seed: number): Chance {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    between,
    one: <T>(of: readonly T[]): T => of[between(0, of.length - 1)] as T,
    hits: (percent) => next() * 100 < percent,
    shuffled: <T>(of: readonly T[]): T[] => {
      const left = [...of];
      return of.map(() => left.splice(between(0, left.length - 1), 1)[0] as T);
    },
  };
}

/** Full marks as offices write them, and as they should not. */
export const weight = (c: Chance): string =>
  c.one(["10", "20", "25", "40", "5", "12.5", "1/3", "0.07", "12.5%", "33.3", "7", "2/7"]);

/** Figures with many ties, exact halves, up to nine decimals, and some beyond 2^31 hundredths. */
export function figure(c: Chance): string {
  const kind = c.between(0, 99);
  if (kind < 50)
    return c.one(["0", "50", "60", "80", "80", "85.5", "90", "95", "100", "100", "-3", "0.125", "88.885", "79.995"]);
  if (kind < 70) return `${c.between(0, 110)}.${c.between(0, 99)}5`;
  if (kind < 85) return `${c.between(0, 120)}.${String(c.between(1, 999_999_999)).padStart(9, "0")}`;
  if (kind < 95) return `${c.between(21_474_837, 4_000_000_000)}.${c.between(10, 99)}`;
  return c.one(["1/3", "100/7", "0.000000001", "-85.25"]);
}
