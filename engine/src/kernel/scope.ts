import type { Event } from "../facts/model.ts";
import type { Period } from "../facts/period.ts";
import { before, inside, periodOf, yearBefore } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import { compileFormula, evaluateFormula, formulaNames } from "../formula/formula.ts";
import type { Mask } from "../number/arithmetic.ts";
import { type Column, constant, fromExacts, fromScaled } from "../number/column.ts";
import { exact, over, plus, times, zero } from "../number/exact.ts";
import { kindOf } from "../rules/registry.ts";
import type { Better, Link, Measured, Points, Rule, Scope, Ties } from "../rules/rule-kind.ts";
import { type BallotMean, type Collect, isExact, type Quantity, type Statistic, type Which } from "../scheme/values.ts";
import type { Given } from "./given.ts";
import type { Carried } from "./link.ts";
import { observe, type View } from "./observe.ts";
import { placesIn } from "./place.ts";
import { statistics } from "./statistics.ts";
import type { Entry } from "./trace.ts";
import type { World } from "./world.ts";

export interface Standing {
  readonly world: World;
  readonly period: Period;
  readonly rows: Int32Array;
  readonly indicator: string;
  readonly values: Collect;
  readonly actual?: Quantity | undefined;
  readonly weight: Column;
  /** Comparison group of every row: the same array for the same rows. */
  readonly groupOf: Int32Array;
  readonly view: View;
  readonly entry: Entry;
  /** Reports due data that nobody supplied: 1 for each of `rows` that lacks one. */
  readonly missed: (rows: Mask) => void;
  readonly linked: (link: Link, rows: Int32Array, period: Period) => Carried;
  /** Notes that this item counts a matter of a whole-city row. */
  readonly met: (row: number, matter: string) => void;
  /** Set while a composite is computed: what stands in place of the indicator's own value. */
  readonly instead?: { readonly actual: Measured; readonly better: Better };
  readonly prefix?: string;
  /** Rules inside the rule so far: each tells its values under a number of its own. */
  readonly numbered?: { subs: number };
}

