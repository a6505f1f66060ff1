// Which approvals count, one by one. FORMAT.md §11.
import type { Rule } from "./amendment-policy.ts";
import type { Bytes } from "./bytes.ts";
import { isSignedBy, type Signature } from "./signer.ts";
import type { HeldKey, State } from "./state.ts";

export const uncountedReasons = [
  "key-does-not-count",
  "key-not-for-approval",
  "party-concerned",
  "organisation-not-asked",
  "unit-of-the-record",
  "organisation-rejected",
  "signature-wrong",
] as const;

export type UncountedReason = (typeof uncountedReasons)[number];

export interface Uncounted {
  readonly kid: string;
  readonly why: UncountedReason;
}

export interface Question {
  readonly rule: Rule;
  readonly statement: Bytes;
  /** Parties that proposed, submitted, or whose key is at stake. */
  readonly concerned: ReadonlySet<string>;
  /** The organisation that the record belongs to: it is never decisive. */
  readonly unit?: string;
  readonly rejectedBy?: ReadonlySet<string>;
}

export interface Counted {
  readonly organisations: ReadonlySet<string>;
  readonly uncounted: readonly Uncounted[];
}

export function countApprovals(
  state: State,
  index: number,
  approvals: readonly Signature[],
  question: Question,
): Counted {
  const organisations = new Set<string>();
  const uncounted: Uncounted[] = [];
  for (const approval of approvals) {
    const key = state.keyAt(approval.k, index);
    const why = key === undefined ? "key-does-not-count" : whyNot(key, approval, question);
    if (why !== undefined) uncounted.push({ kid: approval.k, why });
    else if (key !== undefined) organisations.add(key.document.org);
  }
  return { organisations, uncounted };
}

function whyNot({ document }: HeldKey, approval: Signature, question: Question): UncountedReason | undefined {
  if (!document.use.includes("approve")) return "key-not-for-approval";
  if (question.concerned.has(document.party)) return "party-concerned";
  if (!question.rule.of.includes(document.org)) return "organisation-not-asked";
  if (document.org === question.unit) return "unit-of-the-record";
  if (question.rejectedBy?.has(document.org)) return "organisation-rejected";
  return isSignedBy(document, question.statement, approval) ? undefined : "signature-wrong";
}
