import type { Role } from "@biaochi/contract";
import type { SubjectType } from "@biaochi/engine";

/** Cohorts smaller than this are shown to nobody outside the appraisal office: a median of three names people. */
const smallestShown = 5;

/** What a role may see of a result that is in scope. Ranks are for units and teams; a person's is given to nobody. */
export function sightOf(role: Role | undefined) {
  return {
    showsRank: (type: SubjectType): boolean => type !== "official" && (role === "organiser" || role === "head"),
    /** A grade is a proposal until a body has decided: the person concerned does not read it here. */
    showsGrade: role === "organiser" || role === "head",
    smallestCohort: role === "organiser" ? 1 : smallestShown,
  };
}
export type Sight = ReturnType<typeof sightOf>;
