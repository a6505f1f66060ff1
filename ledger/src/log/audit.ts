// A whole log checked by somebody who trusts only a policy: files, signatures of witnesses, and what every entry is worth.
import { type Bytes, base64, hex } from "../bytes.ts";
import { parsePromise } from "../checkpoint.ts";
import { Fold, type Intake } from "../fold.ts";
import { openNote, parseNote } from "../note.ts";
import { type Outcome, ok, refuse } from "../refusal.ts";
import { readBundle } from "../tile.ts";
import { checkWitnessed, type TrustPolicy, type Witnessed } from "../trust-policy.ts";
import type { Verdict, VoidReason } from "../verdict.ts";
import { checkTree, type Damage, type Row } from "./check-tree.ts";
import { type CheckMany, Handfuls } from "./handfuls.ts";
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

class Auditor {
  private readonly options: AuditOptions;
  private readonly fold: Fold;
  private readonly handfuls: Handfuls;
  private readonly bundles: { readonly bundle: Bytes; readonly width: number }[] = [];
  private readonly voids = new Map<number, VoidEntry>();
  readonly leaves = new Set<string>();

  constructor(origin: string, options: AuditOptions) {
    this.options = options;
    const hear = (verdict: Verdict) => this.hear(verdict);
    this.fold = new Fold({ origin, reread: (count) => this.first(count), hear });
    const add = (leaf: Bytes, intake: Intake) => this.fold.add(leaf, intake);
    this.handfuls = new Handfuls({ origin, state: () => this.fold.state, add, check: options.check });
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

  async take({ bundle, entries, hashes }: Row): Promise<void> {
    if ((this.options.promises ?? []).length > 0) for (const hash of hashes) this.leaves.add(hex(hash));
    this.bundles.push({ bundle, width: entries.length });
    await this.handfuls.take(entries, hashes);
  }

  end(): Promise<void> {
    return this.handfuls.end();
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
