/** Every way in which bytes, proofs and acts are refused. Sentences for them stand where they are shown. */
export const refusalCodes = [
  "key-malformed",
  "key-id-wrong",
  "note-malformed",
  "note-too-large",
  "note-signature-wrong",
  "note-signer-twice",
  "note-unsigned",
  "checkpoint-malformed",
  "cosignature-in-the-future",
  "size-unreadable",
  "hash-length",
  "index-beyond-size",
  "size-order",
  "size-zero",
  "proof-length",
  "proof-wrong",
  "tile-path",
  "tile-length",
  "bundle-malformed",
  "request-malformed",
  "answer-malformed",
  "witness-behind",
  "witness-refused",
  "witness-silent",
  "policy-malformed",
  "log-unknown",
  "quorum-not-met",
  "receipt-malformed",
  "receipt-extra-malformed",
  "receipt-record-mismatch",
  "text-malformed",
  "no-fork",
  "sheet-malformed",
  "sheet-not-approved",
  "sheet-signed",
  "sheet-unsigned",
  "entry-malformed",
  "entry-too-large",
  "not-canonical",
  "value-not-allowed",
  "entry-refused",
  "entry-ahead-of-time",
  "id-taken",
  "snapshot-not-yours",
  "too-many-attempts",
  "log-busy",
  "log-stopped",
  "storage-failed",
  "log-locked",
  "log-absent",
  "log-present",
  "log-not-open",
  "log-damaged",
  "log-behind",
  "log-differs",
  "log-unconfirmed",
  "log-ahead-of-source",
  "log-key-absent",
  "log-key-wrong",
  "quorum-unsafe",
  "not-published",
  "source-unreadable",
  "promise-broken",
  "body-too-large",
  "no-such-page",
  "method-not-allowed",
  "port-taken",
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** `detail` says which part, in the words of FORMAT.md; `line` counts from 1. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly detail?: string;
  readonly line?: number;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse(
  code: RefusalCode,
  detail?: string,
  line?: number,
): { readonly ok: false; readonly refusal: Refusal } {
  const refusal: Refusal = {
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(line === undefined ? {} : { line }),
  };
  return { ok: false, refusal };
}
