import type { ListColumns, ResultColumns } from "@biaochi/engine";
import type { OtherPlaces, RunOutput } from "./run-output.ts";

/** Ranks of the base in [from, to] lie `shift` further down now. */
export type Shift = { readonly cohort: string; readonly from: number; readonly to: number; readonly shift: number };

/** What a run says itself; the rest is its base's. */
export type Difference = {
  readonly base: number;
  /** Positions whose rows the run says itself. */
  readonly changed: ReadonlySet<number>;
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
  readonly reasons: readonly string[];
  readonly otherPlaces: ReadonlyMap<string, OtherPlaces>;
  readonly shape: string;
  /** Positions whose points differed in some run since. */
  readonly moved: ReadonlySet<number>;
};

export function baseOf(run: number, output: RunOutput): Base {
  const { score, standing, cohort, cohorts, rank, grade, grades, band, bands } = output.columns;
  return {
    run,
    columns: { score, standing, cohort, cohorts, rank, grade, grades, band, bands },
    reasons: reasonsOf(output),
    otherPlaces: output.otherPlaces,
    shape: shapeOf(output.columns),
    moved: new Set(),
  };
}

const nobody: readonly unknown[] = [];
const reasonsOf = ({ columns, gradeReasons, missing, redLines }: RunOutput): readonly string[] =>
  Array.from(columns.rows, (_, i) => {
    const told = [gradeReasons(i), missing(i), redLines(i)];
    return told.every((each) => each.length === 0) ? "" : JSON.stringify(told);
  });

/** The same rows, lists and nodes: only then does a position mean the same in both. */
function shapeOf({ rows, list, lists, places }: ResultColumns): string {
  const nodes = lists.map((each) => [each.list, each.members.length, each.nodes.map(({ kind, path }) => [kind, path])]);
  return JSON.stringify([places, rows.length, rows[0] ?? nobody.length, rows.at(-1) ?? -1, nodes, list.length]);
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
): { difference: Difference; base: Base } | undefined {
  if (shapeOf(now.columns) !== base.shape || !isSameRows(before.columns, now.columns)) return undefined;
  const moved = new Set(base.moved);
  for (const [l, list] of now.columns.lists.entries()) addMoved(moved, before.columns.lists[l], list);
  const changed = new Set(moved);
  const reasons = reasonsOf(now);
  const [was, is] = [base.columns, now.columns];
  for (let i = 0; i < is.rows.length; i += 1) {
    const isSame =
      Object.is(was.score[i], is.score[i]) &&
      was.standing[i] === is.standing[i] &&
      base.reasons[i] === reasons[i] &&
      named(was.cohorts, was.cohort[i]) === named(is.cohorts, is.cohort[i]) &&
      named(was.grades, was.grade[i]) === named(is.grades, is.grade[i]) &&
      named(was.bands, was.band[i]) === named(is.bands, is.band[i]);
    if (!isSame) changed.add(i);
  }
  const shifts = shiftsOf(was, is, changed);
  if (changed.size > is.rows.length * mostChanged || shifts.length > mostShifts) return undefined;
  const placesFrom = new Map<string, number>();
  for (const [cohort, places] of now.otherPlaces)
    if (isSamePlaces(base.otherPlaces.get(cohort), places)) placesFrom.set(cohort, base.run);
  return { difference: { base: base.run, changed, shifts, placesFrom }, base: { ...base, moved } };
}

const named = (names: readonly string[], index: number | undefined): string | undefined => names[index ?? -1];

function isSameRows(a: ResultColumns, b: ResultColumns): boolean {
  return a.rows.length === b.rows.length && a.rows.every((row, i) => row === b.rows[i] && a.list[i] === b.list[i]);
}

const isSamePlaces = (a: OtherPlaces | undefined, b: OtherPlaces): boolean =>
  a !== undefined &&
  a.positions.length === b.positions.length &&
  a.positions.every((position, n) => position === b.positions[n] && a.ranks[n] === b.ranks[n]);

function addMoved(moved: Set<number>, before: ListColumns | undefined, now: ListColumns): void {
  now.nodes.forEach((node, k) => {
    const old = before?.nodes[k];
    if (old === node) return;
    for (let m = 0; m < now.members.length; m += 1) {
      const isSame =
        old !== undefined &&
        Object.is(old.points[m], node.points[m]) &&
        Object.is(old.full[m], node.full[m]) &&
        old.states[m] === node.states[m];
      if (!isSame) moved.add(now.members[m] ?? -1);
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
  for (let i = 0; i < is.rank.length; i += 1) {
    const [from, to] = [was.rank[i] ?? 0, is.rank[i] ?? 0];
    if (changed.has(i) || (from === 0 && to === 0)) continue;
    if (from === 0 || to === 0) {
      changed.add(i);
      continue;
    }
    const cohort = was.cohort[i] ?? -1;
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
