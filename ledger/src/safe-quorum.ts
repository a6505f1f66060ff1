// Whether a quorum withstands dishonest witnesses and a split view. FORMAT.md §13.
import { isQuorum, smallestSafeQuorum, type TrustPolicy } from "./trust-policy.ts";

const mostTried = 12;

/**
 * Any two quorums must have more witnesses in common than may be dishonest, ⌊n/3⌋ of n; of a plain group that is
 * k ≥ 1 + ⌊2n/3⌋. Groups within groups are tried out, up to twelve witnesses; beyond that they are refused.
 */
export function isSafeQuorum(policy: Pick<TrustPolicy, "groups" | "quorum">): boolean {
  const names = witnessesOf(policy, policy.quorum);
  const group = policy.groups.get(policy.quorum);
  if (policy.quorum === "none" || names.length === 0) return false;
  if (group === undefined) return true;
  if (group.members.every((name) => !policy.groups.has(name))) return group.k >= smallestSafeQuorum(names.length);
  return names.length <= mostTried && isSafeByTrying(policy, names, Math.floor(names.length / 3));
}

function witnessesOf({ groups }: Pick<TrustPolicy, "groups">, name: string): string[] {
  const group = groups.get(name);
  return group === undefined ? [name] : group.members.flatMap((member) => witnessesOf({ groups }, member));
}

/** Unsafe if a quorum, and all that is outside of it with at most `dishonest` of its own, are quorums both. */
function isSafeByTrying(
  policy: Pick<TrustPolicy, "groups" | "quorum">,
  names: readonly string[],
  dishonest: number,
): boolean {
  const all = 2 ** names.length;
  const count = (set: number) => set.toString(2).replaceAll("0", "").length;
  const isEnough = (set: number) => isQuorum(policy, new Set(names.filter((_, at) => (set & (1 << at)) !== 0)));
  const quorums = Array.from({ length: all }, (_, set) => set).filter(isEnough);
  return quorums.every((one) => quorums.every((other) => count(one & other) > dishonest));
}
