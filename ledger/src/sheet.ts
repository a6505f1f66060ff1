// An entry in the making, as a file that goes from hand to hand: approvals first, then the signatures, then the log.
import { policyHash } from "./amendment-policy.ts";
import { type Bytes, base64, fromBase64, textOf } from "./bytes.ts";
import { isOrigin } from "./checkpoint.ts";
import type { ActEntry, Entry, Ref, RejectEntry } from "./entry.ts";
import {
  actStatement,
  amendStatement,
  entryMessage,
  formatEntry,
  parseEntry,
  refTo,
  vetoStatement,
} from "./entry-bytes.ts";
import { type Outcome, ok, refuse } from "./refusal.ts";
import { type KeyDocument, kidOf, type Signature } from "./signer.ts";

/** Without `app` and `sig`; `at` is set by the first who signs. */
export interface UnfinishedEntry {
  readonly t?: unknown;
  readonly at?: unknown;
  readonly ref?: unknown;
}

export interface Sheet {
  readonly origin: string;
  readonly entry: UnfinishedEntry;
  readonly app: readonly Signature[];
  readonly sig: readonly Signature[];
  /** The leaf of the proposal, or of the rotation, that it decides on. */
  readonly about?: string;
}

/** Who puts a hand to it: `sign` gets the bytes. */
export interface Hand {
  readonly document: Pick<KeyDocument, "alg" | "pub">;
  readonly sign: (message: Bytes) => Bytes;
}

const acts: readonly unknown[] = ["policy", "key.add", "key.rotate", "key.revoke", "erase.notice", "log.close"];

const isApproved = (type: unknown) => acts.includes(type) || type === "amend.commit" || type === "amend.reject";

/** Whether an entry of this type says until when it may still be decided or approved. */
export const expires = (type: unknown): boolean => type === "amend.propose" || acts.includes(type);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const nobody: Signature = { k: "0".repeat(32), s: base64(new Uint8Array(64)) };
const ascending = (list: readonly Signature[]) => list.toSorted((a, b) => (a.k < b.k ? -1 : 1));

export function formatSheet(sheet: Sheet): string {
  return `${JSON.stringify(sheet, undefined, 1)}\n`;
}

/** Only that it is a sheet: what the entry has to be is asked when it is finished. */
export function parseSheet(bytes: Bytes): Outcome<Sheet> {
  let read: unknown;
  try {
    read = JSON.parse(textOf(bytes) ?? "");
  } catch {
    return refuse("sheet-malformed", "JSON"); // the parser has no other way to say it
  }
  if (!isObject(read) || !isObject(read.entry)) return refuse("sheet-malformed", "entry");
  const { origin, app, sig, about } = read;
  if (typeof origin !== "string" || !isOrigin(origin)) return refuse("sheet-malformed", "origin");
  if (!isSignatures(app) || !isSignatures(sig)) return refuse("sheet-malformed", "app, sig");
  if (about !== undefined && (typeof about !== "string" || fromBase64(about) === undefined))
    return refuse("sheet-malformed", "about");
  return ok({ origin, entry: read.entry, app, sig, ...(about === undefined ? {} : { about }) });
}

const isSignatures = (value: unknown): value is readonly Signature[] =>
  Array.isArray(value) && value.every((each) => isObject(each) && typeof each.k === "string");

export interface Begin {
  readonly origin: string;
  readonly id: string;
  readonly by: string;
  readonly pol: string;
  /** Type and further fields. */
  readonly fields: UnfinishedEntry;
}

export function beginSheet({ origin, id, by, pol, fields }: Begin, about?: Bytes): Sheet {
  const entry = { ...fields, v: 1, id, by, pol };
  return { origin, entry, app: [], sig: [], ...(about === undefined ? {} : { about: base64(about) }) };
}

/** Nobody signs, and nobody approves, what could be no entry: all but the moment and the hands is as its type wants it. */
export function checkSheet(sheet: Sheet): Outcome<Sheet> {
  const { entry } = sheet;
  const app = isApproved(entry.t) ? { app: [nobody] } : {};
  const signedByNobody: object = { ...entry, at: 0, sig: [nobody], ...app };
  const formed = formatEntry(signedByNobody as Entry);
  return formed.ok ? ok(sheet) : formed;
}

