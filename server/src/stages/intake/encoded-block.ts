import { createHash } from "node:crypto";
import { type PackedBlock, stateOf } from "@biaochi/engine";
import { type Aside, type Draft, emptyDraft, Held, isAbsence, powerOf, putFacts, putState } from "./draft-block.ts";
import { type Decimal, mostDecimals } from "./number-text.ts";

/**
 * A block as it is stored. The same facts always give the same bytes, in whatever order they came:
 *
 * - `length`: one more than the highest slot that holds a fact.
 * - `scale`: the decimals (0 to 15) at which the most values are whole numbers of 64 bits; of several, the fewest.
 * - `width`: int32 where all values fit, float64 (whole numbers up to 2^53) where these fit, else int64. Little-endian.
 * - `states`: a byte per slot, the engine's 0 to 4 and those of `Held`. A slot without a value is 0 in `values`.
 * - `asides`: JSON, [[slot, fact, value, absence], …] by slot and fact: fractions, values that do not fit, several facts.
 * - A block of 4096 slots and more of which not one in 16 is filled has no arrays (`length` 0): all its facts are asides.
 * - `digest`: SHA-256 of all of this.
 */
export interface EncodedBlock {
  readonly scale: number;
  readonly width: "int32" | "float64" | "int64";
  readonly length: number;
  readonly filled: number;
  readonly values: Uint8Array<ArrayBuffer>;
  readonly states: Uint8Array<ArrayBuffer>;
  readonly asides: string;
  readonly digest: Buffer;
}

const late = stateOf("late");
const hasValue = (state: number) => state === 0 || state === late;
const fewSlots = 4096;
const sparseness = 16;
const int64Limit = 2n ** 63n;

export function digestOfBlock(block: Omit<EncodedBlock, "digest">): Buffer {
  const { scale, width, length, filled, values, states, asides } = block;
  const head = JSON.stringify([scale, width, length, filled, values.length, states.length]);
  return createHash("sha256").update(`${head}\n`).update(values).update(states).update(asides).digest();
}

function extent(draft: Draft): { readonly length: number; readonly slots: number } {
  let [length, slots] = [0, 0];
  for (let slot = 0; slot < draft.states.length; slot += 1) {
    if (draft.states[slot] === Held.nothing) continue;
    slots += 1;
    length = slot + 1;
  }
  return { length, slots };
}

/** A mantissa without trailing zeros, and the range of scales at which it is a whole number of 64 bits. */
function range({ mantissa, decimals }: Decimal): { readonly from: number; readonly to: number } {
  let [whole, from] = [mantissa, decimals];
  while (from > 0 && whole % 10n === 0n) [whole, from] = [whole / 10n, from - 1];
  let to = from;
  for (let next = whole * 10n; to < mostDecimals && next < int64Limit && next >= -int64Limit; next *= 10n) to += 1;
  return { from, to };
}

function decimalIn(draft: Draft, slot: number): Decimal {
  return draft.wide.get(slot) ?? { mantissa: BigInt(draft.data[slot] ?? 0), decimals: draft.scale };
}

/** The scale that holds the most values exactly; of several, the smallest. */
function bestScale(draft: Draft, length: number): number {
  if (draft.wide.size === 0) return decimalsUsed(draft, length);
  const begins = new Int32Array(mostDecimals + 2);
  for (let slot = 0; slot < length; slot += 1) {
    if (!hasValue(draft.states[slot] ?? 0)) continue;
    const { from, to } = range(decimalIn(draft, slot));
    begins[from] = (begins[from] ?? 0) + 1;
    begins[to + 1] = (begins[to + 1] ?? 0) - 1;
  }
  let [best, most, held] = [0, -1, 0];
  for (let scale = 0; scale <= mostDecimals; scale += 1) {
    held += begins[scale] ?? 0;
    if (held > most) [best, most] = [scale, held];
  }
  return best;
}