/** Builds what a rule sees of the world. All facts a rule reads through it are noted in the entry of its step. */
export function openScope(standing: Standing): Scope {
  const { world, period, rows, entry } = standing;
  const size = rows.length;
  const { groupOf } = standing;
  const prefix = standing.prefix ?? "";
  const numbered = standing.numbered ?? { subs: 0 };

  const read = (indicator: string, values: Collect, when: Period, view: View, at_: Int32Array = rows): Measured => {
    const observed = observe(world, indicator, when, at_, values, view);
    entry.facts.push((row) => observed.facts(row));
    if (observed.partial) standing.missed(observed.partial);
    return observed;
  };

  const each = (value: (row: number) => Given | undefined): Measured => {
    const found = Array.from(rows, value);
    entry.facts.push((row) => (found[row] ? [found[row].fact] : []));
    return {
      value: fromExacts(found.map((f) => f?.value ?? zero)),
      states: Uint8Array.from(found, (f) => (f ? State.present : State.missing)),
    };
  };

  const same = ({ value, fact }: Given): Measured => {
    entry.facts.push(() => [fact]);
    return { value: constant(value, size), states: new Uint8Array(size) };
  };

  /** The item on its indicator itself: what A means inside the quantity that stands in place of A. */
  const plain = (): Scope => {
    const { actual: _replaced, ...own } = standing;
    return openScope(own);
  };

  const scope: Scope = {
    rows: size,
    weight: standing.weight,
    period: period.id,
    constant: (value) => constant(value, size),
    actual: () =>
      standing.instead?.actual ??
      (standing.actual ? plain().quantity(standing.actual) : undefined) ??
      read(standing.indicator, standing.values, period, standing.view),
    quantity(quantity: Quantity): Measured {
      if (isExact(quantity)) return { value: constant(quantity, size), states: new Uint8Array(size) };
      if ("target" in quantity) {
        const indicator = quantity.target === true ? standing.indicator : quantity.target;
        const when = periodFor(period, quantity.period);
        const common = world.commonTarget(indicator, when);
        return common ? same(common) : each((row) => world.target(indicator, when, row));
      }
      if ("indicator" in quantity) {
        const when = periodFor(period, quantity.period);
        const other = quantity.subject === undefined ? undefined : world.ordinal.get(quantity.subject);
        const values = quantity.values ?? standing.values;
        if (other === undefined) return read(quantity.indicator, values, when, standing.view);
        return read(quantity.indicator, values, when, { observes: "self" }, new Int32Array(size).fill(other));
      }
      if ("coefficient" in quantity) {
        const fallback = quantity.default;
        return each(
          (row) => world.coefficient(quantity.coefficient, row) ?? (fallback && { value: fallback, fact: "scheme" }),
        );
      }
      if ("statistic" in quantity) {
        const of = scope.quantity(quantity.of);
        return { value: scope.statistic(quantity.statistic, of, quantity.over), states: new Uint8Array(size) };
      }
      if ("ballots" in quantity) return meanBallot(quantity);
      return formula(quantity.formula);
    },
    statistic: (kind: Statistic, of: Measured, over: "group" | "all" = "group") =>
      statistics(kind, of, over === "all" ? together(groupOf) : groupOf),
    place: (of: Measured, order, ties: Ties) => placesIn(of, groupOf, order, ties),
    events(types) {
      const wanted = new Set(types);
      const found: (readonly Event[])[] = new Array(size);
      for (let i = 0; i < size; i++) {
        const all = world.events(rows[i] as number);
        const own = all.length === 0 ? all : all.filter((e) => wanted.has(e.type) && isWithin(e, period));
        found[i] = own;
        for (const e of own)
          if (e.matter !== undefined && e.standing === "confirmed") standing.met(rows[i] as number, e.matter);
      }
      entry.facts.push((row) => (found[row] ?? []).map((e) => e.id));
      return found;
    },
    assessments() {
      const found = Array.from(rows, (row) => {
        const all = world.assessments(row, standing.indicator);
        return all.length === 0 ? all : all.filter((a) => a.period === period.id || covered(a.period, period));
      });
      entry.facts.push((row) => (found[row] ?? []).map((a) => a.id));
      return found;
    },
    ballots(campaign) {
      const found = Array.from(rows, (row) => world.ballots(row, campaign));
      entry.facts.push((row) => (found[row] ?? []).map((b) => b.id));
      return found;
    },
    attribute(name) {
      const { of, names } = world.coded(name);
      return Array.from(rows, (row) => names[of[row] as number] ?? "");
    },
    linked(link: Link): Measured {
      const found = standing.linked(link, rows, period);
      if (found.provisional.includes(1)) standing.missed(found.provisional);
      entry.facts.push((row) => found.facts(row));
      return found;
    },
    sub(rule: Rule, weight: Column, indicator?: string, values?: Collect): Points {
      numbered.subs++;
      const { instead, actual, ...own } = standing;
      const inner = openScope({
        ...own,
        ...(instead && indicator === undefined ? { instead } : {}),
        ...(actual && indicator === undefined ? { actual } : {}),
        weight,
        indicator: indicator ?? standing.indicator,
        values: values ?? standing.values,
        numbered: { subs: 0 },
        prefix: `${prefix}${numbered.subs}.`,
      });
      return kindOf(rule).score(rule as never, inner);
    },
    better: standing.instead?.better ?? betterOf(world, standing.indicator),
    with: (actual, better) => openScope({ ...standing, numbered, instead: { actual, better } }),
    parts: (grain) =>
      inside(period, grain).map((part) => openScope({ ...standing, period: part, prefix: `${prefix}${part.id}.` })),
    tell: (name, value) => void entry.inputs.set(prefix + name, value),
  };

  const meanBallot = (of: BallotMean): Measured => {
    const found = Array.from(rows, (row) =>
      world
        .ballots(row, of.ballots)
        .filter(
          (b) => (of.group === undefined || b.group === of.group) && (of.item === undefined || b.item === of.item),
        ),
    );
    entry.facts.push((row) => (found[row] ?? []).map((b) => b.id));
    const means = found.map((ballots) => {
      const worth = ballots.flatMap((b) => {
        const value = b.score ?? (b.option === undefined ? undefined : of.options?.[b.option]);
        return value ? [{ value, votes: exact(b.votes) }] : [];
      });
      const votes = worth.reduce((sum, w) => plus(sum, w.votes), zero);
      return votes.num === 0n
        ? undefined
        : over(
            worth.reduce((sum, w) => plus(sum, times(w.value, w.votes)), zero),
            votes,
          );
    });
    return {
      value: fromExacts(means.map((m) => m ?? zero)),
      states: Uint8Array.from(means, (m) => (m ? State.present : State.missing)),
    };
  };

  const formula = (text: string): Measured => {
    const compiled = compiledIn(world, text);
    if (!compiled.ok) throw new Error(`formula was not checked: ${text}`);
    const found = evaluateFormula(
      compiled.formula,
      (variable) => {
        if (variable === "W") return { value: standing.weight, states: new Uint8Array(size) };
        if (variable === "A") return scope.actual();
        if (variable === "T") return scope.quantity({ target: true });
        const coefficient = /^coefficient_(.+)$/.exec(variable)?.[1];
        if (coefficient !== undefined)
          return each((row) => world.coefficient(coefficientNamed(world, coefficient), row));
        const target = /^target_(.+)$/.exec(variable)?.[1];
        if (target !== undefined) return scope.quantity({ target: indicatorNamed(world, target) });
        const isPrevious = variable.startsWith("previous_");
        const name = isPrevious ? variable.slice("previous_".length) : variable;
        return scope.quantity({ indicator: indicatorNamed(world, name), period: isPrevious ? "previous" : "same" });
      },
      size,
    );
    if (found.undefinedRows.includes(1))
      scope.tell("notDefined", fromScaled(Float64Array.from(found.undefinedRows), 1));
    return found;
  };
  return scope;
}

