import type { RunFinding } from "../result.ts";
import type { Computing, RowNote } from "./lists.ts";
import type { World } from "./world.ts";

/** Subjects that no list is for, or more than one: a scheme must say for everybody what is asked. */
export function listFindings({ scheme, subjects, selection }: World): readonly RunFinding[] {
  const masks = scheme.lists.map((list) => selection(list.for));
  const counts = new Uint16Array(subjects.length);
  for (const mask of masks)
    for (let row = 0; row < counts.length; row++) counts[row] = (counts[row] as number) + (mask?.[row] ?? 1);
  const findings: RunFinding[] = [];
  counts.forEach((count, row) => {
    if (count === 1) return;
    const subject = subjects[row]?.id ?? "";
    const lists = scheme.lists.filter((_, l) => masks[l]?.[row] !== 0).map((l) => l.id);
    findings.push(
      count === 0
        ? { code: "subject-without-list", values: { subject } }
        : { code: "subject-with-several-lists", values: { subject, lists: lists.join(", ") } },
    );
  });
  return findings;
}

/** By subject in the order of the appraisal, whatever was computed first. */
export const inOrder = (notes: readonly RowNote[]): readonly RunFinding[] =>
  notes
    .toSorted((a, b) => a.row - b.row || (JSON.stringify(a.finding) < JSON.stringify(b.finding) ? -1 : 1))
    .map((n) => n.finding);

export const circleFindings = ({ world, circles }: Computing): readonly RunFinding[] =>
  [...circles]
    .sort((a, b) => a - b)
    .map((row) => ({ code: "carries-itself", values: { subject: world.subjects[row]?.id ?? "" } }));
