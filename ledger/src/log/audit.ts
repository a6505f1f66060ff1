// A whole log checked by somebody who trusts only a policy: files, signatures of witnesses, and what every entry is worth.
import { type Bytes, base64, hex } from "../bytes.ts";
import { parsePromise } from "../checkpoint.ts";
import { type ReadEntry, readEntry } from "../entry-bytes.ts";
import { Fold } from "../fold.ts";
import type { CheckedSignatures } from "../judge-signatures.ts";
import { openNote, parseNote } from "../note.ts";
import { type Outcome, ok, refuse } from "../refusal.ts";
import type { State } from "../state.ts";
import { readBundle } from "../tile.ts";
import type { Hash } from "../tree.ts";
import { checkWitnessed, type TrustPolicy, type Witnessed } from "../trust-policy.ts";
import type { Verdict, VoidReason } from "../verdict.ts";
import { checkTree, type Damage, type Row } from "./check-tree.ts";
import type { Source } from "./source.ts";

export interface VoidEntry {
  readonly index: number;
  readonly t: string | undefined;
  readonly reason: VoidReason;
}

export interface AuditReport extends Witnessed {
  readonly damages: readonly Damage[];
  readonly valid: number;
  readonly void: readonly VoidEntry[];
  readonly records: number;
  readonly snapshots: number;
  /** The snapshot root of the state after the last entry. */
  readonly stateRoot: string;
  /** Leaf hashes that the log promised to have published by now and has not. */
  readonly broken: readonly string[];
}

export interface AuditOptions {
  readonly source: Source;
  readonly policy: TrustPolicy;
  /** Seconds since 1970; without a clock, times are only told. */
  readonly now?: bigint;
  /** Promises that somebody holds: notes as the log gave them out. */
  readonly promises?: readonly Bytes[];
  /** Signatures on other threads (`openSignatureThreads`); without it they are checked one after the other here. */
  readonly check?: CheckMany;
}

type Checked = readonly CheckedSignatures[];

/** As in `signature-threads-node.ts`, which needs Node. */
type CheckMany = (origin: string, entries: readonly (ReadEntry | undefined)[], state: State) => Promise<Checked>;

/** Entries in a handful, at least; and handfuls whose signatures are under way. */
const [together, ahead] = [512, 8];

export async function audit(options: AuditOptions): Promise<Outcome<AuditReport>> {
  const { source, policy, now } = options;
  const bytes = await source("checkpoint");
  if (bytes === undefined) return refuse("not-published", "checkpoint");
  const note = parseNote(bytes);
  if (!note.ok) return note;
  const witnessed = checkWitnessed(note.value, policy, now);
  if (!witnessed.ok) return witnessed;
  const { checkpoint } = witnessed.value;
  const auditor = new Auditor(checkpoint.origin, options);
  const tree = await checkTree(source, checkpoint, (row) => auditor.take(row));
  await auditor.end();
  const broken = brokenPromises(options, checkpoint.origin, auditor.leaves);
  if (!broken.ok) return broken;
  return ok({ ...witnessed.value, damages: tree.damages, ...auditor.report(), broken: broken.value });
}

interface Taken {
  readonly leaf: Bytes;
  readonly hash: Hash | undefined;
  readonly read: ReadEntry | undefined;
}

/** Folds in handfuls: while one is folded, the signatures of the next ones are checked aside. */
class Auditor {
  private readonly origin: string;
  private readonly options: AuditOptions;
  private readonly fold: Fold;
  private readonly bundles: { readonly bundle: Bytes; readonly width: number }[] = [];
  private readonly voids = new Map<number, VoidEntry>();
  private handful: Taken[] = [];
  private readonly begun: { readonly handful: readonly Taken[]; readonly checked: Promise<Checked> }[] = [];
  readonly leaves = new Set<string>();

  constructor(origin: string, options: AuditOptions) {
    this.origin = origin;
    this.options = options;
    const hear = (verdict: Verdict) => this.hear(verdict);
    this.fold = new Fold({ origin, reread: (count) => this.first(count), hear });
  }

  private hear(verdict: Verdict): void {
    const { index, t } = verdict;
    if (verdict.isValid) this.voids.delete(index);
    else this.voids.set(index, { index, t, reason: verdict.reason });
  }

  private *first(count: number): Generator<Bytes> {
    let left = count;
    for (const { bundle, width } of this.bundles) {
      const entries = readBundle(bundle, width);
      if (!entries.ok || left === 0) return;
      yield* entries.value.slice(0, left);
      left = Math.max(0, left - width);
    }
  }

  async take({ first, bundle, entries, hashes }: Row): Promise<void> {
    if ((this.options.promises ?? []).length > 0) for (const hash of hashes) this.leaves.add(hex(hash));
    this.bundles.push({ bundle, width: entries.length });
    for (const [at, leaf] of entries.entries()) {
      const found = readEntry(leaf);
      const taken = { leaf, hash: hashes[at], read: found.ok ? found.value : undefined };
      // The first entry brings the keys that nearly all others are signed with.
      if (first + at === 0) this.add(taken);
      else this.handful.push(taken);
    }
    if (this.handful.length < together) return;
    this.begin();
    if (this.begun.length > ahead) await this.finish();
  }

  private begin(): void {
    const { handful } = this;
    this.handful = [];
    const read = handful.map((taken) => taken.read);
    const checked = this.options.check?.(this.origin, read, this.fold.state) ?? Promise.resolve([]);
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
    this.fold.add(leaf, { ...(hash && { hash }), ...(read && { entry: read.entry }), ...(checked && { checked }) });
  }

  async end(): Promise<void> {
    this.begin();
    while (this.begun.length > 0) await this.finish();
  }

  report() {
    const { state } = this.fold;
    const voids = [...this.voids.values()].toSorted((a, b) => a.index - b.index);
    return {
      ...{ valid: state.size - voids.length, void: voids, records: state.records.size },
      ...{ snapshots: state.snapshots.length, stateRoot: base64(state.tree.root()) },
    };
  }
}

function brokenPromises(
  { promises = [], policy, now }: AuditOptions,
  origin: string,
  leaves: ReadonlySet<string>,
): Outcome<string[]> {
  const broken: string[] = [];
  const keys = policy.logs.map(({ key }) => key).filter(({ name }) => name === origin);
  for (const bytes of promises) {
    const note = parseNote(bytes);
    const opened = note.ok ? openNote(note.value, keys) : note;
    if (!opened.ok) return opened;
    const promised = parsePromise(note.ok ? note.value.text : "");
    if (!promised.ok) return promised;
    const { leaf, deadline } = promised.value;
    const isDue = now === undefined || now > deadline;
    if (isDue && promised.value.origin === origin && !leaves.has(hex(leaf))) broken.push(base64(leaf));
  }
  return ok(broken);
}
