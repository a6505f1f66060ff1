/**
 * Chance that can be repeated: every stream is named, so that a new datum never shifts the others.
 * Integers and IEEE sums only; no function whose last digit differs between machines.
 */
export interface Chance {
  /** A whole number from `low` to `high`, both possible. */
  between(low: number, high: number): number;
  /** 0 ≤ x < 1. */
  share(): number;
  /** About normal: mean 0, deviation 1, never beyond ±6. */
  bell(): number;
  pick<T>(from: readonly T[]): T;
}

export function chance(seed: number, ...name: readonly string[]): Chance {
  let state = seedOf(`${seed}/${name.join("/")}`);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const share = (): number => next() / 4294967296;
  const between = (low: number, high: number): number => low + Math.floor(share() * (high - low + 1));
  return {
    share,
    between,
    bell() {
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += share();
      return sum;
    },
    pick<T>(from: readonly T[]): T {
      const chosen = from[between(0, from.length - 1)];
      if (chosen === undefined) throw new RangeError("nothing to pick from");
      return chosen;
    },
  };
}

/** FNV-1a over UTF-16 units, mixed once more so that close names give far states. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  return Math.imul(hash, 0x85ebca6b) >>> 0;
}

export const within = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));

/** A decimal text with exactly `places` digits after the point. */
export function decimal(value: number, places: number): string {
  const scale = 10 ** places;
  const steps = Math.round(value * scale);
  const digits = String(Math.abs(steps)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const sign = steps < 0 ? "-" : "";
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(digits.length - places)}`;
}
