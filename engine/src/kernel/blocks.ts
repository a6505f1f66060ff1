import type { Observation } from "../facts/model.ts";
import type { PackedBlock, PackedObservations } from "../facts/packed.ts";
import { State, type States, stateOf } from "../facts/state.ts";
import { at, type Column, fromExacts, limit } from "../number/column.ts";
import { type Exact, exact, zero } from "../number/exact.ts";
import { getOr } from "./known.ts";

/**
 * The values of one indicator in one period with the facts that say so: a slot per subject. Values are whole numbers over
 * `den` wherever that holds them exactly (`values`), otherwise a column; where the state is not present they say nothing.
 */
export interface FactBlock {
  readonly states: States;
  readonly values?: Int32Array | Float64Array;
  readonly den: number;
  /** Instead of `values`: rows of the city. */
  readonly column?: Column;
  /** Slot of a row of the city, -1 for none; absent: slot = row. */
  readonly slotOf?: Int32Array | undefined;
  /** Packed cells have no identifier. */
  fact(row: number): string | undefined;
}

/** In place of a slot: the row's figure is not due in this period, or the subject has no slot. */
export const elsewhere = -1;
export const withoutSlot = -2;

export const stateAt = (block: FactBlock, row: number): number => {
  const slot = block.slotOf ? (block.slotOf[row] as number) : row;
  return slot < 0 ? State.missing : (block.states[slot] ?? State.missing);
};

export function valueAt(block: FactBlock, row: number): Exact {
  const slot = block.slotOf ? (block.slotOf[row] as number) : row;
  if (slot < 0) return zero;
  if (block.column) return at(block.column, slot);
  return exact(block.values?.[slot] ?? 0, block.den);
}

/** Where the values of each indicator in each period are, whichever form they came in; blocks are built when asked for. */
export interface Blocks {
  block(indicator: string, period: string): FactBlock | undefined;
  /** Names of the periods for which an indicator has any datum. */
  periods(indicator: string): Iterable<string>;
}

export function indexBlocks(
  observations: readonly Observation[],
  packed: PackedObservations | undefined,
  ordinal: () => ReadonlyMap<string, number>,
  size: number,
): Blocks {
  const single = new Map<string, Map<string, Observation[]>>();
  for (const observation of observations) {
    const periods = getOr(single, observation.indicator, () => new Map<string, Observation[]>());
    getOr(periods, observation.period, (): Observation[] => []).push(observation);
  }
  const blocks = new Map<string, Map<string, PackedBlock>>();
  for (const block of packed?.blocks ?? []) {
    getOr(blocks, block.indicator, () => new Map<string, PackedBlock>()).set(block.period, block);
  }
  const built = new Map<string, Map<string, FactBlock | undefined>>();
  const slots = packed?.slotOf ? packed.slotOf.reduce((most, slot) => Math.max(most, slot + 1), 0) : size;
  return {
    block(indicator, period) {
      const periods = getOr(built, indicator, () => new Map<string, FactBlock | undefined>());
      const seen = periods.get(period);
      if (seen || periods.has(period)) return seen;
      const under = blocks.get(indicator)?.get(period);
      const over = single.get(indicator)?.get(period);
      const base = under && fromPacked(reaching(under, slots), packed?.slotOf);
      const block = over ? laidOver(base, over, ordinal(), size) : base;
      periods.set(period, block);
      return block;
    },
    *periods(indicator) {
      const own = single.get(indicator);
      if (own) yield* own.keys();
      for (const period of blocks.get(indicator)?.keys() ?? []) if (!own?.has(period)) yield period;
    },
  };
}

const nameless = (): undefined => undefined;

/** A block may end before the last slot; what lies beyond its end is missing. */
function reaching(block: PackedBlock, slots: number): PackedBlock {
  const length = block.states.length;
  if (length >= slots) return block;
  const states = new Uint8Array(slots).fill(State.missing);
  states.set(block.states);
  return { ...block, states, values: longer(block.values, slots) };
}

function longer(values: PackedBlock["values"], slots: number): PackedBlock["values"] {
  if (values instanceof BigInt64Array) {
    const all = new BigInt64Array(slots);
    all.set(values);
    return all;
  }
  const all = values instanceof Int32Array ? new Int32Array(slots) : new Float64Array(slots);
  all.set(values);
  return all;
}

