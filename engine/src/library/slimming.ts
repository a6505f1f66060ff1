import type { Subject } from "../facts/model.ts";
import { isFor } from "../kernel/select.ts";
import { indicatorOf } from "../kernel/world.ts";
import { walk } from "../lint/walk.ts";
import type { Scheme } from "../scheme/document.ts";
import { nearDuplicates, sameLine } from "./duplicates.ts";
import type { LibraryIndicator, LibrarySource } from "./indicator.ts";

/**
 * What asking costs, in minutes for one subject and one period. Stated, coarse, and the same for everybody: it compares two
 * days or two versions with each other and is no time sheet. Typing a figure in, with looking it up: a quarter of an hour;
 * judging one subject: ten minutes; a ballot: two. What arrives by itself costs nothing, and an incident is asked of nobody in
 * advance.
 */
export const minutesPerAsk: Readonly<Record<LibrarySource, number>> = {
  ...{ reported: 15, assessment: 10, ballot: 2, automatic: 0, event: 0 },
};

/** How often in a year; a term counts five years. */
export const timesPerYear = { month: 12, quarter: 4, half: 2, year: 1, term: 0.2 } as const;

export type Side = {
  readonly indicators: readonly LibraryIndicator[];
  /** Whose lists say who is asked; without one only the indicators themselves are counted. */
  readonly scheme?: Scheme | undefined;
};

export type SlimUnitType = {
  readonly type: string;
  readonly units: number;
  readonly forms: number;
  readonly minutes: number;
};
export type Slimness = {
  readonly indicators: number;
  readonly bySource: Readonly<Record<LibrarySource | "unsaid", number>>;
  readonly byOwner: Readonly<Record<string, number>>;
  /** How often in a year somebody is asked to type something in or to judge, over all indicators, for one subject each. */
  readonly forms: number;
  /** Minutes in a year, for one subject each. */
  readonly minutes: number;
  /** By kind of unit: of an average one, what its list asks in a year. */
  readonly byUnitType: readonly SlimUnitType[];
  /** Pairs that ask for the same. */
  readonly duplicates: readonly (readonly [string, string])[];
};

const formsOf = ({ source, period }: LibraryIndicator): number =>
  source?.kind === "reported" || source?.kind === "assessment" ? timesPerYear[period] : 0;
const minutesOf = ({ source, period }: LibraryIndicator): number =>
  source === undefined ? 0 : minutesPerAsk[source.kind] * timesPerYear[period];
const sum = (numbers: readonly number[]): number => Math.round(numbers.reduce((all, each) => all + each, 0) * 10) / 10;

export function slimnessOf({ indicators, scheme }: Side, units: readonly Subject[] = []): Slimness {
  const bySource = { automatic: 0, reported: 0, assessment: 0, ballot: 0, event: 0, unsaid: 0 };
  const byOwner: Record<string, number> = {};
  for (const { source, owner = "" } of indicators) {
    bySource[source?.kind ?? "unsaid"] += 1;
    byOwner[owner] = (byOwner[owner] ?? 0) + 1;
  }
  const duplicates = indicators.flatMap((each, i) =>
    nearDuplicates(each, indicators.slice(i + 1), sameLine).map(({ indicator }) => [each.id, indicator.id] as const),
  );
  return {
    ...{ indicators: indicators.length, bySource, byOwner, duplicates },
    ...{ forms: sum(indicators.map(formsOf)), minutes: sum(indicators.map(minutesOf)) },
    byUnitType: scheme === undefined ? [] : byUnitType(scheme, indicators, units),
  };
}

/** By type of unit, what the list of each asks in a year; every unit is asked by the first list that is for it. */
function byUnitType(
  scheme: Scheme,
  indicators: readonly LibraryIndicator[],
  units: readonly Subject[],
): readonly SlimUnitType[] {
  const known = new Map(indicators.map((each) => [each.id, each]));
  const lists = walk(scheme);
  const types = new Map<string, { units: number; forms: number; minutes: number }>();
  for (const unit of units) {
    const own = lists.find(({ list }) => isFor(list.for, unit));
    if (own === undefined) continue;
    const asked = new Set(
      own.items
        .filter(({ item, within }) => isFor(item.for, unit) && within.every((block) => isFor(block.for, unit)))
        .map(({ item }) => indicatorOf(item)),
    );
    const of = [...asked].flatMap((id) => known.get(id) ?? []);
    const type = unit.attributes.unitType ?? "";
    const row = types.get(type) ?? { units: 0, forms: 0, minutes: 0 };
    types.set(type, {
      units: row.units + 1,
      forms: row.forms + of.map(formsOf).reduce((a, b) => a + b, 0),
      minutes: row.minutes + of.map(minutesOf).reduce((a, b) => a + b, 0),
    });
  }
  const mean = (whole: number, n: number): number => Math.round((10 * whole) / n) / 10;
  return [...types]
    .map(([type, { units: n, forms, minutes }]) => ({
      type,
      units: n,
      forms: mean(forms, n),
      minutes: mean(minutes, n),
    }))
    .sort((a, b) => (a.type < b.type ? -1 : 1));
}
