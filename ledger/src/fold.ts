// The state of the log, computed from its entries by rules alone: every mirror that holds the same entries says the same.
// FORMAT.md §12.
import { policyHash } from "./amendment-policy.ts";
import { type Bytes, base64 } from "./bytes.ts";
import type { Entry, RecordEntry, SnapshotEntry } from "./entry.ts";
import { parseEntry } from "./entry-bytes.ts";
import { type Case, judgeCommit, judgeErasure, judgeProposal, judgeRecord, judgeReject } from "./judge-amendments.ts";
import {
  judgeAddKey,
  judgeClose,
  judgeOpen,
  judgePolicy,
  judgeRevocation,
  judgeRotation,
  takeDueRotations,
} from "./judge-keys.ts";
import { type CheckedSignatures, judgeSignatures, type Signers } from "./judge-signatures.ts";
import { State } from "./state.ts";
import { type Hash, leafHash } from "./tree.ts";
import { holds, isVoid, type Judgement, type Verdict, type VoidReason } from "./verdict.ts";

/** How far an entry's moment may lie before that of an earlier one, in seconds. */
const mostDisorder = 600;

export interface FoldOptions {
  readonly origin: string;
  /** The first `count` entries once more, for a revocation that reaches back. */
  readonly reread: (count: number) => Iterable<Bytes>;
  /** Hears every verdict. After a revocation that reaches back it hears those from index 0 again, which then hold. */
  readonly hear?: (verdict: Verdict) => void;
}

/** What somebody who takes entries in knows beyond them. */
export interface Intake {
  /** What these very bytes were read as, and their leaf hash, so that neither is computed twice. */
  readonly entry?: Entry;
  readonly hash?: Hash;
  /** Asked with the verdict before it takes effect; no: the entry stays outside, and the verdict is what would have been. */
  readonly isLetIn?: (verdict: Verdict) => boolean;
  /** Ed25519 signatures of `sig` that were checked before aside, by kid. */
  readonly checked?: CheckedSignatures;
}

/** All that a fold knows; the state asks these very `cuts`. */
export interface HeldFold {
  readonly state: State;
  readonly cuts: Map<string, number>;
  readonly settled: Set<number>;
}

export class Fold {
  private readonly options: FoldOptions;
  private readonly cuts: Map<string, number>;
  /** Revocations that were found valid stay so, whatever their consequences are for those who approved them. */
  private readonly settled: Set<number>;
  state: State;

  /** From the first entry on, or where another one has come to (`saved-fold.ts`). */
  constructor(options: FoldOptions, before?: HeldFold) {
    this.options = options;
    this.cuts = before?.cuts ?? new Map();
    this.settled = before?.settled ?? new Set();
    this.state = before?.state ?? new State(options.origin, this.cuts);
  }

  held(): HeldFold {
    return { state: this.state, cuts: this.cuts, settled: this.settled };
  }

  add(leaf: Bytes, intake: Intake = {}): Verdict {
    const { verdict, reachesBack } = this.take(leaf, intake);
    if (reachesBack) this.again(this.state.size);
    return verdict;
  }

  /** One entry more. A revocation that holds is settled here; one that reaches back makes what was folded stale. */
  private take(leaf: Bytes, intake: Intake = {}): { readonly verdict: Verdict; readonly reachesBack: boolean } {
    const index = this.state.size;
    let reachesBack = false;
    const verdict = this.step(leaf, intake, (kid, upto) => {
      this.settled.add(index);
      if (upto >= (this.cuts.get(kid) ?? Number.POSITIVE_INFINITY)) return;
      this.cuts.set(kid, upto);
      reachesBack = upto < index - 1;
    });
    return { verdict, reachesBack };
  }

  /** From the start. A revocation may be found valid only now, and reach back itself; each is settled once, so this ends. */
  private again(count: number): void {
    for (let isStale = true; isStale; ) {
      this.state = new State(this.options.origin, this.cuts);
      isStale = false;
      for (const leaf of this.options.reread(count)) {
        isStale = this.take(leaf).reachesBack;
        if (isStale) break;
      }
    }
    if (this.state.size !== count) throw new Error(`${this.state.size} entries were read again; ${count} were folded`);
  }

