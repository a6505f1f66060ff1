import type { ClientBase } from "pg";
import { copyOut, literal } from "../../platform/copy.ts";

/** The permanent numbers of a programme's subjects: 0, 1, 2 … in the order in which they were first recorded. */
export interface Ordinals {
  readonly size: number;
  of(subject: string): number | undefined;
  /** The subject with a number. Throws for a number that nobody has. */
  subjectAt(ordinal: number): string;
  /** The slot of each of these subjects in every block; -1 for one that was never recorded. */
  slotsOf(subjects: readonly { readonly id: string }[]): Int32Array;
}

export async function readOrdinals(client: ClientBase, programme: string): Promise<Ordinals> {
  const byName = new Map<string, number>();
  const names: string[] = [];
  await copyOut(
    client,
    `select subject, ordinal from subject_ordinal where programme = ${literal(programme)}`,
    ([subject, ordinal]) => {
      const at = Number(ordinal);
      byName.set(subject ?? "", at);
      names[at] = subject ?? "";
    },
  );
  return {
    size: names.length,
    of: (subject) => byName.get(subject),
    subjectAt(ordinal) {
      const name = names[ordinal];
      if (name === undefined) throw new RangeError(`no subject of ${programme} has the number ${ordinal}`);
      return name;
    },
    slotsOf: (subjects) => Int32Array.from(subjects, ({ id }) => byName.get(id) ?? -1),
  };
}
