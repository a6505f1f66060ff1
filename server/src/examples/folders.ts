import { fileURLToPath } from "node:url";
import type { Appraisal, SubjectResult } from "@biaochi/engine";
import { appraise } from "@biaochi/engine";
import { readDataset } from "../dataset/dataset.ts";

export const examples = fileURLToPath(new URL("../../../examples/", import.meta.url));

/** Appraises a dataset folder as `biaochi appraise` does. Throws with every finding when the folder is refused. */
export async function appraiseFolder(
  folder: string,
  question: { readonly period?: string; readonly asOf?: string; readonly schemeFile?: string } = {},
) {
  const { dataset, findings } = await readDataset({ folder, ...question });
  if (!dataset) throw new Error(`${folder} was refused: ${JSON.stringify(findings, undefined, 1)}`);
  const { period } = question;
  return { dataset, appraisal: appraise(dataset.scheme, dataset.facts, period === undefined ? {} : { period }) };
}

export function resultOf(appraisal: Appraisal, subject: string): SubjectResult {
  const result = appraisal.results.find((each) => each.subject === subject);
  if (!result) throw new Error(`${subject} has no result`);
  return result;
}

/** The fields of `wanted` that the result has otherwise, as "score: expected 1, found 2". */
export function differences(wanted: Expectation, result: SubjectResult): string[] {
  const points = new Map(result.nodes.map((node) => [node.path, node.points]));
  const places = new Map(result.ranks.map((placed) => [placed.cohort, placed.rank]));
  const pairs: (readonly [string, string | undefined, string | undefined])[] = [
    ["score", wanted.score, result.score],
    ["exact", wanted.exact, result.exact],
    ["rank", wanted.rank, result.rank],
    ["grade", wanted.grade, result.grade],
    ["standing", wanted.standing, result.standing],
    ["missing", wanted.missing?.join(" "), [...result.missing].sort().join(" ")],
    [
      "gradeReasons",
      wanted.gradeReasons?.join(" "),
      result.gradeReasons.map((reason) => reason.values?.rule ?? reason.code).join(" "),
    ],
    ...Object.entries(wanted.ranks ?? {}).map(
      ([cohort, place]) => [`rank in ${cohort}`, place, places.get(cohort)] as const,
    ),
    ...Object.entries(wanted.nodes ?? {}).map(([path, value]) => [path, value, points.get(path)] as const),
  ];
  return pairs.flatMap(([name, expected, found]) =>
    expected === undefined || expected === found
      ? []
      : [`${result.subject} ${name}: expected ${expected}, found ${found ?? "nothing"}`],
  );
}

/** What an `expected.json` says of one subject, and why. */
export interface Expectation {
  readonly subject: string;
  readonly score?: string;
  readonly exact?: string;
  readonly rank?: string;
  /** By cohort, where a subject is ranked in several. */
  readonly ranks?: Readonly<Record<string, string>>;
  readonly grade?: string;
  readonly standing?: string;
  readonly missing?: readonly string[];
  readonly gradeReasons?: readonly string[];
  readonly nodes?: Readonly<Record<string, string>>;
  readonly why: string;
}

export interface Expected {
  readonly source: string;
  readonly figures: string;
  readonly period: string;
  /** Each computation of the folder: of a revised scheme there are several. */
  readonly runs?: readonly (Run & { readonly schemeFile?: string; readonly asOf?: string })[];
  readonly expect?: readonly Expectation[];
  readonly quotas?: readonly ExpectedQuota[];
}
export interface Run {
  readonly expect: readonly Expectation[];
  readonly quotas?: readonly ExpectedQuota[];
}
export interface ExpectedQuota {
  readonly grading: string;
  readonly grade: string;
  readonly group: string;
  /** The number of places before rounding, exact. */
  readonly share?: string;
  readonly places: number;
  readonly taken?: number;
  readonly undecided?: readonly string[];
  readonly why: string;
}
