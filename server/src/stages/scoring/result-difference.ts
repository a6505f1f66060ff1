import type { ListColumns, ResultColumns } from "@biaochi/engine";
import { usualFullMarks } from "./points-copy.ts";
import type { OtherPlaces, RunOutput } from "./run-output.ts";
import { type Told, toldApart } from "./told.ts";

/** Ranks of the base in [from, to] lie `shift` further down now. */
export type Shift = { readonly cohort: string; readonly from: number; readonly to: number; readonly shift: number };

/** What a run says itself; the rest is its base's. */
export type Difference = {
  readonly base: number;
  /** Positions whose rows the run says itself. */
  readonly changed: ReadonlySet<number>;
  /** Those of `changed` whose rows the run before does not say, or says otherwise; the rows of all others are copied from it. */
  readonly fresh: ReadonlySet<number>;
  /** The run before; undefined: nothing is copied. */
  readonly copied: number | undefined;
  readonly shifts: readonly Shift[];
  /** Cohorts, other than first ones, whose places are as an earlier run has them. */
  readonly placesFrom: ReadonlyMap<string, number>;
};

/** What is remembered of a run that is stored whole, to tell how later ones differ from it; its points are not held. */
export type Base = {
  readonly run: number;
  readonly columns: Pick<
    ResultColumns,
    "score" | "standing" | "cohort" | "cohorts" | "rank" | "grade" | "grades" | "band" | "bands"
  >;
  readonly told: Told;
  readonly otherPlaces: ReadonlyMap<string, OtherPlaces>;
  readonly shape: string;
  /** Positions whose points differed in some run since. */
  readonly moved: ReadonlySet<number>;
  /** The run before, where it was stored as a difference: its number, and what it says itself. */
  readonly last?: { readonly run: number; readonly changed: ReadonlySet<number> };
};

export function baseOf(run: number, output: RunOutput): Base {
  const { score, standing, cohort, cohorts, rank, grade, grades, band, bands } = output.columns;
  return {
    run,
    columns: { score, standing, cohort, cohorts, rank, grade, grades, band, bands },
    told: output.told,
    otherPlaces: output.otherPlaces,
    shape: shapeOf(output.columns),
    moved: new Set(),
  };
}

/** The same rows, lists and nodes: only then does a position mean the same in both. */
function shapeOf({ rows, list, lists, places }: ResultColumns): string {
  const nodes = lists.map((each) => [each.list, each.members.length, each.nodes.map(({ kind, path }) => [kind, path])]);
  return JSON.stringify([places, rows.length, rows[0] ?? 0, rows.at(-1) ?? -1, nodes, list.length]);
}

/** More than this part of the subjects, or this many shifts, and a whole run is shorter to read. */
const mostChanged = 1 / 8;
const mostShifts = 2000;

/**
 * How a run differs from its base, by way of the run before it: whose points moved since, whose standing, score, cohort,
 * grade, band or reasons are others, and by how much the places of all the others shifted. Undefined where storing the run
 * whole is better, or the two cannot be laid over each other.
 */
export function differenceFrom(
  base: Base,
  before: RunOutput,
  now: RunOutput,
  run: number,
): { difference: Difference; base: Base } | undefined {
  if (shapeOf(now.columns) !== base.shape || !isSameRows(before.columns, now.columns)) return undefined;
  const movedNow = new Set<number>();
  const { affected } = now;
  for (const [l, list] of now.columns.lists.entries()) addMoved(movedNow, before.columns.lists[l], list, affected);
  const moved = base.moved.union(movedNow);
  const changed = new Set(moved);
  addToldOtherwise(changed, base, now);
  const last = isMarkedAlike(before.columns.lists, now.columns.lists) ? base.last : undefined;
  for (const i of last?.changed ?? []) changed.add(i);
  const shifts = shiftsOf(base.columns, now.columns, changed);
  if (changed.size > now.columns.rows.length * mostChanged || shifts.length > mostShifts) return undefined;
  const placesFrom = new Map<string, number>();
  for (const [cohort, places] of now.otherPlaces)
    if (isSamePlaces(base.otherPlaces.get(cohort), places)) placesFrom.set(cohort, base.run);
  const fresh = last === undefined ? changed : freshIn(changed, last.changed, movedNow, before, now);
  const difference = { base: base.run, changed, fresh, copied: last?.run, shifts, placesFrom };
  return { difference, base: { ...base, moved, last: { run, changed } } };
}

/** Adds whose standing, score, cohort, grade, band or reasons are others than before. */
function addToldOtherwise(into: Set<number>, before: Pick<Base, "columns" | "told">, now: RunOutput): void {
  for (const i of toldApart(before.told, now.told)) into.add(i);
  const [was, is] = [before.columns, now.columns];
  const [cohorts, grades] = [translated(was.cohorts, is.cohorts), translated(was.grades, is.grades)];
  const bands = translated(was.bands, is.bands);
  for (let i = 0; i < is.rows.length; i += 1) {
    const isSame =
      (was.score[i] === is.score[i] || (Number.isNaN(was.score[i]) && Number.isNaN(is.score[i]))) &&
      was.standing[i] === is.standing[i] &&
      cohorts(was.cohort[i] ?? none) === is.cohort[i] &&
      grades(was.grade[i] ?? none) === is.grade[i] &&
      bands(was.band[i] ?? none) === is.band[i];
    if (!isSame) into.add(i);
  }
}

