// Many entries on their way into a fold: while one handful is folded, the signatures of the next ones are verified aside.
import type { Bytes } from "../bytes.ts";
import { type ReadEntry, readEntry } from "../entry-bytes.ts";
import type { Intake } from "../fold.ts";
import type { CheckedSignatures } from "../judge-signatures.ts";
import type { State } from "../state.ts";
import type { Hash } from "../tree.ts";

/** Whether the signatures in `sig` of each verify, as far as their keys stand on the log and are Ed25519; the rest is checked later. */
export type CheckMany = (
  origin: string,
  entries: readonly (ReadEntry | undefined)[],
  state: State,
) => Promise<readonly CheckedSignatures[]>;

export interface SignatureThreads {
  readonly check: CheckMany;
  close(): Promise<void>;
}

export interface HandfulsOptions {
  readonly origin: string;
  /** As it is now: a revocation that reaches back makes another one. */
  readonly state: () => State;
  /** Hears every entry once, in the order of the log. */
  readonly add: (leaf: Bytes, intake: Intake) => void;
  /** On other threads (`openSignatureThreads`); without it the fold checks one signature after the other. */
  readonly check?: CheckMany | undefined;
}

interface Taken {
  readonly leaf: Bytes;
  readonly hash: Hash | undefined;
  readonly read: ReadEntry | undefined;
}

/** Entries in a handful, at least; and handfuls whose signatures are under way. */
const [together, ahead] = [512, 8];

export class Handfuls {
  private readonly options: HandfulsOptions;
  private handful: Taken[] = [];
  private readonly begun: {
    readonly handful: readonly Taken[];
    readonly checked: Promise<readonly CheckedSignatures[]>;
  }[] = [];

  constructor(options: HandfulsOptions) {
    this.options = options;
  }

  async take(leaves: readonly Bytes[], hashes: readonly Hash[] = []): Promise<void> {
    for (const [at, leaf] of leaves.entries()) {
      const found = readEntry(leaf);
      const taken = { leaf, hash: hashes[at], read: found.ok ? found.value : undefined };
      // The first entry brings the keys that nearly all others are signed with.
      const isFirst = this.options.state().size === 0 && this.handful.length + this.begun.length === 0;
      if (isFirst) this.add(taken);
      else this.handful.push(taken);
    }
    if (this.handful.length < together) return;
    this.begin();
    if (this.begun.length > ahead) await this.finish();
  }

  private begin(): void {
    const { origin, state, check } = this.options;
    const { handful } = this;
    this.handful = [];
    const read = handful.map((taken) => taken.read);
    const checked = check?.(origin, read, state()) ?? Promise.resolve([]);
    checked.catch(() => undefined); // heard when its turn comes
    this.begun.push({ handful, checked });
  }

  /** Folds the first handful that was begun. */
  private async finish(): Promise<void> {
    const first = this.begun.shift();
    const checked = (await first?.checked) ?? [];
    for (const [at, taken] of first?.handful.entries() ?? []) this.add(taken, checked[at]);
  }

  private add({ leaf, hash, read }: Taken, checked?: CheckedSignatures): void {
    this.options.add(leaf, { ...(hash && { hash }), ...(read && { entry: read.entry }), ...(checked && { checked }) });
  }

  async end(): Promise<void> {
    this.begin();
    while (this.begun.length > 0) await this.finish();
  }
}