  private step(leaf: Bytes, intake: Intake, cut: (kid: string, upto: number) => void): Verdict {
    const { state } = this;
    const index = state.size;
    takeDueRotations(state, index);
    const entry = intake.entry ?? read(leaf);
    const judgement = entry === undefined ? isVoid("malformed") : this.judge(entry, index, leaf, cut, intake);
    const uncounted = judgement.uncounted ?? [];
    const verdict: Verdict =
      judgement.reason !== undefined || entry === undefined
        ? { index, t: entry?.t, isValid: false, reason: judgement.reason ?? "malformed", uncounted }
        : { index, t: entry.t, isValid: true, uncounted };
    if (intake.isLetIn?.(verdict) === false) return verdict;
    state.size += 1;
    if (verdict.isValid && entry !== undefined) {
      judgement.apply?.();
      state.ids.add(entry.id);
      state.time = Math.max(state.time, entry.at);
    }
    this.options.hear?.(verdict);
    return verdict;
  }

  private judge(
    entry: Entry,
    index: number,
    leaf: Bytes,
    cut: (kid: string, upto: number) => void,
    { checked, hash = leafHash(leaf) }: Intake,
  ): Judgement {
    const { state } = this;
    if (this.settled.has(index)) return holds(() => {});
    const early = whyNotNow(state, entry, index);
    if (early !== undefined) return isVoid(early);
    const signed = judgeSignatures(state, index, entry, checked);
    if (!signed.ok) return isVoid(signed.reason);
    const time = Math.max(state.time, entry.at);
    const its = { index, leaf: base64(hash), time, ...signed.signers };
    return judgeByType(state, entry, its, cut);
  }
}

function read(leaf: Bytes): Entry | undefined {
  const parsed = parseEntry(leaf);
  return parsed.ok ? parsed.value : undefined;
}

function whyNotNow(state: State, entry: Entry, index: number): VoidReason | undefined {
  if (index > 0 && entry.t === "log.open") return "already-open";
  if (state.policy === undefined && entry.t !== "log.open") return "not-open";
  if (state.closedAt !== undefined) return "closed";
  if (state.ids.has(entry.id)) return "id-taken";
  if (entry.at < state.time - mostDisorder) return "time-runs-back";
  const inForce = entry.t === "log.open" ? policyHash(entry.doc) : state.policy?.hash;
  return entry.pol === inForce ? undefined : "policy-not-in-force";
}

function judgeByType(
  state: State,
  entry: Entry,
  its: Omit<Case<unknown>, "entry"> & Signers,
  cut: (kid: string, upto: number) => void,
): Judgement {
  switch (entry.t) {
    case "amend.propose":
      return judgeProposal(state, { ...its, entry });
    case "amend.commit":
      return judgeCommit(state, { ...its, entry });
    case "amend.reject":
      return judgeReject(state, { ...its, entry });
    case "snapshot":
      return judgeSnapshot(state, { ...its, entry });
    case "policy":
      return judgePolicy(state, { ...its, entry });
    case "key.add":
      return judgeAddKey(state, { ...its, entry });
    case "key.rotate":
      return judgeRotation(state, { ...its, entry });
    case "key.revoke":
      return judgeRevocation(state, { ...its, entry }, cut);
    case "erase.notice":
      return judgeErasure(state, { ...its, entry });
    case "anchor":
      return holds(() => {});
    case "log.open":
      return judgeOpen(state, { ...its, entry });
    case "log.close":
      return judgeClose(state, { ...its, entry });
    default:
      return judgeRecord(state, { ...its, entry: entry satisfies RecordEntry });
  }
}

function judgeSnapshot(state: State, { entry, index }: Case<SnapshotEntry>): Judgement {
  if (entry.size !== index || entry.root !== base64(state.tree.root())) return isVoid("snapshot-differs");
  return holds(() => {
    state.snapshots.push(index);
    for (const period of entry.closes ?? []) state.closedPeriods.add(period);
  });
}

/** The whole state of a log whose entries are in memory. */
export function foldAll(
  origin: string,
  leaves: readonly Bytes[],
): { readonly state: State; readonly verdicts: readonly Verdict[] } {
  const verdicts: Verdict[] = [];
  const fold = new Fold({
    origin,
    reread: (count) => leaves.slice(0, count),
    hear: (verdict) => {
      verdicts[verdict.index] = verdict;
    },
  });
  for (const leaf of leaves) fold.add(leaf);
  return { state: fold.state, verdicts };
}