/** The most decimals that any value has, where all of them stand in `data`. */
function decimalsUsed(draft: Draft, length: number): number {
  let used = 0;
  for (let slot = 0; slot < length && used < draft.scale; slot += 1) {
    if (!hasValue(draft.states[slot] ?? 0)) continue;
    const value = draft.data[slot] ?? 0;
    while (used < draft.scale && value % powerOf(draft.scale - used) !== 0) used += 1;
  }
  return used;
}

/** What has no place in the arrays and is not known by name yet: its slots. Sets them aside. */
export function setAside(draft: Draft): { readonly scale: number; readonly unnamed: readonly number[] } {
  const { length, slots } = extent(draft);
  const unnamed: number[] = [];
  const toAside = (slot: number) => {
    draft.states[slot] = Held.aside;
    draft.data[slot] = 0;
    draft.wide.delete(slot);
  };
  if (length > fewSlots && slots * sparseness < length) {
    for (let slot = 0; slot < length; slot += 1) if (draft.states[slot] !== Held.nothing) toAside(slot);
  }
  const isNarrow = draft.wide.size === 0;
  const scale = bestScale(draft, length);
  for (const slot of [...draft.wide.keys()]) {
    const { from, to } = range(decimalIn(draft, slot));
    if (scale < from || scale > to) toAside(slot);
  }
  // Where all values stand in `data`, the scale is chosen so that all are whole.
  if (!isNarrow && (draft.wide.size > 0 || scale < draft.scale))
    for (let slot = 0; slot < length; slot += 1) {
      if (!hasValue(draft.states[slot] ?? 0) || draft.wide.has(slot)) continue;
      if (scale >= draft.scale && Math.abs(draft.data[slot] ?? 0) * powerOf(scale - draft.scale) < 2 ** 62) continue;
      const { from, to } = range(decimalIn(draft, slot));
      if (scale < from || scale > to) toAside(slot);
    }
  for (let slot = 0; slot < length; slot += 1)
    if (draft.states[slot] === Held.aside && !draft.asides.has(slot)) unnamed.push(slot);
  return { scale, unnamed };
}

/** The stored form. Every slot in state `aside` must be known by name: see {@link setAside}. */
export function encodeBlock(draft: Draft, scale: number): EncodedBlock {
  const { length: reach } = extent(draft);
  const asides: [number, string, string | null, string | null][] = [];
  let filled = 0;
  let isDense = false;
  for (let slot = 0; slot < reach; slot += 1) {
    const state = draft.states[slot];
    if (state === Held.nothing) continue;
    if (state !== Held.aside) {
      isDense = true;
      filled += 1;
      continue;
    }
    const facts = draft.asides.get(slot);
    if (facts === undefined || facts.length === 0) throw new Error(`slot ${slot} is set aside and has no fact`);
    filled += facts.length;
    const ordered = [...facts].sort((a, b) => Buffer.compare(Buffer.from(a.fact), Buffer.from(b.fact)));
    for (const { fact, value, absence } of ordered) asides.push([slot, fact, value, absence]);
  }
  const length = isDense ? reach : 0;
  const { width, values } = valuesOf(draft, length, scale);
  const states = new Uint8Array(length);
  states.set(draft.states.subarray(0, length));
  const block = { scale, width, length, filled, values, states, asides: JSON.stringify(asides) };
  return { ...block, digest: digestOfBlock(block) };
}

function valuesOf(draft: Draft, length: number, scale: number): Pick<EncodedBlock, "width" | "values"> {
  if (draft.wide.size > 0) return wideValues(draft, length, scale);
  const up = scale >= draft.scale ? powerOf(scale - draft.scale) : 1;
  const down = scale < draft.scale ? powerOf(draft.scale - scale) : 1;
  const data = new Float64Array(length);
  let isNarrow = true;
  for (let slot = 0; slot < length; slot += 1) {
    if (!hasValue(draft.states[slot] ?? 0)) continue;
    const value = ((draft.data[slot] ?? 0) / down) * up + 0; // + 0: there is one zero
    data[slot] = value;
    if (value !== (value | 0)) isNarrow = false;
    if (!Number.isSafeInteger(value)) return wideValues(draft, length, scale);
  }
  if (!isNarrow) return { width: "float64", values: new Uint8Array(data.buffer) };
  return { width: "int32", values: new Uint8Array(Int32Array.from(data).buffer) };
}

