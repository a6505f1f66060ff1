import { before, covers, type Period, periodOf } from "../facts/period.ts";
import { State, type States } from "../facts/state.ts";
import { add, choose, divide, isAbove, type Mask, subtract } from "../number/arithmetic.ts";
import { at, type Column, constant, fromExacts, fromScaled, gather } from "../number/column.ts";
import { compare, type Exact, exact, over, plus, zero } from "../number/exact.ts";
import type { Measured } from "../rules/rule-kind.ts";
import { magnitude } from "../rules/steps.ts";
import type { Indicator } from "../scheme/document.ts";
import type { Collect } from "../scheme/values.ts";
import type { FactBlock, World } from "./world.ts";

/** Whose figures stand for a row: its own, or those of the unit or team it served in. */
export interface View {
  readonly observes: "self" | "unit" | "team";
  readonly attribution?: "months" | "take-over" | undefined;
}

export interface Observed extends Measured {
  /** 1 where some due period has no datum although others have: the result is provisional. */
  readonly partial: Uint8Array;
  facts(row: number): readonly string[];
}

interface Part {
  readonly value: Column;
  readonly states: States;
  readonly block: FactBlock;
  readonly index: Int32Array;
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
  const parts: Part[] = [];
  const present = new Float64Array(rows.length);
  const missed = new Uint8Array(rows.length);
  for (const part of due) {
    const block = world.block(indicator, part.id);
    const index = viewed(world, rows, part, view);
    if (!block) {
      for (let i = 0; i < rows.length; i++) if ((index[i] as number) >= 0) missed[i] = 1;
      continue;
    }
    const states = new Uint8Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const from = index[i] as number;
      const isElsewhere = from < 0 || (baseline !== undefined && from !== baseline.places[i]);
      const state = isElsewhere ? State.notApplicable : (block.states[from] as number);
      states[i] = state;
      if (state === State.present) present[i] = (present[i] as number) + 1;
      else if (state === State.missing) missed[i] = 1;
    }
    const value = gather(
      block.value,
      Int32Array.from(index, (n) => Math.max(n, 0)),
    );
    parts.push({ value, states, block, index });
  }
  const states = new Uint8Array(rows.length);
  const partial = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    if ((present[i] as number) > 0) partial[i] = missed[i] as number;
    else states[i] = due.length === 0 ? State.notApplicable : firstCause(parts, i, missed[i] === 1);
  }
  const kept = parts.map((part) => part.states.map((s) => (s === State.present ? 1 : 0)) as Mask);
  if (baseline) {
    for (let i = 0; i < rows.length; i++)
      if (states[i] === State.present && baseline.states[i] !== State.present) states[i] = State.missing;
  }
  const better = world.indicators.get(indicator);
  let value = collected(parts, kept, present, rows.length, how, better);
  if (how === "change" && baseline) {
    value = subtract(collected(parts, kept, present, rows.length, "latest", better), baseline.value);
  }
  return {
    value,
    states,
    partial,
    facts: (row) => [
      ...(baseline?.facts(row) ?? []),
      ...parts.flatMap((part) => {
        const from = part.index[row] as number;
        const fact =
          from < 0 || (baseline !== undefined && from !== baseline.places[row]) ? undefined : part.block.facts[from];
        return fact === undefined ? [] : [fact];
      }),
    ],
  };
}

function firstCause(parts: readonly Part[], row: number, missed: boolean): State {
  let cause: State | undefined;
  for (const wanted of [State.exempt, State.missing, State.late, State.notApplicable]) {
    if (wanted === State.missing && missed) cause ??= State.missing;
    if (parts.some((part) => part.states[row] === wanted)) cause ??= wanted;
  }
  return cause ?? State.notApplicable;
}

/** For every row, the subject whose figure of `period` counts: itself, or where it served at the end of the period. */
function viewed(world: World, rows: Int32Array, period: Period, view: View): Int32Array {
  if (view.observes === "self") return rows;
  const place = view.observes;
  return Int32Array.from(rows, (row) => {
    const subject = world.subjects[row];
    if (!subject) return -1;
    const served =
      view.attribution === undefined
        ? subject[place]
        : (subject.service.find(
            (s) => s.kind === "main" && periodOf(s.from).from <= period.to && periodOf(s.to).to >= period.to,
          )?.[place] ??
          (subject.service.some((s) => s.kind === "main" && s[place] !== undefined) ? undefined : subject[place]));
    return served === undefined ? -1 : (world.ordinal.get(served) ?? -1);
  });
}

