/**
 * The bench city: one scoring job with seven mixtures of rules over 40 indicators, deterministic from a seed, the same for
 * every engine it is given to. Values are integers in hundredths; about 1.2 % of the cells are missing.
 */
export const seed = 20260101;

/** The murmur3 finaliser; all arithmetic in 32 bits. */
const mix = (start: number): number => {
  let h = start;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};
const hash = (a: number, b: number, c: number): number =>
  mix(Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca77) ^ Math.imul(c + 1, 0xc2b2ae3d) ^ seed);

export type Family = "ratio" | "tier" | "deduct" | "bonus" | "rank" | "minmax" | "rater";
export interface BenchIndicator {
  readonly number: number;
  readonly part: 0 | 1 | 2;
  readonly family: Family;
  /** Position among the indicators of its part and family. */
  readonly nth: number;
  readonly redLine?: { readonly atLeast: number; readonly cap: string };
}

const plan: readonly (readonly [0 | 1 | 2, Family, number])[] = [
  [0, "ratio", 4],
  [0, "tier", 3],
  [0, "deduct", 3],
  [0, "bonus", 2],
  [0, "rank", 2],
  [0, "minmax", 2],
  [1, "ratio", 4],
  [1, "tier", 3],
  [1, "deduct", 2],
  [1, "bonus", 1],
  [1, "rank", 2],
  [1, "minmax", 2],
  [1, "rater", 2],
  [2, "ratio", 2],
  [2, "tier", 2],
  [2, "rater", 1],
  [2, "rank", 1],
  [2, "minmax", 1],
  [2, "deduct", 1],
];
const lines = [
  { atLeast: 9, cap: "59.99" },
  { atLeast: 8, cap: "69.99" },
];

export const indicators: readonly BenchIndicator[] = plan.flatMap(([part, family, count], p) =>
  Array.from({ length: count }, (_, nth) => {
    const number = plan.slice(0, p).reduce((sum, [, , n]) => sum + n, 0) + nth;
    const redLine = part === 0 && family === "deduct" ? lines[nth] : undefined;
    return { number, part, family, nth, ...(redLine ? { redLine } : {}) };
  }),
);

export const roles = 6;
export const weightOf = (role: number, indicator: number): number => hash(role, indicator, 777) % 6;
export const sizes: Readonly<Record<string, { readonly people: number; readonly periods: number }>> = {
  XS: { people: 100, periods: 12 },
  XS2: { people: 200, periods: 12 },
  S: { people: 1_000, periods: 12 },
  S3: { people: 3_000, periods: 12 },
  M: { people: 10_000, periods: 12 },
  LQ: { people: 100_000, periods: 4 },
  L: { people: 100_000, periods: 12 },
};

export const person = (
  id: number,
  people: number,
): { readonly role: number; readonly cohort: number; readonly skill: number } => ({
  role: hash(id, 1, -1) % roles,
  cohort: hash(id, 2, -1) % Math.max(1, Math.floor(people / 50)),
  skill: hash(id, 3, -1) % 10_001,
});

/** The value of a cell in hundredths; -1 where it is missing. */
export function cell(id: number, indicator: BenchIndicator, period: number, skill: number): number {
  if (hash(id, indicator.number, 999) % 500 === 0) return -1;
  const h = hash(id, indicator.number, period);
  if (mix((h + 0x632be59b) | 0) % 100 === 0) return -1;
  if (indicator.family === "deduct") return h % 100 < 85 ? 0 : 100 * (1 + ((h >>> 8) % 3));
  if (indicator.family === "bonus") return h % 100 < 60 ? 0 : 100 * (1 + ((h >>> 8) % 3));
  if (indicator.family === "ratio") return Math.floor(((skill + (h % 10_001)) * 6) / 10);
  return (skill + (h % 10_001)) >>> 1;
}

/** Checksums that every engine must reach: Σ score·10⁴·(id mod 1009 + 1) and Σ rank·(id mod 1009 + 1). */
export const expected: Readonly<Record<string, { readonly scores: bigint; readonly ranks: bigint }>> = {
  XS: { scores: 3566717457n, ranks: 124836n },
  XS2: { scores: 13992427769n, ranks: 516054n },
  S: { scores: 347520446493n, ranks: 12961577n },
  M: { scores: 3480777164483n, ranks: 130217389n },
  LQ: { scores: 35681975435020n, ranks: 1309240037n },
  L: { scores: 34969551505302n, ranks: 1304865433n },
};
