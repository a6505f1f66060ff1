// The signatures of an entry itself, in `sig`. FORMAT.md §12, reasons `signature` and `too-few-signatures`.
import { isEnough, recordTypes } from "./amendment-policy.ts";
import type { Bytes } from "./bytes.ts";
import type { Entry, OpenEntry, RotateKeyEntry } from "./entry.ts";
import { entryMessage } from "./entry-bytes.ts";
import { isSignedBy, type KeyDocument, kidOf, type Signature } from "./signer.ts";
import type { State } from "./state.ts";
import type { VoidReason } from "./verdict.ts";

export interface Signers {
  readonly parties: ReadonlySet<string>;
  /** Of `key.rotate`: the old key, or another one of its party, is among them. */
  readonly hasOwner: boolean;
}

/** In the order of `sig` of this very entry: whether that signature verifies. Known only of Ed25519 keys, whose kid says all. */
export type CheckedSignatures = readonly (boolean | undefined)[];

type Signed = { readonly ok: true; readonly signers: Signers } | { readonly ok: false; readonly reason: VoidReason };

const no = (reason: VoidReason): Signed => ({ ok: false, reason });

const recordTypeNames: readonly string[] = recordTypes;

export function judgeSignatures(state: State, index: number, entry: Entry, checked: CheckedSignatures = []): Signed {
  let covered: Bytes | undefined; // not needed where all were checked before
  const message = () => {
    covered ??= entryMessage(state.origin, entry);
    return covered;
  };
  if (entry.t === "log.open") return judgeOpening(entry, message());
  const added = entry.t === "key.add" || entry.t === "key.rotate" ? entry.key : undefined;
  const addedKid = added === undefined ? undefined : kidOf(added);
  const owner = entry.t === "key.rotate" ? ownerOf(state, entry) : undefined;
  const parties = new Set<string>();
  let [hasOwner, hasAdded] = [false, false];
  for (const [at, signature] of entry.sig.entries()) {
    if (added !== undefined && signature.k === addedKid) {
      if (!isSignedBy(added, message(), signature)) return no("signature");
      hasAdded = true;
      continue;
    }
    const document = state.keyAt(signature.k, index)?.document;
    if (document === undefined) return no("signature");
    const isOwner = document.party === owner;
    const isFree = isOwner || (document.org === entry.by && document.use.includes("origin"));
    const isKnown = document.alg === "ed25519" ? checked[at] : undefined;
    if (!isFree || !(isKnown ?? isSignedBy(document, message(), signature))) return no("signature");
    hasOwner ||= isOwner;
    parties.add(document.party);
  }
  if (recordTypeNames.includes(entry.t) && parties.size < 2) return no("too-few-signatures");
  if (added !== undefined && !hasAdded) return no("too-few-signatures");
  return { ok: true, signers: { parties, hasOwner } };
}

function ownerOf(state: State, { old }: RotateKeyEntry): string | undefined {
  return state.keys.get(old)?.document.party;
}

function judgeOpening({ keys, doc, sig }: OpenEntry, message: Bytes): Signed {
  const held = new Map(keys.map((key): [string, KeyDocument] => [kidOf(key), key]));
  const agreed = new Set<string>();
  const parties = new Set<string>();
  for (const signature of sig as readonly Signature[]) {
    const key = held.get(signature.k);
    if (key === undefined || !isSignedBy(key, message, signature)) return no("signature");
    parties.add(key.party);
    if (key.use.includes("approve")) agreed.add(key.org);
  }
  if (!isEnough(doc.rules.policy, agreed, false)) return no("too-few-signatures");
  return { ok: true, signers: { parties, hasOwner: false } };
}
