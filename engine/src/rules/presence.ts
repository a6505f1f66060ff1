import { State, type States } from "../facts/state.ts";
import { apart } from "../number/apart.ts";
import type { Measured } from "./rule-kind.ts";

/**
 * Present only where every part is. A row with several causes of absence shows the first of: exempt, not applicable,
 * missing, late — a ruling outranks a gap, and a gap outranks a delay. The plane of a part is returned itself where no
 * other part is absent anywhere: planes of states are never written to after they were handed out.
 */
export function presentInAll(...parts: readonly Measured[]): States {
  const planes: States[] = [];
  for (const { states } of parts) if (!planes.includes(states) && hasAbsent(states)) planes.push(states);
  const first = planes[0] ?? parts[0]?.states ?? new Uint8Array(0);
  if (planes.length < 2) return first;
  const merged = first.slice();
  for (let p = 1; p < planes.length; p++) outrank(merged, planes[p] as States);
  return merged;
}

/** Puts into each row of `into` the cause that is shown of both. */
function outrankRows(into: States, by: States): void {
  for (let row = 0; row < into.length; row++) {
    const state = by[row] as number;
    if (state !== State.present && (ranks[state] as number) > (ranks[into[row] as number] as number)) into[row] = state;
  }
}
export const outrank = apart(outrankRows);

const priority = [State.exempt, State.notApplicable, State.missing, State.late];
const ranks = new Uint8Array(priority.length + 1);
priority.forEach((state, i) => {
  ranks[state] = priority.length - i;
});

/** The cause that is shown of several: the first by the order above, or present when there is none. */
export function firstCause(states: readonly number[]): State {
  return priority.find((state) => states.includes(state)) ?? State.present;
}

/** Whether any row is absent; four rows are looked at together where they lie so. */
function hasAbsentRows(states: States): boolean {
  let from = 0;
  if (states.byteOffset % 4 === 0) {
    const words = new Uint32Array(states.buffer, states.byteOffset, states.length >> 2);
    for (let i = 0; i < words.length; i++) if (words[i] !== 0) return true;
    from = words.length * 4;
  }
  for (let row = from; row < states.length; row++) if (states[row] !== State.present) return true;
  return false;
}
export const hasAbsent = apart(hasAbsentRows);

/** 1 where a row is present; `undefined` where all are. */
export function presenceOf(states: States): Uint8Array | undefined {
  if (!hasAbsent(states)) return undefined;
  return markPresent(states, new Uint8Array(states.length));
}

const markPresent = apart((states: States, into: Uint8Array): Uint8Array => {
  for (let row = 0; row < into.length; row++) into[row] = states[row] === State.present ? 1 : 0;
  return into;
});

/** Everything present. */
export const allPresent = (rows: number): States => new Uint8Array(rows);
