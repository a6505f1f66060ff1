import { State } from "../facts/state.ts";
import { at, type Column, fromExacts, orderKeys } from "../number/column.ts";
import { compare, type Exact, exact, zero } from "../number/exact.ts";
import type { Measured, Ties } from "../rules/rule-kind.ts";

/** The place of every value, 1 for the first of the order that `isBefore` gives; ties as declared. */
export function placesOf(
  values: readonly Exact[],
  order: "higher-first" | "lower-first",
  ties: Ties,
): readonly Exact[] {
  const sign = order === "higher-first" ? -1 : 1;
  const sorted = [...values.keys()].sort((a, b) => sign * compare(values[a] as Exact, values[b] as Exact));
  return assign(sorted, (a, b) => compare(values[a] as Exact, values[b] as Exact) === 0, ties);
}

function assign(sorted: readonly number[], isTied: (a: number, b: number) => boolean, ties: Ties): readonly Exact[] {
  const places: Exact[] = new Array(sorted.length).fill(zero);
  let dense = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && isTied(sorted[end] as number, sorted[start] as number)) end++;
    dense++;
    const place =
      ties === "1224"
        ? exact(start + 1)
        : ties === "1223"
          ? exact(dense)
          : ties === "1334"
            ? exact(end)
            : exact(start + 1 + end, 2);
    for (let i = start; i < end; i++) places[sorted[i] as number] = place;
    start = end;
  }
  return places;
}

/** As {@link placesOf}, for values whose order plain numbers give exactly. */
function placesOfKeys(keys: readonly number[], order: "higher-first" | "lower-first", ties: Ties): readonly Exact[] {
  const sign = order === "higher-first" ? -1 : 1;
  return assign(
    [...keys.keys()].sort((a, b) => sign * ((keys[a] as number) - (keys[b] as number))),
    (a, b) => keys[a] === keys[b],
    ties,
  );
}

/** Places inside each group among its present rows, and how many are placed there. Absent rows get place 0. */
export function placesIn(
  of: Measured,
  groupOf: Int32Array,
  order: "higher-first" | "lower-first",
  ties: Ties,
): { place: Column; size: Column } {
  const members = new Map<number, number[]>();
  for (let row = 0; row < groupOf.length; row++) {
    if (of.states[row] !== State.present) continue;
    const group = groupOf[row] as number;
    const rows = members.get(group);
    if (rows) rows.push(row);
    else members.set(group, [row]);
  }
  const place: Exact[] = new Array(groupOf.length).fill(zero);
  const keys = orderKeys(of.value);
  for (const rows of members.values()) {
    const found = keys
      ? placesOfKeys(
          rows.map((row) => keys[row] as number),
          order,
          ties,
        )
      : placesOf(
          rows.map((row) => at(of.value, row)),
          order,
          ties,
        );
    rows.forEach((row, i) => {
      place[row] = found[i] as Exact;
    });
  }
  return {
    place: fromExacts(place),
    size: fromExacts(Array.from(groupOf, (group) => exact(members.get(group)?.length ?? 0))),
  };
}
