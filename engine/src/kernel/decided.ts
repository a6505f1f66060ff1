import type { DecidedGrade } from "../facts/model.ts";

const known = new WeakMap<readonly DecidedGrade[], ReadonlyMap<string, readonly DecidedGrade[]>>();

/** Decided grades by subject, in the order of the facts; indexed once for each array. */
export function decidedBySubject(grades: readonly DecidedGrade[]): ReadonlyMap<string, readonly DecidedGrade[]> {
  const seen = known.get(grades);
  if (seen) return seen;
  const found = Map.groupBy(grades, (grade) => grade.subject);
  known.set(grades, found);
  return found;
}
