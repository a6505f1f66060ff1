import type { States } from "./state.ts";

/**
 * The observations of one indicator in one period, packed: one slot per subject. `Facts.packed.slotOf` says which slot is
 * whose. A value is `values[slot] / 10 ** scale`, exactly; where the state is not `present` (or `late`) it says nothing. A slot
 * beyond the end is missing.
 */
export interface PackedBlock {
  readonly indicator: string;
  readonly period: string;
  /** Decimals of the values, 0 to 15. */
  readonly scale: number;
  /** Whole numbers; doubles only up to 2^53, wider ones as 64-bit integers. */
  readonly values: Int32Array | Float64Array | BigInt64Array;
  readonly states: States;
}

/**
 * Observations by block instead of one by one: what a city's facts are computed from. The two forms may stand together;
 * where `Facts.observations` names a cell that a block also has, the single observation is taken. So single
 * observations with their identifiers can be laid over the blocks for the subjects that are explained.
 */
export interface PackedObservations {
  readonly blocks: readonly PackedBlock[];
  /** Slot of each subject, by position in `Facts.subjects`; -1 for a subject without one. Absent: slot = position. */
  readonly slotOf?: Int32Array;
}
