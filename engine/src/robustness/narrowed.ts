import type { Facts, SubjectType } from "../facts/model.ts";

/** The same facts about the subjects of some types alone; what is said about others is read by nobody. */
export function narrowed(facts: Facts, types: readonly SubjectType[]): Facts {
  const kept = facts.subjects.flatMap(({ type }, row) => (types.includes(type) ? [row] : []));
  const { packed } = facts;
  return {
    ...facts,
    subjects: kept.flatMap((row) => facts.subjects[row] ?? []),
    ...(packed === undefined
      ? {}
      : {
          packed: {
            blocks: packed.blocks,
            slotOf: Int32Array.from(kept, (row) => packed.slotOf?.[row] ?? (packed.slotOf ? -1 : row)),
          },
        }),
  };
}
