// What the log says as of an index: FORMAT.md §12. Changed only by the fold.
import type { PolicyDocument, RecordType } from "./amendment-policy.ts";
import type { ProposeEntry, RotateKeyEntry } from "./entry.ts";
import type { KeyDocument } from "./signer.ts";
import { SnapshotTree } from "./snapshot-tree.ts";

export interface HeldKey {
  readonly kid: string;
  readonly document: KeyDocument;
  readonly added: number;
  /** Last index at which it counts, where it was rotated. */
  rotated?: number;
}

export interface RecordState {
  readonly id: string;
  readonly t: RecordType;
  readonly by: string;
  readonly per?: string;
  readonly index: number;
  readonly leaf: string;
  /** Where it stands in the snapshot tree. */
  readonly place: number;
  version: number;
  commitment: string;
  /** The entry that set the version, or erased it. */
  set: number;
  erased?: number;
}

export interface Proposal {
  readonly entry: ProposeEntry;
  readonly leaf: string;
  readonly time: number;
  readonly parties: ReadonlySet<string>;
  readonly rejectedBy: Set<string>;
  outcome: "open" | "committed" | "rejected";
}

export interface WaitingRotation {
  readonly entry: RotateKeyEntry;
  readonly leaf: string;
  readonly due: number;
}

export class State {
  readonly origin: string;
  /** Entries folded so far, void ones included. */
  size = 0;
  /** T of FORMAT.md. */
  time = 0;
  policy: { readonly document: PolicyDocument; readonly hash: string } | undefined;
  closedAt: number | undefined;
  readonly ids = new Set<string>();
  readonly keys = new Map<string, HeldKey>();
  readonly organisations = new Map<string, string>(); // of parties
  readonly records = new Map<number, RecordState>(); // by the index of their entry
  readonly proposals = new Map<number, Proposal>();
  readonly waiting = new Map<number, WaitingRotation>();
  readonly closedPeriods = new Set<string>();
  readonly snapshots: number[] = [];
  readonly tree = new SnapshotTree();
  /** Up to which index the signatures of a revoked key count. */
  readonly cuts: ReadonlyMap<string, number>;

  constructor(origin: string, cuts: ReadonlyMap<string, number> = new Map()) {
    this.origin = origin;
    this.cuts = cuts;
  }

  /** The key, if its signatures count in the entry at this index. */
  keyAt(kid: string, index: number): HeldKey | undefined {
    const key = this.keys.get(kid);
    if (key === undefined || key.added >= index || index > (key.rotated ?? index)) return undefined;
    return index <= (this.cuts.get(kid) ?? index) ? key : undefined;
  }

  addKey(kid: string, document: KeyDocument, added: number): void {
    this.keys.set(kid, { kid, document, added });
    this.organisations.set(document.party, document.org);
  }

  isElsewhere({ party, org }: KeyDocument): boolean {
    return (this.organisations.get(party) ?? org) !== org;
  }
}
