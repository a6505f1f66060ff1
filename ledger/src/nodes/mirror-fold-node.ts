// The state as a mirror recomputes it from its own copy: what is valid, what is void, and whether it may put its name under it.
import { type Bytes, textOf } from "../bytes.ts";
import { mostClockSkew } from "../checkpoint.ts";
import { Fold, type HeldFold, type Intake } from "../fold.ts";
import { type CheckMany, Handfuls } from "../log/handfuls.ts";
import { resumeFold, saveFold } from "../saved-fold.ts";
import type { Hash } from "../tree.ts";
import type { Verdict, VoidReason } from "../verdict.ts";
import type { MirrorCopy } from "./mirror-copy-node.ts";

export interface VoidEntry {
  readonly index: number;
  readonly t: string;
  readonly reason: VoidReason;
}

const mostToldVoids = 200;

export class MirrorFold {
  private fold: Fold;
  private readonly origin: string;
  private readonly copy: MirrorCopy;
  private readonly onDiffering: (index: number) => void;
  private latest = 0; // the latest moment that an entry claims, valid or not
  private valid = 0;
  private voids = new Map<VoidReason, number>();
  private recent: VoidEntry[] = [];
  /** Snapshots that differed when they came. What a later revocation makes void was no lie. */
  readonly differing = new Set<number>();

  constructor(origin: string, copy: MirrorCopy, onDiffering: (index: number) => void) {
    this.onDiffering = onDiffering;
    this.origin = origin;
    this.copy = copy;
    this.fold = this.foldFrom();
  }

  private foldFrom(before?: HeldFold): Fold {
    const reread = (count: number) => entriesOf(this.copy.bundles(0, count));
    return new Fold({ origin: this.origin, reread, hear: (verdict) => this.hear(verdict) }, before);
  }

  /** What `resume` needs. */
  *lines(): Generator<string> {
    const { latest, valid, recent } = this;
    yield JSON.stringify({ latest, valid, recent, voids: [...this.voids], differing: [...this.differing] });
    yield* saveFold(this.fold.held());
  }

  /** Goes on where an earlier fold was; false, and as before, where the lines are not whole. */
  resume(lines: Iterable<string>): boolean {
    const [first, rest] = split(lines);
    const held = first === undefined ? undefined : resumeFold(this.origin, rest);
    if (first === undefined || held === undefined) return false;
    const { latest, valid, recent, voids, differing } = JSON.parse(first);
    this.latest = latest;
    this.valid = valid;
    this.recent = recent;
    this.voids = new Map(voids);
    for (const index of differing) this.differing.add(index);
    this.fold = this.foldFrom(held);
    return true;
  }

  get size(): number {
    return this.fold.state.size;
  }

  /** For many entries at once, with signatures verified by others. */
  handfuls(check: CheckMany): Handfuls {
    const add = (leaf: Bytes, intake: Intake) => this.add(leaf, intake);
    return new Handfuls({ origin: this.origin, state: () => this.fold.state, add, check });
  }

  add(leaf: Bytes, intake?: Intake): void {
    const verdict = this.fold.add(leaf, intake);
    if (verdict.isValid || verdict.reason !== "malformed") this.latest = Math.max(this.latest, momentOf(leaf));
    if (verdict.isValid || verdict.reason !== "snapshot-differs") return;
    this.differing.add(verdict.index);
    this.onDiffering(verdict.index);
  }

  /** After a revocation that reaches back, all verdicts are heard once more, from the first entry on. */
  private hear(verdict: Verdict): void {
    if (verdict.index === 0) {
      this.valid = 0;
      this.voids = new Map();
      this.recent = [];
    }
    if (verdict.isValid) {
      this.valid += 1;
      return;
    }
    const { index, t = "", reason } = verdict;
    this.voids.set(reason, (this.voids.get(reason) ?? 0) + 1);
    this.recent.push({ index, t, reason });
    if (this.recent.length > mostToldVoids) this.recent.shift();
  }

  snapshotRoot(): Hash {
    return this.fold.state.tree.root();
  }

  /** FORMAT.md §12: no signature of a mirror under a tree that holds such entries. `later`: once its clock has come so far. */
  maySign(now: bigint): "yes" | "later" | "no" {
    if (this.differing.size > 0) return "no";
    return BigInt(this.latest) > now + mostClockSkew ? "later" : "yes";
  }

  tallies() {
    const { records, policy, snapshots, closedAt } = this.fold.state;
    return {
      entries: this.size,
      valid: this.valid,
      void: Object.fromEntries(this.voids),
      recentVoid: this.recent,
      records: records.size,
      policy: policy?.hash,
      lastSnapshot: snapshots.at(-1),
      closedAt,
    };
  }
}

function split(lines: Iterable<string>): [string | undefined, Iterable<string>] {
  const iterator = Iterator.from(lines);
  return [iterator.next().value, iterator];
}

export function* entriesOf(bundles: Iterable<readonly Bytes[]>): Generator<Bytes> {
  for (const bundle of bundles) yield* bundle;
}

function momentOf(leaf: Bytes): number {
  const { at } = JSON.parse(textOf(leaf) ?? "{}");
  return typeof at === "number" ? at : 0;
}
