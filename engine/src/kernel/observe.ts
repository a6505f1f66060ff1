import { before, covers, type Period, periodOf } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import { apart } from "../number/apart.ts";
import { subtract } from "../number/arithmetic.ts";
import { fromExacts } from "../number/column.ts";
import { type Exact, zero } from "../number/exact.ts";
import type { Measured } from "../rules/rule-kind.ts";
import type { Collect } from "../scheme/values.ts";
import { elsewhere, stateAt, valueAt } from "./blocks.ts";
import { collect, type Part } from "./collect.ts";
import { statesAt, taken } from "./passes.ts";
import { slotsOf } from "./slots.ts";
import type { World } from "./world.ts";

/** Whose figures stand for a row: its own, or those of the unit or team it served in. */
export interface View {
  readonly observes: "self" | "unit" | "team";
  readonly attribution?: "months" | "take-over" | undefined;
}

export interface Observed extends Measured {
  /** 1 where some due period has no datum although others have: the result is provisional. Absent: nowhere. */
  readonly partial: Uint8Array | undefined;
  facts(row: number): readonly string[];
}

/**
 * The values of `indicator` inside `period` for the subjects at `rows`, made into one number each by `how`.
 * Rows without any present value get the first cause of: exempt, missing, late, not applicable. What does not apply in one
 * period is due in the others, so that here, other than between two data of one rule, it is named last.
 */
export function observe(
  world: World,
  indicator: string,
  period: Period,
  rows: Int32Array,
  how: Collect,
  view: View,
): Observed {
  const due = world.duePeriods(indicator, period);
  const baseline =
    view.attribution === "take-over" && how === "change" ? takeOver(world, indicator, period, rows, view) : undefined;
  const read = due.map((part): Part => {
    const places = viewed(world, rows, part, view);
    const counted = baseline ? places.map((place, i) => (place === baseline.places[i] ? place : elsewhere)) : places;
    const block = world.block(indicator, part.id);
    return { block, places: counted, slots: slotsOf(block, counted) };
  });
  const facts = (row: number): readonly string[] => [
    ...(baseline?.facts(row) ?? []),
    ...read.flatMap(({ block, places }) => {
      const place = places[row] as number;
      const fact = place < 0 ? undefined : block?.fact(place);
      return fact === undefined ? [] : [fact];
    }),
  ];
  const only = read[0];
  if (only?.block?.values && read.length === 1 && !baseline && how !== "count" && how !== "change") {
    const { block, slots } = only;
    const value = taken(only.block.values, block.den, slots);
    return { value, states: statesAt(block.states, slots), partial: undefined, facts };
  }
  const last = baseline ? "latest" : how;
  const { value, count, causes } = collect(read, rows.length, last, world.indicators.get(indicator));
  const { states, partial } = concluded(count, causes, due.length);
  if (!baseline) return { value, states, partial, facts };
  for (let i = 0; i < rows.length; i++)
    if (states[i] === State.present && baseline.states[i] !== State.present) states[i] = State.missing;
  return { value: subtract(value, baseline.value), states, partial, facts };
}

const missed = 1 << State.missing;

/** The states of rows with so many present values and these causes of absence, and which of them lack a due datum. */
const concluded = apart(concludedRows);
function concludedRows(
  count: Uint16Array,
  causes: Uint8Array,
  due: number,
): { readonly states: Uint8Array; readonly partial: Uint8Array | undefined } {
  const states = new Uint8Array(count.length);
  let partial: Uint8Array | undefined;
  for (let i = 0; i < states.length; i++) {
    if (count[i] === due && due > 0) continue;
    const cause = causes[i] as number;
    if (count[i] === 0) states[i] = firstCause(cause);
    else if ((cause & missed) !== 0) {
      partial ??= new Uint8Array(count.length);
      partial[i] = 1;
    }
  }
  return { states, partial };
}

/** The state of a row without any present value, from the set of its causes. */
function firstCause(causes: number): State {
  for (const cause of [State.exempt, State.missing, State.late]) if ((causes & (1 << cause)) !== 0) return cause;
  return State.notApplicable;
}

/** For every row, the subject whose figure of `period` counts: itself, or where it served at the end of the period. */
function viewed(world: World, rows: Int32Array, period: Period, view: View): Int32Array {
  if (view.observes === "self") return rows;
  const place = view.observes;
  return Int32Array.from(rows, (row) => {
    const subject = world.subjects[row];
    if (!subject) return elsewhere;
    const served =
      view.attribution === undefined || subject.service.length === 0
        ? subject[place]
        : (subject.service.find(
            (s) => s.kind === "main" && periodOf(s.from).from <= period.to && periodOf(s.to).to >= period.to,
          )?.[place] ??
          (subject.service.some((s) => s.kind === "main" && s[place] !== undefined) ? undefined : subject[place]));
    return served === undefined ? elsewhere : (world.ordinal.get(served) ?? elsewhere);
  });
}

interface Baseline extends Measured {
  /** The unit or team whose change counts, as a row of the city: where the subject last served in the period; -1 for none. */
  readonly places: Int32Array;
  facts(row: number): readonly string[];
}

/** The last value of the unit or team before each official took over; missing where there is none, which is not zero. */
function takeOver(world: World, indicator: string, period: Period, rows: Int32Array, view: View): Baseline {
  const places = new Int32Array(rows.length).fill(elsewhere);
  const states = new Uint8Array(rows.length).fill(State.missing);
  const values: Exact[] = new Array(rows.length).fill(zero);
  const facts: (string | undefined)[] = [];
  rows.forEach((row, i) => {
    const subject = world.subjects[row];
    const main = (subject?.service ?? []).filter((s) => s.kind === "main");
    const current = main.findLast((s) => periodOf(s.from).from <= period.to && periodOf(s.to).to >= period.from);
    const place =
      view.observes === "self" ? subject?.id : main.length > 0 ? current?.[view.observes] : subject?.[view.observes];
    const from = world.ordinal.get(place ?? "");
    if (from === undefined) return;
    places[i] = from;
    const start = current ? periodOf(current.from).from : period.from;
    const found = pastPeriods(world, indicator, period, start)
      .map((p) => world.block(indicator, p.id))
      .find((b) => b && stateAt(b, from) === State.present);
    if (!found) return;
    states[i] = State.present;
    values[i] = valueAt(found, from);
    facts[i] = found.fact(from);
  });
  return { places, states, value: fromExacts(values), facts: (row) => (facts[row] === undefined ? [] : [facts[row]]) };
}

/** Due periods that ended before month `start`, latest first: those of the appraised period, then up to five years back. */
function pastPeriods(world: World, indicator: string, period: Period, start: number): readonly Period[] {
  const found: Period[] = world
    .duePeriods(indicator, period)
    .filter((p) => p.to < start)
    .reverse();
  let earlier = before(period);
  for (let step = 0; step < 5; step++) {
    found.push(
      ...[...world.duePeriods(indicator, earlier)].reverse().filter((p) => p.to < start && !covers(period, p)),
    );
    earlier = before(earlier);
  }
  return found;
}