/** What the run before does not say, or says otherwise: points, what is told, or a place among how many. */
function freshIn(
  changed: ReadonlySet<number>,
  said: ReadonlySet<number>,
  moved: ReadonlySet<number>,
  before: RunOutput,
  now: RunOutput,
): ReadonlySet<number> {
  const fresh = new Set(moved);
  addToldOtherwise(fresh, before, now);
  const [was, is] = [before.columns, now.columns];
  for (const i of changed)
    if (!said.has(i) || was.rank[i] !== is.rank[i] || was.rankOf[i] !== is.rankOf[i]) fresh.add(i);
  return fresh;
}

/** Rows say full marks only where these are not the usual ones of their list: only then do they say the same in both runs. */
function isMarkedAlike(before: readonly ListColumns[], now: readonly ListColumns[]): boolean {
  const marks = (lists: readonly ListColumns[]) => JSON.stringify(lists.map(usualFullMarks));
  return before.length === now.length && marks(before) === marks(now);
}

const none = -1;

/** Where a name of the base stands among the names of now; what is none stays none. */
function translated(was: readonly string[], is: readonly string[]): (index: number) => number {
  if (was.length === is.length && was.every((name, at) => name === is[at])) return (index) => index;
  const places = new Map(is.map((name, at) => [name, at]));
  const found = was.map((name) => places.get(name) ?? Number.NaN);
  return (index) => (index === none ? none : (found[index] ?? Number.NaN));
}

function isSameRows(a: ResultColumns, b: ResultColumns): boolean {
  if (a.rows === b.rows && a.list === b.list) return true;
  return a.rows.length === b.rows.length && a.rows.every((row, i) => row === b.rows[i] && a.list[i] === b.list[i]);
}

const isSamePlaces = (a: OtherPlaces | undefined, b: OtherPlaces): boolean =>
  a !== undefined &&
  a.positions.length === b.positions.length &&
  a.positions.every((position, n) => position === b.positions[n] && a.ranks[n] === b.ranks[n]);

/** Whoever is not affected has the values of the run before, number by number: they are copied. */
function addMoved(
  moved: Set<number>,
  before: ListColumns | undefined,
  now: ListColumns,
  affected: Int32Array | undefined,
): void {
  const among = affected === undefined ? undefined : new Set(affected);
  const all = Array.from(now.members.keys());
  const members = among === undefined ? all : all.filter((m) => among.has(now.members[m] ?? none));
  now.nodes.forEach((node, k) => {
    const old = before?.nodes[k];
    if (old === node || members.length === 0) return;
    for (const m of members) {
      const isSame =
        old !== undefined &&
        Object.is(old.points[m], node.points[m]) &&
        Object.is(old.full[m], node.full[m]) &&
        old.states[m] === node.states[m];
      if (!isSame) moved.add(now.members[m] ?? none);
    }
  });
}

type Placed = Pick<ResultColumns, "rank" | "cohort" | "cohorts">;

/**
 * The shift of every place of the base, cohort by cohort, drawn together over neighbouring places. Where two subjects with
 * one place then have different shifts now, the later one joins `changed`: it says its place itself.
 */
function shiftsOf(was: Placed, is: Placed, changed: Set<number>): readonly Shift[] {
  const byCohort = new Map<number, Map<number, number>>();
  const moving = new Set<number>();
  for (let i = 0; i < is.rank.length; i += 1)
    if (was.rank[i] !== is.rank[i] && !changed.has(i)) moving.add(was.cohort[i] ?? none);
  if (moving.size === 0) return [];
  for (let i = 0; i < is.rank.length; i += 1) {
    if (!moving.has(was.cohort[i] ?? none)) continue;
    const [from, to] = [was.rank[i] ?? 0, is.rank[i] ?? 0];
    if (changed.has(i) || (from === 0 && to === 0)) continue;
    if (from === 0 || to === 0) {
      changed.add(i);
      continue;
    }
    const cohort = was.cohort[i] ?? none;
    const shifts = byCohort.get(cohort) ?? new Map<number, number>();
    byCohort.set(cohort, shifts);
    const known = shifts.get(from);
    if (known === undefined) shifts.set(from, to - from);
    else if (known !== to - from) changed.add(i);
  }
  return [...byCohort].flatMap(([cohort, shifts]) => {
    const drawn: Shift[] = [];
    let run: { from: number; to: number; shift: number } | undefined;
    const name = was.cohorts[cohort] ?? "";
    for (const [place, shift] of [...shifts].sort(([a], [b]) => a - b)) {
      if (run !== undefined && run.shift === shift) run.to = place;
      else {
        if (run !== undefined && run.shift !== 0) drawn.push({ cohort: name, ...run });
        run = { from: place, to: place, shift };
      }
    }
    if (run !== undefined && run.shift !== 0) drawn.push({ cohort: name, ...run });
    return drawn;
  });
}
