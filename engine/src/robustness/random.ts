/**
 * Numbers for draws: deterministic from a seed, the same on every machine. xoshiro128** (Blackman and Vigna 2018, public
 * domain), whose four words of state are the first two outputs of SplitMix64 of the seed, low half first. Both are held
 * against their published vectors. Nothing that decides about anybody is drawn.
 */
export interface Random {
  /** The next whole number of 32 bits. */
  next(): number;
  /** Strictly between 0 and 1: the middle of one of 2³² equal parts. */
  fraction(): number;
}

const wide = (value: bigint): bigint => BigInt.asUintN(64, value);

/** The outputs of SplitMix64 (Steele, Lea and Flood 2014) from a seed on. */
export function* splitMix64(seed: bigint): Generator<bigint, never> {
  let state = wide(seed);
  while (true) {
    state = wide(state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = wide((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = wide((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    yield z ^ (z >> 31n);
  }
}

/** @param seed A whole number from 0 to 2⁵³ − 1. */
export function randomFrom(seed: number): Random {
  const seeds = splitMix64(BigInt(seed));
  const [first, second] = [seeds.next().value, seeds.next().value];
  const word = (value: bigint): number => Number(BigInt.asUintN(32, value)) | 0;
  return xoshiro128(word(first), word(first >> 32n), word(second), word(second >> 32n));
}

const turned = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** xoshiro128** from its state; not all four words may be 0. */
export function xoshiro128(a: number, b: number, c: number, d: number): Random {
  let [s0, s1, s2, s3] = [a | 0, b | 0, c | 0, d | 0];
  const next = (): number => {
    const found = Math.imul(turned(Math.imul(s1, 5), 7), 9);
    const t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = turned(s3, 11);
    return found >>> 0;
  };
  return { next, fraction: () => (next() + 0.5) / 2 ** 32 };
}
