import { apart } from "../number/apart.ts";
import type { ListColumns, NodeColumns, ResultColumns } from "../result-columns.ts";

/** One of two runs that are compared: its results, and whose they are. */
export interface Compared {
  readonly columns: Omit<ResultColumns, "result">;
  /** Identifier of the subject at each position. */
  readonly subjects: readonly string[];
}

/** What of a subject differs; `what` of {@link RunChanges} is a sum of these. */
export const differs = { standing: 1, score: 2, rank: 4, grade: 8, band: 16, points: 32, there: 64 } as const;

/**
 * Who changed between two runs: entry k of every array is one subject. First those of the later run in its order, then
 * those whom only the earlier one has, in its order; subjects without a difference are not there.
 */
export interface RunChanges {
  /** Positions in the two runs; -1 where the subject is not there. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  readonly what: Uint8Array;
  /** Later minus earlier score, in units of 10^-places of the finer run; NaN where one of them has none. */
  readonly score: Float64Array;
  /** Places gained (positive: nearer to the first); NaN where one of them has none. */
  readonly rank: Float64Array;
  /** The node, blocks aside, whose points moved most: position in `nodes`, -1 where none did; and by how much. */
  readonly node: Int32Array;
  readonly moved: Float64Array;
  readonly nodes: readonly Pick<NodeColumns, "kind" | "path">[];
  /** Decimals of `score`. */
  readonly places: number;
  readonly summary: {
    readonly better: number;
    readonly worse: number;
    /** Subjects whom only one of the two has. */
    readonly added: number;
    readonly removed: number;
    /** Grades that went over into others; undefined: none. In the order of their first subjects. */
    readonly grades: readonly { readonly from?: string; readonly to?: string; readonly count: number }[];
  };
}

/** Compares two runs by column. A node that was or is at 0 and is not on the other's list has not moved. */
export function compareRuns(before: Compared, after: Compared): RunChanges {
  const [a, b] = [before.columns, after.columns];
  const size = b.rows.length;
  const from = positionsIn(before.subjects, after.subjects);
  const places = Math.max(a.places, b.places);
  const upA = 10 ** (places - a.places);
  const upB = 10 ** (places - b.places);
  const what = new Uint8Array(size);
  const grade = renamed(a.grades, b.grades);
  const band = renamed(a.bands, b.bands);
  for (let i = 0; i < size; i++) {
    const j = from[i] as number;
    if (j < 0) {
      what[i] = differs.there;
      continue;
    }
    let own = 0;
    if (a.standing[j] !== b.standing[i]) own += differs.standing;
    if (!isSameNumber((a.score[j] as number) * upA, (b.score[i] as number) * upB)) own += differs.score;
    if (a.rank[j] !== b.rank[i]) own += differs.rank;
    if (grade[(a.grade[j] as number) + 1] !== b.grade[i]) own += differs.grade;
    if (band[(a.band[j] as number) + 1] !== b.band[i]) own += differs.band;
    what[i] = own;
  }
  const { most, node, nodes } = movedMost(a, b, from);
  const gone = absentFrom(from, a.rows.length);
  const changed: number[] = [];
  for (let i = 0; i < size; i++) {
    if ((most[i] as number) !== 0) what[i] = (what[i] as number) | differs.points;
    if (what[i] !== 0) changed.push(i);
  }
  const count = changed.length + gone.length;
  const found = {
    before: new Int32Array(count).fill(-1),
    after: new Int32Array(count).fill(-1),
    what: new Uint8Array(count).fill(differs.there),
    score: new Float64Array(count).fill(Number.NaN),
    rank: new Float64Array(count).fill(Number.NaN),
    node: new Int32Array(count).fill(-1),
    moved: new Float64Array(count),
  };
  let [better, worse, added] = [0, 0, 0];
  const grades = new Transitions();
  changed.forEach((i, k) => {
    const j = from[i] as number;
    found.before[k] = j;
    found.after[k] = i;
    found.what[k] = what[i] as number;
    found.node[k] = node[i] as number;
    found.moved[k] = Math.round((most[i] as number) * 1e9) / 1e9;
    if (j < 0) {
      added++;
      return;
    }
    const by = (b.score[i] as number) * upB - (a.score[j] as number) * upA;
    found.score[k] = by;
    if (by > 0) better++;
    if (by < 0) worse++;
    if (a.rank[j] !== 0 && b.rank[i] !== 0) found.rank[k] = (a.rank[j] as number) - (b.rank[i] as number);
    if (((what[i] as number) & differs.grade) !== 0)
      grades.add(a.grades[a.grade[j] as number], b.grades[b.grade[i] as number]);
  });
  gone.forEach((j, n) => {
    found.before[changed.length + n] = j;
  });
  return { ...found, nodes, places, summary: { better, worse, added, removed: gone.length, grades: grades.all } };
}

