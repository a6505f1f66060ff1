// Keys and entries of the demonstration: made up here, on one machine, and worth nothing elsewhere.
import { randomBytes } from "node:crypto";
import {
  base64,
  commit,
  type Entry,
  entryMessage,
  formatEntry,
  type KeyDocument,
  kidOf,
  noteSigner,
  type PolicyDocument,
  policyClasses,
  policyHash,
  type Rule,
  type Signature,
  type Use,
} from "@biaochi/ledger";
import type { Next } from "@biaochi/ledger/log";

export const bodies = ["discipline", "org", "third", "unit"] as const;

type Holder = {
  readonly document: KeyDocument;
  readonly kid: string;
  readonly sign: (message: Uint8Array) => Signature;
};

const id = () => randomBytes(16).toString("hex");
const ascending = <T>(list: readonly T[], of: (each: T) => string) => list.toSorted((a, b) => (of(a) < of(b) ? -1 : 1));

function holder(org: string, use: Use): Holder {
  const { key, sign } = noteSigner("demo", "ed25519", new Uint8Array(randomBytes(32)));
  const document: KeyDocument = { alg: "ed25519", org, party: id(), pub: base64(key.publicKey), use: [use] };
  const kid = kidOf(document);
  return { document, kid, sign: (message) => ({ k: kid, s: base64(sign(message, 0n)) }) };
}

/** Everybody who signs in the demonstration. */
export class DemoSigners {
  private readonly origin: string;
  private readonly nodes = bodies.map((body) => holder(body, "approve"));
  private readonly platform = holder("platform", "origin");
  private readonly author = holder("unit-7", "origin");
  private readonly seal = holder("unit-7", "origin");

  constructor(origin: string) {
    this.origin = origin;
  }

  private signed(fields: object, signers: readonly Holder[]): Uint8Array {
    const head = { v: 1, id: id(), at: Math.floor(Date.now() / 60_000) * 60, by: "platform" };
    const unsigned = { ...head, ...fields } as Omit<Entry, "sig">;
    const message = entryMessage(this.origin, unsigned);
    const sig = ascending(
      signers.map(({ sign }) => sign(message)),
      ({ k }) => k,
    );
    const entry: Entry = JSON.parse(JSON.stringify({ ...unsigned, sig }));
    const bytes = formatEntry(entry);
    if (!bytes.ok) throw new Error(`${bytes.refusal.code} ${bytes.refusal.detail}`);
    return bytes.value;
  }

  /** Three of the four bodies, the discipline commission among them, agree to every change. */
  opening(): Uint8Array {
    const rule: Rule = { k: 3, must: ["discipline"], notice: 0, of: bodies };
    const rules = Object.fromEntries(policyClasses.map((name) => [name, rule])) as PolicyDocument["rules"];
    const doc: PolicyDocument = { n: 1, rules };
    const holders = [...this.nodes, this.platform, this.author, this.seal];
    const keys = ascending(holders, ({ kid }) => kid).map(({ document }) => document);
    return this.signed({ t: "log.open", doc, keys, pol: policyHash(doc) }, this.nodes);
  }

  /** A score of nobody: only its commitment stands on the log. */
  score(pol: string, points: string): Uint8Array {
    const committed = commit({ points });
    if (!committed.ok) throw new Error(committed.refusal.code);
    const c = base64(committed.value.commitment);
    return this.signed({ t: "score", c, pol, by: "unit-7" }, [this.author, this.seal]);
  }

  snapshot = ({ index, root, pol }: Next): Uint8Array =>
    this.signed({ t: "snapshot", size: index, root, pol }, [this.platform]);
}
