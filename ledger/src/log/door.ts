// Who is let into the log. What is let in stays, valid or void; FORMAT.md §12 leaves the door to the log.
import type { Bytes } from "../bytes.ts";
import type { Entry } from "../entry.ts";
import { parseEntry } from "../entry-bytes.ts";
import { Fold } from "../fold.ts";
import type { CheckedSignatures } from "../judge-signatures.ts";
import { type Outcome, ok, refuse } from "../refusal.ts";
import type { State } from "../state.ts";
import type { Verdict, VoidReason } from "../verdict.ts";
import { type CheckMany, Handfuls } from "./handfuls.ts";
import { HeldSnapshots } from "./held-snapshots.ts";

export interface DoorRules {
  /** Organisations that may ask for a snapshot. */
  readonly snapshotBy: readonly string[];
  /** Proposals of one organisation that wait for a decision. */
  readonly mostOpenProposals: number;
  /** Void entries of one organisation within an hour: attempts stay visible, but may not fill the log. */
  readonly mostAttempts: number;
}

export const usualRules: DoorRules = { snapshotBy: ["platform"], mostOpenProposals: 1000, mostAttempts: 60 };

/**
 * Void entries that do not get in: whoever made them is not known, or could not have meant them. All others do get in and stay
 * visible as attempts, because who tried is known and what they tried matters.
 */
const refusedAtTheDoor: ReadonlySet<VoidReason> = new Set<VoidReason>([
  ...(["malformed", "not-open", "already-open", "closed", "id-taken", "time-runs-back"] as const),
  ...(["policy-not-in-force", "signature", "too-few-signatures", "snapshot-differs"] as const),
]);

/** How far an entry's moment may be ahead of our clock, in seconds: mirrors sign no tree with more. */
const mostAhead = 600;
const hour = 3600;

export interface Looked {
  readonly leaf: Bytes;
  readonly entry: Entry;
  readonly checked: CheckedSignatures;
}

export interface DoorOptions {
  readonly origin: string;
  readonly rules: DoorRules;
  /** Seconds since 1970. */
  readonly now: () => number;
  readonly checkAside: (origin: string, entry: Entry, state: State) => Promise<CheckedSignatures>;
  /** The entries let in so far, whether they lie on the disk yet or not. */
  readonly entriesNow: (count: number) => Iterable<Bytes>;
}

export class Door {
  private readonly options: DoorOptions;
  private readonly indexes = new Map<string, number>();
  private attempts = new Map<string, number[]>();
  private entering: Bytes | undefined;
  readonly snapshots = new HeldSnapshots();
  readonly fold: Fold;

  constructor(options: DoorOptions) {
    this.options = options;
    this.fold = new Fold({
      origin: options.origin,
      reread: (count) => this.first(count),
      hear: (verdict) => this.snapshots.hear(verdict, this.fold.state),
    });
  }

  /** Where an entry of this id stands, let in or only just so. */
  indexOf(id: string): number | undefined {
    return this.indexes.get(id);
  }

  /** Entries that are in the log already, read at the start. */
  async replay(leaves: Iterable<Bytes>, check: CheckMany = this.checkEach): Promise<void> {
    const { origin } = this.options;
    const handfuls = new Handfuls({
      ...{ origin, check, state: () => this.fold.state },
      add: (leaf, known) => {
        const { index } = this.fold.add(leaf, known);
        const id = known.entry?.id;
        if (id !== undefined && !this.indexes.has(id)) this.indexes.set(id, index);
      },
    });
    for (const leaf of leaves) await handfuls.take([leaf]);
    await handfuls.end();
  }

  private readonly checkEach: CheckMany = (origin, entries, state) =>
    Promise.all(entries.map(async (read) => (read ? this.options.checkAside(origin, read.entry, state) : [])));

  /** What can be said of an entry alone; its signatures are checked aside, so that others can be taken in meanwhile. */
  async look(leaf: Bytes): Promise<Outcome<Looked>> {
    const { origin, checkAside } = this.options;
    const read = this.read(leaf);
    if (!read.ok) return read;
    const entry = read.value;
    const checked = this.indexes.has(entry.id) ? [] : await checkAside(origin, entry, this.fold.state);
    return ok({ leaf, entry, checked });
  }

  private read(leaf: Bytes): Outcome<Entry> {
    const { now, rules } = this.options;
    const read = parseEntry(leaf);
    if (!read.ok) return read;
    const { t, at, by } = read.value;
    if (at > now() + mostAhead) return refuse("entry-ahead-of-time");
    return t === "snapshot" && !rules.snapshotBy.includes(by) ? refuse("snapshot-not-yours", by) : read;
  }

  /** Without waiting for anything, its signatures included. */
  admitUnlooked(leaf: Bytes): Outcome<Verdict> {
    const read = this.read(leaf);
    return read.ok ? this.admit({ leaf, entry: read.value, checked: [] }) : read;
  }

  /** Lets it in or not, at once. Its index is that of the verdict; it counts when it lies on the disk. */
  admit({ leaf, entry, checked }: Looked): Outcome<Verdict> {
    if (this.indexes.has(entry.id)) return refuse("id-taken", entry.id);
    if (entry.t === "amend.propose" && this.openProposals(entry.by) >= this.options.rules.mostOpenProposals)
      return refuse("too-many-attempts", entry.by);
    this.entering = leaf;
    const verdict = this.fold.add(leaf, { entry, checked, isLetIn: (found) => this.mayEnter(found, entry) });
    this.entering = undefined;
    if (this.fold.state.size === verdict.index) return this.whyNot(verdict, entry);
    this.indexes.set(entry.id, verdict.index);
    if (!verdict.isValid) this.recent(entry.by).push(this.options.now());
    return ok(verdict);
  }

  /** For a fold that begins again: a revocation that enters just now is the last of them. */
  private *first(count: number): Generator<Bytes> {
    let left = count;
    for (const entry of this.options.entriesNow(count)) {
      left -= 1;
      yield entry;
    }
    if (left > 0 && this.entering !== undefined) yield this.entering;
  }

  private mayEnter(verdict: Verdict, { by }: Entry): boolean {
    if (verdict.isValid) return true;
    return !refusedAtTheDoor.has(verdict.reason) && this.recent(by).length < this.options.rules.mostAttempts;
  }

  private whyNot(verdict: Verdict, { by }: Entry): Outcome<Verdict> {
    const isRefused = !verdict.isValid && refusedAtTheDoor.has(verdict.reason);
    return isRefused ? refuse("entry-refused", verdict.reason) : refuse("too-many-attempts", by);
  }

  private recent(by: string): number[] {
    const since = this.options.now() - hour;
    const found = (this.attempts.get(by) ?? []).filter((at) => at > since);
    this.attempts.set(by, found);
    return found;
  }

  private openProposals(by: string): number {
    let open = 0;
    for (const { entry, outcome } of this.fold.state.proposals.values())
      if (outcome === "open" && entry.by === by) open += 1;
    return open;
  }
}
