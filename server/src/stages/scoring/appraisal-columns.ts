import {
  type Absence,
  type Appraisal,
  absences,
  exactOf,
  type ListColumns,
  type NodeResult,
  type ResultColumns,
  type Run,
  type Scheme,
  type Subject,
  type SubjectResult,
} from "@biaochi/engine";
import type { OtherPlaces, RunOutput } from "./run-output.ts";

const standings = ["complete", "provisional", "not-formed"] as const;

/** A fraction as the nearest double, also where its parts pass the range of one. */
function nearest(text: string): number {
  const { num, den } = exactOf(text);
  const quotient = Number(num) / Number(den);
  if (Number.isFinite(quotient)) return quotient;
  const scale = 10n ** 20n;
  return Number((num * scale) / den) / 1e20;
}

const stateOf = (absence: Absence | undefined): number => (absence === undefined ? 0 : absences.indexOf(absence) + 1);
const keyOf = ({ kind, path }: NodeResult): string => `${kind} ${path}`;

/** What a run answers, by column. */
export const outputOfRun = (scheme: Scheme, subjects: readonly Subject[], run: Run): RunOutput =>
  outputOfAppraisal(scheme, subjects, run.appraisal);

/** An appraisal by column. The nodes of a list stand in the order in which its subjects have them. */
export function outputOfAppraisal(scheme: Scheme, subjects: readonly Subject[], appraisal: Appraisal): RunOutput {
  const { results, cohorts, quotas, allocations, findings } = appraisal;
  const position = new Map(subjects.map(({ id }, row) => [id, row]));
  const index = (names: string[]) => {
    const known = new Map<string, number>();
    return (name: string | undefined): number => {
      if (name === undefined) return -1;
      const found = known.get(name) ?? names.push(name) - 1;
      known.set(name, found);
      return found;
    };
  };
  const names: { cohorts: string[]; grades: string[]; bands: string[] } = { cohorts: [], grades: [], bands: [] };
  const [cohortOf, gradeOf, bandOf] = [index(names.cohorts), index(names.grades), index(names.bands)];
  const listOf = new Map(scheme.lists.map(({ id }, l) => [id, l]));
  const unit = 10 ** scheme.rounding.places;
  const columns: ResultColumns = {
    ...names,
    rows: Int32Array.from(results, (each) => position.get(each.subject) ?? -1),
    list: Int32Array.from(results, (each) => listOf.get(each.list) ?? -1),
    standing: Uint8Array.from(results, (each) => standings.indexOf(each.standing)),
    score: Float64Array.from(results, (each) =>
      each.score === undefined ? Number.NaN : Math.round(nearest(each.score) * unit),
    ),
    places: scheme.rounding.places,
    rank: Float64Array.from(results, (each) => (each.rank === undefined ? 0 : nearest(each.rank))),
    rankOf: Int32Array.from(results, (each) => each.of ?? 0),
    cohort: Int32Array.from(results, (each) => cohortOf(each.cohort)),
    grade: Int32Array.from(results, (each) => gradeOf(each.grade)),
    band: Int32Array.from(results, (each) => bandOf(each.band)),
    lists: scheme.lists.map(({ id }) => listColumns(id, results)),
    result: (i) => at(results, i),
  };
  return {
    columns,
    missing: (i) => at(results, i).missing,
    redLines: (i) => at(results, i).redLines,
    gradeReasons: (i) => at(results, i).gradeReasons,
    otherPlaces: otherPlacesOf(results),
    ...{ cohorts, quotas, allocations, findings },
  };
}

function at(results: readonly SubjectResult[], i: number): SubjectResult {
  const result = results[i];
  if (result === undefined) throw new RangeError(`no result ${i}`);
  return result;
}

function otherPlacesOf(results: readonly SubjectResult[]): ReadonlyMap<string, OtherPlaces> {
  const others = new Map<string, { positions: number[]; ranks: number[] }>();
  results.forEach((result, i) => {
    for (const { cohort, rank } of result.ranks) {
      if (cohort === result.cohort) continue;
      const places = others.get(cohort) ?? { positions: [], ranks: [] };
      others.set(cohort, places);
      places.positions.push(i);
      places.ranks.push(nearest(rank));
    }
  });
  return others;
}

function listColumns(list: string, results: readonly SubjectResult[]): ListColumns {
  const members = results.flatMap((result, i) => (result.list === list ? [i] : []));
  const order: string[] = [];
  const nodes = new Map<string, ListColumns["nodes"][number]>();
  members.forEach((i, m) => {
    let after = -1;
    for (const node of at(results, i).nodes) {
      const key = keyOf(node);
      if (!nodes.has(key)) {
        order.splice(after + 1, 0, key);
        nodes.set(key, {
          path: node.path,
          kind: node.kind,
          full: new Float64Array(members.length).fill(Number.NaN),
          points: new Float64Array(members.length).fill(Number.NaN),
          states: new Uint8Array(members.length),
        });
      }
      const column = nodes.get(key);
      if (column === undefined) continue;
      column.full[m] = nearest(node.full);
      column.points[m] = node.points === undefined ? 0 : nearest(node.points);
      column.states[m] = stateOf(node.absence);
      after = order[after + 1] === key ? after + 1 : order.indexOf(key);
    }
  });
  return { list, members: Int32Array.from(members), nodes: order.flatMap((key) => nodes.get(key) ?? []) };
}
