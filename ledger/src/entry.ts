// The entries of the log as types. FORMAT.md §7 says the same in words, `entry-form.ts` holds every field.
import type { PolicyDocument, RecordType } from "./amendment-policy.ts";
import type { KeyDocument, Signature } from "./signer.ts";

export interface Ref {
  readonly h: string;
  readonly i: number;
}

interface Head {
  readonly v: 1;
  readonly id: string;
  readonly pol: string;
  readonly at: number;
  readonly by: string;
  readonly sig: readonly Signature[];
}

interface Approved {
  readonly app: readonly Signature[];
  readonly exp: number;
}

export interface RecordEntry extends Head {
  readonly t: RecordType;
  readonly c: string;
  readonly per?: string;
}

export interface ProposeEntry extends Head {
  readonly t: "amend.propose";
  readonly ref: Ref;
  readonly ver: number;
  readonly c: string;
  readonly why: string;
  readonly ev?: string;
  readonly exp: number;
}

export interface CommitEntry extends Head {
  readonly t: "amend.commit";
  readonly ref: Ref;
  readonly app: readonly Signature[];
}

export interface RejectEntry extends Head {
  readonly t: "amend.reject";
  readonly ref: Ref;
  readonly why: string;
  readonly app: readonly Signature[];
}

export interface SnapshotEntry extends Head {
  readonly t: "snapshot";
  readonly size: number;
  readonly root: string;
  readonly closes?: readonly string[];
  readonly sm3?: string;
}

export interface PolicyEntry extends Head, Approved {
  readonly t: "policy";
  readonly doc: PolicyDocument;
}

export interface AddKeyEntry extends Head, Approved {
  readonly t: "key.add";
  readonly key: KeyDocument;
}

export interface RotateKeyEntry extends Head {
  readonly t: "key.rotate";
  readonly old: string;
  readonly key: KeyDocument;
  readonly exp: number;
  readonly app?: readonly Signature[];
}

export interface RevokeKeyEntry extends Head, Approved {
  readonly t: "key.revoke";
  readonly kid: string;
  readonly upto: number;
  readonly why: string;
}

export interface EraseEntry extends Head, Approved {
  readonly t: "erase.notice";
  readonly ref: Ref;
  readonly basis: string;
}

export interface AnchorEntry extends Head {
  readonly t: "anchor";
  readonly kind: string;
  readonly size: number;
  readonly root: string;
  readonly c: string;
}

export interface OpenEntry extends Head {
  readonly t: "log.open";
  readonly doc: PolicyDocument;
  readonly keys: readonly KeyDocument[];
  readonly prev?: { readonly origin: string; readonly root: string; readonly size: number };
}

export interface CloseEntry extends Head, Approved {
  readonly t: "log.close";
  readonly size: number;
  readonly why: string;
}

export type Entry =
  | RecordEntry
  | ProposeEntry
  | CommitEntry
  | RejectEntry
  | SnapshotEntry
  | PolicyEntry
  | AddKeyEntry
  | RotateKeyEntry
  | RevokeKeyEntry
  | EraseEntry
  | AnchorEntry
  | OpenEntry
  | CloseEntry;

export type EntryType = Entry["t"];

/** Acts that people approve with a statement of their own (`statement.ts`), amendments aside. */
export type ActEntry = PolicyEntry | AddKeyEntry | RotateKeyEntry | RevokeKeyEntry | EraseEntry | CloseEntry;
