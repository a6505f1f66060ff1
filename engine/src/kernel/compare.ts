import { exactOf, minus, show } from "../number/exact.ts";
import type { Appraisal, SubjectResult } from "../result.ts";

/** How one subject's result differs between two appraisals. */
export interface Change {
  readonly subject: string;
  readonly score?: Difference;
  readonly rank?: Difference;
  readonly grade?: Difference;
  readonly band?: Difference;
  readonly standing?: Difference;
  /** Nodes whose points moved, by path. */
  readonly nodes: readonly (Difference & { readonly path: string })[];
}
export interface Difference {
  readonly from?: string;
  readonly to?: string;
  /** to − from, exact, for numbers. */
  readonly by?: string;
}

/** Who changed, and where; subjects without a difference are not listed. */
export function compareAppraisals(before: Appraisal, after: Appraisal): readonly Change[] {
  const old = new Map(before.results.map((r) => [r.subject, r]));
  const seen = new Set(after.results.map((r) => r.subject));
  const gone = before.results.filter((r) => !seen.has(r.subject));
  return [
    ...after.results.flatMap((r) => differenceOf(r.subject, old.get(r.subject), r)),
    ...gone.flatMap((r) => differenceOf(r.subject, r, undefined)),
  ];
}

/** One subject in both; nothing where nothing differs. */
export const compareResults = (before: SubjectResult, after: SubjectResult): Change | undefined =>
  differenceOf(after.subject, before, after)[0];

function differenceOf(subject: string, a: SubjectResult | undefined, b: SubjectResult | undefined): readonly Change[] {
  // An opening stands where the item or block stood: one path, two kinds. A node of 0 that comes or goes has not moved.
  const points = new Map(a?.nodes.map((n) => [`${n.kind} ${n.path}`, n]));
  const nodes = (b?.nodes ?? []).flatMap((n) => {
    const key = `${n.kind} ${n.path}`;
    const from = points.get(key)?.points;
    points.delete(key);
    const d = from === undefined && n.points === "0" ? undefined : different(from, n.points, true);
    return d ? [{ path: n.path, ...d }] : [];
  });
  for (const { path, points: from } of points.values())
    if (from !== undefined && from !== "0") nodes.push({ path, from });
  const change = {
    ...named("score", different(a?.score, b?.score, true)),
    ...named("rank", different(a?.rank, b?.rank, false)),
    ...named("grade", different(a?.grade, b?.grade, false)),
    ...named("band", different(a?.band, b?.band, false)),
    ...named("standing", different(a?.standing, b?.standing, false)),
  };
  return Object.keys(change).length === 0 && nodes.length === 0 ? [] : [{ subject, ...change, nodes }];
}

const named = (name: string, difference: Difference | undefined): Record<string, Difference> =>
  difference ? { [name]: difference } : {};

function different(from: string | undefined, to: string | undefined, isNumber: boolean): Difference | undefined {
  if (from === to) return undefined;
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(isNumber && from !== undefined && to !== undefined ? { by: show(minus(exactOf(to), exactOf(from))) } : {}),
  };
}
