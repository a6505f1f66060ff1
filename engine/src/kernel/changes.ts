import type { Facts, Subject } from "../facts/model.ts";
import type { PackedBlock, PackedObservations } from "../facts/packed.ts";
import { periodOf } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import type { World } from "./world.ts";

/** Rows of the city whose facts differ, by the indicator that they are about; `undefined`: not about one. */
export type Changes = ReadonlyMap<string | undefined, ReadonlySet<number>>;

/**
 * What differs between the facts of two worlds with the same subjects. Arrays and blocks that are the same object are not
 * looked into; facts are compared by their identifiers, cells of blocks one by one.
 */
export function changesBetween(before: World, after: World): Changes {
  const changes = new Map<string | undefined, Set<number>>();
  const everybody = (): Iterable<number> => after.subjects.keys();
  const add = (indicator: string | undefined, rows: Iterable<number>): void => {
    const own = changes.get(indicator);
    if (own) for (const row of rows) own.add(row);
    else changes.set(indicator, new Set(rows));
  };
  const lists: readonly (keyof Facts & Listed)[] = [
    "observations",
    "targets",
    "coefficients",
    "assessments",
    "events",
    "ballots",
    "openings",
    "decidedGrades",
  ];
  for (const list of lists)
    for (const { subject, indicator } of differing<Fact>(before.facts[list], after.facts[list])) {
      const row = after.ordinal.get(subject);
      if (subject === "*") add(indicator, everybody());
      else if (row !== undefined) add(indicator, [row]);
    }
  for (const [indicator, rows] of packedChanges(before.facts.packed, after.facts.packed, after.subjects))
    if (rows.size > 0) add(indicator, rows);
  // A datum in a new period of a term makes that period due for everybody.
  const cycle = periodOf(after.scheme.cycle);
  for (const { id, period } of after.scheme.indicators) {
    if (period !== "term" || !changes.has(id)) continue;
    const due = (world: World): string =>
      world
        .duePeriods(id, cycle)
        .map((p) => p.id)
        .join();
    if (due(before) !== due(after)) add(id, everybody());
  }
  return changes;
}

type Listed = Exclude<keyof Facts, "subjects" | "packed">;

interface Fact {
  readonly id: string;
  readonly subject: string;
  readonly indicator?: string;
}

function differing<T extends Fact>(before: readonly T[], after: readonly T[]): readonly T[] {
  if (before === after) return [];
  // A correction leaves most facts where they were.
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from++;
  let end = before.length;
  let to = after.length;
  while (end > from && to > from && before[end - 1] === after[to - 1]) [end, to] = [end - 1, to - 1];
  const old = new Map(before.slice(from, end).map((fact) => [fact.id, fact]));
  const changes: T[] = [];
  for (const fact of after.slice(from, to)) {
    const was = old.get(fact.id);
    old.delete(fact.id);
    if (was === fact || (was && isSame(was, fact))) continue;
    changes.push(fact);
    if (was && (was.subject !== fact.subject || was.indicator !== fact.indicator)) changes.push(was);
  }
  changes.push(...old.values());
  return changes;
}

function packedChanges(
  before: PackedObservations | undefined,
  after: PackedObservations | undefined,
  subjects: readonly Subject[],
): ReadonlyMap<string, ReadonlySet<number>> {
  const changes = new Map<string, Set<number>>();
  const slotsBefore = before?.slotOf;
  const slotsAfter = after?.slotOf;
  const areSlotsSame = slotsBefore === slotsAfter || isSame(slotsBefore, slotsAfter);
  if (before === after) return changes;
  const keyOf = (block: PackedBlock): string => `${block.indicator}\n${block.period}`;
  const old = new Map((before?.blocks ?? []).map((block) => [keyOf(block), block]));
  const now = new Map((after?.blocks ?? []).map((block) => [keyOf(block), block]));
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [a, b] = [old.get(key), now.get(key)];
    if (a === b && areSlotsSame) continue;
    const indicator = (a ?? b)?.indicator ?? "";
    const rows = changes.get(indicator) ?? new Set();
    changes.set(indicator, rows);
    const slots = areSlotsSame ? changedSlots(a, b) : undefined;
    if (slots && !slots.includes(1)) continue;
    for (let row = 0; row < subjects.length; row++) {
      const slot = slotsAfter ? (slotsAfter[row] as number) : row;
      const differs = slots
        ? slot >= 0 && slots[slot] === 1
        : !isSameCell(a, slotsBefore ? (slotsBefore[row] as number) : row, b, slot);
      if (differs) rows.add(row);
    }
  }
  return changes;
}

/** 1 for every slot whose cells differ. */
function changedSlots(a: PackedBlock | undefined, b: PackedBlock | undefined): Uint8Array {
  const changed = new Uint8Array(Math.max(a?.states.length ?? 0, b?.states.length ?? 0));
  const isPlain =
    a &&
    b &&
    a.scale === b.scale &&
    a.states.length === b.states.length &&
    a.values instanceof BigInt64Array === b.values instanceof BigInt64Array;
  for (let slot = 0; slot < changed.length; slot++) {
    if (isPlain && a.states[slot] === b.states[slot] && a.values[slot] === b.values[slot]) continue;
    if (!isSameCell(a, slot, b, slot)) changed[slot] = 1;
  }
  return changed;
}

function isSameCell(a: PackedBlock | undefined, slotA: number, b: PackedBlock | undefined, slotB: number): boolean {
  const state = stateIn(a, slotA);
  if (state !== stateIn(b, slotB)) return false;
  if (!a || !b || (state !== State.present && state !== State.late)) return true;
  const [p, q] = [BigInt(a.values[slotA] ?? 0), BigInt(b.values[slotB] ?? 0)];
  return p * 10n ** BigInt(b.scale) === q * 10n ** BigInt(a.scale);
}

const stateIn = (block: PackedBlock | undefined, slot: number): number =>
  slot < 0 ? State.missing : (block?.states[slot] ?? State.missing);

/** Whether two values are the same all the way down. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || ArrayBuffer.isView(a)) return isSameList(a, b);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}

function isSameList(a: object, b: object): boolean {
  const [p, q] = [a as ArrayLike<unknown>, b as ArrayLike<unknown>];
  if (p.length !== q.length) return false;
  for (let i = 0; i < p.length; i++) if (!isSame(p[i], q[i])) return false;
  return true;
}
