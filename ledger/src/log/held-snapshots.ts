// The state as of the snapshots, for proofs that a version was the latest then.
import { utf8 } from "../bytes.ts";
import { checkInclusion } from "../proof.ts";
import { formatRecordLine, type SnapshotTree } from "../snapshot-tree.ts";
import type { RecordState, State } from "../state.ts";
import { type Hash, leafHash } from "../tree.ts";
import type { Verdict } from "../verdict.ts";

interface Held {
  readonly index: number;
  readonly tree: SnapshotTree;
}

export interface InSnapshot {
  readonly index: number;
  readonly place: number;
  readonly of: number;
  readonly proof: readonly Hash[];
  readonly line: string;
}

export class HeldSnapshots {
  private held: Held[] = [];
  /** Snapshots before this one are not held: while a log is read at the start, only its last can be asked for. */
  from = 0;

  /** To be told every verdict of the fold, with the state after it. A fold that begins again begins with index 0. */
  hear(verdict: Verdict, state: State): void {
    if (verdict.index === 0) this.held = [];
    if (verdict.isValid && verdict.t === "snapshot" && verdict.index >= this.from)
      this.held.push({ index: verdict.index, tree: state.tree.copy() });
  }

  /**
   * A record under the newest snapshot of a published tree. Nothing if it changed since: the log does not hand out a proof
   * of which it knows that it is out of date.
   */
  find(record: RecordState, size: bigint): InSnapshot | undefined {
    const newest = this.held.findLast(({ index }) => BigInt(index) < size);
    if (newest === undefined || record.place >= newest.tree.size) return undefined;
    this.held = this.held.filter(({ index }) => index >= newest.index);
    const line = formatRecordLine({ ...record, isErased: record.erased !== undefined });
    const proof = newest.tree.prove(record.place);
    const of = newest.tree.size;
    const inclusion = { index: BigInt(record.place), size: BigInt(of), leaf: leafHash(utf8(line)), proof };
    if (!checkInclusion({ ...inclusion, root: newest.tree.root() }).ok) return undefined;
    return { index: newest.index, place: record.place, of, proof, line };
  }
}
