import { apart } from "../number/apart.ts";
import { elsewhere, type FactBlock, withoutSlot } from "./blocks.ts";

/** Where the figures of some rows stand in a block: one after the other from `first`, or each where `index` says. */
export interface Slots {
  readonly rows: number;
  /** The slot of row 0, where row i has slot first + i; -1 where `index` is needed. */
  readonly first: number;
  readonly index: Int32Array;
}

const known = new WeakMap<Int32Array, Map<Int32Array | undefined, Slots>>();

/** The slots of the subjects at `places`, which are rows of the city or `elsewhere`; computed once for the same arrays. */
export function slotsOf(block: FactBlock | undefined, places: Int32Array): Slots {
  const slotOf = block?.slotOf;
  let own = known.get(places);
  if (!own) {
    own = new Map();
    known.set(places, own);
  }
  const seen = own.get(slotOf);
  if (seen) return seen;
  const index = slotOf ? slotted(slotOf, places) : places;
  const slots = { rows: index.length, first: firstOf(index), index };
  own.set(slotOf, slots);
  return slots;
}

const slotted = apart(slottedRows);
function slottedRows(slotOf: Int32Array, places: Int32Array): Int32Array {
  const slots = new Int32Array(places.length);
  for (let i = 0; i < slots.length; i++) {
    const place = places[i] as number;
    const slot = place < 0 ? elsewhere : (slotOf[place] as number);
    slots[i] = place >= 0 && slot < 0 ? withoutSlot : slot;
  }
  return slots;
}

/** The first slot where all of them follow each other, otherwise -1. */
const firstOf = apart(firstOfRows);
function firstOfRows(index: Int32Array): number {
  const first = index[0] ?? -1;
  if (first < 0) return -1;
  for (let i = 1; i < index.length; i++) if (index[i] !== first + i) return -1;
  return first;
}