function fromPacked(block: PackedBlock, slotOf: Int32Array | undefined): FactBlock {
  const shared = { states: block.states, slotOf, fact: nameless };
  const den = 10 ** block.scale;
  if (!(block.values instanceof BigInt64Array)) return { ...shared, values: block.values, den };
  const { values, states } = block;
  const num = new Float64Array(values.length);
  for (let slot = 0; slot < num.length; slot++) {
    if (states[slot] !== State.present && states[slot] !== State.late) continue;
    num[slot] = Number(values[slot]);
    if (Math.abs(num[slot] as number) > limit) {
      const scale = 10n ** BigInt(block.scale);
      const isThere = (at: number): boolean => states[at] === State.present || states[at] === State.late;
      return {
        ...shared,
        den,
        column: fromExacts(Array.from(values, (value, at) => (isThere(at) ? exact(value, scale) : zero))),
      };
    }
  }
  return { ...shared, values: num, den };
}

/** Single observations over a block, or over nothing. Of two about one cell the later in the list is taken. */
function laidOver(
  base: FactBlock | undefined,
  over: readonly Observation[],
  ordinal: ReadonlyMap<string, number>,
  size: number,
): FactBlock {
  const facts = new Map<number, Observation>();
  for (const observation of over) {
    const row = ordinal.get(observation.subject);
    if (row !== undefined) facts.set(row, observation);
  }
  const fact = (row: number): string | undefined => facts.get(row)?.id;
  if (base && saysThe(base, facts)) return { ...base, fact };
  const states = new Uint8Array(size).fill(State.missing);
  if (base) for (let row = 0; row < size; row++) states[row] = stateAt(base, row);
  for (const [row, { value, absence }] of facts) states[row] = stateIn(absence, value);
  const shared = commonDenominator(base, facts.values());
  if (shared !== undefined) {
    const values = new Float64Array(size);
    const up = base ? shared / base.den : 1;
    let isExact = true;
    const put = (row: number, value: number): void => {
      values[row] = value;
      if (Math.abs(value) > limit) isExact = false;
    };
    const under = base?.values;
    if (base && under)
      for (let row = 0; row < size; row++) {
        const slot = base.slotOf ? (base.slotOf[row] as number) : row;
        if (slot >= 0 && base.states[slot] === State.present) put(row, (under[slot] as number) * up);
      }
    for (const [row, { value }] of facts) put(row, value ? Number(value.num) * (shared / Number(value.den)) : 0);
    if (isExact) return { states, values, den: shared, fact };
  }
  const values: Exact[] = Array.from({ length: size }, (_, row) =>
    base && stateAt(base, row) === State.present ? valueAt(base, row) : zero,
  );
  for (const [row, { value }] of facts) values[row] = value ?? zero;
  return { states, den: 1, column: fromExacts(values), fact };
}

const stateIn = (absence: Observation["absence"] | undefined, value: Exact | undefined): number =>
  absence ? stateOf(absence) : value ? State.present : State.missing;

/** Whether a block says of these rows what they say themselves: then it need not be copied for their names. */
function saysThe(base: FactBlock, facts: ReadonlyMap<number, Observation>): boolean {
  for (const [row, { absence, value }] of facts) {
    const state = stateIn(absence, value);
    if (state !== stateAt(base, row)) return false;
    if (state !== State.present || !value) continue;
    const { num, den } = valueAt(base, row);
    if (num * value.den !== value.num * den) return false;
  }
  return true;
}

/** One denominator for a block and what is laid over it, where the numerators can then be doubles. */
function commonDenominator(base: FactBlock | undefined, over: Iterable<Observation>): number | undefined {
  if (base?.column) return undefined;
  let den = base?.den ?? 1;
  for (const { value } of over) {
    if (!value) continue;
    const own = Number(value.den);
    if (Math.abs(Number(value.num)) > limit || own > limit) return undefined;
    if (den % own === 0) continue;
    den = (den / gcd(den, own)) * own;
    if (den > limit) return undefined;
  }
  return den;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