/** Formulas as they were read among the indicators of a world. */
const formulas = new WeakMap<World["indicators"], Map<string, ReturnType<typeof compileFormula>>>();

function compiledIn({ indicators }: World, text: string): ReturnType<typeof compileFormula> {
  const known = formulas.get(indicators) ?? new Map<string, ReturnType<typeof compileFormula>>();
  formulas.set(indicators, known);
  const compiled = known.get(text) ?? compileFormula(text, formulaNames(text, indicators.keys()));
  known.set(text, compiled);
  return compiled;
}

/** One group of everybody, the same array for the same rows. */
function together(groupOf: Int32Array): Int32Array {
  let one = wholes.get(groupOf);
  if (!one) {
    one = new Int32Array(groupOf.length);
    wholes.set(groupOf, one);
  }
  return one;
}
const wholes = new WeakMap<Int32Array, Int32Array>();

const asWritten = (id: string): string => id.replaceAll(/[-.]/g, "_");
const indicatorNamed = (world: World, name: string): string =>
  [...world.indicators.keys()].find((id) => asWritten(id) === name || `_${asWritten(id)}` === name) ?? name;
const coefficientNamed = (world: World, name: string): string =>
  world.facts.coefficients.find((c) => asWritten(c.name) === name)?.name ?? name;

const periodFor = (period: Period, which: Which | undefined): Period =>
  which === "previous" ? before(period) : which === "year-before" ? yearBefore(period) : period;

function betterOf(world: World, indicator: string): Better {
  const known = world.indicators.get(indicator);
  return known ? { direction: known.direction, midpoint: known.midpoint } : { direction: "higher" };
}

const covered = (id: string, period: Period): boolean => {
  const inner = periodOf(id);
  return period.from <= inner.from && inner.to <= period.to;
};

/** Whether an event's day lies in the period. */
export function isWithin(event: Pick<Event, "on">, period: Period): boolean {
  const month = Number(event.on.slice(0, 4)) * 12 + Number(event.on.slice(5, 7)) - 1;
  return period.from <= month && month <= period.to;
}
