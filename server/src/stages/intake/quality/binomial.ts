import { type Exact, exact } from "@biaochi/engine/exact";

/**
 * The chance that of n trials, each of which succeeds with probability p, at least k do: the exact sum of the binomial
 * distribution in whole numbers, so that it is the same on every machine.
 */
export function chanceOfAtLeast(k: number, n: number, p: Exact): Exact {
  if (k <= 0) return exact(1n);
  const q = p.den - p.num;
  let ways = 1n; // of n things, i
  let sum = 0n;
  for (let i = 0; i <= n; i += 1) {
    if (i >= k) sum += ways * p.num ** BigInt(i) * q ** BigInt(n - i);
    ways = (ways * BigInt(n - i)) / BigInt(i + 1);
  }
  return exact(sum, p.den ** BigInt(n));
}

/** Beyond a million nobody reads the difference. */
const most = 1_000_000n;

/** Less than once in so many times. */
export function onceIn({ num, den }: Exact): number {
  const times = num === 0n ? most : den / num;
  return Number(times < most ? times : most);
}
