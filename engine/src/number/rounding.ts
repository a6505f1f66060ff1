import { arithmetic, at, type Column, fromExacts, limit, rowCount, sameIn, unit, whole, widened } from "./column.ts";
import { doublesOf } from "./doubles.ts";
import { type Exact, type RoundingMode, roundTo, roundWhole } from "./exact.ts";

/** Rounded to `places` decimals. The only places where this may be called are those that a scheme names. */
export function roundColumn(column: Column, places: number, mode: RoundingMode): Column {
  const scaleUp = 10 ** places;
  if (column.kind === "whole") {
    const { den, same, bound } = column;
    if (same !== undefined) return roundedSame(at(column, 0), places, mode, column.rows);
    if (den === 1 || scaleUp % den === 0) return column;
    if (bound * scaleUp <= limit && den * 2 <= limit) {
      const num = new Float64Array(column.num.length);
      roundAll(column.num, undefined, den, scaleUp, mode, num);
      return whole(num, scaleUp, Math.ceil((bound * scaleUp) / den) + 1);
    }
  }
  if (column.kind === "rows" && column.bound * scaleUp <= limit && column.denBound * 2 <= limit) {
    const num = new Float64Array(column.num.length);
    roundAll(column.num, column.den, 1, scaleUp, mode, num);
    return whole(num, scaleUp, column.bound * scaleUp + 1);
  }
  return roundNear(column, places, mode);
}

function roundedSame(value: Exact, places: number, mode: RoundingMode, rows: number): Column {
  const rounded = roundTo(value, places, mode);
  const scaled = rounded.num * (10n ** BigInt(places) / rounded.den);
  if (Math.abs(Number(scaled)) <= limit) return sameIn(Number(scaled), 10 ** places, rows);
  return fromExacts(new Array<Exact>(rows).fill(rounded));
}

/** The whole numbers nearest to num × scaleUp / den by `mode`; every product stays an integer below the limit. */
function roundAll(
  nums: Float64Array,
  dens: Float64Array | undefined,
  oneDen: number,
  scaleUp: number,
  mode: RoundingMode,
  into: Float64Array,
): void {
  for (let i = 0; i < into.length; i++) {
    const den = dens === undefined ? oneDen : (dens[i] as number);
    const n = (nums[i] as number) * scaleUp;
    let q = Math.floor(n / den);
    // The quotient is rounded and may have met the next whole number; the rest, of integers, is exact.
    let rest = n - q * den;
    if (rest < 0) {
      q -= 1;
      rest += den;
    } else if (rest >= den) {
      q += 1;
      rest -= den;
    }
    into[i] = rest !== 0 && goesUp(n, q, rest, den, mode) ? q + 1 : q;
  }
}

/** Whether q + rest/den becomes q + 1; 0 < rest < den. */
function goesUp(n: number, q: number, rest: number, den: number, mode: RoundingMode): boolean {
  if (mode === "half-up") return n < 0 ? rest * 2 > den : rest * 2 >= den;
  if (mode === "half-even") return rest * 2 > den || (rest * 2 === den && q % 2 !== 0);
  if (mode === "floor") return false;
  return mode === "ceil" || n < 0;
}

/** By doubles where no edge is nearer than the error, exactly elsewhere. */
function roundNear(column: Column, places: number, mode: RoundingMode): Column {
  const scaleUp = 10 ** places;
  const power = 10n ** BigInt(places);
  const { num: values, error, bound } = doublesOf(column);
  const rows = rowCount(column);
  // Beyond 2^51 a double has no place left for what stands behind the whole number: every row is asked.
  const doubt = bound * scaleUp < 2 ** 51 ? widened(error * scaleUp + 2 * unit * bound * scaleUp) : Infinity;
  const isHalf = mode === "half-up" || mode === "half-even";
  const num = new Float64Array(rows);
  let isWide = scaleUp > limit;
  let asked = 0;
  let most = 0;
  for (let i = 0; i < rows; i++) {
    const value = values[i] as number;
    if (value === 0) continue;
    const s = value * scaleUp;
    const q = Math.floor(s);
    const rest = s - q;
    const distance = isHalf ? Math.abs(rest - 0.5) : Math.min(rest, 1 - rest);
    if (distance > doubt) {
      num[i] = (isHalf ? rest > 0.5 : mode === "ceil" || (mode === "truncate" && value < 0)) ? q + 1 : q;
    } else {
      asked++;
      const own = at(column, i);
      const rounded = roundWhole(own.num * power, own.den, mode);
      num[i] = Number(rounded);
      if (Math.abs(num[i] as number) > limit) isWide = true;
    }
    most = Math.max(most, Math.abs(num[i] as number));
  }
  arithmetic.asked += asked;
  arithmetic.decided += rows - asked;
  if (!isWide) return whole(num, scaleUp, most);
  return fromExacts(Array.from({ length: rows }, (_, i) => roundTo(at(column, i), places, mode)));
}
