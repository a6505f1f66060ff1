import { deferredGrade, fewestDeferredShown, type OutputOf, type routes } from "@biaochi/contract";
import type { ChangeCounts } from "./comparison-store.ts";
import type { OutcomeNames } from "./naming.ts";

type Movement = OutputOf<typeof routes.compareRuns>["summary"]["grades"][number];

/**
 * How many went from which grade to which, as everybody may read it. Where fewer than five have a deferred grade their number
 * is not told, nor the next smallest ones, until five are hidden together: one hidden number could be taken from what is left.
 */
export function movementsOf(grades: ChangeCounts["grades"], names: OutcomeNames): readonly Movement[] {
  const found = new Map<string, Movement & { readonly count: number }>();
  for (const { from: was, to: is, count } of grades) {
    const [from, to] = [names.grade(was), names.grade(is)];
    if (from?.id === to?.id) continue;
    const key = JSON.stringify([from?.id, to?.id]);
    found.set(key, { from, to, count: count + (found.get(key)?.count ?? 0) });
  }
  const all = [...found.values()];
  const isDeferred = ({ from, to }: Movement): boolean => from?.id === deferredGrade || to?.id === deferredGrade;
  const hidden = new Set(all.filter((each) => isDeferred(each) && each.count < fewestDeferredShown));
  if (hidden.size === 0) return all;
  const sum = () => [...hidden].reduce((total, { count }) => total + count, 0);
  const others = all.filter((each) => !hidden.has(each)).sort((a, b) => a.count - b.count);
  for (const each of others) if (hidden.size < 2 || sum() < fewestDeferredShown) hidden.add(each);
  return all.map((each) => (hidden.has(each) ? { ...each, count: null } : each));
}
