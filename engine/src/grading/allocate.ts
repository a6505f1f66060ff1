import { at, type Column, limit, rowCount } from "../number/column.ts";
import { compare, type Exact, exact, minus, over, plus, roundWhole, times, zero } from "../number/exact.ts";

/** Fen of every claim, in the order of the claims. */
export interface Shares {
  readonly fen: Float64Array;
  readonly returned: number;
}

/**
 * Divides a pool of fen among claims without losing or inventing one (最大余数法).
 *
 * Shares are floored; the fen left over go one each to the largest remainders, equal remainders to the earlier claim.
 *
 * Guarantees: shares sum to `pool` unless every claim is zero, in which case all is returned.
 *
 * @param claims None is negative.
 */
export function allocate(pool: number, claims: Column): Shares {
  return claims.kind === "whole" ? byWeights(pool, claims.num) : byFractions(pool, claims);
}

/** Claims over one denominator: it cancels. */
function byWeights(pool: number, weights: Float64Array): Shares {
  const fen = new Float64Array(weights.length);
  let whole = 0n;
  for (const weight of weights) whole += BigInt(weight);
  if (whole === 0n) return { fen, returned: pool };
  const most = BigInt(pool);
  const rest: (number | bigint)[] = new Array(fen.length);
  const isSmall = whole <= BigInt(limit);
  let left = most;
  let before = Number.NaN;
  for (let k = 0; k < fen.length; k++) {
    const weight = weights[k] as number;
    if (weight === before) {
      fen[k] = fen[k - 1] as number;
      rest[k] = rest[k - 1] as number | bigint;
    } else {
      const due = most * BigInt(weight);
      const own = due / whole;
      fen[k] = Number(own);
      const remainder = due - own * whole;
      rest[k] = isSmall ? Number(remainder) : remainder;
      before = weight;
    }
    left -= BigInt(fen[k] as number);
  }
  const served = [...fen.keys()].sort((a, b) => {
    const [p, q] = [rest[a] as number, rest[b] as number];
    return p < q ? 1 : p > q ? -1 : a - b;
  });
  for (const k of served.slice(0, Number(left))) fen[k] = (fen[k] as number) + 1;
  return { fen, returned: 0 };
}

function byFractions(pool: number, column: Column): Shares {
  const claims = Array.from({ length: rowCount(column) }, (_, k) => at(column, k));
  const whole = claims.reduce((sum, claim) => plus(sum, claim), zero);
  const fen = new Float64Array(claims.length);
  if (whole.num === 0n) return { fen, returned: pool };
  const rest = claims.map((claim, k): Exact => {
    const due = over(times(exact(pool), claim), whole);
    const floor = roundWhole(due.num, due.den, "floor");
    fen[k] = Number(floor);
    return minus(due, exact(floor));
  });
  const left = pool - fen.reduce((sum, f) => sum + f, 0);
  const served = [...fen.keys()].sort((a, b) => compare(rest[b] as Exact, rest[a] as Exact) || a - b);
  for (const k of served.slice(0, left)) fen[k] = (fen[k] as number) + 1;
  return { fen, returned: 0 };
}

/**
 * Pays every claim its part of a fixed standard in fen, floored to the fen; what is not paid goes back.
 * `undefined` when the claims together pass the pool: a body has to decide, the system does not cut anybody.
 */
export function payStandard(pool: number, standard: number, claims: Column): Shares | undefined {
  const fen = new Float64Array(rowCount(claims));
  for (let k = 0; k < fen.length; k++) {
    const due = times(at(claims, k), exact(standard));
    fen[k] = Number(roundWhole(due.num, due.den, "floor"));
  }
  const paid = fen.reduce((sum, f) => sum + f, 0);
  return paid > pool ? undefined : { fen, returned: pool - paid };
}
