import { type Period, periodOf } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import { fromExacts } from "../number/column.ts";
import { type Exact, exact, over, plus, times, zero } from "../number/exact.ts";
import type { Link, Measured } from "../rules/rule-kind.ts";
import type { World } from "./world.ts";

/** The exact score of one subject in one period, or of one block of its list; `undefined` where none is formed. */
export type ScoreOf = (row: number, period: Period, node: string | undefined) => Exact | undefined;

export interface Carried extends Measured {
  /** 1 where a carried score is itself provisional: so is what carries it. */
  readonly provisional: Uint8Array;
  facts(row: number): readonly string[];
}

/**
 * The scores that subjects carry from their unit or team (连带). `cut-off` takes the one where the subject stands now;
 * `months` weighs every unit or team served in by its months and share: Σ months·share·score / Σ months·share.
 * A place without a score is left out; without any the link does not apply.
 */
export function carry(
  world: World,
  link: Link,
  rows: Int32Array,
  period: Period,
  scoreOf: ScoreOf,
  isProvisional: (row: number, period: Period) => boolean,
): Carried {
  const values: Exact[] = [];
  const states = new Uint8Array(rows.length);
  const sources: string[][] = [];
  const provisional = new Uint8Array(rows.length);
  rows.forEach((row, i) => {
    const places = isServing(world, link, row) ? served(world, link, row, period) : standing(world, link, row);
    const found = places.flatMap(({ id, months }) => {
      const at = world.ordinal.get(id);
      const score = at === undefined ? undefined : scoreOf(at, period, link.node);
      if (at !== undefined && score && isProvisional(at, period)) provisional[i] = 1;
      return score ? [{ id, months, score }] : [];
    });
    const months = found.reduce((sum, f) => plus(sum, f.months), zero);
    states[i] = months.num === 0n ? State.notApplicable : State.present;
    values.push(
      months.num === 0n
        ? zero
        : over(
            found.reduce((sum, f) => plus(sum, times(f.months, f.score)), zero),
            months,
          ),
    );
    sources.push(found.map((f) => `score:${f.id}`));
  });
  return { value: fromExacts(values), states, provisional, facts: (row) => sources[row] ?? [] };
}

interface Place {
  readonly id: string;
  readonly months: Exact;
}

function standing(world: World, link: Link, row: number): readonly Place[] {
  const subject = world.subjects[row];
  if (link.of === "children") {
    return childUnits(world, subject?.id).flatMap((at) => {
      const weight = link.weightedBy === undefined ? exact(1) : world.coefficient(link.weightedBy, at)?.value;
      return weight ? [{ id: world.subjects[at]?.id ?? "", months: weight }] : [];
    });
  }
  const id = link.of === "team" ? subject?.team : subject?.unit;
  return id === undefined ? [] : [{ id, months: exact(1) }];
}

const children = new WeakMap<World, ReadonlyMap<string | undefined, readonly number[]>>();

/** The rows of the units directly under a unit. */
function childUnits(world: World, parent: string | undefined): readonly number[] {
  let known = children.get(world);
  if (!known) {
    const units = [...world.subjects.keys()].filter((row) => world.subjects[row]?.type === "unit");
    known = Map.groupBy(units, (row) => world.subjects[row]?.unit);
    children.set(world, known);
  }
  return (parent === undefined ? undefined : known.get(parent)) ?? [];
}

/** Whether the record says where the subject served; then months without a place are months without a score to carry. */
const isServing = (world: World, link: Link, row: number): boolean =>
  link.attribution === "months" &&
  (world.subjects[row]?.service ?? []).some(
    (s) => s.kind === "main" && (link.of === "team" ? s.team : s.unit) !== undefined,
  );

function served(world: World, link: Link, row: number, period: Period): readonly Place[] {
  return (world.subjects[row]?.service ?? []).flatMap((service) => {
    const id = link.of === "team" ? service.team : service.unit;
    const from = Math.max(periodOf(service.from).from, period.from);
    const to = Math.min(periodOf(service.to).to, period.to);
    // A merged unit carries its predecessors; its own months are scored in its own list.
    if (service.kind !== "main" || id === undefined || to < from || id === world.subjects[row]?.id) return [];
    return [{ id, months: times(exact(to - from + 1), service.share) }];
  });
}
