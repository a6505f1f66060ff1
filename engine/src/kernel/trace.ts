import { nameOf, State, type States } from "../facts/state.ts";
import type { Column } from "../number/column.ts";
import { at } from "../number/column.ts";
import { show } from "../number/exact.ts";
import type { Step } from "../result.ts";

/** Counts that say why a row is absent; every other value of an absent row means nothing and is not shown. */
const reasons = new Set([
  "notDefined",
  "valid",
  "abstained",
  "spoilt",
  "emptyGroups",
  "assessors",
  "incomplete",
  "unknownGrades",
]);

/** One recorded step over all rows of a batch; a subject's explanation is its row of every entry. */
export interface Entry {
  readonly path: string;
  readonly stage: Step["stage"];
  readonly code: string;
  /** A function: computed only when somebody looks. */
  readonly inputs: Map<string, Column | (() => Column)>;
  readonly facts: ((row: number) => readonly string[])[];
  /** Row of the batch → row of this entry's columns, where a relative rule was computed over a wider group. */
  rowOf: (row: number) => number;
  before?: Column;
  points?: Column;
  full?: Column;
  states?: States;
}

/** The steps of a batch in the order in which they were taken. `undefined` in place of a trace: nothing is kept. */
export interface Trace {
  readonly entries: Entry[];
}

export const openTrace = (): Trace => ({ entries: [] });

export function record(trace: Trace | undefined, path: string, stage: Step["stage"], code: string): Entry {
  const entry: Entry = { path, stage, code, inputs: new Map(), facts: [], rowOf: (row) => row };
  trace?.entries.push(entry);
  return entry;
}

/** The steps of one row. Entries that do not concern the row (an item that is not on its list) have full marks of zero. */
export function stepsOf(trace: Trace, row: number): Step[] {
  return trace.entries.map((entry) => {
    const r = entry.rowOf(row);
    const state = entry.states?.[row] ?? State.present;
    const name = nameOf(state);
    return {
      path: entry.path,
      stage: entry.stage,
      code: entry.code,
      inputs: Object.fromEntries(
        [...entry.inputs].flatMap(([key, column]) =>
          state === State.present || reasons.has(key)
            ? [[key, show(at(typeof column === "function" ? column() : column, r))]]
            : [],
        ),
      ),
      facts: [...new Set(entry.facts.flatMap((of) => of(r)))],
      ...(name === "present" ? {} : { absence: name }),
      ...(entry.before ? { before: show(at(entry.before, row)) } : {}),
      ...(entry.points && state === State.present ? { points: show(at(entry.points, row)) } : {}),
      ...(entry.full ? { full: show(at(entry.full, row)) } : {}),
    };
  });
}
