import type { Role } from "@biaochi/contract";
import type { SubjectType } from "@biaochi/engine";
import type { RawBuilder } from "kysely";
import { type Scope, type SubjectColumns, subjectInScope } from "../../platform/scope.ts";

/** Cohorts smaller than this are shown to nobody outside the appraisal office: a median of three names people. */
const smallestShown = 5;

/** Those who read places and grades: whoever leads, decides or checks. */
const readers: readonly Role[] = [
  ...(["organiser", "head", "liaison", "deputy", "committee-member", "clerk", "authority", "auditor"] as const),
];

/**
 * The column of a row of results that says whether one of those roles reaches it. Somebody who decides about one unit and is
 * appraised in another reads the places of the one and not of the other: roles do not lend each other their sight.
 */
export const readsPlaces = (scope: Scope, columns: SubjectColumns): RawBuilder<boolean> =>
  subjectInScope(
    scope.filter(({ role }) => readers.includes(role)),
    columns,
  );

type Read = { readonly type: SubjectType; readonly reads_places: boolean };

/** Ranks are for units and teams; a person's is given to nobody. */
export const showsRank = ({ type, reads_places }: Read): boolean => type !== "official" && reads_places;
/** A grade is a proposal until a body has decided: the person concerned does not read it here. */
export const showsGrade = ({ reads_places }: Pick<Read, "reads_places">): boolean => reads_places;

/** What roles may see of cohorts, and of changes, which are listed for nobody but such readers. */
export function sightOf(roles: readonly Role[]) {
  const isReader = roles.some((role) => readers.includes(role));
  return {
    ranks: (type: SubjectType): boolean => type !== "official" && isReader,
    smallestCohort: roles.includes("organiser") ? 1 : smallestShown,
  };
}
export type Sight = ReturnType<typeof sightOf>;
