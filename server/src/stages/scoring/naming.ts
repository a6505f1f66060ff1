import { deferredGrade, type Name } from "@biaochi/contract";
import type { Scheme } from "@biaochi/engine";
import { say } from "@biaochi/words";
import { attributeName, both } from "../schemes/store.ts";

type Named = { readonly id: string; readonly name: Name };

/** As the view `run_result` tells a grade that is withheld. */
const withheld = "#deferred";
/** The one wording of a grade that is not determined for now. */
export const deferred: Named = {
  id: deferredGrade,
  name: { "zh-CN": say("zh-CN", "grade.deferred"), en: say("en", "grade.deferred") },
};

/**
 * What grades, bands and cohorts of a result are called by the scheme that gave them. A grade that a rule of the scheme leaves
 * undetermined is told exactly as one that was deferred: otherwise those told in words of their own would leave the open
 * cases standing alone.
 */
export function outcomeNames(scheme: Scheme) {
  const grades = new Map(scheme.grades.flatMap((grading) => grading.scale.map(({ id, name }) => [id, name])));
  const undetermined = new Set(scheme.grades.flatMap((grading) => grading.undetermined.map(({ id }) => id)));
  const isDeferred = (id: string | null): boolean => id === withheld || (id !== null && undetermined.has(id));
  const rules = new Map([
    ...scheme.redLines.map(({ id, name }) => [id, name] as const),
    ...scheme.grades.flatMap((grading) =>
      [...grading.eligibility, ...grading.undetermined].map(({ id, name }) => [id, name] as const),
    ),
  ]);
  const bands = new Map(scheme.bands.flatMap((band) => band.scale.map(({ id, name }) => [id, name])));
  const named = (names: ReadonlyMap<string, Name>, id: string | null): Named | null =>
    id === null ? null : { id, name: names.get(id) ?? both(id) };
  return {
    isDeferred,
    grade: (id: string | null) => (isDeferred(id) ? deferred : named(grades, id)),
    /** Who has no grade for now has no band either. */
    band: (id: string | null, grade: string | null) => (isDeferred(grade) ? null : named(bands, id)),
    /**
     * "districts", or "by-type:park" where a scheme makes one cohort per value of an attribute. `unitName`: where the
     * value is a unit, its name.
     */
    cohort(id: string, unitName: Name | null = null): Name {
      const [head = id, ...rest] = id.split(":");
      const cohort = scheme.cohorts.find((each) => each.id === head);
      const own = cohort?.name ?? both(head);
      const value = rest.join(":");
      if (value === "") return own;
      const called = unitName ?? attributeName(cohort?.by ?? "", value);
      return { "zh-CN": `${own["zh-CN"]}·${called["zh-CN"]}`, en: `${own.en}: ${called.en}` };
    },
    /** The identifiers among the values of a reason of a grade: grades, and the rule (red line, bar, missing grade). */
    ofReason(values: Readonly<Record<string, string>>): Record<string, Name> {
      const found = Object.entries(values).flatMap(([key, value]) => {
        const name =
          key === "cap" || key === "grade" ? grades.get(value) : key === "rule" ? rules.get(value) : undefined;
        return name === undefined ? [] : [[key, name] as const];
      });
      return Object.fromEntries(found);
    },
    redLine: (id: string): Name => scheme.redLines.find((each) => each.id === id)?.name ?? both(id),
  };
}
export type OutcomeNames = ReturnType<typeof outcomeNames>;
