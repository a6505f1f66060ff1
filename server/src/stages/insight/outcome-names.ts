import { deferredGrade, type Name } from "@biaochi/contract";
import type { Scheme } from "@biaochi/engine";
import { say } from "@biaochi/words";
import { attributeName, both } from "../schemes/store.ts";

export type Named = { readonly id: string; readonly name: Name };

const deferred: Named = {
  id: deferredGrade,
  name: { "zh-CN": say("zh-CN", "grade.deferred"), en: say("en", "grade.deferred") },
};

/** What grades, bands and cohorts are called; a grade that is not determined reads as one that was deferred, whatever the cause. */
export function outcomeNames(scheme: Scheme) {
  const grades = new Map(scheme.grades.flatMap(({ scale }) => scale.map(({ id, name }) => [id, name] as const)));
  const open = new Set(scheme.grades.flatMap(({ undetermined }) => undetermined.map(({ id }) => id)));
  const bands = new Map(scheme.bands.flatMap(({ scale }) => scale.map(({ id, name }) => [id, name] as const)));
  const named = (names: ReadonlyMap<string, Name>, id: string): Named => ({ id, name: names.get(id) ?? both(id) });
  const head = (cohort: string): string => cohort.split(":")[0] ?? cohort;
  const own = (id: string): Name => scheme.cohorts.find((each) => each.id === id)?.name ?? both(id);
  return {
    grade: (id: string | undefined): Named | null =>
      id === undefined ? null : open.has(id) || id === deferredGrade ? deferred : named(grades, id),
    band: (id: string | undefined): Named | null => (id === undefined ? null : named(bands, id)),
    /** One cohort among those that the scheme makes for each value of an attribute. */
    cohort(id: string): Named {
      const value = id.slice(head(id).length + 1);
      if (value === "") return { id, name: own(id) };
      const called = attributeName(scheme.cohorts.find((each) => each.id === head(id))?.by ?? "", value);
      const whole = own(head(id));
      return { id, name: { "zh-CN": `${whole["zh-CN"]}·${called["zh-CN"]}`, en: `${whole.en}: ${called.en}` } };
    },
    /** All of them together: people are not told apart further. */
    cohorts: (id: string): Named => ({ id: head(id), name: own(head(id)) }),
  };
}
export type OutcomeNames = ReturnType<typeof outcomeNames>;