function wideValues(draft: Draft, length: number, scale: number): Pick<EncodedBlock, "width" | "values"> {
  const data = new BigInt64Array(length);
  let [least, most] = [0n, 0n];
  for (let slot = 0; slot < length; slot += 1) {
    if (!hasValue(draft.states[slot] ?? 0)) continue;
    const { mantissa, decimals } = decimalIn(draft, slot);
    const up = scale >= decimals;
    const value = up ? mantissa * 10n ** BigInt(scale - decimals) : mantissa / 10n ** BigInt(decimals - scale);
    data[slot] = value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least >= -(2n ** 31n) && most < 2n ** 31n)
    return { width: "int32", values: new Uint8Array(Int32Array.from(data, Number).buffer) };
  if (least > -(2n ** 53n) && most < 2n ** 53n)
    return { width: "float64", values: new Uint8Array(Float64Array.from(data, Number).buffer) };
  return { width: "int64", values: new Uint8Array(data.buffer) };
}

type Stored = Pick<EncodedBlock, "scale" | "width" | "values" | "states" | "asides">;

function arrayOf({ width, values }: Pick<Stored, "width" | "values">): PackedBlock["values"] {
  const { buffer, byteOffset, length } = values;
  if (width === "int32") return new Int32Array(buffer, byteOffset, length / 4);
  if (width === "float64") return new Float64Array(buffer, byteOffset, length / 8);
  return new BigInt64Array(buffer, byteOffset, length / 8);
}

export type AsideRow = Aside & { readonly slot: number };

export function asidesOf(block: Pick<Stored, "asides">): readonly AsideRow[] {
  if (block.asides === "[]") return [];
  const rows: unknown = JSON.parse(block.asides);
  if (!Array.isArray(rows)) throw new TypeError("asides are a list");
  return rows.map(([slot, fact, value, absence]: [number, string, string | null, unknown]) => ({
    ...{ slot, fact, value },
    absence: isAbsence(absence) ? absence : null,
  }));
}

/** The stored block as something that can be changed. */
export function decodeBlock(block: Stored): Draft {
  const values = arrayOf(block);
  const draft = emptyDraft(Math.max(values.length, 1));
  draft.scale = block.scale;
  draft.states.set(block.states);
  if (values instanceof BigInt64Array) {
    const data = new Float64Array(draft.states.length);
    for (const [slot, mantissa] of values.entries()) {
      const value = Number(mantissa);
      if (Number.isSafeInteger(value)) data[slot] = value;
      else draft.wide.set(slot, { mantissa, decimals: block.scale });
    }
    draft.data = data;
  } else draft.data = values.length === 0 ? draft.data : values.slice();
  const bySlot = Map.groupBy(asidesOf(block), ({ slot }) => slot);
  for (const [slot, facts] of bySlot) {
    putState(draft, slot, Held.nothing);
    putFacts(draft, slot, facts);
  }
  return draft;
}

/** States as the engine knows them: what stands aside is laid over from elsewhere. */
const engineStates = Uint8Array.from([0, 1, 2, 3, 4, 1, 4, 1]);

/** The stored block as the engine takes it. Its arrays are those of the argument: they change hands. */
export function packedOf(name: { readonly indicator: string; readonly period: string }, block: Stored): PackedBlock {
  const { states } = block;
  for (let slot = 0; slot < states.length; slot += 1) states[slot] = engineStates[states[slot] ?? 1] ?? 1;
  const { indicator, period } = name;
  return { indicator, period, scale: block.scale, values: arrayOf(block), states };
}
