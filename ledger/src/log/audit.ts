// A whole log checked by somebody who trusts only a policy: files, signatures of witnesses, and what every entry is worth.
import { type Bytes, base64, hex } from "../bytes.ts";
import { parsePromise } from "../checkpoint.ts";
import type { Entry } from "../entry.ts";
import { parseEntry } from "../entry-bytes.ts";
import { Fold } from "../fold.ts";
import type { CheckedSignatures } from "../judge-signatures.ts";
import { openNote, parseNote } from "../note.ts";
import { type Outcome, ok, refuse } from "../refusal.ts";
import type { State } from "../state.ts";
import type { Hash } from "../tree.ts";
import { checkWitnessed, type TrustPolicy, type Witnessed } from "../trust-policy.ts";
import type { Verdict, VoidReason } from "../verdict.ts";
import { checkTree, type Damage } from "./check-tree.ts";
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
  readonly checkAside?: (origin: string, entry: Entry, state: State) => Promise<CheckedSignatures>;
  readonly onProgress?: (read: number, size: number) => void;
}

const together = 256;

export async function audit(options: AuditOptions): Promise<Outcome<AuditReport>> {
  const { source, policy, now, onProgress } = options;
  const bytes = await source("checkpoint");
  if (bytes === undefined) return refuse("not-published", "checkpoint");
  const note = parseNote(bytes);
  if (!note.ok) return note;
  const witnessed = checkWitnessed(note.value, policy, now);
  if (!witnessed.ok) return witnessed;
  const { checkpoint } = witnessed.value;
  const auditor = new Auditor(checkpoint.origin, options);
  const tree = await checkTree(source, checkpoint, async (entry, index, hash) => {
    await auditor.take(entry, hash);
    if (index % 10_000 === 0) onProgress?.(index, Number(checkpoint.size));
  });
  await auditor.end();
  const broken = brokenPromises(options, checkpoint.origin, auditor.leaves);
  if (!broken.ok) return broken;
  return ok({ ...witnessed.value, damages: tree.damages, ...auditor.report(), broken: broken.value });
}

interface Taken {
  readonly leaf: Bytes;
  readonly hash: Hash;
  readonly entry: Entry | undefined;
  readonly checked: CheckedSignatures | undefined;
}

/** Folds in handfuls: while one is folded, the signatures of the next are checked aside. */
class Auditor {
  private readonly origin: string;
  private readonly options: AuditOptions;
  private readonly fold: Fold;
  private readonly entries: Bytes[] = [];
  private readonly voids = new Map<number, VoidEntry>();
  private handful: Promise<Taken>[] = [];
  private before: Promise<readonly Taken[]> = Promise.resolve([]);
  readonly leaves = new Set<string>();

  constructor(origin: string, options: AuditOptions) {
    this.origin = origin;
    this.options = options;
    const hear = (verdict: Verdict) => this.hear(verdict);
    this.fold = new Fold({ origin, reread: (count) => this.entries.slice(0, count), hear });
  }

  private hear(verdict: Verdict): void {
    const { index, t } = verdict;
    if (verdict.isValid) this.voids.delete(index);
    else this.voids.set(index, { index, t, reason: verdict.reason });
  }

  async take(leaf: Bytes, hash: Hash): Promise<void> {
    if ((this.options.promises ?? []).length > 0) this.leaves.add(hex(hash));
    this.handful.push(this.look(leaf, hash));
    if (this.handful.length >= together) await this.turn();
  }

  private async look(leaf: Bytes, hash: Hash): Promise<Taken> {
    const read = parseEntry(leaf);
    const entry = read.ok ? read.value : undefined;
    const checked = entry && (await this.options.checkAside?.(this.origin, entry, this.fold.state));
    return { leaf, hash, entry, checked };
  }

  /** Waits for the handful before the one that was just begun, and folds it. */
  private async turn(): Promise<void> {
    const begun = Promise.all(this.handful);
    this.handful = [];
    const { before } = this;
    this.before = begun;
    for (const { leaf, hash, entry, checked } of await before) {
      this.entries.push(leaf);
      this.fold.add(leaf, { hash, ...(entry && { entry }), ...(checked && { checked }) });
    }
  }

  async end(): Promise<void> {
    await this.turn();
    await this.turn();
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
