import type { Name } from "@biaochi/contract";
import type { Scheme } from "@biaochi/engine";
import { both } from "../schemes/store.ts";

type Named = { readonly id: string; readonly name: Name };

/** What grades, bands and cohorts of a result are called by the scheme that gave them. */
export function outcomeNames(scheme: Scheme) {
  const grades = new Map(scheme.grades.flatMap((grading) => grading.scale.map(({ id, name }) => [id, name])));
  for (const grading of scheme.grades) for (const { id, name } of grading.undetermined) grades.set(id, name);
  const bands = new Map(scheme.bands.flatMap((band) => band.scale.map(({ id, name }) => [id, name])));
  const named = (names: ReadonlyMap<string, Name>, id: string | null): Named | null =>
    id === null ? null : { id, name: names.get(id) ?? both(id) };
  return {
    grade: (id: string | null) => named(grades, id),
    band: (id: string | null) => named(bands, id),
    /** "districts", or "by-type:bureau" where a scheme makes one cohort per value of an attribute. */
    cohort(id: string): Name {
      const [head = id, ...value] = id.split(":");
      const own = scheme.cohorts.find((each) => each.id === head)?.name ?? both(head);
      const suffix = value.join(":");
      if (suffix === "") return own;
      return { "zh-CN": `${own["zh-CN"]}·${suffix}`, en: `${own.en}: ${suffix}` };
    },
    redLine: (id: string): Name => scheme.redLines.find((each) => each.id === id)?.name ?? both(id),
  };
}
export type OutcomeNames = ReturnType<typeof outcomeNames>;
