import { apart } from "./apart.ts";

/**
 * The loops that a city's time is spent in, each alone in a function: a runtime then compiles it once, for arrays of one
 * type, and nothing that happens elsewhere throws that away. All arrays of a call are equally long.
 */
type Doubles = Float64Array;

/** into = x × up + more */
function lineRows(x: Doubles, up: number, more: number, into: Doubles): Doubles {
  for (let i = 0; i < into.length; i++) into[i] = (x[i] as number) * up + more;
  return into;
}
export const line = apart(lineRows);

/** into = x × up + y × upY */
function blendRows(x: Doubles, up: number, y: Doubles, upY: number, into: Doubles): Doubles {
  for (let i = 0; i < into.length; i++) into[i] = (x[i] as number) * up + (y[i] as number) * upY;
  return into;
}
export const blend = apart(blendRows);

/** into = x × y */
function productRows(x: Doubles, y: Doubles, into: Doubles): Doubles {
  for (let i = 0; i < into.length; i++) into[i] = (x[i] as number) * (y[i] as number);
  return into;
}
export const product = apart(productRows);

/** into = x × up between low and high; where they cross, high. */
function clampLineRows(x: Doubles, up: number, low: number, high: number, into: Doubles): Doubles {
  for (let i = 0; i < into.length; i++) into[i] = Math.min(Math.max((x[i] as number) * up, low), high);
  return into;
}
export const clampLine = apart(clampLineRows);

/** sum += x × up */
function addLineRows(sum: Doubles, x: Doubles, up: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (x[i] as number) * up;
}
export const addLine = apart(addLineRows);

/** sum += x × up where the mask, of zeros and ones, is 1. */
function addLineWhereRows(sum: Doubles, x: Doubles, up: number, mask: Uint8Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (x[i] as number) * up * (mask[i] as number);
}
export const addLineWhere = apart(addLineWhereRows);

/** sum += value where the mask is 1. */
function addSameWhereRows(sum: Doubles, value: number, mask: Uint8Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + value * (mask[i] as number);
}
export const addSameWhere = apart(addSameWhereRows);

/** into = x × up where the mask is 1, otherwise y × upY */
function pickRows(mask: Uint8Array, x: Doubles, up: number, y: Doubles, upY: number, into: Doubles): Doubles {
  for (let i = 0; i < into.length; i++) into[i] = mask[i] === 1 ? (x[i] as number) * up : (y[i] as number) * upY;
  return into;
}
export const pick = apart(pickRows);

/** into = x × up where the mask is `wanted`, otherwise one value */
function pickOrRows(
  mask: Uint8Array,
  wanted: 0 | 1,
  x: Doubles,
  up: number,
  otherwise: number,
  into: Doubles,
): Doubles {
  for (let i = 0; i < into.length; i++) into[i] = mask[i] === wanted ? (x[i] as number) * up : otherwise;
  return into;
}
export const pickOr = apart(pickOrRows);

/** into = sign of x × up − y × upY */
function signsOfDifferenceRows(x: Doubles, up: number, y: Doubles, upY: number, into: Int8Array): Int8Array {
  for (let i = 0; i < into.length; i++) {
    const n = (x[i] as number) * up;
    const m = (y[i] as number) * upY;
    into[i] = n > m ? 1 : n < m ? -1 : 0;
  }
  return into;
}
export const signsOfDifference = apart(signsOfDifferenceRows);

/** into = sign of x × up − than */
function signsAgainstRows(x: Doubles, up: number, than: number, into: Int8Array): Int8Array {
  for (let i = 0; i < into.length; i++) {
    const n = (x[i] as number) * up;
    into[i] = n > than ? 1 : n < than ? -1 : 0;
  }
  return into;
}
export const signsAgainst = apart(signsAgainstRows);

/** The largest |x|. */
function largestOfRows(x: Doubles): number {
  let most = 0;
  for (let i = 0; i < x.length; i++) {
    const size = Math.abs(x[i] as number);
    if (size > most) most = size;
  }
  return most;
}
export const largestOf = apart(largestOfRows);

/** into[i] = x[index[i]] */
function takenRows(x: Doubles, index: ArrayLike<number>, into: Doubles): Doubles {
  for (let i = 0; i < into.length; i++) into[i] = x[index[i] as number] as number;
  return into;
}
export const taken = apart(takenRows);

/** into = |x| */
function sizesRows(x: Doubles, into: Doubles): Doubles {
  for (let i = 0; i < into.length; i++) into[i] = Math.abs(x[i] as number);
  return into;
}
export const sizes = apart(sizesRows);

/** 1 where x is not 0. */
function someOfRows(x: Doubles, into: Uint8Array): Uint8Array {
  for (let i = 0; i < into.length; i++) into[i] = x[i] === 0 ? 0 : 1;
  return into;
}
export const someOf = apart(someOfRows);

/** Whether some x that is not 0 is no further from it than the error. */
function isDoubtfulRows(x: Doubles, error: number): boolean {
  for (let i = 0; i < x.length; i++) if (x[i] !== 0 && !(Math.abs(x[i] as number) > error)) return true;
  return false;
}
export const isDoubtful = apart(isDoubtfulRows);

/** 1 where the sign is at least `least`. */
function signsFromRows(signs: Int8Array, least: number, into: Uint8Array): Uint8Array {
  for (let i = 0; i < into.length; i++) into[i] = (signs[i] as number) >= least ? 1 : 0;
  return into;
}
export const signsFrom = apart(signsFromRows);
