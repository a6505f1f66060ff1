import { State, type States } from "../facts/state.ts";
import { apart } from "../number/apart.ts";
import type { Mask } from "../number/arithmetic.ts";

/** Planes of one byte per row: states, and masks of zeros and ones. An absent mask stands for the usual case, see each. */
type Plane = Uint8Array;

const andEach = apart((a: Plane, b: Plane, into: Plane): Plane => {
  for (let i = 0; i < into.length; i++) into[i] = (a[i] as number) & (b[i] as number);
  return into;
});

/** 1 where both are; an absent mask is 1 everywhere. */
export function both(a: Mask, b: Mask | undefined): Mask;
export function both(a: Mask | undefined, b: Mask | undefined): Mask | undefined;
export function both(a: Mask | undefined, b: Mask | undefined): Mask | undefined {
  return a && b ? andEach(a, b, new Uint8Array(a.length)) : (a ?? b);
}

const unlessEach = apart((listed: Plane, states: Plane, otherwise: number, into: Plane): Plane => {
  for (let i = 0; i < into.length; i++) into[i] = listed[i] === 1 ? (states[i] as number) : otherwise;
  return into;
});

/** A plane of absences for rows that are not concerned; the plane itself where everybody is. */
export const unless = (listed: Mask | undefined, states: States, otherwise: number): States =>
  listed ? unlessEach(listed, states, otherwise, new Uint8Array(states.length)) : states;

const isEach = apart((states: Plane, wanted: number, into: Plane): Plane => {
  for (let i = 0; i < into.length; i++) into[i] = states[i] === wanted ? 1 : 0;
  return into;
});

/** 1 where a state is the one wanted; absent: nowhere. */
export const whereState = (states: States, wanted: number): Mask | undefined =>
  states.includes(wanted) ? isEach(states, wanted, new Uint8Array(states.length)) : undefined;

const hasOther = apart((states: Plane, than: number): boolean => {
  for (let i = 0; i < states.length; i++) if (states[i] !== than) return true;
  return false;
});

/** 1 where a state is present; absent: everywhere. */
export const presence = (states: States): Mask | undefined =>
  hasOther(states, State.present) ? isEach(states, State.present, new Uint8Array(states.length)) : undefined;

const gatherEach = apart((plane: Plane, rows: Int32Array, into: Plane): Plane => {
  for (let i = 0; i < into.length; i++) into[i] = plane[rows[i] as number] as number;
  return into;
});

/** The bytes of a city's plane for some of its rows. */
export const gatherPlane = (plane: Plane, rows: Int32Array): Plane =>
  gatherEach(plane, rows, new Uint8Array(rows.length));

const gatherOr = apart((plane: Plane, index: Int32Array, otherwise: number, into: Plane): Plane => {
  for (let i = 0; i < into.length; i++) {
    const from = index[i] as number;
    into[i] = from < 0 ? otherwise : (plane[from] as number);
  }
  return into;
});

/** The bytes that `index` names; `otherwise` where it names none. */
export const gatherPlaneOr = (plane: Plane, index: Int32Array, otherwise: number): Plane =>
  gatherOr(plane, index, otherwise, new Uint8Array(index.length));

/** Every 1 of `mask` becomes one in `into`, from `from` on. */
export const orInto = apart((into: Plane, mask: Plane, from: number): void => {
  for (let i = 0; i < mask.length; i++) into[from + i] = (into[from + i] as number) | (mask[i] as number);
});

const notEach = apart((mask: Plane, into: Plane): Plane => {
  for (let i = 0; i < into.length; i++) into[i] = mask[i] === 1 ? 0 : 1;
  return into;
});

export const not = (mask: Mask): Mask => notEach(mask, new Uint8Array(mask.length));

const markWords = apart((states: Plane, words: Uint32Array, result: Plane, into: Plane): void => {
  for (let w = 0; w < words.length; w++) {
    if (words[w] === 0) continue;
    for (let i = w * 4; i < w * 4 + 4; i++) if (states[i] === State.missing && result[i] === State.present) into[i] = 1;
  }
});

/** Puts 1 where `states` is missing and `result` is present. Four present states are passed over at once. */
export function markLacking(states: States, result: States, into: Mask): void {
  const isAligned = states.byteOffset % 4 === 0;
  const inWords = isAligned ? states.length >> 2 : 0;
  if (inWords > 0) markWords(states, new Uint32Array(states.buffer, states.byteOffset, inWords), result, into);
  for (let i = inWords * 4; i < states.length; i++)
    if (states[i] === State.missing && result[i] === State.present) into[i] = 1;
}
