// A small log for tests: four nodes that approve, a platform that submits, a unit with its author.
import { createPrivateKey, type KeyObject, sign as signWith } from "node:crypto";
import { publicEd25519, sha256 } from "#primitives";
import { type PolicyDocument, policyClasses, policyHash, type Rule } from "./amendment-policy.ts";
import { type Bytes, base64, join, utf8 } from "./bytes.ts";
import type { ActEntry, CommitEntry, Entry, ProposeEntry, RecordEntry, RejectEntry, RotateKeyEntry } from "./entry.ts";
import { actStatement, amendStatement, entryMessage, formatEntry, refTo, vetoStatement } from "./entry-bytes.ts";
import { Fold } from "./fold.ts";
import { privateEd25519 } from "./primitives-node.ts";
import { challengeOf, type KeyDocument, kidOf, p256SignatureFromDer, type Signature, type Use } from "./signer.ts";
import type { Verdict } from "./verdict.ts";

export const origin = "example.org/log/2026";

export interface Holder {
  readonly document: KeyDocument;
  readonly kid: string;
  readonly sign: (message: Bytes) => Signature;
}

let made = 0;

/** A key of a kind that is only named: it is on the log, and its holder signs as well as they can. */
export function namedHolder(alg: "sm2-sm3" | "ca-pkcs7" | "paper", org: string, use: readonly Use[]): Holder {
  const base = holder(org, use);
  const document = { ...base.document, alg };
  const kid = kidOf(document);
  return { document, kid, sign: (message) => ({ ...base.sign(message), k: kid }) };
}

/** So that another process makes the same keys. */
export function countFrom(first: number): void {
  made = first;
}

/** 16 bytes that differ from call to call and are the same in every run. */
export function nextId(): string {
  made += 1;
  return made.toString(16).padStart(32, "0");
}

export function holder(org: string, use: readonly Use[], party = nextId()): Holder {
  const seed = sha256(utf8(`seed ${nextId()}`));
  const document: KeyDocument = { alg: "ed25519", org, party, pub: base64(publicEd25519(seed)), use };
  const kid = kidOf(document);
  const key = privateEd25519(seed);
  return { document, kid, sign: (message) => ({ k: kid, s: base64(signWith(null, message, key)) }) };
}

export interface Assertion {
  readonly rp?: string;
  readonly flags?: number;
  readonly client?: (challenge: string) => string;
}

