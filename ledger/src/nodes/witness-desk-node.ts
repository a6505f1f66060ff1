// A witness's decisions with their order of writes. FORMAT.md §8.
import type { Bytes } from "../bytes.ts";
import { sameBytes } from "../bytes.ts";
import type { Evidence } from "../evidence.ts";
import { signNote } from "../note.ts";
import type { NoteKey, NoteSigner } from "../note-key.ts";
import {
  cosignedAnswer,
  type Decision,
  decideAddCheckpoint,
  type LastCosigned,
  parseAddCheckpoint,
  type ReadRequest,
  refusalAnswer,
  type WitnessAnswer,
} from "../witness.ts";
import { reasonOf } from "./durable-node.ts";
import type { EvidenceFolder } from "./evidence-folder-node.ts";
import { notice, type Tell } from "./notice.ts";
import { Turns } from "./turns.ts";
import type { WitnessState } from "./witness-state-node.ts";

export interface WitnessDeskOptions {
  readonly keysOf: (origin: string) => readonly NoteKey[];
  readonly state: WitnessState;
  readonly evidence: EvidenceFolder;
  readonly cosigner: NoteSigner;
  /** Seconds since 1970. */
  readonly now: () => bigint;
  readonly tell: Tell;
  /** A mirror's say (FORMAT.md §12): it cosigns what it holds and recomputed, and nothing else. */
  readonly mayCosign?: (next: LastCosigned) => Promise<"yes" | "not-yet" | "no">;
  /** What the log signed and was refused, once it is kept: a mirror, which holds the entries, can tell what it is worth. */
  readonly onEvidence?: (refused: LastCosigned) => void;
}

/** 500: the disk failed, nothing was promised. 503: a mirror could not get the entries yet. */
export type DeskAnswer = WitnessAnswer | { readonly status: 500 | 503; readonly body: "" };

export class WitnessDesk {
  private readonly options: WitnessDeskOptions;
  private readonly turns = new Turns();

  constructor(options: WitnessDeskOptions) {
    this.options = options;
  }

  /**
   * One request of a log after the other:
   *
   *  1. decide          against the state on disk
   *  2. cosign, store   the checkpoint with our line, synced. Crash before: the log asks again. After: it learns by 409
   *  3. answer          only now does the cosignature leave
   */
  async answer(body: Bytes): Promise<DeskAnswer> {
    const request = parseAddCheckpoint(body);
    if (!request.ok) return this.refused({ status: 400 }, "");
    const { origin } = request.value.checkpoint;
    const keys = this.options.keysOf(origin);
    if (keys.length === 0) return this.refused({ status: 404 }, origin);
    return this.turns.take(origin, () => this.inTurn(origin, body, request.value, keys));
  }

  private async inTurn(
    origin: string,
    body: Bytes,
    request: ReadRequest,
    keys: readonly NoteKey[],
  ): Promise<DeskAnswer> {
    const { state, tell, mayCosign } = this.options;
    const last = state.read(origin);
    if (!last.ok) {
      tell(last.notice);
      return { status: 500, body: "" };
    }
    const decision = decideAddCheckpoint(body, { keysOf: () => keys, lastOf: () => last.value });
    if (decision.status !== 200) {
      this.keepEvidence(decision, request, last.value, keys);
      return this.refused(decision, origin);
    }
    const may = (await mayCosign?.(decision.next)) ?? "yes";
    if (may === "not-yet") return { status: 503, body: "" };
    if (may === "no") return this.refused({ status: 422, evidence: request.note }, origin);
    return this.cosign(origin, decision.next);
  }

  private cosign(origin: string, { checkpoint, note }: LastCosigned): DeskAnswer {
    const { state, cosigner, now, tell } = this.options;
    const line = signNote(note.text, cosigner, now());
    const others = note.lines.filter(({ id }) => !sameBytes(id, cosigner.key.id));
    try {
      state.keep(origin, { text: note.text, lines: [...others.slice(0, 99), line] });
    } catch (error) {
      tell(notice("state-not-kept", { origin, reason: reasonOf(error) }));
      return { status: 500, body: "" };
    }
    tell(notice("cosigned", { origin, size: checkpoint.size.toString() }));
    return cosignedAnswer([line]);
  }

  private refused(decision: Exclude<Decision, { status: 200 }>, origin: string): DeskAnswer {
    this.options.tell(notice("request-refused", { origin, status: decision.status }));
    return refusalAnswer(decision);
  }

  /**
   * Everything that the log signed and that does not simply repeat what was cosigned, whichever answer it got: a log that
   * shrank or forked may well ask with a wrong `old`, and what it signed counts all the same. 403 says that it did not sign.
   */
  private keepEvidence(
    { status }: Decision,
    request: ReadRequest,
    last: LastCosigned | undefined,
    keys: readonly NoteKey[],
  ): void {
    const { note, checkpoint, old, proof } = request;
    if (status === 403 || last === undefined) return;
    const isRepeated = checkpoint.size === last.checkpoint.size && sameBytes(checkpoint.root, last.checkpoint.root);
    const isMerelyAhead = checkpoint.size > last.checkpoint.size;
    if (status !== 422 && (isMerelyAhead || isRepeated)) return;
    const evidence: Evidence = { at: this.options.now(), status, old, proof, held: last.note, refused: note };
    const told = this.options.evidence.keep(evidence, keys);
    if (told === undefined) return;
    this.options.tell(told);
    if (told.code === "evidence-kept") this.options.onEvidence?.({ checkpoint, note });
  }
}
