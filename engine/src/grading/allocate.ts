import { compare, type Exact, exact, minus, over, plus, roundWhole, times, zero } from "../number/exact.ts";

export interface Claim {
  readonly subject: string;
  /** Never negative. */
  readonly claim: Exact;
  /** Equal remainders are served in this order, lowest first. */
  readonly order: number;
}

export interface Shares {
  readonly fen: ReadonlyMap<string, number>;
  readonly returned: number;
}

/**
 * Divides a pool of fen among claims without losing or inventing one (最大余数法).
 *
 * Shares are floored; the fen left over go one each to the largest remainders, equal remainders by `order`.
 *
 * Guarantees: shares sum to `pool` unless every claim is zero, in which case all is returned; the order of `claims` does not matter.
 */
export function allocate(pool: number, claims: readonly Claim[]): Shares {
  const whole = claims.reduce((sum, c) => plus(sum, c.claim), zero);
  if (whole.num === 0n) return { fen: new Map(claims.map((c) => [c.subject, 0])), returned: pool };
  const parts = claims.map((c) => {
    const due = over(times(exact(pool), c.claim), whole);
    const fen = roundWhole(due.num, due.den, "floor");
    return { ...c, fen, rest: minus(due, exact(fen)) };
  });
  let left = BigInt(pool) - parts.reduce((sum, p) => sum + p.fen, 0n);
  const served = parts.toSorted((a, b) => compare(b.rest, a.rest) || a.order - b.order);
  const fen = new Map<string, number>();
  for (const part of served) {
    const extra = left > 0n ? 1n : 0n;
    left -= extra;
    fen.set(part.subject, Number(part.fen + extra));
  }
  return { fen, returned: 0 };
}

/**
 * Pays every claim its part of a fixed standard in fen, floored to the fen; what is not paid goes back.
 * `undefined` when the claims together pass the pool: a body has to decide, the system does not cut anybody.
 */
export function payStandard(pool: number, standard: number, claims: readonly Claim[]): Shares | undefined {
  const fen = new Map(
    claims.map((c) => {
      const due = times(c.claim, exact(standard));
      return [c.subject, Number(roundWhole(due.num, due.den, "floor"))] as const;
    }),
  );
  const paid = [...fen.values()].reduce((sum, f) => sum + f, 0);
  return paid > pool ? undefined : { fen, returned: pool - paid };
}
