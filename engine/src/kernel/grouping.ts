/** Rows by group: those of group g are `members[starts[g]] … members[starts[g + 1] − 1]`, in their order. */
export interface Grouping {
  readonly groups: number;
  readonly starts: Int32Array;
  readonly members: Int32Array;
  readonly largest: number;
}

const known = new WeakMap<Int32Array, Grouping>();

/** The grouping of rows by `groupOf`, computed once for each array: groups number from 0. */
export function groupingOf(groupOf: Int32Array): Grouping {
  const seen = known.get(groupOf);
  if (seen) return seen;
  let groups = 0;
  for (let row = 0; row < groupOf.length; row++)
    if ((groupOf[row] as number) >= groups) groups = (groupOf[row] as number) + 1;
  const starts = new Int32Array(groups + 1);
  for (let row = 0; row < groupOf.length; row++)
    starts[(groupOf[row] as number) + 1] = (starts[(groupOf[row] as number) + 1] as number) + 1;
  let largest = 0;
  for (let g = 0; g < groups; g++) {
    if ((starts[g + 1] as number) > largest) largest = starts[g + 1] as number;
    starts[g + 1] = (starts[g + 1] as number) + (starts[g] as number);
  }
  const next = starts.slice(0, groups);
  const members = new Int32Array(groupOf.length);
  for (let row = 0; row < groupOf.length; row++) {
    const g = groupOf[row] as number;
    const at = next[g] as number;
    members[at] = row;
    next[g] = at + 1;
  }
  const grouping = { groups, starts, members, largest };
  known.set(groupOf, grouping);
  return grouping;
}
