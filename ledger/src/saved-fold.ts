// The state of a fold as lines of JSON, so that who folded a log once need not begin again. No format for others: it is read by the
// very program that wrote it.
import type { HeldFold } from "./fold.ts";
import { type HeldKey, type Proposal, type RecordState, State, type WaitingRotation } from "./state.ts";

interface Head {
  readonly size: number;
  readonly time: number;
  readonly policy: State["policy"] | null;
  readonly closedAt: number | null;
  readonly keys: readonly HeldKey[];
  readonly organisations: readonly (readonly [string, string])[];
  readonly proposals: readonly (readonly [number, SavedProposal])[];
  readonly waiting: readonly (readonly [number, WaitingRotation])[];
  readonly closedPeriods: readonly string[];
  readonly snapshots: readonly number[];
  readonly cuts: readonly (readonly [string, number])[];
  readonly settled: readonly number[];
  readonly records: number;
  /** Those of the records, too. */
  readonly ids: number;
}

type SavedProposal = Omit<Proposal, "parties" | "rejectedBy"> & {
  readonly parties: readonly string[];
  readonly rejectedBy: readonly string[];
};

/** One line for all but the records and the identifiers, then one for each record, then one for each other identifier. */
export function* saveFold({ state, cuts, settled }: HeldFold): Generator<string> {
  const proposals = [...state.proposals].map(([index, { parties, rejectedBy, ...rest }]): [number, SavedProposal] => [
    index,
    { ...rest, parties: [...parties], rejectedBy: [...rejectedBy] },
  ]);
  const head: Head = {
    ...{ size: state.size, time: state.time, policy: state.policy ?? null, closedAt: state.closedAt ?? null },
    ...{ keys: [...state.keys.values()], organisations: [...state.organisations], proposals },
    ...{ waiting: [...state.waiting], closedPeriods: [...state.closedPeriods], snapshots: state.snapshots },
    ...{ cuts: [...cuts], settled: [...settled], records: state.records.size, ids: state.ids.size },
  };
  yield JSON.stringify(head);
  const ofRecords = new Set<string>();
  for (const record of state.records.values()) {
    ofRecords.add(record.id);
    yield JSON.stringify(record);
  }
  for (const id of state.ids) if (!ofRecords.has(id)) yield JSON.stringify(id);
}

/** `undefined`: these lines are not whole. */
export function resumeFold(origin: string, lines: Iterable<string>): HeldFold | undefined {
  const iterator = lines[Symbol.iterator]();
  const first = iterator.next();
  if (first.done === true) return undefined;
  const head: Head = JSON.parse(first.value);
  const cuts = new Map(head.cuts);
  const state = new State(origin, cuts);
  takeHead(state, head);
  for (let left = head.records; left > 0; left -= 1) {
    const { value, done } = iterator.next();
    if (done === true) return undefined;
    const record: RecordState = JSON.parse(value);
    state.records.set(record.index, record);
    state.ids.add(record.id);
    const { id, index, version, commitment, set, erased } = record;
    state.tree.set(record.place, { id, index, version, commitment, set, isErased: erased !== undefined });
  }
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) state.ids.add(JSON.parse(next.value));
  return state.ids.size === head.ids ? { state, cuts, settled: new Set(head.settled) } : undefined;
}

function takeHead(state: State, head: Head): void {
  state.size = head.size;
  state.time = head.time;
  state.policy = head.policy ?? undefined;
  state.closedAt = head.closedAt ?? undefined;
  for (const key of head.keys) state.keys.set(key.kid, key);
  for (const [party, org] of head.organisations) state.organisations.set(party, org);
  for (const [index, { parties, rejectedBy, ...rest }] of head.proposals)
    state.proposals.set(index, { ...rest, parties: new Set(parties), rejectedBy: new Set(rejectedBy) });
  for (const [index, rotation] of head.waiting) state.waiting.set(index, rotation);
  for (const period of head.closedPeriods) state.closedPeriods.add(period);
  state.snapshots.push(...head.snapshots);
}