const isSameNumber = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** Where each of the later subjects is among the earlier ones, -1 for nowhere. */
function positionsIn(earlier: readonly string[], later: readonly string[]): Int32Array {
  const from = new Int32Array(later.length);
  let known: Map<string, number> | undefined;
  for (let i = 0; i < from.length; i++) {
    const id = later[i] as string;
    if (earlier[i] === id) {
      from[i] = i;
      continue;
    }
    known ??= new Map(earlier.map((own, j) => [own, j]));
    from[i] = known.get(id) ?? -1;
  }
  return from;
}

function absentFrom(from: Int32Array, earlier: number): readonly number[] {
  const isThere = new Uint8Array(earlier);
  for (const j of from) if (j >= 0) isThere[j] = 1;
  return Array.from(isThere.keys()).filter((j) => isThere[j] === 0);
}

/** The number of each earlier name, one further on, among the later ones; -2 where it is not there. None stays none. */
const renamed = (earlier: readonly string[], later: readonly string[]): Int32Array => {
  const known = new Map(later.map((name, n) => [name, n]));
  return Int32Array.from([-1, ...earlier.map((name) => known.get(name) ?? -2)]);
};

class Transitions {
  readonly #known = new Map<string, { from?: string; to?: string; count: number }>();
  add(from: string | undefined, to: string | undefined): void {
    const key = `${from ?? ""}\n${to ?? ""}`;
    const own = this.#known.get(key);
    if (own) own.count++;
    else
      this.#known.set(key, { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), count: 1 });
  }
  get all() {
    return [...this.#known.values()];
  }
}

interface Moved {
  readonly most: Float64Array;
  readonly node: Int32Array;
  readonly nodes: readonly Pick<NodeColumns, "kind" | "path">[];
}

/** Of everybody in the later run, the largest change of points at a node. */
function movedMost(a: Compared["columns"], b: Compared["columns"], from: Int32Array): Moved {
  const most = new Float64Array(from.length);
  const node = new Int32Array(from.length).fill(-1);
  const nodes: Pick<NodeColumns, "kind" | "path">[] = [];
  const memberOf = new Int32Array(a.rows.length);
  for (const { members } of a.lists)
    members.forEach((j, m) => {
      memberOf[j] = m;
    });
  const numbers = new Map<string, number>();
  const numberOf = ({ kind, path }: NodeColumns): number => {
    const key = `${kind} ${path}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, nodes.length);
    return nodes.push({ kind, path }) - 1;
  };
  for (const [l, list] of b.lists.entries()) {
    // Subjects may have come from another list; usually all are from the same.
    const earlier = list.members.map((i) => ((from[i] as number) < 0 ? -1 : (a.list[from[i] as number] as number)));
    for (const origin of new Set(earlier)) {
      const old = origin < 0 ? undefined : a.lists[origin];
      if (!old) continue;
      const own = Int32Array.from(list.members.keys()).filter((m) => earlier[m] === origin);
      const there = own.map((m) => memberOf[from[list.members[m] as number] as number] as number);
      const isWhole = origin === l && isSameOrder(own, there, list, old);
      for (const [x, y] of pairs(old, list)) {
        const named = y ?? x;
        if (!named || named.kind === "block") continue;
        if (isWhole && x?.points === y?.points) continue;
        largest(x?.points ?? none, y?.points ?? none, there, own, list.members, numberOf(named), most, node);
      }
    }
  }
  return { most, node, nodes };
}

const none = new Float64Array(0);

const isSameOrder = (own: Int32Array, there: Int32Array, list: ListColumns, old: ListColumns): boolean =>
  own.length === list.members.length && own.length === old.members.length && there.every((m, n) => m === n);

/** Nodes of two lists by kind and path; those of the later first. */
function pairs(
  old: ListColumns,
  list: ListColumns,
): readonly (readonly [NodeColumns | undefined, NodeColumns | undefined])[] {
  const keyOf = ({ kind, path }: NodeColumns): string => `${kind} ${path}`;
  const rest = new Map(old.nodes.map((node) => [keyOf(node), node]));
  const both = list.nodes.map((node) => {
    const key = keyOf(node);
    const own = rest.get(key);
    rest.delete(key);
    return [own, node] as const;
  });
  return [...both, ...[...rest.values()].map((node) => [node, undefined] as const)];
}

/** NaN, and a node that is not there at all, count as 0. */
const largest = apart(
  (
    earlier: Float64Array,
    later: Float64Array,
    there: Int32Array,
    own: Int32Array,
    members: Int32Array,
    number: number,
    most: Float64Array,
    node: Int32Array,
  ): void => {
    for (let k = 0; k < own.length; k++) {
      const m = own[k] as number;
      const p = earlier[there[k] as number] as number;
      const q = later[m] as number;
      if (p === q) continue;
      const by = (q || 0) - (p || 0);
      if (by === 0) continue;
      const i = members[m] as number;
      if (Math.abs(by) > Math.abs(most[i] as number)) {
        most[i] = by;
        node[i] = number;
      }
    }
  },
);
