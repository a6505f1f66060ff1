import { type Cell, type Group, keyOf } from "./cell.ts";
import { type Aside, type Draft, Held, putFacts } from "./draft-block.ts";
import type { Ordinals } from "./ordinal-store.ts";
import type { Recorded } from "./recorded-rows.ts";

/** What changes in one slot between two recordings: facts that no longer stand in it, and facts that stand there instead. */
export type SlotChange = { readonly gone: string[]; readonly come: Aside[] };
/** By block, by slot. */
export type Changes = ReadonlyMap<string, { readonly group: Group; readonly slots: ReadonlyMap<number, SlotChange> }>;

/**
 * What the rows recorded in (from, to] change: read `forward` in blocks as of `from`, or `back` in blocks as of `to`.
 * A fact that came and went in between changes nothing.
 */
export function changesOf(
  recorded: readonly Recorded[],
  from: number,
  ordinals: Ordinals,
  direction: "forward" | "back",
): Changes {
  const changes = new Map<string, { group: Group; slots: Map<number, SlotChange> }>();
  const at = (cell: Cell): SlotChange | undefined => {
    const slot = ordinals.of(cell.subject);
    if (slot === undefined) return undefined;
    const key = keyOf(cell);
    let block = changes.get(key);
    if (block === undefined) {
      block = { group: { indicator: cell.indicator, period: cell.period }, slots: new Map() };
      changes.set(key, block);
    }
    let change = block.slots.get(slot);
    if (change === undefined) {
      change = { gone: [], come: [] };
      block.slots.set(slot, change);
    }
    return change;
  };
  const passed = new Set(
    recorded.flatMap(({ superseded }) => (superseded === undefined ? [] : [superseded.fact.fact])),
  );
  const isForward = direction === "forward";
  for (const { cell, fact, superseded } of recorded) {
    if (!passed.has(fact.fact)) {
      if (isForward) at(cell)?.come.push(fact);
      else at(cell)?.gone.push(fact.fact);
    }
    if (superseded !== undefined && superseded.recording <= from) {
      if (isForward) at(superseded.cell)?.gone.push(superseded.fact.fact);
      else at(superseded.cell)?.come.push(superseded.fact);
    }
  }
  return changes;
}

/**
 * Applies the changes of one block. Answers the slots that the block alone cannot decide, because it does not keep by name
 * what stood there: the narrow rows must.
 */
export function applyChanges(draft: Draft, slots: ReadonlyMap<number, SlotChange>): readonly number[] {
  const undecided: number[] = [];
  for (const [slot, { gone, come }] of slots) {
    const state = draft.states[slot] ?? Held.nothing;
    const named = draft.asides.get(slot);
    if (named !== undefined) {
      const left = named.filter(({ fact }) => !gone.includes(fact));
      if (left.length !== named.length - gone.length) undecided.push(slot);
      else putFacts(draft, slot, [...left, ...come]);
    } else if (state === Held.nothing) {
      if (gone.length > 0) undecided.push(slot);
      else putFacts(draft, slot, come);
    } else if (gone.length === 1) putFacts(draft, slot, come);
    else if (gone.length > 0 || come.length > 0) undecided.push(slot);
  }
  return undecided;
}
