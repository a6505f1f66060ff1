import { State, type States } from "../facts/state.ts";
import type { Measured } from "./rule-kind.ts";

/**
 * Present only where every part is. A row with several causes of absence shows the first of: exempt, not applicable,
 * missing, late — a ruling outranks a gap, and a gap outranks a delay.
 */
export function presentInAll(...parts: readonly Measured[]): States {
  const first = parts[0];
  if (!first) return new Uint8Array(0);
  return first.states.map((state, row) => firstCause(parts.map((part) => part.states[row] ?? state)));
}

const priority = [State.exempt, State.notApplicable, State.missing, State.late];

/** The cause that is shown of several: the first by the order above, or present when there is none. */
export function firstCause(states: readonly number[]): State {
  return priority.find((state) => states.includes(state)) ?? State.present;
}

/** Everything present. */
export const allPresent = (rows: number): States => new Uint8Array(rows);
