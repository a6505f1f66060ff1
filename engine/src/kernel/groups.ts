import type { Subject } from "../facts/model.ts";
import type { Scheme } from "../scheme/document.ts";
import type { Selector } from "../scheme/values.ts";
import { attributeOf } from "./select.ts";

/** A partition of the city: `of[row]` is a position in `names`, or -1 for nobody's group where that can be. */
export interface Groups {
  readonly of: Int32Array;
  readonly names: readonly string[];
}

/** Partitions by attribute, each made when first asked for. */
export function groupsIn(subjects: readonly Subject[]): { coded(attribute: string): Groups } {
  const known = new Map<string, Groups>();
  return {
    coded(attribute) {
      const seen = known.get(attribute);
      if (seen) return seen;
      const groups = numbered(subjects.length, (row) => attributeOf(subjects[row] as Subject, attribute));
      known.set(attribute, groups);
      return groups;
    },
  };
}

export interface Cohorts {
  readonly each: readonly Groups[];
  /** By the first cohort that is for a subject; subjects without one by their type. */
  orType(): Groups;
  first(row: number): string | undefined;
  all(row: number): readonly string[];
}

export function cohortsOf(
  scheme: Scheme,
  subjects: readonly Subject[],
  selection: (selector: Selector | undefined) => Uint8Array | undefined,
  coded: (attribute: string) => Groups,
): Cohorts {
  const each = scheme.cohorts.map((cohort): Groups => {
    const mask = selection(cohort.for);
    const parts = cohort.by === undefined ? undefined : coded(cohort.by);
    const of = new Int32Array(subjects.length);
    if (parts || mask)
      for (let row = 0; row < of.length; row++) of[row] = mask?.[row] === 0 ? -1 : (parts?.of[row] ?? 0);
    return { of, names: parts ? parts.names.map((value) => `${cohort.id}:${value}`) : [cohort.id] };
  });
  const firstOf = (row: number): string | undefined => {
    for (const { of, names } of each) if ((of[row] as number) >= 0) return names[of[row] as number];
    return undefined;
  };
  return {
    each,
    orType() {
      const first = each[0];
      return first && !first.of.includes(-1)
        ? first
        : numbered(subjects.length, (row) => firstOf(row) ?? (subjects[row] as Subject).type);
    },
    first: firstOf,
    all: (row) =>
      each.flatMap(({ of, names }) => ((of[row] as number) >= 0 ? [names[of[row] as number] as string] : [])),
  };
}

function numbered(size: number, nameOf: (row: number) => string): Groups {
  const number = new Map<string, number>();
  const of = new Int32Array(size);
  for (let row = 0; row < size; row++) {
    const name = nameOf(row);
    let own = number.get(name);
    if (own === undefined) {
      own = number.size;
      number.set(name, own);
    }
    of[row] = own;
  }
  return { of, names: [...number.keys()] };
}