/** A passkey in software; what it asserts can be made wrong in every part. */
export function passkey(
  org: string,
  use: readonly Use[],
  { rp = "biaochi.example.org", flags = 5, client }: Assertion = {},
): Holder {
  const seed = sha256(utf8(`passkey ${nextId()}`));
  const privateKey = p256Key(seed);
  const { x = "", y = "" } = privateKey.export({ format: "jwk" });
  const point = join(Uint8Array.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url"));
  const document: KeyDocument = {
    alg: "webauthn-es256",
    org,
    party: nextId(),
    pub: base64(point),
    rp: "biaochi.example.org",
    use,
  };
  const kid = kidOf(document);
  const said =
    client ??
    ((challenge) => JSON.stringify({ type: "webauthn.get", challenge, origin: `https://${rp}`, crossOrigin: false }));
  const sign = (message: Bytes): Signature => {
    const authenticator = join(sha256(utf8(rp)), Uint8Array.of(flags, 0, 0, 0, 9));
    const clientData = utf8(said(challengeOf(message)));
    const der = signWith("sha256", join(authenticator, sha256(clientData)), privateKey);
    const signature = p256SignatureFromDer(new Uint8Array(der));
    if (signature === undefined) throw new Error("strict DER was expected");
    return { a: base64(authenticator), d: base64(clientData), k: kid, s: base64(signature) };
  };
  return { document, kid, sign };
}

/** A P-256 key from 32 bytes: the smallest DER that says so. */
function p256Key(secret: Bytes): KeyObject {
  const head = Buffer.from("30310201010420", "hex");
  const tail = Buffer.from("a00a06082a8648ce3d030107", "hex");
  return createPrivateKey({ key: Buffer.concat([head, secret, tail]), format: "der", type: "sec1" });
}

export const rule: Rule = { k: 3, must: ["discipline"], notice: 0, of: ["discipline", "org", "third", "unit"] };

export function policyDocument(
  changes: Partial<PolicyDocument> = {},
  ofClass: Partial<Record<string, Partial<Rule>>> = {},
): PolicyDocument {
  const rules = Object.fromEntries(policyClasses.map((name) => [name, { ...rule, ...ofClass[name] }]));
  return { n: 1, rules: rules as PolicyDocument["rules"], ...changes };
}

type Given = "v" | "id" | "pol" | "at" | "by" | "sig" | "app" | "exp";
/** What a test says of an entry; the rest is made up for it. */
type Fields<E> = E extends Entry
  ? Omit<E, Given> & { id?: string; pol?: string; at?: number; by?: string; exp?: number }
  : never;

export const sorted = (signatures: readonly Signature[]): Signature[] =>
  signatures.toSorted((a, b) => (a.k < b.k ? -1 : 1));

/** What was put together field by field; whether it is an entry is what the tests ask. */
const plain = (value: object) => JSON.parse(JSON.stringify(value));

export function signed(unsigned: Omit<Entry, "sig">, signers: readonly Holder[]): Entry {
  const message = entryMessage(origin, unsigned);
  return plain({ ...unsigned, sig: sorted(signers.map((each) => each.sign(message))) });
}

export class TestLog {
  readonly nodes = {
    org: holder("org", ["approve"]),
    discipline: holder("discipline", ["approve"]),
    unit: holder("unit", ["approve"]),
    third: holder("third", ["approve"]),
  };
  readonly platform = holder("platform", ["origin"]);
  readonly author = holder("unit-7", ["origin"]);
  readonly seal = holder("unit-7", ["origin"]);
  readonly leaves: Bytes[] = [];
  readonly verdicts: Verdict[] = [];
  readonly fold: Fold;
  now: number;

  constructor(document: PolicyDocument = policyDocument(), more: readonly Holder[] = [], now = 1_800_000_000) {
    this.now = now;
    this.fold = new Fold({
      origin,
      reread: (count) => this.leaves.slice(0, count),
      hear: (verdict) => {
        this.verdicts[verdict.index] = verdict;
      },
    });
    const holders = [...Object.values(this.nodes), this.platform, this.author, this.seal, ...more];
    const keys = holders.map((each) => each.document).toSorted((a, b) => (kidOf(a) < kidOf(b) ? -1 : 1));
    this.submit({ t: "log.open", doc: document, keys, pol: policyHash(document) }, Object.values(this.nodes));
  }

  get state() {
    return this.fold.state;
  }

  all = () => [this.nodes.discipline, this.nodes.org, this.nodes.third];

  head() {
    return { v: 1 as const, id: nextId(), pol: this.state.policy?.hash ?? "", at: this.now, by: "platform" };
  }

  /** Adds an entry signed by these, whatever it is worth. */
  submit(
    fields: Fields<Entry> & { readonly app?: readonly Signature[] },
    signers: readonly Holder[] = [this.platform],
  ): Verdict {
    return this.put(signed({ ...this.head(), ...fields } as Omit<Entry, "sig">, signers));
  }

  put(entry: Entry): Verdict {
    const bytes = formatEntry(entry);
    if (!bytes.ok) throw new Error(`${bytes.refusal.code} ${bytes.refusal.detail}`);
    return this.putBytes(bytes.value);
  }

  putBytes(bytes: Bytes): Verdict {
    this.leaves.push(bytes);
    return this.fold.add(bytes);
  }

  ref(index: number) {
    return refTo(this.leaves[index] ?? new Uint8Array(), index);
  }

  last() {
    return this.leaves.length - 1;
  }

  record(fields: Partial<Fields<RecordEntry>> = {}, signers: readonly Holder[] = [this.author, this.seal]): number {
    this.submit({ t: "score", c: hashOf("version 1"), by: "unit-7", ...fields } as Fields<RecordEntry>, signers);
    return this.last();
  }

  propose(
    record: number,
    fields: Partial<Fields<ProposeEntry>> = {},
    signers: readonly Holder[] = [this.author],
  ): number {
    const base = {
      t: "amend.propose" as const,
      ref: this.ref(record),
      ver: 1,
      c: hashOf("version 2"),
      why: "typo",
      exp: this.now + 86_400,
    };
    this.submit({ ...base, by: "unit-7", ...fields }, signers);
    return this.last();
  }

  entry<E extends Entry>(index: number): E {
    return JSON.parse(new TextDecoder().decode(this.leaves[index]));
  }

  /** What approvers of a proposal sign; `statement` may be of another one. */
  statement(
    proposal: number,
    t: "amend.commit" | "amend.reject" = "amend.commit",
    changes: Partial<ProposeEntry> = {},
    of = origin,
  ): Bytes {
    return amendStatement(of, t, {
      entry: { ...this.entry<ProposeEntry>(proposal), ...changes },
      ref: this.ref(proposal),
    });
  }

  commit(
    proposal: number,
    approvers: readonly Holder[] = this.all(),
    statement = this.statement(proposal),
    fields: Partial<Fields<CommitEntry>> = {},
  ): Verdict {
    const app = sorted(approvers.map((each) => each.sign(statement)));
    return this.submit({ t: "amend.commit", ref: this.ref(proposal), app, ...fields });
  }

  reject(
    proposal: number,
    approvers: readonly Holder[],
    statement = this.statement(proposal, "amend.reject"),
  ): Verdict {
    const app = sorted(approvers.map((each) => each.sign(statement)));
    return this.submit({ t: "amend.reject", ref: this.ref(proposal), why: "no", app });
  }

  veto(rotation: number, by: Holder): Verdict {
    const fields = { t: "amend.reject" as const, ref: this.ref(rotation), why: "mine" };
    const unsigned = { ...this.head(), ...fields } as Omit<RejectEntry, "app" | "sig">;
    const app = [by.sign(vetoStatement(origin, unsigned, this.entry<RotateKeyEntry>(rotation)))];
    return this.submit({ ...fields, app });
  }

  /** Any other act with approvals over its own statement. */
  act(
    fields: Fields<ActEntry>,
    approvers: readonly Holder[] = this.all(),
    signers: readonly Holder[] = [this.platform],
  ): Verdict {
    const unsigned = { ...this.head(), exp: this.now + 86_400, ...fields } as Omit<ActEntry, "app" | "sig">;
    const statement = actStatement(origin, unsigned);
    const app = approvers.length === 0 ? {} : { app: sorted(approvers.map((each) => each.sign(statement))) };
    return this.submit(plain({ ...unsigned, ...app }), signers);
  }

  snapshot(
    fields: { readonly root?: string; readonly size?: number; readonly closes?: readonly string[] } = {},
  ): Verdict {
    return this.submit({ t: "snapshot", size: this.leaves.length, root: base64(this.state.tree.root()), ...fields });
  }
}

export function hashOf(text: string): string {
  return base64(sha256(utf8(text)));
}
