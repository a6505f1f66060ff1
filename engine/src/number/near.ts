import {
  type Column,
  type NearColumn,
  near,
  type Query,
  rowCount,
  sameIn,
  tiny,
  toDouble,
  unit,
  widened,
} from "./column.ts";
import { accumulate, doublesOf } from "./doubles.ts";
import { type Exact, exact, gcd, over, times, zero } from "./exact.ts";

/** One addend: factor × column in the rows where the mask is 1. */
export interface Term {
  readonly column: Column;
  readonly factor?: Exact | undefined;
  readonly mask?: Uint8Array | undefined;
}

/** Σ factor × column. */
export function nearSum(terms: readonly Term[], rows: number): NearColumn {
  const num = new Float64Array(rows);
  let error = 0;
  let bound = 0;
  for (const { column, factor, mask } of terms) {
    const added = accumulate(num, column, factor ? toDouble(factor) : 1, mask);
    error += added.error;
    bound += added.bound;
  }
  bound = widened(bound);
  return near(num, widened(error + terms.length * (unit * bound + 2 * tiny)), bound, (row, query) =>
    sumAt(terms, row, query),
  );
}

/** Σ factor × column of one row, exactly. */
export function sumAt(terms: readonly Term[], row: number, query: Query): Exact {
  let num = 0n;
  let den = 1n;
  for (const { column, factor, mask } of terms) {
    if (mask !== undefined && mask[row] !== 1) continue;
    const own = query.at(column, row);
    if (own.num === 0n) continue;
    const value = factor ? times(own, factor) : own;
    if (value.den === den) num += value.num;
    else {
      // Over the least common denominator: the product of forty would be reduced at the price of all the rest.
      const shared = gcd(den, value.den);
      num = num * (value.den / shared) + value.num * (den / shared);
      den *= value.den / shared;
    }
  }
  return exact(num, den);
}

/** column × factor. */
export function nearScaled(column: Column, factor: Exact): NearColumn {
  const num = new Float64Array(rowCount(column));
  const { error, bound } = accumulate(num, column, toDouble(factor));
  return near(num, widened(error + 2 * tiny), bound, (row, query) => times(query.at(column, row), factor));
}

/** a × b. */
export function nearProduct(a: Column, b: Column): NearColumn {
  const x = doublesOf(a);
  const y = doublesOf(b);
  const rows = x.num.length;
  const num = new Float64Array(rows);
  const [xs, ys] = [x.num, y.num];
  let bound = 0;
  for (let i = 0; i < rows; i++) {
    const p = (xs[i] as number) * (ys[i] as number);
    if (p > bound) bound = p;
    else if (-p > bound) bound = -p;
    num[i] = p === 0 && xs[i] !== 0 && ys[i] !== 0 ? tiny : p;
  }
  const error = x.bound * y.error + y.bound * x.error + x.error * y.error + unit * bound;
  return near(num, widened(error), widened(bound), (row, query) => times(query.at(a, row), query.at(b, row)));
}

/** a / b; rows where b is zero take the row of `whenZero`. Divisors that may be zero are asked exactly. */
export function nearQuotient(a: Column, b: Column, whenZero: Column): NearColumn {
  const x = doublesOf(a);
  const y = doublesOf(b);
  const z = doublesOf(whenZero);
  const rows = x.num.length;
  const num = new Float64Array(rows);
  const [isExactTop, isExactBelow] = [a.kind !== "near", b.kind !== "near"];
  // A divisor nearer to zero than this would make the error of every row large: such rows are not known in doubles.
  const least = isExactBelow ? 0 : y.error * 2 ** 20;
  const [xs, ys, zs] = [x.num, y.num, z.num];
  let bound = 0;
  let smallest = Infinity;
  for (let i = 0; i < rows; i++) {
    const divisor = ys[i] as number;
    let q: number;
    if (divisor === 0) q = zs[i] as number;
    else {
      const size = Math.abs(divisor);
      if (size > least) {
        if (size < smallest) smallest = size;
        q = (xs[i] as number) / divisor;
        if (q === 0 && xs[i] !== 0) q = tiny;
      } else q = Number.NaN;
    }
    const reach = Math.abs(q);
    if (reach > bound) bound = reach;
    num[i] = q;
  }
  // Integers over their denominators are near by their own size: at most 8u × |x|.
  const fromTop = isExactTop ? 8 * unit * bound : x.error / (smallest * (1 - 2 ** -19));
  const fromBelow = isExactBelow ? 8 * unit * bound : (bound * y.error) / (smallest * (1 - 2 ** -19));
  const error = fromTop + fromBelow + unit * bound;
  return near(num, widened(Math.max(error, z.error)), widened(bound), (row, query) => {
    const divisor = query.at(b, row);
    return divisor.num === 0n ? query.at(whenZero, row) : over(query.at(a, row), divisor);
  });
}

/** The row of `a` where `mask` is 1, otherwise the row of `b`. */
export function nearChosen(mask: Uint8Array, a: Column, b: Column): NearColumn {
  const rows = mask.length;
  const num = new Float64Array(rows);
  const other = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) other[i] = mask[i] === 1 ? 0 : 1;
  const x = accumulate(num, a, 1, mask);
  const y = accumulate(num, b, 1, other);
  return near(num, widened(Math.max(x.error, y.error)), Math.max(x.bound, y.bound), (row, query) =>
    query.at(mask[row] === 1 ? a : b, row),
  );
}

/** The larger (sign 1) or smaller (sign −1) of a and b, row by row. */
export function nearExtreme(a: Column, b: Column, sign: 1 | -1): NearColumn {
  const x = doublesOf(a);
  const y = doublesOf(b);
  const rows = x.num.length;
  const num = new Float64Array(rows);
  const [xs, ys] = [x.num, y.num];
  const doubt = x.error + y.error;
  for (let i = 0; i < rows; i++) {
    const p = xs[i] as number;
    const q = ys[i] as number;
    const r = sign === 1 ? Math.max(p, q) : Math.min(p, q);
    // A zero that a doubtful number may pass is not known to be the result.
    num[i] = r === 0 && (p === 0 ? q !== 0 && Math.abs(q) <= doubt : Math.abs(p) <= doubt) ? tiny : r;
  }
  return near(num, widened(Math.max(x.error, y.error)), Math.max(x.bound, y.bound), (row, query) => {
    const p = query.at(a, row);
    const q = query.at(b, row);
    const difference = p.num * q.den - q.num * p.den;
    return (sign === 1 ? difference >= 0n : difference <= 0n) ? p : q;
  });
}

/** |column|. */
export function nearMagnitude(column: NearColumn): NearColumn {
  return near(column.num.map(Math.abs), column.error, column.bound, (row, query) => {
    const value = query.at(column, row);
    return value.num < 0n ? { num: -value.num, den: value.den } : value;
  });
}

/** Σ term / weight, row by row; 0 where the weight is 0. */
export function nearMean(terms: readonly Term[], weight: Column): NearColumn {
  const rows = rowCount(weight);
  const quotient = nearQuotient(nearSum(terms, rows), weight, sameIn(0, 1, rows));
  return near(quotient.num, quotient.error, quotient.bound, (row, query) => {
    const divisor = query.at(weight, row);
    return divisor.num === 0n ? zero : over(sumAt(terms, row, query), divisor);
  });
}
