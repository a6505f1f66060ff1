import type { Coefficient, Subject, Target } from "../facts/model.ts";
import { covers, type Period, readPeriod } from "../facts/period.ts";
import type { Exact } from "../number/exact.ts";
import { getOr } from "./known.ts";

/** A number that somebody set for a subject, with the fact that says so. */
export interface Given {
  readonly value: Exact;
  readonly fact: string;
}

interface Targets {
  of(indicator: string, period: Period, row: number): Given | undefined;
  common(indicator: string, period: Period): Given | undefined;
}

/** By subject, "*" for all; then by the name of the period, in the order of the facts. */
type Set = ReadonlyMap<string, ReadonlyMap<string, Given>>;

/**
 * The target of a subject in a period: its own before everybody's; the one of the period itself, then of its calendar
 * year, then of the first stretch that covers it.
 */
export function givenTargets(targets: readonly Target[], subjects: readonly Subject[]): Targets {
  const sets = new Map<string, Map<string, Map<string, Given>>>();
  for (const { indicator, subject, period, value, id } of targets) {
    const set = getOr(sets, indicator, () => new Map<string, Map<string, Given>>());
    getOr(set, subject, () => new Map<string, Given>()).set(period, { value, fact: id });
  }
  const find = (set: Set, names: readonly string[], period: Period): Given | undefined => {
    const owns = names.map((name) => set.get(name));
    const year = String(Math.floor(period.to / 12));
    for (const key of [period.id, year]) {
      for (const own of owns) {
        const found = own?.get(key);
        if (found) return found;
      }
    }
    for (const own of owns) {
      for (const [key, given] of own ?? []) {
        const stretch = readPeriod(key);
        if (stretch && covers(stretch, period)) return given;
      }
    }
    return undefined;
  };
  return {
    of(indicator, period, row) {
      const set = sets.get(indicator);
      return set && find(set, [subjects[row]?.id ?? "", "*"], period);
    },
    common(indicator, period) {
      const set = sets.get(indicator);
      return set && set.size === 1 && set.has("*") ? find(set, ["*"], period) : undefined;
    },
  };
}

export function givenCoefficients(
  coefficients: readonly Coefficient[],
  subjects: readonly Subject[],
): (name: string, row: number) => Given | undefined {
  const sets = new Map<string, Map<string, Given>>();
  for (const { name, subject, value, id } of coefficients) {
    getOr(sets, name, () => new Map<string, Given>()).set(subject, { value, fact: id });
  }
  return (name, row) => {
    const set = sets.get(name);
    return set?.get(subjects[row]?.id ?? "") ?? set?.get("*");
  };
}
