import type { Role } from "@biaochi/contract";
import type { SubjectType } from "@biaochi/engine";

/** Cohorts smaller than this are shown to nobody outside the appraisal office: a median of three names people. */
const smallestShown = 5;

/** Those who read places and grades: whoever leads, decides or checks. */
const readers: readonly Role[] = [
  ...(["organiser", "head", "liaison", "deputy", "committee-member", "clerk", "authority", "auditor"] as const),
];

/** What roles may see of a result that is in scope. Ranks are for units and teams; a person's is given to nobody. */
export function sightOf(roles: readonly Role[]) {
  const isReader = roles.some((role) => readers.includes(role));
  return {
    showsRank: (type: SubjectType): boolean => type !== "official" && isReader,
    /** A grade is a proposal until a body has decided: the person concerned does not read it here. */
    showsGrade: isReader,
    smallestCohort: roles.includes("organiser") ? 1 : smallestShown,
  };
}
export type Sight = ReturnType<typeof sightOf>;
