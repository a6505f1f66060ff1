import type { TaskObjection } from "@biaochi/contract";
import { exactOf } from "@biaochi/engine";
import { show } from "@biaochi/engine/exact";
import type { DutyRow } from "./list-store.ts";

export type ObjectionChange = NonNullable<NonNullable<TaskObjection["answer"]>["change"]>;

const figure = (text: string | null): string | null => (text === null ? null : show(exactOf(text)));

/** What somebody has of a duty, as one text: figures count by what they are, not by how they are written. */
const partOf = ({ section, what, share, people }: DutyRow, official: string): readonly string[] =>
  people
    .filter((each) => each.official === official)
    .map((own) => JSON.stringify([section, what, figure(share), own.role, figure(own.share)]));

type Change = {
  readonly official: string;
  /** Place of the duty among those that were objected to. */
  readonly duty: number;
  readonly objected: readonly DutyRow[];
  /** As the goal is handed down now, and as it is to be. */
  readonly now: readonly DutyRow[];
  readonly next: readonly DutyRow[];
};

/**
 * What becomes of a task that was objected to. undefined: the person would have it as before. handed-on: the person has one part
 * less, and somebody who had none of the goal has one.
 */
export function changeOf({
  official,
  duty,
  objected,
  now,
  next,
}: Change): Exclude<ObjectionChange, "stays"> | undefined {
  const all = (duties: readonly DutyRow[]) => duties.flatMap((each) => partOf(each, official));
  const [part] = objected[duty] === undefined ? [] : partOf(objected[duty], official);
  const left = all(next);
  if (part === undefined || left.includes(part)) return undefined;
  if (left.length >= all(objected).length) return "changed";
  const has = (duties: readonly DutyRow[]) => duties.flatMap(({ people }) => people.map((each) => each.official));
  const before = new Set([...has(objected), ...has(now)]);
  return has(next).some((each) => !before.has(each)) ? "handed-on" : "withdrawn";
}