interface Baseline extends Measured {
  /** The unit or team whose change counts, as a row of the city: where the subject last served in the period; -1 for none. */
  readonly places: Int32Array;
  facts(row: number): readonly string[];
}

/** The last value of the unit or team before each official took over; missing where there is none, which is not zero. */
function takeOver(world: World, indicator: string, period: Period, rows: Int32Array, view: View): Baseline {
  const places = new Int32Array(rows.length).fill(-1);
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
      .find((b) => b?.states[from] === State.present);
    if (!found) return;
    states[i] = State.present;
    values[i] = at(found.value, from);
    facts[i] = found.facts[from];
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

function collected(
  parts: readonly Part[],
  kept: readonly Mask[],
  present: Float64Array,
  rows: number,
  how: Collect,
  better: Indicator | undefined,
): Column {
  const none = constant(zero, rows);
  if (parts.length === 1 && how !== "count" && how !== "change") return (parts[0] as Part).value;
  switch (how) {
    case "sum":
      return sum(parts, kept, none);
    case "mean":
      return divide(sum(parts, kept, none), fromScaled(present, 1), none);
    case "count":
      return fromScaled(present, 1);
    case "latest":
      return parts.reduce<Column>((last, part, p) => choose(kept[p] as Mask, part.value, last), none);
    case "first":
      return parts.reduceRight<Column>((first, part, p) => choose(kept[p] as Mask, part.value, first), none);
    case "max":
    case "min":
      return extreme(parts, kept, none, (value) => value, how === "max");
    case "any": {
      const midpoint = constant(better?.midpoint ?? zero, rows);
      if (better?.direction === "nearest")
        return extreme(parts, kept, none, (value) => magnitude(subtract(value, midpoint)), false);
      return extreme(parts, kept, none, (value) => value, better?.direction !== "lower");
    }
    case "change":
      return subtract(
        collected(parts, kept, present, rows, "latest", better),
        collected(parts, kept, present, rows, "first", better),
      );
    case "median":
    case "trimmed-mean":
      return fromExacts(Array.from({ length: rows }, (_, row) => ofRow(parts, kept, row, how)));
  }
}

const sum = (parts: readonly Part[], kept: readonly Mask[], none: Column): Column =>
  parts.reduce<Column>(
    (so, part, p) => add(so, (kept[p] as Mask).includes(0) ? choose(kept[p] as Mask, part.value, none) : part.value),
    none,
  );

/** The earliest of the values whose `measure` is highest, or lowest. */
function extreme(
  parts: readonly Part[],
  kept: readonly Mask[],
  none: Column,
  measure: (value: Column) => Column,
  highest: boolean,
): Column {
  let best = none;
  let most = none;
  const seen = new Uint8Array(kept[0]?.length ?? 0);
  parts.forEach((part, p) => {
    const measured = measure(part.value);
    const better = highest ? isAbove(measured, most) : isAbove(most, measured);
    const take = better.map((b, row) => ((kept[p] as Mask)[row] === 1 && (b === 1 || seen[row] === 0) ? 1 : 0)) as Mask;
    best = choose(take, part.value, best);
    most = choose(take, measured, most);
    for (let row = 0; row < seen.length; row++) if ((kept[p] as Mask)[row] === 1) seen[row] = 1;
  });
  return best;
}

function ofRow(parts: readonly Part[], kept: readonly Mask[], row: number, how: "median" | "trimmed-mean"): Exact {
  const values = parts.flatMap((part, p) => ((kept[p] as Mask)[row] === 1 ? [at(part.value, row)] : [])).sort(compare);
  return how === "median" ? median(values) : trimmedMean(values);
}

/** The middle value, or the mean of the two in the middle. Zero of nothing. */
export function median(sorted: readonly Exact[]): Exact {
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  return high && low ? over(plus(low, high), exact(2)) : zero;
}

/** The mean without one highest and one lowest value where there are more than two. Zero of nothing. */
export function trimmedMean(sorted: readonly Exact[]): Exact {
  const inner = sorted.length > 2 ? sorted.slice(1, -1) : sorted;
  return inner.length === 0 ? zero : over(inner.reduce(plus, zero), exact(inner.length));
}