/** The first entry of a log, from its policy of amendments and the public keys in any order. */
export function openingSheet(origin: string, id: string, by: string, file: unknown): Outcome<Sheet> {
  if (!isObject(file) || !isObject(file.rules) || !Array.isArray(file.keys))
    return refuse("sheet-malformed", "rules, keys");
  const doc = { n: 1, rules: file.rules };
  const keys = file.keys as readonly KeyDocument[];
  if (!keys.every((key) => isObject(key) && typeof key.pub === "string")) return refuse("sheet-malformed", "keys");
  const sorted = keys.toSorted((a, b) => (kidOf(a) < kidOf(b) ? -1 : 1));
  const fields = { t: "log.open", doc, keys: sorted, ...(file.prev === undefined ? {} : { prev: file.prev }) };
  return ok(beginSheet({ origin, id, by, pol: policyHash(doc as Parameters<typeof policyHash>[0]), fields }));
}

/** What approvers sign: the bytes of FORMAT.md §11, which are text to be read before. */
export function statementOf(sheet: Sheet): Outcome<Bytes> {
  const { origin, entry, about } = sheet;
  const { t } = entry;
  const isAct = acts.includes(t);
  if (!isApproved(t)) return refuse("sheet-not-approved", String(t));
  const formed = checkSheet(sheet);
  if (!formed.ok) return formed;
  if (isAct) return ok(actStatement(origin, entry as ActEntry));
  const leaf = fromBase64(about ?? "") ?? new Uint8Array();
  const read = parseEntry(leaf);
  const ref = entry.ref as Ref | undefined;
  if (!read.ok || ref === undefined || refTo(leaf, ref.i).h !== ref.h) return refuse("sheet-malformed", "about");
  const subject: Entry = read.value;
  if (subject.t === "key.rotate" && t === "amend.reject")
    return ok(vetoStatement(origin, entry as RejectEntry, subject));
  if (subject.t !== "amend.propose") return refuse("sheet-malformed", "about");
  return ok(amendStatement(origin, t === "amend.commit" ? t : "amend.reject", { entry: subject, ref }));
}

function put(list: readonly Signature[], hand: Hand, message: Bytes): readonly Signature[] {
  const k = kidOf(hand.document);
  return ascending([...list.filter((each) => each.k !== k), { k, s: base64(hand.sign(message)) }]);
}

/** Signatures cover the approvals, so that these come first. */
export function approveSheet(sheet: Sheet, hand: Hand): Outcome<Sheet> {
  if (sheet.sig.length > 0) return refuse("sheet-signed");
  const statement = statementOf(sheet);
  return statement.ok ? ok({ ...sheet, app: put(sheet.app, hand, statement.value) }) : statement;
}

/** `now`: seconds since 1970, the moment of the entry if nobody signed it before. */
export function signSheet(sheet: Sheet, hand: Hand, now: number): Outcome<Sheet> {
  const moment = sheet.sig.length === 0 ? Math.floor(now / 60) * 60 : sheet.entry.at;
  const signed = { ...sheet, entry: { ...sheet.entry, at: moment } };
  const sig = put(sheet.sig, hand, entryMessage(sheet.origin, unsigned(signed)));
  const whole = finishSheet({ ...signed, sig });
  return whole.ok ? ok({ ...signed, sig }) : whole;
}

function unsigned({ entry, app }: Sheet): Omit<Entry, "sig"> {
  return { ...entry, ...(app.length === 0 ? {} : { app }) } as Entry;
}

/** The entry as the log takes it. Whether it is valid is for the log to say. */
export function finishSheet(sheet: Sheet): Outcome<Bytes> {
  if (sheet.sig.length === 0) return refuse("sheet-unsigned");
  return formatEntry({ ...unsigned(sheet), sig: sheet.sig } as Entry);
}
