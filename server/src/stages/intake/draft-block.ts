import { type Absence, absences, stateOf } from "@biaochi/engine";
import { type Decimal, decimalOf } from "./number-text.ts";

/** What a slot holds, beyond the engine's states 0 to 4. */
export const Held = {
  /** No fact stands for this subject. */
  nothing: 5,
  /** A fact that says `late` and brings no value. */
  lateUnvalued: 6,
  /** What the arrays cannot hold exactly: it stands beside them, fact by fact. */
  aside: 7,
} as const;
const late = stateOf("late");

/** A fact that stands beside the arrays, with its identifier. */
export interface Aside {
  readonly fact: string;
  readonly value: string | null;
  readonly absence: Absence | null;
}

/**
 * One block while it is being written: a slot per ordinal, growing. A slot in state 0 or `late` has its value in `data`
 * (times 10 ** `scale`) or, where that is beyond 2^53, in `wide`. Facts known by name stand in `asides`; a slot in state
 * `aside` without an entry there waits to be looked up.
 */
export interface Draft {
  scale: number;
  data: Int32Array | Float64Array;
  states: Uint8Array;
  readonly wide: Map<number, Decimal>;
  readonly asides: Map<number, readonly Aside[]>;
}

export function emptyDraft(slots = 64): Draft {
  return {
    scale: 0,
    data: new Int32Array(slots),
    states: new Uint8Array(slots).fill(Held.nothing),
    wide: new Map(),
    asides: new Map(),
  };
}

const mostInt32 = 2 ** 31 - 1;
const powers = Float64Array.from({ length: 16 }, (_, n) => 10 ** n);
export const powerOf = (decimals: number): number => powers[decimals] ?? 10 ** decimals;

function grown(draft: Draft, slot: number): void {
  if (slot < draft.states.length) return;
  const slots = Math.max(slot + 1, draft.states.length * 2);
  const states = new Uint8Array(slots).fill(Held.nothing);
  states.set(draft.states);
  const data = draft.data instanceof Int32Array ? new Int32Array(slots) : new Float64Array(slots);
  data.set(draft.data);
  draft.states = states;
  draft.data = data;
}

const hasValue = (state: number) => state === 0 || state === late;

/** More decimals for everybody: what then passes 2^53 goes to `wide`. */
function rescale(draft: Draft, scale: number): void {
  const factor = powerOf(scale - draft.scale);
  const data = new Float64Array(draft.data.length);
  let most = 0;
  for (let slot = 0; slot < data.length; slot += 1) {
    if (!hasValue(draft.states[slot] ?? 0) || draft.wide.has(slot)) continue;
    const before = draft.data[slot] ?? 0;
    const value = before * factor;
    if (Number.isSafeInteger(value)) {
      data[slot] = value;
      most = Math.max(most, Math.abs(value));
    } else draft.wide.set(slot, { mantissa: BigInt(before), decimals: draft.scale });
  }
  draft.data = most <= mostInt32 ? Int32Array.from(data) : data;
  draft.scale = scale;
}

/** Puts a value into a slot, whatever it held: `mantissa` is a whole number up to 2^53. */
export function putNumber(draft: Draft, slot: number, mantissa: number, decimals: number, state: number): void {
  if (decimals > draft.scale) rescale(draft, decimals);
  grown(draft, slot);
  const value = mantissa * powerOf(draft.scale - decimals);
  draft.states[slot] = state;
  draft.asides.delete(slot);
  if (!Number.isSafeInteger(value)) {
    draft.data[slot] = 0;
    draft.wide.set(slot, { mantissa: BigInt(mantissa), decimals });
    return;
  }
  if (draft.wide.size > 0) draft.wide.delete(slot);
  if (draft.data instanceof Int32Array && Math.abs(value) > mostInt32) draft.data = Float64Array.from(draft.data);
  draft.data[slot] = value;
}

/** Puts a state without a value. */
export function putState(draft: Draft, slot: number, state: number): void {
  grown(draft, slot);
  draft.data[slot] = 0;
  draft.states[slot] = state;
  draft.wide.delete(slot);
  draft.asides.delete(slot);
}

/** The facts that stand for one subject: none, one, or several that do not know of each other. */
export function putFacts(draft: Draft, slot: number, facts: readonly Aside[]): void {
  const [fact, ...more] = facts;
  if (fact === undefined) {
    if (slot < draft.states.length) putState(draft, slot, Held.nothing);
    return;
  }
  if (more.length > 0 || !putOne(draft, slot, fact.value, fact.absence)) putState(draft, slot, Held.aside);
  draft.asides.set(slot, facts);
}

/** False when one slot cannot hold it exactly: a fraction, too many digits, a value beside an absence that has none. */
export function putOne(draft: Draft, slot: number, value: string | null, absence: Absence | null): boolean {
  if (value === null) {
    putState(draft, slot, absence === null ? Held.nothing : absence === "late" ? Held.lateUnvalued : stateOf(absence));
    return absence !== null;
  }
  if (absence !== null && absence !== "late") return false;
  const state = absence === null ? stateOf("present") : late;
  const decimal = decimalOf(value);
  if (decimal === undefined || BigInt.asIntN(64, decimal.mantissa) !== decimal.mantissa) return false;
  const mantissa = Number(decimal.mantissa);
  if (Number.isSafeInteger(mantissa)) putNumber(draft, slot, mantissa, decimal.decimals, state);
  else {
    putState(draft, slot, state);
    draft.wide.set(slot, decimal);
  }
  return true;
}

export const isAbsence = (text: unknown): text is Absence => absences.some((each) => each === text);
