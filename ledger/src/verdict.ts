import type { Uncounted } from "./approval.ts";

/** Why an entry changes nothing. It stays in the log, and everybody sees that it was tried. FORMAT.md §12. */
export const voidReasons = [
  "malformed",
  "not-open",
  "already-open",
  "closed",
  "id-taken",
  "time-runs-back",
  "policy-not-in-force",
  "signature",
  "too-few-signatures",
  "no-such-record",
  "erased",
  "version-passed",
  "expired",
  "no-such-proposal",
  "proposal-closed",
  "policy-changed",
  "notice-runs",
  "not-approved",
  "snapshot-differs",
  "wrong-succession",
  "key-known",
  "party-elsewhere",
  "no-such-key",
] as const;

export type VoidReason = (typeof voidReasons)[number];

/** What a rule says of an entry: why it is void, or how it changes the state. Approvals that do not count are named in both cases. */
export interface Judgement {
  readonly reason?: VoidReason;
  readonly apply?: () => void;
  readonly uncounted?: readonly Uncounted[];
}

export type Verdict =
  | { readonly index: number; readonly t: string; readonly isValid: true; readonly uncounted: readonly Uncounted[] }
  | {
      readonly index: number;
      readonly t: string | undefined;
      readonly isValid: false;
      readonly reason: VoidReason;
      readonly uncounted: readonly Uncounted[];
    };

export function isVoid(reason: VoidReason, uncounted: readonly Uncounted[] = []): Judgement {
  return { reason, uncounted };
}

export function holds(apply: () => void, uncounted: readonly Uncounted[] = []): Judgement {
  return { apply, uncounted };
}
