// Keys, policy, opening and closing of the log. FORMAT.md §12.

import { isEnough, type PolicyClass, policyHash } from "./amendment-policy.ts";
import { countApprovals, type Question } from "./approval.ts";
import type {
  ActEntry,
  AddKeyEntry,
  CloseEntry,
  OpenEntry,
  PolicyEntry,
  RevokeKeyEntry,
  RotateKeyEntry,
} from "./entry.ts";
import { actStatement } from "./entry-bytes.ts";
import type { Case } from "./judge-amendments.ts";
import { type KeyDocument, kidOf } from "./signer.ts";
import type { State } from "./state.ts";
import { holds, isVoid, type Judgement } from "./verdict.ts";

export function judgeOpen(state: State, { entry, index }: Case<OpenEntry>): Judgement {
  const organisations = new Map<string, string>();
  for (const { party, org } of entry.keys) {
    if ((organisations.get(party) ?? org) !== org) return isVoid("party-elsewhere");
    organisations.set(party, org);
  }
  return holds(() => {
    state.policy = { document: entry.doc, hash: policyHash(entry.doc) };
    for (const key of entry.keys) state.addKey(kidOf(key), key, index);
  });
}

export function judgeClose(state: State, { entry, ...rest }: Case<CloseEntry>): Judgement {
  if (entry.size !== rest.index) return isVoid("malformed");
  return approved(state, { entry, ...rest }, "log", [], () => {
    state.closedAt = rest.index;
  });
}

export function judgePolicy(state: State, { entry, index, time, parties }: Case<PolicyEntry>): Judgement {
  const { policy } = state;
  if (policy === undefined || entry.doc.n !== policy.document.n + 1 || entry.doc.prev !== policy.hash)
    return isVoid("wrong-succession");
  if (time > entry.exp) return isVoid("expired");
  const statement = actStatement(state.origin, entry);
  const counts = [policy.document, entry.doc].map(({ rules }) => {
    const counted = countApprovals(state, index, entry.app, { rule: rules.policy, statement, concerned: parties });
    return { ...counted, isEnough: isEnough(rules.policy, counted.organisations, false) };
  });
  const uncounted = counts.flatMap((each) => each.uncounted);
  if (counts.some((each) => !each.isEnough)) return isVoid("not-approved", uncounted);
  return holds(() => {
    state.policy = { document: entry.doc, hash: policyHash(entry.doc) };
  }, uncounted);
}

export function judgeAddKey(state: State, its: Case<AddKeyEntry>): Judgement {
  const { key } = its.entry;
  const kid = kidOf(key);
  if (state.keys.has(kid)) return isVoid("key-known");
  if (state.isElsewhere(key)) return isVoid("party-elsewhere");
  return approved(state, its, "key", [key.party], () => state.addKey(kid, key, its.index));
}

export function judgeRotation(state: State, its: Case<RotateKeyEntry> & { readonly hasOwner: boolean }): Judgement {
  const { entry, index, leaf, time } = its;
  const old = state.keyAt(entry.old, index);
  if (old === undefined) return isVoid("no-such-key");
  if (state.keys.has(kidOf(entry.key))) return isVoid("key-known");
  if (!isSameHolder(old.document, entry.key)) return isVoid("party-elsewhere");
  if (time > entry.exp) return isVoid("expired");
  if (its.hasOwner) return holds(() => rotate(state, entry, index, index));
  return approved(state, its, "key", [entry.key.party], () => {
    const notice = state.policy?.document.rules.key.notice ?? 0;
    state.waiting.set(index, { entry, leaf, due: time + notice });
  });
}

function isSameHolder(a: KeyDocument, b: KeyDocument): boolean {
  return a.party === b.party && a.org === b.org && a.use.join(" ") === b.use.join(" ");
}

/** `until`: last index at which the old key counts; the new one counts after `from`. */
function rotate(state: State, { old, key }: RotateKeyEntry, until: number, from: number): void {
  const kid = kidOf(key);
  const held = state.keys.get(old);
  if (held === undefined || state.keys.has(kid)) return;
  held.rotated = until;
  state.addKey(kid, key, from);
}

/** Just before the entry at `index`: rotations of lost keys whose notice has run out without a veto. */
export function takeDueRotations(state: State, index: number): void {
  for (const [at, { entry, due }] of state.waiting) {
    if (state.time < due) continue;
    state.waiting.delete(at);
    // Whose key was replaced or revoked in the meantime can no longer object, so that nothing may happen to them.
    if (state.keyAt(entry.old, index) !== undefined) rotate(state, entry, index - 1, index - 1);
  }
}

/** `cut` is told when it holds: a revocation reaches back, which is for the fold to do. */
export function judgeRevocation(
  state: State,
  its: Case<RevokeKeyEntry>,
  cut: (kid: string, upto: number) => void,
): Judgement {
  const { kid, upto } = its.entry;
  const held = state.keys.get(kid);
  if (held === undefined) return isVoid("no-such-key");
  if (upto >= its.index) return isVoid("malformed");
  return approved(state, its, "key", [held.document.party], () => cut(kid, upto));
}

function approved(
  state: State,
  { entry, index, time, parties }: Case<ActEntry>,
  kind: PolicyClass,
  owners: readonly string[],
  apply: () => void,
): Judgement {
  const rule = state.policy?.document.rules[kind];
  if (rule === undefined) return isVoid("not-approved");
  if (time > entry.exp) return isVoid("expired");
  const concerned = new Set([...parties, ...owners]);
  const question: Question = { rule, statement: actStatement(state.origin, entry), concerned };
  const { organisations, uncounted } = countApprovals(state, index, entry.app ?? [], question);
  return isEnough(rule, organisations, false) ? holds(apply, uncounted) : isVoid("not-approved", uncounted);
}
