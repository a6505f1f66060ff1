import type { Appraisal, CohortResult, ResultColumns, Run, RunFinding } from "@biaochi/engine";
import { type Told, toldBy } from "./told.ts";

/** What a run answers, as it is stored: by column, with the few things that are told per subject. */
export type RunOutput = {
  readonly columns: ResultColumns;
  /** What is missing, red lines and reasons of grades, by position in `columns.rows`. */
  readonly told: Told;
  /** Ascending positions whose scores and points are not those of the run that this one continues; undefined: all. */
  readonly affected: Int32Array | undefined;
  /** Places in cohorts other than the subject's first one, by cohort. */
  readonly otherPlaces: ReadonlyMap<string, OtherPlaces>;
  readonly cohorts: readonly CohortResult[];
  readonly quotas: Appraisal["quotas"];
  readonly allocations: Appraisal["allocations"];
  readonly findings: readonly RunFinding[];
};

export type OtherPlaces = { readonly positions: readonly number[]; readonly ranks: readonly number[] };

/** What a run answers, as it is stored; `before`: what the run answered that it continues. */
export function outputOfRun(run: Run, before?: RunOutput): RunOutput {
  const { columns, cohorts, quotas, allocations, findings, affected } = run;
  return {
    columns,
    told: toldBy(run, before?.told),
    otherPlaces: otherPlacesOf(run),
    ...{ affected, cohorts, quotas, allocations, findings },
  };
}

function otherPlacesOf({ columns, placings }: Run): ReadonlyMap<string, OtherPlaces> {
  const others = new Map<number, { positions: number[]; ranks: number[] }>();
  for (const { cohort, rank } of placings)
    for (let i = 0; i < cohort.length; i += 1) {
      const index = cohort[i] ?? -1;
      if (index < 0 || index === columns.cohort[i]) continue;
      const places = others.get(index) ?? { positions: [], ranks: [] };
      others.set(index, places);
      places.positions.push(i);
      places.ranks.push(rank[i] ?? 0);
    }
  return new Map([...others].map(([index, places]) => [columns.cohorts[index] ?? "", places]));
}

/** A number of points as a text of at most nine decimals: what a double of points can vouch for. */
export function decimalText(value: number): string {
  const text = value.toFixed(9).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}

/** A published score: a whole number of units of 10^-places. Null for a score that was not formed. */
export function scoreText(score: number, places: number): string | null {
  if (Number.isNaN(score)) return null;
  if (places === 0) return String(score);
  const digits = String(Math.abs(score)).padStart(places + 1, "0");
  return `${score < 0 ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** A place: whole, or a half where tied places are averaged. Null for none. */
export const rankText = (rank: number): string | null => (rank === 0 ? null : String(rank));
