import type { ClientBase } from "pg";
import { copyOut, literal } from "../../platform/copy.ts";

/** The permanent numbers of a programme's subjects: 0, 1, 2 … in the order in which they were first recorded. */
export interface Ordinals {
  readonly programme: string;
  readonly size: number;
  of(subject: string): number | undefined;
  /** The subject with a number. Throws for a number that nobody has. */
  subjectAt(ordinal: number): string;
  /** The slot of each of these subjects in every block; -1 for one that was never recorded. */
  slotsOf(subjects: readonly { readonly id: string }[]): Int32Array;
}

/** All of them. `known` are those of an earlier call: numbers stay, so they hold as long as nobody was added. */
export async function readOrdinals(client: ClientBase, programme: string, known?: Ordinals): Promise<Ordinals> {
  if (known !== undefined) {
    const { rows } = await client.query<{ size: number }>(
      "select coalesce(max(ordinal) + 1, 0) as size from subject_ordinal where programme = $1",
      [programme],
    );
    if (rows[0]?.size === known.size && known.programme === programme) return known;
  }
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
  /** The same subjects are asked for again after each correction. */
  const slots = new WeakMap<object, Int32Array>();
  return {
    programme,
    size: names.length,
    of: (subject) => byName.get(subject),
    subjectAt(ordinal) {
      const name = names[ordinal];
      if (name === undefined) throw new RangeError(`no subject of ${programme} has the number ${ordinal}`);
      return name;
    },
    slotsOf(subjects) {
      const known = slots.get(subjects) ?? Int32Array.from(subjects, ({ id }) => byName.get(id) ?? -1);
      slots.set(subjects, known);
      return known;
    },
  };
}
