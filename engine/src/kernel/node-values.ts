import { State } from "../facts/state.ts";
import { apart } from "../number/apart.ts";
import { toDouble } from "../number/column.ts";
import { type Exact, exact, roundWhole } from "../number/exact.ts";
import type { Approximate } from "./amounts.ts";
import type { ListedLeaf } from "./list-scores.ts";

/**
 * A node's full marks and points as doubles that depend on nothing but their exact values: x becomes round(x × 10⁹) / 10⁹,
 * halves away from zero, and beyond 2⁵¹ / 10⁹ the double of x itself. So a run that continued another, and computed its
 * subjects in other company, says the same bytes as one that began anew.
 *
 * The rounding is decided by doubles where they are further from the nearest half than their proven error, and exactly
 * elsewhere. Both steps after it (a whole number below 2⁵³ over 10⁹) are correctly rounded by IEEE 754.
 */
export const grid = 1e9;
const widest = 2 ** 51;
/** What doubles say about whole numbers below this is certain to lie below `widest`. */
const surelyInside = 2 ** 50;

export interface NodeValues {
  /** NaN where the node is not on the subject's list. */
  readonly full: Float64Array;
  readonly points: Float64Array;
  /** Not applicable where the node is not on the subject's list. */
  readonly states: Uint8Array;
  /** Whether all three arrays have been made. */
  readonly isMade: boolean;
  /** Whether the node is on nobody's list. */
  readonly isEmpty: boolean;
}

/** The values of a leaf for everybody whom it was computed for, each made when first asked for. */
export function valuesOf(leaf: ListedLeaf): NodeValues {
  let raw: { readonly full: Approximate; readonly points: Approximate } | undefined;
  let outside: Uint8Array | undefined | "unknown" = "unknown";
  // An item that is on everybody's list needs one of the two at a time.
  const isEverybodys = leaf.kind === "item" && leaf.listed === undefined;
  const both = () => {
    raw ??= { full: leaf.fullDoubles(), points: leaf.pointsDoubles() };
    return raw;
  };
  const left = (): Uint8Array | undefined => {
    if (isEverybodys) return undefined;
    if (outside === "unknown") outside = outsideOf(leaf, both().full, both().points);
    return outside;
  };
  const known: { full?: Float64Array; points?: Float64Array; states?: Uint8Array } = {};
  const make = (which: "full" | "points"): Float64Array => {
    const mask = left();
    const doubles = raw ? raw[which] : which === "full" ? leaf.fullDoubles() : leaf.pointsDoubles();
    const values = onGrid(doubles, (i) => leaf.at(i)[which]);
    if (mask) clear(values, mask);
    known[which] = values;
    if (known.full && known.points) raw = undefined;
    return values;
  };
  return {
    get full() {
      return known.full ?? make("full");
    },
    get points() {
      return known.points ?? make("points");
    },
    get states() {
      const mask = left();
      known.states ??= mask ? statesWithout(leaf.states, mask, new Uint8Array(mask.length)) : leaf.states;
      return known.states;
    },
    get isMade() {
      return known.full !== undefined && known.points !== undefined && known.states !== undefined;
    },
    get isEmpty() {
      const mask = left();
      return mask !== undefined && !mask.includes(0);
    },
  };
}

/** 1 where the node is not on the subject's list: it brings and could bring nothing. Absent: nowhere. */
function outsideOf(leaf: ListedLeaf, full: Approximate, points: Approximate): Uint8Array | undefined {
  const mask = leaf.kind === "item" ? leaf.listed : new Uint8Array(full.num.length);
  if (!mask) return undefined;
  const found = new Uint8Array(mask.length);
  const { isAny, isDoubtful } = markNothing(mask, full.num, 2 * full.absolute, points.num, 2 * points.absolute, found);
  if (isDoubtful)
    for (let i = 0; i < found.length; i++) {
      if (found[i] !== 2) continue;
      const own = leaf.at(i);
      found[i] = own.full.num === 0n && own.points.num === 0n ? 1 : 0;
    }
  return isAny ? found : undefined;
}

/** 1 where both are nothing, 2 where doubles cannot say; rows whose mask is 1 are there in any case. */
const markNothing = apart(
  (
    mask: Uint8Array,
    full: Float64Array,
    fullError: number,
    points: Float64Array,
    pointsError: number,
    into: Uint8Array,
  ): { readonly isAny: boolean; readonly isDoubtful: boolean } => {
    let most = 0;
    for (let i = 0; i < into.length; i++) {
      if (mask[i] === 1) continue;
      const f = full[i] as number;
      const p = points[i] as number;
      if (f === 0 && p === 0) {
        into[i] = 1;
        if (most === 0) most = 1;
      } else if (!(Math.abs(f) > fullError) && !(Math.abs(p) > pointsError)) {
        into[i] = 2;
        most = 2;
      }
    }
    return { isAny: most > 0, isDoubtful: most === 2 };
  },
);

const clear = apart((values: Float64Array, mask: Uint8Array): void => {
  for (let i = 0; i < values.length; i++) if (mask[i] === 1) values[i] = Number.NaN;
});

const statesWithout = apart((states: Uint8Array, mask: Uint8Array, into: Uint8Array): Uint8Array => {
  for (let i = 0; i < into.length; i++) into[i] = mask[i] === 1 ? State.notApplicable : (states[i] as number);
  return into;
});

/** Rounds doubles to the grid in place. */
function onGrid({ num, relative, absolute }: Approximate, ask: (i: number) => Exact): Float64Array {
  // The product with the grid and the sum with a half are rounded, the difference from the whole number is not.
  const slope = relative * (1 + 2 ** -40) + 2 ** -51;
  const doubt = absolute * grid * (1 + 2 ** -40) + 2 ** -40;
  for (let i = roundFrom(num, 0, slope, doubt); i < num.length; i = roundFrom(num, i + 1, slope, doubt))
    num[i] = gridded(ask(i));
  return num;
}

/**
 * Rounds from position `start` on, up to the first that doubles cannot decide: that one is answered. A number s of units
 * may be wrong by slope × |s| + doubt; what passes `surelyInside` is never decided.
 */
const roundFrom = apart((num: Float64Array, start: number, slope: number, doubt: number): number => {
  for (let i = start; i < num.length; i++) {
    const s = (num[i] as number) * grid;
    const size = Math.abs(s);
    // One branch, which nearly always goes one way: up or down would be a guess for the processor.
    const units = Math.floor(s + 0.5);
    const margin = 0.5 - Math.abs(s - units);
    if (!(margin > size * slope + doubt && size < surelyInside)) return i;
    num[i] = units / grid + 0;
  }
  return num.length;
});

function gridded(value: Exact): number {
  const units = roundWhole(value.num * BigInt(grid), value.den, "half-up");
  const size = Number(units < 0n ? -units : units);
  return size < widest ? Number(units) / grid + 0 : toDouble(exact(value.num, value.den));
}
